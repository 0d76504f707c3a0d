"""References of formulas to the cells of one sheet when rows are put into it: as Excel moves them, and the rest that a
person would then have to mend by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from subsidy_ledger.domain.cells import column_letter

# Texts and names in brackets are passed over; what follows a letter, a digit or a point is part of a name.
TOKEN = re.compile(
    r'"(?:[^"]|"")*"|\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\](?:[\w.]*![$A-Za-z0-9:]+)?'
    r"|(?P<sheet>(?:'(?:[^']|'')+'|(?<![\w.$'])[^\W\d][\w.]*(?::[^\W\d][\w.]*)?)!)?"
    r"(?<![\w.$:])(?:(?P<a>\$?[A-Za-z]{1,3}\$?[0-9]{1,7})(?::(?P<b>\$?[A-Za-z]{1,3}\$?[0-9]{1,7}))?"
    r"|(?P<top>\$?[0-9]{1,7}):(?P<bottom>\$?[0-9]{1,7}))(?![\w.(])"
)
CELL = re.compile(r"(\$?)([A-Za-z]*)(\$?)([0-9]+)")


class Block(NamedTuple):
    """The prepared rows of a table, `first` to `last` as Excel counts, and `n` rows that are put in before row `at`."""

    first: int
    last: int
    at: int
    n: int

    def row(self, row: int) -> int:
        """Where a row stands afterwards."""
        return row + self.n if row >= self.at else row

    def span(self, top: int, bottom: int) -> tuple[int, int]:
        """A range afterwards: one that ends with the prepared rows ends with the last row that is put in."""
        return self.row(top), bottom + self.n if bottom >= self.at or bottom == self.last else bottom

    def holds(self, row: int) -> bool:
        return self.first <= row <= self.last


@dataclass(frozen=True, slots=True)
class _End:
    """One cell of a reference: its column with its dollar, whether its row is fixed, and the row."""

    column: str
    is_fixed: bool
    row: int

    def at(self, row: int) -> str:
        return f"{self.column}{'$' if self.is_fixed else ''}{row}"


class Named(NamedTuple):
    """What a formula names: a range, or one cell."""

    column: str
    top: int
    bottom: int
    is_range: bool


def named_in(formula: str, sheet: str, *, here: bool) -> list[Named]:
    """The ranges and cells of the sheet that a formula names; `here` where it stands on it."""
    found = []
    for match in TOKEN.finditer(formula):
        if _is_of(match, sheet, here=here) and match["a"]:
            top, bottom = _ends(match)
            column = top.column.lstrip("$").upper()
            found.append(Named(column, top.row, bottom.row, bool(match["b"])))
    return found


def moved(formula: str, block: Block, sheet: str, *, here: bool) -> str:
    """A formula that stands outside of the prepared rows."""

    def new(match: re.Match[str]) -> str:
        top, bottom = _ends(match)
        if not match["b"] and not match["bottom"]:
            return top.at(block.row(top.row))
        rows = block.span(top.row, bottom.row)
        return f"{top.at(rows[0])}:{bottom.at(rows[1])}"

    return _each(formula, sheet, new, here=here)


def carried(formula: str, block: Block, sheet: str, offset: int) -> str:
    """A formula of a prepared row, `offset` rows further on: the cells of the rows above and of its own go with it."""

    def one(end: _End, *, ends: bool = False) -> str:
        if not end.is_fixed and block.first - 1 <= end.row <= block.last:
            return end.at(end.row + offset)
        return end.at(block.span(end.row, end.row)[1] if ends else block.row(end.row))

    def new(match: re.Match[str]) -> str:
        top, bottom = _ends(match)
        if not match["b"] and not match["bottom"]:
            return one(top)
        return f"{one(top)}:{one(bottom, ends=top.row < bottom.row)}"

    return _each(formula, sheet, new, here=True)


def shared(formula: str, rows: int, columns: int) -> str:
    """A shared formula as it is meant that many rows and columns further on."""

    def end(of: _End) -> str:
        dollar, letters, _, _ = CELL.fullmatch(of.at(of.row)).groups()  # type: ignore[union-attr]
        place = letters if dollar or not letters else column_letter(_number(letters) + columns)
        return f"{dollar}{place}{'$' if of.is_fixed else ''}{of.row if of.is_fixed else of.row + rows}"

    def new(match: re.Match[str]) -> str:
        sheet, (top, bottom) = match["sheet"] or "", _ends(match)
        return sheet + (f"{end(top)}:{end(bottom)}" if match["b"] or match["bottom"] else end(top))

    return TOKEN.sub(lambda match: new(match) if match["a"] or match["top"] else match[0], formula)


def _each(formula: str, sheet: str, new: Callable[[re.Match[str]], str], *, here: bool) -> str:
    return TOKEN.sub(
        lambda match: (match["sheet"] or "") + new(match) if _is_of(match, sheet, here=here) else match[0], formula
    )


def _is_of(match: re.Match[str], sheet: str, *, here: bool) -> bool:
    if not match["a"] and not match["top"]:
        return False
    if match["sheet"] is None:
        return here
    name = match["sheet"][:-1]
    name = name[1:-1].replace("''", "'") if name.startswith("'") else name
    return name.casefold() == sheet.casefold()


def _ends(match: re.Match[str]) -> tuple[_End, _End]:
    top, bottom = match["a"] or match["top"], match["b"] or match["bottom"]
    return _end(top), _end(bottom or top)


def _end(text: str) -> _End:
    dollar, column, fixed, row = CELL.fullmatch(text).groups()  # type: ignore[union-attr]
    # A whole row, $5:$9, has only one dollar.
    return _End(dollar + column if column else "", bool(fixed or (dollar and not column)), int(row))


def _number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
