"""Rows of a text file with a separator too many: what stands behind it stands under the wrong heading."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from subsidy_ledger.domain.cells import cell_name, column_letter
from subsidy_ledger.domain.sentences import say
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.cells.amounts import Bad
from subsidy_ledger.importing.dialect import Dialect
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
CENTS = re.compile(r"\d{1,2}")
# What a column of whole percents of VAT holds: that is no column of cents.
RATES = frozenset({"0", "00", "6", "06", "12", "21"})


def refuse_cut_amounts(table: Table, money: Collection[str], dialect: Dialect, file: str) -> None:
    """Raises Refused where commas between the cells may be the commas of the amounts, so that no amount has its cents.

    Rows too long show it elsewhere (`Shifts`); here the program that wrote the file left out the empty cells behind.
    Whoever says that amounts have a decimal point says that none was cut.
    """
    if table.sheet.separator != "," or dialect.decimal == "point":
        return
    amounts = {column for name, column in table.columns.items() if name in money}
    for column in sorted(column for column in amounts if column + 1 not in amounts):
        if cut := _cut_amounts(table, column):
            row, amount, cents = cut[0]
            raise Refused(
                "amounts-cut",
                '{file}: column {column} "{heading}" has whole amounts only, and beside {cell} ("{amount}") stands '
                '"{cents}", as if the comma of {amount},{cents} had been taken for the end of the cell ({n} times). '
                "Save the list with semicolons between the cells, or with quotation marks around the amounts. If these "
                "are whole euros, say --decimal point.",
                file=file, column=column_letter(column), heading=table.headers[column], cell=cell_name(row, column),
                amount=amount, cents=cents, n=len(cut),
            )  # fmt: skip


def _cut_amounts(table: Table, column: int) -> list[tuple[int, str, str]]:
    """Row, whole amount and the digits beside it; none where the amounts of the column do not look cut."""
    rows = enumerate(table.sheet.rows[table.header_row :], table.header_row)
    found = [(n, *_pair(cells, column)) for n, cells in rows if len(cells) <= len(table.headers)]
    cut = [each for each in found if WHOLE.fullmatch(each[1]) and CENTS.fullmatch(each[2])]
    are_whole = all(WHOLE.fullmatch(amount) for _, amount, _ in found if amount)
    are_most = 2 * len(cut) >= sum(1 for _, amount, beside in found if amount and beside)
    are_cents = any(len(cents) == 2 and cents not in RATES for _, _, cents in cut)
    return cut if are_whole and are_most and are_cents else []


def _pair(cells: Sequence[Cell], column: int) -> tuple[str, str]:
    """A cell and the one beside it, empty where the row has ended."""
    amount, beside, *_ = (*(str(cell or "").strip() for cell in cells[column : column + 2]), "", "")
    return amount, beside


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
        amount, beside = _pair(cells, column)
        return bool(WHOLE.fullmatch(amount) and REST.fullmatch(beside))
