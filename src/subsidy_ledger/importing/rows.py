"""Reading the table to the end: every row is a line, a row of zero, a total, a remark, refused, or empty."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from subsidy_ledger.domain.sentences import Euro, say
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.amounts import EXPECTED, Bad
from subsidy_ledger.importing.cells import cell_name
from subsidy_ledger.importing.columns import plain
from subsidy_ledger.importing.intake import Dialect, Problem, Reading, Row, Table, TotalRow
from subsidy_ledger.importing.totals import Sums, is_total
from subsidy_ledger.importing.values import MONEY_FIELDS, Fields, Reader, Value, cells_as_texts, header_problem

PROGRESS_ROWS = 500
INPUTS = ("claimed", "debit", "credit", "sign")


def read_rows(
    table: Table,
    dialect: Dialect,
    *,
    epoch_1904: bool = False,
    file: str = "",
    progress: Callable[[int], None] | None = None,
) -> Reading:
    """Every row below the header. Raises Refused for what concerns the file as a whole: a column that fits two
    readings, or amounts that are mostly negative.
    """
    reader = Reader(table, dialect, epoch_1904=epoch_1904, file=file)
    sorting = _Sorting(reader)
    first = table.header_row
    for index in range(first, len(table.sheet.rows)):
        sorting.take(index)
        if progress is not None and (index - first) % PROGRESS_ROWS == PROGRESS_ROWS - 1:
            progress(PROGRESS_ROWS)
    return _signed(sorting.reading(), dialect, file)


class _Sorting:
    """Puts each row where it belongs, in order, so that totals see the lines above them."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._table = reader.table
        self._rows: list[Row] = []
        self._zero: list[Row] = []
        self._notes: list[Row] = []
        self._refused: list[Row] = []
        self._totals: list[TotalRow] = []
        self._problems: list[Problem] = list(_column_warnings(self._table))
        self._sums = Sums()

    def take(self, index: int) -> None:
        sheet = self._table.sheet
        cells = cells_as_texts(sheet.rows[index], index, sheet.flaws)
        flaws = [place for place in sheet.flaws if place[0] == index] if sheet.flaws else []
        if not cells and not flaws:
            return
        found = self._reader.read(index)
        row = Row(index + 1, found.values, cells)
        if self._is_header(cells):
            self._notes.append(row)
            return
        self._add_amount(index, found)
        total = is_total(found.values, cells)
        # The word itself may stand in a column of years or numbers: that is no fault of the row.
        faults = [problem for problem in found.problems if problem.value != total]
        if total is not None and not faults and "amount" in found.values:
            self._totals.append(TotalRow(row.number, total, row.amount, self._sums.close(total, row.amount), cells))
        elif self._is_remark(index, found, cells):
            self._notes.append(row)
        else:
            self._line(index, row, found)
        self._warn(index, cells)

    def _line(self, index: int, row: Row, found: Fields) -> None:
        if not found.is_refused and "amount" not in found.values:
            found.problems.append(self._no_amount(index))
        self._problems += found.problems
        if found.is_refused:
            self._refused.append(row)
        elif row.amount == 0:
            self._zero.append(row)
        else:
            self._sums.add(row.amount)
            self._rows.append(row)

    def _add_amount(self, index: int, found: Fields) -> None:
        """Settles which money the row claims, and keeps the document's own amount beside it."""
        values = found.values
        bad = claim(values, self._table.columns)
        if bad is not None:
            name = next(n for n in ("claimed", "sign", "amount", "debit", "credit") if n in self._table.columns)
            found.problems.append(self._reader.problem(index, name, bad))
        for name in INPUTS:
            values.pop(name, None)

    def _is_header(self, cells: tuple[str, ...]) -> bool:
        """The headings again, as printed lists repeat them on every page."""
        headers = [(column, header) for column, header in enumerate(self._table.headers) if header]
        same = (column < len(cells) and plain(cells[column]) == plain(header) for column, header in headers)
        return len(headers) > 1 and all(same)

    def _is_remark(self, index: int, found: Fields, cells: tuple[str, ...]) -> bool:
        """One text alone outside the columns of money: the heading of a section, or a remark below the table."""
        filled = [column for column, cell in enumerate(cells) if cell]
        money = {column for name, column in self._table.columns.items() if name in MONEY_FIELDS}
        is_flawed = any(place[0] == index for place in self._table.sheet.flaws)
        return len(filled) == 1 and filled[0] not in money and not is_flawed and "amount" not in found.values

    def _no_amount(self, index: int) -> Problem:
        columns = self._table.columns
        name = next(n for n in ("claimed", "amount", "net_amount", "debit", "credit") if n in columns)
        bad = Bad("amount-missing", EXPECTED, say("the row has no amount; type it, or empty the row"))
        return self._reader.problem(index, name, bad)

    def _warn(self, index: int, cells: tuple[str, ...]) -> None:
        """What stands in columns that are not read, and hidden rows: told, because nobody looks there."""
        sheet = self._table.sheet
        read = set(self._table.columns.values())
        for (row, column), flaw in sheet.flaws.items() if sheet.flaws else ():
            if row == index and column not in read:
                message = say("the cell shows {shown}; its column is not read", shown=flaw.shown)
                self._problems.append(
                    Problem(
                        "error-cell",
                        "warning",
                        sheet.name,
                        cell_name(row, column),
                        "",
                        flaw.shown,
                        say("a value"),
                        message,
                    )
                )
        if index in sheet.hidden_rows:
            message = say("the row is hidden in the file and was read like any other; show it and look")
            self._problems.append(
                Problem(
                    "hidden-row",
                    "warning",
                    sheet.name,
                    cell_name(index, 0),
                    "",
                    cells[0],
                    say("a visible row"),
                    message,
                )
            )

    def reading(self) -> Reading:
        fields = {"amount", *self._table.columns} - set(INPUTS)
        if "claimed" in self._table.columns:
            fields.add("document_amount")
        # The cells have been read; keeping them would double the memory of a large import.
        table = replace(self._table, sheet=replace(self._table.sheet, rows=()))
        return Reading(
            table, tuple(self._rows), tuple(self._zero), tuple(self._totals), tuple(self._notes),
            tuple(self._problems), tuple(self._refused), tuple(sorted(fields)),
        )  # fmt: skip


