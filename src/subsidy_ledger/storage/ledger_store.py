"""Reading: rows become the one immutable `Ledger`, as recorded up to any entry."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, Table, select
from sqlalchemy.engine import Connection

from subsidy_ledger.domain.agreement import Agreement
from subsidy_ledger.domain.agreement_file import agreement_of
from subsidy_ledger.domain.expenses import DETAIL_FIELDS, PAYMENT_FIELDS, Details, Expense, Share, Source
from subsidy_ledger.domain.findings import Decision
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import (
    Allocation,
    Contribution,
    ControlTotal,
    Entry,
    Import,
    SectorPlan,
    Superseded,
    Tenancy,
)
from subsidy_ledger.storage import schema


def tenancies(connection: Connection) -> tuple[Tenancy, ...]:
    """Every agreement this database holds, in code order."""
    c = schema.agreement_revision.c
    found = connection.execute(select(c.beneficiary, c.agreement).distinct())
    return tuple(
        sorted((Tenancy(r.beneficiary, r.agreement) for r in found), key=lambda t: (t.agreement, t.beneficiary))
    )


def last_entry_by(connection: Connection, tenancy: Tenancy, moment: datetime) -> int:
    """The number of the last entry recorded up to `moment`; 0 where there is none."""
    c = schema.entry.c
    found = connection.execute(
        select(c.number).where(c.beneficiary == tenancy.beneficiary, c.at <= moment).order_by(c.number.desc()).limit(1)
    ).scalar()
    return int(found or 0)


@dataclass(frozen=True, slots=True)
class Revision:
    """The latest revision of an agreement's text."""

    revision: int
    sha256: str


def last_revision(connection: Connection, tenancy: Tenancy) -> Revision | None:
    c = schema.agreement_revision.c
    found = connection.execute(
        _up_to(select(c.revision, c.sha256), schema.agreement_revision, tenancy, None).order_by(c.revision.desc())
    ).first()
    return None if found is None else Revision(found.revision, found.sha256)


def catalogue_codes(connection: Connection, tenancy: Tenancy) -> frozenset[str]:
    """Every code that any revision of the agreement ever had."""
    return frozenset(row.code for row in _all(connection, schema.catalogue, tenancy, None))


def load_agreement(connection: Connection, tenancy: Tenancy, until: int | None = None) -> Agreement | None:
    """The latest revision recorded up to entry `until`; None where there was none yet."""
    c = schema.agreement_revision.c
    found = connection.execute(
        _up_to(select(c.content), schema.agreement_revision, tenancy, until).order_by(c.revision.desc()).limit(1)
    ).scalar()
    return None if found is None else agreement_of(json.loads(found))


def load(connection: Connection, tenancy: Tenancy, until: int | None = None) -> Ledger | None:
    """Everything recorded up to entry `until` (None: everything); None where the agreement was not yet loaded."""
    agreement = load_agreement(connection, tenancy, until)
    if agreement is None:
        return None
    imports = _imports(connection, tenancy, until)
    return Ledger(
        agreement,
        load_allocations(connection, tenancy, until),
        tuple(
            Contribution(r.year, r.version, r.cents, r.decision, r.document, r.entry)
            for r in _all(connection, schema.contribution, tenancy, until)
        ),
        _expenses(connection, tenancy, until, {i.number: i for i in imports}),
        imports,
        _control_totals(connection, tenancy, until, {i.number for i in imports}),
        entries(connection, tenancy, until),
        load_sector_plans(connection, tenancy, until),
        tuple(
            Decision(r.finding, r.act, r.check_id, r.subject, r.year, r.cents, r.lines, r.entry)
            for r in _all(connection, schema.finding_decision, tenancy, until)
        ),
        _superseded(connection, tenancy, until, {i.number for i in imports}),
    )


def entries(connection: Connection, tenancy: Tenancy, until: int | None = None) -> tuple[Entry, ...]:
    return tuple(
        Entry(r.number, r.kind, r.by, r.at, r.reason, r.db_role, r.previous, r.digest)
        for r in connection.execute(
            select(schema.entry)
            .where(
                schema.entry.c.beneficiary == tenancy.beneficiary,
                *([schema.entry.c.number <= until] if until is not None else []),
            )
            .order_by(schema.entry.c.number)
        )
    )


def load_allocations(connection: Connection, tenancy: Tenancy, until: int | None = None) -> tuple[Allocation, ...]:
    return tuple(
        Allocation(r.grant, r.year, r.version, r.cents, r.decision, r.entry)
        for r in _all(connection, schema.allocation, tenancy, until)
    )


def load_sector_plans(connection: Connection, tenancy: Tenancy, until: int | None = None) -> tuple[SectorPlan, ...]:
    return tuple(
        SectorPlan(r.sector, r.year, r.version, r.cents, r.decision, r.entry)
        for r in _all(connection, schema.sector_plan, tenancy, until)
    )


