"""Which rows of another list are costs of ours: by supplier, number, amount and day, one row to one line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from subsidy_ledger.domain.expenses import Details, Expense
from subsidy_ledger.domain.identity import number_of
from subsidy_ledger.domain.names import likeness

# "certain": one supplier and number; "likely": one supplier and amount within some days, or one number and amount.
Certainty = Literal["certain", "likely"]
# "twice": both pay all of it; "over": together more than the document; "shared": together at most the document;
# "look": the amounts differ, and nothing says what the document comes to.
Verdict = Literal["twice", "over", "shared", "look"]
ALIKE = 100


@dataclass(frozen=True, slots=True)
class Same:
    """A row of the other list (by its place there) and the line of ours that is the same cost.

    `likeness` of the suppliers, of 100, None where one is missing. `cents` is what is paid too much; for "look" the
    smaller of the two amounts, which may be; 0 for "shared".
    """

    place: int
    line: Expense
    certainty: Certainty
    likeness: int | None
    verdict: Verdict
    cents: int


@dataclass(frozen=True, slots=True)
class Reach:
    """From which likeness on two names are one supplier, and how many days one cost without a number may be apart."""

    likeness_min: int
    days_max: int


def same_costs(lines: Sequence[Expense], others: Sequence[Details], reach: Reach) -> tuple[Same, ...]:
    """Pairs in the order of the other list; the surest and nearest come first, each row and each line once at most."""
    by_fact: dict[tuple[str, str | int], list[Expense]] = defaultdict(list)
    for line in lines:
        for fact in _facts(line.details):
            by_fact[fact].append(line)
    ranked = []
    for place, other in enumerate(others):
        near = {line.number: line for fact in _facts(other) for line in by_fact.get(fact, ())}
        ranked += list(_candidates(place, other, near, reach))
    pairs: list[Same] = []
    rows, taken = set[int](), set[int]()
    for _, same in sorted(ranked, key=lambda each: each[0]):
        if same.place not in rows and same.line.number not in taken:
            rows.add(same.place)
            taken.add(same.line.number)
            pairs.append(same)
    return tuple(sorted(pairs, key=lambda same: same.place))


def _facts(details: Details) -> Iterator[tuple[str, str | int]]:
    """What two rows of one cost have in common, one at least."""
    yield "amount", details.amount
    for number in (number_of(details.invoice_no), number_of(details.document_no)):
        if number:
            yield "number", number


def _candidates(
    place: int, other: Details, near: dict[int, Expense], reach: Reach
) -> Iterator[tuple[tuple[int, ...], Same]]:
    from rapidfuzz.fuzz import token_sort_ratio

    for number, line in near.items():
        ours = line.details
        alike = likeness(ours.supplier, other.supplier, token_sort_ratio) if ours.supplier and other.supplier else None
        certainty = _certainty(ours, other, alike, reach)
        if certainty is not None:
            verdict, cents = _verdict(ours, other)
            is_equal = ours.amount == other.amount
            rank = (certainty != "certain", not is_equal, ALIKE - (alike or 0), _apart(ours, other) or 0, place, number)
            yield tuple(map(int, rank)), Same(place, line, certainty, alike, verdict, cents)


def _certainty(ours: Details, other: Details, alike: int | None, reach: Reach) -> Certainty | None:
    is_equal = ours.amount == other.amount
    is_supplier = alike is not None and alike >= reach.likeness_min
    same_number = _same_number(ours, other)
    if (ours.amount > 0) != (other.amount > 0):
        return None
    if same_number:
        return "certain" if is_supplier else "likely" if is_equal and alike is None else None
    apart = _apart(ours, other)
    if same_number is None and is_equal and is_supplier and apart is not None and apart <= reach.days_max:
        return "likely"
    return None


def _same_number(ours: Details, other: Details) -> bool | None:
    """Whether both have one number in common; None where one of them has none to compare."""
    invoices = number_of(ours.invoice_no), number_of(other.invoice_no)
    if all(invoices):
        return invoices[0] == invoices[1]
    mine = {n for n in (invoices[0], number_of(ours.document_no)) if n}
    theirs = {n for n in (invoices[1], number_of(other.document_no)) if n}
    # Each has numbers of its own books for its documents: that they differ says nothing.
    return True if mine & theirs else None


def _apart(ours: Details, other: Details) -> int | None:
    """Days between the two; None where one has no day."""
    return abs((ours.date - other.date).days) if ours.date and other.date else None


def _verdict(ours: Details, other: Details) -> tuple[Verdict, int]:
    whole = ours.document_amount or other.document_amount
    together, smaller = ours.amount + other.amount, min(ours.amount, other.amount, key=abs)
    if whole is not None:
        excess = together - whole if whole > 0 else whole - together
        return ("over", excess) if excess > 0 else ("shared", 0)
    return ("twice" if ours.amount == other.amount else "look"), smaller
