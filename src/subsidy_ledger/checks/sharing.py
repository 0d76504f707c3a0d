"""What several sources of money pay of one document, and what is paid too much of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """What one source of money pays of a document, in cents; `whole` is the document's own amount where it is known."""

    source: str
    cents: int
    whole: int | None


def whole_of(parts: Sequence[Part]) -> int | None:
    """The document's own amount, None where no list says it.

    A list that repeats it on every line says it once; different amounts are the amounts of the document's parts, and
    so is what a line claims that says nothing. The list that shows most of the document counts.
    """
    sums: dict[str, int] = {}
    for source in {part.source for part in parts}:
        own = [part for part in parts if part.source == source]
        stated = {part.whole for part in own if part.whole is not None}
        if stated:
            sums[source] = sum(stated) + sum(part.cents for part in own if part.whole is None)
    return max(sums.values(), key=abs, default=None)


def in_both(here: Sequence[Part], there: Sequence[Part]) -> int:
    """What stands on both sides: all of it where they come to the same, else the amounts that both have."""
    sums = sum(part.cents for part in here), sum(part.cents for part in there)
    if sums[0] == sums[1]:
        return sums[0]
    return sum((Counter(part.cents for part in here) & Counter(part.cents for part in there)).elements())
