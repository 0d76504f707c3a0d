"""An import with every row of its file and what became of it, as tables and for machines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from subsidy_ledger.domain.imported_rows import FIGURES, ImportedRow, of_figure
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.sentences import Phrases, Sentence
from subsidy_ledger.reports.tables import Column, Table, Value

TITLES: Phrases = {
    "new": "new",
    "replaced": "posted in place of a line",
    "taken-back": "taken back",
    "posted": "posted in all, less what was taken back",
    "known": "known",
    "changed": "changed, not posted",
    "refused": "refused",
    "zero": "of 0.00",
    "totals": "total rows",
    "hidden": "hidden, left out",
    "read": "read",
}
WHAT: Phrases = {
    "new": "new",
    "replaced": "in place of a line",
    "taken-back": "taken back",
    "known": "known",
    "supplemented": "supplemented",
    "changed": "changed",
    "refused": "refused",
    "zero": "of 0.00",
    "total": "total row",
    "note": "no line",
    "hidden": "hidden",
}
FIGURE_COLUMNS = (
    Column("what", "What"),
    Column("rows", "Rows", "integer"),
    Column("amount", "Amount", "money"),
)
COLUMNS = (
    Column("row", "Row", "integer"),
    Column("what", "What"),
    Column("line", "Line", "integer"),
    Column("amount", "Amount", "money"),
    Column("posted", "Posted so far", "money"),
    Column("supplier", "Supplier", width_max=40),
    Column("text", "Description, or what stands there", width_max=60),
    Column("document_no", "Document", "code"),
    Column("status", "Status", "code"),
)
MONEY = ("new", "replaced", "taken-back", "posted", "known")


def figures_of(rows: Sequence[ImportedRow]) -> dict[str, tuple[int, int | None]]:
    """By figure its rows, and its cents where its rows have money that counts."""
    found = {}
    for figure in FIGURES:
        held = of_figure(rows, figure)
        found[figure] = (len(held), sum(row.cents or 0 for row in held) if figure in MONEY else None)
    return found


def figures_table(rows: Sequence[ImportedRow]) -> Table:
    """Each figure of the import; those of nothing are left out."""
    found = tuple(
        (Sentence(TITLES[figure], {}), n, cents)
        for figure, (n, cents) in figures_of(rows).items()
        if n or figure in ("posted", "read")
    )
    return Table("import_figures", "", FIGURE_COLUMNS, found)


def rows_table(ledger: Ledger, rows: Sequence[ImportedRow]) -> Table:
    """One row a row of the file, with the running total of what was posted."""
    found: list[tuple[Value, ...]] = []
    posted = 0
    for row in rows:
        counts = row.what in FIGURES["posted"]
        posted += (row.cents or 0) if counts else 0
        details = row.line.details if row.line else None
        found.append(
            (
                row.row, Sentence(WHAT[row.what], {}), row.line.number if row.line else None, row.cents,
                posted if counts else None, details.supplier if details else None,
                details.description if details else row.text, details.document_no if details else None,
                ledger.status(row.line) if row.line else None,
            )
        )  # fmt: skip
    return Table("import_rows", "", COLUMNS, tuple(found))


def rows_json(rows: Sequence[ImportedRow], shown: Sequence[ImportedRow]) -> dict[str, Any]:
    """The figures of all rows, and those `shown` each with its line and what it counts."""
    return {
        "figures": {
            figure: {"rows": n, "amount": None if cents is None else to_text(cents)}
            for figure, (n, cents) in figures_of(rows).items()
        },
        "rows": [
            {
                "row": row.row, "what": row.what, "line": row.line.number if row.line else None,
                "amount": None if row.cents is None else to_text(row.cents), "refused": row.refused,
            }
            for row in shown
        ],
    }  # fmt: skip
