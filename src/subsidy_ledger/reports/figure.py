"""The lines behind a figure, adding up to it."""

from __future__ import annotations

from collections.abc import Sequence

from subsidy_ledger.domain.expenses import Expense, Share
from subsidy_ledger.reports.tables import Column, Table

COLUMNS = (
    Column("number", "Line", "integer"),
    Column("date", "Date", "date"),
    Column("code", "Code", "code"),
    Column("share", "Share", "money"),
    Column("running", "Running total", "money"),
    Column("supplier", "Supplier"),
    Column("description", "Description"),
    Column("document_no", "Document", "code"),
    Column("source", "File, sheet, row"),
)


def figure_table(parts: Sequence[tuple[Expense, Share]]) -> Table:
    """One row a share in order of date and number, with the running total."""
    rows = []
    running = 0
    for e, share in parts:
        running += share.cents
        source = f"{e.source.file}, {e.source.sheet}, {e.source.row}" if e.source else ""
        rows.append(
            (
                e.number, e.details.date, share.code, share.cents, running, e.details.supplier,
                e.details.description, e.details.document_no, source,
            )
        )  # fmt: skip
    return Table("figure", "", COLUMNS, tuple(rows))
