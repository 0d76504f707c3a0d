"""Why a figure of one year differs from that of another."""

from __future__ import annotations

from datetime import date

from subsidy_ledger.domain.codes import check_year
from subsidy_ledger.domain.figures import figure_of
from subsidy_ledger.domain.two_years import TwoYears, two_years
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.session import Session


def explain_years(session: Session, code: str, years: tuple[int, int], *, known_on: date | None = None) -> TwoYears:
    """A figure of two years side by side; raises WrongUse where both are the same, or one is not of this ledger."""
    if years[0] == years[1]:
        raise WrongUse("years-same", "--and-year {year} is the year of --year. Say two years.", year=str(years[1]))
    ledger = session.ledger(known_on)
    figure = figure_of(ledger.agreement, code)
    for year in years:
        check_year(ledger.agreement, year, frozenset(e.details.year for e in ledger.expenses))
    return two_years(ledger, figure, years)
