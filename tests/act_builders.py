"""Acts as plain values, for tests of the sheet Changes: what a change says, a claim, a corrected line."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ledger_builders import YEAR, expense, reversal
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.submitted import Submission, SubmittedShare

Told = list[tuple[int, str, dict[str | None, int], dict[str | None, int], tuple[int, ...], str]]


def told(found: Any) -> Told:
    return [(c.entry, c.act, dict(c.before), dict(c.after), c.lines, "; ".join(map(str, c.told))) for c in found]


def said(found: Any) -> list[tuple[int, str]]:
    return [(c.entry, "; ".join(map(str, c.told))) for c in found]


def claim(number: int, entry: int, *shares: SubmittedShare, grant: str = "general", year: int = YEAR) -> Submission:
    return Submission(number, grant, year, number, "", shares, entry)


def corrected(cents: int) -> list[Expense]:
    """Line 1, in whose place line 9 stands since, and line 2."""
    old = expense(1, 100, "G1.1")
    return [old, replace(reversal(old, 8), entry=5), replace(expense(9, cents, "G1.1"), entry=5, replaces=1),
            expense(2, 40, "G1.1")]  # fmt: skip
