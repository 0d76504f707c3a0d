"""What is done to posted lines, always by adding: tag, correct, take back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from subsidy_ledger.domain.codes import target_of
from subsidy_ledger.domain.drafts import Draft, Head
from subsidy_ledger.domain.expenses import Expense, Share
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.lineage import reverse
from subsidy_ledger.domain.tagging import WHOLE, in_order, rescaled, retagged
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.session import Session


@dataclass(frozen=True, slots=True)
class Tagged:
    """A line with its shares before and after."""

    expense: Expense
    before: tuple[Share, ...]
    after: tuple[Share, ...]


def tag(
    session: Session,
    numbers: Sequence[int],
    code: str,
    share: Fraction = WHOLE,
    *,
    reason: str = "",
    skip: Collection[int] = (),
) -> tuple[Tagged, ...]:
    """Gives each line's `share` to the code; gives the lines that changed (none when all were so already).

    Numbers in `skip` (those of a range) are passed over where they are no live line; any other is refused.
    """
    done: list[Tagged] = []

    def think(ledger: Ledger, _head: Head) -> Draft | None:
        done.clear()
        target = target_of(ledger.agreement, code)
        live = {expense.number for expense in ledger.live()}
        for number in dict.fromkeys(numbers):
            if number in skip and number not in live:
                continue
            expense = live_line(ledger, number)
            after = retagged(expense.shares, target.code, share)
            if after != in_order(expense.shares):
                done.append(Tagged(expense, expense.shares, after))
        if not done:
            return None
        return Draft("tagging", reason, taggings={t.expense.number: t.after for t in done})

    session.write(think)
    return tuple(done)


def live_line(ledger: Ledger, number: int) -> Expense:
    """A line that counts; raises WrongUse for one that does not exist, was taken back, or takes another back."""
    expense = ledger.expense(number)
    if expense is None:
        last = max((e.number for e in ledger.expenses), default=0)
        if not last:
            raise WrongUse("line-unknown", "There is no line {n}: the ledger has no lines yet.", n=number)
        raise WrongUse("line-unknown", "There is no line {n}; the last one is {last}.", n=number, last=last)
    if expense.reverses is not None:
        raise WrongUse(
            "line-reverses", "Line {n} takes line {other} back and stays as it is.", n=number, other=expense.reverses
        )
    back = ledger.reversed_by(number)
    if back is not None:
        heir = next((e.number for e in ledger.expenses if e.replaces == number), None)
        if heir is None:
            raise WrongUse("line-reversed", "Line {n} was taken back by line {back}.", n=number, back=back)
        raise WrongUse(
            "line-reversed",
            "Line {n} was corrected and taken back by line {back}; its place is taken by line {heir}.",
            n=number, back=back, heir=heir,
        )  # fmt: skip
    return expense


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction: the line as it was, its reversal, and the line that takes its place, if one does."""

    old: Expense
    reversal: Expense
    new: Expense | None


def correct(session: Session, number: int, changes: Mapping[str, Any], *, reason: str) -> Corrected:
    """Reversal plus new line with the changed details; the shares keep their proportions."""
    done: list[Corrected] = []

    def think(ledger: Ledger, head: Head) -> Draft:
        done.clear()
        old = live_line(ledger, number)
        details = replace(old.own_details, **changes)
        if replace(old.details, **changes) == old.details:
            raise WrongUse("nothing-changed", "Line {n} says all that already; nothing was posted.", n=number)
        if details.amount == 0:
            raise WrongUse(
                "amount-zero",
                "A line cannot be 0.00. To take it back altogether: ledger correct {n} --take-back --reason …",
                n=number,
            )
        reversal = reverse(old, head.next_expense)
        shares = rescaled(old.shares, details.amount)
        new = replace(
            old, number=head.next_expense + 1, details=details, shares=shares, replaces=old.number, supplied=()
        )  # fmt: skip
        done.append(Corrected(old, reversal, new))
        return Draft("correction", reason, expenses=(reversal, new))

    session.write(think)
    return done[0]


def take_back(session: Session, number: int, *, reason: str) -> Corrected:
    """Reverses one line and puts nothing in its place: it was claimed in error."""
    done: list[Corrected] = []

    def think(ledger: Ledger, head: Head) -> Draft:
        done.clear()
        old = live_line(ledger, number)
        reversal = reverse(old, head.next_expense)
        done.append(Corrected(old, reversal, None))
        return Draft("correction", reason, expenses=(reversal,))

    session.write(think)
    return done[0]
