"""Hidden columns: no amount is read from one unseen; what else is read from them, or stands in them, is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from subsidy_ledger.domain.cells import cell_name, column_letter
from subsidy_ledger.domain.sentences import Listed, Sentence, say, say_n
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.cells.claim import Claim
from subsidy_ledger.importing.cells.columns import field_of
from subsidy_ledger.importing.dialect import Hidden
from subsidy_ledger.importing.intake import Problem, Table

MONEY = frozenset({"claimed", "amount", "net_amount", "vat_amount", "debit", "credit"})
VISIBLE = say("a column that can be seen")


def settle_columns(table: Table, wish: Hidden | None, file: str) -> Table:
    """The table without its hidden columns where they are to be skipped; those the officer named stay.

    Raises Refused where the amounts come from a hidden column and nobody has said that it is meant.
    """
    hidden = {name: column for name, column in _hidden(table).items() if name not in table.said}
    if wish == "skip":
        columns = {name: column for name, column in table.columns.items() if name not in hidden}
        if MONEY & hidden.keys() and not MONEY & columns.keys():
            raise _refused(file, table, next(column for name, column in hidden.items() if name in MONEY))
        return replace(table, columns=columns, unused=tuple(sorted({*table.unused, *hidden.values()})))
    at_stake = Claim(frozenset(table.columns)).made_of
    for name, column in hidden.items() if wish is None else ():
        if name in at_stake:
            raise _refused(file, table, column)
    return table


def _hidden(table: Table) -> dict[str, int]:
    return {name: column for name, column in table.columns.items() if column in table.sheet.hidden_columns}


def _refused(file: str, table: Table, column: int) -> Refused:
    return Refused(
        "hidden-amounts",
        '{file}: the amounts stand in column {column} "{heading}", which is hidden. Show the column and look; then say '
        "--hidden include to read it, --hidden skip to read only what can be seen, or name the column with --map.",
        file=file, column=column_letter(column), heading=_heading(table, column),
    )  # fmt: skip


def column_warnings(table: Table, wish: Hidden | None) -> Iterator[Problem]:
    """What is read from hidden columns, amounts in hidden columns that are not read, and a hidden sheet."""
    if wish is not None:
        return
    if not table.sheet.visible:
        seen = say("a sheet that can be seen")
        yield _problem(
            table, 0, "hidden-sheet", "", seen, say("the sheet is hidden, and its rows are read; show it and look")
        )
    for name, column in _hidden(table).items():
        if name not in table.said:
            read = say("the column is hidden, and it is read; show it and look, or say --hidden skip")
            yield _problem(table, column, "hidden-column", name, VISIBLE, read)
    for column in sorted(table.sheet.hidden_columns - set(table.columns.values())):
        if _holds_amounts(table, column):
            unread = say("the column is hidden and holds amounts; it is not read")
            yield _problem(table, column, "hidden-column", "", VISIBLE, unread)


def column_notes(table: Table, wish: Hidden | None) -> Iterator[Sentence]:
    """One sentence on the hidden columns that are read because the officer said so."""
    letters = tuple(column_letter(column) for column in _hidden(table).values())
    if wish == "include" and letters:
        yield say_n(
            "a hidden column is read like any other ({columns})",
            "{n} hidden columns are read like any other ({columns})",
            n=len(letters), columns=Listed(letters),
        )  # fmt: skip


def _holds_amounts(table: Table, column: int) -> bool:
    """By its heading, or because most of what it holds are numbers with decimals."""
    named = field_of(_heading(table, column))
    if named is not None and named.field in MONEY:
        return True
    below = table.sheet.rows[table.header_row :]
    filled = [row[column] for row in below if column < len(row) and row[column] not in ("", None)]
    broken = sum(1 for cell in filled if isinstance(cell, float) and not cell.is_integer())
    return broken > 0 and broken * 2 >= len(filled)


def _heading(table: Table, column: int) -> str:
    return table.headers[column] if column < len(table.headers) else ""


def _problem(table: Table, column: int, code: str, field: str, expected: Sentence, message: Sentence) -> Problem:
    where = cell_name(table.header_row - 1, column)
    return Problem(code, "warning", table.sheet.name, where, field, _heading(table, column), expected, message)
