"""A table as text for a terminal: amounts and suppliers are never cut; long texts wrap where it is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from subsidy_ledger.domain.sentences import Euro, Sentence, say
from subsidy_ledger.i18n import ENGLISH, Words
from subsidy_ledger.render.widths import padded, shown_width, wrapped
from subsidy_ledger.reports.tables import Column, Kind, Table, Value

GAP = "  "
WRAP_WIDTH_MIN = 14
HEADING_WIDTH_MIN = 12
# Below this width sentences can no longer be read in their column, and stand beneath their row.
SENTENCE_WIDTH_MIN = 30
SENTENCE_WIDTH = 2 * SENTENCE_WIDTH_MIN
BENEATH = "    "
RIGHT: frozenset[Kind] = frozenset({"money", "integer", "percent"})
BOLD, PLAIN = "\033[1m", "\033[0m"


def cell_text(value: Value, kind: Kind, words: Words = ENGLISH) -> str:
    """How a person reads one value."""
    if value is None:
        return ""
    if isinstance(value, Sentence):
        return words.say(value)
    if isinstance(value, Euro):
        return words.figure(value.cents)
    if kind == "money" and isinstance(value, int):
        return words.figure(value)
    if kind == "percent":
        return words.percent(str(value))
    if isinstance(value, datetime):
        return words.moment(value)
    if isinstance(value, date):
        return words.day(value)
    return str(value).replace("\n", " ").replace("\r", " ").replace("\t", " ")


def title_text(title: str | Sentence, words: Words) -> str:
    """The title of a table, which may hold facts."""
    return words.say(title) if isinstance(title, Sentence) else words.text(title)


def to_text(table: Table, *, width: int | None = None, bold: bool = False, words: Words = ENGLISH) -> str:
    """The table with its title and notes. `width` None never wraps; `bold` marks headings and totals.

    What a narrow terminal leaves no room for stands beneath its row, over the whole width.
    """
    cells = [[cell_text(v, c.kind, words) for v, c in zip(row, table.columns, strict=True)] for row in table.rows]
    titles = [words.text(c.title) for c in table.columns]
    beneath, widths = _beneath(table.columns, titles, cells, width)
    kept = [i for i in range(len(titles)) if i not in beneath]
    columns = tuple(table.columns[i] for i in kept)
    lines = [title_text(table.title, words), ""] if table.title else []
    lines += _line([titles[i] for i in kept], columns, widths)
    rule = GAP.join("-" * w for w in widths)
    lines.append(rule)
    for number, row in enumerate(cells):
        weight = table.weight(number)
        if weight == "total" and (number == 0 or table.weight(number - 1) != "total"):
            lines.append(rule)
        shown = _line([row[i] for i in kept], columns, widths)
        lines += [f"{BOLD}{line}{PLAIN}" for line in shown] if bold and weight != "line" else shown
        for i in beneath:
            if row[i]:
                told = words.say(say("{title}: {text}", title=titles[i], text=row[i]))
                lines += wrapped(BENEATH + told, width or 0)
    if table.notes:
        lines += ["", *(words.say(note) for note in table.notes)]
    return "\n".join(lines)


def _beneath(
    columns: tuple[Column, ...], titles: list[str], cells: list[list[str]], width: int | None
) -> tuple[tuple[int, ...], list[int]]:
    """The columns that go beneath their row, longest first, until the others fit; and how wide each of those is."""
    longest = [max((shown_width(row[i]) for row in cells), default=0) for i in range(len(columns))]
    beneath: list[int] = []
    while True:
        kept = [i for i in range(len(columns)) if i not in beneath]
        widths = _widths(tuple(columns[i] for i in kept), [titles[i] for i in kept], _only(cells, kept), width)
        squeezed = [
            i
            for i, room in zip(kept, widths, strict=True)
            if columns[i].kind == "text" and room < min(longest[i], SENTENCE_WIDTH_MIN)
        ]
        is_too_wide = width is not None and sum(widths) + len(GAP) * (len(widths) - 1) > width
        if is_too_wide and not squeezed:
            squeezed = [i for i in kept[1:] if columns[i].kind in ("text", "code")]
        if width is None or not squeezed or not (is_too_wide or any(longest[i] > SENTENCE_WIDTH for i in squeezed)):
            return tuple(beneath), widths
        beneath.append(max(squeezed, key=lambda i: (longest[i], shown_width(titles[i]))))


def _only(cells: list[list[str]], places: Sequence[int]) -> list[list[str]]:
    return [[row[i] for i in places] for row in cells]


def _widths(columns: tuple[Column, ...], titles: list[str], cells: list[list[str]], width: int | None) -> list[int]:
    """As wide as the widest cell; where the terminal is narrower, texts give way, widest first, and then codes."""
    widths = [_natural(c, titles[i], [row[i] for row in cells]) for i, c in enumerate(columns)]
    if width is None:
        return widths
    for kind in ("text", "code"):
        soft = [i for i, c in enumerate(columns) if c.kind == kind]
        while soft and sum(widths) + len(GAP) * (len(widths) - 1) > width:
            widest = max(soft, key=lambda i: widths[i])
            if widths[widest] <= WRAP_WIDTH_MIN:
                break
            widths[widest] -= 1
    return widths


def _natural(column: Column, title: str, cells: list[str]) -> int:
    """What the cells need. A number's heading may wrap, so that short figures do not stand far apart."""
    widest = max(map(shown_width, cells), default=0)
    if column.kind in RIGHT:
        longest_word = max(map(shown_width, title.split()), default=0)
        return max(widest, longest_word, min(shown_width(title), HEADING_WIDTH_MIN))
    return max(min(widest, column.width_max or widest), shown_width(title))


def _line(cells: list[str], columns: tuple[Column, ...], widths: list[int]) -> list[str]:
    """One row as one or more lines of text."""
    texts = [wrapped(cell, w) for cell, w in zip(cells, widths, strict=True)]
    height = max((len(lines) for lines in texts), default=1)
    lines = []
    for i in range(height):
        parts = [
            padded(cell[i] if i < len(cell) else "", size, right=column.kind in RIGHT)
            for cell, column, size in zip(texts, columns, widths, strict=True)
        ]
        lines.append(GAP.join(parts).rstrip())
    return lines
