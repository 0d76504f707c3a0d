"""Reading the rows that imports refused and kept, what was wrong with them, and what closed them."""

from __future__ import annotations

import json
from collections import defaultdict

from sqlalchemy import and_, select
from sqlalchemy.engine import Connection

from subsidy_ledger.domain.records import Tenancy
from subsidy_ledger.domain.refused import Closing, Fault, RefusedRow
from subsidy_ledger.domain.told import from_plain
from subsidy_ledger.storage import schema
from subsidy_ledger.storage.recorded import up_to


def load_refused_rows(connection: Connection, tenancy: Tenancy, until: int | None = None) -> tuple[RefusedRow, ...]:
    """Every row kept on record up to entry `until`, by number, closed ones too."""
    row, source = schema.refused_row, schema.source_row
    joined = row.join(
        source,
        and_(
            row.c.beneficiary == source.c.beneficiary,
            row.c["import"] == source.c["import"],
            row.c.row == source.c.row,
        ),
    )
    query = select(row, source.c.cells).select_from(joined)
    found = connection.execute(up_to(query, row, tenancy, until).order_by(row.c.number)).all()
    faults = _faults(connection, tenancy, until) if found else {}
    return tuple(
        RefusedRow(
            r.number, r.entry, getattr(r, "import"), r.row, r.year, r.cents, json.loads(r.facts),
            tuple(json.loads(r.cells)), tuple(faults.get(r.number, ())),
        )
        for r in found
    )  # fmt: skip


def _faults(connection: Connection, tenancy: Tenancy, until: int | None) -> dict[int, list[Fault]]:
    table = schema.refused_fault
    found: dict[int, list[Fault]] = defaultdict(list)
    for r in connection.execute(
        up_to(select(table), table, tenancy, until).order_by(table.c.refused, table.c.position)
    ):
        told = (from_plain(json.loads(text)) for text in (r.expected, r.message))
        found[r.refused].append(Fault(r.code, r.cell, r.field, r.value, *told))
    return found


def load_refused_closings(connection: Connection, tenancy: Tenancy, until: int | None = None) -> tuple[Closing, ...]:
    """Everything done with the refused rows of this agreement, in order of the entries."""
    closing, row, line = schema.refused_closing, schema.refused_row, schema.expense
    joined = closing.join(
        row, and_(closing.c.beneficiary == row.c.beneficiary, closing.c.refused == row.c.number)
    ).outerjoin(line, and_(closing.c.beneficiary == line.c.beneficiary, closing.c.expense == line.c.number))
    query = select(closing, line.c["import"].label("line_import")).select_from(joined)
    query = query.where(row.c.agreement == tenancy.agreement).order_by(closing.c.entry, closing.c.refused)
    return tuple(
        Closing(r.refused, r.act, r.entry, getattr(r, "import"), r.expense, r.successor, r.line_import)
        for r in connection.execute(up_to(query, closing, tenancy, until))
    )
