"""What a number format shows that its number does not say: another currency, percents, leading zeros."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from subsidy_ledger.importing.opening.currency import foreign_currency

# Formats that every spreadsheet program knows by number; Excel leaves the currency of some to the computer it runs on.
BUILT_IN = {9: "0%", 10: "0.00%", 11: "0.00E+00", 48: "##0.0E+0"}
LOCAL_CURRENCY = frozenset({5, 6, 7, 8, 37, 38, 39, 40, 41, 42, 43, 44})
WITHOUT_SYMBOL = frozenset({37, 38, 39, 40, 41, 43})
LETTERS_OF_DATES = frozenset("ymdhsgebn")
# In a picture: a digit that is always shown, and one that is shown where the number has it.
ZERO, DIGIT = "\x01", "\x02"
THOUSANDS = re.compile(r"k ?(?:€|eur)|m(?:io|ln)? ?(?:€|eur)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Format:
    """One number format, as far as it says more than the number.

    `currency` is another than the euro; `is_local` where the format leaves the currency to each computer's settings;
    `unit` is a word for thousands or millions; `picture` holds ZERO and DIGIT for digits and everything else as it is
    shown, empty where the format only rounds and groups.
    """

    currency: str = ""
    is_local: bool = False
    is_percent: bool = False
    is_scientific: bool = False
    unit: str = ""
    picture: str = ""

    def shown(self, number: float) -> str | None:
        """The text that a whole number without a sign is shown as by the picture; None where there is none."""
        if not self.picture or number < 0 or not float(number).is_integer():
            return None
        digits = list(str(int(number)))
        pieces: list[str] = []
        places = self.picture.count(ZERO) + self.picture.count(DIGIT)
        for piece in reversed(self.picture):
            if piece not in (ZERO, DIGIT):
                pieces.append(piece)
                continue
            places -= 1
            if places == 0 and digits:
                pieces.append("".join(digits))
            elif digits:
                pieces.append(digits.pop())
            elif piece == ZERO:
                pieces.append("0")
        return "".join(reversed(pieces)).strip()


NOTHING = Format()


@dataclass(slots=True)
class Formats:
    """The formats of a sheet that say more than their numbers: by column, as runs of rows; all counted from 0."""

    runs: dict[int, list[tuple[int, int, Format]]] = field(default_factory=dict)
    count: int = 0

    def add(self, rows: range, column: int, found: Format) -> None:
        """Note the format of the cells of a column in some rows."""
        runs = self.runs.setdefault(column, [])
        if runs and runs[-1][1] == rows.start and runs[-1][2] == found:
            runs[-1] = (runs[-1][0], rows.stop, found)
        else:
            # Rows come from above to below in every file but a damaged one.
            insort(runs, (rows.start, rows.stop, found), key=lambda run: run[0])
            self.count += 1

    def of(self, row: int, column: int) -> Format | None:
        runs = self.runs.get(column)
        if not runs:
            return None
        place = bisect_right(runs, row, key=lambda run: run[0]) - 1
        return runs[place][2] if place >= 0 and row < runs[place][1] else None


def format_of(number: int, code: str | None) -> Format | None:
    """The format with this number and code (None where the file gives none); None if it says nothing of note."""
    found = read_format(BUILT_IN.get(number, "") if code is None else code)
    if number in LOCAL_CURRENCY:
        says_euro = code is not None and found is None
        return None if says_euro or number in WITHOUT_SYMBOL else Format(is_local=True)
    return found


@lru_cache(maxsize=4096)
def read_format(code: str) -> Format | None:
    """What a format code such as '#,##0.00 [$CHF]' says beside rounding and grouping; None for nothing."""
    sections = list(_sections(code))
    literals = [text for section in sections for kind, text in section if kind in ("literal", "symbol")]
    currency = next(filter(None, map(foreign_currency, literals)), "") or _bracketed(sections)
    signs = {text for section in sections for kind, text in section if kind == "sign"}
    unit = next((text.strip() for text in literals if THOUSANDS.fullmatch(text.strip())), "")
    found = Format(
        currency=currency,
        is_percent="%" in signs,
        is_scientific="E" in signs,
        unit="" if any(_scales(section) for section in sections) else unit,
        picture=_picture(sections[0]) if not currency else "",
    )
    return None if found == NOTHING else found


def _bracketed(sections: list[list[tuple[str, str]]]) -> str:
    """Only currencies stand in [$…]; one that is unknown here is none the less another than the euro."""
    symbols = [text.strip() for section in sections for kind, text in section if kind == "symbol"]
    return next((s for s in symbols if s and not re.search(r"€|eur", s, re.IGNORECASE)), "")


def _sections(code: str) -> Iterator[list[tuple[str, str]]]:
    """The sections of a code as (kind, text): digit, sign, literal, symbol (a currency in brackets) or date."""
    section: list[tuple[str, str]] = []
    for found in TOKEN.finditer(code):
        kind, text = str(found.lastgroup), found[0]
        if kind == "end":
            yield section
            section = []
        elif kind == "quoted":
            section.append(("literal", text.strip('"')))
        elif kind == "escaped":
            section.append(("literal", text[1:]))
        elif kind == "currency":
            section.append(("symbol", text[2:-1].split("-")[0]))
        elif kind == "letter":
            section.append(("date" if text.lower() in LETTERS_OF_DATES else "literal", text))
        elif kind != "nothing":
            section.append((kind, text[0].upper() if kind == "sign" else text))
    yield section


TOKEN = re.compile(
    r'(?P<end>;)|(?P<quoted>"[^"]*"?)|(?P<escaped>\\.)|(?P<nothing>[_*].|General|Standa?a?rd|\[(?!\$)[^\]]*\])'
    r"|(?P<currency>\[\$[^\]]*\])|(?P<sign>E[+-]|[.,%@/?])|(?P<digit>[0#])|(?P<letter>[A-Za-z])|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)


def _scales(section: list[tuple[str, str]]) -> bool:
    """Whether commas behind the last digit divide what is shown by a thousand."""
    last = max((place for place, (kind, _) in enumerate(section) if kind == "digit"), default=-1)
    return last >= 0 and section[last + 1 : last + 2] == [("sign", ",")]


def _picture(section: list[tuple[str, str]]) -> str:
    """The digits and fixed texts of a section that shows more than the digits of its number, else nothing."""
    if any(kind in ("sign", "date") for kind, _ in section):
        return ""
    places = [place for place, (kind, _) in enumerate(section) if kind == "digit"]
    if not places:
        return ""
    zeros = section.count(("digit", "0"))
    inside = any(kind == "literal" for kind, _ in section[places[0] : places[-1]])
    words = any(kind == "literal" and re.search(r"\w", text) for kind, text in section)
    euros = any(re.search(r"€|eur", text, re.IGNORECASE) for _, text in section)
    if euros or (zeros < 2 and not inside and not words):
        return ""
    return "".join((ZERO if text == "0" else DIGIT) if kind == "digit" else text for kind, text in section)
