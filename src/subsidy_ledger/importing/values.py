"""The cells of one row as values: cents, dates, years and texts, each fault with its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from subsidy_ledger.domain.cells import cell_name, column_letter
from subsidy_ledger.domain.expenses import DATE_FIELDS
from subsidy_ledger.domain.sentences import Sentence, say
from subsidy_ledger.importing.amounts import Bad, decide_mark, read_amount
from subsidy_ledger.importing.dates import decide_order, read_date
from subsidy_ledger.importing.intake import Cell, DateOrder, DecimalMark, Dialect, Flaw, Problem, Table
from subsidy_ledger.importing.texts import cell_text

MONEY_FIELDS = ("claimed", "amount", "net_amount", "vat_amount", "debit", "credit")
NUMBER_FIELDS = frozenset(
    {"document_no", "invoice_no", "commitment_no", "charge_no", "order_no", "statement_no", "supplier_no", "iban"}
)  # fmt: skip
DESTROYED = re.compile(r"\d(?:[.,]\d+)?E\+\d+|\d[.,]\d+E\d\d", re.IGNORECASE)
# A spreadsheet keeps fifteen digits of a number; of a longer one the rest is gone.
NUMBER_KEPT_MAX = 1e15
YEAR = re.compile(r"(199\d|20\d\d|2100)(?:[.,]0+)?")
Value = str | int | date


@dataclass(slots=True)
class Fields:
    """What one row says by field, with the problems of its cells."""

    values: dict[str, Value] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return any(problem.severity == "refused" for problem in self.problems)

    @property
    def spoiled(self) -> frozenset[str]:
        """The fields whose cells could not be read."""
        return frozenset(problem.field for problem in self.problems)


class Reader:
    """Reads rows of one table; each column's dialect is decided once, from all cells below the header."""

    def __init__(self, table: Table, dialect: Dialect, *, epoch_1904: bool, file: str) -> None:
        self.table = table
        self._epoch_1904 = epoch_1904
        self._marks: dict[str, DecimalMark] = {}
        self._orders: dict[str, DateOrder] = {}
        self._flaws: dict[int, dict[int, Flaw]] = {}
        for (row, column), flaw in table.sheet.flaws.items():
            self._flaws.setdefault(row, {})[column] = flaw
        self._texts: list[str] = []
        below = table.sheet.rows[table.header_row :]
        for name, column in table.columns.items():
            cells = [row[column] for row in below if column < len(row)]
            if any(isinstance(cell, str) and cell.strip() for cell in cells):
                self._texts.append(name)
            where = f"{column_letter(column)} ({table.headers[column] if column < len(table.headers) else name})"
            if name in MONEY_FIELDS:
                self._marks[name] = decide_mark(cells, dialect.decimal, column=where, file=file)
            elif name in DATE_FIELDS:
                self._orders[name] = decide_order(cells, dialect.dates, column=where, file=file)

    def dialects(self) -> tuple[Sentence, ...]:
        """How the texts among amounts and dates were read, column by column, for the plan."""
        orders = {"dmy": "day/month/year", "mdy": "month/day/year", "ymd": "year-month-day"}
        said = {name: f"decimal {self._marks[name]}" for name in self._texts if name in self._marks}
        said |= {name: orders[self._orders[name]] for name in self._texts if name in self._orders}
        return tuple(
            say(
                "texts in column {column} ({field}) are read as {how}",
                column=column_letter(self.table.columns[name]),
                field=name.replace("_", " "),
                how=how,
            )
            for name, how in said.items()
        )

    def cell(self, row: int, name: str) -> Cell:
        """The cell of a field in a row counted from 0; "" where the row is shorter."""
        cells, column = self.table.sheet.rows[row], self.table.columns[name]
        return cells[column] if column < len(cells) else ""

    def flaws(self, row: int) -> Mapping[int, Flaw]:
        """The flaws of a row counted from 0, by column."""
        return self._flaws.get(row, {})

    def texts(self, row: int) -> tuple[str, ...]:
        """All cells of a row as delivered, a flawed one as what it shows; empty for a blank row."""
        cells = self.table.sheet.rows[row]
        texts = [cell.strip() if type(cell) is str else cell_text(cell) for cell in cells]
        for column, flaw in self.flaws(row).items():
            texts.extend("" for _ in range(column + 1 - len(texts)))
            texts[column] = flaw.shown
        while texts and not texts[-1]:
            texts.pop()
        return tuple(texts)

    def read(self, row: int) -> Fields:
        """Every field of the row that holds something; flaws and unreadable cells are problems."""
        found = Fields()
        cells, flaws = self.table.sheet.rows[row], self.flaws(row)
        for name, column in self.table.columns.items():
            if flaws and column in flaws:
                found.problems.append(self.problem(row, name, bad_of(flaws[column]), flaws[column].shown))
                continue
            cell = cells[column] if column < len(cells) else None
            if cell is None or cell == "":
                continue
            value = self._value(name, cell)
            if isinstance(value, Bad):
                found.problems.append(self.problem(row, name, value))
            elif value is not None and value != "":
                found.values[name] = value
        return found

    def signed(self) -> Iterator[tuple[object, int]]:
        """What stands in the D/C column beside every amount that can be read; nothing without such a column."""
        if not {"sign", "amount"} <= self.table.columns.keys():
            return
        for row in range(self.table.header_row, len(self.table.sheet.rows)):
            amount = read_amount(self.cell(row, "amount"), self._marks["amount"])
            if isinstance(amount, int):
                yield cell_text(self.cell(row, "sign")), amount

    def _value(self, name: str, cell: Cell) -> Value | Bad | None:
        if name in self._marks:
            return read_amount(cell, self._marks[name])
        if name in self._orders:
            return read_date(cell, self._orders[name], epoch_1904=self._epoch_1904)
        if name == "year":
            return _year(cell)
        return _text(name, cell)

    def problem(self, row: int, name: str, bad: Bad, shown: str | None = None) -> Problem:
        """A refusing problem of the field's cell in this row."""
        value = cell_text(self.cell(row, name)) if shown is None else shown
        return self.problem_at(row, self.table.columns[name], bad, value, name)

    def problem_at(
        self,
        row: int,
        column: int,
        bad: Bad,
        shown: str,
        field: str = "",
        severity: Literal["refused", "warning"] = "refused",
    ) -> Problem:
        """A problem of any cell of this row, also of a column that is no field's."""
        where = cell_name(row, column)
        return Problem(bad.code, severity, self.table.sheet.name, where, field, shown, bad.expected, bad.message)


