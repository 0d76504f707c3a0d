"""The formulas of the reconciliation workbook, with names in place of addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from subsidy_ledger.domain.agreement import Agreement
from subsidy_ledger.domain.sentences import Phrase
from subsidy_ledger.reports.reconciliation.book import Formula

UNTAGGED = "(untagged)"
NO_TRANSFER = "none"
UNDECIDED = "undecided"

# What a spreadsheet can only take for a text: a letter or two before a digit (G1.1), or letters alone (general).
_PLAIN_CODE = re.compile(r"[A-Za-z]{1,2}[0-9][0-9A-Za-z.-]*|[A-Za-z]+(?:-[A-Za-z]+)*")
_LOGICAL = frozenset({"true", "false", "waar", "onwaar", "vrai", "faux"})


class Sums:
    """Conditional sums over lists: SUMIFS where the codes allow it.

    SUMIFS reads its criteria as a person would type them: "1.1" also finds "1.10", "5-1" is a date, "g1" finds "G1".
    An agreement with such codes gets sums that compare texts exactly.
    """

    def __init__(self, agreement: Agreement) -> None:
        self.exact = not _are_plain(agreement.targets)

    def where(self, amounts: str, equal: Mapping[str, str], unequal: Mapping[str, str] | None = None) -> str:
        """Sum of `amounts` (a column) where other columns equal, or differ from, a cell or a quoted text."""
        return rounded(self._sum(amounts, equal, unequal or {}))

    def decided(self, key: str, other: str, equal: Mapping[str, str]) -> str:
        """What the auditor accepted (or deducted): as typed, else the share less what is typed beside it."""
        typed = self._sum(f"{{expenses.{key}}}", equal)
        rest = (self._sum(f"{{expenses.{column}}}", equal, only=other, empty=key) for column in ("share", other))
        return rounded(f"{typed}+{'-'.join(rest)}")

    def _sum(
        self, amounts: str, equal: Mapping[str, str], unequal: Mapping[str, str] | None = None,
        *, only: str = "", empty: str = "",
    ) -> str:  # fmt: skip
        """`only` names a column of Expenses that must be filled in, `empty` one that must not."""
        filled, blank = (f"{{expenses.{column}}}" for column in (only, empty))
        if self.exact:
            factors = [f"EXACT({column},{value})" for column, value in equal.items()]
            factors += [f"(1-EXACT({column},{value}))" for column, value in (unequal or {}).items()]
            factors += [f"(1-ISBLANK({filled}))*ISBLANK({blank})"] if only else []
            return f"SUMPRODUCT({'*'.join(factors)}*{amounts})"
        criteria = [f"{column},{value}" for column, value in equal.items()]
        criteria += [f'{column},"<>"&{value}' for column, value in (unequal or {}).items()]
        criteria += [f'{filled},"<>",{blank},"="'] if only else []
        return f"SUMIFS({amounts},{','.join(criteria)})"


def _are_plain(codes: Iterable[str]) -> bool:
    found = list(codes)
    distinct = len({code.casefold() for code in found}) == len(found)
    return distinct and all(_PLAIN_CODE.fullmatch(code) and code.casefold() not in _LOGICAL for code in found)


def rounded(expression: str) -> str:
    """To the cent, so that no dust of binary fractions can show."""
    return f"ROUND({expression},2)"


def worded(phrase: Phrase) -> str:
    """A phrase inside a formula, to be said in the language of the workbook."""
    return "{'" + phrase + "'}"


def quoted(text: str) -> str:
    """A text inside a formula."""
    return '"' + text.replace('"', '""') + '"'


def total(*cells: str) -> Formula:
    """The sum of cells, ranges or columns."""
    return Formula(rounded(f"SUM({','.join(cells)})"))


def minus(first: str, second: str) -> Formula:
    return Formula(rounded(f"{first}-{second}"))


def used(spent: str, allocated: str, if_none: Phrase) -> Formula:
    """The used part, to a tenth of a per cent; a text where nothing is allocated."""
    return Formula(f"IF({allocated}=0,{worded(if_none)},ROUND({spent}/{allocated},3))", if_none)
