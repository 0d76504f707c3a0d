"""The yearly overview of expenses: our own workbook, or the administration's template filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from subsidy_ledger.checks.registry import run
from subsidy_ledger.domain.cells import cell_name
from subsidy_ledger.domain.codes import check_year
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.money import to_decimal
from subsidy_ledger.domain.sentences import Sentence
from subsidy_ledger.errors import Refused
from subsidy_ledger.i18n import Words
from subsidy_ledger.importing.filled.filled import sheets_of
from subsidy_ledger.importing.filled.filled_in import cell_at, text_of
from subsidy_ledger.importing.intake import Sheet
from subsidy_ledger.importing.marking.annotate_xml import Unmarkable
from subsidy_ledger.importing.marking.template import defined_names, fill
from subsidy_ledger.importing.marking.template_cells import Filled, Occupied
from subsidy_ledger.importing.marking.template_rows import Uncovered
from subsidy_ledger.importing.opening.delivery import Delivery, receive
from subsidy_ledger.operations.session import Session
from subsidy_ledger.operations.template_mapping import ROW_FIELDS, Literal, Mapped, read_mapping
from subsidy_ledger.operations.template_places import Form, Target, columns_of, fields_of
from subsidy_ledger.operations.template_words import check_lists, check_values, in_words_of, names_of_category
from subsidy_ledger.reports.before_signing import before_signing
from subsidy_ledger.reports.declared import declaration
from subsidy_ledger.reports.overview import facts_of, overview
from subsidy_ledger.reports.overview_fields import Figure, header_fields
from subsidy_ledger.reports.reconciliation.book import ReconciliationBook
from subsidy_ledger.reports.tables import Value


def overview_of(session: Session, year: int, language: str) -> ReconciliationBook:
    """Our own overview; raises WrongUse for a year that is not of this ledger."""
    ledger = _ledger(session, year)
    return overview(ledger, year, language, run(ledger, year=year).findings)


@dataclass(frozen=True, slots=True)
class FilledForm:
    """The administration's form filled in, the ending of its name, and what to know of what it declares."""

    content: bytes
    ending: str
    notes: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class _Filling:
    """What goes into a form, and the form."""

    form: Form
    rows: list[dict[int, Filled]]
    fields: dict[Target, tuple[str, Filled]]

    def done(self) -> tuple[bytes, str]:
        form, wanted = self.form, self.form.wanted
        by_sheet: dict[str, dict[int, dict[int, Filled]]] = {}
        for target, (_, value) in self.fields.items():
            by_sheet.setdefault(target.sheet, {}).setdefault(target.row, {})[target.column] = value
        try:
            return fill(form.delivery.data, wanted.sheet, wanted.first_row - 1, self.rows, by_sheet)
        except Occupied as error:
            raise self._occupied(error) from None
        except Uncovered as error:
            sheet, row, formula = error.args
            raise Refused(
                "template-uncovered",
                "The formula ={formula} in row {row} of sheet {sheet} of {file} names rows of the table one by one, "
                "and would miss those that are put in: a sum over a range is expected. Write it as "
                "=SUM(…:…) in the template.",
                formula=formula, row=row, sheet=sheet, file=form.delivery.name,
            ) from None  # fmt: skip
        except Unmarkable:
            raise Refused(
                "template-unfillable",
                "{file} cannot be filled in with certainty. Save it as .xlsx with Excel or LibreOffice and try again.",
                file=form.delivery.name,
            ) from None

    def _occupied(self, error: Occupied) -> Refused:
        form = self.form
        for target, (name, _) in self.fields.items():
            if error.formula and (target.row, target.column) == (error.row, error.column):
                return form.filled(target, name, f"={error.formula}")
        shown = f"={error.formula}" if error.formula else text_of(cell_at(form.table, error.row, error.column))
        return Refused(
            "template-occupied",
            "{sheet}!{cell} of {file} holds {shown}, where an empty cell is expected: the first of the lines belongs "
            "in row {row}. Correct first_row or the column in {mapping}, or empty that cell.",
            sheet=form.wanted.sheet, cell=cell_name(error.row, error.column), file=form.delivery.name, shown=shown,
            row=form.wanted.first_row, mapping=form.wanted.file,
        )  # fmt: skip


def filled_template(session: Session, year: int, template: Path, mapping: Path, words: Words) -> FilledForm:
    """The administration's own workbook, its head filled in and a row for each share that is claimed of the year;
    Refused where it does not fit."""
    ledger = _ledger(session, year)
    wanted = read_mapping(mapping, [grant.code for grant in ledger.agreement.grants])
    check_values(wanted, ledger)
    form = _form(receive(template), wanted)
    columns = columns_of(form)
    rows: list[dict[int, Filled]] = []
    declared = declaration(ledger, year, wanted.grant)
    for expense, share in declared.rows():
        facts = facts_of(ledger, expense, share, words.language)
        called = {"category": names_of_category(ledger.agreement, expense.details)}
        rows.append({
            column: in_words_of(form, name, _value(facts[name], ROW_FIELDS[name], words), called.get(name, ()))
            for column, name in columns.items()
        })  # fmt: skip
    check_lists(form, columns, rows)
    known = header_fields(declared, words.language)
    fields = {target: (name, _field(what, known, words)) for target, (name, what) in fields_of(form, known).items()}
    for target, (name, value) in fields.items():
        form.check_empty(target, name, value)
    notes = (*before_signing(declared, run(ledger, year=year).findings), *declared.notes())
    return FilledForm(*_Filling(form, rows, fields).done(), notes)


def _form(delivery: Delivery, wanted: Mapped) -> Form:
    sheets: dict[str, Sheet] = {sheet.name: sheet for sheet in sheets_of(delivery)}
    if not sheets:
        raise Refused(
            "template-sheet",
            "Every sheet of {file} is empty. Name the administration's form, with its headings, with --template.",
            file=delivery.name,
        )
    if wanted.sheet not in sheets:
        raise Refused(
            "template-sheet",
            "{file} has no sheet {sheet}; it has {sheets}. Correct sheet = in {mapping}.",
            file=delivery.name, sheet=wanted.sheet, sheets=", ".join(sheets), mapping=wanted.file,
        )  # fmt: skip
    try:
        return Form(wanted, delivery, sheets, defined_names(delivery.data))
    except (Unmarkable, ValueError, KeyError):
        raise Refused(
            "template-unfillable",
            "{file} cannot be filled in with certainty. Save it as .xlsx with Excel or LibreOffice and try again.",
            file=delivery.name,
        ) from None


def _field(what: str | Literal, known: Mapping[str, Figure], words: Words) -> Filled:
    if isinstance(what, Literal):
        return what.value
    return _value(known[what].value, known[what].kind, words)


def _value(value: Value, kind: str, words: Words) -> Filled:
    if isinstance(value, Sentence):
        return words.say(value)
    if kind == "money" and isinstance(value, int):
        return to_decimal(value)
    return value if isinstance(value, str | int | date) else None


def _ledger(session: Session, year: int) -> Ledger:
    ledger = session.ledger()
    check_year(ledger.agreement, year, frozenset(e.details.year for e in ledger.expenses))
    return ledger
