"""Which rows of another list are costs of ours: by supplier, number, amount and day, document by document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from subsidy_ledger.checks.sharing import Part, in_both, whole_of
from subsidy_ledger.domain.expenses import Details, Expense
from subsidy_ledger.domain.identity import number_of
from subsidy_ledger.domain.names import comparable_name, likeness

# "certain": one supplier and number; "likely": one supplier and amount within some days, or one number and amount.
Certainty = Literal["certain", "likely"]
# "twice": both pay all of it; "over": together more than the document; "shared": together at most the document;
# "look": the amounts differ, and nothing says what the document comes to.
Verdict = Literal["twice", "over", "shared", "look"]
ALIKE = 100
# A supplier that begins its numbers anew every year gives one number to two invoices this many days apart or more.
RENUMBERED_DAYS = 300


@dataclass(frozen=True, slots=True)
class Same:
    """Rows of the other list (by their places there) and lines of ours that are the same cost, in order.

    `likeness` of the suppliers, of 100, None where one is missing. `cents` is what is paid too much, negative for a
    credit note; for "look" the smaller of the two amounts, which may be; 0 for "shared".
    """

    places: tuple[int, ...]
    lines: tuple[Expense, ...]
    certainty: Certainty
    likeness: int | None
    verdict: Verdict
    cents: int


@dataclass(frozen=True, slots=True)
class Reach:
    """From which likeness on two names are one supplier, and how many days one cost without a number may be apart."""

    likeness_min: int
    days_max: int


class _Cost:
    """All rows of one document on one side, by their places there; the first one speaks for them."""

    def __init__(self, places: Sequence[int], rows: Sequence[Details]) -> None:
        self.places = tuple(places)
        self.rows = [rows[place] for place in places]
        self.cents = sum(row.amount for row in self.rows)
        self.supplier = self.rows[0].supplier
        self.invoices = {n for row in self.rows if (n := number_of(row.invoice_no))}
        self.documents = {n for row in self.rows if (n := number_of(row.document_no))}
        self.invoice_date = next((row.invoice_date for row in self.rows if row.invoice_date), None)
        self.days = [row.date for row in self.rows if row.date]
        self.year = self.rows[0].year

    def facts(self, days: int = 0) -> Iterator[tuple[int, int] | str]:
        """What two sides of one cost have in common, one at least: a number, or the amount and days near each other."""
        yield from sorted(self.invoices | self.documents)
        for day in sorted({day.toordinal() + apart for day in self.days for apart in range(-days, days + 1)}):
            yield self.cents, day

    def parts(self, side: str) -> list[Part]:
        return [Part(side, row.amount, row.document_amount) for row in self.rows]

    def has_number_of(self, other: _Cost) -> bool | None:
        """Whether both have one number in common; None where one of them has none to compare."""
        if self.invoices and other.invoices:
            return bool(self.invoices & other.invoices)
        # Each has numbers of its own books for its documents: that they differ says nothing.
        return bool((self.invoices | self.documents) & (other.invoices | other.documents)) or None

    def days_from(self, other: _Cost) -> int | None:
        """Days between the two; None where one has no day."""
        return min((abs((one - day).days) for one in self.days for day in other.days), default=None)


def same_costs(lines: Sequence[Expense], others: Sequence[Details], reach: Reach) -> tuple[Same, ...]:
    """Documents in both, in the order of the other list; the surest and nearest come first, each row and line once.

    All rows of one document stand together. What has no like as a whole is compared row by row.
    """
    lines = sorted(lines, key=lambda line: line.number)
    ours = [line.details for line in lines]
    search = _Search(reach)
    here, there = _documents(ours), _documents(others)
    found = search.paired(here, there)
    taken = {id(cost) for _, *pair in found for cost in pair}
    left = [[c for c in side if id(c) not in taken] for side in (here, there)]
    if any(len(cost.places) > 1 for side in left for cost in side):
        mine, theirs = left
        found += search.paired(_singles(mine, ours), _singles(theirs, others))
    return tuple(
        Same(other.places, tuple(lines[p] for p in mine.places), certainty, alike, *_verdict(mine, other))
        for (certainty, alike), mine, other in sorted(found, key=lambda pair: pair[2].places)
    )


def _documents(rows: Sequence[Details]) -> list[_Cost]:
    """The rows by supplier and number, those of one year's numbering; a row that lacks either is alone."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        invoice, document = number_of(row.invoice_no), number_of(row.document_no)
        name = comparable_name(row.supplier) if row.supplier else ""
        year = row.invoice_date.year if row.invoice_date else row.year if invoice is None else 0
        key = (name, bool(invoice), invoice or document, year) if name and (invoice or document) else (place,)
        groups[key].append(place)
    return [_Cost(places, rows) for places in groups.values()]


