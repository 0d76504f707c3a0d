"""Amounts as spreadsheets write them, to cents; one decimal mark a column, decided from all its cells."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from subsidy_ledger.domain.sentences import Euro, Fact, Sentence, say
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.cells.number_text import from_text
from subsidy_ledger.importing.cells.texts import cell_text
from subsidy_ledger.importing.dialect import DecimalMark
from subsidy_ledger.importing.intake import Cell
from subsidy_ledger.importing.opening.currency import foreign_currency

MARKS: tuple[DecimalMark, DecimalMark] = ("comma", "point")
AMOUNT_MAX = Decimal(10) ** 13


@dataclass(frozen=True, slots=True)
class Bad:
    """Why a cell is no amount or date: a stable code, what was expected, and the sentence with the mend."""

    code: str
    expected: Sentence
    message: Sentence


@dataclass(frozen=True, slots=True)
class NumberDialect:
    """How the amounts of a column are read: the decimal mark of its texts, and what each number stands for.

    `other` is a text of the column that only the other mark can read; "" where the column is of one hand. `factor` is
    1 for euros, 1000 for thousands of them. `is_proven` where some text of the column fits this mark only, and none the
    other.
    """

    mark: DecimalMark
    other: str = ""
    factor: int = 1
    is_proven: bool = field(default=False, compare=False)


EXPECTED = say("an amount in euros with at most two decimals")
# Both ways of reading, for whoever only asks whether a cell can be an amount.
EITHER = tuple(NumberDialect(mark) for mark in MARKS)


def read_amount(cell: Cell, dialect: NumberDialect) -> int | Bad | None:
    """Cents; None for an empty cell; Bad for what is no amount, or can be two."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return Bad("not-an-amount", EXPECTED, say("{value} is no amount; type the amount", value=cell_text(cell)))
    if isinstance(cell, str):
        return _from_text(cell.strip(), dialect)
    if not math.isfinite(cell):
        return Bad("not-an-amount", EXPECTED, say("{value} is no amount; type the amount", value=str(cell)))
    number = Decimal(repr(cell))
    # A sum made by a spreadsheet is a few units in the last place off; that is noise and no third decimal.
    noise = Decimal(repr(4 * math.ulp(cell))) * 100 if isinstance(cell, float) else Decimal(0)
    return _cents(number, max(noise, Decimal("1e-6")), cell_text(cell), dialect.factor)


def _from_text(text: str, dialect: NumberDialect) -> int | Bad:
    number, otherwise = from_text(text, dialect.mark), from_text(text, _opposite(dialect.mark))
    if number is None:
        return _unreadable(text, dialect, fits_other=otherwise is not None)
    if dialect.other and otherwise is not None and otherwise != number:
        comma, point = (number, otherwise) if dialect.mark == "comma" else (otherwise, number)
        return Bad(
            "number-two-readings",
            EXPECTED,
            say(
                '"{value}" can be {comma} or {point}, and the other cells of the column are written both ways; write '
                "it so that it can be read one way only, or say --decimal comma or --decimal point",
                value=text, comma=_shown(comma), point=_shown(point),
            ),
        )  # fmt: skip
    return _cents(number, Decimal(0), text, dialect.factor)


def _unreadable(text: str, dialect: NumberDialect, *, fits_other: bool) -> Bad:
    if text.endswith("%"):
        return percent(text)
    if currency := foreign_currency(text):
        return foreign(currency)
    if fits_other and dialect.mark == "comma":
        message = say(
            '"{value}" has a decimal point, and the column is read with a decimal comma; write it like the other cells',
            value=text,
        )
    elif fits_other:
        message = say(
            '"{value}" has a decimal comma, and the column is read with a decimal point; write it like the other cells',
            value=text,
        )
    else:
        return Bad("number-unreadable", EXPECTED, say('"{value}" cannot be read as an amount', value=text))
    return Bad("number-other-mark", EXPECTED, message)


def percent(shown: str) -> Bad:
    return Bad(
        "amount-is-percent",
        EXPECTED,
        say("{value} is a percentage and no amount; type the amount, or name another column with --map", value=shown),
    )


def foreign(currency: str) -> Bad:
    return Bad(
        "currency-foreign",
        EXPECTED,
        say(
            "the amount is in {currency}, and the ledger is in euros; type what was booked in euros, as a number "
            "without a currency or with the euro's",
            currency=currency,
        ),
    )


def _cents(number: Decimal, noise: Decimal, shown: str, factor: int) -> int | Bad:
    cents = (number * factor).scaleb(2)
    rounded = cents.to_integral_value()
    if abs(number * factor) > AMOUNT_MAX:
        return Bad("amount-too-large", EXPECTED, say("{value} is too large to be an amount in euros", value=shown))
    if abs(cents - rounded) > noise * factor:
        return Bad(
            "too-many-decimals", EXPECTED, say("{value} has more than two decimals; round it to cents", value=shown)
        )
    return int(rounded)


def _opposite(mark: DecimalMark) -> DecimalMark:
    return "point" if mark == "comma" else "comma"


def decide_mark(
    cells: Iterable[Cell], asked: DecimalMark | None, *, column: str, file: str, first: int = 1
) -> NumberDialect:
    """The decimal mark of a column's texts; raises Refused where two marks fit and no cell settles which.

    Only a text that one mark can read and the other cannot settles anything: "1.500" has two readings whatever
    its decimals, for three of them may be a mistake and may be thousands. A column that is written both ways is
    read with the mark of most of its cells; the odd ones, and all that have two readings, are then refused by cell.
    `first` is the row of the first cell, as Excel counts.
    """
    if asked is not None:
        return NumberDialect(asked)
    only = dict.fromkeys(MARKS, 0)
    example = dict.fromkeys(MARKS, "")
    doubtful: tuple[int, str, Decimal, Decimal] | None = None
    for row, text in enumerate(cells, first):
        if not isinstance(text, str):
            continue
        comma, point = from_text(text, "comma"), from_text(text, "point")
        if (comma is None) != (point is None):
            mark: DecimalMark = "point" if comma is None else "comma"
            only[mark] += 1
            example[mark] = example[mark] or text.strip()
        elif comma is not None and point is not None and comma != point and doubtful is None:
            doubtful = row, text.strip(), comma, point
    if doubtful is not None and not any(only.values()):
        row, text, comma, point = doubtful
        raise Refused(
            "number-ambiguous",
            '{file}: "{text}" in row {row} of column {column} can be {comma} or {point}, and no other cell of the '
            "column settles it. Say which: --decimal comma or --decimal point.",
            file=file, text=text, row=row, column=column, comma=_shown(comma), point=_shown(point),
        )  # fmt: skip
    mark = "point" if only["point"] > only["comma"] else "comma"
    is_proven = bool(only[mark]) and not only[_opposite(mark)]
    return NumberDialect(mark, example[_opposite(mark)], is_proven=is_proven)


def _shown(number: Decimal) -> Fact:
    """In euros, and with all its decimals where there are more than two."""
    cents = number.scaleb(2)
    return Euro(int(cents)) if cents % 1 == 0 else number
