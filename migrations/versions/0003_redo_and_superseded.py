"""An undone import that is posted again, and the lines that an import took the place of or found gone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEYS: dict[str, list[list[str]]] = {
    "import_redo": [["beneficiary", "import", "entry"]],
    "superseded": [["beneficiary", "import", "expense"]],
}


def upgrade() -> None:
    op.create_table(
        "import_redo",
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("import", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["beneficiary", "entry"],
            ["entry.beneficiary", "entry.number"],
            name=op.f("fk_import_redo_beneficiary_entry"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "import"],
            ["import.beneficiary", "import.number"],
            name=op.f("fk_import_redo_beneficiary_import"),
        ),
        sa.PrimaryKeyConstraint("beneficiary", "import", "entry", name=op.f("pk_import_redo")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "superseded",
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("import", sa.Integer(), nullable=False),
        sa.Column("expense", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["beneficiary", "entry"],
            ["entry.beneficiary", "entry.number"],
            name=op.f("fk_superseded_beneficiary_entry"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "expense"],
            ["expense.beneficiary", "expense.number"],
            name=op.f("fk_superseded_beneficiary_expense"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "import"],
            ["import.beneficiary", "import.number"],
            name=op.f("fk_superseded_beneficiary_import"),
        ),
        sa.PrimaryKeyConstraint("beneficiary", "import", "expense", name=op.f("pk_superseded")),
        sqlite_with_rowid=False,
    )
    for table, keys in KEYS.items():
        forbid_change(table, keys)


def forbid_change(table: str, keys: list[list[str]]) -> None:
    """Refuses UPDATE, DELETE, TRUNCATE and SQLite's INSERT OR REPLACE, which walks around a DELETE trigger."""
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
    op.execute(REFUSE)
    op.execute(
        f'CREATE TRIGGER "{table}_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "{table}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change()"
    )


REFUSE = """
CREATE OR REPLACE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: %', TG_TABLE_NAME;
END $$
"""
