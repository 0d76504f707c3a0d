"""Decisions about money: revising an allocation, the contribution due to the police zone, plans by sector."""

from __future__ import annotations

from dataclasses import dataclass, replace

from subsidy_ledger.domain.codes import check_year, grant_of, target_of
from subsidy_ledger.domain.drafts import Draft, Head
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.receipts import received_of
from subsidy_ledger.domain.records import Allocation, Contribution, SectorPlan
from subsidy_ledger.domain.sentences import Euro
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.session import Session


@dataclass(frozen=True, slots=True)
class Revised:
    """An amount before and after; `entry` None when it was that amount already."""

    before: int | None
    after: int
    entry: int | None
    spent: int = 0
    received: int = 0


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
        seen["received"] = received_of(ledger.receipts, code, year)
        same = [
            a for a in ledger.allocations if (a.grant, a.year, a.cents, a.decision) == (code, year, cents, decision)
        ]
        if seen["before"] == cents and same:
            return None
        version = 1 + max((a.version for a in ledger.allocations if (a.grant, a.year) == (code, year)), default=0)
        return Draft("allocation", reason, allocations=(Allocation(code, year, version, cents, decision, 0),))

    entry = session.write(think)
    return Revised(seen["before"], cents, entry, seen["spent"] or 0, seen["received"] or 0)


def set_contribution(
    session: Session, year: int, cents: int, *, decision: str, document: str = "", reason: str = ""
) -> Revised:
    """States what the municipality owes the police zone for a year; the old amount stays in the history.

    Raises WrongUse where one is recorded that differs and no reason is given, and for an amount below zero.
    """
    if cents < 0:
        raise WrongUse("amount-negative", "A contribution cannot be negative.")
    seen: dict[str, int | None] = {}

    def think(ledger: Ledger, _head: Head) -> Draft | None:
        check_year(ledger.agreement, year)
        old = ledger.contribution(year)
        seen["before"] = old.cents if old else None
        if old is not None and (old.cents, old.decision, old.document) == (cents, decision, document):
            return None
        if old is not None and not reason:
            raise WrongUse(
                "reason-needed",
                "For {year} {amount} is recorded already ({decision}). To change it, say why: --reason …",
                year=str(year), amount=Euro(old.cents), decision=old.decision,
            )  # fmt: skip
        made = Contribution(year, old.version + 1 if old else 1, cents, decision, document, 0)
        return Draft("contribution", reason, contributions=(made,))

    entry = session.write(think)
    return Revised(seen["before"], cents, entry)


@dataclass(frozen=True, slots=True)
class Planned(Revised):
    """A sector plan before and after, the sector it is of, and where all plans of its grant stand for the year."""

    sector: str = ""
    grant: str = ""
    plans: int = 0
    allocated: int | None = None


def set_sector_plan(session: Session, sector: str, year: int, cents: int, *, decision: str) -> Planned:
    """States what the city plans to spend on a sector in a year; the old plan stays in the history.

    Raises WrongUse for a code that is no sector, a year the agreement does not have, or a negative amount.
    """
    if cents < 0:
        raise WrongUse("amount-negative", "A plan cannot be negative. State the amount planned, not a difference.")
    seen: list[Planned] = []

    def think(ledger: Ledger, _head: Head) -> Draft | None:
        target = target_of(ledger.agreement, sector)
        if target.level != "sector":
            raise WrongUse(
                "code-no-sector",
                "{code} is no sector, and plans are made by sector: {sectors}.",
                code=target.code,
                sectors=", ".join(code for code, t in ledger.agreement.targets.items() if t.level == "sector"),
            )
        _plannable_year(ledger, year)
        before = ledger.planned(target.code, year)
        old = [p for p in ledger.sector_plans if (p.sector, p.year) == (target.code, year)]
        others = (ledger.planned(s.code, year) or 0 for s in target.grant.sectors if s.code != target.code)
        allocated = ledger.allocated(target.grant.code, year)
        seen[:] = [Planned(before, cents, None, 0, 0, target.code, target.grant.code, cents + sum(others), allocated)]
        if old and (old[-1].cents, old[-1].decision) == (cents, decision):
            return None
        return Draft("sector-plan", sector_plans=(SectorPlan(target.code, year, len(old) + 1, cents, decision, 0),))

    entry = session.write(think)
    return replace(seen[0], entry=entry)


def _plannable_year(ledger: Ledger, year: int) -> None:
    if year not in ledger.agreement.years:
        raise WrongUse(
            "year-outside",
            "{year} is not a year of {agreement} ({years}), so nothing can be planned for it.",
            year=str(year), agreement=ledger.agreement.code, years=", ".join(map(str, ledger.agreement.years)),
        )  # fmt: skip
