"""Amounts as spreadsheets write them, to cents; one decimal mark a column, decided from all its cells."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from subsidy_ledger.domain.sentences import Sentence, say
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.intake import Cell, DecimalMark
from subsidy_ledger.importing.texts import cell_text

MARKS: tuple[DecimalMark, DecimalMark] = ("comma", "point")
# Thousands stand apart by a point or comma (the mark that is not the decimal one), a blank or an apostrophe.
SHAPES = {
    "comma": re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d{1,3}(?:[ ']\d{3})+|\d+)(?:,(\d*))?|,(\d+)"),
    "point": re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:[ ']\d{3})+|\d+)(?:\.(\d*))?|\.(\d+)"),
}
BLANKS = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007\t"), " ")
MINUS = dict.fromkeys(map(ord, "\u2212\u2013\ufe63\uff0d"), "-")
CURRENCY = re.compile(r"^\s*(?:€|eur(?:o|os)?\b)|(?:€|\beur(?:o|os)?)\s*$", re.IGNORECASE)
AMOUNT_MAX = Decimal(10) ** 13


@dataclass(frozen=True, slots=True)
class Bad:
    """Why a cell is no amount or date: a stable code, what was expected, and the sentence with the mend."""

    code: str
    expected: Sentence
    message: Sentence


EXPECTED = say("an amount in euros with at most two decimals")


def read_amount(cell: Cell, mark: DecimalMark) -> int | Bad | None:
    """Cents; None for an empty cell; Bad for what is no amount. `mark` is the decimal mark of texts."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return Bad("not-an-amount", EXPECTED, say("{value} is no amount; type the amount", value=cell_text(cell)))
    if isinstance(cell, str):
        number = from_text(cell, mark)
        if number is None:
            return Bad("number-unreadable", EXPECTED, say('"{value}" cannot be read as an amount', value=cell.strip()))
        return _cents(number, Decimal(0), cell.strip())
    if not math.isfinite(cell):
        return Bad("not-an-amount", EXPECTED, say("{value} is no amount; type the amount", value=str(cell)))
    number = Decimal(repr(cell))
    # A sum made by a spreadsheet is a few units in the last place off; that is noise and no third decimal.
    noise = Decimal(repr(4 * math.ulp(cell))) * 100 if isinstance(cell, float) else Decimal(0)
    return _cents(number, max(noise, Decimal("1e-6")), cell_text(cell))


def _cents(number: Decimal, noise: Decimal, shown: str) -> int | Bad:
    cents = number.scaleb(2)
    rounded = cents.to_integral_value()
    if abs(number) > AMOUNT_MAX:
        return Bad("amount-too-large", EXPECTED, say("{value} is too large to be an amount in euros", value=shown))
    if abs(cents - rounded) > noise:
        return Bad(
            "too-many-decimals", EXPECTED, say("{value} has more than two decimals; round it to cents", value=shown)
        )
    return int(rounded)


def from_text(text: str, mark: DecimalMark) -> Decimal | None:
    """The number a text says when `mark` is its decimal mark: "1.234,56", "(12,00)", "12,00-", "€ 12"."""
    plain = CURRENCY.sub("", text.translate(BLANKS).translate(MINUS).replace("\u2019", "'")).strip()
    negative = False
    if plain.startswith("(") and plain.endswith(")"):
        negative, plain = True, CURRENCY.sub("", plain[1:-1]).strip()
    elif plain.endswith("-"):
        negative, plain = True, CURRENCY.sub("", plain[:-1]).strip()
    if plain[:1] in ("-", "+"):
        if negative:
            return None
        negative, plain = plain[0] == "-", CURRENCY.sub("", plain[1:]).strip()
    shape = SHAPES[mark].fullmatch(plain)
    if shape is None or not plain.isascii():
        return None
    decimals = shape[1] or shape[2] or ""
    whole = plain[: len(plain) - len(decimals)] if decimals else plain
    number = Decimal(f"{re.sub(r'[^0-9]', '', whole) or '0'}.{decimals or '0'}")
    return -number if negative else number


def decide_mark(cells: Iterable[Cell], asked: DecimalMark | None, *, column: str, file: str) -> DecimalMark:
    """The decimal mark of a column's texts; raises Refused where two marks fit and give different amounts.

    Only a text that one mark can read and the other cannot settles anything: "1.500" has two readings whatever
    its decimals, for three of them may be a mistake and may be thousands.
    """
    if asked is not None:
        return asked
    only = dict.fromkeys(MARKS, 0)
    doubtful: tuple[str, Decimal, Decimal] | None = None
    for text in cells:
        if not isinstance(text, str):
            continue
        comma, point = from_text(text, "comma"), from_text(text, "point")
        if comma is None or point is None:
            only["comma"] += comma is not None
            only["point"] += point is not None
        elif comma != point and doubtful is None:
            doubtful = text.strip(), comma, point
    if doubtful is not None and only["comma"] == only["point"]:
        text, comma, point = doubtful
        raise Refused(
            "number-ambiguous",
            '{file}: "{text}" in column {column} can be {comma} or {point}, and no other cell of the column '
            "settles it. Say which: --decimal comma or --decimal point.",
            file=file, text=text, column=column, comma=_shown(comma), point=_shown(point),
        )  # fmt: skip
    return "point" if only["point"] > only["comma"] else "comma"


def _shown(number: Decimal) -> str:
    """With two decimals, and with all of them where there are more."""
    return f"{number:.2f}" if number.scaleb(2) % 1 == 0 else f"{number}"
