"""The tables of the agreement's side: entries, the catalogue, allocations and contributions."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, PrimaryKeyConstraint, String, Text

from subsidy_ledger.storage.columns import Cents, Moment, code, number, of_agreement, of_entry, table, tenant

entry = table(
    "entry",
    tenant(),
    number("number"),
    Column("kind", code(), nullable=False),
    Column("by", Text, nullable=False),
    Column("db_role", Text),
    Column("at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
    Column("program", code(), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    PrimaryKeyConstraint("beneficiary", "number"),
)

# One row an agreement, so that everything that is of an agreement can be held to it.
agreement = table(
    "agreement",
    tenant(),
    Column("agreement", code(), nullable=False),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "agreement"),
    of_entry(),
)

agreement_revision = table(
    "agreement_revision",
    tenant(),
    Column("agreement", code(), nullable=False),
    number("revision"),
    number("entry"),
    Column("sha256", String(64), nullable=False),
    Column("source", Text, nullable=False),
    Column("content", Text, nullable=False),
    PrimaryKeyConstraint("beneficiary", "agreement", "revision"),
    of_agreement(),
    of_entry(),
)

# Every code a share may carry. Titles may change with a revision, so they stand in a table of their own.
catalogue = table(
    "catalogue",
    tenant(),
    Column("agreement", code(), nullable=False),
    Column("code", code(), nullable=False),
    Column("level", code(), nullable=False),
    Column("parent", code()),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "agreement", "code"),
    of_agreement(),
    of_entry(),
)

catalogue_title = table(
    "catalogue_title",
    tenant(),
    Column("agreement", code(), nullable=False),
    number("revision"),
    Column("code", code(), nullable=False),
    Column("nl", Text, nullable=False),
    Column("fr", Text, nullable=False),
    Column("en", Text, nullable=False),
    Column("transfer", code()),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "agreement", "revision", "code"),
    ForeignKeyConstraint(
        ["beneficiary", "agreement", "revision"],
        ["agreement_revision.beneficiary", "agreement_revision.agreement", "agreement_revision.revision"],
    ),
    ForeignKeyConstraint(
        ["beneficiary", "agreement", "code"],
        ["catalogue.beneficiary", "catalogue.agreement", "catalogue.code"],
    ),
    of_entry(),
)

allocation = table(
    "allocation",
    tenant(),
    Column("agreement", code(), nullable=False),
    Column("grant", code(), nullable=False),
    number("year"),
    number("version"),
    Column("cents", Cents, nullable=False),
    Column("decision", Text, nullable=False),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "agreement", "grant", "year", "version"),
    ForeignKeyConstraint(
        ["beneficiary", "agreement", "grant"],
        ["catalogue.beneficiary", "catalogue.agreement", "catalogue.code"],
    ),
    CheckConstraint("cents >= 0", name="not_negative"),
    of_entry(),
)

contribution = table(
    "contribution",
    tenant(),
    Column("agreement", code(), nullable=False),
    number("year"),
    number("version"),
    Column("cents", Cents, nullable=False),
    Column("decision", Text, nullable=False),
    Column("document", Text, nullable=False),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "agreement", "year", "version"),
    CheckConstraint("cents >= 0", name="not_negative"),
    of_agreement(),
    of_entry(),
)
