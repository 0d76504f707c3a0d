"""What a made workbook holds, cell by cell, before it is written in one format or another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Kind = Literal["text", "number", "date", "truth", "error", "uncalculated"]
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `text` is a number written with a point, an ISO day, or what is shown; `form` its number format.

    `formula` where the number comes from one. In a .csv file `said` stands there instead.
    """

    kind: Kind
    text: str
    form: str = ""
    formula: str = ""
    said: str = ""


@dataclass(slots=True)
class Grid:
    """One sheet; rows and columns count from 0, `merges` hold top, left, bottom and right."""

    name: str
    visible: bool = True
    cells: dict[Place, Cell] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    @property
    def height(self) -> int:
        return max((row for row, _ in self.cells), default=-1) + 1

    @property
    def width(self) -> int:
        return max((column for _, column in self.cells), default=-1) + 1

    def put(self, row: int, column: int, cell: Cell | str | None) -> None:
        """Puts a cell, or a text, in its place; nothing for nothing."""
        if cell is not None and cell != "":
            self.cells[row, column] = words(cell) if isinstance(cell, str) else cell

    def put_row(self, row: int, texts: Iterable[Cell | str | None], column: int = 0) -> None:
        for place, cell in enumerate(texts, column):
            self.put(row, place, cell)


def words(text: str) -> Cell:
    return Cell("text", text, said=text)


def number(text: str, said: str = "", form: str = "", formula: str = "") -> Cell:
    return Cell("number", text, form, formula, said or text)


def day(when: date, said: str = "", form: str = "dd/mm/yyyy") -> Cell:
    return Cell("date", when.isoformat(), form, said=said or when.isoformat())


def name_of(row: int, column: int) -> str:
    """The cell as a spreadsheet names it: (0, 27) is AB1."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
