"""Where everything stands on the sheets, and the addresses that formulas get in place of names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from subsidy_ledger.domain.cells import cell_name, column_letter
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.reports.reconciliation.book import Block, Goal, Sheet

ROWS_MAX = 1_048_576
FIRST_BLOCK_ROW = 3

NAME = re.compile(r"\{(?P<block>\w*)\.(?P<column>\w+)(?:@(?P<first>\d+)(?::(?P<last>\d+))?)?\}")
_PLAIN_SHEET = re.compile(r"[A-Za-z_][A-Za-z_]*")


@dataclass(frozen=True, slots=True)
class Place:
    """A block on its sheet; all rows count from 0. `end` is the first row below its rows, where notes stand.

    `lines` is the block's own, counted once for all the formulas that look at it.
    """

    sheet: str
    block: Block
    title_row: int | None
    header_row: int
    lines: int

    @property
    def first_row(self) -> int:
        return self.header_row + 1

    @property
    def end(self) -> int:
        return self.first_row + max(len(self.block.table.rows), 1)

    @property
    def last_line(self) -> int:
        """The last row of a column's range; an empty list still has its one empty row."""
        return self.first_row + max(self.lines, 1) - 1

    def column(self, key: str) -> int:
        return next(i for i, column in enumerate(self.block.table.columns) if column.key == key)


class Layout:
    """The places of all blocks of some sheets. Raises WrongUse where a sheet would be longer than Excel allows."""

    def __init__(self, sheets: Sequence[Sheet], *, headings: bool = True) -> None:
        self._places: dict[str, Place] = {}
        for sheet in sheets:
            for place in _stack(sheet, FIRST_BLOCK_ROW if headings else 0):
                self._places[place.block.table.key] = place

    def place(self, block: Block) -> Place:
        return self._places[block.table.key]

    def goal(self, goal: Goal) -> str:
        """The first cell of the row where a link leads."""
        place = self._places[goal.block]
        return f"{quoted_sheet(place.sheet)}!A{place.first_row + goal.row + 1}"

    def spot(self, sheet: Sheet, row: int, column: int) -> tuple[Block, int, str] | None:
        """Which row, from 0, and column of which block stands in a cell; row -1 is a heading."""
        for place in map(self.place, sheet.blocks):
            columns, row_of = place.block.table.columns, row - place.first_row
            if -1 <= row_of < len(place.block.table.rows) and column < len(columns):
                return place.block, row_of, columns[column].key
        return None

    def address(self, block: str, row: int, column: str) -> str:
        """A cell as a person names it: "By objective!F12"."""
        place = self._places[block]
        return f"{place.sheet}!{cell_name(place.first_row + row, place.column(column))}"

    def resolved(self, text: str, block: Block, row: int) -> str:
        """A formula with addresses, as it stands in `row` (from 0) of `block`."""
        own = self.place(block)

        def address(found: re.Match[str]) -> str:
            place = self._places[found["block"]] if found["block"] else own
            prefix = "" if place.sheet == own.sheet else f"{quoted_sheet(place.sheet)}!"
            return prefix + _address(place, found, own.first_row + row)

        return NAME.sub(address, text)


def _address(place: Place, found: re.Match[str], this_row: int) -> str:
    letter = column_letter(place.column(found["column"]))
    if found["first"] is not None:
        first, last = int(found["first"]), int(found["last"] or found["first"])
        start = f"{letter}{place.first_row + first + 1}"
        return start if found["last"] is None else f"{start}:{letter}{place.first_row + last + 1}"
    if not found["block"]:
        return f"${letter}{this_row + 1}"
    return f"${letter}${place.first_row + 1}:${letter}${place.last_line + 1}"


def _stack(sheet: Sheet, row: int) -> Iterator[Place]:
    """Blocks below each other with one empty row between them."""
    for block in sheet.blocks:
        titled = bool(block.table.title)
        place = Place(str(sheet.title), block, row if titled else None, row + 1 if titled else row, block.lines)
        row = place.end + len(block.table.notes) + 1
        if row > ROWS_MAX:
            raise WrongUse(
                "too-many-rows",
                "The sheet {sheet} would need {rows} rows, and Excel holds {most}; export fewer lines, or csv.",
                sheet=str(sheet.title),
                rows=row,
                most=ROWS_MAX,
            )
        yield place


def quoted_sheet(title: str) -> str:
    """A sheet's title as formulas want it."""
    return title if _PLAIN_SHEET.fullmatch(title) else "'" + title.replace("'", "''") + "'"
