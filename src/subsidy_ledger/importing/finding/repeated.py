"""Headings that stand in a table again, as printed lists repeat them on every page and above every section."""

from __future__ import annotations

from collections.abc import Sequence

from subsidy_ledger.importing.cells.columns import plain
from subsidy_ledger.importing.cells.synonyms import MONEY
from subsidy_ledger.importing.finding.headings import header_texts
from subsidy_ledger.importing.finding.stacking import is_figure
from subsidy_ledger.importing.intake import Reading, Row, Table

ROWS_NAMED_MAX = 40


def headings_and_remarks(reading: Reading) -> tuple[list[Row], list[Row]]:
    """The rows without an amount of a table: those that say its headings again, and the others."""
    headings = RepeatedHeadings(reading.table)
    again = [row for row in reading.notes if headings.are(row.cells)]
    named = {row.number for row in again}
    return again, [row for row in reading.notes if row.number not in named]


def numbers(rows: Sequence[Row]) -> str:
    """The numbers of the first of some rows, as Excel counts."""
    more = ", …" if len(rows) > ROWS_NAMED_MAX else ""
    return ", ".join(str(row.number) for row in rows[:ROWS_NAMED_MAX]) + more


class RepeatedHeadings:
    """The headings of one table, to see whether a row says them, or some of them, again."""

    def __init__(self, table: Table) -> None:
        rows = table.headings or (table.headers,)
        self._texts: dict[int, set[str]] = {}
        for row in rows:
            for column, text in enumerate(row):
                if text:
                    self._texts.setdefault(column, set()).add(plain(text))
        self._money = [column for name, column in table.columns.items() if name in MONEY]
        # A row of one text can be a group's; more of one text are sections.
        filled = [[plain(text) for text in row if text] for row in rows]
        self._alone = {texts[0] for texts in filled if len(texts) == 1}
        # What stands above the headings on the first page stands there on the next ones too.
        above = [header_texts(cells) for cells in table.sheet.rows[: max(0, table.header_row - len(rows))]]
        self._above = {_trimmed(texts) for texts in above if any(texts)}

    def are(self, cells: Sequence[str]) -> bool:
        """Whether a row's texts are a row of the headings again.

        All it holds says the same, or stands above the headings as well; or at least half of it says the same, the
        amount's heading with it, and nothing is a figure.
        """
        # Rows with an amount are all but a few of them, and cost nothing more.
        if any(column < len(cells) and cells[column][-1:].isdigit() for column in self._money):
            return False
        if _trimmed(cells) in self._above:
            return True
        said = {column: plain(cell) for column, cell in enumerate(cells) if cell}
        same = [column for column, text in said.items() if text in self._texts.get(column, ())]
        if same and len(same) == len(said):
            return len(same) > 1 or bool(self._alone.intersection(said.values()))
        names_amount = any(column in same for column in self._money)
        is_most = len(same) > 1 and 2 * len(same) >= len(said)
        return names_amount and is_most and not any(cell and is_figure(cell) for cell in cells)


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    texts = list(cells)
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)
