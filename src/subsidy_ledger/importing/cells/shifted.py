"""Rows of a text file with a separator too many: what stands behind it stands under the wrong heading."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from subsidy_ledger.domain.sentences import say
from subsidy_ledger.importing.cells.amounts import Bad
from subsidy_ledger.importing.intake import Cell, Table

ROW_TOO_LONG = Bad(
    "row-too-long",
    say("no more cells than the heading has"),
    say(
        "the row has more cells than the heading, so that the others may stand under the wrong one; put a text or "
        "amount that holds the separator into quotation marks, or give the column a heading"
    ),
)
# "12" in the column of amounts and "50" beside it are one amount cut in two; so are "1" and "234.50".
WHOLE = re.compile(r"[-+(€ ]*\d{1,3}(?:[ .']?\d{3})*")
REST = re.compile(r"(?:\d{1,2}|\d{3}(?:[.,]\d{1,2})?)[-) ]*(?:€|EUR)?", re.IGNORECASE)


class Shifts:
    """Sees which rows of a table are too long; none are where cells are typed, or nothing says how many there are.

    Most rows of some exports end in a separator that the heading has not: those are sound, unless an amount is cut.
    """

    def __init__(self, table: Table, money: Collection[str]) -> None:
        self._width = 0 if table.sheet.is_typed or not table.header_row else len(table.headers)
        amounts = {column for name, column in table.columns.items() if name in money}
        self._amounts = [column for column in amounts if column + 1 not in amounts]
        rows = table.sheet.rows[table.header_row :] if self._width else ()
        filled = [len(cells) for cells in rows if any(cells)]
        self._is_usual = sum(1 for n in filled if n > self._width) * 2 >= len(filled)

    def first_too_many(self, cells: Sequence[Cell]) -> int | None:
        """The column of the first cell too many of a row; None where the row is sound."""
        if not self._width or len(cells) <= self._width:
            return None
        filled = next((c for c in range(self._width, len(cells)) if cells[c] not in ("", None)), None)
        if filled is not None:
            return filled
        is_sound = self._is_usual and not any(self._is_cut(cells, column) for column in self._amounts)
        return None if is_sound else self._width

    def _is_cut(self, cells: Sequence[Cell], column: int) -> bool:
        amount, beside = (str(cell or "").strip() for cell in cells[column : column + 2])
        return bool(WHOLE.fullmatch(amount) and REST.fullmatch(beside))
