"""A figure of two years side by side: by code, and by supplier and budget article; each adds up to both figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from subsidy_ledger.domain.agreement import Target
from subsidy_ledger.domain.articles import article_codes
from subsidy_ledger.domain.expenses import Expense, Share
from subsidy_ledger.domain.figures import Figure
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.names import comparable_name
from subsidy_ledger.domain.sentences import Phrases

Kind = Literal["new", "gone", "larger", "smaller", "same"]
KINDS: Final[Phrases] = {"new": "new", "gone": "gone", "larger": "larger", "smaller": "smaller", "same": "the same"}
Part = tuple[Expense, Share]


@dataclass(frozen=True, slots=True)
class Side:
    """What a code or a supplier has in each of the two years: cents, and the numbers of the lines."""

    cents: tuple[int, int]
    lines: tuple[tuple[int, ...], tuple[int, ...]]

    @property
    def difference(self) -> int:
        return self.cents[1] - self.cents[0]

    @property
    def kind(self) -> Kind:
        """Lines that come to nothing together are there all the same, so they are not gone."""
        if not self.lines[0]:
            return "new"
        if not self.lines[1]:
            return "gone"
        return "same" if not self.difference else "larger" if self.difference > 0 else "smaller"


@dataclass(frozen=True, slots=True)
class OfSupplier:
    """A supplier, as the last of its lines writes it, and a budget article; None where the lines have none."""

    supplier: str | None
    article: str | None
    side: Side


@dataclass(frozen=True, slots=True)
class TwoYears:
    """A figure of two years. `codes` are in the order of the agreement, None is what is untagged.

    `suppliers` come by what they differ most. `allocated` is of its envelopes; None where the figure has none.
    """

    figure: Figure
    years: tuple[int, int]
    whole: Side
    codes: tuple[tuple[Target | None, Side], ...]
    suppliers: tuple[OfSupplier, ...]
    allocated: tuple[int, int] | None


def two_years(ledger: Ledger, figure: Figure, years: tuple[int, int]) -> TwoYears:
    """Every live claimed share of the figure in both years, however it is grouped."""
    parts = [
        (e, s) for e in ledger.claiming() if e.details.year in years for s in e.shares if s.code in figure.codes
    ]  # fmt: skip
    by_code: dict[str | None, list[Part]] = defaultdict(list)
    by_supplier: dict[tuple[str, str], list[Part]] = defaultdict(list)
    for expense, share in parts:
        by_code[share.code].append((expense, share))
        details = expense.details
        key = comparable_name(details.supplier or ""), _article(details.budget_article or "")
        by_supplier[key].append((expense, share))
    named = [*ledger.agreement.targets.values(), None]
    codes = tuple((t, _side(by_code[code], years)) for t in named if (code := t.code if t else None) in by_code)
    suppliers = [
        OfSupplier(
            max(held, key=lambda part: part[0].number)[0].details.supplier, article or None, _side(held, years)
        )
        for (_, article), held in by_supplier.items()
    ]  # fmt: skip
    suppliers.sort(key=lambda of: (-abs(of.side.difference), of.supplier or "", of.article or ""))
    allocated = None
    if figure.grants:
        first, second = (sum(ledger.allocated(grant, year) or 0 for grant in figure.grants) for year in years)
        allocated = (first, second)
    return TwoYears(figure, years, _side(parts, years), codes, tuple(suppliers), allocated)


def _article(text: str) -> str:
    """The year in front of an article, and how it is glued together, make no difference."""
    codes = article_codes(text)
    return f"{codes[0]}/{codes[1][:3]}-{codes[1][3:]}" if codes else text.strip()


def _side(parts: Iterable[Part], years: tuple[int, int]) -> Side:
    cents, lines = [0, 0], (list[int](), list[int]())
    for expense, share in parts:
        place = years.index(expense.details.year)
        cents[place] += share.cents
        lines[place].append(expense.number)
    first, second = (tuple(sorted(set(found))) for found in lines)
    return Side((cents[0], cents[1]), (first, second))
