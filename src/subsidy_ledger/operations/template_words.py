"""The words that a form wants for what the ledger says: those of its mapping, held to the form's own lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from subsidy_ledger.domain.agreement import Agreement, Category
from subsidy_ledger.domain.categories import category_of
from subsidy_ledger.domain.cells import column_letter
from subsidy_ledger.domain.expenses import Details
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.filled.filled_in import cell_at, text_of
from subsidy_ledger.importing.marking.annotate_cells import place_of
from subsidy_ledger.importing.marking.template_cells import Filled
from subsidy_ledger.importing.marking.template_lists import lists_of
from subsidy_ledger.operations.template_mapping import Mapped
from subsidy_ledger.operations.template_places import Form

RANGE = re.compile(r"=?(?:(?P<sheet>.+)!)?(?P<first>\$?[A-Z]{1,3}\$?[0-9]+)(?::(?P<last>\$?[A-Z]{1,3}\$?[0-9]+))?")


def in_words_of(form: Form, name: str, value: Filled, also: Iterable[str] = ()) -> Filled:
    """What [values] of the mapping says for a value, or for what else it is called; else the value."""
    words = form.wanted.values.get(name, {})
    if not isinstance(value, str):
        return value
    return next((words[key] for key in (*also, value) if key in words), value)


def names_of_category(agreement: Agreement, details: Details) -> tuple[str, ...]:
    """What a mapping may call the category of a line: its code, or its title in any language."""
    found = category_of(agreement, details)
    return _names(found) if found else ()


def check_values(wanted: Mapped, ledger: Ledger) -> None:
    """Refused where [values] says what stands for a code that does not exist: the form would keep the ledger's word."""
    agreement = ledger.agreement
    codes: dict[str, list[str]] = {
        "category": [each.code for each in agreement.categories],
        "code": list(agreement.targets),
        "of_grant": [grant.code for grant in agreement.grants],
        "of_sector": [sector.code for grant in agreement.grants for sector in grant.sectors],
        "entity": [entity.code for entity in agreement.entities],
    }
    names = {name for each in agreement.categories for name in _names(each)}
    words = {line.details.category for line in ledger.expenses}
    for name, known in codes.items():
        for said in wanted.values.get(name, {}):
            if said in known or (name == "category" and (said in names or said in words)):
                continue
            raise Refused(
                "template-value",
                "{mapping} says {said} under [values.{name}], which is no code of {name}; the codes are {codes}. "
                "Correct it or leave it out.",
                mapping=wanted.file, said=said, name=name, codes=", ".join(known),
            )  # fmt: skip


def _names(category: Category) -> tuple[str, ...]:
    title = category.title
    return category.code, title.nl, title.fr, title.en


def check_lists(form: Form, columns: Mapping[int, str], rows: Sequence[Mapping[int, Filled]]) -> None:
    """Refused where the form takes one of a list and something else would come."""
    found = lists_of(form.delivery.data, form.wanted.sheet, form.wanted.first_row - 1)
    for column, name in columns.items():
        allowed = _allowed(form, found.get(column, ""))
        known = {text.casefold() for text in allowed}
        strange = sorted({text for row in rows if (text := row.get(column)) and isinstance(text, str)
                          and text.casefold() not in known})  # fmt: skip
        if allowed and strange:
            raise Refused(
                "template-not-listed",
                "Column {letter} of sheet {sheet} in {file} takes one of {allowed}, and {values} would come there for "
                '{name}. Say in {mapping} what stands for it, under [values.{name}]: `"{value}" = "{first}"`.',
                letter=column_letter(column), sheet=form.wanted.sheet, file=form.delivery.name,
                allowed=", ".join(allowed), values=", ".join(strange), name=name, mapping=form.wanted.file,
                value=strange[0], first=allowed[0],
            )  # fmt: skip


def _allowed(form: Form, formula: str) -> list[str]:
    """The texts of a list; none where it cannot be told what they are."""
    if formula.startswith('"'):
        return [text.strip() for text in formula.strip('"').split(",") if text.strip()]
    names = {name.casefold(): text for name, text in form.names.items()}
    match = RANGE.fullmatch(names.get(formula.casefold(), formula))
    if match is None:
        return []
    sheet = (match["sheet"] or form.wanted.sheet).strip("'").replace("''", "'")
    if sheet not in form.sheets:
        return []
    top, left = place_of(match["first"].replace("$", ""))
    bottom, right = place_of((match["last"] or match["first"]).replace("$", ""))
    cells = (cell_at(form.sheets[sheet], row, column) for row in range(top, bottom + 1)
             for column in range(left, right + 1))  # fmt: skip
    return [text for cell in cells if (text := text_of(cell))]
