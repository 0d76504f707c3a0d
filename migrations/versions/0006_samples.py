"""Samples for the auditor, with the lines chosen; append-only as everything else."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# Every new table with its unique key; a row, once written, stays as it is.
KEYS: dict[str, list[str]] = {
    "sample": ["beneficiary", "agreement", "number"],
    "sample_line": ["beneficiary", "agreement", "sample", "expense"],
}


def upgrade() -> None:
    op.create_table(
        "sample",
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("grant", sa.Text(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("materiality", sa.BigInteger(), nullable=True),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("interval_cents", sa.BigInteger(), nullable=False),
        sa.Column("start_cents", sa.BigInteger(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("negative_lines", sa.Integer(), nullable=False),
        sa.Column("negative_cents", sa.BigInteger(), nullable=False),
        sa.Column("population_digest", sa.String(length=64), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["beneficiary", "agreement", "grant"],
            ["catalogue.beneficiary", "catalogue.agreement", "catalogue.code"],
            name=op.f("fk_sample_beneficiary_agreement_grant"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "agreement"],
            ["agreement.beneficiary", "agreement.agreement"],
            name=op.f("fk_sample_beneficiary_agreement"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "entry"], ["entry.beneficiary", "entry.number"], name=op.f("fk_sample_beneficiary_entry")
        ),
        sa.PrimaryKeyConstraint("beneficiary", "agreement", "number", name=op.f("pk_sample")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sample_line",
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("sample", sa.Integer(), nullable=False),
        sa.Column("expense", sa.Integer(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("stratum", sa.Text(), nullable=False),
        sa.Column("hit", sa.BigInteger(), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["beneficiary", "agreement", "sample"],
            ["sample.beneficiary", "sample.agreement", "sample.number"],
            name=op.f("fk_sample_line_beneficiary_agreement_sample"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "expense", "agreement"],
            ["expense.beneficiary", "expense.number", "expense.agreement"],
            name=op.f("fk_sample_line_beneficiary_expense_agreement"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "entry"],
            ["entry.beneficiary", "entry.number"],
            name=op.f("fk_sample_line_beneficiary_entry"),
        ),
        sa.PrimaryKeyConstraint("beneficiary", "agreement", "sample", "expense", name=op.f("pk_sample_line")),
        sqlite_with_rowid=False,
    )
    for table, key in KEYS.items():
        forbid_change(table, key)


def forbid_change(table: str, key: list[str]) -> None:
    """Refuses UPDATE, DELETE, TRUNCATE and SQLite's INSERT OR REPLACE, as 0001 does for the tables before."""
    if op.get_bind().dialect.name == "sqlite":
        refusal = f"SELECT RAISE(ABORT, 'the ledger is append-only: {table}')"
        for verb in ("UPDATE", "DELETE"):
            op.execute(f'CREATE TRIGGER "{table}_no_{verb.lower()}" BEFORE {verb} ON "{table}" BEGIN {refusal}; END')
        taken = " AND ".join(f'"{c}" = NEW."{c}"' for c in key)
        op.execute(
            f'CREATE TRIGGER "{table}_no_replace" BEFORE INSERT ON "{table}" '
            f'WHEN EXISTS (SELECT 1 FROM "{table}" WHERE {taken}) BEGIN {refusal}; END'
        )
        return
    op.execute(
        f'CREATE TRIGGER "{table}_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "{table}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change()"
    )
