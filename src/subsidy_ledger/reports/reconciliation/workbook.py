"""The auditor's reconciliation workbook of one year, as a value: sheets of typed tables and their live formulas."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from subsidy_ledger.domain.acts import History, acts_since
from subsidy_ledger.domain.findings import Finding
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.samples import Sample
from subsidy_ledger.reports.reconciliation.book import ReconciliationBook
from subsidy_ledger.reports.reconciliation.changes import changes_sheet
from subsidy_ledger.reports.reconciliation.formulas import Sums
from subsidy_ledger.reports.reconciliation.lines import expenses_sheet, standing_of
from subsidy_ledger.reports.reconciliation.links import linked
from subsidy_ledger.reports.reconciliation.objectives import objectives_sheet
from subsidy_ledger.reports.reconciliation.position import position_of, position_sheet
from subsidy_ledger.reports.reconciliation.record import (
    cover_sheet,
    findings_sheet,
    imports_sheet,
    last_entry,
    recorded_at,
)
from subsidy_ledger.reports.reconciliation.rules import CheckSetting, rules_sheet
from subsidy_ledger.reports.reconciliation.sample import sample_sheet
from subsidy_ledger.reports.reconciliation.zone import zone_sheet


def reconciliation(
    ledger: Ledger,
    findings: Sequence[Finding],
    checks: Sequence[str],
    year: int,
    *,
    language: str = "en",
    sample: Sample | None = None,
    history: History | None = None,
    since: date | None = None,
    settings: Sequence[CheckSetting] = (),
) -> ReconciliationBook:
    """The workbook of `year`: the same ledger, findings and checks always give the same book.

    `checks` are the ids of the checks that ran. `language` (nl, fr, en) chooses the titles of the agreement.
    `sample` adds the sheet that the auditor fills in. `history` is all that was ever recorded of the lines, `since` the
    day from which changes are shown, `settings` are those of the checks.
    """
    found, sums, last = position_of(ledger, year), Sums(ledger.agreement), last_entry(ledger)
    standing = standing_of(ledger, year)
    return ReconciliationBook(
        ledger.agreement.code,
        year,
        recorded_at(ledger),
        last.digest if last else "",
        linked(
            cover_sheet(ledger, findings, checks, year, language, has_sample=sample is not None),
            position_sheet(found, standing, sums, language),
            objectives_sheet(ledger.agreement, found, standing, sums, language),
            expenses_sheet(ledger, year, language, standing),
            zone_sheet(ledger, found, sums, language),
            findings_sheet(findings, checks, year),
            imports_sheet(ledger),
            changes_sheet(ledger, acts_since(ledger, history or History(), year, since), year, since),
            rules_sheet(ledger, year, settings, language),
            *([sample_sheet(ledger, sample)] if sample is not None else []),
        ),
    )
