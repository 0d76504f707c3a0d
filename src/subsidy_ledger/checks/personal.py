"""Personal data that has no business in a ledger: national register numbers in texts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from subsidy_ledger.checks.check import Found, check
from subsidy_ledger.domain.expenses import Details
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.names import NAMES_KEPT
from subsidy_ledger.domain.sentences import say

# 85.07.30-033 28, or the same without points: date of birth, serial number, two control digits.
NUMBER = re.compile(
    r"(?<![0-9])(?<![0-9][ ./-])([0-9]{2})[ .-]?([0-9]{2})[ .-]?([0-9]{2})[ .-]{0,3}([0-9]{3})[ .-]?([0-9]{2})"
    r"(?![0-9])(?![ ./-][0-9])",
    re.ASCII,
)
MONTHS_ADDED = (0, 20, 40)  # numbers of people who are not in the register have 20 or 40 added to the month
MODULUS = 97


@check(
    "personal-data",
    severity="warning",
    title="A national register number stands in a text",
    ground="The law on the national register of 8 August 1983, and the principle of data minimisation of the GDPR "
    "(art. 5): the number may be used by those only who are authorised to, and no claim needs it.",
    remedy="Correct the lines (ledger correct LINE --description … --reason …), so that lists and workbooks no longer "
    "show it, and ask for an export without it. The file as delivered keeps it: tell the data protection officer.",
)
def personal_data(ledger: Ledger) -> Iterator[Found]:
    """Finds, for each year, the lines with a national register number in the supplier, the description, the project or
    another text.

    Why: whoever is sent a list or a workbook would be sent somebody's number too.

    How: eleven figures, with or without points, dashes and blanks, that begin with a date of birth and whose last two
    are the right control digits, for a birth before 2000 or from then on. So not every number of eleven figures is
    one: of those that are none, about one in a thousand looks like it. Lines of every entity are looked at, evidence
    too. The number itself is never repeated, and no euros are at stake. One finding a year.

    Edge: a number inside a longer one is none. A line that was taken back is left out: it stays recorded, and is in no
    list of what is claimed.
    """
    lines: dict[int, list[int]] = defaultdict(list)
    for expense in ledger.live():
        if any(text and holds_register_number(text) for text in _texts(expense.details)):
            lines[expense.details.year].append(expense.number)
    for year, numbers in lines.items():
        yield Found(
            str(year),
            year,
            0,
            say(
                "A national register number stands in the texts of {year} (lines: {count}, the first is {line}). Take "
                "it out, and ask for an export without it.",
                year=str(year), count=len(numbers), line=min(numbers),
            ),
            expenses=numbers,
        )  # fmt: skip


def _texts(details: Details) -> tuple[str | None, ...]:
    """The texts that people write; numbers of documents, accounts and payments have rules of their own."""
    return details.supplier, details.description, details.project, details.category, details.payer, details.supplier_no


@lru_cache(maxsize=NAMES_KEPT)
def holds_register_number(text: str) -> bool:
    """Whether a national register number stands in the text."""
    return any(_is_register_number(*found.groups()) for found in NUMBER.finditer(text))


def _is_register_number(year: str, month: str, day: str, serial: str, control: str) -> bool:
    """Independent of the day on which it is asked: a library would not know births of years to come."""
    is_date = any(0 <= int(month) - added <= 12 for added in MONTHS_ADDED) and int(day) <= 31
    if not is_date or not 1 <= int(serial) <= 998:
        return False
    first = year + month + day + serial
    return int(control) in (_control(first), _control("2" + first))


def _control(digits: str) -> int:
    """97 less the remainder, so 97 where there is none; a 2 stands in front for births from 2000 on."""
    return MODULUS - int(digits) % MODULUS
