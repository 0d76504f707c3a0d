"""Names and numbers as they compare: the same supplier or invoice, however it was typed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LEGAL_FORMS = (
    "nv", "sa", "bv", "bvba", "ebvba", "srl", "sprl", "sprlu", "vzw", "ivzw", "asbl", "aisbl", "cv", "cvba", "sc",
    "scrl", "scs", "snc", "vof", "gcv", "commv", "comm v",
)  # fmt: skip
# Letters that carry no accent to take away, and yet are written both ways.
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
NAMES_KEPT = 1 << 15  # distinct texts remembered: suppliers recur from line to line

_NO_WORD = re.compile(r"[\W_]+")
_FORMS = "|".join(sorted({spelling for form in LEGAL_FORMS for spelling in (form, " ".join(form.replace(" ", "")))}))
_FORMS_AT_END = re.compile(rf"(?: (?:{_FORMS}))+$")


@lru_cache(maxsize=NAMES_KEPT)
def normal_name(text: str) -> str:
    """Case, accents, punctuation and a legal form at the end make no difference: "Théâtre du Sud, a.s.b.l." is
    "theatre du sud". A name that is nothing but a legal form keeps it. Empty where there is no letter or digit.
    """
    plain = text.lower() if text.isascii() else _unaccented(text)
    return _FORMS_AT_END.sub("", _NO_WORD.sub(" ", plain).strip())


def _unaccented(text: str) -> str:
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold().translate(LIGATURES))
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def normal_number(text: str) -> str:
    """Letters and digits only, upper-case, zeros kept: "f2019/0457" is "F20190457". Empty where there is none."""
    if text.isascii() and text.isalnum():
        return text.upper()
    whole = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return _NO_WORD.sub("", whole.upper())
