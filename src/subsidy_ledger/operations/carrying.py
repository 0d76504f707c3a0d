"""Carrying over what is left of a grant from one year to another."""

from __future__ import annotations

from dataclasses import dataclass, replace

from subsidy_ledger.domain.carry_over import carry_overs
from subsidy_ledger.domain.codes import check_year, grant_of
from subsidy_ledger.domain.drafts import Draft, Head
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.position import position
from subsidy_ledger.domain.receipts import received_of
from subsidy_ledger.domain.records import Allocation
from subsidy_ledger.domain.sentences import Euro, say
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.balance import latest
from subsidy_ledger.operations.session import Session


@dataclass(frozen=True, slots=True)
class Carried:
    """Both years' amounts as they are now; `entry` None when this was recorded already.

    `left` is what remains of the first year, `untagged` what could still be tagged to it, and `received` what the State
    paid of it.
    """

    grant: str
    from_amount: int
    to_amount: int
    left: int
    untagged: int
    received: int
    entry: int | None = None


def carry_over(
    session: Session, grant: str, from_year: int, to_year: int, cents: int, *, decision: str, reason: str
) -> Carried:
    """Records -cents for one year and +cents for a later one, in one entry.

    Raises WrongUse above what is left of the first year. Backwards only what was carried over before can go.
    """
    if cents <= 0:
        raise WrongUse("amount-not-positive", "Say how much is carried over, as an amount above 0.00.")
    seen: list[Carried] = []

    def think(ledger: Ledger, _head: Head) -> Draft | None:
        code = grant_of(ledger.agreement, grant).code
        check_year(ledger.agreement, from_year)
        check_year(ledger.agreement, to_year)
        allocated = latest(ledger.allocations)
        now = position(ledger.agreement, allocated, ledger.totals(), from_year)
        left = next(g.remaining for g in now.grants if g.grant.code == code)
        giver, taker = allocated.get((code, from_year), 0), allocated.get((code, to_year), 0)
        received = received_of(ledger.receipts, code, from_year)
        seen[:] = [Carried(code, giver, taker, left, now.untagged.cents, received)]
        if any(
            (c.grant, c.from_year, c.to_year, c.cents, c.decision) == (code, from_year, to_year, cents, decision)
            for c in carry_overs(ledger.allocations)
        ):
            return None
        _refuse_backwards(ledger, code, from_year, to_year, cents)
        _refuse_more_than_left(seen[0], from_year, cents, giver)
        seen[:] = [Carried(code, giver - cents, taker + cents, left - cents, now.untagged.cents, received)]
        return Draft(
            "carry-over",
            reason,
            allocations=tuple(
                Allocation(code, year, _next_version(ledger, code, year), amount, decision, 0)
                for year, amount in ((from_year, giver - cents), (to_year, taker + cents))
            ),
        )

    entry = session.write(think)
    return replace(seen[0], entry=entry)


def _next_version(ledger: Ledger, grant: str, year: int) -> int:
    return 1 + max((a.version for a in ledger.allocations if (a.grant, a.year) == (grant, year)), default=0)


def _refuse_backwards(ledger: Ledger, grant: str, from_year: int, to_year: int, cents: int) -> None:
    if to_year > from_year:
        return
    before = [c for c in carry_overs(ledger.allocations) if c.grant == grant]
    carried = sum(c.into(from_year) for c in before if {c.from_year, c.to_year} == {from_year, to_year})
    if to_year == from_year or cents > carried:
        raise WrongUse(
            "carry-over-backwards",
            "Money is carried over to a later year; from {year} to {earlier} only what came from there can go back: "
            "{carried}.",
            year=str(from_year), earlier=str(to_year), carried=Euro(max(carried, 0)),
        )  # fmt: skip


def _refuse_more_than_left(seen: Carried, year: int, cents: int, allocated: int) -> None:
    if cents > seen.left:
        raise WrongUse(
            "carry-over-above",
            "Of {grant} {year} {left} is left ({allocated} allocated, {spent} spent), so {amount} cannot be carried "
            "over: carry over what is left, or less.",
            grant=seen.grant, year=str(year), left=Euro(seen.left) if seen.left > 0 else say("nothing"),
            allocated=Euro(allocated), spent=Euro(allocated - seen.left), amount=Euro(cents),
        )  # fmt: skip
