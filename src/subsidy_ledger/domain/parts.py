"""What a figure is made of: lines, receipts and decisions that add up to it, and what a rule leaves out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.receipts import Receipt
from subsidy_ledger.domain.records import Allocation, Contribution
from subsidy_ledger.domain.settlement import SettledLine

# What a part is. Two are what a rule leaves out: a figure is not below nothing (`floor`), and spare lines replace no
# more than there is room for (`room`).
Kind = Literal["line", "receipt", "allocation", "contribution", "floor", "room"]


@dataclass(frozen=True, slots=True)
class Part:
    """What one record brings to a figure, in cents, or what a rule leaves out; `code` is that of a share of a line."""

    kind: Kind
    cents: int
    line: SettledLine | None = None
    expense: Expense | None = None
    code: str | None = None
    receipt: Receipt | None = None
    allocation: Allocation | None = None
    contribution: Contribution | None = None

    @property
    def number(self) -> int | None:
        """That of the line or receipt, or the version of what was decided; None for what a rule leaves out."""
        if self.line is not None:
            return self.line.line
        recorded = self.expense or self.receipt
        if recorded is not None:
            return recorded.number
        decided = self.allocation or self.contribution
        return decided.version if decided is not None else None


Parts = tuple[Part, ...]


def cents_of(parts: Iterable[Part]) -> int:
    return sum(part.cents for part in parts)


def less(parts: Parts) -> Parts:
    """The same, taken off."""
    return tuple(replace(part, cents=-part.cents) for part in parts)


def together(*several: Parts) -> Parts:
    """The parts of a sum; what is added and taken off again is not among them."""
    found: dict[tuple[Kind, int | None, str | None], Part] = {}
    for part in (part for parts in several for part in parts):
        key = (part.kind, part.number, part.code)
        found[key] = replace(part, cents=part.cents + found[key].cents) if key in found else part
    return tuple(part for part in found.values() if part.cents)


def smaller(first: Parts, second: Parts) -> Parts:
    return min(first, second, key=cents_of)


def at_most(parts: Parts, most: int) -> Parts:
    """With what has no room as a part of its own."""
    over = cents_of(parts) - most
    return together(parts, (Part("room", -over),)) if over > 0 else parts


def not_below_nothing(parts: Parts) -> Parts:
    below = cents_of(parts)
    return together(parts, (Part("floor", -below),)) if below < 0 else parts
