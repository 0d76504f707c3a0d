"""The tables of other subsidies: the sources, what they pay of a line's document, and of one person's pay."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, ForeignKeyConstraint, PrimaryKeyConstraint, String, Text

from subsidy_ledger.storage.columns import Cents, code, number, of_agreement, of_entry, table, tenant


def _of_line() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["beneficiary", "expense", "agreement"], ["expense.beneficiary", "expense.number", "expense.agreement"]
    )


def _of_funding() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["beneficiary", "agreement", "funding", "version"],
        ["funding.beneficiary", "funding.agreement", "funding.code", "funding.version"],
    )


# A source is changed or retired by a further version.
funding = table(
    "funding",
    tenant(),
    Column("agreement", code(), nullable=False),
    Column("code", code(), nullable=False),
    number("version"),
    Column("title", Text, nullable=False),
    Column("funder", Text, nullable=False),
    Column("starts_on", Date),
    Column("ends_on", Date),
    number("is_live"),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "agreement", "code", "version"),
    CheckConstraint("is_live IN (0, 1)", name="is_live"),
    of_agreement(),
    of_entry(),
)

# The latest entry for a line and a source counts; 0 withdraws it.
funding_share = table(
    "funding_share",
    tenant(),
    Column("agreement", code(), nullable=False),
    number("expense"),
    Column("funding", code(), nullable=False),
    number("version"),
    Column("cents", Cents, nullable=False),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "agreement", "expense", "funding", "entry"),
    _of_line(),
    _of_funding(),
    of_entry(),
)

# Of a person's pay in a month; by a line of ours or by another source, never both.
pay_share = table(
    "pay_share",
    tenant(),
    Column("agreement", code(), nullable=False),
    Column("person", Text, nullable=False),
    Column("month", String(7), nullable=False),
    number("expense", nullable=True),
    Column("funding", code()),
    number("version", nullable=True),
    number("basis"),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "agreement", "person", "month", "entry"),
    CheckConstraint("(expense IS NULL) <> (funding IS NULL)", name="one_source"),
    CheckConstraint("basis BETWEEN 0 AND 10000", name="basis"),
    _of_line(),
    _of_funding(),
    of_agreement(),
    of_entry(),
)
