"""Findings as a table and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from subsidy_ledger.domain.findings import Finding
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.sentences import say
from subsidy_ledger.reports.tables import Column, Table

COLUMNS = (
    Column("id", "Finding", "code"),
    Column("severity", "Severity", "code"),
    Column("check", "Check", "code"),
    Column("year", "Year", "code"),
    Column("amount", "Euros", "money"),
    Column("message", "What", width_max=90),
    Column("expenses", "Lines", width_max=24),
)
LINES_SHOWN_MAX = 12


def findings_table(findings: Sequence[Finding], checks: Sequence[str]) -> Table:
    """One row a finding, most serious first; a quiet sentence when there is none."""
    rows = tuple(
        (
            f.id, f.severity, f.check, "" if f.year is None else str(f.year), f.cents, str(f.sentence),
            lines_text(f.expenses),
        )
        for f in findings
    )  # fmt: skip
    return Table("findings", "", COLUMNS, rows, (), (say(summary(findings, checks)),))


def summary(findings: Sequence[Finding], checks: Sequence[str]) -> str:
    """ "12 checks, no findings", or how many of each severity."""
    ran = f"{len(checks)} check{'s' if len(checks) != 1 else ''}"
    if not findings:
        return f"{ran}, no findings"
    counts = [(s, sum(1 for f in findings if f.severity == s)) for s in ("error", "warning", "info")]
    return f"{ran}, {len(findings)} finding{'s' if len(findings) != 1 else ''}: " + ", ".join(
        f"{n} {s}{'s' if n != 1 and s != 'info' else ''}" for s, n in counts if n
    )


def lines_text(lines: Sequence[int]) -> str:
    shown = ", ".join(str(line) for line in lines[:LINES_SHOWN_MAX])
    more = len(lines) - LINES_SHOWN_MAX
    return f"{shown} and {more} more" if more > 0 else shown


def findings_json(findings: Sequence[Finding], checks: Sequence[str], year: int | None) -> dict[str, Any]:
    """The shape of the contract; every finding is open until decisions are recorded."""
    return {
        "year": year,
        "checks": list(checks),
        "findings": [
            {
                "id": f.id,
                "check": f.check,
                "severity": f.severity,
                "year": f.year,
                "grant": f.grant,
                "objective": f.objective,
                "amount": to_text(f.cents),
                "message": str(f.sentence),
                "expenses": list(f.expenses),
                "status": "open",
                "reason": None,
            }
            for f in findings
        ],
    }
