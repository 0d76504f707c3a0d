"""How alike two suppliers' names are; the one place of this room that knows the library that measures it."""

from __future__ import annotations

from functools import lru_cache

from subsidy_ledger.domain.names import NAMES_KEPT, likeness


@lru_cache(maxsize=NAMES_KEPT)
def alike(one: str, other: str) -> int:
    """Likeness of two names, of 100, whatever the order of their words; see `domain.names.likeness`."""
    from rapidfuzz.fuzz import token_sort_ratio

    return likeness(one, other, token_sort_ratio)
