"""Headings such as "Bedrag (x 1000)" or "Montant (k€)": what each number of the column stands for."""

from __future__ import annotations

import re
from functools import lru_cache

EURO = r"(?:€|eur(?:os?)?\b)"
OF_EUROS = rf"(?: ?(?:d['’e] ?|of |van )?{EURO})?"
WORDS = {
    1_000: r"duizend(?:en|tallen)?|milliers?|thousands?|dzd",
    1_000_000: r"miljoen(?:en)?|millions?|mio|mln",
}
SHORT = {1_000: r"[kt]", 1_000_000: r"m(?:io|ln)?\.?"}
DIGITS = {1_000: r"1[ .,'’]?000", 1_000_000: r"1(?P<mark>[ .,'’]?)000(?P=mark)000"}
# In figures only where "x" or "in" stands before them, or euros behind: "Artikel 1000" is no factor.
INTO = r"(?:[x×*] ?|(?<=in )|(?<=en )|(?<=par )|(?<=per )|(?=1[ .,'’]?000[ .,'’0]* ?(?:€|eur)))"


def _pattern(factor: int) -> re.Pattern[str]:
    figures = rf"(?<![\w.,'’]){INTO}{DIGITS[factor]}(?![\d.,'’])(?! \d){OF_EUROS}"
    words = rf"(?<!\w)(?:{WORDS[factor]})(?!\w){OF_EUROS}"
    short = rf"(?<!\w){SHORT[factor]} ?{EURO}|{EURO} ?(?:{SHORT[factor]})(?!\w)"
    return re.compile(rf"(?:(?<!\w)(?:in|en|per|par|x|×|\*) ?)?(?:{figures}|{words}|{short})", re.IGNORECASE)


PATTERNS = {factor: _pattern(factor) for factor in (1_000_000, 1_000)}
# In a title above the table a word alone says nothing: it may be about anything.
INTRODUCED = re.compile(r"(?<!\w)(?:in|en|x|×|\*)\W? ?$|[(\[] ?$", re.IGNORECASE)


@lru_cache(maxsize=4096)
def split_factor(heading: str) -> tuple[int, str]:
    """The factor of a heading, 1 where it names none, and the heading without the words for it."""
    text = heading.translate({0xA0: " ", 0x202F: " "})
    for factor, pattern in PATTERNS.items():
        if (found := pattern.search(text)) is not None:
            return factor, " ".join((text[: found.start()] + " " + text[found.end() :]).split())
    return 1, heading


def factor_in_title(text: str) -> bool:
    """Whether a text above the table says that its amounts are in thousands or millions."""
    text = text.translate({0xA0: " ", 0x202F: " "})
    for pattern in PATTERNS.values():
        for found in pattern.finditer(text):
            begins = re.match(r"(?:in|en|x|×|\*)(?!\w)", found[0], re.IGNORECASE)
            if begins or INTRODUCED.search(text[: found.start()]):
                return True
    return False
