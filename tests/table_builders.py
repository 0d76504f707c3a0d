"""Small tables as an opened workbook holds them, read to the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from subsidy_ledger.importing.dialect import Dialect
from subsidy_ledger.importing.finding.rows import read_rows
from subsidy_ledger.importing.finding.table import find_table
from subsidy_ledger.importing.intake import Cell, Flaw, Reading, Sheet, Table, Workbook


def workbook(*sheets: Sheet) -> Workbook:
    return Workbook("f.xlsx", "0" * 64, 1, "xlsx", sheets)


def sheet(
    *rows: Sequence[Cell],
    name: str = "Blad1",
    visible: bool = True,
    flaws: Mapping[tuple[int, int], Flaw] | None = None,
    hidden: frozenset[int] = frozenset(),
) -> Sheet:
    return Sheet(name, visible, tuple(map(tuple, rows)), flaws or {}, hidden)


def table(*rows: Sequence[Cell], mapping: Mapping[str, str] | None = None) -> Table:
    return find_table(workbook(sheet(*rows)), mapping=mapping)


def read(
    header: Sequence[str],
    *rows: Sequence[Cell],
    dialect: Dialect | None = None,
    flaws: Mapping[tuple[int, int], Flaw] | None = None,
    hidden: frozenset[int] = frozenset(),
) -> Reading:
    found = find_table(workbook(sheet(header, *rows, flaws=flaws, hidden=hidden)))
    return read_rows(found, dialect or Dialect(), file="f.xlsx")


def amounts(reading: Reading) -> list[int]:
    return [row.amount for row in reading.rows]


def refusals(reading: Reading) -> list[tuple[str, str]]:
    """Code and cell of every refusing problem."""
    return [(p.code, p.cell) for p in reading.problems if p.severity == "refused"]
