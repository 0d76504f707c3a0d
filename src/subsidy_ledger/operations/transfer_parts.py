"""The way from a figure of the transfers to the police zone to its lines, on both sides."""

from __future__ import annotations

from datetime import date

from subsidy_ledger.domain.codes import check_year
from subsidy_ledger.domain.parts import Parts
from subsidy_ledger.domain.proof import Side, sides
from subsidy_ledger.domain.sentences import Listed
from subsidy_ledger.domain.transfer_parts import FIGURES, parts_of
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.session import Session


def explain_transfers(
    session: Session, figure: str, year: int, *, known_on: date | None = None
) -> tuple[tuple[Side, Parts], ...]:
    """A figure of each row of `ledger transfers`; raises WrongUse where there is none such."""
    if figure not in FIGURES:
        raise WrongUse(
            "transfers-figure", 'Transfers have no figure "{figure}"; they have {figures}.',
            figure=figure, figures=Listed(FIGURES),
        )  # fmt: skip
    ledger = session.ledger(known_on)
    check_year(ledger.agreement, year, frozenset(e.details.year for e in ledger.expenses))
    return tuple((side, parts_of(ledger, side, figure)) for side in sides(ledger, year))
