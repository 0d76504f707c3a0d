"""A part of a sheet, as spreadsheets write it: Blad1!A:C, Blad1!24:60, Blad1!A24:C60."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from subsidy_ledger.domain.cells import column_letter
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.importing.finding.mapping import index_of
from subsidy_ledger.importing.intake import Cell, Sheet, Workbook

AREA = re.compile(r"\$?([A-Za-z]{1,3})?\$?(\d{1,7})?:\$?([A-Za-z]{1,3})?\$?(\d{1,7})?")
ALL = range(0, 1 << 24)


def sheet_named(workbook: Workbook, wanted: str) -> Sheet:
    """The sheet, or the part of it, that was asked for; WrongUse where there is none such.

    The name of the sheet can be left out before the exclamation mark where the file has only one.
    """
    if (whole := _by_name(workbook, wanted)) is not None:
        return whole
    name, mark, area = wanted.rpartition("!")
    read = AREA.fullmatch(area.strip()) if mark else None
    name = name.strip().strip("'\"")
    sheet = workbook.sheets[0] if not name and len(workbook.sheets) == 1 else _by_name(workbook, name)
    if read is None or sheet is None:
        raise WrongUse(
            "sheet-unknown",
            '{file} has no sheet "{sheet}"; it has: {names}.',
            file=workbook.name,
            sheet=wanted,
            names=", ".join(s.name for s in workbook.sheets),
        )
    left, top, right, bottom = read.groups()
    if (left is None) != (right is None) or (top is None) != (bottom is None) or (left is None and top is None):
        raise _no_area(area)
    columns = range(index_of(left), index_of(right) + 1) if left and right else ALL
    rows = range(int(top) - 1, int(bottom)) if top and bottom else ALL
    if not columns or not rows or rows.start < 0:
        raise _no_area(area)
    return cut(sheet, rows, columns)


def _by_name(workbook: Workbook, wanted: str) -> Sheet | None:
    return next((s for s in workbook.sheets if s.name.strip().casefold() == wanted.strip().casefold()), None)


def _no_area(area: str) -> WrongUse:
    return WrongUse(
        "area-unreadable",
        '"{area}" names no part of a sheet. Write its columns (A:C), its rows (24:60) or both (A24:C60), '
        "with the first one first.",
        area=area,
    )


def cut(sheet: Sheet, rows: range = ALL, columns: range = ALL) -> Sheet:
    """The sheet with nothing but these rows and columns (from 0) in it, which keep their places."""
    kept = tuple(
        _cut_row(cells, columns) if row in rows else () for row, cells in enumerate(sheet.rows[: rows.stop])
    )  # fmt: skip
    inside = {place: flaw for place, flaw in sheet.flaws.items() if place[0] in rows and place[1] in columns}
    hidden = frozenset(row for row in sheet.hidden_rows if row in rows)
    merges = tuple(m for m in sheet.merges if m.top in rows and m.left in columns)
    return replace(
        sheet, rows=kept, flaws=inside, hidden_rows=hidden, merges=merges, area=_name(rows, columns)
    )  # fmt: skip


def _cut_row(cells: Sequence[Cell], columns: range) -> tuple[Cell, ...]:
    if columns is ALL:
        return tuple(cells)
    return (*("" for _ in range(min(columns.start, len(cells)))), *cells[columns.start : columns.stop])


def _name(rows: range, columns: range) -> str:
    top, bottom = ("", "") if rows is ALL else (str(rows.start + 1), str(rows.stop))
    left, right = ("", "") if columns is ALL else (column_letter(columns.start), column_letter(columns.stop - 1))
    return f"{left}{top}:{right}{bottom}" if top or left else ""


def overlap(one: Sheet, other: Sheet) -> bool:
    """Whether two parts of a sheet have a filled cell in common."""
    return any(
        a not in ("", None) and b not in ("", None)
        for ours, theirs in zip(one.rows, other.rows, strict=False)
        for a, b in zip(ours, theirs, strict=False)
    )
