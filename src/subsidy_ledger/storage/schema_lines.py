"""The tables of the spending side: files, imports, their rows, and the lines with their shares."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Text,
    UniqueConstraint,
)

from subsidy_ledger.storage.columns import Cents, code, number, of_agreement, of_entry, table, tenant

# The bytes of every imported file, once, under their sha256.
file = table(
    "file",
    tenant(),
    Column("sha256", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("content", LargeBinary, nullable=False),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "sha256"),
    of_entry(),
)

import_ = table(
    "import",
    tenant(),
    number("number"),
    Column("agreement", code(), nullable=False),
    number("entry"),
    Column("file", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("sheet", Text, nullable=False),
    number("header_row"),
    Column("entity", code(), nullable=False),
    Column("fields", Text, nullable=False),
    Column("headers", Text, nullable=False),
    number("rows_read"),
    number("rows_new"),
    number("rows_known"),
    number("rows_zero"),
    number("rows_total"),
    Column("cents_new", Cents, nullable=False),
    Column("profile", Text),
    Column("profile_sha256", String(64)),
    PrimaryKeyConstraint("beneficiary", "number"),
    ForeignKeyConstraint(["beneficiary", "sha256"], ["file.beneficiary", "file.sha256"]),
    of_agreement(),
    of_entry(),
)

import_undo = table(
    "import_undo",
    tenant(),
    number("import"),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "import", "entry"),
    ForeignKeyConstraint(["beneficiary", "import"], ["import.beneficiary", "import.number"]),
    of_entry(),
)

import_redo = table(
    "import_redo",
    tenant(),
    number("import"),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "import", "entry"),
    ForeignKeyConstraint(["beneficiary", "import"], ["import.beneficiary", "import.number"]),
    of_entry(),
)

control_total = table(
    "control_total",
    tenant(),
    number("import"),
    number("row"),
    Column("label", Text, nullable=False),
    Column("stated", Cents, nullable=False),
    Column("computed", Cents, nullable=False),
    number("year", nullable=True),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "import", "row"),
    ForeignKeyConstraint(["beneficiary", "import"], ["import.beneficiary", "import.number"]),
    of_entry(),
)

expense = table(
    "expense",
    tenant(),
    number("number"),
    Column("agreement", code(), nullable=False),
    number("entry"),
    Column("entity", code(), nullable=False),
    number("year"),
    Column("amount", Cents, nullable=False),
    *(
        Column(name, Text)
        for name in (
            "supplier", "description", "document_no", "invoice_no", "budget_article", "account", "category",
            "project", "commitment_no", "charge_no", "order_no", "statement_no", "supplier_no", "iban", "payer",
            "line_no",
        )
    ),
    Column("invoice_date", Date),
    Column("booking_date", Date),
    Column("payment_date", Date),
    Column("document_amount", Cents),
    Column("net_amount", Cents),
    Column("vat_amount", Cents),
    number("reverses", nullable=True),
    number("replaces", nullable=True),
    number("import", nullable=True),
    number("row", nullable=True),
    PrimaryKeyConstraint("beneficiary", "number"),
    UniqueConstraint("beneficiary", "reverses"),
    # For the shares, whose agreement must be that of their line.
    UniqueConstraint("beneficiary", "number", "agreement"),
    ForeignKeyConstraint(["beneficiary", "reverses"], ["expense.beneficiary", "expense.number"]),
    ForeignKeyConstraint(["beneficiary", "replaces"], ["expense.beneficiary", "expense.number"]),
    ForeignKeyConstraint(["beneficiary", "import"], ["import.beneficiary", "import.number"]),
    CheckConstraint("amount <> 0", name="not_zero"),
    of_agreement(),
    of_entry(),
    Index(None, "beneficiary", "agreement", "year"),
)  # fmt: skip

# Every row of an imported table with what became of it, so that no row of a file is ever unaccounted for.
source_row = table(
    "source_row",
    tenant(),
    number("import"),
    number("row"),
    Column("outcome", code(), nullable=False),
    number("expense", nullable=True),
    Column("cells", Text, nullable=False),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "import", "row"),
    ForeignKeyConstraint(["beneficiary", "import"], ["import.beneficiary", "import.number"]),
    ForeignKeyConstraint(["beneficiary", "expense"], ["expense.beneficiary", "expense.number"]),
    of_entry(),
)

# The latest entry's shares of a line count; earlier ones are its history.
share = table(
    "share",
    tenant(),
    number("expense"),
    number("entry"),
    number("position"),
    Column("agreement", code(), nullable=False),
    Column("code", code()),
    Column("cents", Cents, nullable=False),
    PrimaryKeyConstraint("beneficiary", "expense", "entry", "position"),
    ForeignKeyConstraint(
        ["beneficiary", "expense", "agreement"], ["expense.beneficiary", "expense.number", "expense.agreement"]
    ),
    ForeignKeyConstraint(
        ["beneficiary", "agreement", "code"],
        ["catalogue.beneficiary", "catalogue.agreement", "catalogue.code"],
    ),
    of_entry(),
)

supplement = table(
    "supplement",
    tenant(),
    number("import"),
    number("row"),
    number("expense"),
    Column("payment_date", Date),
    Column("order_no", Text),
    Column("statement_no", Text),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "import", "row"),
    ForeignKeyConstraint(["beneficiary", "import"], ["import.beneficiary", "import.number"]),
    ForeignKeyConstraint(["beneficiary", "expense"], ["expense.beneficiary", "expense.number"]),
    of_entry(),
)

# Lines an import took back: a row of its file took their place, or (row null) the file has them no more.
superseded = table(
    "superseded",
    tenant(),
    number("import"),
    number("expense"),
    number("row", nullable=True),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "import", "expense"),
    ForeignKeyConstraint(["beneficiary", "import"], ["import.beneficiary", "import.number"]),
    ForeignKeyConstraint(["beneficiary", "expense"], ["expense.beneficiary", "expense.number"]),
    of_entry(),
)
