"""The books for notebooks and scripts: the same verbs as the command line, frames instead of tables."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from subsidy_ledger.operations.session import Session

if TYPE_CHECKING:
    import pandas as pd

    from subsidy_ledger.domain.ledger import Ledger


class Books:
    """One ledger. Amounts in frames are Decimal euros.

    >>> books = subsidy_ledger.open("sqlite:///ledger.db")  # doctest: +SKIP
    >>> books.balance(2019)[["grant", "code", "spent"]]  # doctest: +SKIP
    """

    def __init__(self, url: str, *, agreement: str | None = None) -> None:
        self._session = Session(url, agreement)

    def balance(
        self, year: int | None = None, *, as_of: date | None = None, known_on: date | None = None
    ) -> pd.DataFrame:
        """One row a year and code (level grant, sector, objective, untagged): allocated, spent, transferred, remaining.

        `allocated` and `remaining` are None below the grant: the agreement gives no split per sector.
        """
        from subsidy_ledger.operations.balance import balance
        from subsidy_ledger.reports.balance import position_table
        from subsidy_ledger.reports.frames import to_frame

        found = balance(self._session, year, as_of=as_of, known_on=known_on)
        return to_frame(position_table(found.positions))

    def expenses(self, year: int | None = None, *, known_on: date | None = None, **conditions: Any) -> pd.DataFrame:
        """One row a share, with all that is known of its line.

        `conditions` are those of `ledger expenses`: code, entity, supplier, import_number, untagged, live, as_of.
        """
        from subsidy_ledger.operations.lists import Filter, expenses
        from subsidy_ledger.reports.expenses import export_table
        from subsidy_ledger.reports.frames import to_frame

        found = expenses(self._session, Filter(year=year, **conditions), known_on=known_on)
        return to_frame(export_table(found.ledger, found.lines, found.codes))

    def findings(self, year: int | None = None) -> pd.DataFrame:
        """One row a finding: id, severity, check, year, amount, message, expenses."""
        from subsidy_ledger.checks.registry import run
        from subsidy_ledger.reports.findings import findings_table
        from subsidy_ledger.reports.frames import to_frame

        outcome = run(self._session.ledger(), year=year)
        return to_frame(findings_table(outcome.findings, outcome.checks))

    def ledger(self, *, known_on: date | None = None) -> Ledger:
        """The whole ledger as one immutable value, for whoever wants to compute something of their own."""
        return self._session.ledger(known_on)
