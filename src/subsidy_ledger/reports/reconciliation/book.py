"""What the reconciliation workbook is made of: typed tables, and which of their cells the workbook computes itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from subsidy_ledger.domain.sentences import Phrase, Sentence
from subsidy_ledger.reports.reconciliation.labels import label
from subsidy_ledger.reports.tables import Table


@dataclass(frozen=True, slots=True)
class Formula:
    """A live cell. What the ledger says of it stands in the table at the same place and is the cached result.

    `text` names cells by what they are, and whoever writes the workbook puts addresses in their place:
    `{.spent}` is this row's cell in column `spent`; `{.spent@2}` and `{.spent@2:5}` are rows of the same block, from 0;
    `{expenses.share}` is the whole column of the lines of another block, `{position.spent@2}` one of its cells.
    `{'yes'}` is a text, said in the workbook's language. `if_none` is the phrase that the formula shows where the
    ledger has no figure.
    """

    text: str
    if_none: str = ""


# (row, column key) of a table -> what the workbook computes there.
Live = Mapping[tuple[int, str], Formula]


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be filled in: one of the phrases, an amount up to that of another column without its sign, or within it
    (between nothing and it, to the cent, also below a credit note), or else any text. `advice` is shown where another
    is typed."""

    phrases: tuple[Phrase, ...] = ()
    up_to: str = ""
    within: str = ""
    advice: Phrase | Sentence = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a cell leads: a row of another block, from 0; -1 is its heading."""

    block: str
    row: int


@dataclass(frozen=True, slots=True)
class Block:
    """One table of a sheet. `zero` are columns of differences that must be 0.00; `table.key` is unique in a book.

    `inputs` are the columns that the reader of the workbook fills in; `links` lead from a row and column elsewhere.
    """

    table: Table
    live: Live = field(default_factory=dict)
    zero: tuple[str, ...] = ()
    inputs: Mapping[str, Choice] = field(default_factory=dict)
    links: Mapping[tuple[int, str], Goal] = field(default_factory=dict)

    @property
    def lines(self) -> int:
        """Rows from the first to the last one that is no heading and no total: what a column's range covers."""
        return max((i + 1 for i in range(len(self.table.rows)) if self.table.weight(i) == "line"), default=0)


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns of a block side by side, over its first `rows` rows."""

    title: Phrase | Sentence
    block: str
    categories: str
    series: tuple[str, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: heading and explanation, then blocks; the `main` one is filtered and repeats its header in print.

    The last `unprinted` columns stand outside what is printed.
    """

    key: str
    title: Phrase | Sentence
    heading: Phrase | Sentence
    lead: Phrase | Sentence
    blocks: tuple[Block, ...]
    main: str | None = None
    chart: Chart | None = None
    unprinted: int = 0


@dataclass(frozen=True, slots=True)
class ReconciliationBook:
    """The whole workbook as a value. `recorded_at` (UTC) is when the ledger last changed; `digest` that entry's."""

    agreement: str
    year: int
    recorded_at: datetime
    digest: str
    sheets: tuple[Sheet, ...]

    def blocks(self) -> Iterator[Block]:
        return (block for sheet in self.sheets for block in sheet.blocks)

    def block(self, key: str) -> Block:
        return next(block for block in self.blocks() if block.table.key == key)

    def made_with(self, program_version: str) -> ReconciliationBook:
        """The same book with the program's version as the last row of what the cover says of the books."""
        return replace(self, sheets=tuple(_made_with(sheet, program_version) for sheet in self.sheets))


def _made_with(sheet: Sheet, program_version: str) -> Sheet:
    def extended(block: Block) -> Block:
        if block.table.key != "cover_books":
            return block
        rows = (*block.table.rows, (label("cover.program"), program_version))
        return replace(block, table=replace(block.table, rows=rows, weights=()))

    return replace(sheet, blocks=tuple(extended(block) for block in sheet.blocks))
