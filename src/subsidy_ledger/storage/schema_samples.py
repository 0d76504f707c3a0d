"""The tables of the samples: what was asked and drawn, and the lines chosen."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKeyConstraint, PrimaryKeyConstraint, String, Text

from subsidy_ledger.storage.columns import Cents, code, number, of_agreement, of_entry, table, tenant

# Interval and start are cents of the lower stratum; the digest is over the whole population.
sample = table(
    "sample",
    tenant(),
    Column("agreement", code(), nullable=False),
    number("number"),
    number("year"),
    Column("grant", code()),
    number("size"),
    Column("materiality", Cents),
    Column("seed", Text, nullable=False),
    Column("interval_cents", Cents, nullable=False),
    Column("start_cents", Cents, nullable=False),
    number("lines"),
    Column("cents", Cents, nullable=False),
    number("negative_lines"),
    Column("negative_cents", Cents, nullable=False),
    Column("population_digest", String(64), nullable=False),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "agreement", "number"),
    ForeignKeyConstraint(
        ["beneficiary", "agreement", "grant"],
        ["catalogue.beneficiary", "catalogue.agreement", "catalogue.code"],
    ),
    of_agreement(),
    of_entry(),
)

sample_line = table(
    "sample_line",
    tenant(),
    Column("agreement", code(), nullable=False),
    number("sample"),
    number("expense"),
    Column("cents", Cents, nullable=False),
    Column("stratum", code(), nullable=False),
    Column("hit", Cents),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "agreement", "sample", "expense"),
    ForeignKeyConstraint(
        ["beneficiary", "agreement", "sample"], ["sample.beneficiary", "sample.agreement", "sample.number"]
    ),
    ForeignKeyConstraint(
        ["beneficiary", "expense", "agreement"], ["expense.beneficiary", "expense.number", "expense.agreement"]
    ),
    of_entry(),
)
