"""Reading a reconciliation back as rows by column key."""

from __future__ import annotations

from ledger_builders import CHECKS, YEAR, findings
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.i18n import ENGLISH
from subsidy_ledger.render.excel_words import said_book
from subsidy_ledger.reports.reconciliation.book import Block, ReconciliationBook
from subsidy_ledger.reports.reconciliation.workbook import reconciliation
from subsidy_ledger.reports.tables import Value

Row = dict[str, Value]


def book_of(ledger: Ledger, year: int = YEAR) -> ReconciliationBook:
    """The workbook as it is written in English."""
    return said_book(reconciliation(ledger, findings(), CHECKS, year), ENGLISH)


def rows_of(block: Block) -> list[Row]:
    keys = [column.key for column in block.table.columns]
    return [dict(zip(keys, row, strict=True)) for row in block.table.rows]


def lines_of(book: ReconciliationBook, key: str) -> list[Row]:
    return rows_of(book.block(key))[: book.block(key).lines]


def cents(value: Value) -> int:
    assert isinstance(value, int)
    return value
