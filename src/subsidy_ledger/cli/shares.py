"""A share of a line as it is typed: 60%."""

from __future__ import annotations

from fractions import Fraction

from subsidy_ledger.errors import WrongUse


def fraction(share: str | None) -> Fraction:
    """Between 0 and 100 %, "60%" or "33.33 %"; the whole line when nothing is said."""
    if share is None:
        return Fraction(1)
    text = share.strip().removesuffix("%").strip().replace(",", ".")
    try:
        found = Fraction(text) / 100
    except (ValueError, ZeroDivisionError):
        found = Fraction(-1)
    if not 0 <= found <= 1 or "/" in text:
        raise WrongUse(
            "share-unreadable", '"{share}" is no share; write a percentage up to 100%, such as 60%.', share=share
        )
    return found
