"""Reconciling: the checks over the whole ledger, and the auditor's workbook made of what they find."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from subsidy_ledger.checks.registry import Outcome, run
from subsidy_ledger.domain.codes import check_year
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.operations.session import Session


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The ledger that was looked at and what the checks found in it."""

    ledger: Ledger
    year: int | None
    outcome: Outcome


def reconcile(
    session: Session, year: int | None = None, checks: Collection[str] = (), *, known_on: date | None = None
) -> Reconciled:
    """Runs all checks, or those named, over one year or all; raises WrongUse for an unknown year or check.

    With `known_on`: the lines and the decisions as recorded up to the end of that day.
    """
    ledger = session.ledger(known_on)
    if year is not None:
        check_year(ledger.agreement, year, frozenset(e.details.year for e in ledger.expenses))
    return Reconciled(ledger, year, run(ledger, year=year, only=checks))
