"""The table of the indicators' values, writing and reading it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, PrimaryKeyConstraint, Text
from sqlalchemy.engine import Connection

from subsidy_ledger.domain.indicators import IndicatorValue
from subsidy_ledger.domain.records import Tenancy
from subsidy_ledger.storage.columns import code, number, of_entry, table, tenant
from subsidy_ledger.storage.recorded import all_rows

# `indicator` is the place in the agreement's list of the objective, counted from 1.
indicator_value = table(
    "indicator_value",
    tenant(),
    Column("agreement", code(), nullable=False),
    Column("objective", code(), nullable=False),
    number("indicator"),
    number("year"),
    number("version"),
    Column("value", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("note", Text, nullable=False),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "agreement", "objective", "indicator", "year", "version"),
    ForeignKeyConstraint(
        ["beneficiary", "agreement", "objective"],
        ["catalogue.beneficiary", "catalogue.agreement", "catalogue.code"],
    ),
    CheckConstraint("indicator >= 1", name="place"),
    of_entry(),
)


def indicator_rows(own: dict[str, Any], values: tuple[IndicatorValue, ...]) -> Iterator[dict[str, Any]]:
    for v in values:
        yield {
            **own, "objective": v.objective, "indicator": v.indicator, "year": v.year, "version": v.version,
            "value": v.value, "document": v.document, "note": v.note,
        }  # fmt: skip


def load_indicator_values(connection: Connection, tenancy: Tenancy, until: int | None) -> tuple[IndicatorValue, ...]:
    """Every version of every value, by objective, place, year and version."""
    return tuple(
        IndicatorValue(r.objective, r.indicator, r.year, r.version, r.value, r.document, r.note, r.entry)
        for r in all_rows(connection, indicator_value, tenancy, until)
    )
