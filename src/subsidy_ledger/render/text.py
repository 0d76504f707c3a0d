"""A table as text for a terminal: amounts and suppliers are never cut; long texts wrap where it is narrow."""

from __future__ import annotations

import textwrap
from datetime import date, datetime

from subsidy_ledger.domain.moments import local
from subsidy_ledger.domain.money import to_grouped
from subsidy_ledger.reports.tables import Column, Kind, Table, Value

GAP = "  "
WRAP_WIDTH_MIN = 14
HEADING_WIDTH_MIN = 12
RIGHT: frozenset[Kind] = frozenset({"money", "integer", "percent"})
BOLD, PLAIN = "\033[1m", "\033[0m"


def cell_text(value: Value, kind: Kind) -> str:
    """How a person reads one value."""
    if value is None:
        return ""
    if kind == "money" and isinstance(value, int):
        return to_grouped(value)
    if kind == "percent":
        return f"{value} %"
    if isinstance(value, datetime):
        return local(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("\n", " ").replace("\r", " ").replace("\t", " ")


def to_text(table: Table, *, width: int | None = None, bold: bool = False) -> str:
    """The table with its title and notes. `width` None never wraps; `bold` marks headings and totals."""
    cells = [[cell_text(v, c.kind) for v, c in zip(row, table.columns, strict=True)] for row in table.rows]
    widths = _widths(table.columns, cells, width)
    lines = [table.title, ""] if table.title else []
    lines += _line([c.title for c in table.columns], table.columns, widths)
    rule = GAP.join("-" * w for w in widths)
    lines.append(rule)
    for i, row in enumerate(cells):
        weight = table.weight(i)
        if weight == "total" and (i == 0 or table.weight(i - 1) != "total"):
            lines.append(rule)
        shown = _line(row, table.columns, widths)
        lines += [f"{BOLD}{line}{PLAIN}" for line in shown] if bold and weight != "line" else shown
    if table.notes:
        lines += ["", *(str(note) for note in table.notes)]
    return "\n".join(lines)


def _widths(columns: tuple[Column, ...], cells: list[list[str]], width: int | None) -> list[int]:
    """As wide as the widest cell; where the terminal is narrower, text columns give way, widest first."""
    widths = [_natural(c, [row[i] for row in cells]) for i, c in enumerate(columns)]
    if width is None:
        return widths
    soft = [i for i, c in enumerate(columns) if c.kind == "text"]
    while soft and sum(widths) + len(GAP) * (len(widths) - 1) > width:
        widest = max(soft, key=lambda i: widths[i])
        if widths[widest] <= WRAP_WIDTH_MIN:
            break
        widths[widest] -= 1
    return widths


def _natural(column: Column, cells: list[str]) -> int:
    """What the cells need. A number's heading may wrap, so that short figures do not stand far apart."""
    widest = max(map(len, cells), default=0)
    if column.kind in RIGHT:
        longest_word = max(map(len, column.title.split()))
        return max(widest, longest_word, min(len(column.title), HEADING_WIDTH_MIN))
    return max(min(widest, column.width_max or widest), len(column.title))


def _line(cells: list[str], columns: tuple[Column, ...], widths: list[int]) -> list[str]:
    """One row as one or more lines of text."""
    wrapped = [_wrap(cell, w) for cell, w in zip(cells, widths, strict=True)]
    height = max((len(w) for w in wrapped), default=1)
    lines = []
    for i in range(height):
        parts = [
            (w[i] if i < len(w) else "").rjust(size) if c.kind in RIGHT else (w[i] if i < len(w) else "").ljust(size)
            for w, c, size in zip(wrapped, columns, widths, strict=True)
        ]
        lines.append(GAP.join(parts).rstrip())
    return lines


def _wrap(cell: str, width: int) -> list[str]:
    if len(cell) <= width:
        return [cell]
    indent = " " * (len(cell) - len(cell.lstrip()))
    return textwrap.wrap(cell, width, subsequent_indent=indent, drop_whitespace=True, initial_indent="") or [""]
