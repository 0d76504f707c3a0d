"""Looking up what stands behind one line: its cells as delivered, its taggings, the files that know it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.engine import Connection

from subsidy_ledger.domain.acts import History, Supplement
from subsidy_ledger.domain.acts_of_files import Revision
from subsidy_ledger.domain.drafts import SourceRow
from subsidy_ledger.domain.expenses import PAYMENT_FIELDS, RuleUse, Share
from subsidy_ledger.domain.records import Tenancy
from subsidy_ledger.storage import schema
from subsidy_ledger.storage.recorded import all_rows

Facts = Mapping[str, Any]


def _rows(
    connection: Connection, tenancy: Tenancy, table: Table, until: int | None, **wanted: int | str
) -> list[Facts]:
    query = select(table).where(table.c.beneficiary == tenancy.beneficiary)
    for name, value in wanted.items():
        query = query.where(table.c[name.rstrip("_")] == value)
    if until is not None:
        query = query.where(table.c.entry <= until)
    return [dict(row._mapping) for row in connection.execute(query.order_by(*table.primary_key.columns))]


def cells_of(connection: Connection, tenancy: Tenancy, import_number: int, row: int) -> tuple[str, ...]:
    """The cells of one row of an imported table as delivered, by column; empty where the row is not kept."""
    found = _rows(connection, tenancy, schema.source_row, None, import_=import_number, row=row)
    return tuple(json.loads(found[0]["cells"])) if found else ()


def rows_of_import(connection: Connection, tenancy: Tenancy, import_number: int) -> list[SourceRow]:
    """Every row of an imported table with what became of it."""
    found = _rows(connection, tenancy, schema.source_row, None, import_=import_number)
    return [SourceRow(r["row"], r["outcome"], r["expense"], tuple(json.loads(r["cells"]))) for r in found]


def taggings_of(
    connection: Connection, tenancy: Tenancy, line: int, until: int | None = None
) -> list[tuple[int, tuple[Share, ...]]]:
    """Each entry that divided the line, with the shares it gave; the last one counts."""
    by_entry: dict[int, list[Share]] = defaultdict(list)
    for row in _rows(connection, tenancy, schema.share, until, expense=line):
        by_entry[row["entry"]].append(Share(row["code"], row["cents"]))
    return [(entry, tuple(shares)) for entry, shares in sorted(by_entry.items())]


def all_taggings(
    connection: Connection, tenancy: Tenancy, until: int | None = None
) -> dict[int, tuple[tuple[int, tuple[Share, ...]], ...]]:
    """The taggings of every line, as `taggings_of` has those of one."""
    by_line: dict[int, dict[int, list[Share]]] = defaultdict(lambda: defaultdict(list))
    for row in all_rows(connection, schema.share, tenancy, until):
        by_line[row.expense][row.entry].append(Share(row.code, row.cents))
    return {line: tuple((entry, tuple(shares)) for entry, shares in found.items()) for line, found in by_line.items()}


def history_of(connection: Connection, tenancy: Tenancy, until: int | None = None) -> History:
    """All that was ever recorded of the lines and of the agreement's file."""
    supplements = sorted(all_rows(connection, schema.supplement, tenancy, until), key=lambda row: row.entry)
    return History(
        all_taggings(connection, tenancy, until),
        tuple(
            Supplement(row.entry, row.expense, {n: v for n in PAYMENT_FIELDS if (v := getattr(row, n)) is not None})
            for row in supplements
        ),
        tuple(
            Revision(row.revision, row.entry, json.loads(row.content))
            for row in all_rows(connection, schema.agreement_revision, tenancy, until)
        ),
    )


def rules_of(
    connection: Connection, tenancy: Tenancy, line: int, until: int | None = None
) -> dict[int, tuple[RuleUse, ...]]:
    """The rules behind each tagging of the line, by entry; entries in which a person or a file tagged it are absent."""
    found: dict[int, tuple[RuleUse, ...]] = {}
    for row in _rows(connection, tenancy, schema.rule_tagging, until, expense=line):
        use = RuleUse(row["rule"], row["version"], row["likeness"])
        found[row["entry"]] = (*found.get(row["entry"], ()), use)
    return found


def sightings_of(connection: Connection, tenancy: Tenancy, line: int, until: int | None = None) -> list[Facts]:
    """Every row of every import that became this line or was recognised as it: import, row, outcome, entry."""
    return _rows(connection, tenancy, schema.source_row, until, expense=line)


def supplements_of(connection: Connection, tenancy: Tenancy, line: int, until: int | None = None) -> list[Facts]:
    """The payment facts later imports filled in: entry, import, row and the facts."""
    return [
        {**row, "facts": {name: row[name] for name in PAYMENT_FIELDS if row[name] is not None}}
        for row in _rows(connection, tenancy, schema.supplement, until, expense=line)
    ]


def agreement_of_line(connection: Connection, tenancy: Tenancy, number: int) -> str | None:
    """Which agreement of the same beneficiary has the line; None where none has."""
    c = schema.expense.c
    found = select(c.agreement).where(c.beneficiary == tenancy.beneficiary, c.number == number)
    return connection.execute(found).scalar_one_or_none()


def file_content(connection: Connection, tenancy: Tenancy, sha256: str) -> bytes:
    """The bytes of an imported file, exactly as delivered."""
    c = schema.file.c
    found = connection.execute(
        select(c.content).where(c.beneficiary == tenancy.beneficiary, c.sha256 == sha256)
    ).scalar_one()
    return bytes(found)


def knowing_imports(connection: Connection, tenancy: Tenancy, lines: set[int], besides: int) -> set[int]:
    """Other imports than `besides` that had any of these lines in their files, undone ones among them."""
    row = schema.source_row.c
    found = connection.execute(
        select(row["import"], row.expense).where(
            row.beneficiary == tenancy.beneficiary, row["import"] != besides, row.expense.is_not(None)
        )
    )
    return {number for number, line in found if line in lines}


def supplemented_by(connection: Connection, tenancy: Tenancy, import_number: int) -> set[int]:
    """The lines to which this import supplied payment facts."""
    return {row["expense"] for row in _rows(connection, tenancy, schema.supplement, None, import_=import_number)}
