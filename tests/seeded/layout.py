"""Where a made list stands on its sheet: below titles, in sections with totals, with headings again, with gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

from seeded.grid import Cell, Grid, words
from seeded.headings import put_headings
from seeded.lines import Line, Style
from seeded.words import REMARKS, SECTIONS, SUBTOTALS, TITLES, TOTALS

TITLE_ROWS_MAX = 37


@dataclass(slots=True)
class Placed:
    """The list on its sheet: rows count from 0; `columns` by field, `rows` of the lines, `totals` by their row.

    `headings` are the first and last row of the headings.
    """

    grid: Grid
    style: Style
    headings: tuple[int, int] = (0, 0)
    columns: dict[str, int] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    totals: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the lines of a list."""

    titles: int
    has_sections: bool
    has_subtotals: bool
    has_total: bool
    repeats_headings: bool
    has_blank_rows: bool
    has_remarks: bool


def some_frame(chance: Random) -> Frame:
    titles = chance.choice((0, 0, 1, 2, 3, 5, 8, chance.randint(0, TITLE_ROWS_MAX)))
    sections, subtotals, total, repeats, blanks, remarks = (
        chance.random() < p for p in (0.3, 0.6, 0.5, 0.15, 0.25, 0.3)
    )
    return Frame(titles, sections, sections and subtotals, total, repeats, blanks, remarks)


def place(chance: Random, style: Style, frame: Frame, name: str) -> Placed:
    """Draws the list on a new sheet."""
    grid, language = Grid(name), style.hand.language
    placed = Placed(grid, style)
    row = _titles(chance, grid, frame.titles, language)
    columns: list[str | None] = [*style.columns]
    for _ in range(chance.choice((0, 0, 0, 1, 2))):
        columns.insert(chance.randint(0, len(columns) - 1), None)
    placed.columns = {each: column for column, each in enumerate(columns) if each is not None}
    below = put_headings(chance, grid, row, columns, language)
    placed.headings = row, below - 1
    row = below
    for number, part in enumerate(_sections(chance, style.lines) if frame.has_sections else [style.lines]):
        if frame.repeats_headings and number:
            row = _again(grid, placed.headings, row)
        if frame.has_sections:
            grid.put(row, 0, SECTIONS[language].format(n=number + 1))
            row += 1
        for line in part:
            row = _line(chance, placed, line, row, frame)
        if frame.has_subtotals:
            row = _total(chance, placed, row, chance.choice(SUBTOTALS[language]), part)
    if frame.has_total:
        row = _total(chance, placed, row, chance.choice(TOTALS[language]), style.lines)
    if frame.has_remarks:
        grid.put(row + 1, 0, chance.choice(REMARKS[language]))
    return placed


def _titles(chance: Random, grid: Grid, rows: int, language: str) -> int:
    """Titles in the first column, one of them with something beside it; some rows between are empty."""
    for row in range(rows):
        if chance.random() < 0.6:
            grid.put(row, chance.choice((0, 0, 0, 1)), chance.choice(TITLES[language]))
    if rows > 1 and chance.random() < 0.3:
        grid.put_row(rows - 2, (chance.choice(("Dienst:", "Service :")), "Preventie / Prévention"))
    return rows


def _sections(chance: Random, lines: Sequence[Line]) -> list[Sequence[Line]]:
    cuts = sorted({0, *(chance.randint(1, max(1, len(lines) - 1)) for _ in range(2)), len(lines)})
    return [lines[a:b] for a, b in pairwise(cuts)]


def _line(chance: Random, placed: Placed, line: Line, row: int, frame: Frame) -> int:
    if frame.has_blank_rows and chance.random() < 0.15:
        row += 1
    for name, cell in line.cells.items():
        placed.grid.put(row, placed.columns[name], cell)
    if line.is_hidden:
        placed.grid.hidden_rows.add(row)
    placed.rows.append(row)
    return row + 1


def _again(grid: Grid, headings: tuple[int, int], row: int) -> int:
    first, last = headings
    for (r, column), cell in list(grid.cells.items()):
        if first <= r <= last:
            grid.put(row + r - first, column, cell)
    return row + last - first + 1


def _total(chance: Random, placed: Placed, row: int, label: str, lines: Sequence[Line]) -> int:
    """A total as programs make them: the words in a column of texts, and sums below the columns of money."""
    style = placed.style
    texts = [name for name in ("supplier", "description", "document_no") if name in placed.columns]
    column = placed.columns[chance.choice(texts)] if chance.random() < 0.8 else 0
    sum_of = sum(line.cents for line in lines)
    placed.grid.put(row, column, words(label))
    cells: dict[str, Cell] = {
        style.claim: style.hand.amount(sum_of, formula="SUM(A1:A2)" if style.has_formulas else "")
    }
    if style.money == "net_vat":
        cells = {
            "net_amount": style.hand.amount(sum_of - _vat_of(lines)),
            "vat_amount": style.hand.amount(_vat_of(lines)),
        }
    for name, cell in cells.items():
        if placed.columns[name] != column:
            placed.grid.put(row, placed.columns[name], cell)
    placed.totals[row] = sum_of
    return row + 1


def _vat_of(lines: Sequence[Line]) -> int:
    return sum(line.vat for line in lines)
