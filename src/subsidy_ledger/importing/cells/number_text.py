"""Numbers as people write them: signs, currencies, thousands and words about VAT around the digits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from subsidy_ledger.importing.dialect import DecimalMark

# Thousands stand apart by the mark that is not the decimal one, a blank or an apostrophe; a group of zeros in front is
# no thousands, so that "0.500" is half of one and never five hundred.
SHAPES = {
    "comma": re.compile(
        r"(?:[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?: \d{3})+|[1-9]\d{0,2}(?:'\d{3})+|\d+)(?:,(\d*))?|,(\d+)"
    ),
    "point": re.compile(
        r"(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?: \d{3})+|[1-9]\d{0,2}(?:'\d{3})+|\d+)(?:\.(\d*))?|\.(\d+)"
    ),
}
BLANKS = dict.fromkeys(map(ord, "\t\n\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u205f\u3000"), " ")
NOTHING = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff"), "")
MINUS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"), "-")
APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u02b9\u02bc\u2032\u00b4`"), "'")
SAME = BLANKS | NOTHING | MINUS | APOSTROPHES

BARE = re.compile(r"[0-9.,]+")

EURO = r"€|eur(?:os?)?(?![a-z])\.?"
NET = (
    r"h\.? ?t\.?(?: ?v\.? ?a\.?)?|(?:excl(?:usief|usive|\.)?|exclusief|zonder|hors)(?: ?(?:btw|b\.t\.w\.|tva|t\.v\.a\.|"
    r"vat|taxes?))?|(?:btw|tva|vat) (?:excl(?:usief|\.|use|uded)?|non comprise)"
)
GROSS = (
    r"t\.? ?t\.? ?c\.?|t\.? ?v\.? ?a\.? ?c\.?|toutes taxes comprises|"
    r"(?:incl(?:usief|usive|\.)?|met)(?: ?(?:btw|b\.t\.w\.|tva|t\.v\.a\.|vat|taxes?))?|"
    r"(?:btw|tva|vat) (?:incl(?:usief|\.|use|uded)?|comprise)"
)
# ",-" and ".--" behind the digits stand for no cents.
NO_CENTS = re.compile(r"(?<=\d) ?([.,]) ?(?:-{1,2}|={1,2})(?!\d)")


def _around(words: str) -> re.Pattern[str]:
    """The words before or behind a number, also in brackets."""
    bracketed = rf"\((?:{words})\)"
    return re.compile(rf"^(?:{bracketed}|(?:{words})(?![a-z]))|(?:{bracketed}|(?<![a-z])(?:{words}))$", re.IGNORECASE)


AROUND = {"euro": _around(EURO), "net": _around(NET), "gross": _around(GROSS)}


@dataclass(frozen=True, slots=True)
class Written:
    """A number as it is written: its bare digits and marks, its sign, and whether it says to be net or gross of VAT."""

    bare: str
    is_negative: bool
    vat: str = ""


@lru_cache(maxsize=8192)
def written(text: str) -> Written | None:
    """Takes off what stands around the digits; None where two signs contradict or repeat each other."""
    if BARE.fullmatch(text):
        return Written(text, False)
    bare = " ".join(text.translate(SAME).split()).removeprefix("'").strip()
    bare = NO_CENTS.sub(r"\1", bare)
    negative: bool | None = None
    vat = ""
    while True:
        before = bare
        for kind, words in AROUND.items():
            shorter = words.sub("", bare, count=1).strip()
            if shorter != bare and kind != "euro":
                vat = kind
            bare = shorter
        sign, rest = _sign(bare)
        if sign is not None:
            if negative is not None:
                return None
            negative, bare = sign, rest
        if bare == before:
            return Written(bare, negative is True, vat)


def _sign(bare: str) -> tuple[bool | None, str]:
    """Whether a sign says minus (None where there is none), and the text without it."""
    if len(bare) > 2 and bare[0] == "(" and bare[-1] == ")":
        return True, bare[1:-1].strip()
    if bare[:1] in ("-", "+"):
        return bare[0] == "-", bare[1:].strip()
    if bare[-1:] in ("-", "+"):
        return bare[-1] == "-", bare[:-1].strip()
    return None, bare


def from_text(text: str, mark: DecimalMark) -> Decimal | None:
    """The number a text says when `mark` is its decimal mark: "1.234,56", "(12,00)", "12,00-", "€ -12 HT", "-" (0)."""
    found = written(text)
    if found is None or not found.bare.isascii():
        return None
    if not found.bare and found.is_negative:
        return Decimal(0)  # a dash alone, as the accounting formats of spreadsheets show nothing
    shape = SHAPES[mark].fullmatch(found.bare)
    if shape is None:
        return None
    decimals = shape[1] or shape[2] or ""
    whole = found.bare[: len(found.bare) - len(decimals)] if decimals else found.bare
    number = Decimal(f"{re.sub(r'[^0-9]', '', whole) or '0'}.{decimals or '0'}")
    return -number if found.is_negative else number


def vat_of(text: str) -> str:
    """ "net" or "gross" where the words beside a number say so, else ""."""
    found = written(text)
    return found.vat if found is not None else ""
