"""Money is an integer number of cents; nothing here or above ever makes a float of it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction


def split(cents: int, weights: Sequence[int | Fraction]) -> list[int]:
    """Parts of `cents` in proportion to `weights` (none negative, not all zero) that add up to the cent.

    Largest remainder; ties go to the earlier weight. split(-x) is -split(x).
    """
    total = sum(weights, Fraction(0))
    if total <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("weights must not be negative, and one must be positive")
    sign = -1 if cents < 0 else 1
    exact = [abs(cents) * Fraction(weight) / total for weight in weights]
    parts = [int(value) for value in exact]
    missing = abs(cents) - sum(parts)
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in by_remainder[:missing]:
        parts[i] += 1
    return [sign * part for part in parts]


def portion(cents: int, share: Fraction) -> int:
    """`share` of `cents`, rounded half away from zero."""
    exact = abs(cents) * share
    rounded = int(exact + Fraction(1, 2))
    return -rounded if cents < 0 else rounded


def to_text(cents: int) -> str:
    """Cents as euros with two decimals and a point, as the machine formats show them: -1234 is "-12.34"."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def to_grouped(cents: int) -> str:
    """As `to_text`, thousands apart by a space: 189643960 is "1 896 439.60"."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100:,}".replace(",", " ") + f".{abs(cents) % 100:02d}"


def to_decimal(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


def from_text(text: str) -> int:
    """Cents of an amount written with a point and at most two decimals ("1896439.60", "-12", "1 000.5").

    Raises ValueError for anything else: a comma, three decimals, an exponent.
    """
    plain = text.strip().replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    if not plain.lstrip("+-").replace(".", "", 1).isdigit() or not plain.isascii():
        raise ValueError(text)
    try:
        cents = Decimal(plain).scaleb(2)
    except InvalidOperation:
        raise ValueError(text) from None
    if cents != cents.to_integral_value():
        raise ValueError(text)
    return int(cents)


def used_percent(spent: int, allocated: int) -> str | None:
    """Spent as a percentage of allocated, one decimal, half up (away from zero); None where nothing is allocated."""
    if allocated == 0:
        return None
    tenths = portion(1000 * (1 if spent >= 0 else -1), Fraction(abs(spent), allocated))
    sign = "-" if tenths < 0 else ""
    return f"{sign}{abs(tenths) // 10}.{abs(tenths) % 10}"
