"""Other subsidies, and what they pay of the city's costs and of one person's pay."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Funding, FundingShare, PayClaim, PayShare
from subsidy_ledger.domain.sentences import Listed, Percent
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
        if not known:
            raise WrongUse(
                "funding-unknown",
                'There is no other subsidy "{code}": none is named yet. Name it: ledger funding add {code} --title … '
                "--funder …",
                code=text,
            )
        raise WrongUse(
            "funding-unknown", 'There is no other subsidy "{code}"; there are: {known}.',
            code=text, known=Listed(tuple(known)),
        )  # fmt: skip
    if live and not found.is_live:
        raise WrongUse(
            "funding-retired",
            "{code} is retired: it takes no new shares and no new lists. To name it again: ledger funding add {code} "
            "--title … --funder … --reason …",
            code=found.code,
        )
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


@dataclass(frozen=True, slots=True)
class Pay:
    """What carries one person's pay in one month: the shares here, and those of the beneficiary's other agreements."""

    person: str
    month: str
    own: tuple[tuple[PayShare, Expense | None], ...]
    others: tuple[PayClaim, ...]

    @property
    def total(self) -> int:
        return sum(share.basis for share, _ in self.own) + sum(claim.basis for claim in self.others)

    @property
    def excess(self) -> int:
        return max(0, self.total - WHOLE)


def pays(ledger: Ledger) -> tuple[Pay, ...]:
    """All that carries the pay of each person and month that a share is recorded of here.

    A reference is the same in capitals. A subsidy that several agreements name counts once, by its largest share.
    """
    own: dict[tuple[str, str], list[tuple[PayShare, Expense | None]]] = defaultdict(list)
    for (person, month), carried in pay_shares(ledger).items():
        own[person.casefold(), month] += carried
    return tuple(_pay(ledger, carried[0][0].person, month, carried) for (_, month), carried in own.items())


def pay_of(ledger: Ledger, person: str, month: str) -> Pay:
    """All that carries the pay of one person in one month, also where nothing is recorded here."""
    found = (p for p in pays(ledger) if (p.person.casefold(), p.month) == (person.casefold(), month))
    return next(found, None) or _pay(ledger, person, month, ())


def _pay(ledger: Ledger, person: str, month: str, own: Sequence[tuple[PayShare, Expense | None]]) -> Pay:
    largest = {share.funding.casefold(): share.basis for share, _ in own if share.funding is not None}
    claims = [c for c in ledger.pay_elsewhere if (c.person.casefold(), c.month) == (person.casefold(), month)]
    lines = [claim for claim in claims if claim.funding is None]
    sources: dict[str, PayClaim] = {}
    for claim in sorted(claims, key=lambda c: c.basis):
        if claim.funding is not None and claim.basis > largest.get(claim.funding.casefold(), 0):
            sources[claim.funding.casefold()] = claim
    kept = tuple((s, e) for s, e in own if s.funding is None or s.funding.casefold() not in sources)
    return Pay(person, month, kept, (*lines, *(sources[name] for name in sorted(sources))))


def percent(basis: int | Fraction) -> Percent:
    """Hundredths of a percent for a person to read."""
    return Percent(round(basis))
