"""Writing: one draft becomes one entry with all its rows, or nothing at all."""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.engine import Connection

from subsidy_ledger import __version__
from subsidy_ledger.domain.drafts import Draft, DraftAgreement, DraftImport, Head
from subsidy_ledger.domain.expenses import DETAIL_FIELDS, Expense, Share
from subsidy_ledger.domain.records import Tenancy
from subsidy_ledger.storage import schema
from subsidy_ledger.storage.database import Moved
from subsidy_ledger.storage.seal import RowOf, digest_of

# From here on PostgreSQL takes rows through COPY, some ten times faster than statements.
COPY_ROWS_MIN = 1000

Rows = dict[str, list[dict[str, Any]]]


def system_user() -> str:
    """Who writes when nobody says: LEDGER_USER, else the system's user."""
    return os.environ.get("LEDGER_USER") or getpass.getuser()


def head(connection: Connection, beneficiary: str) -> Head:
    """Where this tenant's chain stands now."""
    e = schema.entry.c
    last = connection.execute(
        select(e.number, e.digest).where(e.beneficiary == beneficiary).order_by(e.number.desc()).limit(1)
    ).first()

    def following(table: Any) -> int:
        c = table.c
        return int(connection.execute(select(func.max(c.number)).where(c.beneficiary == beneficiary)).scalar() or 0) + 1

    if last is None:
        return Head()
    return Head(last.number, last.digest, following(schema.expense), following(schema.import_))


def append(
    connection: Connection,
    tenancy: Tenancy,
    draft: Draft,
    *,
    based_on: Head,
    by: str | None = None,
    now: datetime | None = None,
) -> int:
    """Writes the draft as the entry after `based_on` and gives its number; raises Moved where that is not the last.

    Shares must add up to their line: a draft that would break that is a fault of ours, not of the data.
    """
    if head(connection, tenancy.beneficiary) != based_on:
        raise Moved
    number = based_on.entry + 1
    known = frozenset(
        connection.execute(
            select(schema.file.c.sha256).where(
                schema.file.c.beneficiary == tenancy.beneficiary,
                schema.file.c.sha256.in_([i.record.sha256 for i in draft.imports]),
            )
        ).scalars()
    )
    rows = _rows(tenancy, draft, number, known)
    fields: dict[str, Any] = {
        "beneficiary": tenancy.beneficiary,
        "number": number,
        "kind": draft.kind,
        "by": by or system_user(),
        "db_role": _role(connection),
        "at": _moment(connection, tenancy.beneficiary, now or datetime.now(UTC)),
        "reason": draft.reason,
        "program": __version__,
        "previous": based_on.digest,
    }
    fields["digest"] = digest_of(fields, _flat(rows))
    connection.execute(schema.entry.insert(), [fields])
    for table in schema.metadata.sorted_tables:
        _insert(connection, table.name, rows.get(table.name, []))
    return number


def _flat(rows: Rows) -> Iterator[RowOf]:
    return ((table, row) for table, those in rows.items() for row in those)


def _moment(connection: Connection, beneficiary: str, now: datetime) -> datetime:
    """Never before the entry before it, so that `--known-on` cuts the chain in one place even if a clock is slow."""
    e = schema.entry.c
    last = connection.execute(select(func.max(e.at)).where(e.beneficiary == beneficiary)).scalar()
    return max(now, last) if last is not None else now


def _role(connection: Connection) -> str | None:
    if connection.dialect.name != "postgresql":
        return None
    return str(connection.execute(text("SELECT current_user")).scalar())


def _rows(tenancy: Tenancy, draft: Draft, entry: int, known_files: frozenset[str]) -> Rows:
    owner = {"beneficiary": tenancy.beneficiary, "entry": entry}
    own = {**owner, "agreement": tenancy.agreement}
    rows: Rows = {table.name: [] for table in schema.metadata.sorted_tables if table.name != "entry"}
    if draft.agreement is not None:
        _agreement_rows(rows, own, draft.agreement)
    rows["allocation"] += [
        {**own, "grant": a.grant, "year": a.year, "version": a.version, "cents": a.cents, "decision": a.decision}
        for a in draft.allocations
    ]
    rows["contribution"] += [
        {
            **own, "year": c.year, "version": c.version, "cents": c.cents, "decision": c.decision,
            "document": c.document,
        }
        for c in draft.contributions
    ]  # fmt: skip
    written = set(known_files)
    for batch in draft.imports:
        _import_rows(rows, owner, own, batch, with_file=batch.record.sha256 not in written)
        written.add(batch.record.sha256)
    for expense in draft.expenses:
        rows["expense"].append(_expense_row(own, expense))
        rows["share"] += _share_rows(own, expense.number, expense.amount, expense.shares)
    for line, shares in draft.taggings.items():
        rows["share"] += _share_rows(own, line, sum(s.cents for s in shares), shares)
    rows["import_undo"] += [{**owner, "import": number} for number in draft.undone]
    return rows


