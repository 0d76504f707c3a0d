"""Decisions about money: revising an allocation, stating the contribution due to the police zone."""

from __future__ import annotations

from dataclasses import dataclass

from subsidy_ledger.domain.codes import check_year, grant_of
from subsidy_ledger.domain.drafts import Draft, Head
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Allocation, Contribution
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.session import Session


@dataclass(frozen=True, slots=True)
class Revised:
    """An amount before and after; `entry` None when it was that amount already."""

    before: int | None
    after: int
    entry: int | None
    spent: int = 0


def revise_allocation(session: Session, grant: str, year: int, cents: int, *, decision: str, reason: str) -> Revised:
    """States the new amount of an envelope; the old one stays in the history."""
    if cents < 0:
        raise WrongUse("amount-negative", "An allocation cannot be negative. State the new amount, not a difference.")
    seen: dict[str, int | None] = {}

    def think(ledger: Ledger, _head: Head) -> Draft | None:
        from subsidy_ledger.domain.position import position
        from subsidy_ledger.operations.balance import latest

        code = grant_of(ledger.agreement, grant).code
        check_year(ledger.agreement, year)
        allocated = latest(ledger.allocations)
        seen["before"] = allocated.get((code, year))
        now = position(ledger.agreement, allocated, ledger.totals(), year)
        seen["spent"] = next(g.spent for g in now.grants if g.grant.code == code)
        same = [
            a for a in ledger.allocations if (a.grant, a.year, a.cents, a.decision) == (code, year, cents, decision)
        ]
        if seen["before"] == cents and same:
            return None
        version = 1 + max((a.version for a in ledger.allocations if (a.grant, a.year) == (code, year)), default=0)
        return Draft("allocation", reason, allocations=(Allocation(code, year, version, cents, decision, 0),))

    entry = session.write(think)
    return Revised(seen["before"], cents, entry, seen["spent"] or 0)


def set_contribution(session: Session, year: int, cents: int, *, decision: str, document: str = "") -> Revised:
    """States what the municipality owes the police zone for a year; the old amount stays in the history."""
    if cents < 0:
        raise WrongUse("amount-negative", "A contribution cannot be negative.")
    seen: dict[str, int | None] = {}

    def think(ledger: Ledger, _head: Head) -> Draft | None:
        check_year(ledger.agreement, year)
        old = ledger.contribution(year)
        seen["before"] = old.cents if old else None
        if old is not None and (old.cents, old.decision, old.document) == (cents, decision, document):
            return None
        version = old.version + 1 if old else 1
        return Draft("contribution", contributions=(Contribution(year, version, cents, decision, document, 0),))

    entry = session.write(think)
    return Revised(seen["before"], cents, entry)
