"""The tables of the agreement's side: entries, the catalogue, allocations and contributions."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, PrimaryKeyConstraint, String, Table, Text

from subsidy_ledger.storage.columns import Cents, Moment, code, metadata, number, of_entry, tenant

entry = Table(
    "entry",
    metadata,
    tenant(),
    number("number"),
    Column("kind", code(), nullable=False),
    Column("by", String(200), nullable=False),
    Column("db_role", String(200)),
    Column("at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
    Column("program", code(), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    PrimaryKeyConstraint("beneficiary", "number"),
)

agreement_revision = Table(
    "agreement_revision",
    metadata,
    tenant(),
    Column("agreement", code(), nullable=False),
    number("revision"),
    number("entry"),
    Column("sha256", String(64), nullable=False),
    Column("source", Text, nullable=False),
    Column("content", Text, nullable=False),
    PrimaryKeyConstraint("beneficiary", "agreement", "revision"),
    of_entry(),
)

# Every code a share may carry. Titles may change with a revision, so they stand in a table of their own.
catalogue = Table(
    "catalogue",
    metadata,
    tenant(),
    Column("agreement", code(), nullable=False),
    Column("code", code(), nullable=False),
    Column("level", code(), nullable=False),
    Column("parent", code()),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "agreement", "code"),
    of_entry(),
)

catalogue_title = Table(
    "catalogue_title",
    metadata,
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

allocation = Table(
    "allocation",
    metadata,
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

contribution = Table(
    "contribution",
    metadata,
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
    of_entry(),
)
