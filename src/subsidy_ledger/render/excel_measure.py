"""How wide columns and how high rows must be, so that no figure is hidden and every text can be read."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Final

from subsidy_ledger.domain.money import to_grouped
from subsidy_ledger.reports.reconciliation.book import Choice, Sheet
from subsidy_ledger.reports.tables import Column, Value

WIDTHS: Final = {"money": 13.5, "date": 11.5, "moment": 17.0, "integer": 6.0, "percent": 9.0}
CODE_WIDTH_MAX = 34
# The more columns, the narrower the texts, so that a page one sheet wide can still be read.
TEXT_WIDTHS: Final = ((2, 110), (10, 60), (13, 40))
TEXT_WIDTH_MIN_MAX = 28
# What A4 landscape takes between its margins with letters of 6.5 points: 0.59 of 11.
PRINTED_MAX: Final = 1765
# A text may be broken between its words; the code of a grant stays whole. Longer words may be broken too.
WORD_MAX: Final = 22
# What somebody types needs room for a sentence.
TYPED_LEAST: Final = 20.0
TEXT_LEAST: Final = 12.0
CODE_LEAST: Final = 10.0
ROWS_MEASURED_MAX = 2_000
ANY_TEXT: Final = Choice()

# A text that is longer may need a wider column to be shown whole, up to this width.
LONG: Final = 100
WHOLE_MAX: Final = 60.0

LINE_HEIGHT = 14.5
# What stays together on a line: a word with the blank behind it; some programs break behind a dash too.
PIECE: Final = re.compile(r"[^ -]*(?:-| |$)")
HEIGHT_MAX = 409.0
# Letters on a line for a column's width in digits of Calibri: fewer, so that it also holds in a wider font.
# Texts stand a letter away from the edge of their cell.
INDENT = 1
LETTERS, HEAVY_LETTERS = 0.97, 0.88


def columns_of(sheet: Sheet) -> int:
    return max(len(block.table.columns) for block in sheet.blocks)


def column_widths(sheet: Sheet) -> list[float]:
    """Wide enough for every figure of every block; longer texts wrap, and the more so the fuller the page is."""
    columns = columns_of(sheet)
    text_max = next((width for most, width in TEXT_WIDTHS if columns <= most), TEXT_WIDTH_MIN_MAX)
    widths, whole, least = ([0.0] * columns for _ in range(3))
    for block in sheet.blocks:
        for index, column in enumerate(block.table.columns):
            values = [row[index] for row in block.table.rows]
            width = _width(column, values, text_max)
            is_typed = block.inputs.get(column.key) == ANY_TEXT and column.kind == "text"
            if is_typed:
                width = max(width, TEXT_WIDTH_MIN_MAX)
            least[index] = max(least[index], _least(column, values, width))
            widths[index] = max(widths[index], width, least[index])
            whole[index] = max(whole[index], least[index], TYPED_LEAST if is_typed else _whole(column, values, width))
    printed = columns - sheet.unprinted
    # Words are broken only where the page has no room for them.
    return [*_fitted(_fitted(widths[:printed], whole[:printed]), least[:printed]), *widths[printed:]]


def _whole(column: Column, values: Sequence[Value], width: float) -> float:
    """How narrow a column may become with its words unbroken."""
    if column.kind not in ("text", "code"):
        return width
    texts = (str(value) for value in values[:ROWS_MEASURED_MAX] if value is not None)
    words = (len(word.rstrip()) for text in texts for word in PIECE.findall(text))
    return min(width, max((n for n in words if n <= WORD_MAX), default=0) / LETTERS + INDENT + 0.5)


def _least(column: Column, values: Sequence[Value], width: float) -> float:
    """How narrow a column may become: a figure stays whole, a text keeps its heading's words and some of its own, and
    no row becomes higher than a row can be."""
    if column.kind not in ("text", "code"):
        return width
    longest = [text for value in values if value is not None and len(text := str(value)) > LONG]
    least = max(_width(column, (), 0), min(width, TEXT_LEAST if column.kind == "text" else CODE_LEAST))
    while least < WHOLE_MAX and any(_needed(text, least) > HEIGHT_MAX for text in longest):
        least += 1
    return least


def _needed(text: str, width: float) -> float:
    return _lines(text, max(int((width - INDENT) * LETTERS), 1)) * LINE_HEIGHT


def _fitted(widths: list[float], least: list[float]) -> list[float]:
    """The widest texts are made narrower until the page, shrunk to one sheet of paper, can still be read."""
    widest = max(widths, default=0.0)
    while pixels(widths) > PRINTED_MAX and any(w > m for w, m in zip(widths, least, strict=True)):
        widest -= 1
        widths = [max(min(width, widest), m) for width, m in zip(widths, least, strict=True)]
    return widths


def pixels(widths: Sequence[float]) -> float:
    """How wide columns are on the screen: seven pixels a digit of Calibri 11, and five between columns."""
    return sum(7 * width + 5 for width in widths)


def _width(column: Column, values: Sequence[Value], text_max: int) -> float:
    header = max((len(word) for word in column.title.split()), default=0) * 1.1 + 1.5
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
            _lines(value, max(int((width - INDENT) * share), 1))
            for value, width in zip(values, widths, strict=False)
            if isinstance(value, str)
        ),
        default=1,
    )
    return min(lines * LINE_HEIGHT, HEIGHT_MAX) if lines > 1 else None


def _lines(text: str, letters: int) -> int:
    """On how many lines a spreadsheet breaks the text: between words, and inside a word that is longer than a line."""
    if len(text) <= letters and "\n" not in text:
        return 1
    if len(text) > 40 * letters:
        return math.ceil(len(text) / letters)
    return sum(_broken(part, letters) for part in text.split("\n"))


def _broken(text: str, letters: int) -> int:
    lines, used = 1, 0
    for word in PIECE.findall(text):
        if used and used + len(word.rstrip()) > letters:
            lines, used = lines + 1, 0
        used += len(word)
        if len(word.rstrip()) > letters:
            lines, used = lines + (used - 1) // letters, (used - 1) % letters + 1
    return lines
