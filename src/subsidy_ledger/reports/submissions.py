"""Submissions as tables: all versions, one of them line by line, and the difference between two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.sentences import Euro, Fact, Sentence, say, say_n
from subsidy_ledger.domain.submissions import claimed, spare
from subsidy_ledger.domain.submitted import Submission, SubmittedShare, last_submission
from subsidy_ledger.reports.tables import Column, Table, Value, Weight

COLUMNS = (
    Column("number", "Submission", "integer"),
    Column("grant", "Grant", "code"),
    Column("year", "Year", "code"),
    Column("version", "Version", "integer"),
    Column("lines", "Lines", "integer"),
    Column("claimed", "Claimed", "money"),
    Column("spare", "Spare", "money"),
    Column("status", "Status", "code"),
    Column("reason", "Reason", width_max=50),
    Column("by", "By"),
    Column("at", "When", "moment"),
    Column("digest", "Digest", "code"),
)
LINE_COLUMNS = (
    Column("number", "Line", "integer"),
    Column("code", "Code", "code"),
    Column("claimed", "Claimed", "money"),
    Column("spare", "Spare", "money"),
    Column("date", "Date", "date"),
    Column("supplier", "Supplier", width_max=36),
    Column("document_no", "Document no", "code"),
    Column("description", "Description", width_max=40),
)


def submissions_table(ledger: Ledger, year: int | None = None) -> Table:
    """Every version of every claim; the one that counts is marked."""
    entries = {e.number: e for e in ledger.entries}
    rows = tuple(
        (
            s.number, s.grant, str(s.year), s.version, len({share.line for share in s.shares}), claimed(s.shares),
            spare(s.shares), say("counts") if s is last_submission(ledger.submissions, s.grant, s.year)
            else say("replaced"), entries[s.entry].reason, entries[s.entry].by, entries[s.entry].at, s.digest,
        )
        for s in ledger.submissions
        if year in (None, s.year)
    )  # fmt: skip
    hint = say("Nothing is submitted yet: ledger submit --year {year}", year=str(ledger.agreement.years[-1]))
    return Table("submissions", "Submissions", COLUMNS, rows, (), () if rows else (hint,))


def submission_table(ledger: Ledger, submission: Submission) -> Table:
    """Every share as it was submitted; what a later correction changed stands in the difference, not here."""
    rows: list[tuple[Value, ...]] = []
    for share in submission.shares:
        line = ledger.expense(share.line)
        if line is None:
            raise AssertionError(f"submission {submission.number} holds line {share.line}, which the ledger has not")
        d = line.details
        rows.append((share.line, share.code, *_amounts(share), d.date, d.supplier, d.document_no, d.description))
    total = (None, None, claimed(submission.shares), spare(submission.shares), None, say("Total"), None, None)
    return Table(
        "submission",
        say(
            "Submission {n}: {grant} {year}, version {version}",
            n=submission.number, grant=submission.grant, year=str(submission.year), version=submission.version,
        ),
        LINE_COLUMNS, (*rows, total), last_is_total(rows),
        (say("Digest of the claim: {digest}", digest=submission.digest),),
    )  # fmt: skip


def _amounts(share: SubmittedShare) -> tuple[Value, Value]:
    return (None, share.cents) if share.is_spare else (share.cents, None)


def last_is_total(rows: Sequence[object]) -> tuple[Weight, ...]:
    lines: list[Weight] = ["line"] * len(rows)
    return (*lines, "total")


def submission_json(submission: Submission) -> dict[str, Any]:
    return {
        "number": submission.number,
        "grant": submission.grant,
        "year": submission.year,
        "version": submission.version,
        "claimed": to_text(claimed(submission.shares)),
        "spare": to_text(spare(submission.shares)),
        "digest": submission.digest,
        "lines": [
            {"number": s.line, "objective": s.code, "amount": to_text(s.cents), "spare": s.is_spare}
            for s in submission.shares
        ],
    }


def claim_sentence(grant: str, year: int, version: int, number: int, lines: int, cents: int, spare: int) -> Sentence:
    """What one submission came to."""
    facts: dict[str, Fact] = {
        "grant": grant, "year": str(year), "version": version, "number": number, "claimed": Euro(cents)
    }  # fmt: skip
    if not spare:
        return say_n(
            "{grant} {year}: submission {number}, version {version}: {claimed} claimed on {n} line",
            "{grant} {year}: submission {number}, version {version}: {claimed} claimed on {n} lines", n=lines, **facts,
        )  # fmt: skip
    return say_n(
        "{grant} {year}: submission {number}, version {version}: {claimed} claimed and {spare} spare on {n} line",
        "{grant} {year}: submission {number}, version {version}: {claimed} claimed and {spare} spare on {n} lines",
        n=lines, spare=Euro(spare), **facts,
    )  # fmt: skip
