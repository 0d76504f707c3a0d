"""Merged cells: what a text of a heading stands above. Each reader tells of them in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from subsidy_ledger.importing.intake import Merge

# Beyond this a sheet is drawn rather than written, and merges tell nothing of its headings.
MERGES_MAX = 100_000
Corner = tuple[int, int]


def from_ranges(ranges: Iterable[tuple[Corner, Corner]] | None) -> tuple[Merge, ...]:
    """From the first and last cell (row, column) of each, as calamine gives them for .xlsx and .xls."""
    merges = tuple(Merge(top, left, bottom, right) for (top, left), (bottom, right) in ranges or ())
    return merges if len(merges) <= MERGES_MAX else ()


def from_cell(cell: Mapping[str, str], row: int, column: int) -> Merge | None:
    """From a cell of an .ods at its place, where it spans others."""
    rows, columns = (_spanned(cell, f"table:number-{what}-spanned") for what in ("rows", "columns"))
    return Merge(row, column, row + rows - 1, column + columns - 1) if rows > 1 or columns > 1 else None


def _spanned(cell: Mapping[str, str], name: str) -> int:
    return max(1, int(cell.get(name, "1")))
