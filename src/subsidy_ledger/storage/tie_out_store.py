"""Tie-outs as rows, and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from subsidy_ledger.domain.records import Booking, FalseTotal, Tenancy, TieOut
from subsidy_ledger.domain.tie_out import latest
from subsidy_ledger.storage import schema
from subsidy_ledger.storage.recorded import all_rows, up_to

Row = dict[str, Any]


def load_tie_outs(connection: Connection, tenancy: Tenancy, until: int | None = None) -> tuple[TieOut, ...]:
    """Every tie-out recorded up to entry `until`; those that count with their bookings, those before without."""
    found = tuple(
        TieOut(r.number, r.year, r.entity, r.file, r.sha256, r.sheet, (), r.entry)
        for r in all_rows(connection, schema.tie_out, tenancy, until)
    )
    counting = [one.number for one in latest(found)]
    if not counting:
        return found
    table = schema.tie_out_booking
    query = up_to(select(table), table, tenancy, until).where(table.c.tie_out.in_(counting))
    bookings: dict[int, list[Booking]] = defaultdict(list)
    for r in connection.execute(query.order_by(*table.primary_key.columns)):
        bookings[r.tie_out].append(
            Booking(r.sheet, r.cell, r.cents, r.article, r.document_no, r.invoice_no, r.supplier)
        )
    totals: dict[int, list[FalseTotal]] = defaultdict(list)
    for r in all_rows(connection, schema.tie_out_total, tenancy, until):
        if r.tie_out in counting:
            totals[r.tie_out].append(FalseTotal(r.sheet, r.cell, r.label, r.stated, r.computed))
    return tuple(replace(one, bookings=tuple(bookings[one.number]), totals=tuple(totals[one.number])) for one in found)


def tie_out_rows(own: Row, tie_outs: Iterable[TieOut]) -> Iterator[Row]:
    for t in tie_outs:
        yield {
            **own, "number": t.number, "year": t.year, "entity": t.entity, "file": t.file, "sha256": t.sha256,
            "sheet": t.sheet,
        }  # fmt: skip


def tie_out_booking_rows(own: Row, tie_outs: Iterable[TieOut]) -> Iterator[Row]:
    for t in tie_outs:
        for position, b in enumerate(t.bookings):
            yield {
                **own, "tie_out": t.number, "position": position, "sheet": b.sheet, "cell": b.cell, "cents": b.cents,
                "article": b.article, "document_no": b.document_no, "invoice_no": b.invoice_no, "supplier": b.supplier,
            }  # fmt: skip


def tie_out_total_rows(own: Row, tie_outs: Iterable[TieOut]) -> Iterator[Row]:
    for t in tie_outs:
        for position, total in enumerate(t.totals):
            yield {
                **own, "tie_out": t.number, "position": position, "sheet": total.sheet, "cell": total.cell,
                "label": total.label, "stated": total.stated, "computed": total.computed,
            }  # fmt: skip
