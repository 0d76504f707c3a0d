"""The tables of what people decide beside the money: rulings on findings, and the city's own plans by sector."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, PrimaryKeyConstraint, String, Text

from subsidy_ledger.storage.columns import Cents, code, number, of_agreement, of_entry, table, tenant

# What was decided on a finding, with its figure as it was then; who, when and why stand with the entry.
finding_decision = table(
    "finding_decision",
    tenant(),
    Column("agreement", code(), nullable=False),
    Column("finding", String(10), nullable=False),
    number("entry"),
    Column("act", code(), nullable=False),
    Column("check_id", code(), nullable=False),
    Column("subject", Text, nullable=False),
    number("year", nullable=True),
    Column("cents", Cents, nullable=False),
    Column("lines", Text, nullable=False),
    PrimaryKeyConstraint("beneficiary", "agreement", "finding", "entry"),
    of_agreement(),
    of_entry(),
)

sector_plan = table(
    "sector_plan",
    tenant(),
    Column("agreement", code(), nullable=False),
    Column("sector", code(), nullable=False),
    number("year"),
    number("version"),
    Column("cents", Cents, nullable=False),
    Column("decision", Text, nullable=False),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "agreement", "sector", "year", "version"),
    ForeignKeyConstraint(
        ["beneficiary", "agreement", "sector"],
        ["catalogue.beneficiary", "catalogue.agreement", "catalogue.code"],
    ),
    CheckConstraint("cents >= 0", name="not_negative"),
    of_entry(),
)
