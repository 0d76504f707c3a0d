"""How high a row of a template must become for the texts put into it: a form's own rows are as high as it made them."""

from __future__ import annotations

import math
from collections.abc import Mapping

from subsidy_ledger.importing.marking.annotate_cells import place_of
from subsidy_ledger.importing.marking.annotate_xml import Node
from subsidy_ledger.importing.marking.template_grid import Grid

# Points of a line of text, and what a row can be at most; a column's width in letters where the sheet says none.
LINE, HEIGHT_MAX, WIDTH = 15.0, 409.0, 9.0
LETTERS = 0.95


class Heights:
    """Of one sheet: its columns' widths, and which cells are merged with others beside them."""

    def __init__(self, grid: Grid) -> None:
        usual = grid.root.one("sheetFormatPr")
        self._usual = float((usual.attributes if usual else {}).get("defaultRowHeight", str(LINE)))
        self._widths: list[tuple[int, int, float]] = []
        cols = grid.root.one("cols")
        for node in cols.children if cols else ():
            width = float(node.attributes.get("width", str(WIDTH)))
            self._widths.append((int(node.attributes["min"]) - 1, int(node.attributes["max"]) - 1, width))
        self._right: dict[tuple[int, int], int] = {}
        merges = grid.root.one("mergeCells")
        for node in merges.children if merges else ():
            first, _, last = node.attributes["ref"].partition(":")
            (top, left), (bottom, right) = place_of(first), place_of(last or first)
            if top == bottom:
                self._right[top, left] = right

    def fitting(self, row: int, node: Node | None, texts: Mapping[int, str]) -> dict[str, str]:
        """What the row's element must say for these wrapped texts by column; nothing where it is high enough. Not every
        program makes a row higher by itself."""
        said = (node.attributes if node else {}).get("ht")
        needed = max((self._lines(row, column, text) for column, text in texts.items()), default=1) * LINE
        if needed <= (float(said) if said is not None else self._usual):
            return {}
        return {"ht": str(min(needed, HEIGHT_MAX)), "customHeight": "1"}

    def _lines(self, row: int, column: int, text: str) -> int:
        columns = range(column, self._right.get((row, column), column) + 1)
        letters = max(1, int(sum(map(self._width, columns)) * LETTERS))
        return sum(max(1, math.ceil(len(part) / letters)) for part in text.split("\n"))

    def _width(self, column: int) -> float:
        return next((width for first, last, width in self._widths if first <= column <= last), WIDTH)
