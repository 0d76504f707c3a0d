"""What passes between the steps of an import: cells, sheets, the table found, its rows, and their problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal

from subsidy_ledger.domain.sentences import Sentence
from subsidy_ledger.importing.dialect import Dialect
from subsidy_ledger.importing.opening.number_format import Formats

if TYPE_CHECKING:
    from subsidy_ledger.importing.profile import ProfileUse

# A cell as the reader gives it; "" and None both mean that nothing stands there.
Cell = str | int | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Flaw:
    """A cell a reader would pass off as empty: an error value, or a formula that was never calculated.

    `shown` is what stands there: "#REF!" or "=SUM(F2:F9)".
    """

    kind: Literal["error", "uncalculated"]
    shown: str


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells that are one: rows `top` to `bottom` and columns `left` to `right`, from 0, all of them included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; rows and columns count from 0 here, and as Excel counts wherever a person sees them.

    `rows` start at cell A1 and may be of different lengths. `flaws` are keyed by (row, column). `formats` are the
    number formats that say more than the numbers. `is_typed` where a cell knows whether it is a number; in a .csv file
    everything is text, and `separator` stands between the cells. `area` is "A:C", "24:60" or "A24:C60" where only a
    part of the sheet is meant; the rest is empty then.
    """

    name: str
    visible: bool
    rows: tuple[tuple[Cell, ...], ...]
    flaws: Mapping[tuple[int, int], Flaw] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formats: Formats = field(default_factory=Formats)
    is_typed: bool = False
    merges: tuple[Merge, ...] = ()
    area: str = ""
    separator: str = ""

    @property
    def place(self) -> str:
        """The sheet and the part of it that is meant, as a spreadsheet writes it: Blad1!A24:C60."""
        return f"{self.name}!{self.area}" if self.area else self.name

    def emptied(self) -> Sheet:
        """What identifies the sheet and which columns it hides, without its cells and what is said of them."""
        return Sheet(self.name, self.visible, (), hidden_columns=self.hidden_columns, area=self.area)


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file as it was opened: its name without folders, the sha256 and number of its bytes, and its sheets."""

    name: str
    sha256: str
    size: int
    kind: Literal["xlsx", "xls", "ods", "csv"]
    sheets: tuple[Sheet, ...]
    epoch_1904: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one cell: what stands there, what was expected, how to mend it.

    `code` is stable; `severity` "refused" keeps the row out, "warning" does not; `cell` as Excel names it ("F12").
    """

    code: str
    severity: Literal["refused", "warning"]
    sheet: str
    cell: str
    field: str
    value: str
    expected: Sentence
    message: Sentence


@dataclass(frozen=True, slots=True)
class Table:
    """The table found in a workbook.

    `header_row` is the row of the (last) header line as Excel counts; `columns` maps a field to a column index
    from 0; `headers` holds every header text by column index; `unused` the indices no field was found for;
    `notes` say what was chosen and why, for the plan; `said` are the fields whose column the officer named.
    `header_row` is 0 where there is none. `headings` are the texts of each row of the heading, `beside` the columns
    (from 0) that hold something and are none of this table. `by` is the profile that says what the columns are.
    """

    sheet: Sheet
    header_row: int
    columns: Mapping[str, int]
    headers: tuple[str, ...]
    unused: tuple[int, ...]
    notes: tuple[Sentence, ...] = ()
    said: frozenset[str] = frozenset()
    headings: tuple[tuple[str, ...], ...] = ()
    beside: frozenset[int] = frozenset()
    by: ProfileUse | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table, read. `number` as Excel counts.

    `values` holds the fields that are filled in: texts stripped, dates as dates, every amount in cents under
    "amount", "document_amount", "net_amount", "vat_amount", and "year" as an int. "objective" and "grant" are
    still texts. `cells` are all cells of the row as delivered, as texts, by column.
    """

    number: int
    values: Mapping[str, str | int | date]
    cells: tuple[str, ...]

    @property
    def amount(self) -> int:
        """Cents; 0 where no amount could be read."""
        found = self.values.get("amount")
        return found if isinstance(found, int) else 0


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A total or subtotal of the file beside the sum of the lines it closes, in cents."""

    number: int
    label: str
    stated: int
    computed: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A table read to the end: `rows` to post, `zero` rows of 0.00, `totals`, `notes` (headings, remarks), `problems`.

    `refused` are the rows that a refusing problem keeps out, with what could be read of them. `fields` are the
    fields the columns were read as, `amount` always among them; `dialects` say how texts were understood. `hidden`
    are the hidden rows that were left out because the officer said so. `settled` is what the cells themselves prove of
    decimal mark and order of dates, in all columns alike.
    """

    table: Table
    rows: tuple[Row, ...]
    zero: tuple[Row, ...]
    totals: tuple[TotalRow, ...]
    notes: tuple[Row, ...]
    problems: tuple[Problem, ...]
    refused: tuple[Row, ...]
    fields: tuple[str, ...]
    dialects: tuple[Sentence, ...] = ()
    hidden: tuple[Row, ...] = ()
    settled: Dialect = field(default_factory=Dialect)
