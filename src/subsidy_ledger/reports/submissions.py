"""Submissions as tables: all versions, one of them line by line, and the difference between two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.sentences import Euro, Fact, Phrases, Sentence, say, say_n
from subsidy_ledger.domain.submissions import Change, claimed, spare
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
CHANGE_COLUMNS = (
    Column("number", "Line", "integer"),
    Column("what", "What", "code"),
    Column("supplier", "Supplier", width_max=36),
    Column("codes", "Code", "code"),
    Column("before", "Claimed before", "money"),
    Column("after", "Claimed after", "money"),
    Column("difference", "Difference", "money"),
)
KINDS: Phrases = {
    "new": "new line",
    "changed": "changed",
    "taken-back": "taken back",
    "retagged": "retagged",
    "corrected": "corrected",
    "made-spare": "made spare",
    "made-claimed": "spare before, claimed now",
}


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
        LINE_COLUMNS, (*rows, total), _last_is_total(rows),
        (say("Digest of the claim: {digest}", digest=submission.digest),),
    )  # fmt: skip


def _amounts(share: SubmittedShare) -> tuple[Value, Value]:
    return (None, share.cents) if share.is_spare else (share.cents, None)


def difference_table(
    ledger: Ledger, before: Submission, after: Submission | None, changes: Sequence[Change], claimed_after: int
) -> Table:
    """What changed, line by line, adding up to the difference between the two claims."""
    rows: list[tuple[Value, ...]] = []
    for change in changes:
        line = ledger.expense(change.line)
        rows.append(
            (
                change.line, Sentence(KINDS[change.kind], {}), line.details.supplier if line else None,
                codes_of(change), change.cents_before, change.cents_after, change.difference,
            )
        )  # fmt: skip
    sums = claimed(before.shares), claimed_after
    total: tuple[Value, ...] = (None, None, say("The whole claim"), None, *sums, sums[1] - sums[0])
    return Table("difference", title_text(before, after), CHANGE_COLUMNS, (*rows, total), _last_is_total(rows))


def title_text(before: Submission, after: Submission | None) -> Sentence:
    facts: dict[str, Fact] = {
        "n": before.number, "grant": before.grant, "year": str(before.year), "version": before.version
    }  # fmt: skip
    if after is None:
        return say("{grant} {year}: from version {version} (submission {n}) to the ledger as it is", **facts)
    return say(
        "{grant} {year}: from version {version} (submission {n}) to version {other} (submission {m})",
        **facts, m=after.number, other=after.version,
    )  # fmt: skip


def same_still(before: Submission, after: Submission | None) -> Sentence:
    """That nothing changed."""
    facts: dict[str, Fact] = {
        "grant": before.grant, "year": str(before.year), "version": before.version, "n": before.number
    }  # fmt: skip
    if after is None:
        return say(
            "{grant} {year}: nothing of what is claimed changed since version {version} (submission {n})", **facts
        )
    return say(
        "{grant} {year}: versions {version} and {other} (submissions {n} and {m}) claim the same",
        **facts, m=after.number, other=after.version,
    )  # fmt: skip


def _last_is_total(rows: Sequence[object]) -> tuple[Weight, ...]:
    lines: list[Weight] = ["line"] * len(rows)
    return (*lines, "total")


def codes_of(change: Change) -> str:
    """The codes it is claimed on: "G1.1", or "G1.1 -> G2.1" where they changed."""
    before, after = (", ".join(sorted({s.code for s in side})) for side in (change.before, change.after))
    return before or after if before == after or not (before and after) else f"{before} -> {after}"


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


def difference_json(
    before: Submission, after: Submission | None, changes: Iterable[Change], claimed_after: int
) -> dict[str, Any]:
    return {
        "grant": before.grant,
        "year": before.year,
        "before": {"submission": before.number, "version": before.version, "claimed": to_text(claimed(before.shares))},
        "after": {
            "submission": after.number if after else None,
            "version": after.version if after else None,
            "claimed": to_text(claimed_after),
        },
        "difference": to_text(claimed_after - claimed(before.shares)),
        "lines": [
            {
                "number": c.line,
                "what": c.kind,
                "before": [{"number": s.line, "objective": s.code, "amount": to_text(s.cents)} for s in c.before],
                "after": [{"number": s.line, "objective": s.code, "amount": to_text(s.cents)} for s in c.after],
                "difference": to_text(c.difference),
            }
            for c in changes
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
