"""How a line is divided over codes: shares always sum to the line, to the cent."""

from __future__ import annotations

from fractions import Fraction

from subsidy_ledger.domain.expenses import Share
from subsidy_ledger.domain.money import portion, split

WHOLE = Fraction(1)


def whole(amount: int, code: str | None) -> tuple[Share, ...]:
    """The whole line on one code (None: nobody tagged it)."""
    return (Share(code, amount),)


def retagged(shares: tuple[Share, ...], code: str, fraction: Fraction = WHOLE) -> tuple[Share, ...]:
    """The same money with `fraction` of it on `code`; the rest keeps its other tags in proportion.

    Sets the part of `code`, never adds to it. Where no other tag is left to keep the rest, it is untagged.
    """
    amount = sum(share.cents for share in shares)
    named = portion(amount, fraction)
    others = [share for share in shares if share.code != code and share.cents]
    rest = _spread(amount - named, others or [Share(None, amount)])
    return in_order([Share(code, named), *rest])


def rescaled(shares: tuple[Share, ...], amount: int) -> tuple[Share, ...]:
    """The same proportions over another amount, as a correction needs them."""
    return in_order(_spread(amount, list(in_order(shares))))


def mirrored(shares: tuple[Share, ...]) -> tuple[Share, ...]:
    """The shares of the reversal: every cent taken back from where it was."""
    return tuple(Share(share.code, -share.cents) for share in shares)


def _spread(amount: int, shares: list[Share]) -> list[Share]:
    ordered = list(in_order(shares))
    weights = [abs(share.cents) for share in ordered]
    parts = split(amount, weights if any(weights) else [1])  # of parts of nothing `in_order` leaves one
    return [Share(share.code, part) for share, part in zip(ordered, parts, strict=True)]


def in_order(shares: list[Share] | tuple[Share, ...]) -> tuple[Share, ...]:
    """Code order, untagged last; parts of nothing are dropped unless nothing else is left."""
    ordered = sorted(shares, key=lambda share: (share.code is None, share.code or ""))
    return tuple(share for share in ordered if share.cents) or tuple(ordered[:1])
