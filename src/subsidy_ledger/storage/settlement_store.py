"""Reading what concerns the settlement of a year; and which lines were submitted, without loading the ledger."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select
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


def has_submissions(connection: Connection, tenancy: Tenancy) -> bool:
    """Whether anything was ever submitted."""
    found = connection.execute(up_to(select(schema.submission.c.number), schema.submission, tenancy, None).limit(1))
    return found.first() is not None