def _agreement_rows(rows: Rows, own: Mapping[str, Any], agreement: DraftAgreement) -> None:
    revision = {**own, "revision": agreement.revision}
    rows["agreement_revision"].append(
        {**revision, "sha256": agreement.sha256, "source": agreement.source, "content": agreement.content}
    )
    rows["catalogue"] += [
        {**own, "code": code, "level": level, "parent": parent} for code, level, parent in agreement.codes
    ]
    rows["catalogue_title"] += [
        {**revision, "code": code, "nl": nl, "fr": fr, "en": en, "transfer": transfer}
        for code, nl, fr, en, transfer in agreement.titles
    ]


def _import_rows(
    rows: Rows, owner: Mapping[str, Any], own: Mapping[str, Any], batch: DraftImport, *, with_file: bool
) -> None:
    record = batch.record
    of_import = {**owner, "import": record.number}
    if with_file:
        rows["file"].append(
            {**owner, "sha256": record.sha256, "size": len(batch.content), "content": batch.content}
        )  # fmt: skip
    rows["import"].append(
        {
            **own, "number": record.number, "file": record.file, "sha256": record.sha256, "sheet": record.sheet,
            "header_row": record.header_row, "entity": record.entity, "fields": json.dumps(record.fields),
            "headers": json.dumps(record.headers, ensure_ascii=False), "rows_read": record.rows_read,
            "rows_new": record.rows_new, "rows_known": record.rows_known, "rows_zero": record.rows_zero,
            "rows_total": record.rows_total, "cents_new": record.cents_new,
        }
    )  # fmt: skip
    rows["source_row"] += [
        {
            **of_import, "row": row.row, "outcome": row.outcome, "expense": row.expense,
            "cells": json.dumps(row.cells, ensure_ascii=False),
        }
        for row in batch.rows
    ]  # fmt: skip
    rows["control_total"] += [
        {**of_import, "row": t.row, "label": t.label, "stated": t.stated, "computed": t.computed, "year": t.year}
        for t in batch.control_totals
    ]
    rows["supplement"] += [
        {
            **of_import, "row": s.source.row, "expense": s.expense, "payment_date": s.facts.get("payment_date"),
            "order_no": s.facts.get("order_no"), "statement_no": s.facts.get("statement_no"),
        }
        for s in batch.supplements
    ]  # fmt: skip


def _expense_row(own: Mapping[str, Any], expense: Expense) -> dict[str, Any]:
    source = expense.source
    return {
        **own,
        "number": expense.number,
        **{name: getattr(expense.details, name) for name in DETAIL_FIELDS},
        "reverses": expense.reverses,
        "replaces": expense.replaces,
        "import": source.import_number if source else None,
        "row": source.row if source else None,
    }


def _share_rows(own: Mapping[str, Any], line: int, amount: int, shares: Sequence[Share]) -> list[dict[str, Any]]:
    if sum(share.cents for share in shares) != amount or not shares:
        raise AssertionError(f"the shares of line {line} do not add up to it")
    return [
        {**own, "expense": line, "position": position, "code": share.code, "cents": share.cents}
        for position, share in enumerate(shares)
    ]


def _insert(connection: Connection, name: str, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    table = schema.metadata.tables[name]
    if connection.dialect.name != "postgresql" or len(rows) < COPY_ROWS_MIN:
        connection.execute(table.insert(), rows)
        return
    columns = list(rows[0])
    quoted = ", ".join(f'"{column}"' for column in columns)
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f'COPY "{name}" ({quoted}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row([row[column] for column in columns])
