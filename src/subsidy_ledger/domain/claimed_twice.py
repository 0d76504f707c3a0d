"""Costs of which several claims that count together hold more than they come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from subsidy_ledger.domain.claim_flows import Place, places_of
from subsidy_ledger.domain.findings import ranges
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.sentences import Euro, Listed, Sentence, say, say_n
from subsidy_ledger.domain.settlement import SettledLine, settlement
from subsidy_ledger.domain.submissions import origin_in
from subsidy_ledger.domain.submitted import Submission


@dataclass(frozen=True, slots=True)
class HeldClaim:
    """What the last version of a grant and year holds of some costs, without what was rejected of them; `is_past`: more
    than the books put there by now."""

    submission: Submission
    lines: tuple[int, ...]
    cents: int
    is_past: bool

    @property
    def place(self) -> Place:
        return Place(self.submission.grant, self.submission.year)


@dataclass(frozen=True, slots=True)
class ClaimedTwice:
    """Costs that the same claims hold together for more than their `cents` in the books. `lines` are those they have in
    the books, or had last; the claims are in order of year and grant."""

    lines: tuple[int, ...]
    claims: tuple[HeldClaim, ...]
    cents: int

    @property
    def claimed(self) -> int:
        return sum(claim.cents for claim in self.claims)

    @property
    def excess(self) -> int:
        return self.claimed - self.cents

    @property
    def past(self) -> tuple[HeldClaim, ...]:
        """The claims to submit again."""
        return tuple(claim for claim in self.claims if claim.is_past)

    @property
    def all_lines(self) -> tuple[int, ...]:
        """Those of the books and those of the claims."""
        return tuple(sorted({*self.lines, *(line for claim in self.claims for line in claim.lines)}))

    def is_of(self, year: int, grant: str | None = None) -> bool:
        return any(c.place.year == year and grant in (None, c.place.grant) for c in self.claims)


def claimed_twice(ledger: Ledger, lines: Collection[int] | None = None) -> tuple[ClaimedTwice, ...]:
    """The costs that two or more claims hold for more than they come to, those of the same claims together; with
    `lines` only their costs."""
    origin = origin_in(ledger)
    wanted = None if lines is None else {origin(line) for line in lines}
    held = {
        cost: claims for cost, claims in _held(ledger).items()
        if len(claims) > 1 and (wanted is None or cost in wanted)
    }  # fmt: skip
    if not held:
        return ()
    booked = places_of(ledger, origin, held)
    live: dict[int, list[int]] = defaultdict(list)
    for expense in ledger.claiming():
        live[origin(expense.number)].append(expense.number)
    groups: dict[tuple[Place, ...], list[ClaimedTwice]] = defaultdict(list)
    for cost, claims in held.items():
        one = _one(claims, booked.get(cost, {}), live[cost])
        if abs(one.claimed) > abs(one.cents) or one.claimed * one.cents < 0:
            groups[tuple(claim.place for claim in one.claims)].append(one)
    return tuple(_together(groups[places]) for places in sorted(groups))


Claims = dict[Place, tuple[Submission, list[SettledLine]]]


def _held(ledger: Ledger) -> dict[int, Claims]:
    """By cost, what each claim that counts holds of it. Spare lines are none of it before they are let in."""
    found: dict[int, Claims] = defaultdict(dict)
    if len({(s.grant, s.year) for s in ledger.submissions}) < 2:
        return found
    origin = origin_in(ledger)
    for year in {s.year for s in ledger.submissions}:
        for one in settlement(ledger, year).grants:
            for line in one.lines:
                if one.submission is not None and _cents(line):
                    place = Place(one.grant.code, year)
                    found[origin(line.line)].setdefault(place, (one.submission, []))[1].append(line)
    return found


def _cents(line: SettledLine) -> int:
    """What may still be paid of it."""
    if line.ruling is not None:
        return line.accepted
    return 0 if line.is_spare else line.cents


def _one(claims: Claims, places: dict[Place, int], live: list[int]) -> ClaimedTwice:
    found = []
    for place, (submission, lines) in sorted(claims.items(), key=lambda item: (item[0].year, item[0].grant)):
        cents, booked = sum(map(_cents, lines)), places.get(place, 0)
        is_past = abs(cents) > abs(booked) or cents * booked < 0
        found.append(HeldClaim(submission, tuple(line.line for line in lines), cents, is_past))
    numbers = tuple(live) or (max(line for claim in found for line in claim.lines),)
    return ClaimedTwice(numbers, tuple(found), sum(places.values()))


def _together(found: list[ClaimedTwice]) -> ClaimedTwice:
    """Costs of the same claims as one."""
    claims = tuple(
        HeldClaim(
            each[0].submission, tuple(sorted(line for claim in each for line in claim.lines)),
            sum(claim.cents for claim in each), any(claim.is_past for claim in each),
        )
        for each in zip(*(one.claims for one in found), strict=True)
    )  # fmt: skip
    lines = tuple(sorted(line for one in found for line in one.lines))
    return ClaimedTwice(lines, claims, sum(one.cents for one in found))


def twice_sentence(found: ClaimedTwice) -> Sentence:
    """Which lines, how many euros, the claims that count them, and what to do next."""
    commands = tuple(
        f"ledger submit --year {claim.place.year} --grant {claim.place.grant}" for claim in found.past or found.claims
    )
    return say_n(
        "Line {lines} comes to {cents}, and {claimed} is claimed of it: {claims}. A euro counts once only: submit "
        "again where the books have less of it by now: {commands}",
        "Lines {lines} come to {cents}, and {claimed} is claimed of them: {claims}. A euro counts once only: submit "
        "again where the books have less of them by now: {commands}",
        n=len(found.lines), lines=ranges(found.lines), cents=Euro(found.cents), claimed=Euro(found.claimed),
        claims=Listed(tuple(_claim(claim) for claim in found.claims), "and"), commands=Listed(commands, between="; "),
    )  # fmt: skip


def _claim(claim: HeldClaim) -> Sentence:
    one = claim.submission
    return say(
        "{euros} in {grant} {year} (version {version}, {lines})",
        euros=Euro(claim.cents), grant=one.grant, year=str(one.year), version=one.version,
        lines=say_n("line {lines}", "lines {lines}", n=len(claim.lines), lines=ranges(claim.lines)),
    )  # fmt: skip