def _singles(costs: Sequence[_Cost], rows: Sequence[Details]) -> list[_Cost]:
    return [_Cost([place], rows) for cost in costs for place in cost.places]


Told = tuple[Certainty, int | None]


class _Search:
    """Pairs one side with the other; names that were compared once are remembered."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._alike: dict[tuple[str, str], int] = {}

    def paired(self, ours: Sequence[_Cost], others: Sequence[_Cost]) -> list[tuple[Told, _Cost, _Cost]]:
        by_fact: dict[tuple[int, int] | str, list[_Cost]] = defaultdict(list)
        for cost in ours:
            for fact in cost.facts():
                by_fact[fact].append(cost)
        ranked = []
        for other in others:
            near = {cost.places: cost for fact in other.facts(self._reach.days_max) for cost in by_fact.get(fact, ())}
            for mine in near.values():
                if (told := self._told(mine, other)) is not None:
                    certainty, alike = told
                    rank = (
                        certainty != "certain", mine.cents != other.cents, ALIKE - (alike or 0),
                        mine.days_from(other) or 0, mine.year != other.year, other.places, mine.places,
                    )  # fmt: skip
                    ranked.append((rank, told, mine, other))
        pairs: list[tuple[Told, _Cost, _Cost]] = []
        taken: set[int] = set()
        for _, told, mine, other in sorted(ranked, key=lambda each: each[0]):
            if id(mine) not in taken and id(other) not in taken:
                taken |= {id(mine), id(other)}
                pairs.append((told, mine, other))
        return pairs

    def _told(self, mine: _Cost, other: _Cost) -> Told | None:
        """How sure it is that the two are one cost, and how alike the suppliers are; None where they are not."""
        if (mine.cents > 0) != (other.cents > 0):
            return None
        same_number, is_equal = mine.has_number_of(other), mine.cents == other.cents
        if not same_number and not is_equal:
            return None
        alike = self._likeness(mine.supplier, other.supplier)
        is_supplier = alike is not None and alike >= self._reach.likeness_min
        if same_number and is_supplier and not _are_renumbered(mine.invoice_date, other.invoice_date):
            return "certain", alike
        if same_number:
            return ("likely", alike) if is_equal and (alike is None or is_supplier) else None
        apart = mine.days_from(other)
        if same_number is None and is_supplier and apart is not None and apart <= self._reach.days_max:
            return "likely", alike
        return None

    def _likeness(self, one: str | None, other: str | None) -> int | None:
        from rapidfuzz.fuzz import token_sort_ratio

        if not one or not other:
            return None
        if (one, other) not in self._alike:
            self._alike[one, other] = likeness(one, other, token_sort_ratio)
        return self._alike[one, other]


def _are_renumbered(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and abs((one - other).days) >= RENUMBERED_DAYS


def _verdict(mine: _Cost, other: _Cost) -> tuple[Verdict, int]:
    here, there = mine.parts("here"), other.parts("there")
    whole = whole_of([*here, *there])
    if whole is not None:
        excess = mine.cents + other.cents - whole
        return ("over", excess) if excess * whole > 0 else ("shared", 0)
    both = in_both(here, there)
    if both * mine.cents > 0:
        return "twice", both
    # Parts that each side rounds for itself, a cent on each row, still are one amount.
    is_rounded = mine.cents * other.cents > 0 and abs(mine.cents - other.cents) <= max(len(here), len(there))
    is_equal = mine.cents == other.cents or is_rounded
    return ("twice" if is_equal else "look"), min(mine.cents, other.cents, key=abs)
