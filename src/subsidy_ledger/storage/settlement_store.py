"""Reading what concerns the settlement of a year; and which lines were submitted, without loading the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from subsidy_ledger.domain.receipts import Receipt
from subsidy_ledger.domain.records import Tenancy
from subsidy_ledger.domain.submitted import Ruling, Submission, SubmittedShare
from subsidy_ledger.storage import schema
from subsidy_ledger.storage.recorded import all_rows, up_to


def load_receipts(connection: Connection, tenancy: Tenancy, until: int | None) -> tuple[Receipt, ...]:
    return tuple(
        Receipt(r.number, r.grant, r.year, r.cents, r.received_on, r.document, r.reverses, r.entry)
        for r in all_rows(connection, schema.receipt, tenancy, until)
    )


def load_submissions(connection: Connection, tenancy: Tenancy, until: int | None) -> tuple[Submission, ...]:
    """Every version, in order of number, with its shares by line and code."""
    shares: dict[int, list[SubmittedShare]] = defaultdict(list)
    for r in all_rows(connection, schema.submitted_share, tenancy, until):
        shares[r.submission].append(SubmittedShare(r.expense, r.code, r.cents, bool(r.is_spare)))
    return tuple(
        Submission(
            r.number, r.grant, r.year, r.version, r.digest,
            tuple(sorted(shares[r.number], key=lambda s: (s.line, s.code))), r.entry,
        )
        for r in all_rows(connection, schema.submission, tenancy, until)
    )  # fmt: skip


def load_rulings(connection: Connection, tenancy: Tenancy, until: int | None) -> tuple[Ruling, ...]:
    return tuple(
        Ruling(
            r.submission, r.expense, r.act, r.claimed, r.accepted, r.reason, r.entry, _seen(r.document_seen),
            _seen(r.payment_seen), r.sha256, r.cell,
        )
        for r in all_rows(connection, schema.ruling, tenancy, until)
    )  # fmt: skip


def _seen(flag: int | None) -> bool | None:
    return None if flag is None else bool(flag)


def last_submissions_of(connection: Connection, tenancy: Tenancy, lines: Collection[int]) -> list[Submission]:
    """The submissions in force that hold any of these lines, or lines whose place these took; without their shares."""
    s = schema.submission.c
    versions = connection.execute(
        up_to(select(s.grant, s.year, func.max(s.version)), schema.submission, tenancy, None).group_by(s.grant, s.year)
    ).all()
    if not versions:
        return []
    e = schema.expense.c
    replaced = connection.execute(
        up_to(select(e.number, e.replaces), schema.expense, tenancy, None).where(e.replaces.is_not(None))
    )
    before: dict[int, int] = {row.number: row.replaces for row in replaced}
    wanted: set[int] = set()
    for line in lines:
        place: int | None = line
        while place is not None and place not in wanted:
            wanted.add(place)
            place = before.get(place)
    shares = schema.submitted_share.c
    held: dict[int, set[int]] = defaultdict(set)
    for submission, expense in connection.execute(
        up_to(select(shares.submission, shares.expense), schema.submitted_share, tenancy, None)
    ):
        held[submission].add(expense)
    last = {tuple(version) for version in versions}
    return [
        Submission(r.number, r.grant, r.year, r.version, r.digest, (), r.entry)
        for r in all_rows(connection, schema.submission, tenancy, None)
        if (r.grant, r.year, r.version) in last and wanted & held[r.number]
    ]
