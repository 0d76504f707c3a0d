"""Other subsidies with their shares of lines and of one person's pay; append-only as everything else."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# Every new table with its unique key; a row, once written, stays as it is.
KEYS: dict[str, list[list[str]]] = {
    "funding": [["beneficiary", "agreement", "code", "version"]],
    "funding_share": [["beneficiary", "agreement", "expense", "funding", "entry"]],
    "pay_share": [["beneficiary", "agreement", "person", "month", "entry"]],
}


def upgrade() -> None:
    op.create_table(
        "funding",
        *text("beneficiary", "agreement", "code"),
        *number("version"),
        *text("title", "funder"),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        *number("is_live", "entry"),
        sa.CheckConstraint("is_live IN (0, 1)", name=op.f("ck_funding_is_live")),
        of_agreement("funding"),
        of_entry("funding"),
        sa.PrimaryKeyConstraint("beneficiary", "agreement", "code", "version", name=op.f("pk_funding")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "funding_share",
        *text("beneficiary", "agreement"),
        *number("expense"),
        *text("funding"),
        *number("version"),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        *number("entry"),
        of_line("funding_share"),
        of_funding("funding_share"),
        of_entry("funding_share"),
        sa.PrimaryKeyConstraint(
            "beneficiary", "agreement", "expense", "funding", "entry", name=op.f("pk_funding_share")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "pay_share",
        *text("beneficiary", "agreement", "person"),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("expense", sa.Integer(), nullable=True),
        sa.Column("funding", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        *number("basis", "entry"),
        sa.CheckConstraint("(expense IS NULL) <> (funding IS NULL)", name=op.f("ck_pay_share_one_source")),
        sa.CheckConstraint("basis BETWEEN 0 AND 10000", name=op.f("ck_pay_share_basis")),
        of_line("pay_share"),
        of_funding("pay_share"),
        of_agreement("pay_share"),
        of_entry("pay_share"),
        sa.PrimaryKeyConstraint("beneficiary", "agreement", "person", "month", "entry", name=op.f("pk_pay_share")),
        sqlite_with_rowid=False,
    )
    for table, keys in KEYS.items():
        forbid_change(table, keys)


def text(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def number(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def of_agreement(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["beneficiary", "agreement"],
        ["agreement.beneficiary", "agreement.agreement"],
        name=op.f(f"fk_{table}_beneficiary_agreement"),
    )


def of_funding(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["beneficiary", "agreement", "funding", "version"],
        ["funding.beneficiary", "funding.agreement", "funding.code", "funding.version"],
        name=op.f(f"fk_{table}_beneficiary_agreement_funding_version"),
    )


def of_line(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["beneficiary", "expense", "agreement"],
        ["expense.beneficiary", "expense.number", "expense.agreement"],
        name=op.f(f"fk_{table}_beneficiary_expense_agreement"),
    )


def of_entry(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["beneficiary", "entry"], ["entry.beneficiary", "entry.number"], name=op.f(f"fk_{table}_beneficiary_entry")
    )


def forbid_change(table: str, keys: list[list[str]]) -> None:
    """Refuses UPDATE, DELETE, TRUNCATE and SQLite's INSERT OR REPLACE, as 0001 does for the tables before."""
    if op.get_bind().dialect.name == "sqlite":
        refusal = f"SELECT RAISE(ABORT, 'the ledger is append-only: {table}')"
        for verb in ("UPDATE", "DELETE"):
            op.execute(f'CREATE TRIGGER "{table}_no_{verb.lower()}" BEFORE {verb} ON "{table}" BEGIN {refusal}; END')
        taken = " OR ".join(
            f'EXISTS (SELECT 1 FROM "{table}" WHERE ' + " AND ".join(f'"{c}" = NEW."{c}"' for c in key) + ")"
            for key in keys
        )
        op.execute(f'CREATE TRIGGER "{table}_no_replace" BEFORE INSERT ON "{table}" WHEN {taken} BEGIN {refusal}; END')
        return
    op.execute(
        f'CREATE TRIGGER "{table}_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "{table}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change()"
    )
