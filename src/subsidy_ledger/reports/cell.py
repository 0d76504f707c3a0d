"""What a cell of the reconciliation workbook adds up, as a table and for machines."""

from __future__ import annotations

from collections.abc import Sequence

from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.reports.tables import Column, Table, Value

COLUMNS = (
    Column("cell", "Cell", "code"),
    Column("number", "Line", "integer"),
    Column("date", "Date", "date"),
    Column("code", "Code", "code"),
    Column("amount", "Amount", "money"),
    Column("running", "Running total", "money"),
    Column("supplier", "Supplier"),
    Column("description", "Description"),
    Column("document_no", "Document", "code"),
    Column("source", "File, sheet, row"),
)


def cell_table(
    recorded: Sequence[tuple[str, str, int]], parts: Sequence[tuple[str, Expense, str | None, int]]
) -> Table:
    """First the figures that are recorded as they stand, then one row a cell of a line; with the running total.

    `recorded` are cell, what it is, and cents; `parts` cell, line, code and cents.
    """
    rows: list[tuple[Value, ...]] = []
    running = 0
    for cell, what, cents in recorded:
        running += cents
        rows.append((cell, None, None, None, cents, running, None, what, None, None))
    for cell, line, code, cents in parts:
        running += cents
        details = line.details
        source = f"{line.source.file}, {line.source.sheet}, {line.source.row}" if line.source else ""
        rows.append(
            (
                cell, line.number, details.date, code, cents, running, details.supplier, details.description,
                details.document_no, source,
            )
        )  # fmt: skip
    return Table("cell", "", COLUMNS, tuple(rows))
