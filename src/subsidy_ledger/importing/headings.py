"""The rows of a sheet that can be its headings, and how much each of them says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from subsidy_ledger.importing.columns import WEAK, matches
from subsidy_ledger.importing.intake import Cell, Sheet
from subsidy_ledger.importing.mapping import column_of, is_letter
from subsidy_ledger.importing.texts import cell_text

HEADER_ROWS_MAX = 40
MONEY = frozenset({"amount", "claimed", "net_amount", "debit", "credit"})


@dataclass(frozen=True, slots=True)
class Heading:
    """A row that can be the heading of a sheet: how many fields it names, and how surely; rows count from 0."""

    sheet: Sheet
    row: int
    fields: frozenset[str]
    strength: int

    @property
    def texts(self) -> tuple[str, ...]:
        return header_texts(self.sheet.rows[self.row])

    def rows_below(self) -> int:
        below = islice(self.sheet.rows, self.row + 1, None)
        return sum(1 for cells in below if any(cell not in ("", None) for cell in cells))


def header_texts(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(cell_text(cell) for cell in cells)


def best_heading(sheet: Sheet, said: Mapping[str, str]) -> Heading | None:
    """The row of the first forty that names most fields, among them an amount."""
    found = [heading_at(sheet, row, said) for row in range(min(HEADER_ROWS_MAX, len(sheet.rows)))]
    able = [h for h in found if h.fields & MONEY and (len(h.fields) > 1 or _stands_alone(h))]
    return max(able, key=lambda h: (len(h.fields), h.strength, -h.row), default=None)


def _stands_alone(heading: Heading) -> bool:
    """An amount without any other field is a heading beside other texts; "Total" is not, it stands below pivots."""
    texts = sum(1 for cell in heading.sheet.rows[heading.row] if isinstance(cell, str) and cell.strip())
    return texts > 1 and heading.strength > WEAK


def heading_at(sheet: Sheet, row: int, said: Mapping[str, str]) -> Heading:
    """The row (from 0) as a heading, with what the officer says of its columns."""
    headers = header_texts(sheet.rows[row])
    # A row of figures names nothing: headings are texts.
    named = matches([h if isinstance(c, str) else "" for h, c in zip(headers, sheet.rows[row], strict=True)])
    pointed = {name for name, column in said.items() if column_of(column, headers) is not None}
    strength = sum(found[0][1].strength for found in named.values()) + len(pointed)
    # A letter points at a column in every row, so it is no sign of a heading.
    by_text = {name for name in pointed if not is_letter(said[name], headers)}
    return Heading(sheet, row, frozenset({*named, *by_text, *(pointed if named else ())}), strength)