def bad_of(flaw: Flaw) -> Bad:
    shown = flaw.shown
    if flaw.kind == "error":
        return Bad(
            "error-cell",
            say("a value"),
            say("the cell shows {shown}; mend the formula, or type what should stand there", shown=shown),
        )
    return Bad(
        "formula-uncalculated",
        say("a calculated value"),
        say(
            "the formula {shown} was never calculated; open the file in Excel or LibreOffice and save it there",
            shown=shown,
        ),
    )


def _year(cell: Cell) -> int | Bad | None:
    text = cell_text(cell)
    if not text:
        return None
    # A date in this column is 2019 shown as one (11 July 1905), or a day of which only the year is shown.
    if found := YEAR.fullmatch(str(cell.year) if isinstance(cell, date) else text):
        return int(found[1])
    return Bad("not-a-year", say("a budget year such as 2019"), say('"{value}" is no budget year', value=text))


def _text(name: str, cell: Cell) -> str | Bad:
    text = cell_text(cell)
    if name == "budget_article" and isinstance(cell, date):
        return Bad(
            "article-is-date",
            say("a budget article such as 330/123-06"),
            say(
                "the spreadsheet has turned this budget article into the date {value}; type it again as text",
                value=text,
            ),
        )
    if name in NUMBER_FIELDS and (_is_cut(cell) or DESTROYED.fullmatch(text)):
        return Bad(
            "identifier-destroyed",
            say("the whole number"),
            say("the spreadsheet has cut this number short to {value}; type it again as text", value=text),
        )
    return text


def _is_cut(cell: Cell) -> bool:
    return isinstance(cell, float) and abs(cell) >= NUMBER_KEPT_MAX


def header_problem(table: Table, name: str, code: str, message: Sentence, expected: Sentence) -> Problem:
    """A warning about a whole column, named by its heading's cell."""
    column = table.columns[name]
    return Problem(
        code, "warning", table.sheet.name, cell_name(table.header_row - 1, column), name,
        table.headers[column] if column < len(table.headers) else "", expected, message,
    )  # fmt: skip
