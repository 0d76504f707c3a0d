"""The ways through the workbook: from codes, findings and changes to their lines, and from a line to its file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from subsidy_ledger.domain.sentences import Sentence
from subsidy_ledger.reports.reconciliation.book import Block, Goal, Sheet
from subsidy_ledger.reports.tables import Value

# A cell of a block: which column of its row says where to go, and which column of Expenses holds that. Texts that may
# need several lines are no links themselves: not every program breaks the lines of a link.
TO_LINES: Mapping[tuple[str, str], tuple[str, str]] = {
    ("position", "code"): ("code", "of_grant"),
    ("untagged", "code"): ("code", "code"),
    ("objectives", "code"): ("code", "code"),
    ("modes", "mode"): ("mode", "mode"),
    ("findings", "finding"): ("expenses", "number"),
    ("changes", "entry"): ("lines", "number"),
    ("sample", "number"): ("number", "number"),
    ("sample_changed", "number"): ("number", "number"),
    ("sample_changed", "now"): ("now", "number"),
    ("transfers", "number"): ("number", "number"),
}
HEADER = -1
# Excel follows no more than this many links on a sheet.
LINKS_MAX = 65_000


def linked(*sheets: Sheet) -> tuple[Sheet, ...]:
    """The same sheets with a link in each cell that names lines, a code of lines, an import, or another sheet."""
    blocks = {block.table.key: block for sheet in sheets for block in sheet.blocks}
    ways = _Ways(blocks["expenses"], blocks["imports"], {str(sheet.title): sheet for sheet in sheets})
    return tuple(
        replace(
            sheet,
            blocks=tuple(
                replace(block, links=dict(pair for pair, _ in zip(ways.of(block), range(LINKS_MAX), strict=False)))
                for block in sheet.blocks
            ),
        )
        for sheet in sheets
    )


@dataclass(slots=True)
class _Ways:
    expenses: Block
    imports: Block
    sheets: Mapping[str, Sheet]
    _first: dict[str, dict[str, int]] = field(default_factory=dict)

    def of(self, block: Block) -> Iterator[tuple[tuple[int, str], Goal]]:
        """Where the cells of a block lead, by row and column."""
        key, places = block.table.key, {column.key: n for n, column in enumerate(block.table.columns)}
        for place, column in enumerate(block.table.columns):
            wanted = TO_LINES.get((key, column.key))
            for row, values in enumerate(block.table.rows):
                value, goal = values[place], None
                if wanted is not None:
                    goal = self._line(wanted[1], values[places[wanted[0]]])
                elif (key, column.key) in (("expenses", "import"), ("control_totals", "import")):
                    goal = self._goal(self.imports, "import", value)
                elif (key, column.key) == ("cover_reading", "what"):
                    goal = self._sheet(value)
                if goal is not None:
                    yield (row, column.key), goal

    def _line(self, column: str, value: Value) -> Goal | None:
        """The first row of Expenses; of several line numbers ("3, 5-7", "3 -> 9") the first that stands there."""
        if column != "number":
            return self._goal(self.expenses, column, value)
        goals = (self._goal(self.expenses, column, number) for number in re.findall("[0-9]+", _text(value)))
        return next((goal for goal in goals if goal is not None), None)

    def _goal(self, block: Block, column: str, value: Value) -> Goal | None:
        row = self._places(block, column).get(_text(value)) if value is not None else None
        return None if row is None else Goal(block.table.key, row)

    def _places(self, block: Block, column: str) -> dict[str, int]:
        """The first row of each value of a column."""
        key = f"{block.table.key}.{column}"
        if key not in self._first:
            found: dict[str, int] = {}
            place = next(n for n, each in enumerate(block.table.columns) if each.key == column)
            for row, values in enumerate(block.table.rows):
                if values[place] is not None and block.table.weight(row) == "line":
                    found.setdefault(_text(values[place]), row)
            self._first[key] = found
        return self._first[key]

    def _sheet(self, value: Value) -> Goal | None:
        sheet = self.sheets.get(str(value)) if isinstance(value, Sentence) else None
        return Goal(sheet.blocks[0].table.key, HEADER) if sheet is not None else None


def _text(value: Value) -> str:
    return str(value)
