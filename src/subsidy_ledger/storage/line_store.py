"""Reading the lines: details with what was supplied to them, and the shares and rules of their latest tagging."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.engine import Connection, Row

from subsidy_ledger.domain.expenses import DETAIL_FIELDS, PAYMENT_FIELDS, Details, Expense, RuleUse, Share, Source
from subsidy_ledger.domain.records import Import, Tenancy
from subsidy_ledger.domain.sharing import Shared
from subsidy_ledger.storage import schema
from subsidy_ledger.storage.recorded import all_rows, turns_of, undone_by


def load_lines(
    connection: Connection, tenancy: Tenancy, until: int | None, imports: Mapping[int, Import]
) -> tuple[Expense, ...]:
    """Every line up to entry `until`, by number; `imports` by theirs."""
    shares, latest = _shares(connection, tenancy, until)
    uses = _rule_uses(connection, tenancy, until, latest)
    facts = _supplements(connection, tenancy, until)
    lines, shared = [], Shared()
    for row in all_rows(connection, schema.expense, tenancy, until):
        details = _details(row, shared)
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
                tuple(supplied), uses.get(row.number, ()),
            )
        )  # fmt: skip
    return tuple(lines)


def _details(row: Row[Any], shared: Shared) -> Details:
    values: dict[str, Any] = {name: getattr(row, name) for name in DETAIL_FIELDS}
    values |= {name: shared(value) for name, value in values.items() if isinstance(value, str | date)}
    return Details(**values)


def _shares(
    connection: Connection, tenancy: Tenancy, until: int | None
) -> tuple[dict[int, tuple[Share, ...]], dict[int, int]]:
    """The shares each line's latest tagging gave it, and the entry that recorded it."""
    latest: dict[int, int] = {}
    shares: dict[int, list[Share]] = defaultdict(list)
    for r in all_rows(connection, schema.share, tenancy, until):
        if latest.get(r.expense) != r.entry:
            latest[r.expense] = r.entry
            shares[r.expense] = []
        shares[r.expense].append(Share(r.code, r.cents))
    return {line: tuple(those) for line, those in shares.items()}, latest


def _rule_uses(
    connection: Connection, tenancy: Tenancy, until: int | None, latest: Mapping[int, int]
) -> dict[int, tuple[RuleUse, ...]]:
    """The rules behind each line's latest tagging, by number."""
    found: dict[int, tuple[RuleUse, ...]] = {}
    for r in all_rows(connection, schema.rule_tagging, tenancy, until):
        if latest.get(r.expense) == r.entry:
            found[r.expense] = (*found.get(r.expense, ()), RuleUse(r.rule, r.version, r.likeness))
    return found


def _supplements(connection: Connection, tenancy: Tenancy, until: int | None) -> dict[int, dict[str, Any]]:
    """Payment facts by line, from imports that were not undone."""
    undos, redos = (turns_of(connection, table, tenancy, until) for table in (schema.import_undo, schema.import_redo))
    undone = {number for number in undos if undone_by(undos[number], redos[number]) is not None}
    facts: dict[int, dict[str, Any]] = defaultdict(dict)
    for r in all_rows(connection, schema.supplement, tenancy, until):
        if getattr(r, "import") not in undone:
            facts[r.expense] |= {n: v for n in PAYMENT_FIELDS if (v := getattr(r, n)) is not None}
    return facts
