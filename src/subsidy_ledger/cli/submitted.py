"""What whoever changes a submitted line is told."""

from __future__ import annotations

from collections.abc import Collection

from subsidy_ledger.cli.options import session
from subsidy_ledger.cli.show import tell


def warn_if_submitted(lines: Collection[int]) -> None:
    """One line for each claim that holds any of the lines that were just changed."""
    from subsidy_ledger.operations.submitting import submitted_among
    from subsidy_ledger.reports.submissions import changed_since

    for submission in submitted_among(session(), lines):
        tell(changed_since(submission))
