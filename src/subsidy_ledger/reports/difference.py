"""The difference of a figure between two moments as a table, adding up to it."""

from __future__ import annotations

from typing import Any

from subsidy_ledger.domain.differences import KINDS, Difference
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.sentences import Euro, Sentence, say
from subsidy_ledger.reports.balance import TOTAL
from subsidy_ledger.reports.tables import Column, Table, Value, Weight

COLUMNS = (
    Column("number", "Line", "integer"),
    Column("kind", "What"),
    Column("before", "Before", "money"),
    Column("after", "After", "money"),
    Column("difference", "Difference", "money"),
    Column("supplier", "Supplier"),
    Column("document_no", "Document", "code"),
    Column("entry", "Entry", "integer"),
    Column("by", "By"),
    Column("at", "When", "moment"),
    Column("reason", "Reason"),
)


def difference_table(found: Difference) -> Table:
    """One row a cost that counts otherwise, with the entry that did it; the last row is their sum."""
    rows: list[tuple[Value, ...]] = []
    for change in found.changes:
        entry = found.entries.get(change.entry) if change.entry is not None else None
        details = change.line.details
        rows.append(
            (
                change.line.number, Sentence(KINDS[change.kind], {}), change.before, change.after, change.difference,
                details.supplier, details.document_no, entry.number if entry else None, entry.by if entry else None,
                entry.at if entry else None, entry.reason if entry else None,
            )
        )  # fmt: skip
    rows.append(
        (None, TOTAL, sum(c.before for c in found.changes), sum(c.after for c in found.changes),
         found.after - found.before, *([None] * 6))
    )  # fmt: skip
    weights: list[Weight] = ["line"] * len(found.changes)
    return Table("difference", "", COLUMNS, tuple(rows), (*weights, "total"))


def difference_json(found: Difference) -> dict[str, Any]:
    """As machines read it; the differences of the changes add up to the difference of the figures."""
    return {
        "code": found.figure.name,
        "year": found.year,
        "known_on": [day.isoformat() for day in found.known_on],
        "before": to_text(found.before),
        "after": to_text(found.after),
        "difference": to_text(found.after - found.before),
        "changes": [
            {
                "line": c.line.number, "what": c.kind, "before": to_text(c.before), "after": to_text(c.after),
                "difference": to_text(c.difference), "entry": c.entry,
            }
            for c in found.changes
        ],
        "allocated": [to_text(cents) for cents in found.allocated] if found.allocated else None,
        "allocations": [
            {
                "grant": s.grant, "before": None if s.before is None else to_text(s.before), "after": to_text(s.after),
                "decision": s.decision, "entry": s.entry,
            }
            for s in found.steps
        ],
    }  # fmt: skip


def steps_said(found: Difference) -> list[Sentence]:
    """Each revision of an allocation between the two moments, as a sentence."""
    return [
        say(
            "allocated {grant} {year}: {before} -> {after} (entry {entry}: {decision})",
            grant=s.grant, year=str(found.year), before=_amount(s.before), after=Euro(s.after), entry=s.entry,
            decision=s.decision,
        )
        for s in found.steps
    ]  # fmt: skip


def _amount(cents: int | None) -> Sentence | Euro:
    return say("nothing") if cents is None else Euro(cents)
