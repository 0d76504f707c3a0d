"""Receipts: what the State paid of a grant, instalment by instalment; a mistake is taken back by a counter-receipt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Receipt:
    """One instalment in cents, negative where the city paid back. `reverses` names the receipt this one takes back."""

    number: int
    grant: str
    year: int
    cents: int
    received_on: date
    document: str
    reverses: int | None = None
    entry: int = 0


def of_envelope(receipts: Iterable[Receipt], grant: str, year: int) -> tuple[Receipt, ...]:
    """All receipts of a grant and year, those taken back and their counter-receipts among them, in order of number."""
    return tuple(sorted((r for r in receipts if (r.grant, r.year) == (grant, year)), key=lambda r: r.number))


def received_of(receipts: Iterable[Receipt], grant: str, year: int) -> int:
    """The cents that were received of a grant for a year."""
    return sum(r.cents for r in standing(of_envelope(receipts, grant, year)))


def standing(receipts: Iterable[Receipt]) -> tuple[Receipt, ...]:
    """Those that count: neither taken back nor the taking back of another."""
    found = tuple(receipts)
    taken_back = {r.reverses for r in found if r.reverses is not None}
    return tuple(r for r in found if r.reverses is None and r.number not in taken_back)
