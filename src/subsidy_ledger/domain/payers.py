"""Which lines of a zone of several municipalities were paid for the city of the agreement."""

from __future__ import annotations

from collections.abc import Iterator

from subsidy_ledger.domain.agreement import Agreement
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.names import normal_name


class Payers:
    """The city by its names: "Brussel", "Ville de Bruxelles" and "stad brussel" are the City of Brussels.

    A line counts for the city when it names no municipality, or when all words of the municipality stand in one of
    the names of the beneficiary or of the entity that is the beneficiary.
    """

    def __init__(self, agreement: Agreement) -> None:
        self._names = [frozenset(normal_name(name).split()) for name in _names_of(agreement)]

    def counts(self, expense: Expense) -> bool:
        """Whether the line was paid for the city."""
        words = frozenset(normal_name(expense.details.payer or "").split())
        return not words or any(words <= name for name in self._names)


def _names_of(agreement: Agreement) -> Iterator[str]:
    title = agreement.beneficiary_name
    own = [agreement.beneficiary, title.nl, title.fr, title.en]
    yield from own
    for entity in agreement.entities:
        names = (entity.code, entity.name, *entity.names)
        if {normal_name(name) for name in names} & {normal_name(name) for name in own}:
            yield from names
