"""The tables of the rules: their versions, and the lines they tagged."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, PrimaryKeyConstraint, Text

from subsidy_ledger.storage.columns import code, number, of_entry, table, tenant

# A rule is changed or retired by a further version.
rule = table(
    "rule",
    tenant(),
    Column("agreement", code(), nullable=False),
    number("number"),
    number("version"),
    number("is_live"),
    Column("code", code(), nullable=False),
    Column("supplier", Text),
    number("likeness_min", nullable=True),
    Column("budget_article", Text),
    Column("description", Text),
    Column("entity", code()),
    Column("account", Text),
    number("entry"),
    PrimaryKeyConstraint("beneficiary", "agreement", "number", "version"),
    ForeignKeyConstraint(
        ["beneficiary", "agreement", "code"],
        ["catalogue.beneficiary", "catalogue.agreement", "catalogue.code"],
    ),
    CheckConstraint("is_live IN (0, 1)", name="is_live"),
    of_entry(),
)

# Which rules gave a line the shares that the same entry recorded; none where a person or a file did.
rule_tagging = table(
    "rule_tagging",
    tenant(),
    number("expense"),
    number("entry"),
    number("rule"),
    number("version"),
    Column("agreement", code(), nullable=False),
    number("likeness", nullable=True),
    PrimaryKeyConstraint("beneficiary", "expense", "entry", "rule"),
    ForeignKeyConstraint(
        ["beneficiary", "expense", "agreement"], ["expense.beneficiary", "expense.number", "expense.agreement"]
    ),
    ForeignKeyConstraint(
        ["beneficiary", "agreement", "rule", "version"],
        ["rule.beneficiary", "rule.agreement", "rule.number", "rule.version"],
    ),
    of_entry(),
)
