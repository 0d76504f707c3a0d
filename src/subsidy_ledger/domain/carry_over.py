"""Carrying over: part of one year's envelope becomes part of another's, by one decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from subsidy_ledger.domain.records import Allocation


@dataclass(frozen=True, slots=True)
class CarryOver:
    """`cents` (above zero) of a grant that left one year for another; `entry` recorded both sides."""

    grant: str
    from_year: int
    to_year: int
    cents: int
    decision: str
    entry: int

    def into(self, year: int) -> int:
        """What it brings `year`: more, less, or nothing."""
        return self.cents * ((year == self.to_year) - (year == self.from_year))


def carry_overs(allocations: Iterable[Allocation]) -> tuple[CarryOver, ...]:
    """Every carry-over, in the order recorded.

    Only a carry-over changes two years of a grant in one entry so that nothing is gained or lost.
    """
    before: dict[tuple[str, int], int] = {}
    changes: dict[tuple[int, str], list[tuple[int, Allocation]]] = defaultdict(list)
    for a in sorted(allocations, key=lambda a: a.version):
        changes[a.entry, a.grant].append((a.cents - before.get((a.grant, a.year), 0), a))
        before[a.grant, a.year] = a.cents
    found = []
    for (entry, grant), both in sorted(changes.items()):
        if len(both) == 2 and sum(change for change, _ in both) == 0 != both[0][0]:
            (less, giver), (more, taker) = sorted(both, key=lambda pair: pair[0])
            assert less == -more
            found.append(CarryOver(grant, giver.year, taker.year, more, giver.decision, entry))
    return tuple(found)
