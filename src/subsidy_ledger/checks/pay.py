"""One person's pay of one month, carried for more than 100 % by lines and other subsidies together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from subsidy_ledger.checks import tags
from subsidy_ledger.checks.check import Found
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.funding import WHOLE, pay_shares, percent
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.money import portion
from subsidy_ledger.domain.records import PayShare
from subsidy_ledger.domain.sentences import Listed, Sentence, say

Carried = Sequence[tuple[PayShare, Expense | None]]


def pay_above_whole(ledger: Ledger) -> Iterator[Found]:
    """Each person and month above 100 %; part of double-financing."""
    for (person, month), carried in pay_shares(ledger).items():
        total = sum(share.basis for share, _ in carried)
        if total <= WHOLE:
            continue
        lines = [line for _, line in carried if line is not None]
        code = tags.sole(share.code for line in lines for share in line.shares)
        yield Found(
            f"pay|{person}|{month}",
            max((line.details.year for line in lines), default=int(month[:4])),
            portion(_pay(carried), Fraction(total - WHOLE, WHOLE)),
            say(
                "The pay of {person} for {month} is carried for {total} ({parts}). All shares together are at most "
                "100 %: correct them (ledger funding pay --person {person} --month {month} --share …).",
                person=person, month=month, total=percent(total), parts=Listed(tuple(map(_named, carried))),
            ),
            grant=ledger.agreement.grant(code).code if code is not None else None,
            objective=code,
            expenses=sorted({line.number for line in lines}),
        )  # fmt: skip


def _pay(carried: Carried) -> int:
    """The whole pay in cents, as the largest line and its share say."""
    lines = [(line.amount, share.basis) for share, line in carried if line is not None]
    amount, basis = max(lines, default=(0, WHOLE))
    return portion(amount, Fraction(WHOLE, basis))


def _named(each: tuple[PayShare, Expense | None]) -> Sentence:
    share, line = each
    if line is not None:
        return say("line {line}: {percent}", line=line.number, percent=percent(share.basis))
    return say("{source}: {percent}", source=share.funding, percent=percent(share.basis))