def claim(values: dict[str, Value], columns: Mapping[str, int]) -> Bad | None:
    """Sets "amount" to what the row claims: the claimed column, else gross, net + VAT, net, or debit - credit."""
    gross = _gross(values)
    if isinstance(gross, Bad):
        return gross
    if "claimed" in columns:
        claimed = values.get("claimed")
        values.pop("amount", None)
        if gross is not None:
            values["document_amount"] = gross
            if claimed is None:
                return Bad(
                    "claimed-missing",
                    EXPECTED,
                    say("nothing stands under the claimed amount; write 0 if nothing is claimed"),
                )
        if isinstance(claimed, int):
            values["amount"] = claimed
    elif gross is not None:
        values["amount"] = gross
    return None


def _gross(values: Mapping[str, Value]) -> int | Bad | None:
    def cents(name: str) -> int | None:
        value = values.get(name)
        return value if isinstance(value, int) else None

    debit, credit, net = cents("debit"), cents("credit"), cents("net_amount")
    gross = cents("amount")
    if gross is not None and "sign" in values:
        letter = plain(str(values["sign"]))
        if letter not in ("d", "c", "debet", "debit", "credit", "deb", "cred", "dt", "ct"):
            return Bad("sign-unreadable", say("D or C"), say('"{value}" is neither D nor C', value=str(values["sign"])))
        return abs(gross) * (-1 if letter.startswith("c") else 1) if gross > 0 else gross
    if gross is None and (debit is not None or credit is not None):
        return (debit or 0) - (credit or 0)
    if gross is None and net is not None:
        return net + (cents("vat_amount") or 0)
    return gross


def _column_warnings(table: Table) -> list[Problem]:
    columns = set(table.columns)
    if "net_amount" in columns and not columns & {"amount", "claimed", "vat_amount", "debit", "credit"}:
        message = say("only an amount without VAT was found, and it is taken as the cost; --map amount=… names another")
        return [header_problem(table, "net_amount", "net-only", message, say("an amount with VAT"))]
    return []


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
        totals=tuple(replace(t, stated=-t.stated, computed=-t.computed) for t in reading.totals),
        refused=tuple(_flipped(row) for row in reading.refused),
    )


def _flipped(row: Row) -> Row:
    names = ("amount", "document_amount", "net_amount", "vat_amount")
    flipped = {n: -v for n in names if isinstance(v := row.values.get(n), int)}
    return replace(row, values={**row.values, **flipped})
