"""A table as text for a terminal: amounts and suppliers are never cut; long texts wrap where it is narrow."""

from __future__ import annotations

from datetime import date, datetime

from subsidy_ledger.domain.sentences import Sentence
from subsidy_ledger.i18n import ENGLISH, Words
from subsidy_ledger.render.widths import padded, shown_width, wrapped
from subsidy_ledger.reports.tables import Column, Kind, Table, Value

GAP = "  "
WRAP_WIDTH_MIN = 14
HEADING_WIDTH_MIN = 12
RIGHT: frozenset[Kind] = frozenset({"money", "integer", "percent"})
BOLD, PLAIN = "\033[1m", "\033[0m"


def cell_text(value: Value, kind: Kind, words: Words = ENGLISH) -> str:
    """How a person reads one value."""
    if value is None:
        return ""
    if isinstance(value, Sentence):
        return words.say(value)
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
    """The table with its title and notes. `width` None never wraps; `bold` marks headings and totals."""
    cells = [[cell_text(v, c.kind, words) for v, c in zip(row, table.columns, strict=True)] for row in table.rows]
    titles = [words.text(c.title) for c in table.columns]
    widths = _widths(table.columns, titles, cells, width)
    lines = [title_text(table.title, words), ""] if table.title else []
    lines += _line(titles, table.columns, widths)
    rule = GAP.join("-" * w for w in widths)
    lines.append(rule)
    for i, row in enumerate(cells):
        weight = table.weight(i)
        if weight == "total" and (i == 0 or table.weight(i - 1) != "total"):
            lines.append(rule)
        shown = _line(row, table.columns, widths)
        lines += [f"{BOLD}{line}{PLAIN}" for line in shown] if bold and weight != "line" else shown
    if table.notes:
        lines += ["", *(words.say(note) for note in table.notes)]
    return "\n".join(lines)


def _widths(columns: tuple[Column, ...], titles: list[str], cells: list[list[str]], width: int | None) -> list[int]:
    """As wide as the widest cell; where the terminal is narrower, text columns give way, widest first."""
    widths = [_natural(c, titles[i], [row[i] for row in cells]) for i, c in enumerate(columns)]
    if width is None:
        return widths
    soft = [i for i, c in enumerate(columns) if c.kind == "text"]
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
