"""What stands in a workbook and no reader of values tells: error cells, uncalculated formulas, hidden rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.intake import Flaw, Merge
from subsidy_ledger.importing.opening.limits import CELLS_PER_MEGABYTE, Limits
from subsidy_ledger.importing.opening.number_format import Format, Formats
from subsidy_ledger.importing.opening.refusals import damaged

FLAW_LIMIT = 100_000
TEXT_LIMIT = 2_000_000
SHOWN_LIMIT = 200


@dataclass(slots=True)
class SheetEvidence:
    """What was found in one sheet: flaws and unread texts by (row, column), hidden rows and columns as ranges, from 0.

    `formats` are the number formats that say more than their numbers. `rows` and `columns` say how far the filled
    cells reach.
    """

    name: str
    flaws: dict[tuple[int, int], Flaw] = field(default_factory=dict)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: list[range] = field(default_factory=list)
    hidden_columns: list[range] = field(default_factory=list)
    formats: Formats = field(default_factory=Formats)
    rows: int = 0
    columns: int = 0
    merges: list[Merge] = field(default_factory=list)

    @property
    def area(self) -> int:
        """Cells of the block from A1 to the last filled row and column: what a reader of values makes room for."""
        return self.rows * self.columns

    def reach(self, row: int, column: int) -> None:
        """Note that a cell is filled, or flawed."""
        self.rows = max(self.rows, row + 1)
        self.columns = max(self.columns, column + 1)

    def hidden_below(self, rows: int) -> frozenset[int]:
        """The hidden rows among the first `rows`; a sheet may hide a million empty ones beneath them."""
        return frozenset(row for part in self.hidden for row in range(part.start, min(part.stop, rows)))

    def hidden_before(self, columns: int) -> frozenset[int]:
        """The hidden columns among the first `columns`."""
        return frozenset(c for part in self.hidden_columns for c in range(part.start, min(part.stop, columns)))

    def add_format(self, rows: range, columns: range, found: Format, file: str) -> None:
        """Note the format of every filled cell of a block; Refused beyond all measure."""
        if self.formats.count + len(columns) > TEXT_LIMIT:
            raise damaged(file)
        for column in columns:
            self.formats.add(rows, column, found)

    def add_flaw(self, rows: range, columns: range, flaw: Flaw, file: str) -> None:
        """Note a flaw for every cell of a block; Refused when a file has more of them than anyone could mend."""
        if len(self.flaws) + len(rows) * len(columns) > FLAW_LIMIT:
            raise Refused(
                "too-many-flaws",
                "Sheet {sheet} of {file} has more than {limit} cells that show an error or a formula without a result, "
                "such as {shown}. Open it in Excel or LibreOffice, mend or empty those cells and save it again.",
                sheet=self.name,
                file=file,
                limit=FLAW_LIMIT,
                shown=flaw.shown,
            )
        self.reach(rows.stop - 1, columns.stop - 1)
        self.flaws.update(dict.fromkeys(product(rows, columns), flaw))

    def add_text(self, rows: range, columns: range, text: str, file: str) -> None:
        """Note a text that the reader of values leaves out, for every cell of a block; Refused beyond all measure."""
        if len(self.texts) + len(rows) * len(columns) > TEXT_LIMIT:
            raise damaged(file)
        self.reach(rows.stop - 1, columns.stop - 1)
        self.texts.update(dict.fromkeys(product(rows, columns), text))


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sheets in the order of the workbook; `epoch_1904` when its day numbers count from 1904."""

    sheets: Sequence[SheetEvidence]
    epoch_1904: bool = False

    def refuse_giant(self, file: str, limits: Limits) -> None:
        """Refuse a workbook whose few cells lie so far apart that the block around them fills the memory."""
        area = sum(sheet.area for sheet in self.sheets)
        if area > limits.cells:
            largest = max(self.sheets, key=lambda sheet: sheet.area)
            raise Refused(
                "grid-too-large",
                "The filled cells of sheet {sheet} of {file} reach down to row {row} and across {columns} columns, "
                "which is too large a block to read. Copy the table alone into a new workbook and import that, or give "
                "it more memory: --memory-limit {needed}.",
                sheet=largest.name,
                file=file,
                row=largest.rows,
                columns=largest.columns,
                needed=-(-area // CELLS_PER_MEGABYTE),
            )

    def of(self, index: int, name: str, sheets: int) -> SheetEvidence | None:
        """The evidence of the sheet at `index` of `sheets`, by name where their numbers differ; None if absent."""
        if len(self.sheets) == sheets:
            return self.sheets[index]
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def error_flaw(shown: str) -> Flaw:
    return Flaw("error", shown[:SHOWN_LIMIT] or "#ERROR!")


def uncalculated_flaw(formula: str) -> Flaw:
    """`formula` with or without its equals sign; empty where it stands in another cell (a shared formula)."""
    text = "=" + (formula.removeprefix("=") or "…")
    return Flaw("uncalculated", text if len(text) <= SHOWN_LIMIT else text[: SHOWN_LIMIT - 1] + "…")
