"""The tables of other subsidies' lists, writing and reading them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Column, Date, ForeignKeyConstraint, PrimaryKeyConstraint, String, Text, func, select
from sqlalchemy.engine import Connection

from subsidy_ledger.domain.funding_lists import FundingList, ListRow, latest_lists
from subsidy_ledger.domain.records import Tenancy
from subsidy_ledger.storage.columns import Cents, code, number, of_agreement, of_entry, table, tenant
from subsidy_ledger.storage.recorded import all_rows, up_to

Row = dict[str, Any]

funding_list = table(
    "funding_list",
    tenant(),
    Column("agreement", code(), nullable=False),
    number("number"),
    Column("funding", code(), nullable=False),
    number("version"),
    number("year"),
    Column("file", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("sheet", Text, nullable=False),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "agreement", "number"),
    ForeignKeyConstraint(["beneficiary", "sha256"], ["file.beneficiary", "file.sha256"]),
    ForeignKeyConstraint(
        ["beneficiary", "agreement", "funding", "version"],
        ["funding.beneficiary", "funding.agreement", "funding.code", "funding.version"],
    ),
    of_agreement(),
    of_entry(),
)

funding_list_row = table(
    "funding_list_row",
    tenant(),
    Column("agreement", code(), nullable=False),
    number("list"),
    number("position"),
    Column("sheet", Text, nullable=False),
    Column("cell", Text, nullable=False),
    Column("cents", Cents, nullable=False),
    Column("supplier", Text),
    Column("document_no", Text),
    Column("invoice_no", Text),
    Column("day", Date),
    Column("document_cents", Cents),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "agreement", "list", "position"),
    ForeignKeyConstraint(
        ["beneficiary", "agreement", "list"],
        ["funding_list.beneficiary", "funding_list.agreement", "funding_list.number"],
    ),
    of_entry(),
)


def load_funding_lists(connection: Connection, tenancy: Tenancy, until: int | None) -> tuple[FundingList, ...]:
    """Every list recorded up to entry `until`; those that count with their rows, the others with their sums."""
    found = tuple(
        FundingList(r.number, r.funding, r.version, r.year, r.file, r.sha256, r.sheet, (), r.entry)
        for r in all_rows(connection, funding_list, tenancy, until)
    )
    counting = [one.number for one in latest_lists(found)]
    if not counting:
        return found
    c = funding_list_row.c
    query = up_to(select(funding_list_row), funding_list_row, tenancy, until).where(c.list.in_(counting))
    rows: dict[int, list[ListRow]] = defaultdict(list)
    for r in connection.execute(query.order_by(*funding_list_row.primary_key.columns)):
        rows[r.list].append(
            ListRow(r.sheet, r.cell, r.cents, r.supplier, r.document_no, r.invoice_no, r.day, r.document_cents)
        )
    once = _once(connection, tenancy, until)
    return tuple(
        replace(one, rows=tuple(rows[one.number]))
        if one.number in counting
        else replace(one, rows_once=once[one.number][0], cents_once=once[one.number][1])
        for one in found
    )


def _once(connection: Connection, tenancy: Tenancy, until: int | None) -> dict[int, tuple[int, int]]:
    """Of each list how many rows it has, and their cents."""
    c = funding_list_row.c
    query = up_to(select(c.list, func.count(), func.sum(c.cents)), funding_list_row, tenancy, until)
    stated = connection.execute(query.group_by(c.list))
    return defaultdict(lambda: (0, 0), {number: (int(rows), int(cents)) for number, rows, cents in stated})


def funding_list_rows(own: Row, lists: Iterable[FundingList]) -> Iterator[Row]:
    for one in lists:
        yield {
            **own, "number": one.number, "funding": one.funding, "version": one.version, "year": one.year,
            "file": one.file, "sha256": one.sha256, "sheet": one.sheet,
        }  # fmt: skip


def funding_list_row_rows(own: Row, lists: Iterable[FundingList]) -> Iterator[Row]:
    for one in lists:
        for position, row in enumerate(one.rows):
            yield {
                **own, "list": one.number, "position": position, "sheet": row.sheet, "cell": row.cell,
                "cents": row.cents, "supplier": row.supplier, "document_no": row.document_no,
                "invoice_no": row.invoice_no, "day": row.day, "document_cents": row.document_cents,
            }  # fmt: skip