def _imports(connection: Connection, tenancy: Tenancy, until: int | None) -> tuple[Import, ...]:
    undos, redos = (_turns(connection, table, tenancy, until) for table in (schema.import_undo, schema.import_redo))
    return tuple(
        Import(
            r.number, r.entry, r.file, r.sha256, r.sheet, r.header_row, r.entity, tuple(json.loads(r.fields)),
            tuple(json.loads(r.headers)), r.rows_read, r.rows_new, r.rows_known, r.rows_zero, r.rows_total,
            r.cents_new, undone_by(undos[r.number], redos[r.number]), undos[r.number], redos[r.number],
        )
        for r in _all(connection, schema.import_, tenancy, until)
    )  # fmt: skip


def _turns(connection: Connection, table: Table, tenancy: Tenancy, until: int | None) -> Mapping[int, tuple[int, ...]]:
    """The entries that undid (or redid) each import, in order."""
    found: dict[int, tuple[int, ...]] = defaultdict(tuple)
    for r in _all(connection, table, tenancy, until):
        found[getattr(r, "import")] += (r.entry,)
    return found


def undone_by(undos: tuple[int, ...], redos: tuple[int, ...]) -> int | None:
    """The entry that undid an import, unless a later one posted it again."""
    last = max(undos, default=0)
    return last if last > max(redos, default=0) else None


def _control_totals(
    connection: Connection, tenancy: Tenancy, until: int | None, imports: set[int]
) -> tuple[ControlTotal, ...]:
    found = _all(connection, schema.control_total, tenancy, until)
    return tuple(
        ControlTotal(getattr(r, "import"), r.row, r.label, r.stated, r.computed, r.year)
        for r in found
        if getattr(r, "import") in imports
    )


def _superseded(
    connection: Connection, tenancy: Tenancy, until: int | None, imports: set[int]
) -> tuple[Superseded, ...]:
    found = _all(connection, schema.superseded, tenancy, until)
    rows = (Superseded(getattr(r, "import"), r.expense, r.row, r.entry) for r in found)
    return tuple(row for row in rows if row.import_number in imports)


def _expenses(
    connection: Connection, tenancy: Tenancy, until: int | None, imports: Mapping[int, Import]
) -> tuple[Expense, ...]:
    shares = _shares(connection, tenancy, until)
    facts = _supplements(connection, tenancy, until)
    lines = []
    for row in _all(connection, schema.expense, tenancy, until):
        details = Details(**{name: getattr(row, name) for name in DETAIL_FIELDS})
        # What was supplied to a line holds for the line that takes its place, and for the one that takes it back.
        supplied = facts.get(row.replaces, {}) | facts.get(row.reverses, {}) | facts.get(row.number, {})
        supplied = {name: value for name, value in supplied.items() if getattr(details, name) is None}
        if supplied:
            facts[row.number] = supplied
            details = replace(details, **supplied)
        batch = imports.get(getattr(row, "import"))
        source = Source(batch.number, batch.file, batch.sha256, batch.sheet, row.row) if batch else None
        lines.append(
            Expense(
                row.number, row.entry, details, shares[row.number], row.reverses, row.replaces, source,
                tuple(supplied),
            )
        )  # fmt: skip
    return tuple(lines)


def _shares(connection: Connection, tenancy: Tenancy, until: int | None) -> dict[int, tuple[Share, ...]]:
    """The shares each line's latest tagging gave it."""
    latest: dict[int, int] = {}
    shares: dict[int, list[Share]] = defaultdict(list)
    for r in _all(connection, schema.share, tenancy, until):
        if latest.get(r.expense) != r.entry:
            latest[r.expense] = r.entry
            shares[r.expense] = []
        shares[r.expense].append(Share(r.code, r.cents))
    return {line: tuple(those) for line, those in shares.items()}


def _supplements(connection: Connection, tenancy: Tenancy, until: int | None) -> dict[int, dict[str, Any]]:
    """Payment facts by line, from imports that were not undone."""
    undos, redos = (_turns(connection, table, tenancy, until) for table in (schema.import_undo, schema.import_redo))
    undone = {number for number in undos if undone_by(undos[number], redos[number]) is not None}
    facts: dict[int, dict[str, Any]] = defaultdict(dict)
    for r in _all(connection, schema.supplement, tenancy, until):
        if getattr(r, "import") not in undone:
            facts[r.expense] |= {n: v for n in PAYMENT_FIELDS if (v := getattr(r, n)) is not None}
    return facts


def _all(connection: Connection, table: Table, tenancy: Tenancy, until: int | None) -> list[Row[Any]]:
    """Rows of a table in the order of its key, where it has an agreement only those of ours."""
    return list(connection.execute(_up_to(select(table), table, tenancy, until).order_by(*table.primary_key.columns)))


def _up_to(query: Select[Any], table: Table, tenancy: Tenancy, until: int | None) -> Select[Any]:
    query = query.where(table.c.beneficiary == tenancy.beneficiary)
    if "agreement" in table.c:
        query = query.where(table.c.agreement == tenancy.agreement)
    return query if until is None else query.where(table.c.entry <= until)
