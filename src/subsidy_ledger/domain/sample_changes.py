"""What became of the lines of a sample since they were drawn: corrected, taken back, or counted elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.samples import Chosen, Item, Sample
from subsidy_ledger.domain.sampling import items_of, population_of


@dataclass(frozen=True, slots=True)
class Moved:
    """A line of a sample that no longer counts as it was drawn. `now` is where its cost stands in what the sample was
    drawn from; where that is nowhere, `is_live` says whether it still stands in another grant or year."""

    chosen: Chosen
    now: tuple[Item, ...]
    is_live: bool

    @property
    def cents(self) -> int:
        """What counts of it now."""
        return sum(item.cents for item in self.now)


@dataclass(frozen=True, slots=True)
class SampleChanges:
    """`has_moved`: another sample would be drawn now, whether or not one of its lines has changed."""

    has_moved: bool
    lines: tuple[Moved, ...]


def changes_of(ledger: Ledger, sample: Sample) -> SampleChanges:
    """What the ledger has otherwise than when the sample was drawn."""
    items = items_of(ledger, sample.year, sample.grant)
    counted = {item.line: item for item in items}
    changed = [c for c in sample.drawn.chosen if counted.get(c.line) != Item(c.line, c.cents)]
    heirs = _heirs(ledger) if changed else {}
    moved = []
    for chosen in changed:
        live = [n for n in _standing(chosen.line, heirs) if (line := ledger.expense(n)) and ledger.is_live(line)]
        now = tuple(counted[number] for number in live if number in counted)
        moved.append(Moved(chosen, now, bool(live)))
    return SampleChanges(population_of(items) != sample.drawn.population, tuple(moved))


def _heirs(ledger: Ledger) -> dict[int, list[int]]:
    """For each line those that took its place: by a correction, a redo, or a later file."""
    found: dict[int, list[int]] = defaultdict(list)
    at = {(e.source.import_number, e.source.row): e.number for e in ledger.expenses if e.source and e.reverses is None}
    for line in ledger.expenses:
        if line.replaces is not None:
            found[line.replaces].append(line.number)
    for each in ledger.superseded:
        if each.row is not None and (heir := at.get((each.import_number, each.row))) is not None:
            found[each.expense].append(heir)
    return found


def _standing(line: int, heirs: dict[int, list[int]]) -> Iterator[int]:
    """The line and all that came after it, each once."""
    seen, waiting = set[int](), [line]
    while waiting:
        number = waiting.pop(0)
        if number not in seen:
            seen.add(number)
            yield number
            waiting.extend(heirs.get(number, ()))
