"""Dates as spreadsheets write them; one order of day and month a column, decided from all its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from subsidy_ledger.domain.sentences import say
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.amounts import Bad
from subsidy_ledger.importing.intake import Cell, DateOrder
from subsidy_ledger.importing.texts import cell_text

FIRST, LAST = date(1990, 1, 1), date(2100, 12, 31)
EPOCH_1900, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
CLOCK = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
YEAR_FIRST = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){CLOCK}")
YEAR_LAST = re.compile(rf"(\d{{1,2}})[-/. ](\d{{1,2}})[-/. ](\d{{4}}|\d{{2}}){CLOCK}")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
EXPECTED = say("a date such as 31/03/2019")


def read_date(cell: Cell, order: DateOrder, *, epoch_1904: bool = False) -> date | Bad | None:
    """A date; None for an empty cell; Bad for what is none. `order` is that of day, month and year in texts."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if isinstance(cell, datetime):
        return _in_range(cell.date(), cell)
    if isinstance(cell, date):
        return _in_range(cell, cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _from_number(cell, epoch_1904=epoch_1904)
    if isinstance(cell, str):
        found = from_text(cell, order)
        if found is not None:
            return _in_range(found, cell)
    return Bad("not-a-date", EXPECTED, say('"{value}" cannot be read as a date', value=cell_text(cell)))


def _from_number(number: float, *, epoch_1904: bool) -> date | Bad:
    """A serial counts days; a number such as 20190314 is a date somebody wrote without dashes."""
    if float(number).is_integer() and (found := from_text(str(int(number)), "dmy")) is not None:
        return _in_range(found, number)
    if not 1 <= number < 2_958_466:
        return Bad("not-a-date", EXPECTED, say("{value} is no date", value=cell_text(number)))
    return _in_range((EPOCH_1904 if epoch_1904 else EPOCH_1900) + timedelta(days=int(number)), number)


def _in_range(found: date, cell: Cell) -> date | Bad:
    if FIRST <= found <= LAST:
        return found
    return Bad(
        "date-out-of-range",
        EXPECTED,
        say("{value} is {day}, which is no date of an expense (1990 to 2100)", value=cell_text(cell), day=found),
    )


def from_text(text: str, order: DateOrder) -> date | None:
    """The date a text says; a year in front needs no order, two digits are a year of this century."""
    plain = " ".join(text.split())
    if (found := YEAR_FIRST.fullmatch(plain)) or (found := COMPACT.fullmatch(plain)):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if order == "ymd" or not (found := YEAR_LAST.fullmatch(plain)):
        return None
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    year += 2000 if len(found[3]) == 2 else 0
    return _day(year, second, first) if order == "dmy" else _day(year, first, second)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def decide_order(cells: Iterable[Cell], asked: DateOrder | None, *, column: str, file: str) -> DateOrder:
    """The order of a column's texts; raises Refused where day and month could change places in all of them."""
    texts = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
    if asked is not None or not texts:
        return asked or "dmy"
    day_first = [from_text(text, "dmy") for text in texts]
    month_first = [from_text(text, "mdy") for text in texts]
    fits = [sum(1 for day in read if day is not None) for read in (day_first, month_first)]
    if fits[0] != fits[1]:
        return "dmy" if fits[0] > fits[1] else "mdy"
    for text, one, other in zip(texts, day_first, month_first, strict=True):
        if one is not None and other is not None and one != other:
            raise Refused(
                "date-ambiguous",
                '{file}: "{text}" in column {column} can be {one} or {other}, and no other cell of the column '
                "settles it. Say which: --dates dmy or --dates mdy.",
                file=file, text=text.strip(), column=column, one=one, other=other,
            )  # fmt: skip
    return "dmy"
