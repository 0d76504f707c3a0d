"""What the State paid, as a table."""

from __future__ import annotations

from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.receipts import Receipt, standing
from subsidy_ledger.domain.sentences import Sentence, say
from subsidy_ledger.reports.tables import Column, Table

COLUMNS = (
    Column("number", "Receipt", "integer"),
    Column("grant", "Grant", "code"),
    Column("year", "Year", "code"),
    Column("amount", "Received", "money"),
    Column("date", "Date", "date"),
    Column("document", "Document"),
    Column("status", "Status", "code"),
    Column("reverses", "Takes back", "integer"),
    Column("reason", "Reason", width_max=50),
    Column("by", "By"),
    Column("at", "When", "moment"),
)


def receipts_table(ledger: Ledger, grant: str | None = None, year: int | None = None) -> Table:
    """Every receipt and counter-receipt of the ledger, or of a grant or year, and what counts of them."""
    entries = {e.number: e for e in ledger.entries}
    found = sorted(
        (r for r in ledger.receipts if grant in (None, r.grant) and year in (None, r.year)),
        key=lambda r: (r.grant, r.year, r.received_on, r.number),
    )
    counting = {r.number for r in standing(found)}
    rows = tuple(
        (
            r.number, r.grant, str(r.year), r.cents, r.received_on, r.document, _status(r, found, counting), r.reverses,
            entries[r.entry].reason, entries[r.entry].by, entries[r.entry].at,
        )
        for r in found
    )  # fmt: skip
    hint = say(
        "None is recorded yet: ledger receipt add --grant {grant} --year {year} --amount … --date … --document …",
        grant=ledger.agreement.grants[0].code, year=str(ledger.agreement.years[-1]),
    )  # fmt: skip
    return Table("receipts", "Received from the State", COLUMNS, rows, (), () if rows else (hint,))


def _status(receipt: Receipt, found: list[Receipt], counting: set[int]) -> Sentence:
    if receipt.number in counting:
        return say("counts")
    if receipt.reverses is not None:
        return say("reverses {line}", line=receipt.reverses)
    return say("reversed by {line}", line=next(r.number for r in found if r.reverses == receipt.number))
