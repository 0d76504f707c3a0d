"""Rows as they were recorded up to an entry, and which imports stood then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Row, Select, Table, select
from sqlalchemy.engine import Connection

from subsidy_ledger.domain.records import Tenancy

PORTION_ROWS = 2000


def all_rows(connection: Connection, table: Table, tenancy: Tenancy, until: int | None) -> Iterator[Row[Any]]:
    """Rows of a table in the order of its key, where it has an agreement only those of ours; not all held at once."""
    query = up_to(select(table), table, tenancy, until).order_by(*table.primary_key.columns)
    return iter(connection.execute(query, execution_options={"yield_per": PORTION_ROWS}))


def up_to(query: Select[Any], table: Table, tenancy: Tenancy, until: int | None) -> Select[Any]:
    query = query.where(table.c.beneficiary == tenancy.beneficiary)
    if "agreement" in table.c:
        query = query.where(table.c.agreement == tenancy.agreement)
    return query if until is None else query.where(table.c.entry <= until)


def turns_of(
    connection: Connection, table: Table, tenancy: Tenancy, until: int | None
) -> Mapping[int, tuple[int, ...]]:
    """The entries that undid (or redid) each import, in order."""
    found: dict[int, tuple[int, ...]] = defaultdict(tuple)
    for r in all_rows(connection, table, tenancy, until):
        found[getattr(r, "import")] += (r.entry,)
    return found


def undone_by(undos: tuple[int, ...], redos: tuple[int, ...]) -> int | None:
    """The entry that undid an import, unless a later one posted it again."""
    last = max(undos, default=0)
    return last if last > max(redos, default=0) else None
