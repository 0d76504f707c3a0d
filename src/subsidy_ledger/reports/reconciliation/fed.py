"""Which figures of the workbook follow what its reader fills in or filters: those may differ from the ledger's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from subsidy_ledger.reports.reconciliation.book import ReconciliationBook
from subsidy_ledger.reports.reconciliation.layout import NAME
from subsidy_ledger.reports.reconciliation.trace import Spot

# It leaves out the rows that a filter hides.
FILTERED: Final = "SUBTOTAL("


class Fed:
    """Asked of cells with a formula, cell by cell, as a sheet such as the cover holds figures of both kinds."""

    def __init__(self, book: ReconciliationBook) -> None:
        self._inputs = {(block.table.key, key) for block in book.blocks() for key in block.inputs}
        self._live = {(b.table.key, row, key): f.text for b in book.blocks() for (row, key), f in b.live.items()}
        self._rows: dict[tuple[str, str], list[int]] = {}
        lines = {block.table.key: block.lines for block in book.blocks()}
        for block, row, key in self._live:
            if row < lines[block]:
                self._rows.setdefault((block, key), []).append(row)
        self._known: dict[Spot, bool] = {}

    def __contains__(self, spot: Spot) -> bool:
        if spot not in self._known:
            self._known[spot] = False
            self._known[spot] = self._is_fed(spot)
        return self._known[spot]

    def _is_fed(self, spot: Spot) -> bool:
        text = self._live.get(spot, "")
        if FILTERED in text:
            return True
        return any((of[0], of[2]) in self._inputs or of in self for of in self._named(text, spot))

    def _named(self, text: str, at: Spot) -> Iterator[Spot]:
        """The cells that a formula names: of each column its first row, and all that are formulas themselves."""
        for found in NAME.finditer(text):
            block, key = found["block"] or at[0], found["column"]
            rows = range(at[1], at[1] + 1)
            if found["first"] is not None:
                rows = range(int(found["first"]), int(found["last"] or found["first"]) + 1)
            elif found["block"]:
                yield block, 0, key
                yield from ((block, row, key) for row in self._rows.get((block, key), ()) if row != at[1])
                continue
            yield from ((block, row, key) for row in rows)
