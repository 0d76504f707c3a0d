"""Confidence factors: how many errors there may be where so many were found, at 95 %, after Poisson."""

from __future__ import annotations

from decimal import Decimal, localcontext
from functools import cache

RISK = Decimal("0.05")
PRECISION = 50


@cache
def factor(errors: int) -> int:
    """In hundredths: the least at which so few errors, or fewer, are found with a chance of 5 % at most.

    These are the factors of the published tables, which round up too: 3.00, 4.75, 6.30, 7.76, 9.16 …
    """
    low, high = 0, 400 + 200 * errors
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if _chance(errors, middle) <= RISK else (middle + 1, high)
    return low


def _chance(errors: int, hundredths: int) -> Decimal:
    """That a Poisson variable of this mean is `errors` or less."""
    with localcontext() as context:
        context.prec = PRECISION
        mean, term, total = Decimal(hundredths) / 100, Decimal(1), Decimal(1)
        for n in range(1, errors + 1):
            term = term * mean / n
            total += term
        return total * (-mean).exp()
