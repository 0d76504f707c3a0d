"""Whose list is the police zone's own, and which of its lines were paid for the city of the agreement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from subsidy_ledger.domain.agreement import Agreement
from subsidy_ledger.domain.expenses import Details, Expense
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.names import normal_name

# For whom a line was paid: the city, another municipality of the zone, or one that the agreement does not know.
PaidFor = Literal["city", "other", "unknown"]
# Words that say what a place is, and not which.
PLACE_WORDS = frozenset({
    "stad", "ville", "city", "town", "gemeente", "commune", "municipality", "van", "de", "der", "du", "des", "d", "l",
    "la", "le", "of", "the",
})  # fmt: skip


class Names:
    """The names somebody goes by; a text has one of them when it holds the name as whole words."""

    def __init__(self, names: Iterable[str]) -> None:
        plain = {normal_name(name) for name in names}
        self._padded = tuple(sorted(f" {name} " for name in plain if name))
        self._known: dict[str, bool] = {}

    def found_in(self, text: str | None) -> bool:
        if not text:
            return False
        if text not in self._known:
            padded = f" {normal_name(text)} "
            self._known[text] = any(name in padded for name in self._padded)
        return self._known[text]


class Payers:
    """The municipalities of a zone by their names: "Brussel" and "1000 Ville de Bruxelles" are the City of Brussels.

    A line counts for the city when it names no municipality, or when all words of the municipality stand in one of
    the names of the beneficiary or of the entity that is the beneficiary. The agreement's file lists the zone's
    municipalities; where it lists none, whatever is not the city is another one.
    """

    def __init__(self, agreement: Agreement) -> None:
        self._city = [frozenset(normal_name(name).split()) for name in _names_of(agreement)]
        listed = [{_place(name) for name in m.names} for m in agreement.zone.municipalities]
        own = {_place(name) for name in _names_of(agreement)}
        self._ours = frozenset(name for names in listed if names & own for name in names)
        self._others = frozenset(name for names in listed if not names & own for name in names)
        self._known: dict[str, PaidFor] = {}

    def paid_for(self, payer: str | None) -> PaidFor:
        """Whom a payer, as a list names it, stands for; the city where it names none."""
        text = payer or ""
        if text not in self._known:
            self._known[text] = self._judged(text)
        return self._known[text]

    def _judged(self, text: str) -> PaidFor:
        words, place = frozenset(normal_name(text).split()), _place(text)
        if not words or place in self._ours or any((place or words) <= name for name in self._city):
            return "city"
        return "other" if place in self._others or not self._others else "unknown"

    def counts(self, expense: Expense) -> bool:
        """Whether the line was paid for the city."""
        return self.paid_for(expense.details.payer) == "city"


def _place(name: str) -> frozenset[str]:
    """The words that tell one place from another: neither what it is nor its post code."""
    return frozenset(word for word in normal_name(name).split() if not word.isdigit()) - PLACE_WORDS


def _names_of(agreement: Agreement) -> Iterator[str]:
    title = agreement.beneficiary_name
    own = [agreement.beneficiary, title.nl, title.fr, title.en]
    yield from own
    for entity in agreement.entities:
        names = (entity.code, entity.name, *entity.names)
        if {normal_name(name) for name in names} & {normal_name(name) for name in own}:
            yield from names


def zone_entities(agreement: Agreement) -> frozenset[str]:
    """The entities whose lists are the police zone's own: evidence, and known by one of the zone's names.

    Where no entity has such a name, all that are evidence.
    """
    evidence = [entity for entity in agreement.entities if entity.role == "evidence"]
    names = Names(agreement.zone.names)
    of_zone = [e for e in evidence if any(names.found_in(name) for name in (e.name, *e.names))]
    return frozenset(entity.code for entity in of_zone or evidence)


class ZoneLists:
    """Which lines are of the zone's own lists, and which of these prove what the city's transfers paid for."""

    def __init__(self, agreement: Agreement) -> None:
        self.entities = zone_entities(agreement)
        self.payers = Payers(agreement)

    def has(self, details: Details) -> bool:
        return details.entity in self.entities

    def proves(self, expense: Expense) -> bool:
        """A line of the zone that was paid for the city."""
        return self.has(expense.details) and self.payers.counts(expense)

    def proofs(self, ledger: Ledger) -> Iterator[Expense]:
        return (expense for expense in ledger.live() if self.proves(expense))
