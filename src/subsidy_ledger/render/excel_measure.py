"""How wide columns and how high rows must be, so that no figure is hidden and every text can be read."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from typing import Final

from subsidy_ledger.domain.money import to_grouped
from subsidy_ledger.reports.reconciliation_book import Choice, Sheet
from subsidy_ledger.reports.tables import Column, Value

WIDTHS: Final = {"money": 13.5, "date": 11.5, "moment": 17.0, "integer": 6.0, "percent": 9.0}
CODE_WIDTH_MAX = 34
# The more columns, the narrower the texts, so that a page one sheet wide can still be read.
TEXT_WIDTHS: Final = ((2, 110), (10, 60), (13, 40))
TEXT_WIDTH_MIN_MAX = 28
ROWS_MEASURED_MAX = 2_000
ANY_TEXT: Final = Choice()

LINE_HEIGHT = 14.5
HEIGHT_MAX = 409.0
# Letters on a line for a column's width in digits of Calibri: fewer, so that it also holds in a wider font.
LETTERS, HEAVY_LETTERS = 0.97, 0.88


def columns_of(sheet: Sheet) -> int:
    return max(len(block.table.columns) for block in sheet.blocks)


def column_widths(sheet: Sheet) -> list[float]:
    """Wide enough for every figure of every block; longer texts wrap."""
    columns = columns_of(sheet)
    text_max = next((width for most, width in TEXT_WIDTHS if columns <= most), TEXT_WIDTH_MIN_MAX)
    widths = [0.0] * columns
    for block in sheet.blocks:
        for index, column in enumerate(block.table.columns):
            values = [row[index] for row in block.table.rows]
            widths[index] = max(widths[index], _width(column, values, text_max))
            if block.inputs.get(column.key) == ANY_TEXT and column.kind == "text":
                widths[index] = max(widths[index], TEXT_WIDTH_MIN_MAX)
    return widths


def _width(column: Column, values: Sequence[Value], text_max: int) -> float:
    header = max((len(word) for word in column.title.split()), default=0) * 1.2 + 1.5
    if column.kind == "money":
        most = max((abs(value) for value in values if isinstance(value, int)), default=0)
        return max(header, WIDTHS["money"], len(to_grouped(-most)) * 1.1 + 1)
    if column.kind in WIDTHS:
        return max(header, WIDTHS[column.kind])
    longest = max((len(str(value)) for value in values[:ROWS_MEASURED_MAX] if value is not None), default=0)
    widest = column.width_max or (CODE_WIDTH_MAX if column.kind == "code" else text_max)
    return max(header, min(longest * 1.1 + 2, widest))


def row_height(values: Sequence[Value], widths: Sequence[float], *, heavy: bool) -> float | None:
    """The height in points of a row of wrapped texts; None where one line is enough."""
    share = HEAVY_LETTERS if heavy else LETTERS
    lines = max(
        (
            _lines(value, int(width * share))
            for value, width in zip(values, widths, strict=False)
            if isinstance(value, str)
        ),
        default=1,
    )
    return min(lines * LINE_HEIGHT, HEIGHT_MAX) if lines > 1 else None


def _lines(text: str, letters: int) -> int:
    if len(text) <= letters and "\n" not in text:
        return 1
    if len(text) > 40 * letters:
        return math.ceil(len(text) / letters)
    return sum(max(len(textwrap.wrap(part, letters)), 1) for part in text.split("\n"))
