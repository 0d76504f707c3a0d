"""Names and numbers as they compare: the same supplier or invoice, however it was typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import SupportsInt

LEGAL_FORMS = (
    "nv", "sa", "bv", "bvba", "ebvba", "srl", "sprl", "sprlu", "vzw", "ivzw", "asbl", "aisbl", "cv", "cvba", "sc",
    "scrl", "scs", "snc", "vof", "gcv", "commv", "comm v",
)  # fmt: skip
# The same written out; these and the common short ones may also stand in front of a name.
LEGAL_FORMS_IN_FULL = (
    "naamloze vennootschap", "societe anonyme", "besloten vennootschap", "societe a responsabilite limitee",
    "vereniging zonder winstoogmerk", "association sans but lucratif", "cooperatieve vennootschap",
    "societe cooperative", "van publiek recht", "de droit public",
)  # fmt: skip
LEGAL_FORMS_IN_FRONT = ("nv", "sa", "bv", "bvba", "srl", "sprl", "vzw", "asbl")
# Two names of at least this likeness, of 100, can be the same one typed otherwise.
LIKENESS_MIN = 90
# Letters that carry no accent to take away, and yet are written both ways.
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
NAMES_KEPT = 1 << 15  # distinct texts remembered: suppliers recur from line to line

_NO_WORD = re.compile(r"[\W_]+")


def _spellings(forms: Iterable[str]) -> str:
    """Every form as one word and as letters apart: a.s.b.l. is read as "a s b l"."""
    return "|".join(sorted({spelling for form in forms for spelling in (form, " ".join(form.replace(" ", "")))}))


_FORMS_AT_END = re.compile(rf"(?: (?:{_spellings(LEGAL_FORMS)}))+$")
_IN_FULL = "|".join(LEGAL_FORMS_IN_FULL)
_AROUND = re.compile(
    rf"^(?:(?:{_spellings(LEGAL_FORMS_IN_FRONT)}|{_IN_FULL}) )+|(?: (?:{_spellings(LEGAL_FORMS)}|{_IN_FULL}))+$"
)
_DIGITS = re.compile(r"\d+")


@lru_cache(maxsize=NAMES_KEPT)
def normal_name(text: str) -> str:
    """Case, accents, punctuation and a legal form at the end make no difference: "Théâtre du Sud, a.s.b.l." is
    "theatre du sud". A name that is nothing but a legal form keeps it. Empty where there is no letter or digit.
    """
    return _FORMS_AT_END.sub("", " ".join(words_of(text)))


def words_of(text: str) -> list[str]:
    """The words of a text without case, accents and punctuation, legal forms among them."""
    return _NO_WORD.sub(" ", text.lower() if text.isascii() else _unaccented(text)).split()


@lru_cache(maxsize=NAMES_KEPT)
def comparable_name(text: str) -> str:
    """As `normal_name`, also without a legal form in front or written out: "ASBL Théâtre du Sud" is "theatre du sud".

    For telling whether two names are alike; re-imports are matched by `normal_name`.
    """
    plain = normal_name(text)
    return _AROUND.sub("", plain)


def likeness(one: str, other: str, ratio: Callable[[str, str], SupportsInt]) -> int:
    """How alike two names are, of 100; 100 where only case, accents, punctuation or legal form differ.

    `ratio` compares two texts, of 100, whatever the order of their words: a library's, which the rooms above know.
    Names with other numbers in them are not alike at all: school 1 is not school 2.
    """
    first, second = comparable_name(one), comparable_name(other)
    if not first or not second or sorted(_DIGITS.findall(first)) != sorted(_DIGITS.findall(second)):
        return 0
    return 100 if first == second else min(99, int(ratio(first, second)))


def _unaccented(text: str) -> str:
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold().translate(LIGATURES))
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def normal_number(text: str) -> str:
    """Letters and digits only, upper-case, zeros kept: "f2019/0457" is "F20190457". Empty where there is none."""
    if text.isascii() and text.isalnum():
        return text.upper()
    whole = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return _NO_WORD.sub("", whole.upper())
