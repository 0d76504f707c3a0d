"""The values of the agreement's indicators by year; append-only as everything else."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLE = "indicator_value"
KEY = ["beneficiary", "agreement", "objective", "indicator", "year", "version"]


def upgrade() -> None:
    op.create_table(
        TABLE,
        *text("beneficiary", "agreement", "objective"),
        *number("indicator", "year", "version"),
        *text("value", "document", "note"),
        *number("entry"),
        sa.CheckConstraint("indicator >= 1", name=op.f("ck_indicator_value_place")),
        sa.ForeignKeyConstraint(
            ["beneficiary", "agreement", "objective"],
            ["catalogue.beneficiary", "catalogue.agreement", "catalogue.code"],
            name=op.f("fk_indicator_value_beneficiary_agreement_objective"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "entry"],
            ["entry.beneficiary", "entry.number"],
            name=op.f("fk_indicator_value_beneficiary_entry"),
        ),
        sa.PrimaryKeyConstraint(*KEY, name=op.f("pk_indicator_value")),
        sqlite_with_rowid=False,
    )
    forbid_change()


def text(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def number(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def forbid_change() -> None:
    """Refuses UPDATE, DELETE, TRUNCATE and SQLite's INSERT OR REPLACE, as 0001 does for the tables before."""
    if op.get_bind().dialect.name == "sqlite":
        refusal = f"SELECT RAISE(ABORT, 'the ledger is append-only: {TABLE}')"
        for verb in ("UPDATE", "DELETE"):
            op.execute(f'CREATE TRIGGER "{TABLE}_no_{verb.lower()}" BEFORE {verb} ON "{TABLE}" BEGIN {refusal}; END')
        same = " AND ".join(f'"{column}" = NEW."{column}"' for column in KEY)
        op.execute(
            f'CREATE TRIGGER "{TABLE}_no_replace" BEFORE INSERT ON "{TABLE}" '
            f'WHEN EXISTS (SELECT 1 FROM "{TABLE}" WHERE {same}) BEGIN {refusal}; END'
        )
        return
    op.execute(
        f'CREATE TRIGGER "{TABLE}_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "{TABLE}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change()"
    )
