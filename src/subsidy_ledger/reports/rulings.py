"""Decisions about to be kept, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from subsidy_ledger.domain.moments import local
from subsidy_ledger.domain.records import Entry
from subsidy_ledger.domain.sentences import Euro, Sentence, say
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


def raised_by(ruling: Ruling) -> int:
    """What a credit note that is not accepted in full adds to what is accepted of its grant, in cents."""
    return max(0, ruling.accepted - ruling.claimed)


def credit_warning(grant: str, ruling: Ruling) -> Sentence:
    """That a line claims less than nothing, and what not accepting it does."""
    return say(
        "Warning: line {line} is a credit note ({claimed}). Not accepting it raises what is accepted of {grant} by "
        "{more}; do so only where the cost it belongs to is not accepted either.",
        line=ruling.line, claimed=Euro(ruling.claimed), grant=grant, more=Euro(raised_by(ruling)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """A decision that is to take the place of another: of one grant's part of a line, by whom and when until now."""

    grant: str
    before: Ruling
    entry: Entry
    after: Ruling


def change_sentence(change: Change) -> Sentence:
    """One line: what stands, and what comes instead."""
    return say(
        "  line {n}, {grant} ({cell}): {old} → {new}",
        n=change.after.line, grant=change.grant, cell=change.after.cell,
        old=decision_sentence(change.before, change.entry), new=_said(change.after),
    )  # fmt: skip


def decision_sentence(ruling: Ruling, entry: Entry) -> Sentence:
    """What was decided, why, by whom and on which day."""
    return say("{decision} ({by}, {day}, entry {entry})",
               decision=_said(ruling), by=entry.by, day=local(entry.at).date(), entry=entry.number)  # fmt: skip


def _said(ruling: Ruling) -> Sentence:
    if ruling.act == "reopen":
        return say('not decided any more, "{reason}"', reason=ruling.reason)
    facts = {"accepted": Euro(ruling.accepted), "claimed": Euro(ruling.claimed)}
    if not ruling.reason:
        return say("{accepted} of {claimed} accepted, without a reason", **facts)
    return say('{accepted} of {claimed} accepted, "{reason}"', reason=ruling.reason, **facts)
