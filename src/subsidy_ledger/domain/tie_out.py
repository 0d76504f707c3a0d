"""Tying out: the lines of a year beside the general ledger, by budget article and document, in money."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from subsidy_ledger.domain.articles import article_codes
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.identity import number_of
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.names import comparable_name, normal_number
from subsidy_ledger.domain.records import Booking, Entry, TieOut

# The figures of `Sums`, each side before what it is made of.
SUMS = ("here", "matched", "only_here", "different_here", "there", "not_claimed", "only_there", "different_there")
State = Literal["matched", "different", "only_here", "only_there"]
Key = tuple[str, str]  # article and document as they compare; empty where nothing says
_Sides = tuple[list[Expense], list[Booking]]

# Zeros in front, also behind the letters that a numbering begins with: D00457 is D457.
_ZEROS = re.compile(r"^([^\W\d_]*)0+(?=.)")


@dataclass(frozen=True, slots=True)
class Group:
    """All lines and all bookings of one document on one budget article; they are compared by their sums."""

    article: str
    document: str
    lines: tuple[Expense, ...]
    bookings: tuple[Booking, ...]

    @property
    def name(self) -> str:
        """The document's number as it is written here, else there; empty where it has none."""
        first = self.lines[0].details if self.lines else self.bookings[0]
        return (first.document_no or first.invoice_no or "").strip() if self.document else ""

    @property
    def here(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def there(self) -> int:
        return sum(booking.cents for booking in self.bookings)

    @property
    def difference(self) -> int:
        """What is here above what is there; nothing where the two match."""
        return 0 if self.state == "matched" else self.here - self.there

    @property
    def not_claimed(self) -> int:
        """What the documents come to beyond what their lines claim of them, where just that is booked."""
        return self.there - self.here if self.state == "matched" else 0

    @property
    def state(self) -> State:
        if self.here == self.there or self._is_claimed_in_part():
            return "matched"
        if not self.bookings:
            return "only_here"
        return "different" if self.lines else "only_there"

    def _is_claimed_in_part(self) -> bool:
        """The bookings are the whole documents, as the lines themselves state them."""
        stated = [line.details.document_amount for line in self.lines]
        wholes = {sum(line.amount if cents is None else cents for line, cents in zip(self.lines, stated, strict=True))}
        if len(set(stated)) == 1 and stated[0] is not None:
            # One document over several lines, each with the amount of all of it.
            wholes.add(stated[0])
        return abs(self.there) > abs(self.here) and self.there in wholes


@dataclass(frozen=True, slots=True)
class Sums:
    """Groups in money, so that both sides add up: `here` and `there` are made of the other figures and nothing else."""

    matched: int = 0
    only_here: int = 0
    different_here: int = 0
    not_claimed: int = 0
    only_there: int = 0
    different_there: int = 0

    @property
    def here(self) -> int:
        return self.matched + self.only_here + self.different_here

    @property
    def there(self) -> int:
        return self.matched + self.not_claimed + self.only_there + self.different_there


def used_articles(groups: Iterable[Group]) -> frozenset[str]:
    """The articles that a line stands on."""
    return frozenset(group.article for group in groups if group.lines)


# A tie-out, the entry that recorded it, and what both sides come to now.
Standing = tuple[TieOut, Entry, Sums]


def parts_of(group: Group) -> Iterable[tuple[str, int]]:
    """The figures of `Sums` that a group adds to."""
    if group.state == "matched":
        return ("matched", group.here), ("not_claimed", group.not_claimed)
    if group.state == "different":
        return ("different_here", group.here), ("different_there", group.there)
    return ((group.state, group.here or group.there),)


def sums_of(groups: Iterable[Group]) -> Sums:
    found: dict[str, int] = defaultdict(int)
    for group in groups:
        for name, cents in parts_of(group):
            found[name] += cents
    return Sums(**found)


def latest(tie_outs: Iterable[TieOut]) -> tuple[TieOut, ...]:
    """The one that counts for each year and entity."""
    last = {(t.year, t.entity): t for t in sorted(tie_outs, key=lambda t: t.number)}
    return tuple(last[key] for key in sorted(last))


def tied_out(ledger: Ledger, tie_out: TieOut) -> tuple[Group, ...]:
    """The live lines of its year and entity beside its bookings."""
    of = (tie_out.year, tie_out.entity)
    return groups_of([e for e in ledger.live() if (e.details.year, e.details.entity) == of], tie_out.bookings)


def groups_of(lines: Sequence[Expense], bookings: Sequence[Booking]) -> tuple[Group, ...]:
    """Every line and every booking in exactly one group, by article and document; their order makes no difference.

    A row that names no article is put on the one that the other side has for its document. A booking that is known
    here by its invoice number alone joins the document of that invoice, unless the suppliers differ. One number is
    several documents where both sides name the same suppliers for it.
    """
    ours = [_Place.of(d.budget_article, d.document_no, d.invoice_no, d.supplier) for d in (e.details for e in lines)]
    theirs = [_Place.of(b.article, b.document_no, b.invoice_no, b.supplier) for b in bookings]
    here, there = _articles(ours), _articles(theirs)
    ours, theirs = [place.on(there) for place in ours], [place.on(here) for place in theirs]
    documents = {place.key for place in ours}
    invoices: dict[Key, set[tuple[str, str]]] = defaultdict(set)
    for place in ours:
        for number in place.numbers:
            invoices[place.article, number].add((place.key[1], place.supplier))
    found: dict[Key, _Sides] = defaultdict(lambda: ([], []))
    for line, place in zip(lines, ours, strict=True):
        found[place.key][0].append(line)
    for booking, place in zip(bookings, theirs, strict=True):
        found[_key_here(place, documents, invoices)][1].append(booking)
    return tuple(
        Group(*key, tuple(sorted(mine, key=lambda line: line.number)), tuple(sorted(other, key=_position)))
        for key, (mine, other) in sorted(_by_supplier(found), key=lambda each: each[0])
    )


def _by_supplier(found: Mapping[Key, _Sides]) -> Iterator[tuple[Key, _Sides]]:
    """What two suppliers are short of and over would cancel out under one number."""
    for (article, document), sides in found.items():
        named = [{_name(row) for row in side} for side in sides]
        if not document or named[0] != named[1] or len(named[0]) < 2 or "" in named[0]:
            yield (article, document), sides
            continue
        mine, other = sides
        for name in named[0]:
            of = [line for line in mine if _name(line) == name], [row for row in other if _name(row) == name]
            yield (article, f"{document} {name}"), of


def _name(row: Expense | Booking) -> str:
    supplier = row.supplier if isinstance(row, Booking) else row.details.supplier
    return comparable_name(supplier) if supplier else ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a row belongs, as far as it says: its article, its numbers, that of the document first, and whose."""

    article: str
    numbers: tuple[str, ...]
    supplier: str

    @classmethod
    def of(cls, article: str | None, document: str | None, invoice: str | None, supplier: str | None) -> _Place:
        numbers = tuple(number for number in (_plain(document), _plain(invoice)) if number)
        return cls(article_of(article), numbers, comparable_name(supplier) if supplier else "")

    @property
    def key(self) -> Key:
        return self.article, self.numbers[0] if self.numbers else ""

    def on(self, articles: Mapping[str, set[str]]) -> _Place:
        """On the only article that the other side has for one of its numbers, where it names none itself."""
        if self.article:
            return self
        possible = {article for number in self.numbers for article in articles.get(number, ())}
        return _Place(possible.pop(), self.numbers, self.supplier) if len(possible) == 1 else self


def _articles(places: Iterable[_Place]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for place in places:
        for number in place.numbers if place.article else ():
            found[number].add(place.article)
    return found


def _key_here(place: _Place, documents: set[Key], invoices: Mapping[Key, set[tuple[str, str]]]) -> Key:
    for number in place.numbers:
        if (place.article, number) in documents:
            return place.article, number
    for number in place.numbers:
        same = {d for d, whose in invoices.get((place.article, number), ()) if _may_be_one(whose, place.supplier)}
        if len(same) == 1:
            return place.article, same.pop()
    return place.key


def _may_be_one(supplier: str, other: str) -> bool:
    return not supplier or not other or supplier == other


def _position(booking: Booking) -> tuple[str, int, str, int]:
    """In the order of the sheet: F9 before F10; twins and rows whose cell says nothing more by what they say."""
    digits = re.sub(r"\D", "", booking.cell)
    return booking.sheet, int(digits or 0), booking.cell, booking.cents


def article_of(text: str | None) -> str:
    """A budget article as it compares: 33002/43501 is 33002/435-01; empty where there is none."""
    if not text:
        return ""
    codes = article_codes(text)
    return f"{codes[0]}/{codes[1][:3]}-{codes[1][3:]}" if codes else normal_number(text)


def _plain(text: str | None) -> str | None:
    number = number_of(text)
    return _ZEROS.sub(r"\1", number) if number else None
