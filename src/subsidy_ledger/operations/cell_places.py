"""Where the cells of the ledger's own workbook stand in the file that somebody has: sorted, moved, and filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from subsidy_ledger.domain.cells import cell_name
from subsidy_ledger.domain.sentences import Sentence
from subsidy_ledger.i18n import Words
from subsidy_ledger.importing.filled.filled_in import cell_at, cents_of, is_empty, text_of, whole_of
from subsidy_ledger.importing.intake import Cell
from subsidy_ledger.operations.exported import Exported
from subsidy_ledger.operations.filled_in import find_table
from subsidy_ledger.reports.reconciliation.book import ReconciliationBook, Sheet
from subsidy_ledger.reports.reconciliation.layout import Layout
from subsidy_ledger.reports.reconciliation.trace import Spot
from subsidy_ledger.reports.tables import Value

LINES = "expenses"


def said(value: Value, words: Words) -> str:
    """As it stands in a cell of the workbook."""
    return words.say(value) if isinstance(value, Sentence) else str(value)


class Places:
    """The cells of `made`, the book as the ledger makes it, in the workbook `file`.

    The lines are found by number and code: an auditor may have sorted them, or put columns between.
    """

    def __init__(self, file: Exported, made: ReconciliationBook) -> None:
        self._file, self._words = file, file.words
        self._sheets = {title: replace(s, title=title) for s in made.sheets for title in [said(s.title, file.words)]}
        self.layout = Layout(tuple(self._sheets.values()))
        self._made = made
        self._rows: dict[int, int] = {}
        self._columns: Mapping[str, int] = {}
        if (found := find_table(file.expenses, file.words)) is not None:
            header, self._columns = found
            self._rows = dict(self._lines(header))

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets with their titles as they stand in the file."""
        return tuple(self._sheets.values())

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(self._sheets)

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that title, however it is capitalised."""
        return next((s for title, s in self._sheets.items() if title.casefold() == name.strip().casefold()), None)

    def spot(self, sheet: Sheet, row: int, column: int) -> Spot | None:
        """What stands in a cell, rows and columns from 0; row -1 of a block is its heading."""
        if sheet.key == LINES and row in (by_row := {place: line for line, place in self._rows.items()}):
            key = next((key for key, place in self._columns.items() if place == column), None)
            return (LINES, by_row[row], key) if key is not None else None
        found = self.layout.spot(sheet, row, column)
        return None if found is None else (found[0].table.key, found[1], found[2])

    def name(self, spot: Spot) -> str:
        """A cell as a person names it: "By objective!F12"."""
        block, row, key = spot
        if block == LINES and row in self._rows and key in self._columns:
            return f"{self._file.expenses.name}!{cell_name(self._rows[row], self._columns[key])}"
        return self.layout.address(*spot)

    def shown(self, sheet: Sheet, row: int, column: int) -> Cell:
        """What stands there in the file."""
        held = self._file.sheets.get(str(sheet.title))
        return None if held is None else cell_at(held, row, column)

    def is_uncalculated(self, sheet: Sheet, row: int, column: int) -> bool:
        """Saved by a program that does not calculate: its formula shows nothing until one opens it that does."""
        held = self._file.sheets.get(str(sheet.title))
        flaw = None if held is None else held.flaws.get((row, column))
        return flaw is not None and flaw.kind == "uncalculated"

    def typed(self) -> Iterator[tuple[Spot, Value]]:
        """The amounts as they stand in what a person fills in: typed, left as the ledger has them, or emptied."""
        for sheet in self._sheets.values():
            for block in sheet.blocks:
                for key in block.inputs:
                    if next(c.kind for c in block.table.columns if c.key == key) == "money":
                        for row in range(block.lines):
                            spot = (block.table.key, row, key)
                            cell = self._at(sheet, spot)
                            if is_empty(cell) or cents_of(cell) is not None:
                                yield spot, cents_of(cell)

    def _at(self, sheet: Sheet, spot: Spot) -> Cell:
        block, row, key = spot
        if block == LINES and row in self._rows and key in self._columns:
            return self.shown(sheet, self._rows[row], self._columns[key])
        place = self.layout.place(self._made.block(block))
        return self.shown(sheet, place.first_row + row, place.column(key))

    def _lines(self, header: int) -> Iterator[tuple[int, int]]:
        """For each row of the block of lines the row where it stands in the file."""
        sheet, table = self._file.expenses, self._made.block(LINES).table
        standing: dict[tuple[int | None, str], int] = {}
        for row in range(header + 1, len(sheet.rows)):
            number, code = (cell_at(sheet, row, self._columns[key]) for key in ("number", "code"))
            standing.setdefault((whole_of(number), text_of(code)), row)
        at = {c.key: n for n, c in enumerate(table.columns)}
        for line, values in enumerate(table.rows):
            key = (values[at["number"]], said(values[at["code"]], self._words))
            if key[0] is not None and key in standing:
                yield line, standing[key]
