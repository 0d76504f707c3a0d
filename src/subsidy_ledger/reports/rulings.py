"""Decisions about to be kept, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from subsidy_ledger.domain.sentences import Sentence, say
from subsidy_ledger.domain.submitted import Ruling
from subsidy_ledger.reports.settled_lines import RULED
from subsidy_ledger.reports.tables import Column, Table

COLUMNS = (
    Column("cell", "Cell of the workbook", "code"),
    Column("grant", "Grant", "code"),
    Column("number", "Line", "integer"),
    Column("claimed", "Claimed", "money"),
    Column("accepted", "Accepted", "money"),
    Column("rejected", "Rejected", "money"),
    Column("status", "Status", "code"),
    Column("reason", "Reason", width_max=60),
    Column("new", "What", "code"),
)


def rulings_table(rulings: Sequence[tuple[str, Ruling, bool]], year: int) -> Table:
    """Each decision with its grant, and whether it says anything new."""
    rows = tuple(
        (
            r.cell, grant, r.line, r.claimed, r.accepted, r.claimed - r.accepted, Sentence(RULED[r.act], {}), r.reason,
            say("new decision") if is_new else say("decided so already"),
        )
        for grant, r, is_new in rulings
    )  # fmt: skip
    return Table("rulings", say("Decisions on what was submitted of {year}", year=str(year)), COLUMNS, rows)
