"""The auditor's workbook: the books, what the checks find in them, and all that was done since a line was posted."""

from __future__ import annotations

from datetime import date

from subsidy_ledger.checks.registry import manual, run
from subsidy_ledger.domain.acts import History
from subsidy_ledger.domain.agreement import Agreement
from subsidy_ledger.domain.codes import check_year
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.samples import Sample
from subsidy_ledger.operations.sampling import sample_of_year
from subsidy_ledger.operations.session import Session, load_or_refuse
from subsidy_ledger.reports.reconciliation.book import ReconciliationBook
from subsidy_ledger.reports.reconciliation.rules import CheckSetting
from subsidy_ledger.reports.reconciliation.workbook import reconciliation


def reconciliation_of(
    session: Session, year: int, *, language: str = "en", sample: int | None = None, since: date | None = None
) -> ReconciliationBook:
    """The reconciliation workbook of a year, with the sheet of a sample where one is named; changes from `since` on.

    Raises WrongUse for a year or a sample that is not of this ledger.
    """
    from subsidy_ledger.storage.lookups import history_of

    with session.reading() as (connection, tenancy, until):
        ledger = load_or_refuse(connection, tenancy, until)
        history = history_of(connection, tenancy, until)
    check_year(ledger.agreement, year, frozenset(e.details.year for e in ledger.expenses))
    drawn = sample_of_year(ledger, sample, year) if sample is not None else None
    return book_of(ledger, history, year, language=language, sample=drawn, since=since)


def book_of(
    ledger: Ledger, history: History, year: int, *, language: str, sample: Sample | None, since: date | None = None
) -> ReconciliationBook:
    """The same of a ledger in hand, such as one of an earlier day."""
    outcome = run(ledger, year=year)
    settings = [_setting(check, ledger.agreement) for check in outcome.checks]
    return reconciliation(
        ledger, outcome.findings, outcome.checks, year, language=language, sample=sample, history=history,
        since=since, settings=settings,
    )  # fmt: skip


def _setting(check: str, agreement: Agreement) -> CheckSetting:
    found = manual(check, agreement)
    return CheckSetting(check, found.severity, found.ground, found.assumption, found.parameters)
