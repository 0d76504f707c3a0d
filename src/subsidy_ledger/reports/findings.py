"""Findings as tables and as JSON, each with what was decided on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from subsidy_ledger.domain.findings import Decision, Finding, how_many
from subsidy_ledger.domain.moments import local
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.records import Entry
from subsidy_ledger.domain.sentences import Euro, Listed, Phrases, Sentence, say, say_n
from subsidy_ledger.domain.vocabulary import counted, in_words
from subsidy_ledger.reports.tables import Column, Table, Value

COLUMNS = (
    Column("id", "Finding", "code"),
    Column("severity", "Severity", "code"),
    Column("check", "Check", "code"),
    Column("year", "Year", "code"),
    Column("amount", "Euros", "money"),
    Column("status", "Status", "code"),
    Column("message", "What", width_max=90),
    Column("expenses", "Lines", width_max=24),
)
DECIDED_COLUMNS = (
    Column("reason", "Reason", width_max=50),
    Column("by", "By", width_max=24),
    Column("at", "Decided", "date"),
)
HISTORY_COLUMNS = (
    Column("entry", "Entry", "integer"),
    Column("at", "Decided", "date"),
    Column("by", "By"),
    Column("act", "Decision", "code"),
    Column("amount", "Euros", "money"),
    Column("expenses", "Lines", width_max=40),
    Column("reason", "Reason", width_max=60),
)
LINES_SHOWN_MAX = 12
REOPENED: Phrases = {
    "accept": "Finding {id} is open again: {by} accepted it on {day} for {then} (lines: {lines_then}), and it is {now} "
    "(lines: {lines_now}) now.",
    "dispute": "Finding {id} is open again: {by} disputed it on {day} for {then} (lines: {lines_then}), and it is "
    "{now} (lines: {lines_now}) now.",
}


def findings_table(findings: Sequence[Finding], checks: Sequence[str], *, decided: bool = True) -> Table:
    """One row a finding, most serious first; a quiet sentence when there is none. Without `decided` the columns of
    who decided, when and why are left out."""
    rows = tuple(
        (
            f.id, in_words(f.severity), f.check, "" if f.year is None else str(f.year), f.cents,
            in_words(f.status), f.sentence, lines_text(f.expenses), *(_decision(f) if decided else ()),
        )
        for f in findings
    )  # fmt: skip
    columns = (*COLUMNS, *DECIDED_COLUMNS) if decided else COLUMNS
    return Table("findings", "", columns, rows, (), (*decision_notes(findings), summary(findings, checks)))


def _decision(finding: Finding) -> tuple[Value, ...]:
    held = finding.standing
    return held.reason or "", held.by or "", local(held.at).date() if held.at else None


def decision_notes(findings: Sequence[Finding]) -> Iterator[Sentence]:
    """What a person must know beside the table: what is open again, and what a second person has to confirm."""
    for finding in findings:
        held = finding.standing
        if held.moved:
            yield reopened(finding)
        if held.awaits:
            yield say(
                "Finding {id} was accepted by {by}, and a second person has to confirm that: "
                "ledger finding confirm {id}",
                id=finding.id, by=held.by,
            )  # fmt: skip


def reopened(finding: Finding) -> Sentence:
    """Why a finding that was decided on is open again: its figure then and now."""
    held, decision = finding.standing, finding.standing.decision
    if decision is None or held.at is None:
        raise AssertionError("only a finding that was decided on can be open again")
    return say(
        REOPENED[decision.act],
        id=finding.id, by=held.by, day=local(held.at).date(), then=Euro(decision.cents),
        lines_then=how_many(decision.lines), now=Euro(finding.cents), lines_now=len(finding.expenses),
    )  # fmt: skip


def summary(findings: Sequence[Finding], checks: Sequence[str]) -> Sentence:
    """ "12 checks, no findings", or how many of each severity, and how many of them are accepted."""
    ran = say_n("{n} check", "{n} checks", n=len(checks))
    if not findings:
        return say("{checks}, no findings", checks=ran)
    severities = {s: sum(1 for f in findings if f.severity == s) for s in ("error", "warning", "info")}
    statuses = {s: sum(1 for f in findings if f.status == s) for s in ("accepted", "disputed")}
    found = say_n("{n} finding", "{n} findings", n=len(findings))
    told = Listed(tuple(counted(s, n) for s, n in severities.items() if n))
    if not any(statuses.values()):
        return say("{checks}, {findings}: {severities}", checks=ran, findings=found, severities=told)
    decided = Listed(tuple(counted(s, n) for s, n in statuses.items() if n))
    return say(
        "{checks}, {findings}: {severities}; {decided}", checks=ran, findings=found, severities=told, decided=decided
    )


def lines_text(lines: Sequence[int]) -> Sentence | str:
    shown = Listed(tuple(lines[:LINES_SHOWN_MAX]))
    more = len(lines) - LINES_SHOWN_MAX
    return say("{lines} and {more} more", lines=shown, more=more) if more > 0 else str(shown)


def history_table(history: Sequence[tuple[Decision, Entry]]) -> Table:
    """Every decision on one finding, in order, with the figure that was decided on."""
    rows = tuple(
        (e.number, local(e.at).date(), e.by, in_words(d.act), d.cents, d.lines, e.reason) for d, e in history
    )  # fmt: skip
    return Table("history", "Decisions", HISTORY_COLUMNS, rows)


def findings_json(findings: Sequence[Finding], checks: Sequence[str], year: int | None) -> dict[str, Any]:
    """The shape of the contract; `reason`, `by` and `at` are those of the last decision, null where there is none."""
    return {"year": year, "checks": list(checks), "findings": [finding_json(f) for f in findings]}


def finding_json(finding: Finding) -> dict[str, Any]:
    held = finding.standing
    return {
        "id": finding.id,
        "check": finding.check,
        "severity": finding.severity,
        "year": finding.year,
        "grant": finding.grant,
        "objective": finding.objective,
        "amount": to_text(finding.cents),
        "message": str(finding.sentence),
        "expenses": list(finding.expenses),
        "status": finding.status,
        "reason": held.reason,
        "by": held.by,
        "at": held.at.isoformat() if held.at else None,
        "reopened": held.moved,
        "awaits_confirmation": held.awaits,
        "confirmed_by": held.confirmed_by,
        "trial": finding.trial,
    }


def history_json(finding: Finding | None, history: Sequence[tuple[Decision, Entry]]) -> dict[str, Any]:
    """One finding as above, null where nothing is found any more, and its decisions."""
    return {
        "finding": finding_json(finding) if finding is not None else None,
        "decisions": [
            {
                "act": d.act, "by": e.by, "at": e.at.isoformat(), "reason": e.reason, "check": d.check,
                "year": d.year, "amount": to_text(d.cents), "lines": d.lines, "entry": e.number,
            }
            for d, e in history
        ],
    }  # fmt: skip
