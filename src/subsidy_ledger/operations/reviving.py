"""What can come back when an import is undone or posted again, and what stays out because the books moved on.

A cost counts where its own import is not undone, no import that is not undone took its place, and no person took it
back. Nothing comes back beside a line that states it meanwhile.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.lineage import Barrier, Lineage, Swap

Why = Literal["known", "changed", "replaced", "by-hand"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line that does not come back: line `other` states it already (known) or states its document otherwise
    (changed), import `other` has taken its place (replaced), or a person took back line `other` (by-hand)."""

    line: Expense
    why: Why
    other: int


@dataclass(frozen=True, slots=True)
class Turn:
    """Lines that are taken back, lines that come back, and lines that stay out."""

    going: tuple[Expense, ...]
    coming: tuple[Expense, ...]
    left_out: tuple[LeftOut, ...]


def turn_back(lineage: Lineage, number: int) -> Turn:
    """Undoing: the live lines of the import go, and what it had replaced or found gone comes back.

    So does what other imports state and had stayed out of the books only because this one stated it.
    """
    going = [line for line in lineage.costs_of(number) if lineage.ledger.is_live(line)]
    coming: list[Expense] = []
    left_out: list[LeftOut] = []
    replaced = _beneath(lineage, lineage.swaps(number))
    for root in dict.fromkeys((*replaced, *lineage.waiting(besides=number))):
        line = lineage.latest(root)
        if lineage.ledger.is_live(line):
            continue
        if (barrier := lineage.barrier(root, besides=number)) is None:
            coming.append(line)
        elif root in replaced:
            left_out.append(LeftOut(line, *barrier))
    beaten = _beaten(lineage, coming, {lineage.root(line.number) for line in going})
    told = (left for n, left in beaten.items() if lineage.root(n) in replaced)
    return Turn(tuple(going), tuple(e for e in coming if e.number not in beaten), (*left_out, *told))


def turn_again(lineage: Lineage, number: int) -> Turn:
    """Posting again: the lines the import had come back as they stood, and what they had replaced goes again."""
    coming: dict[int, Expense] = {}
    stays: dict[int, LeftOut] = {}
    for line in lineage.costs_of(number):
        root = lineage.root(line.number)
        if lineage.fate(root) in ("undone", "superseded"):
            coming[root] = line
            if (barrier := lineage.barrier(root)) is not None:
                stays[root] = LeftOut(line, *barrier)
    swaps = lineage.swaps(number)
    barriers = [_place_barrier(lineage, swap) for swap in swaps]
    for swap, barrier in zip(swaps, barriers, strict=True):
        if barrier is not None:
            stays |= {h: LeftOut(coming[h], *barrier) for h in swap.heirs if h in coming and h not in stays}
    swaps = [s for s, b in zip(swaps, barriers, strict=True) if b is None and not any(h in stays for h in s.heirs)]
    leaving = set(_beneath(lineage, swaps))
    beaten = _beaten(lineage, [line for root, line in coming.items() if root not in stays], leaving)
    stays |= {lineage.root(n): left for n, left in beaten.items()}
    for swap in swaps:
        # What the ledger has otherwise by now cannot take its place again, and so neither can the rest of its document.
        if found := next((left for h in swap.heirs if (left := stays.get(h)) and left.why != "known"), None):
            leaving -= set(_beneath(lineage, [swap]))
            stays |= {h: LeftOut(coming[h], found.why, found.other) for h in swap.heirs if h in coming}
    going = (lineage.latest(root) for root in sorted(leaving))
    return Turn(
        tuple(line for line in going if lineage.ledger.is_live(line)),
        tuple(line for root, line in coming.items() if root not in stays),
        tuple(stays[root] for root in sorted(stays)),
    )


def _beneath(lineage: Lineage, swaps: Iterable[Swap]) -> list[int]:
    """The costs that stood in the places taken, by number of their first lines, each once."""
    return list(dict.fromkeys(n for swap in swaps for line in swap.lines for n in lineage.beneath(line)))


def _place_barrier(lineage: Lineage, swap: Swap) -> Barrier | None:
    """The place that the heirs had taken is no longer there to be taken. Lines that were gone bar nothing."""
    for root in _beneath(lineage, [swap]) if swap.heirs else ():
        if lineage.fate(root) == "by-hand":
            return "by-hand", lineage.latest(root).number
        if (barrier := lineage.barrier(root)) is not None:
            return barrier
    return None


def _beaten(lineage: Lineage, coming: Iterable[Expense], leaving: set[int]) -> dict[int, LeftOut]:
    """Those of the lines, by number, that a line posted since they were taken back states, as a file's rows would be
    matched; `leaving` are costs that go in the same act."""
    from subsidy_ledger.importing.planning.keys import Incoming
    from subsidy_ledger.importing.planning.matching import match

    ledger = lineage.ledger
    groups: dict[tuple[int, int], list[Expense]] = defaultdict(list)
    for line in coming:
        if line.source is not None:
            groups[line.source.import_number, lineage.taken_back_in(line) or 0].append(line)
    own = leaving | {lineage.root(line.number) for lines in groups.values() for line in lines}
    others = [e for e in ledger.recognisable() if lineage.root(e.number) not in own] if groups else []
    batches = {i.number: i for i in ledger.imports}
    beaten: dict[int, LeftOut] = {}
    for (number, entry), lines in groups.items():
        used = {left.other for left in beaten.values()}
        since = [e for e in others if e.number not in used and not lineage.counted_before(e.number, entry)]
        rows = [Incoming(line.number, ledger.delivered(line)) for line in lines]
        found = match(rows, batches[number].fields, ledger, headers=batches[number].headers, lines=since)
        by_number = {line.number: line for line in lines}
        found_as: tuple[tuple[Why, Iterable[tuple[int, int]]], ...] = (
            ("known", ((p.row, p.line) for p in found.known)),
            ("changed", ((p.row, p.line) for p in found.changed)),
        )
        for why, pairs in found_as:
            for row, other in pairs:
                is_back = ledger.reversed_by(other) is not None
                beaten[row] = LeftOut(by_number[row], "by-hand" if is_back else why, other)
    return beaten
