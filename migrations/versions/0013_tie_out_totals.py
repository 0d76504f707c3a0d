"""Total rows of general ledgers that do not add up; append-only as everything else."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLE = "tie_out_total"
KEY = ["beneficiary", "agreement", "tie_out", "position"]


def upgrade() -> None:
    op.create_table(
        TABLE,
        *text("beneficiary", "agreement"),
        *number("tie_out", "position"),
        *text("sheet", "cell", "label"),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("stated", "computed")),
        *number("entry"),
        sa.ForeignKeyConstraint(
            ["beneficiary", "agreement", "tie_out"],
            ["tie_out.beneficiary", "tie_out.agreement", "tie_out.number"],
            name=op.f("fk_tie_out_total_beneficiary_agreement_tie_out"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "entry"],
            ["entry.beneficiary", "entry.number"],
            name=op.f("fk_tie_out_total_beneficiary_entry"),
        ),
        sa.PrimaryKeyConstraint(*KEY, name=op.f("pk_tie_out_total")),
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
