"""What the errors found in a sample say of the whole population: projected error, and its upper limit at 95 %.

In the lower stratum an error stands for its share of a whole interval (its *tainting*); in the strata taken whole it
stands for itself. The upper limit adds the basic allowance, for the errors nobody found, and an incremental one for
each that was found, the worst tainting first (Stringer's bound).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from subsidy_ledger.domain.confidence import factor
from subsidy_ledger.domain.money import portion
from subsidy_ledger.domain.samples import Chosen, Drawn


@dataclass(frozen=True, slots=True)
class Projected:
    """One error. `error` is what is deducted of the line; outside the lower stratum `projected` is the same.

    `tainting` is the error as a part of the line, `allowance` what it adds to the upper limit beyond `projected`.
    """

    chosen: Chosen
    error: int
    tainting: Fraction
    projected: int
    allowance: int = 0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """`errors` in the order in which they count: the worst tainting of the lower stratum first, then the others."""

    errors: tuple[Projected, ...]
    basic: int

    @property
    def found(self) -> int:
        """What was deducted in the lines of the sample."""
        return sum(e.error for e in self.errors)

    @property
    def projected(self) -> int:
        """The most likely error of the population."""
        return sum(e.projected for e in self.errors)

    @property
    def incremental(self) -> int:
        return sum(e.allowance for e in self.errors)

    @property
    def limit(self) -> int:
        """With 95 % confidence the error of the population is not more than this."""
        return self.projected + self.basic + self.incremental


def evaluate(drawn: Drawn, deductions: Mapping[int, int]) -> Evaluation:
    """`deductions` are cents by line number, none below zero; lines of the sample without one have no error."""
    wrong = [(c, deductions[c.line]) for c in drawn.chosen if deductions.get(c.line)]
    tainted = sorted(
        ((c, cents) for c, cents in wrong if c.stratum == "interval"),
        key=lambda pair: (-Fraction(pair[1], pair[0].cents), pair[0].line),
    )
    lower = (_in_lower(drawn.interval, rank, c, cents) for rank, (c, cents) in enumerate(tainted, start=1))
    whole = (Projected(c, cents, Fraction(cents, abs(c.cents)), cents) for c, cents in wrong if c.stratum != "interval")
    return Evaluation((*lower, *whole), _up(Fraction(factor(0) * drawn.interval, 100)))


def _in_lower(interval: int, rank: int, chosen: Chosen, cents: int) -> Projected:
    tainting = Fraction(cents, chosen.cents)
    more = Fraction(factor(rank) - factor(rank - 1) - 100, 100)
    return Projected(chosen, cents, tainting, portion(interval, tainting), _up(more * tainting * interval))


def _up(cents: Fraction) -> int:
    """Rounded up to the cent: a limit is never less than it must be."""
    return -(-cents.numerator // cents.denominator)
