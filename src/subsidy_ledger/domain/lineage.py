"""One cost through its lines: as delivered, corrected, taken back and brought back; and what takes a cost's place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.tagging import mirrored

# What became of a cost: taken back by a person, or with its whole import, or because a later file states otherwise.
Fate = Literal["live", "by-hand", "undone", "superseded"]


def reverse(old: Expense, number: int) -> Expense:
    """The line that takes another back: same entity, year, date and source, every share mirrored."""
    flipped = {
        name: -value
        for name in ("amount", "document_amount", "net_amount", "vat_amount")
        if (value := getattr(old.details, name)) is not None
    }
    details = replace(old.own_details, **flipped)
    return replace(
        old, number=number, details=details, shares=mirrored(old.shares), reverses=old.number, replaces=None,
        supplied=(), tagged_by=(),
    )  # fmt: skip


def revive(old: Expense, number: int) -> Expense:
    """The line that brings a taken back one back: all it says, with the shares it had when it was taken back."""
    return replace(old, number=number, details=old.own_details, replaces=old.number, reverses=None, supplied=())


# An import that replaced the cost, or a line in its place that a person took back.
Barrier = tuple[Literal["replaced", "by-hand"], int]


@dataclass(frozen=True, slots=True)
class Swap:
    """Costs that an import took back, and those of its own that took their place: none where they were gone.

    A document divided anew has several on one side or on both. All are known by the numbers of their first lines.
    """

    lines: tuple[int, ...]
    heirs: tuple[int, ...]


class Lineage:
    """The costs of a ledger. A cost is one row of one file, known by the number of its first line (its *root*)."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._root: dict[int, int] = {}
        self._latest: dict[int, Expense] = {}
        self._of_import: dict[int, list[int]] = defaultdict(list)
        self._kinds = {entry.number: entry.kind for entry in ledger.entries}
        self._active = {i.number for i in ledger.imports if i.undone_by is None}
        self._swaps: dict[int, list[Swap]] = {}
        self._superseders: dict[int, list[int]] = defaultdict(list)
        for line in ledger.expenses:
            if line.reverses is None:
                before = ledger.version_before(line)
                root = line.number if before is None else self._root[before.number]
                if before is None and line.source is not None:
                    self._of_import[line.source.import_number].append(root)
                self._root[line.number] = root
                self._latest[root] = line
        for each in ledger.superseded:
            self._superseders[self._root[each.expense]].append(each.import_number)

    def root(self, number: int) -> int:
        return self._root[number]

    def latest(self, number: int) -> Expense:
        """The last line of the cost that this line is of."""
        return self._latest[self._root[number]]

    def versions(self, number: int) -> Iterator[Expense]:
        """The lines of a cost, the latest first."""
        line: Expense | None = self.latest(number)
        while line is not None:
            yield line
            line = self.ledger.version_before(line)

    def costs_of(self, import_number: int) -> list[Expense]:
        """The latest line of every cost that an import delivered, in order of their first lines."""
        return [self._latest[root] for root in self._of_import.get(import_number, ())]

    def is_posted(self, number: int) -> bool:
        """The cost's own import is not undone; a line without import stands by itself."""
        source = self.latest(number).source
        return source is None or source.import_number in self._active

    def fate(self, number: int) -> Fate:
        """What became of the cost last."""
        entry = self.taken_back_in(self.latest(number))
        if entry is None:
            return "live"
        kind = self._kinds.get(entry)
        if kind == "undo":
            return "undone"
        return "superseded" if kind in ("import", "redo") else "by-hand"

    def taken_back_in(self, line: Expense) -> int | None:
        """The entry that took the line back."""
        back = self.ledger.reversed_by(line.number)
        reversal = self.ledger.expense(back) if back is not None else None
        return reversal.entry if reversal is not None else None

    def counted_before(self, number: int, entry: int) -> bool:
        """Whether the cost was in the books just before that entry: live, or taken back by a person."""
        line = next((line for line in self.versions(number) if line.entry < entry), None)
        if line is None:
            return False
        back = self.taken_back_in(line)
        return back is None or back >= entry or self._kinds.get(back) == "correction"

    def swaps(self, import_number: int) -> list[Swap]:
        """What an import took back and what took its place, each cost once."""
        if import_number not in self._swaps:
            self._swaps[import_number] = self._find_swaps(import_number)
        return self._swaps[import_number]

    def _find_swaps(self, import_number: int) -> list[Swap]:
        by_row: dict[int, int] = {}
        in_place: dict[int, list[int]] = defaultdict(list)
        taken = [each for each in self.ledger.superseded if each.import_number == import_number]
        for line in self.costs_of(import_number) if taken else ():
            root = self._root[line.number]
            if line.source is not None:
                by_row[line.source.row] = root
            first = self.ledger.expense(root)
            if first is not None and first.replaces is not None:
                in_place[self._root[first.replaces]].append(root)
        found: dict[int, Swap] = {}  # by every root in it
        for each in taken:
            root = self._root[each.expense]
            heirs = [*in_place[root], *([by_row[each.row]] if each.row in by_row else [])]
            joined = [found[n] for n in dict.fromkeys((root, *heirs)) if n in found]
            lines = [n for swap in joined for n in swap.lines] + [root]
            heirs = [n for swap in joined for n in swap.heirs] + heirs
            whole = Swap(tuple(dict.fromkeys(lines)), tuple(dict.fromkeys(heirs)))
            found |= dict.fromkeys((*whole.lines, *whole.heirs), whole)
        return list({id(swap): swap for swap in found.values()}.values())

    def waiting(self, besides: int) -> list[int]:
        """Costs that do not count though their import is not undone, no person took them back and no import that is not
        undone took their place: another line states them. Import `besides` is as good as undone."""
        return [
            root
            for number, roots in self._of_import.items()
            if number in self._active and number != besides
            for root in roots
            if self.fate(root) in ("undone", "superseded") and not self._is_taken(root, besides)
        ]

    def _is_taken(self, root: int, besides: int) -> bool:
        """An import took the place of the cost, or of what took its place."""
        for number in self._superseders.get(root, ()):
            if number in self._active and number != besides:
                return True
            heirs = (heir for swap in self.swaps(number) if root in swap.lines for heir in swap.heirs)
            if any(self._is_taken(heir, besides) for heir in heirs):
                return True
        return False

    def barrier(self, number: int, besides: int | None = None) -> Barrier | None:
        """What keeps a cost that is not live from coming back: an import, not undone, whose file took its place or
        has it no more; or a person, who took back what had taken its place. Import `besides` is no barrier."""
        root = self._root[number]
        for import_number in dict.fromkeys(self._superseders.get(root, ())):
            counts = import_number in self._active and import_number != besides
            for swap in (swap for swap in self.swaps(import_number) if root in swap.lines):
                for heir in swap.heirs:
                    if self.fate(heir) == "by-hand":
                        return "by-hand", self.latest(heir).number
                    if counts and self.fate(heir) == "live":
                        return "replaced", import_number
                    if (deeper := self.barrier(heir, besides)) is not None:
                        return deeper
                if counts and not swap.heirs:
                    return "replaced", import_number
        return None

    def beneath(self, number: int) -> list[int]:
        """The cost itself where its import is posted; else the costs whose place it had taken, all the way down."""
        root = self._root[number]
        if self.is_posted(root):
            return [root]
        source = self.latest(root).source
        swaps = self.swaps(source.import_number) if source is not None else []
        return [n for swap in swaps if root in swap.heirs for line in swap.lines for n in self.beneath(line)]
