"""Reading a reconciliation back as rows by column key."""

from __future__ import annotations

from ledger_builders import CHECKS, YEAR, findings
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.reports.reconciliation import reconciliation
from subsidy_ledger.reports.reconciliation_book import Block, ReconciliationBook
from subsidy_ledger.reports.tables import Value

Row = dict[str, Value]


def book_of(ledger: Ledger, year: int = YEAR) -> ReconciliationBook:
    return reconciliation(ledger, findings(), CHECKS, year)


def rows_of(block: Block) -> list[Row]:
    keys = [column.key for column in block.table.columns]
    return [dict(zip(keys, row, strict=True)) for row in block.table.rows]


def lines_of(book: ReconciliationBook, key: str) -> list[Row]:
    return rows_of(book.block(key))[: book.block(key).lines]


def cents(value: Value) -> int:
    assert isinstance(value, int)
    return value
