"""Lists of other subsidies that the lines were compared with; append-only as everything else."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# Every new table with its unique key; a row, once written, stays as it is.
KEYS: dict[str, list[str]] = {
    "funding_list": ["beneficiary", "agreement", "number"],
    "funding_list_row": ["beneficiary", "agreement", "list", "position"],
}


def upgrade() -> None:
    op.create_table(
        "funding_list",
        *text("beneficiary", "agreement"),
        *number("number"),
        *text("funding"),
        *number("version", "year"),
        *text("file"),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        *text("sheet"),
        *number("entry"),
        refers("funding_list", ["beneficiary", "sha256"], "file", ["beneficiary", "sha256"]),
        refers(
            "funding_list",
            ["beneficiary", "agreement", "funding", "version"],
            "funding",
            ["beneficiary", "agreement", "code", "version"],
        ),
        refers("funding_list", ["beneficiary", "agreement"], "agreement", ["beneficiary", "agreement"]),
        refers("funding_list", ["beneficiary", "entry"], "entry", ["beneficiary", "number"]),
        sa.PrimaryKeyConstraint(*KEYS["funding_list"], name=op.f("pk_funding_list")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "funding_list_row",
        *text("beneficiary", "agreement"),
        *number("list", "position"),
        *text("sheet", "cell"),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("supplier", "document_no", "invoice_no")),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("document_cents", sa.BigInteger(), nullable=True),
        *number("entry"),
        refers(
            "funding_list_row",
            ["beneficiary", "agreement", "list"],
            "funding_list",
            ["beneficiary", "agreement", "number"],
        ),
        refers("funding_list_row", ["beneficiary", "entry"], "entry", ["beneficiary", "number"]),
        sa.PrimaryKeyConstraint(*KEYS["funding_list_row"], name=op.f("pk_funding_list_row")),
        sqlite_with_rowid=False,
    )
    for table, key in KEYS.items():
        forbid_change(table, key)


def text(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def number(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def refers(table: str, columns: list[str], other: str, others: list[str]) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_" + "_".join(columns))
    return sa.ForeignKeyConstraint(columns, [f"{other}.{column}" for column in others], name=name)


def forbid_change(table: str, key: list[str]) -> None:
    """Refuses UPDATE, DELETE, TRUNCATE and SQLite's INSERT OR REPLACE, as 0001 does for the tables before."""
    if op.get_bind().dialect.name == "sqlite":
        refusal = f"SELECT RAISE(ABORT, 'the ledger is append-only: {table}')"
        for verb in ("UPDATE", "DELETE"):
            op.execute(f'CREATE TRIGGER "{table}_no_{verb.lower()}" BEFORE {verb} ON "{table}" BEGIN {refusal}; END')
        taken = f'EXISTS (SELECT 1 FROM "{table}" WHERE ' + " AND ".join(f'"{c}" = NEW."{c}"' for c in key) + ")"
        op.execute(f'CREATE TRIGGER "{table}_no_replace" BEFORE INSERT ON "{table}" WHEN {taken} BEGIN {refusal}; END')
        return
    op.execute(
        f'CREATE TRIGGER "{table}_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "{table}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change()"
    )
