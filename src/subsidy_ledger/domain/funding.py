"""Other subsidies, and what they pay of the city's costs and of one person's pay."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Funding, FundingShare, PayShare
from subsidy_ledger.domain.sentences import Listed, say
from subsidy_ledger.errors import WrongUse

WHOLE: Final = 10_000  # hundredths of a percent
CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")
MONTH: Final = re.compile(r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Paid:
    """A live line with the shares of other sources that count, the latest of each; none that was withdrawn."""

    expense: Expense
    shares: tuple[FundingShare, ...]


def fundings(ledger: Ledger) -> dict[str, Funding]:
    """The latest version of every source, by code."""
    return {f.code: f for f in sorted(ledger.fundings, key=lambda f: (f.code, f.version))}


def funding_of(ledger: Ledger, text: str, *, live: bool = True) -> Funding:
    """The source of a code, whatever its case; raises WrongUse for none, and for a retired one where it must live."""
    known = fundings(ledger)
    found = next((f for code, f in known.items() if code.casefold() == text.strip().casefold()), None)
    if found is None:
        names = Listed(tuple(known)) if known else say("none yet (ledger funding add)")
        raise WrongUse(
            "funding-unknown", 'There is no other subsidy "{code}"; there are: {known}.', code=text, known=names
        )
    if live and not found.is_live:
        raise WrongUse("funding-retired", "{code} is retired: it takes no new shares.", code=found.code)
    return found


def in_place(ledger: Ledger) -> dict[int, Expense]:
    """The live claiming line of every cost, by the number it was first posted under."""
    return {ledger.origin(expense): expense for expense in ledger.claiming()}


def paid_elsewhere(ledger: Ledger) -> dict[int, Paid]:
    """The lines other sources pay a part of, by line number; a correction keeps the shares of the line before."""
    if not ledger.funding_shares:
        return {}
    lines, latest = in_place(ledger), dict[tuple[int, str], FundingShare]()
    for share in sorted(ledger.funding_shares, key=lambda s: s.entry):
        line = ledger.expense(share.expense)
        if line is not None:
            latest[ledger.origin(line), share.funding] = share
    found: dict[int, list[FundingShare]] = defaultdict(list)
    for (origin, _), share in sorted(latest.items()):
        if share.cents and origin in lines:
            found[lines[origin].number].append(share)
    return {number: Paid(line, tuple(found[number])) for line in lines.values() if (number := line.number) in found}


def pay_shares(ledger: Ledger) -> dict[tuple[str, str], tuple[tuple[PayShare, Expense | None], ...]]:
    """What pays a person in a month, by (person, month): the latest share of each line or source, withdrawn ones out.

    A share of a line counts while the line, or the one that took its place, is live.
    """
    if not ledger.pay_shares:
        return {}
    lines, latest = in_place(ledger), dict[tuple[str, str, str, int], PayShare]()
    for share in sorted(ledger.pay_shares, key=lambda s: s.entry):
        line = ledger.expense(share.expense) if share.expense is not None else None
        latest[share.person, share.month, share.funding or "", ledger.origin(line) if line else 0] = share
    found: dict[tuple[str, str], list[tuple[PayShare, Expense | None]]] = defaultdict(list)
    for (person, month, _, origin), share in sorted(latest.items()):
        if share.basis and (share.expense is None or origin in lines):
            found[person, month].append((share, lines.get(origin)))
    return {key: tuple(those) for key, those in found.items()}


def percent(basis: int | Fraction) -> str:
    """Hundredths of a percent as a person writes them: 3333 is "33.33 %", 6000 "60 %"."""
    whole, rest = divmod(round(basis), 100)
    return f"{whole}.{rest:02d} %" if rest else f"{whole} %"
