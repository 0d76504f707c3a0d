"""One person's pay of one month, carried for more than 100 % by lines and other subsidies together."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from subsidy_ledger.checks import tags
from subsidy_ledger.checks.check import Found
from subsidy_ledger.domain.funding import WHOLE, Pay, pays, percent
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.money import portion
from subsidy_ledger.domain.sentences import Listed, Sentence, say


def pay_above_whole(ledger: Ledger) -> Iterator[Found]:
    """Each person and month above 100 %; part of double-financing."""
    for pay in pays(ledger):
        if not pay.excess:
            continue
        lines = [line for _, line in pay.own if line is not None]
        code = tags.sole(share.code for line in lines for share in line.shares)
        yield Found(
            f"pay|{pay.person}|{pay.month}",
            max((line.details.year for line in lines), default=int(pay.month[:4])),
            portion(_whole(pay), Fraction(pay.excess, WHOLE)),
            say(
                "The pay of {person} for {month} is carried for {total} ({parts}). All shares together are at most "
                "100 %: correct them (ledger funding pay --person {person} --month {month} --share …).",
                person=pay.person, month=pay.month, total=percent(pay.total), parts=Listed(tuple(_named(pay))),
            ),
            grant=ledger.agreement.grant(code).code if code is not None else None,
            objective=code,
            expenses={line.number for line in lines},
        )  # fmt: skip


def _whole(pay: Pay) -> int:
    """The whole pay in cents, as the largest line and its share say."""
    lines = [(line.amount, share.basis) for share, line in pay.own if line is not None]
    lines += [(claim.cents, claim.basis) for claim in pay.others if claim.line is not None]
    amount, basis = max(lines, default=(0, WHOLE))
    return portion(amount, Fraction(WHOLE, basis))


def _named(pay: Pay) -> Iterator[Sentence]:
    for share, line in pay.own:
        if line is not None:
            yield say("line {line}: {percent}", line=line.number, percent=percent(share.basis))
        else:
            yield say("{source}: {percent}", source=share.funding, percent=percent(share.basis))
    for claim in pay.others:
        part = percent(claim.basis)
        if claim.line is not None:
            yield say("line {line} of {agreement}: {percent}", line=claim.line, agreement=claim.source, percent=part)
        else:
            yield say("{source} in {agreement}: {percent}", source=claim.funding, agreement=claim.source, percent=part)
