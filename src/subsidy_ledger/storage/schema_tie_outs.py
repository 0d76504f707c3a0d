"""The tables of the tie-outs: the general ledger that was compared, its bookings, and its totals that do not add up."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKeyConstraint, PrimaryKeyConstraint, String, Text

from subsidy_ledger.storage.columns import Cents, code, number, of_agreement, of_entry, table, tenant

tie_out = table(
    "tie_out",
    tenant(),
    Column("agreement", code(), nullable=False),
    number("number"),
    number("year"),
    Column("entity", code(), nullable=False),
    Column("file", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("sheet", Text, nullable=False),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "agreement", "number"),
    ForeignKeyConstraint(["beneficiary", "sha256"], ["file.beneficiary", "file.sha256"]),
    of_agreement(),
    of_entry(),
)

tie_out_booking = table(
    "tie_out_booking",
    tenant(),
    Column("agreement", code(), nullable=False),
    number("tie_out"),
    number("position"),
    Column("sheet", Text, nullable=False),
    Column("cell", Text, nullable=False),
    Column("cents", Cents, nullable=False),
    Column("article", Text),
    Column("document_no", Text),
    Column("invoice_no", Text),
    Column("supplier", Text),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "agreement", "tie_out", "position"),
    ForeignKeyConstraint(
        ["beneficiary", "agreement", "tie_out"], ["tie_out.beneficiary", "tie_out.agreement", "tie_out.number"]
    ),
    of_entry(),
)

tie_out_total = table(
    "tie_out_total",
    tenant(),
    Column("agreement", code(), nullable=False),
    number("tie_out"),
    number("position"),
    Column("sheet", Text, nullable=False),
    Column("cell", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("stated", Cents, nullable=False),
    Column("computed", Cents, nullable=False),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "agreement", "tie_out", "position"),
    ForeignKeyConstraint(
        ["beneficiary", "agreement", "tie_out"], ["tie_out.beneficiary", "tie_out.agreement", "tie_out.number"]
    ),
    of_entry(),
)
