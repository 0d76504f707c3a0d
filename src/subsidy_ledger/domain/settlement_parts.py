"""What every figure of a settlement is made of: lines with their rulings, receipts and allocations, adding up to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.parts import Part, Parts, at_most, cents_of, less, not_below_nothing, smaller, together
from subsidy_ledger.domain.receipts import standing
from subsidy_ledger.domain.settlement import GrantSettlement, SettledLine

# The figures of `ledger settlement`, and `reduced`: what rulings took off lines that they accepted in part.
FIGURES: Final = (
    "granted", "claimed", "accepted", "reduced", "rejected", "open", "spare", "spare_used", "accepted_in_all",
    "received", "balance", "recovery", "spare_left", "above_grant",
)  # fmt: skip


def parts_of(ledger: Ledger, held: GrantSettlement, year: int, figure: str) -> Parts:
    """The parts of a figure, by name as in FIGURES; they add up to it."""
    return tuple(part for part in _Made(ledger, held, year).of(figure) if part.cents)


class _Made:
    """One grant of one year; the same rules as `Figures` has, with the parts in place of their sums."""

    def __init__(self, ledger: Ledger, held: GrantSettlement, year: int) -> None:
        self._lines = held.lines
        self._receipts = standing(held.receipts)
        self._allocations = sorted(
            (a for a in ledger.allocations if (a.grant, a.year) == (held.grant.code, year)), key=lambda a: a.version
        )

    def of(self, figure: str) -> Parts:
        claimed = [line for line in self._lines if not line.is_spare]
        spare = [line for line in self._lines if line.is_spare]
        match figure:
            case "granted":
                return self._granted()
            case "received":
                return tuple(Part("receipt", r.cents, receipt=r) for r in self._receipts)
            case "claimed":
                return _lines((line, line.cents) for line in claimed)
            case "accepted":
                return _lines((line, line.accepted) for line in claimed)
            case "rejected":
                return _lines((line, line.rejected) for line in claimed)
            case "reduced":
                reduced = (line for line in claimed if line.ruling is not None and line.ruling.act == "reduce")
                return _lines((line, line.rejected) for line in reduced)
            case "open":
                return _lines((line, line.open) for line in claimed)
            case "spare":
                return _lines((line, line.cents) for line in spare)
            case "spare_used":
                return at_most(_lines((line, line.accepted) for line in spare), cents_of(self.of("room")))
            case "accepted_in_all":
                return together(self.of("accepted"), self.of("spare_used"))
            case "room":
                free = together(self.of("granted"), less(self.of("accepted")), less(self.of("open")))
                return not_below_nothing(smaller(self.of("rejected"), free))
            case "spare_left":
                most = smaller(self.of("room"), self.of("spare"))
                return not_below_nothing(together(most, less(self.of("spare_used"))))
            case "balance":
                due = smaller(self.of("granted"), self.of("accepted_in_all"))
                return not_below_nothing(together(due, less(self.of("received"))))
            case "recovery":
                return not_below_nothing(together(self.of("received"), less(self.of("accepted_in_all"))))
            case "above_grant":
                above = together(self.of("received"), less(self.of("granted")), less(self.of("recovery")))
                return not_below_nothing(above)
        raise KeyError(figure)

    def _granted(self) -> Parts:
        """Each statement of the allocation by what it changed."""
        found, before = [], 0
        for allocation in self._allocations:
            found.append(Part("allocation", allocation.cents - before, allocation=allocation))
            before = allocation.cents
        return tuple(found)


def _lines(found: Iterable[tuple[SettledLine, int]]) -> Parts:
    return tuple(Part("line", cents, line=line) for line, cents in found)
