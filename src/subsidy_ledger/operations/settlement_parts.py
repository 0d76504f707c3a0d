"""The way from a figure of a settlement to its lines, rulings, receipts and allocations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from subsidy_ledger.domain.codes import check_year, grant_of
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.parts import Parts
from subsidy_ledger.domain.sentences import Listed
from subsidy_ledger.domain.settlement import Settlement, settlement
from subsidy_ledger.domain.settlement_parts import FIGURES, parts_of
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.session import Session


@dataclass(frozen=True, slots=True)
class SettlementStory:
    """A figure of a settlement, and its parts by grant, in the order of the agreement."""

    ledger: Ledger
    figure: str
    settlement: Settlement
    parts: dict[str, Parts]

    @property
    def cents(self) -> int:
        return sum(part.cents for parts in self.parts.values() for part in parts)


def explain_settlement(
    session: Session, figure: str, year: int, *, grant: str | None = None, known_on: date | None = None
) -> SettlementStory:
    """A figure as `ledger settlement` has it, of one grant or all; raises WrongUse where there is none such."""
    if figure not in FIGURES:
        raise WrongUse(
            "settlement-figure", 'A settlement has no figure "{figure}"; it has {figures}.',
            figure=figure, figures=Listed(FIGURES),
        )  # fmt: skip
    ledger = session.ledger(known_on)
    check_year(ledger.agreement, year, frozenset(s.year for s in ledger.submissions))
    only = grant_of(ledger.agreement, grant).code if grant is not None else None
    found = settlement(ledger, year)
    parts = {
        held.grant.code: parts_of(ledger, held, year, figure)
        for held in found.grants
        if only in (None, held.grant.code)
    }  # fmt: skip
    return SettlementStory(ledger, figure, found, parts)
