"""Whether a line pays the police zone: by its payee's name, account or enterprise number, or by its budget article."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import Literal

from subsidy_ledger.domain.agreement import Zone
from subsidy_ledger.domain.articles import article_codes
from subsidy_ledger.domain.expenses import Details
from subsidy_ledger.domain.names import normal_number
from subsidy_ledger.domain.payers import Names

Proof = Literal["name", "account", "enterprise number", "budget article"]


class ZonePayee:
    """The police zone as the agreement describes it; every distinct text is looked at once."""

    def __init__(self, zone: Zone) -> None:
        self._names = Names(zone.names)
        self._accounts = frozenset(filter(None, map(normal_number, zone.ibans)))
        self._enterprises = frozenset(filter(None, map(_enterprise, zone.enterprise_numbers)))
        self._patterns = tuple(map(_pattern, zone.budget_articles))
        self._articles: dict[str, bool] = {}

    def proof(self, details: Details) -> Proof | None:
        """What shows that the line pays the zone, the payee before the budget article; None where nothing does."""
        if self._names.found_in(details.supplier):
            return "name"
        if details.iban and normal_number(details.iban) in self._accounts:
            return "account"
        if details.supplier_no and _enterprise(details.supplier_no) in self._enterprises:
            return "enterprise number"
        return "budget article" if self._has_article(details.budget_article) else None

    def _has_article(self, text: str | None) -> bool:
        if not text:
            return False
        if text not in self._articles:
            codes = article_codes(text)
            self._articles[text] = codes is not None and any(
                fnmatchcase(codes[0], function) and fnmatchcase(codes[1], economic)
                for function, economic in self._patterns
            )
        return self._articles[text]


def _enterprise(text: str) -> str:
    """Digits only, without the zero in front that a spreadsheet may have dropped."""
    return "".join(re.findall("[0-9]", text)).lstrip("0")


def _pattern(text: str) -> tuple[str, str]:
    """A pattern such as "330*/435-01" as one for the function and one for the economic code."""
    function, slash, economic = text.rpartition("/")
    return (function.strip() if slash else "*"), re.sub("[^0-9*?]", "", economic)
