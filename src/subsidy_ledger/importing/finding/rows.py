"""Reading the table to the end: every row is a line, a row of zero, a total, a remark, refused, or empty."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from subsidy_ledger.domain.sentences import say
from subsidy_ledger.importing.cells.amount_doubts import refuse_factor_above, refuse_rates
from subsidy_ledger.importing.cells.amounts import Bad
from subsidy_ledger.importing.cells.claim import AMOUNT_MISSING, INPUTS, NO_AMOUNT, Claim, are_credits_positive
from subsidy_ledger.importing.cells.hidden import HiddenRows
from subsidy_ledger.importing.cells.hidden_columns import column_notes, column_warnings, settle_columns
from subsidy_ledger.importing.cells.shifted import refuse_cut_amounts
from subsidy_ledger.importing.cells.signs import Signs
from subsidy_ledger.importing.cells.totals import OF_A_DOCUMENT, Label, Sums, total_label
from subsidy_ledger.importing.cells.values import MONEY_FIELDS, Fields, Reader, bad_of, header_problem
from subsidy_ledger.importing.dialect import Dialect, Hidden
from subsidy_ledger.importing.finding.repeated import RepeatedHeadings
from subsidy_ledger.importing.intake import Problem, Reading, Row, Table, TotalRow
from subsidy_ledger.importing.opening.portions import Portion

PORTION_ROWS = 500
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
    table: Table, dialect: Dialect, *, epoch_1904: bool = False, file: str = "", lines: Collection[int] = ()
) -> Reading:
    """Every row below the header at once; see `read_portions`."""
    together = Portion()
    for part in read_portions(table, dialect, epoch_1904=epoch_1904, file=file, lines=lines):
        if isinstance(part, Reading):
            return together.complete(part)
        together.add(part)
    raise AssertionError("a table ends with what is said of it as a whole")


def read_portions(
    table: Table, dialect: Dialect, *, epoch_1904: bool = False, file: str = "", lines: Collection[int] = ()
) -> Iterator[Portion | Reading]:
    """Every row below the header, some hundred at a time, and last a Reading without rows: what concerns them all.

    The rows in `lines` (as Excel counts) are no totals, whatever they look like. Raises Refused for what concerns the
    file as a whole: a column that fits two readings, or amounts that are mostly negative.
    """
    table = settle_columns(table, dialect.hidden, file)
    refuse_cut_amounts(table, MONEY_FIELDS, dialect, file)
    reader = Reader(table, dialect, epoch_1904=epoch_1904, file=file)
    refuse_factor_above(table, file)
    if Claim(frozenset(table.columns)).made_of == {"net_amount", "vat_amount"}:
        refuse_rates(reader.pairs("net_amount", "vat_amount"), table, file)
    sorting = _Sorting(reader, frozenset(lines), dialect.hidden)
    signs = Signs(dialect, file)
    first, last = table.header_row, len(table.sheet.rows)
    for start in range(first, max(first + 1, last), PORTION_ROWS):
        stop = min(start + PORTION_ROWS, last)
        for index in range(start, stop):
            sorting.take(index)
        yield signs.settle(sorting.portion(stop - start, last - first))
    signs.refuse_mostly_negative()
    if warnings := reader.warnings():
        yield Portion(of=last - first, problems=warnings)
    yield sorting.whole()


class _Sorting:
    """Puts each row where it belongs, in order, so that totals see the lines above them."""

    def __init__(self, reader: Reader, lines: frozenset[int], hidden: Hidden | None) -> None:
        self._lines = lines
        self._reader = reader
        self._table = reader.table
        self._claim = Claim(frozenset(reader.table.columns), are_credits_positive(reader.signed()))
        self._read_columns = frozenset(reader.table.columns.values())
        self._money_columns = {column for name, column in self._table.columns.items() if name in MONEY_FIELDS}
        self._headings = RepeatedHeadings(self._table)
        self._portion = Portion(
            problems=[*_column_warnings(self._table, self._claim), *column_warnings(self._table, hidden)]
        )
        self._column_notes = tuple(column_notes(self._table, hidden))
        self._sums = Sums()
        self._hidden = HiddenRows(reader, hidden)

    def take(self, index: int) -> None:
        cells = self._reader.texts(index)
        if not cells:
            return
        found = self._reader.read(index)
        row = Row(index + 1, found.values, cells)
        flaws = self._reader.flaws(index)
        if self._is_beside(cells) or (not flaws and self._headings.are(cells)):
            self._portion.notes.append(row)
            self._warn(index)
            return
        # A formula that was never calculated is no label, though it may begin with SUM.
        unsaid = self._table.beside.union(flaws)
        words = ["" if column in unsaid else cell for column, cell in enumerate(cells)] if unsaid else cells
        label = None if row.number in self._lines else total_label(found.values, words, self._table.columns)
        is_sure = label is not None and label.certainty == "sure"
        fault = self._claim.settle(found.values, found.spoiled, is_total=is_sure)
        if fault is not None:
            found.problems.append(self._reader.problem(index, fault.field, fault.bad))
        if label is None or not self._total(index, row, found, label):
            if self._is_remark(index, found, words):
                self._portion.notes.append(row)
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
                self._portion.notes.append(row)
            return label.certainty == "sure"
        if label.certainty == "sure" or self._agrees(label, row.amount):
            stated, computed = row.amount, self._hidden.total(self._sums.close(label, row.amount), label, row.amount)
            self._portion.totals.append(TotalRow(row.number, label.text, stated, computed, row.cells))
            return True
        if label.certainty == "agreeing":
            return False
        if self._hidden.takes(index, row, found):
            self._portion.hidden.append(row)
            return True
        if label.text:
            told = self._reader.problem_at(index, row.cells.index(label.text), TOTAL_DOUBTFUL, label.text)
        else:
            told = self._reader.problem(index, self._claim.field, AMOUNT_ALONE)
        self._portion.problems += [*found.problems, told]
        self._portion.refused.append(row)
        return True

    def _agrees(self, label: Label, stated: int) -> bool:
        return self._sums.agrees(label, stated) or self._hidden.sums.agrees(label, stated)

    def _line(self, index: int, row: Row, found: Fields) -> None:
        if not found.is_refused and "amount" not in found.values:
            if not any(name in found.values for name in OF_A_DOCUMENT):
                self._without_amount(index, row)
                return
            found.problems.append(self._reader.problem(index, self._claim.field, AMOUNT_MISSING))
        self._hidden.sums.add(row.amount)
        if self._hidden.takes(index, row, found):
            self._portion.hidden.append(row)
            return
        self._portion.problems += found.problems
        # A refused row is among the lines that a total of the file closes.
        self._sums.add(row.amount)
        if found.is_refused:
            self._portion.refused.append(row)
        elif row.amount == 0:
            self._portion.zero.append(row)
        else:
            self._portion.rows.append(row)

    def _without_amount(self, index: int, row: Row) -> None:
        """A row that no document or payment makes a cost: left out, and told, for it may have lost its amount."""
        problem = self._reader.problem(index, self._claim.field, NO_AMOUNT)
        self._portion.problems.append(replace(problem, severity="warning"))
        self._portion.notes.append(row)

    def _is_beside(self, cells: tuple[str, ...]) -> bool:
        """Nothing of the row is the table's."""
        beside = self._table.beside
        return bool(beside) and all(column in beside for column, cell in enumerate(cells) if cell)

    def _is_remark(self, index: int, found: Fields, cells: Sequence[str]) -> bool:
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
                problem = self._reader.problem_at(index, column, told, flaw.shown, severity="warning")
                self._portion.problems.append(problem)

    def portion(self, read: int, of: int) -> Portion:
        """What was taken since the last portion."""
        taken, self._portion = self._portion, Portion()
        taken.read, taken.of = read, of
        return taken

    def whole(self) -> Reading:
        """What is said of the table as a whole; its cells have been read, and are not kept."""
        fields = {"amount", *self._table.columns} - set(INPUTS)
        if "claimed" in self._table.columns:
            fields.add("document_amount")
        table = replace(self._table, sheet=self._table.sheet.emptied())
        dialects = (*self._reader.notes(), *self._column_notes, *self._hidden.notes())
        return Reading(table, (), (), (), (), (), (), tuple(sorted(fields)), dialects, settled=self._reader.settled())


def _column_warnings(table: Table, claim: Claim) -> list[Problem]:
    if not claim.is_net_only:
        return []
    message = say("only an amount without VAT was found, and it is taken as the cost; --map amount=… names another")
    return [header_problem(table, "net_amount", Bad("net-only", say("an amount with VAT"), message))]
