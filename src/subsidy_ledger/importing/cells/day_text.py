"""Dates as people write them: in figures of any order, or with the month in Dutch, French or English."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from unicodedata import combining, normalize

from subsidy_ledger.importing.dialect import DateOrder

MONTHS = (
    ("januari", "jan", "janvier", "janv", "january"),
    ("februari", "feb", "fevrier", "fevr", "fev", "february"),
    ("maart", "mrt", "mar", "mars", "march", "mrch"),
    ("april", "apr", "avril", "avr"),
    ("mei", "mai", "may"),
    ("juni", "jun", "juin", "june"),
    ("juli", "jul", "juillet", "juil", "july"),
    ("augustus", "aug", "aout", "aou", "august"),
    ("september", "sep", "sept", "septembre"),
    ("oktober", "okt", "octobre", "oct", "october"),
    ("november", "nov", "novembre"),
    ("december", "dec", "decembre"),
)
MONTH_OF = {name: number for number, names in enumerate(MONTHS, 1) for name in names}
WEEKDAY = re.compile(
    r"(?:ma(?:andag)?|di(?:nsdag)?|wo(?:ensdag)?|do(?:nderdag)?|vr(?:ijdag)?|za(?:terdag)?|zo(?:ndag)?|"
    r"lun(?:di)?|mar(?:di)?|mer(?:credi)?|jeu(?:di)?|ven(?:dredi)?|sam(?:edi)?|dim(?:anche)?|"
    r"mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
    r"[.,]? (?=.)"
)
CLOCK = re.compile(
    r"(?:t| |, ?| om | a | at )\d{1,2}(?:(?:[:h]\d{2}){1,2}(?:[.,]\d+)?u?|\.\d{2} ?u(?:ur)?) ?"
    r"(?:am|pm|a\.m\.|p\.m\.)?(?:z|[+-]\d{2}:?\d{2})?$"
)
MARK = r" ?[-/. ] ?"
FIGURES = re.compile(rf"(\d{{1,4}}){MARK}(\d{{1,2}}){MARK}(\d{{1,4}})")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
DAY_FIRST = re.compile(r"(\d{1,2})(?:er|e|ste|de|st|nd|rd|th|\.)?[-/. ]*(?:of )?([a-z]+)\.?[-/. ,']*(\d{4}|\d{2})")
MONTH_FIRST = re.compile(r"([a-z]+)\.?[-/. ]*(\d{1,2})(?:st|nd|rd|th|\.)?(?:, ?| )[-/. ]*(\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})[-/. ]*([a-z]+)\.?[-/. ]*(\d{1,2})")
# A month or a year is no day: "2019-03", "03/2019", "maart 2019", "mrt-19".
WITHOUT_DAY = re.compile(r"\d{4}[-/. ]\d{1,2}|\d{1,2}[-/. ]\d{4}|(?:\d{4} )?[a-z]+\.?[-/. ']*(?:\d{4}|\d{2})?")
LIKELY_YEARS, YEARS_MAX = frozenset(map(str, range(10, 40))), 3
YEAR_ALONE = re.compile(r"(?:19|20)\d{2}")


def from_text(text: str, order: DateOrder) -> date | None:
    """The date a text says, where its figures stand in this order; a year of four digits in front needs none.

    Two digits are a year from 1990 to 2089.
    """
    plain = _plain(text)
    if (named := _named(plain)) is not None:
        return named
    if found := COMPACT.fullmatch(plain):
        return _day(found[1], found[2], found[3])
    if not (found := FIGURES.fullmatch(plain)):
        return None
    first, second, third = found[1], found[2], found[3]
    if len(first) == 4:
        return _day(first, second, third) if len(third) <= 2 else None
    if order == "ymd":
        return _day(first, second, third) if len(first) == len(third) == 2 else None
    if len(first) > 2 or len(third) not in (2, 4):
        return None
    return _day(third, second, first) if order == "dmy" else _day(third, first, second)


def is_without_day(text: str) -> bool:
    """Whether a text names a month or a year and no day of it."""
    plain = _plain(text)
    found = WITHOUT_DAY.fullmatch(plain)
    if YEAR_ALONE.fullmatch(plain):
        return True
    if found is None:
        return False
    words = re.findall(r"[a-z]+", plain)
    return all(word in MONTH_OF for word in words) and (bool(words) or len(re.findall(r"\d+", plain)) == 2)


def year_first(texts: Iterable[str]) -> tuple[str, date, date] | None:
    """A text of a column that looks as if its two figures in front were the year, as "19/03/31" beside "19/04/02".

    With its readings as day/month/year and as year/month/day; None where the figures in front are no likely years, or
    those behind are some too.
    """
    ends = [
        (text, found[1], found[3])
        for text in texts
        if (found := FIGURES.fullmatch(_plain(text))) and len(found[1]) == len(found[3]) == 2
    ]
    first, last = {one for _, one, _ in ends}, {other for _, _, other in ends}
    if not _are_years(first) or _are_years(last) or len(first) >= len(last):
        return None
    for text, _, _ in ends:
        days, years = from_text(text, "dmy"), from_text(text, "ymd")
        if days is not None and years is not None and days != years:
            return text.strip(), days, years
    return None


def _are_years(figures: set[str]) -> bool:
    """Whether two figures can be the years of one list of expenses."""
    return 0 < len(figures) <= YEARS_MAX and figures <= LIKELY_YEARS


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    """Small letters without accents; no day of the week before the date, no time of day behind it."""
    letters = "".join(c for c in normalize("NFKD", text.casefold()) if not combining(c))
    plain = CLOCK.sub("", " ".join(letters.split())).removeprefix("le ")
    named = WEEKDAY.match(plain)
    if named is not None and _named(plain) is None:
        return plain[named.end() :].strip()
    return plain


def _named(plain: str) -> date | None:
    """A date whose month is a word."""
    if (found := DAY_FIRST.fullmatch(plain)) and found[2] in MONTH_OF:
        return _day(found[3], str(MONTH_OF[found[2]]), found[1])
    if (found := MONTH_FIRST.fullmatch(plain)) and found[1] in MONTH_OF:
        return _day(found[3], str(MONTH_OF[found[1]]), found[2])
    if (found := YEAR_FIRST.fullmatch(plain)) and found[2] in MONTH_OF:
        return _day(found[1], str(MONTH_OF[found[2]]), found[3])
    return None


def _day(year: str, month: str, day: str) -> date | None:
    number = int(year)
    if len(year) <= 2:
        number += 1900 if number >= 90 else 2000
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None
