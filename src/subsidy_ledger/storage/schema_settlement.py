"""The tables of a year's settlement: instalments received, claims as submitted, and what was ruled on their lines."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    String,
    Text,
    UniqueConstraint,
)

from subsidy_ledger.storage.columns import Cents, code, number, of_entry, table, tenant


def _of_catalogue(name: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["beneficiary", "agreement", name], ["catalogue.beneficiary", "catalogue.agreement", "catalogue.code"]
    )


# What the State paid. A counter-receipt names the one it takes back; it too is a row.
receipt = table(
    "receipt",
    tenant(),
    Column("agreement", code(), nullable=False),
    number("number"),
    Column("grant", code(), nullable=False),
    number("year"),
    Column("cents", Cents, nullable=False),
    Column("received_on", Date, nullable=False),
    Column("document", Text, nullable=False),
    number("reverses", nullable=True),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "agreement", "number"),
    UniqueConstraint("beneficiary", "agreement", "reverses"),
    ForeignKeyConstraint(
        ["beneficiary", "agreement", "reverses"], ["receipt.beneficiary", "receipt.agreement", "receipt.number"]
    ),
    CheckConstraint("cents <> 0", name="not_zero"),
    _of_catalogue("grant"),
    of_entry(),
)

submission = table(
    "submission",
    tenant(),
    Column("agreement", code(), nullable=False),
    number("number"),
    Column("grant", code(), nullable=False),
    number("year"),
    number("version"),
    Column("digest", String(64), nullable=False),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "agreement", "number"),
    UniqueConstraint("beneficiary", "agreement", "grant", "year", "version"),
    _of_catalogue("grant"),
    of_entry(),
)

# The shares of the live claiming lines on the day of the submission, each as it was then.
submitted_share = table(
    "submitted_share",
    tenant(),
    Column("agreement", code(), nullable=False),
    number("submission"),
    number("expense"),
    Column("code", code(), nullable=False),
    Column("cents", Cents, nullable=False),
    number("is_spare"),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "agreement", "submission", "expense", "code"),
    ForeignKeyConstraint(
        ["beneficiary", "agreement", "submission"],
        ["submission.beneficiary", "submission.agreement", "submission.number"],
    ),
    ForeignKeyConstraint(
        ["beneficiary", "expense", "agreement"], ["expense.beneficiary", "expense.number", "expense.agreement"]
    ),
    _of_catalogue("code"),
    CheckConstraint("is_spare IN (0, 1)", name="is_spare"),
    of_entry(),
)

# What was ruled on a submitted line; the latest counts. `sha256` is the filled-in workbook it was read from.
ruling = table(
    "ruling",
    tenant(),
    Column("agreement", code(), nullable=False),
    number("submission"),
    number("expense"),
    number("entry"),
    Column("act", code(), nullable=False),
    Column("claimed", Cents, nullable=False),
    Column("accepted", Cents, nullable=False),
    Column("reason", Text, nullable=False),
    number("document_seen", nullable=True),
    number("payment_seen", nullable=True),
    Column("sha256", String(64)),
    Column("cell", Text),
    PrimaryKeyConstraint("beneficiary", "agreement", "submission", "expense", "entry"),
    ForeignKeyConstraint(
        ["beneficiary", "agreement", "submission"],
        ["submission.beneficiary", "submission.agreement", "submission.number"],
    ),
    ForeignKeyConstraint(
        ["beneficiary", "expense", "agreement"], ["expense.beneficiary", "expense.number", "expense.agreement"]
    ),
    ForeignKeyConstraint(["beneficiary", "sha256"], ["file.beneficiary", "file.sha256"]),
    of_entry(),
)
