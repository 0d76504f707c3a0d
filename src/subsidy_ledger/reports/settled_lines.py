"""Submitted lines with what was decided of each, by whom and why."""

from __future__ import annotations

from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.sentences import Phrases, Sentence, say
from subsidy_ledger.domain.settlement import SettledLine, Settlement
from subsidy_ledger.reports.tables import Column, Table, Value

RULED: Phrases = {
    "accept": "accepted",
    "reduce": "reduced",
    "reject": "rejected",
    "use-spare": "replaces what was rejected",
    "open": "open",
    "moved": "open again",
    "spare": "spare",
}


LINE_COLUMNS = (
    Column("grant", "Grant", "code"),
    Column("number", "Line", "integer"),
    Column("supplier", "Supplier", width_max=36),
    Column("document_no", "Document no", "code"),
    Column("claimed", "Claimed", "money"),
    Column("accepted", "Accepted", "money"),
    Column("rejected", "Rejected", "money"),
    Column("status", "Status", "code"),
    Column("reason", "Reason", width_max=50),
    Column("by", "By"),
    Column("at", "Decided", "moment"),
    Column("cell", "Cell of the workbook"),
)


def settled_lines_table(ledger: Ledger, found: Settlement) -> Table:
    """Every submitted line with what was decided of it, by whom and why."""
    entries = {e.number: e for e in ledger.entries}
    rows: list[tuple[Value, ...]] = []
    for held in found.grants:
        for line in held.lines:
            expense = ledger.expense(line.line)
            ruling = line.ruling or line.moved
            entry = entries[ruling.entry] if ruling else None
            rows.append(
                (
                    held.grant.code, line.line, expense.details.supplier if expense else None,
                    expense.details.document_no if expense else None, line.cents,
                    line.accepted if line.ruling else None, line.rejected if line.ruling else None,
                    Sentence(RULED[state_of(line)], {}), ruling.reason if ruling else None,
                    entry.by if entry else None, entry.at if entry else None, ruling.cell if ruling else None,
                )
            )  # fmt: skip
    return Table("settled_lines", say("Lines submitted"), LINE_COLUMNS, tuple(rows))


def state_of(line: SettledLine) -> str:
    """What holds of a submitted line, as a word of `RULED`."""
    if line.ruling is not None:
        return line.ruling.act
    if line.is_spare:
        return "spare"
    return "open" if line.moved is None else "moved"
