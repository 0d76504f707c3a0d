"""One sheet of a workbook that came back beside the same sheet as the ledger makes it, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from subsidy_ledger.domain.cells import cell_name
from subsidy_ledger.domain.sentences import Euro
from subsidy_ledger.importing.filled.filled_in import cell_at, cents_of, is_empty, is_same, text_of
from subsidy_ledger.importing.filled.formulas import Formulas
from subsidy_ledger.importing.intake import Cell, Sheet

Place = tuple[int, int]
What = Literal["cell", "row-gone", "row-added", "row-twice", "column-gone", "sheet-gone"]
# How a cell of the ledger's is compared: whole, its formula only, or not at all as somebody fills it in.
Kept = Literal["whole", "formula", "input", "beside"]


@dataclass(frozen=True, slots=True)
class Changed:
    """What stands in a cell and what the ledger has; None is an empty cell, or no row."""

    what: What
    sheet: str
    cell: str
    found: str | Euro | None
    expected: str | Euro | None


@dataclass(frozen=True, slots=True)
class Written:
    """A sheet with its formulas as they stand there, and those written one way by which they are compared."""

    sheet: Sheet
    shown: Formulas
    formulas: Formulas

    @property
    def size(self) -> Place:
        return len(self.sheet.rows), max(map(len, self.sheet.rows), default=0)

    def value(self, at: Place) -> Cell:
        return cell_at(self.sheet, *at)

    def is_uncalculated(self, at: Place) -> bool:
        """Saved by a program that does not calculate: a formula shows nothing until it is opened in one that does."""
        flaw = self.sheet.flaws.get(at)
        return flaw is not None and flaw.kind == "uncalculated"

    def is_filled(self, at: Place) -> bool:
        return at in self.formulas or not is_empty(self.value(at))


@dataclass(slots=True)
class Compared:
    """`cells` of the ledger's were compared; `own` are filled in by whoever had the workbook."""

    cells: int = 0
    own: int = 0
    changed: list[Changed] = field(default_factory=list)


def compare(told: Compared, found: Written, at: Place, made: Written, of: Place, kept: Kept, *, money: bool) -> None:
    """Holds a cell of the workbook that came back against the cell `of` the one as the ledger makes it."""
    if kept == "input" or (kept == "beside" and not made.is_filled(of)):
        # A ruling on record comes filled in: it is nobody's own until it is changed.
        told.own += at in found.formulas or not is_same(found.value(at), made.value(of))
        return
    if not made.is_filled(of) and not found.is_filled(at):
        return
    told.cells += 1
    values, formulas = (found.value(at), made.value(of)), (found.shown.get(at), made.shown.get(of))
    if found.formulas.get(at) == made.formulas.get(of):
        if kept == "formula" or found.is_uncalculated(at) or is_same(*values):
            return
        formulas = None, None
    stands, expected = (
        _shown(value, money=money) if formula is None else f"={formula.removeprefix('=')}"
        for formula, value in zip(formulas, values, strict=True)
    )
    told.changed.append(Changed("cell", found.sheet.name, cell_name(*at), stands, expected))


def _shown(cell: Cell, *, money: bool) -> str | Euro | None:
    cents = cents_of(cell) if money else None
    if cents is not None:
        return Euro(cents)
    return None if is_empty(cell) else text_of(cell)


def places(found: Written, made: Written) -> Iterator[Place]:
    """Every cell that either of them has."""
    rows, columns = (max(pair) for pair in zip(found.size, made.size, strict=True))
    return ((row, column) for row in range(rows) for column in range(columns))


def row_said(written: Written, row: int, columns: Mapping[str, int]) -> str:
    """What says best which line a row is of."""
    cells = (written.value((row, columns[key])) for key in ("number", "code", "share", "supplier") if key in columns)
    return ", ".join(text for text in map(text_of, cells) if text)
