"""Rules that tag lines, and which rule tagged which line; append-only as everything else."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Every new table with its unique key; a row, once written, stays as it is.
KEYS: dict[str, list[str]] = {
    "rule": ["beneficiary", "agreement", "number", "version"],
    "rule_tagging": ["beneficiary", "expense", "entry", "rule"],
}


def upgrade() -> None:
    op.create_table(
        "rule",
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_live", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("supplier", sa.Text(), nullable=True),
        sa.Column("likeness_min", sa.Integer(), nullable=True),
        sa.Column("budget_article", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("entity", sa.Text(), nullable=True),
        sa.Column("account", sa.Text(), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.CheckConstraint("is_live IN (0, 1)", name=op.f("ck_rule_is_live")),
        sa.ForeignKeyConstraint(
            ["beneficiary", "agreement", "code"],
            ["catalogue.beneficiary", "catalogue.agreement", "catalogue.code"],
            name=op.f("fk_rule_beneficiary_agreement_code"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "entry"], ["entry.beneficiary", "entry.number"], name=op.f("fk_rule_beneficiary_entry")
        ),
        sa.PrimaryKeyConstraint("beneficiary", "agreement", "number", "version", name=op.f("pk_rule")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rule_tagging",
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("expense", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("likeness", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["beneficiary", "expense", "agreement"],
            ["expense.beneficiary", "expense.number", "expense.agreement"],
            name=op.f("fk_rule_tagging_beneficiary_expense_agreement"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "agreement", "rule", "version"],
            ["rule.beneficiary", "rule.agreement", "rule.number", "rule.version"],
            name=op.f("fk_rule_tagging_beneficiary_agreement_rule_version"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "entry"],
            ["entry.beneficiary", "entry.number"],
            name=op.f("fk_rule_tagging_beneficiary_entry"),
        ),
        sa.PrimaryKeyConstraint("beneficiary", "expense", "entry", "rule", name=op.f("pk_rule_tagging")),
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
