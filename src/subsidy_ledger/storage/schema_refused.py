"""The tables of the rows that imports refused and kept: the rows, what was wrong with each, and what closed them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, PrimaryKeyConstraint, Text, UniqueConstraint

from subsidy_ledger.storage.columns import Cents, code, number, of_agreement, of_entry, table, tenant

# The cells stand with the row of the file (source_row); `facts` are the fields that could be read, in JSON.
refused_row = table(
    "refused_row",
    tenant(),
    number("number"),
    Column("agreement", code(), nullable=False),
    number("import"),
    number("row"),
    number("year", nullable=True),
    Column("cents", Cents),
    Column("facts", Text, nullable=False),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "number"),
    UniqueConstraint("beneficiary", "import", "row"),
    ForeignKeyConstraint(
        ["beneficiary", "import", "row"], ["source_row.beneficiary", "source_row.import", "source_row.row"]
    ),
    of_agreement(),
    of_entry(),
)

# `expected` and `message` are templates with their facts in JSON, so that each reader is told in her own language.
refused_fault = table(
    "refused_fault",
    tenant(),
    number("refused"),
    number("position"),
    Column("code", code(), nullable=False),
    Column("cell", Text, nullable=False),
    Column("field", code(), nullable=False),
    Column("value", Text, nullable=False),
    Column("expected", Text, nullable=False),
    Column("message", Text, nullable=False),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "refused", "position"),
    ForeignKeyConstraint(["beneficiary", "refused"], ["refused_row.beneficiary", "refused_row.number"]),
    of_entry(),
)

# By a line of an import, by a refused row of an import that took its place, or (all three null) by a person.
refused_closing = table(
    "refused_closing",
    tenant(),
    number("refused"),
    number("entry"),
    Column("act", code(), nullable=False),
    number("import", nullable=True),
    number("expense", nullable=True),
    number("successor", nullable=True),
    PrimaryKeyConstraint("beneficiary", "refused", "entry"),
    ForeignKeyConstraint(["beneficiary", "refused"], ["refused_row.beneficiary", "refused_row.number"]),
    ForeignKeyConstraint(["beneficiary", "successor"], ["refused_row.beneficiary", "refused_row.number"]),
    ForeignKeyConstraint(["beneficiary", "import"], ["import.beneficiary", "import.number"]),
    ForeignKeyConstraint(["beneficiary", "expense"], ["expense.beneficiary", "expense.number"]),
    CheckConstraint("act IN ('close', 'reopen')", name="act"),
    of_entry(),
)
