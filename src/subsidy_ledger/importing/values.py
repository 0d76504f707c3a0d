"""The cells of one row as values: cents, dates, years and texts, each fault with its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from subsidy_ledger.domain.expenses import DATE_FIELDS
from subsidy_ledger.domain.sentences import Sentence, say
from subsidy_ledger.importing.amounts import Bad, decide_mark, read_amount
from subsidy_ledger.importing.cells import cell_name, column_letter
from subsidy_ledger.importing.dates import decide_order, read_date
from subsidy_ledger.importing.intake import Cell, DateOrder, DecimalMark, Dialect, Problem, Table
from subsidy_ledger.importing.texts import cell_text

MONEY_FIELDS = ("claimed", "amount", "net_amount", "vat_amount", "debit", "credit")
NUMBER_FIELDS = frozenset(
    {"document_no", "invoice_no", "commitment_no", "charge_no", "order_no", "statement_no", "supplier_no", "iban"}
)  # fmt: skip
DESTROYED = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
Value = str | int | date


@dataclass(slots=True)
class Fields:
    """What one row says by field, with the problems of its cells."""

    values: dict[str, Value] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return any(problem.severity == "refused" for problem in self.problems)


class Reader:
    """Reads rows of one table; each column's dialect is decided once, from all cells below the header."""

    def __init__(self, table: Table, dialect: Dialect, *, epoch_1904: bool, file: str) -> None:
        self.table = table
        self._epoch_1904 = epoch_1904
        self._marks: dict[str, DecimalMark] = {}
        self._orders: dict[str, DateOrder] = {}
        below = table.sheet.rows[table.header_row :]
        for name, column in table.columns.items():
            cells = [row[column] for row in below if column < len(row)]
            where = f"{column_letter(column)} ({table.headers[column] if column < len(table.headers) else name})"
            if name in MONEY_FIELDS:
                self._marks[name] = decide_mark(cells, dialect.decimal, column=where, file=file)
            elif name in DATE_FIELDS:
                self._orders[name] = decide_order(cells, dialect.dates, column=where, file=file)

    def cell(self, row: int, name: str) -> Cell:
        """The cell of a field in a row counted from 0; "" where the row is shorter."""
        cells, column = self.table.sheet.rows[row], self.table.columns[name]
        return cells[column] if column < len(cells) else ""

    def read(self, row: int) -> Fields:
        """Every field of the row that holds something; flaws and unreadable cells are problems."""
        found = Fields()
        for name, column in self.table.columns.items():
            flaw = self.table.sheet.flaws.get((row, column))
            if flaw is not None:
                found.problems.append(self.problem(row, name, _of_flaw(flaw.kind, flaw.shown), flaw.shown))
                continue
            value = self._value(name, self.cell(row, name))
            if isinstance(value, Bad):
                found.problems.append(self.problem(row, name, value))
            elif value is not None and value != "":
                found.values[name] = value
        return found

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
        column = self.table.columns[name]
        value = cell_text(self.cell(row, name)) if shown is None else shown
        return Problem(
            bad.code, "refused", self.table.sheet.name, cell_name(row, column), name, value, bad.expected, bad.message
        )


def _of_flaw(kind: str, shown: str) -> Bad:
    if kind == "error":
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
    if isinstance(cell, date):
        return cell.year if not isinstance(cell, datetime) else cell.date().year
    text = cell_text(cell)
    if not text:
        return None
    if re.fullmatch(r"(?:19[9]\d|20\d\d|2100)", text):
        return int(text)
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
    if name in NUMBER_FIELDS and DESTROYED.fullmatch(text):
        return Bad(
            "identifier-destroyed",
            say("the whole number"),
            say("the spreadsheet has cut this number short to {value}; type it again as text", value=text),
        )
    return text


def cells_as_texts(cells: Sequence[Cell], row: int, flaws: Mapping[tuple[int, int], object]) -> tuple[str, ...]:
    """All cells of a row as delivered; a flawed cell as what it shows."""
    texts = [cell_text(cell) for cell in cells]
    for index in range(len(texts)):
        flaw = flaws.get((row, index))
        if flaw is not None:
            texts[index] = str(getattr(flaw, "shown", flaw))
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def header_problem(table: Table, name: str, code: str, message: Sentence, expected: Sentence) -> Problem:
    """A warning about a whole column, named by its heading's cell."""
    column = table.columns[name]
    return Problem(
        code, "warning", table.sheet.name, cell_name(table.header_row - 1, column), name,
        table.headers[column] if column < len(table.headers) else "", expected, message,
    )  # fmt: skip
