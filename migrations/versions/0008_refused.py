"""Rows that imports refused and kept on record, what was wrong with them, and what closed them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# Every new table with its unique key; a row, once written, stays as it is.
KEYS: dict[str, list[str]] = {
    "refused_row": ["beneficiary", "number"],
    "refused_fault": ["beneficiary", "refused", "position"],
    "refused_closing": ["beneficiary", "refused", "entry"],
}


def upgrade() -> None:
    refused_row()
    refused_fault()
    refused_closing()
    for table, key in KEYS.items():
        forbid_change(table, key)


def refused_row() -> None:
    op.create_table(
        "refused_row",
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("import", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("cents", sa.BigInteger(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["beneficiary", "import", "row"],
            ["source_row.beneficiary", "source_row.import", "source_row.row"],
            name=op.f("fk_refused_row_beneficiary_import_row"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "agreement"],
            ["agreement.beneficiary", "agreement.agreement"],
            name=op.f("fk_refused_row_beneficiary_agreement"),
        ),
        of_entry("refused_row"),
        sa.PrimaryKeyConstraint("beneficiary", "number", name=op.f("pk_refused_row")),
        sa.UniqueConstraint("beneficiary", "import", "row", name=op.f("uq_refused_row_beneficiary_import_row")),
        sqlite_with_rowid=False,
    )


def refused_fault() -> None:
    op.create_table(
        "refused_fault",
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("cell", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("expected", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        of_number("refused_fault", "refused", "refused_row"),
        of_entry("refused_fault"),
        sa.PrimaryKeyConstraint("beneficiary", "refused", "position", name=op.f("pk_refused_fault")),
        sqlite_with_rowid=False,
    )


def refused_closing() -> None:
    op.create_table(
        "refused_closing",
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("import", sa.Integer(), nullable=True),
        sa.Column("expense", sa.Integer(), nullable=True),
        sa.Column("successor", sa.Integer(), nullable=True),
        sa.CheckConstraint("act IN ('close', 'reopen')", name=op.f("ck_refused_closing_act")),
        of_number("refused_closing", "refused", "refused_row"),
        of_number("refused_closing", "successor", "refused_row"),
        of_number("refused_closing", "import", "import"),
        of_number("refused_closing", "expense", "expense"),
        of_entry("refused_closing"),
        sa.PrimaryKeyConstraint("beneficiary", "refused", "entry", name=op.f("pk_refused_closing")),
        sqlite_with_rowid=False,
    )


def of_entry(table: str) -> sa.ForeignKeyConstraint:
    return of_number(table, "entry", "entry")


def of_number(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    """The column names a row of the other table by its number."""
    return sa.ForeignKeyConstraint(
        ["beneficiary", column], [f"{other}.beneficiary", f"{other}.number"],
        name=op.f(f"fk_{table}_beneficiary_{column}"),
    )  # fmt: skip


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
