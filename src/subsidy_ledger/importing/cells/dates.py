"""Dates as spreadsheets hold them; one order of day and month a column, decided from all its cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from subsidy_ledger.domain.sentences import say
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.cells.amounts import Bad
from subsidy_ledger.importing.cells.day_text import from_text, is_without_day, year_first
from subsidy_ledger.importing.cells.texts import cell_text
from subsidy_ledger.importing.dialect import DateOrder
from subsidy_ledger.importing.intake import Cell

FIRST, LAST = date(1990, 1, 1), date(2100, 12, 31)
EPOCH_1900, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
EXPECTED = say("a date such as 31/03/2019")


@dataclass(frozen=True, slots=True)
class DateDialect:
    """How the dates of a column are read: the order of its texts, and whether its day numbers count from 1904.

    `is_mixed` where some of its texts fit day/month/year only and others month/day/year only; `is_proven` where some
    fit this order only, and none the other.
    """

    order: DateOrder
    is_mixed: bool = False
    epoch_1904: bool = False
    is_proven: bool = field(default=False, compare=False)


def read_date(cell: Cell, dialect: DateDialect) -> date | Bad | None:
    """A date; None for an empty cell; Bad for what is none, or can be two."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if isinstance(cell, datetime):
        return _in_range(cell.date(), cell)
    if isinstance(cell, date):
        return _in_range(cell, cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _from_number(cell, dialect)
    if isinstance(cell, str):
        return _from_text(cell.strip(), dialect)
    return _unreadable(cell)


def _from_text(text: str, dialect: DateDialect) -> date | Bad:
    found, otherwise = from_text(text, dialect.order), from_text(text, _opposite(dialect.order))
    if found is None and otherwise is not None and dialect.order == "dmy":
        message = say('"{value}" has the month first, and the column is read with the day first', value=text)
        return Bad("date-other-order", EXPECTED, message)
    if found is None and otherwise is not None:
        message = say('"{value}" has the day first, and the column is read with the month first', value=text)
        return Bad("date-other-order", EXPECTED, message)
    if found is None:
        return _without_day(text) if is_without_day(text) else _unreadable(text)
    if dialect.is_mixed and otherwise is not None and otherwise != found:
        return Bad(
            "date-two-readings",
            EXPECTED,
            say(
                '"{value}" can be {one} or {other}, and the other cells of the column are written both ways; write '
                "the year first, or say --dates dmy or --dates mdy",
                value=text, one=found, other=otherwise,
            ),
        )  # fmt: skip
    return _in_range(found, text)


def _from_number(number: float, dialect: DateDialect) -> date | Bad:
    """A serial counts days; a number such as 20190314 is a date somebody wrote without dashes, 2019 is only a year."""
    if float(number).is_integer():
        text = str(int(number))
        if (found := from_text(text, "dmy")) is not None:
            return _in_range(found, number)
        if is_without_day(text):
            return _without_day(text)
    if not 1 <= number < 2_958_466:
        return _unreadable(number)
    return _in_range((EPOCH_1904 if dialect.epoch_1904 else EPOCH_1900) + timedelta(days=int(number)), number)


def _unreadable(cell: Cell) -> Bad:
    return Bad("not-a-date", EXPECTED, say('"{value}" cannot be read as a date', value=cell_text(cell)))


def _without_day(text: str) -> Bad:
    return Bad("date-without-day", EXPECTED, say('"{value}" names no day; type the whole date', value=text))


def _in_range(found: date, cell: Cell) -> date | Bad:
    if FIRST <= found <= LAST:
        return found
    return Bad(
        "date-out-of-range",
        EXPECTED,
        say("{value} is {day}, which is no date of an expense (1990 to 2100)", value=cell_text(cell), day=found),
    )


def _opposite(order: DateOrder) -> DateOrder:
    return "mdy" if order == "dmy" else "dmy"


def decide_order(
    cells: Iterable[Cell],
    asked: DateOrder | None,
    *,
    column: str,
    file: str,
    epoch_1904: bool = False,
    first: int = 1,
) -> DateDialect:
    """The order of a column's texts; raises Refused where day and month could change places in all of them.

    A column that is written both ways is read in the order of most of its cells; the odd ones, and all that have two
    readings, are then refused by cell.
    """
    texts = {row: cell for row, cell in enumerate(cells, first) if isinstance(cell, str) and cell.strip()}
    if asked is not None or not texts:
        return DateDialect(asked or "dmy", epoch_1904=epoch_1904)
    day_first = [from_text(text, "dmy") for text in texts.values()]
    month_first = [from_text(text, "mdy") for text in texts.values()]
    only_day = sum(1 for one, other in zip(day_first, month_first, strict=True) if one is not None and other is None)
    only_month = sum(1 for one, other in zip(day_first, month_first, strict=True) if one is None and other is not None)
    order: DateOrder = "mdy" if only_month > only_day else "dmy"
    if not only_day and not only_month:
        for (row, text), one, other in zip(texts.items(), day_first, month_first, strict=True):
            if one is not None and other is not None and one != other:
                raise _ambiguous(file, row, column, text.strip(), one, other)
    if order == "dmy" and (likely := year_first(texts.values())) is not None:
        row = next(row for row, text in texts.items() if text.strip() == likely[0])
        raise _year_where(file, row, column, *likely)
    is_mixed = bool(only_day and only_month)
    is_proven = bool(only_day or only_month) and not is_mixed
    return DateDialect(order, is_mixed, epoch_1904, is_proven)


def _ambiguous(file: str, row: int, column: str, text: str, one: date, other: date) -> Refused:
    return Refused(
        "date-ambiguous",
        '{file}: "{text}" in row {row} of column {column} can be {one} or {other}, and no other cell of the '
        "column settles it. Say which: --dates dmy or --dates mdy.",
        file=file, text=text, row=row, column=column, one=one, other=other,
    )  # fmt: skip


def _year_where(file: str, row: int, column: str, text: str, last: date, first: date) -> Refused:
    return Refused(
        "date-ambiguous",
        '{file}: "{text}" in row {row} of column {column} can be {last} or {first}, and the column looks as if the '
        "year stood in front. Say which: --dates dmy or --dates ymd.",
        file=file, text=text, row=row, column=column, last=last, first=first,
    )  # fmt: skip
