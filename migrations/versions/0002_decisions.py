"""Decisions on findings, and the city's own plans by sector; both append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Every new table with its unique keys; a row, once written, stays as it is.
KEYS: dict[str, list[list[str]]] = {
    "finding_decision": [["beneficiary", "agreement", "finding", "entry"]],
    "sector_plan": [["beneficiary", "agreement", "sector", "year", "version"]],
}


def upgrade() -> None:
    op.create_table(
        "finding_decision",
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("finding", sa.String(length=10), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("check_id", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        *_owners("finding_decision"),
        sa.PrimaryKeyConstraint("beneficiary", "agreement", "finding", "entry", name=op.f("pk_finding_decision")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sector_plan",
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("sector", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.CheckConstraint("cents >= 0", name=op.f("ck_sector_plan_not_negative")),
        sa.ForeignKeyConstraint(
            ["beneficiary", "agreement", "sector"],
            ["catalogue.beneficiary", "catalogue.agreement", "catalogue.code"],
            name=op.f("fk_sector_plan_beneficiary_agreement_sector"),
        ),
        _of_entry("sector_plan"),
        sa.PrimaryKeyConstraint("beneficiary", "agreement", "sector", "year", "version", name=op.f("pk_sector_plan")),
        sqlite_with_rowid=False,
    )
    for table, keys in KEYS.items():
        _forbid_change(table, keys)


def _owners(table: str) -> tuple[sa.ForeignKeyConstraint, ...]:
    of_agreement = sa.ForeignKeyConstraint(
        ["beneficiary", "agreement"],
        ["agreement.beneficiary", "agreement.agreement"],
        name=op.f(f"fk_{table}_beneficiary_agreement"),
    )
    return of_agreement, _of_entry(table)


def _of_entry(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["beneficiary", "entry"], ["entry.beneficiary", "entry.number"], name=op.f(f"fk_{table}_beneficiary_entry")
    )


def _forbid_change(table: str, keys: list[list[str]]) -> None:
    """As in 0001: refuses UPDATE, DELETE, TRUNCATE and SQLite's INSERT OR REPLACE."""
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
