"""The years a description speaks of: "december 2019", "Q4 2019", "2018-2019", "01/12/2019", or just "2019"."""

from __future__ import annotations

import re
from functools import lru_cache

from subsidy_ledger.domain.names import NAMES_KEPT

# Two years in a row, as in a school year.
_SPAN = re.compile(r"(?<![\w/.-])(20\d\d)\s?[-/–]\s?((?:20)?\d\d)(?![\w])(?![/.-]\d)", re.ASCII)
# A year by itself or behind a day, a month or a quarter; not inside a number such as 2019/0457, F2019 or 2019,00, and
# not Antwerp's postcode.
_YEAR = re.compile(r"(?<!\w)(?<!\d{3}[/.-])(20\d\d)(?!\w)(?![/-]\d{3})(?![.,]\d)(?!\s+(?i:antwerp|anvers))", re.ASCII)


@lru_cache(maxsize=NAMES_KEPT)
def years_named(text: str) -> frozenset[int]:
    """The years that the text names; none for numbers of documents that only begin or end like a year."""
    found: set[int] = set()
    for span in _SPAN.finditer(text):
        first, last = int(span[1]), int(span[2] if len(span[2]) == 4 else span[1][:2] + span[2])
        if last == first + 1:
            found |= {first, last}
    return frozenset(found | {int(year[1]) for year in _YEAR.finditer(text)})
