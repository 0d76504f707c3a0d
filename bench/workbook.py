"""The reconciliation workbook of large ledgers, recalculated by LibreOffice: is every difference 0.00, and how long?

    .venv/bin/python bench/workbook.py [LINES]

Three ledgers are made by chance (spending and credit notes on every code, splits, untagged parts, reversals, evidence),
their workbooks written, computed anew by LibreOffice with no regard to the figures written, and every live cell is
compared with the ledger's own.

Measured in November 2026 on two cores, 5 000 lines each: some 6 600 rows on Expenses, 1.1 MB, written in 2 s,
recalculated in 4 s; of 1 062 to 1 081 live cells, 71 of them differences, none was another than the ledger's. The
yearly overviews: some 4 600 rows, 0.3 MB in 1 s, recalculated in 2 s; none of their 23 live cells either.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from ledger_builders import YEAR, mixed_ledger
from render.test_excel_reconciliation import book_of, compared, live_cells, recalculated, written
from subsidy_ledger.i18n import ENGLISH
from subsidy_ledger.render.excel_words import said_book
from subsidy_ledger.reports.overview import overview
from subsidy_ledger.reports.reconciliation.book import ReconciliationBook

SEEDS = (1, 2, 3)


def measure(lines: int, seed: int) -> bool:
    """Prints the figures of one ledger's two workbooks; says whether every cell is the ledger's to the cent."""
    ledger = mixed_ledger(lines, seed)
    both = (
        ("reconciliation", book_of(ledger), "expenses"),
        ("overview", said_book(overview(ledger, YEAR), ENGLISH), "overview"),
    )
    done = [_measured(f"ledger {seed}, {lines} lines, {name}", book, rows) for name, book, rows in both]
    return all(done)


def _measured(what: str, book: ReconciliationBook, main: str) -> bool:
    begun = time.perf_counter()
    content = written(book)
    made = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        results = list(compared(book, recalculated(content, Path(folder))))
    wrong = [result for result in results if result[1] != result[2]]
    zeros = sum(1 for _, block, _, column in live_cells(book) if block.table.columns[column].key in block.zero)
    rows = len(book.block(main).table.rows) - 1
    print(
        f"{what}: {rows} rows, {len(content) / 1e6:.1f} MB in {made - begun:.1f} s, "
        f"recalculated in {time.perf_counter() - made:.1f} s; {len(results)} live cells, {zeros} of them differences; "
        f"{len(wrong)} not the ledger's"
    )
    for cell, found, expected in wrong[:10]:
        print(f"  {cell}: {found}, and the ledger says {expected}")
    return not wrong


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    outcomes = [measure(count, seed) for seed in SEEDS]
    sys.exit(0 if all(outcomes) else 1)
