"""The refused rows that imports kept, as a table and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.records import Import
from subsidy_ledger.domain.refused import AtStake, Refusals, RefusedRow, at_stake, stake_text
from subsidy_ledger.domain.sentences import Listed, Sentence, as_it_is, say
from subsidy_ledger.domain.vocabulary import in_words
from subsidy_ledger.reports.tables import Column, Table, Value

COLUMNS = (
    Column("number", "Number", "integer"),
    Column("import", "Import", "integer"),
    Column("file", "File"),
    Column("sheet", "Sheet"),
    Column("row", "Row", "integer"),
    Column("cell", "Cell", "code"),
    Column("value", "What stands there", width_max=40),
    Column("message", "What is wrong, and how to mend it", width_max=90),
    Column("supplier", "Supplier", width_max=40),
    Column("amount", "Euros", "money"),
)
CLOSED_COLUMNS = (Column("state", "Status", "code"), Column("closed_by", "Closed by", width_max=60))
NONE_OPEN = say("No refused row is open.")


def refused_table(rows: Sequence[RefusedRow], held: Refusals, ledger: Ledger, *, everything: bool) -> Table:
    """One row a refused row; with `everything` also what holds of it and what closed it."""
    imports = {batch.number: batch for batch in ledger.imports}
    shown = tuple(
        (*_row(row, imports), *((in_words(held.state(row)), _closed_by(row, held, ledger)) if everything else ()))
        for row in rows
    )
    columns = (*COLUMNS, *CLOSED_COLUMNS) if everything else COLUMNS
    open_ = [row for row in rows if held.state(row) == "open"]
    note = say("Open: {rows}.", rows=stake_text(at_stake(open_))) if open_ else NONE_OPEN
    return Table("refused", "", columns, shown, (), (note,))


def _row(row: RefusedRow, imports: Mapping[int, Import]) -> tuple[Value, ...]:
    batch, faults = imports[row.import_number], row.faults
    values = as_it_is(Listed(tuple(f.value for f in faults), between=" · "))
    return (
        row.number, row.import_number, batch.file, batch.sheet, row.row,
        ", ".join(dict.fromkeys(f.cell for f in faults)), values,
        as_it_is(Listed(tuple(f.message for f in faults), between=" · ")), row.facts.get("supplier", ""), row.cents,
    )  # fmt: skip


def _closed_by(row: RefusedRow, held: Refusals, ledger: Ledger) -> Sentence | str:
    closing = held.closed_by.get(row.number)
    if closing is None:
        return ""
    if closing.line is not None:
        return say("line {line}, import {number}", line=closing.line, number=closing.import_number)
    if closing.successor is not None:
        return say("refused row {n}, import {number}", n=closing.successor, number=closing.import_number)
    entry = next(e for e in ledger.entries if e.number == closing.entry)
    return say("{by}: {reason}", by=entry.by, reason=entry.reason)


def stake_json(stake: AtStake) -> dict[str, Any]:
    """Open rows, the euros of those whose amount could be read, and how many have none."""
    return {"rows": stake.rows, "amount": to_text(stake.cents), "without_amount": stake.unread}


def refused_json(rows: Sequence[RefusedRow], held: Refusals, ledger: Ledger) -> list[dict[str, Any]]:
    """Every row with its cells, all that is wrong with it, and what closed it."""
    imports = {batch.number: batch for batch in ledger.imports}
    entries = {entry.number: entry for entry in ledger.entries}
    found = []
    for row in rows:
        batch, closing = imports[row.import_number], held.closed_by.get(row.number)
        entry = entries[closing.entry] if closing is not None else None
        found.append(
            {
                "number": row.number,
                "import": row.import_number,
                "file": batch.file,
                "sha256": batch.sha256,
                "sheet": batch.sheet,
                "row": row.row,
                "entity": batch.entity,
                "year": row.year,
                "amount": None if row.cents is None else to_text(row.cents),
                "cells": list(row.cells),
                "problems": [
                    {
                        "code": f.code, "cell": f.cell, "field": f.field, "value": f.value,
                        "expected": str(f.expected), "message": str(f.message),
                    }
                    for f in row.faults
                ],
                "status": held.state(row),
                "closed": closing and entry and {
                    "line": closing.line, "successor": closing.successor, "import": closing.import_number,
                    "by": entry.by, "at": entry.at.isoformat(), "reason": entry.reason or None, "entry": entry.number,
                },
            }
        )  # fmt: skip
    return found
