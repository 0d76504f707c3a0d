"""Reading the table to the end: every row is a line, a row of zero, a total, a remark, refused, or empty."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from subsidy_ledger.domain.sentences import Euro, say
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.amounts import Bad
from subsidy_ledger.importing.claim import AMOUNT_MISSING, INPUTS, Claim, are_credits_positive
from subsidy_ledger.importing.columns import plain
from subsidy_ledger.importing.hidden import HiddenRows
from subsidy_ledger.importing.intake import Dialect, Hidden, Problem, Reading, Row, Table, TotalRow
from subsidy_ledger.importing.totals import Label, Sums, total_label
from subsidy_ledger.importing.values import MONEY_FIELDS, Fields, Reader, bad_of, header_problem

PROGRESS_ROWS = 500
AMOUNT_ALONE = Bad(
    "amount-alone",
    say("a line that says what it is for"),
    say("the row holds an amount and nothing else, and it is not the sum of the lines above; say what it is for"),
)
TOTAL_DOUBTFUL = Bad(
    "total-doubtful",
    say("a line, or the sum of the lines above"),
    say(
        "this can be a total or a cost, and it is not the sum of the lines above; empty the row if it is a total, "
        'or begin with another word ("Firma Total") if it is a cost'
    ),
)


def read_rows(
    table: Table,
    dialect: Dialect,
    *,
    epoch_1904: bool = False,
    file: str = "",
    lines: Collection[int] = (),
    progress: Callable[[int], None] | None = None,
) -> Reading:
    """Every row below the header; the rows in `lines` (as Excel counts) are no totals, whatever they look like.

    Raises Refused for what concerns the file as a whole: a column that fits two
    readings, or amounts that are mostly negative.
    """
    reader = Reader(table, dialect, epoch_1904=epoch_1904, file=file)
    sorting = _Sorting(reader, frozenset(lines), dialect.hidden)
    first = table.header_row
    for index in range(first, len(table.sheet.rows)):
        sorting.take(index)
        if progress is not None and (index - first) % PROGRESS_ROWS == PROGRESS_ROWS - 1:
            progress(PROGRESS_ROWS)
    return _signed(sorting.reading(), dialect, file)


class _Sorting:
    """Puts each row where it belongs, in order, so that totals see the lines above them."""

    def __init__(self, reader: Reader, lines: frozenset[int], hidden: Hidden | None) -> None:
        self._lines = lines
        self._reader = reader
        self._table = reader.table
        self._claim = Claim(frozenset(reader.table.columns), are_credits_positive(reader.signed()))
        self._read_columns = frozenset(reader.table.columns.values())
        self._money_columns = {column for name, column in self._table.columns.items() if name in MONEY_FIELDS}
        self._headers = [(column, plain(h)) for column, h in enumerate(self._table.headers) if h]
        self._rows: list[Row] = []
        self._zero: list[Row] = []
        self._notes: list[Row] = []
        self._refused: list[Row] = []
        self._totals: list[TotalRow] = []
        self._problems: list[Problem] = list(_column_warnings(self._table, self._claim))
        self._sums = Sums()
        self._hidden = HiddenRows(reader, hidden)

    def take(self, index: int) -> None:
        cells = self._reader.texts(index)
        if not cells:
            return
        found = self._reader.read(index)
        row = Row(index + 1, found.values, cells)
        if self._is_header(cells):
            self._notes.append(row)
            return
        # A formula that was never calculated is no label, though it may begin with SUM.
        flaws = self._reader.flaws(index)
        words = ["" if column in flaws else cell for column, cell in enumerate(cells)] if flaws else cells
        label = None if row.number in self._lines else total_label(found.values, words, self._table.columns)
        is_sure = label is not None and label.certainty == "sure"
        fault = self._claim.settle(found.values, found.spoiled, is_total=is_sure)
        if fault is not None:
            found.problems.append(self._reader.problem(index, fault.field, fault.bad))
        if label is None or not self._total(index, row, found, label):
            if self._is_remark(index, found, cells):
                self._notes.append(row)
            else:
                self._line(index, row, found)
        self._warn(index)

    def _total(self, index: int, row: Row, found: Fields, label: Label) -> bool:
        """Takes the row as a total if it is one, and refuses it where nobody can tell; False for a line."""
        # The word itself may stand in a column of years or numbers: that is no fault of the row.
        if any(problem.value != label.text for problem in found.problems):
            return False
        if "amount" not in found.values:
            if label.certainty == "sure":
                self._notes.append(row)
            return label.certainty == "sure"
        if label.certainty == "sure" or self._agrees(label, row.amount):
            stated, computed = row.amount, self._hidden.total(self._sums.close(label, row.amount), label, row.amount)
            self._totals.append(TotalRow(row.number, label.text, stated, computed, row.cells))
            return True
        if label.certainty == "agreeing":
            return False
        if self._hidden.takes(index, row, found):
            return True
        if label.text:
            told = self._reader.problem_at(index, row.cells.index(label.text), TOTAL_DOUBTFUL, label.text)
        else:
            told = self._reader.problem(index, self._claim.field, AMOUNT_ALONE)
        self._problems += [*found.problems, told]
        self._refused.append(row)
        return True

    def _agrees(self, label: Label, stated: int) -> bool:
        return self._sums.agrees(label, stated) or self._hidden.sums.agrees(label, stated)

    def _line(self, index: int, row: Row, found: Fields) -> None:
        if not found.is_refused and "amount" not in found.values:
            found.problems.append(self._reader.problem(index, self._claim.field, AMOUNT_MISSING))
        self._hidden.sums.add(row.amount)
        if self._hidden.takes(index, row, found):
            return
        self._problems += found.problems
        # A refused row is among the lines that a total of the file closes.
        self._sums.add(row.amount)
        if found.is_refused:
            self._refused.append(row)
        elif row.amount == 0:
            self._zero.append(row)
        else:
            self._rows.append(row)

    def _is_header(self, cells: tuple[str, ...]) -> bool:
        """The headings again, as printed lists repeat them on every page."""
        same = (column < len(cells) and plain(cells[column]) == header for column, header in self._headers)
        return len(self._headers) > 1 and all(same)

    def _is_remark(self, index: int, found: Fields, cells: tuple[str, ...]) -> bool:
        """One text alone outside the columns of money: the heading of a section, or a remark below the table."""
        if "amount" in found.values or self._reader.flaws(index):
            return False
        filled = [column for column, cell in enumerate(cells) if cell]
        return len(filled) == 1 and filled[0] not in self._money_columns

    def _warn(self, index: int) -> None:
        """What stands in columns that are not read: told, because nobody looks there."""
        for column, flaw in self._reader.flaws(index).items():
            if column not in self._read_columns:
                message = say("the cell shows {shown}; its column is not read", shown=flaw.shown)
                told = Bad(bad_of(flaw).code, say("a value"), message)
                self._problems.append(self._reader.problem_at(index, column, told, flaw.shown, severity="warning"))

    def reading(self) -> Reading:
        fields = {"amount", *self._table.columns} - set(INPUTS)
        if "claimed" in self._table.columns:
            fields.add("document_amount")
        # The cells have been read; keeping them would double the memory of a large import.
        table = replace(self._table, sheet=replace(self._table.sheet, rows=()))
        return Reading(
            table, tuple(self._rows), tuple(self._zero), tuple(self._totals), tuple(self._notes),
            tuple(self._problems), tuple(self._refused), tuple(sorted(fields)),
            (*self._reader.dialects(), *self._hidden.notes()), tuple(self._hidden.rows),
        )  # fmt: skip


def _column_warnings(table: Table, claim: Claim) -> list[Problem]:
    if not claim.is_net_only:
        return []
    message = say("only an amount without VAT was found, and it is taken as the cost; --map amount=… names another")
    return [header_problem(table, "net_amount", "net-only", message, say("an amount with VAT"))]


def _signed(reading: Reading, dialect: Dialect, file: str) -> Reading:
    """Positive is spending: a list that is mostly negative is refused until somebody says what is meant."""
    negative = sum(1 for row in reading.rows if row.amount < 0)
    if dialect.sign == "keep" or (dialect.sign is None and negative * 2 <= len(reading.rows)):
        return reading
    if dialect.sign is None:
        total = sum(row.amount for row in reading.rows)
        raise Refused(
            "mostly-negative",
            "{file}: {n} of {all} amounts are negative ({total} in all). Say --sign flip if they are spending, or "
            "--sign keep if they really are credit notes.",
            file=file, n=negative, all=len(reading.rows), total=Euro(total),
        )  # fmt: skip
    return replace(
        reading,
        rows=tuple(_flipped(row) for row in reading.rows),
        zero=tuple(_flipped(row) for row in reading.zero),
        totals=tuple(replace(t, stated=-t.stated, computed=-t.computed) for t in reading.totals),
        refused=tuple(_flipped(row) for row in reading.refused),
        hidden=tuple(_flipped(row) for row in reading.hidden),
    )


def _flipped(row: Row) -> Row:
    names = ("amount", "document_amount", "net_amount", "vat_amount")
    flipped = {n: -v for n in names if isinstance(v := row.values.get(n), int)}
    return replace(row, values={**row.values, **flipped})
