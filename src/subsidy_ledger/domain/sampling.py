"""Monetary unit sampling: every cent has the same chance, so a line's chance is in proportion to its amount.

Lines of at least one interval are all taken, and so are negative ones (credit notes), apart. Everything is integer
cents and in the order of line numbers, so that the same books and the same seed give the same sample for ever, on any
machine, and by hand: docs/sampling.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from subsidy_ledger.domain.confidence import factor
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.samples import Chosen, Drawn, Item, Population, sha256_of


def items_of(ledger: Ledger, year: int, grant: str | None = None) -> tuple[Item, ...]:
    """The live claiming lines of a year, with what of them is in the grant; in the order of their numbers."""
    targets = ledger.agreement.targets

    def counts(line: Iterable[tuple[str | None, int]]) -> int:
        return sum(cents for code, cents in line if grant is None or (code and targets[code].grant.code == grant))

    lines = (e for e in ledger.claiming() if e.details.year == year)
    found = (Item(e.number, counts((s.code, s.cents) for s in e.shares)) for e in lines)
    return tuple(sorted((item for item in found if item.cents), key=lambda item: item.line))


def population_of(items: Sequence[Item]) -> Population:
    """The digest is the SHA-256 of one text line "line number;cents" an item, each ended by a line feed."""
    own, negative = [i.cents for i in items if i.cents > 0], [i.cents for i in items if i.cents < 0]
    digest = sha256_of(f"{item.line};{item.cents}" for item in items)
    return Population(len(own), sum(own), len(negative), sum(negative), digest)


def size_for(cents: int, materiality: int) -> int:
    """How many steps it takes so that, without any error found, the upper limit stays within the materiality."""
    interval_max = max(materiality * 100 // factor(0), 1)
    return -(-cents // interval_max)


def strata(items: Sequence[Item], size: int) -> tuple[frozenset[int], int]:
    """The lines that are all taken, and the interval over the rest: its sum over what is left of `size`, rounded up.

    Taking out the large ones makes the interval smaller, so others may become large: until none does.
    """
    rest, taken = [i for i in items if i.cents > 0], set[int]()
    while rest:
        interval = -(-sum(i.cents for i in rest) // (size - len(taken)))
        large = {i.line for i in rest if i.cents >= interval}
        if not large:
            return frozenset(taken), interval
        taken |= large
        rest = [i for i in rest if i.line not in large]
    return frozenset(taken), 0


def random_start(seed: str, interval: int) -> int:
    """From 1 to the interval: the SHA-256 of the seed as a whole number, its remainder by the interval, and 1."""
    return 1 + int.from_bytes(hashlib.sha256(seed.encode()).digest(), "big") % interval


def draw(items: Sequence[Item], size: int, seed: str) -> Drawn:
    """The sample of so many steps; `items` in the order of their lines, one at least of them above zero."""
    taken, interval = strata(items, size)
    start = random_start(seed, interval) if interval else 0
    return Drawn(population_of(items), interval, start, tuple(walk(items, taken, interval, start)))


def walk(items: Sequence[Item], taken: frozenset[int], interval: int, start: int) -> Iterator[Chosen]:
    """Walks through the lower stratum cent by cent, in steps of the interval from the start on."""
    passed, hit = 0, start
    for item in items:
        if item.cents < 0:
            yield Chosen(item.line, item.cents, "negative")
        elif item.line in taken:
            yield Chosen(item.line, item.cents, "exhaustive")
        else:
            passed += item.cents
            if hit <= passed:
                yield Chosen(item.line, item.cents, "interval", hit)
                hit += interval
