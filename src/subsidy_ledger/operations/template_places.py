"""Where a template wants what its mapping names: headings to columns, cells and names to places."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from subsidy_ledger.domain.cells import cell_name, column_letter
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.filled.filled_in import cell_at, text_of
from subsidy_ledger.importing.intake import Cell, Sheet
from subsidy_ledger.importing.marking.annotate_cells import place_of
from subsidy_ledger.importing.opening.delivery import Delivery
from subsidy_ledger.operations.template_mapping import Literal, Mapped

CELL = re.compile(r"(?:(?P<sheet>.+)!)?\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>[1-9][0-9]{0,6})(?::.*)?")
# What a form shows where something is to be written: dots, a line, a dash.
BLANK = re.compile(r"[\s._…·:-]*")
HEADINGS_MAX = 4


class Target(NamedTuple):
    """A cell of the form; row and column from 0."""

    sheet: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Form:
    """The administration's workbook as it was received, with what its mapping says of it."""

    wanted: Mapped
    delivery: Delivery
    sheets: Mapping[str, Sheet]
    names: Mapping[str, str]

    @property
    def table(self) -> Sheet:
        return self.sheets[self.wanted.sheet]

    def anchor(self, target: Target) -> Target:
        """The cell that can be seen: the first of those that are merged."""
        for merge in self.sheets[target.sheet].merges:
            if merge.top <= target.row <= merge.bottom and merge.left <= target.column <= merge.right:
                return target._replace(row=merge.top, column=merge.left)
        return target

    def check_empty(self, target: Target, name: str, value: Cell | Decimal) -> None:
        """Refused where something else stands than dots, or what would be written there."""
        shown = text_of(cell_at(self.sheets[target.sheet], target.row, target.column))
        if not BLANK.fullmatch(shown) and shown.casefold() != _text(value).casefold():
            raise self.filled(target, name, shown)

    def filled(self, target: Target, name: str, shown: str) -> Refused:
        return Refused(
            "template-field-filled",
            "{sheet}!{cell} of {file} holds {shown}, where an empty cell is expected for {name}. Correct it under "
            "[fields] in {mapping}, or empty that cell.",
            sheet=target.sheet, cell=cell_name(target.row, target.column), file=self.delivery.name, shown=shown,
            name=name, mapping=self.wanted.file,
        )  # fmt: skip


def columns_of(form: Form) -> dict[int, str]:
    """Column to field. A heading is looked for in the rows above the first one; "Payment / Date" is the heading Date
    below the heading Payment, and a letter is the column itself."""
    headings, wanted = _headings(form), form.wanted
    letters = {column_letter(column): column for column in range(16_384)}
    found: dict[int, str] = {}
    for where, name in wanted.columns.items():
        at = headings.get(_plain(where), set())
        if len(at) > 1:
            raise Refused(
                "template-heading-twice",
                '"{heading}" stands above columns {columns} of sheet {sheet} in {file}. Name one by its letter, or '
                'with the heading above it: "… / {heading}".',
                heading=where, columns=", ".join(map(column_letter, sorted(at))), sheet=wanted.sheet,
                file=form.delivery.name,
            )  # fmt: skip
        column = next(iter(at), letters.get(where.upper()))
        if column is None:
            raise Refused(
                "template-column",
                'No cell above row {row} of sheet {sheet} in {file} says "{heading}", and it is no column\'s letter. '
                "The headings there are: {headings}.",
                row=wanted.first_row, sheet=wanted.sheet, file=form.delivery.name, heading=where,
                headings=", ".join(dict.fromkeys(text for _, text in _texts(form))) or "–",
            )  # fmt: skip
        column = form.anchor(Target(wanted.sheet, wanted.first_row - 1, column)).column
        if column in found:
            raise Refused(
                "template-column-twice",
                "{mapping} names column {letter} of sheet {sheet} twice, for {first} and for {second}; leave one out.",
                mapping=wanted.file, letter=column_letter(column), sheet=wanted.sheet, first=found[column], second=name,
            )  # fmt: skip
        found[column] = name
    return found


def _texts(form: Form) -> Iterator[tuple[Target, str]]:
    """What stands in the rows right above the first one, each text at its own cell, the nearest row first."""
    for row in range(form.wanted.first_row - 2, max(-1, form.wanted.first_row - 2 - HEADINGS_MAX), -1):
        for column in range(len(form.table.rows[row]) if row < len(form.table.rows) else 0):
            text = text_of(cell_at(form.table, row, column))
            if text:
                yield Target(form.wanted.sheet, row, column), text


def _headings(form: Form) -> dict[str, set[int]]:
    """Heading to the columns it stands above: by itself, and behind the heading above it."""
    alone: dict[str, set[int]] = {}
    rows: dict[str, int] = {}
    for target, text in _texts(form):
        key = _plain(text)
        if rows.setdefault(key, target.row) == target.row:
            alone.setdefault(key, set()).add(target.column)
        for above in range(target.row - 1, max(-1, target.row - HEADINGS_MAX), -1):
            anchor = form.anchor(target._replace(row=above))
            upper = text_of(cell_at(form.table, anchor.row, anchor.column))
            if upper and anchor != target:
                alone.setdefault(_plain(f"{upper} / {text}"), set()).add(target.column)
                break
    return alone


def fields_of(form: Form, known: Collection[str]) -> dict[Target, tuple[str, str | Literal]]:
    """Where each field goes, what it is called, and its figure or what the mapping says itself."""
    found: dict[Target, tuple[str, str | Literal]] = {}
    for where, what in form.wanted.fields.items():
        if isinstance(what, str) and what not in known:
            raise Refused(
                "template-figure",
                "{mapping} names the figure {name} for {where}; the figures are {names}, and by code such as "
                "{example}.",
                mapping=form.wanted.file, name=what, where=where, names=", ".join(n for n in known if "." not in n),
                example=next(n for n in known if n.startswith("claimed.")),
            )  # fmt: skip
        target = form.anchor(_place(form, where))
        name = what if isinstance(what, str) else where
        if target in found:
            raise Refused(
                "template-place-twice",
                "{mapping} fills {sheet}!{cell} twice, with {first} and with {second}; leave one out.",
                mapping=form.wanted.file, sheet=target.sheet, cell=cell_name(target.row, target.column),
                first=found[target][0], second=name,
            )  # fmt: skip
        found[target] = name, what
    return found


def _place(form: Form, where: str) -> Target:
    """A cell of the sheet, "C5"; of another one, "Cover!C5"; or a name that the workbook gives to a cell."""
    names = {name.casefold(): text for name, text in form.names.items()}
    match = CELL.fullmatch(names.get(where.casefold(), where).lstrip("="))
    if match is not None:
        sheet = (match["sheet"] or form.wanted.sheet).strip()
        sheet = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
        if sheet in form.sheets:
            row, column = place_of(match["column"] + match["row"])
            return Target(sheet, row, column)
    raise Refused(
        "template-place",
        "{where} under [fields] in {mapping} is no cell of {file}: expected is C5, Sheet!C5 with one of its sheets "
        "({sheets}), or one of the names of its cells ({names}).",
        where=where, mapping=form.wanted.file, file=form.delivery.name, sheets=", ".join(form.sheets),
        names=", ".join(form.names) or "–",
    )  # fmt: skip


def _plain(heading: str) -> str:
    return re.sub(r"\s*/\s*", " / ", " ".join(heading.split())).casefold()


def _text(value: Cell | Decimal) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else text_of(value)
