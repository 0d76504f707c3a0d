"""The cells of one row as values: cents, dates, years and texts, each fault with its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from subsidy_ledger.domain.cells import cell_name, column_letter
from subsidy_ledger.domain.expenses import DATE_FIELDS
from subsidy_ledger.domain.sentences import Sentence, say
from subsidy_ledger.importing.cells.amounts import Bad, NumberDialect, decide_mark, read_amount
from subsidy_ledger.importing.cells.column_kinds import Column, Days, Money, Value, Words, Years
from subsidy_ledger.importing.cells.dates import DateDialect, decide_order
from subsidy_ledger.importing.cells.dialect_notes import money_notes, order_note
from subsidy_ledger.importing.cells.factors import split_factor
from subsidy_ledger.importing.cells.identifiers import seen
from subsidy_ledger.importing.cells.merged_cells import MergedCells
from subsidy_ledger.importing.cells.shifted import ROW_TOO_LONG, Shifts
from subsidy_ledger.importing.cells.texts import cell_text
from subsidy_ledger.importing.dialect import Dialect
from subsidy_ledger.importing.intake import Cell, Flaw, Problem, Table

MONEY_FIELDS = ("claimed", "amount", "net_amount", "vat_amount", "debit", "credit")


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
        self._formats = table.sheet.formats
        self._flaws: dict[int, dict[int, Flaw]] = {}
        for (row, column), flaw in table.sheet.flaws.items():
            self._flaws.setdefault(row, {})[column] = flaw
        self._columns: dict[str, Column] = {}
        self._numbers: dict[str, NumberDialect] = {}
        self._days: list[DateDialect] = []
        self._notes: list[Sentence] = []
        self._shifts = Shifts(table, MONEY_FIELDS)
        self._merged = MergedCells(table, MONEY_FIELDS)
        for name, column in table.columns.items():
            self._columns[name] = self._kind(name, column, dialect, epoch_1904=epoch_1904, file=file)

    def pairs(self, one: str, other: str) -> Iterator[tuple[int, int]]:
        """The cents of two columns of money, of every row where both can be read."""
        for row in range(self.table.header_row, len(self.table.sheet.rows)):
            first = read_amount(self.cell(row, one), self._numbers[one])
            second = read_amount(self.cell(row, other), self._numbers[other])
            if isinstance(first, int) and isinstance(second, int):
                yield first, second

    def _kind(self, name: str, column: int, dialect: Dialect, *, epoch_1904: bool, file: str) -> Column:
        """How the cells of a field are read, decided from all of them."""
        rows = self.table.sheet.rows
        first = self.table.header_row
        below = [rows[row][column] if column < len(rows[row]) else "" for row in range(first, len(rows))]
        heading = self.table.headers[column] if column < len(self.table.headers) else ""
        where = f"{column_letter(column)} ({heading or name})"
        has_texts = any(isinstance(cell, str) and cell.strip() for cell in below)
        if name in MONEY_FIELDS:
            factor, _ = split_factor(heading)
            numbers = replace(
                decide_mark(below, dialect.decimal, column=where, file=file, first=first + 1), factor=factor
            )
            self._numbers[name] = numbers
            self._notes += money_notes(column_letter(column), heading, numbers, has_texts=has_texts)
            return Money(name, column, numbers, is_typed=self.table.sheet.is_typed)
        if name in DATE_FIELDS:
            days = decide_order(below, dialect.dates, column=where, file=file, epoch_1904=epoch_1904, first=first + 1)
            if has_texts:
                self._notes.append(order_note(column_letter(column), days.order))
            self._days.append(days)
            return Days(days)
        return Years() if name == "year" else Words(name, column)

    def settled(self) -> Dialect:
        """What the texts themselves prove, where all columns that prove anything prove the same."""
        marks = {numbers.mark for numbers in self._numbers.values() if numbers.is_proven}
        orders = {days.order for days in self._days if days.is_proven}
        return Dialect(marks.pop() if len(marks) == 1 else None, orders.pop() if len(orders) == 1 else None)

    def notes(self) -> tuple[Sentence, ...]:
        """How the texts among amounts and dates were read, and what was done with numbers, for the plan."""
        columns = (note for column in self._columns.values() for note in column.notes())
        return (*self._notes, *columns, *self._merged.notes())

    def warnings(self) -> list[Problem]:
        """What is told of whole columns, once their rows have been read."""
        return [
            header_problem(self.table, name, bad) for name, column in self._columns.items() for bad in column.told()
        ]

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
        for column in self._formats.runs:
            if column < len(cells):
                texts[column] = seen(cells[column], self._formats.of(row, column))
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
            if (bad := self._merged.amount(row, column)) is not None:
                found.problems.append(self.problem(row, name, bad))
                continue
            if cell is None or cell == "":
                origin = self._merged.origin(row, column)
                if origin is None:
                    continue
                if (flaw := self.flaws(origin).get(column)) is not None:
                    found.problems.append(self.problem(row, name, bad_of(flaw), flaw.shown))
                    continue
                cell = self.table.sheet.rows[origin][column]
            value = self._columns[name].read(cell, self._formats.of(row, column), row)
            if isinstance(value, Bad):
                found.problems.append(self.problem(row, name, value))
            elif value is not None and value != "":
                found.values[name] = value
        if (beyond := self._shifts.first_too_many(cells)) is not None:
            shown = cell_text(cells[beyond])
            found.problems.append(self.problem_at(row, beyond, ROW_TOO_LONG, shown))
        return found

    def signed(self) -> Iterator[tuple[object, int]]:
        """What stands in the D/C column beside every amount that can be read; nothing without such a column."""
        if not {"sign", "amount"} <= self.table.columns.keys():
            return
        for row in range(self.table.header_row, len(self.table.sheet.rows)):
            amount = read_amount(self.cell(row, "amount"), self._numbers["amount"])
            if isinstance(amount, int):
                yield cell_text(self.cell(row, "sign")), amount

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


def header_problem(table: Table, name: str, bad: Bad) -> Problem:
    """A warning about a whole column, named by its heading's cell."""
    column = table.columns[name]
    return Problem(
        bad.code, "warning", table.sheet.name, cell_name(max(table.header_row - 1, 0), column), name,
        table.headers[column] if column < len(table.headers) else "", bad.expected, bad.message,
    )  # fmt: skip
