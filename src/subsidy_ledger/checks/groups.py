"""Things that belong together, from pairs that do."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

T = TypeVar("T", bound=Hashable)


def leaders(pairs: Iterable[tuple[T, T]], may_join: Callable[[T, T], bool] | None = None) -> dict[T, T]:
    """The smallest member of each one's group, for every member of a pair.

    With `may_join` two groups become one only where it holds for their leaders, so that a chain of small differences
    does not end in a group of strangers.
    """
    leader: dict[T, T] = {}

    def find(member: T) -> T:
        while leader[member] != member:
            leader[member] = leader[leader[member]]
            member = leader[member]
        return member

    for one, other in pairs:
        leader.setdefault(one, one)
        leader.setdefault(other, other)
        first, second = sorted((find(one), find(other)), key=_order)
        if first != second and (may_join is None or may_join(first, second)):
            leader[second] = first
    return {member: find(member) for member in leader}


def _order(member: Any) -> Any:
    return member
