"""General ledgers that the lines were compared with; append-only as everything else."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# Every new table with its unique key; a row, once written, stays as it is.
KEYS: dict[str, list[str]] = {
    "tie_out": ["beneficiary", "agreement", "number"],
    "tie_out_booking": ["beneficiary", "agreement", "tie_out", "position"],
}


def upgrade() -> None:
    op.create_table(
        "tie_out",
        *text("beneficiary", "agreement"),
        *number("number", "year"),
        *text("entity", "file"),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        *text("sheet"),
        *number("entry"),
        sa.ForeignKeyConstraint(
            ["beneficiary", "sha256"],
            ["file.beneficiary", "file.sha256"],
            name=op.f("fk_tie_out_beneficiary_sha256"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "agreement"],
            ["agreement.beneficiary", "agreement.agreement"],
            name=op.f("fk_tie_out_beneficiary_agreement"),
        ),
        of_entry("tie_out"),
        sa.PrimaryKeyConstraint(*KEYS["tie_out"], name=op.f("pk_tie_out")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tie_out_booking",
        *text("beneficiary", "agreement"),
        *number("tie_out", "position"),
        *text("sheet", "cell"),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("article", "document_no", "invoice_no", "supplier")),
        *number("entry"),
        sa.ForeignKeyConstraint(
            ["beneficiary", "agreement", "tie_out"],
            ["tie_out.beneficiary", "tie_out.agreement", "tie_out.number"],
            name=op.f("fk_tie_out_booking_beneficiary_agreement_tie_out"),
        ),
        of_entry("tie_out_booking"),
        sa.PrimaryKeyConstraint(*KEYS["tie_out_booking"], name=op.f("pk_tie_out_booking")),
        sqlite_with_rowid=False,
    )
    for table, key in KEYS.items():
        forbid_change(table, key)


def text(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def number(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def of_entry(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["beneficiary", "entry"], ["entry.beneficiary", "entry.number"], name=op.f(f"fk_{table}_beneficiary_entry")
    )


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
