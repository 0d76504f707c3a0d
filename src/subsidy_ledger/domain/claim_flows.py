"""Where the money of a cost went between two states of the books: from one grant and year to another, or nowhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.submissions import Change, OriginOf, Shares


class Place(NamedTuple):
    """Where money counts: a grant and a year; grant "" where nobody tagged it."""

    grant: str
    year: int


@dataclass(frozen=True, slots=True)
class Flow:
    """Cents that moved between a claim and another place: away from the claim, or into it."""

    other: Place
    is_away: bool
    cents: int


@dataclass(frozen=True, slots=True)
class TracedChange:
    """A change of a claim with where its money went or came from; what no flow explains is new money or lost to it."""

    change: Change
    flows: tuple[Flow, ...] = ()

    @property
    def moved(self) -> int:
        """What the flows make of the difference; spare lines claim nothing before and after."""
        return sum(-f.cents if f.is_away else f.cents for f in self.flows if not self._is_spare(is_away=f.is_away))

    def _is_spare(self, *, is_away: bool) -> bool:
        side: Shares = self.change.before if is_away else self.change.after
        return bool(side) and side[0].is_spare

    @property
    def rest(self) -> int:
        """The part of the difference that came from nowhere else and went nowhere else."""
        return self.change.difference - self.moved


def trace(
    changes: Iterable[Change], here: Place, origin: OriginOf, before: Ledger, after: Ledger
) -> tuple[TracedChange, ...]:
    """The changes of the claim of a grant and year between two states of the books, with where the money went."""
    changes = tuple(changes)
    costs = frozenset(origin(change.line) for change in changes)
    held = places_of(before, origin, costs), places_of(after, origin, costs)
    return tuple(_traced(change, here, *(side.get(origin(change.line), {}) for side in held)) for change in changes)


def places_of(ledger: Ledger, origin: OriginOf, costs: Collection[int]) -> dict[int, dict[Place, int]]:
    """What the costs come to in each place."""
    targets = ledger.agreement.targets
    found: dict[int, dict[Place, int]] = defaultdict(lambda: defaultdict(int))
    for expense in ledger.claiming():
        cost = origin(expense.number)
        if cost in costs:
            for share in expense.shares:
                grant = "" if share.code is None else targets[share.code].grant.code
                found[cost][Place(grant, expense.details.year)] += share.cents
    return found


def _traced(change: Change, here: Place, before: Mapping[Place, int], after: Mapping[Place, int]) -> TracedChange:
    flows = tuple(_flows(here, before, after))
    traced = TracedChange(change, flows)
    if change.kind == "new" and any(flow.other.grant for flow in flows):
        return replace(traced, change=replace(change, kind="moved-here"))
    if change.kind == "taken-back" and flows:
        return replace(traced, change=replace(change, kind="moved-away"))
    if change.kind == "changed" and flows and not traced.rest:
        return replace(traced, change=replace(change, kind="moved-in-part"))
    return traced


def _flows(here: Place, before: Mapping[Place, int], after: Mapping[Place, int]) -> Iterator[Flow]:
    """What went between `here` and the other places. What was lost and what was won are laid end to end in the order of
    the places, so that the claim at the other end tells the same flow. A credit note moves below zero, as it is."""
    sign = -1 if (sum(before.values()) or sum(after.values())) < 0 else 1
    moved = [(place, sign * (after.get(place, 0) - before.get(place, 0))) for place in sorted({*before, *after})]
    won = list(_laid((place, cents) for place, cents in moved if cents > 0))
    for source, start, end in _laid((place, -cents) for place, cents in moved if cents < 0):
        for target, other_start, other_end in won:
            cents = min(end, other_end) - max(start, other_start)
            if cents > 0 and here in (source, target):
                yield Flow(target if source == here else source, source == here, sign * cents)


def _laid(parts: Iterable[tuple[Place, int]]) -> Iterator[tuple[Place, int, int]]:
    end = 0
    for place, cents in parts:
        yield place, end, end + cents
        end += cents
