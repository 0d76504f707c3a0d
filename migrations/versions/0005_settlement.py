"""Receipts, submissions with their shares, and rulings on submitted lines; append-only as everything else."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# Every new table with its unique keys; a row, once written, stays as it is.
KEYS: dict[str, list[list[str]]] = {
    "receipt": [["beneficiary", "agreement", "number"], ["beneficiary", "agreement", "reverses"]],
    "submission": [
        ["beneficiary", "agreement", "number"], ["beneficiary", "agreement", "grant", "year", "version"],
    ],
    "submitted_share": [["beneficiary", "agreement", "submission", "expense", "code"]],
    "ruling": [["beneficiary", "agreement", "submission", "expense", "entry"]],
}  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "receipt",
        *text("beneficiary", "agreement"),
        *number("number"),
        *text("grant"),
        *number("year"),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        *text("document"),
        sa.Column("reverses", sa.Integer(), nullable=True),
        *number("entry"),
        sa.CheckConstraint("cents <> 0", name=op.f("ck_receipt_not_zero")),
        foreign("receipt", "reverses", "receipt.number"),
        foreign("receipt", "grant", "catalogue.code"),
        of_entry("receipt"),
        sa.PrimaryKeyConstraint("beneficiary", "agreement", "number", name=op.f("pk_receipt")),
        sa.UniqueConstraint(
            "beneficiary", "agreement", "reverses", name=op.f("uq_receipt_beneficiary_agreement_reverses")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "submission",
        *text("beneficiary", "agreement"),
        *number("number"),
        *text("grant"),
        *number("year", "version"),
        sa.Column("digest", sa.String(length=64), nullable=False),
        *number("entry"),
        foreign("submission", "grant", "catalogue.code"),
        of_entry("submission"),
        sa.PrimaryKeyConstraint("beneficiary", "agreement", "number", name=op.f("pk_submission")),
        sa.UniqueConstraint(
            "beneficiary", "agreement", "grant", "year", "version",
            name=op.f("uq_submission_beneficiary_agreement_grant_year_version"),
        ),
        sqlite_with_rowid=False,
    )  # fmt: skip
    _shares_and_rulings()
    for table, keys in KEYS.items():
        forbid_change(table, keys)


def _shares_and_rulings() -> None:
    op.create_table(
        "submitted_share",
        *text("beneficiary", "agreement"),
        *number("submission", "expense"),
        *text("code"),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        *number("is_spare", "entry"),
        sa.CheckConstraint("is_spare IN (0, 1)", name=op.f("ck_submitted_share_is_spare")),
        foreign("submitted_share", "submission", "submission.number"),
        of_line("submitted_share"),
        foreign("submitted_share", "code", "catalogue.code"),
        of_entry("submitted_share"),
        sa.PrimaryKeyConstraint(
            "beneficiary", "agreement", "submission", "expense", "code", name=op.f("pk_submitted_share")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ruling",
        *text("beneficiary", "agreement"),
        *number("submission", "expense", "entry"),
        *text("act"),
        sa.Column("claimed", sa.BigInteger(), nullable=False),
        sa.Column("accepted", sa.BigInteger(), nullable=False),
        *text("reason"),
        sa.Column("document_seen", sa.Integer(), nullable=True),
        sa.Column("payment_seen", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("cell", sa.Text(), nullable=True),
        foreign("ruling", "submission", "submission.number"),
        of_line("ruling"),
        sa.ForeignKeyConstraint(
            ["beneficiary", "sha256"], ["file.beneficiary", "file.sha256"], name=op.f("fk_ruling_beneficiary_sha256")
        ),
        of_entry("ruling"),
        sa.PrimaryKeyConstraint("beneficiary", "agreement", "submission", "expense", "entry", name=op.f("pk_ruling")),
        sqlite_with_rowid=False,
    )


def text(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def number(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def foreign(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    other, key = target.split(".")
    return sa.ForeignKeyConstraint(
        ["beneficiary", "agreement", column],
        [f"{other}.beneficiary", f"{other}.agreement", f"{other}.{key}"],
        name=op.f(f"fk_{table}_beneficiary_agreement_{column}"),
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
