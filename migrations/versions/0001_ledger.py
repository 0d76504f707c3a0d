"""The ledger: catalogue, allocations, imports, lines and shares, all of them append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Every table with its unique keys; a row, once written, stays as it is.
KEYS: dict[str, list[list[str]]] = {
    "entry": [["beneficiary", "number"]],
    "agreement": [["beneficiary", "agreement"]],
    "file": [["beneficiary", "sha256"]],
    "agreement_revision": [["beneficiary", "agreement", "revision"]],
    "catalogue": [["beneficiary", "agreement", "code"]],
    "contribution": [["beneficiary", "agreement", "year", "version"]],
    "import": [["beneficiary", "number"]],
    "allocation": [["beneficiary", "agreement", "grant", "year", "version"]],
    "catalogue_title": [["beneficiary", "agreement", "revision", "code"]],
    "control_total": [["beneficiary", "import", "row"]],
    "expense": [["beneficiary", "number"], ["beneficiary", "number", "agreement"], ["beneficiary", "reverses"]],
    "import_undo": [["beneficiary", "import", "entry"]],
    "share": [["beneficiary", "expense", "entry", "position"]],
    "source_row": [["beneficiary", "import", "row"]],
    "supplement": [["beneficiary", "import", "row"]],
}


def upgrade() -> None:
    op.create_table(
        "entry",
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("db_role", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("beneficiary", "number", name=op.f("pk_entry")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "agreement",
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["beneficiary", "entry"], ["entry.beneficiary", "entry.number"], name=op.f("fk_agreement_beneficiary_entry")
        ),
        sa.PrimaryKeyConstraint("beneficiary", "agreement", name=op.f("pk_agreement")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "file",
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["beneficiary", "entry"], ["entry.beneficiary", "entry.number"], name=op.f("fk_file_beneficiary_entry")
        ),
        sa.PrimaryKeyConstraint("beneficiary", "sha256", name=op.f("pk_file")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "agreement_revision",
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["beneficiary", "agreement"],
            ["agreement.beneficiary", "agreement.agreement"],
            name=op.f("fk_agreement_revision_beneficiary_agreement"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "entry"],
            ["entry.beneficiary", "entry.number"],
            name=op.f("fk_agreement_revision_beneficiary_entry"),
        ),
        sa.PrimaryKeyConstraint("beneficiary", "agreement", "revision", name=op.f("pk_agreement_revision")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "catalogue",
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["beneficiary", "agreement"],
            ["agreement.beneficiary", "agreement.agreement"],
            name=op.f("fk_catalogue_beneficiary_agreement"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "entry"], ["entry.beneficiary", "entry.number"], name=op.f("fk_catalogue_beneficiary_entry")
        ),
        sa.PrimaryKeyConstraint("beneficiary", "agreement", "code", name=op.f("pk_catalogue")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "contribution",
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.CheckConstraint("cents >= 0", name=op.f("ck_contribution_not_negative")),
        sa.ForeignKeyConstraint(
            ["beneficiary", "agreement"],
            ["agreement.beneficiary", "agreement.agreement"],
            name=op.f("fk_contribution_beneficiary_agreement"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "entry"],
            ["entry.beneficiary", "entry.number"],
            name=op.f("fk_contribution_beneficiary_entry"),
        ),
        sa.PrimaryKeyConstraint("beneficiary", "agreement", "year", "version", name=op.f("pk_contribution")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "import",
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("header_row", sa.Integer(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("rows_new", sa.Integer(), nullable=False),
        sa.Column("rows_known", sa.Integer(), nullable=False),
        sa.Column("rows_zero", sa.Integer(), nullable=False),
        sa.Column("rows_total", sa.Integer(), nullable=False),
        sa.Column("cents_new", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["beneficiary", "agreement"],
            ["agreement.beneficiary", "agreement.agreement"],
            name=op.f("fk_import_beneficiary_agreement"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "entry"], ["entry.beneficiary", "entry.number"], name=op.f("fk_import_beneficiary_entry")
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "sha256"], ["file.beneficiary", "file.sha256"], name=op.f("fk_import_beneficiary_sha256")
        ),
        sa.PrimaryKeyConstraint("beneficiary", "number", name=op.f("pk_import")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "allocation",
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("grant", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.CheckConstraint("cents >= 0", name=op.f("ck_allocation_not_negative")),
        sa.ForeignKeyConstraint(
            ["beneficiary", "agreement", "grant"],
            ["catalogue.beneficiary", "catalogue.agreement", "catalogue.code"],
            name=op.f("fk_allocation_beneficiary_agreement_grant"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "entry"],
            ["entry.beneficiary", "entry.number"],
            name=op.f("fk_allocation_beneficiary_entry"),
        ),
        sa.PrimaryKeyConstraint("beneficiary", "agreement", "grant", "year", "version", name=op.f("pk_allocation")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "catalogue_title",
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("nl", sa.Text(), nullable=False),
        sa.Column("fr", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("transfer", sa.Text(), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["beneficiary", "agreement", "code"],
            ["catalogue.beneficiary", "catalogue.agreement", "catalogue.code"],
            name=op.f("fk_catalogue_title_beneficiary_agreement_code"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "agreement", "revision"],
            ["agreement_revision.beneficiary", "agreement_revision.agreement", "agreement_revision.revision"],
            name=op.f("fk_catalogue_title_beneficiary_agreement_revision"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "entry"],
            ["entry.beneficiary", "entry.number"],
            name=op.f("fk_catalogue_title_beneficiary_entry"),
        ),
        sa.PrimaryKeyConstraint("beneficiary", "agreement", "revision", "code", name=op.f("pk_catalogue_title")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "control_total",
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("import", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("stated", sa.BigInteger(), nullable=False),
        sa.Column("computed", sa.BigInteger(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["beneficiary", "entry"],
            ["entry.beneficiary", "entry.number"],
            name=op.f("fk_control_total_beneficiary_entry"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "import"],
            ["import.beneficiary", "import.number"],
            name=op.f("fk_control_total_beneficiary_import"),
        ),
        sa.PrimaryKeyConstraint("beneficiary", "import", "row", name=op.f("pk_control_total")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "expense",
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("supplier", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("document_no", sa.Text(), nullable=True),
        sa.Column("invoice_no", sa.Text(), nullable=True),
        sa.Column("budget_article", sa.Text(), nullable=True),
        sa.Column("account", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("project", sa.Text(), nullable=True),
        sa.Column("commitment_no", sa.Text(), nullable=True),
        sa.Column("charge_no", sa.Text(), nullable=True),
        sa.Column("order_no", sa.Text(), nullable=True),
        sa.Column("statement_no", sa.Text(), nullable=True),
        sa.Column("supplier_no", sa.Text(), nullable=True),
        sa.Column("iban", sa.Text(), nullable=True),
        sa.Column("payer", sa.Text(), nullable=True),
        sa.Column("line_no", sa.Text(), nullable=True),
        sa.Column("invoice_date", sa.Date(), nullable=True),
        sa.Column("booking_date", sa.Date(), nullable=True),
        sa.Column("payment_date", sa.Date(), nullable=True),
        sa.Column("document_amount", sa.BigInteger(), nullable=True),
        sa.Column("net_amount", sa.BigInteger(), nullable=True),
        sa.Column("vat_amount", sa.BigInteger(), nullable=True),
        sa.Column("reverses", sa.Integer(), nullable=True),
        sa.Column("replaces", sa.Integer(), nullable=True),
        sa.Column("import", sa.Integer(), nullable=True),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_expense_not_zero")),
        sa.ForeignKeyConstraint(
            ["beneficiary", "agreement"],
            ["agreement.beneficiary", "agreement.agreement"],
            name=op.f("fk_expense_beneficiary_agreement"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "entry"], ["entry.beneficiary", "entry.number"], name=op.f("fk_expense_beneficiary_entry")
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "import"],
            ["import.beneficiary", "import.number"],
            name=op.f("fk_expense_beneficiary_import"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "replaces"],
            ["expense.beneficiary", "expense.number"],
            name=op.f("fk_expense_beneficiary_replaces"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "reverses"],
            ["expense.beneficiary", "expense.number"],
            name=op.f("fk_expense_beneficiary_reverses"),
        ),
        sa.PrimaryKeyConstraint("beneficiary", "number", name=op.f("pk_expense")),
        sa.UniqueConstraint("beneficiary", "number", "agreement", name=op.f("uq_expense_beneficiary_number_agreement")),
        sa.UniqueConstraint("beneficiary", "reverses", name=op.f("uq_expense_beneficiary_reverses")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("expense", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_expense_beneficiary_agreement_year"), ["beneficiary", "agreement", "year"], unique=False
        )

    op.create_table(
        "import_undo",
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("import", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["beneficiary", "entry"],
            ["entry.beneficiary", "entry.number"],
            name=op.f("fk_import_undo_beneficiary_entry"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "import"],
            ["import.beneficiary", "import.number"],
            name=op.f("fk_import_undo_beneficiary_import"),
        ),
        sa.PrimaryKeyConstraint("beneficiary", "import", "entry", name=op.f("pk_import_undo")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "share",
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("expense", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["beneficiary", "agreement", "code"],
            ["catalogue.beneficiary", "catalogue.agreement", "catalogue.code"],
            name=op.f("fk_share_beneficiary_agreement_code"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "entry"], ["entry.beneficiary", "entry.number"], name=op.f("fk_share_beneficiary_entry")
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "expense", "agreement"],
            ["expense.beneficiary", "expense.number", "expense.agreement"],
            name=op.f("fk_share_beneficiary_expense_agreement"),
        ),
        sa.PrimaryKeyConstraint("beneficiary", "expense", "entry", "position", name=op.f("pk_share")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "source_row",
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("import", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("expense", sa.Integer(), nullable=True),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["beneficiary", "entry"],
            ["entry.beneficiary", "entry.number"],
            name=op.f("fk_source_row_beneficiary_entry"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "expense"],
            ["expense.beneficiary", "expense.number"],
            name=op.f("fk_source_row_beneficiary_expense"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "import"],
            ["import.beneficiary", "import.number"],
            name=op.f("fk_source_row_beneficiary_import"),
        ),
        sa.PrimaryKeyConstraint("beneficiary", "import", "row", name=op.f("pk_source_row")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "supplement",
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("import", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("expense", sa.Integer(), nullable=False),
        sa.Column("payment_date", sa.Date(), nullable=True),
        sa.Column("order_no", sa.Text(), nullable=True),
        sa.Column("statement_no", sa.Text(), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["beneficiary", "entry"],
            ["entry.beneficiary", "entry.number"],
            name=op.f("fk_supplement_beneficiary_entry"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "expense"],
            ["expense.beneficiary", "expense.number"],
            name=op.f("fk_supplement_beneficiary_expense"),
        ),
        sa.ForeignKeyConstraint(
            ["beneficiary", "import"],
            ["import.beneficiary", "import.number"],
            name=op.f("fk_supplement_beneficiary_import"),
        ),
        sa.PrimaryKeyConstraint("beneficiary", "import", "row", name=op.f("pk_supplement")),
        sqlite_with_rowid=False,
    )
    for table, keys in KEYS.items():
        forbid_change(table, keys)


def forbid_change(table: str, keys: list[list[str]]) -> None:
    """Refuses UPDATE, DELETE, TRUNCATE and SQLite's INSERT OR REPLACE, which walks around a DELETE trigger."""
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
    op.execute(REFUSE)
    op.execute(
        f'CREATE TRIGGER "{table}_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "{table}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change()"
    )


REFUSE = """
CREATE OR REPLACE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: %', TG_TABLE_NAME;
END $$
"""
