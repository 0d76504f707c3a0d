"""Equal texts and days held once: a list says the same supplier, article and day thousands of times."""

from __future__ import annotations

from typing import Any, Final, TypeVar

# More different values than these are not remembered: what recurs, recurs soon.
VALUES_KEPT: Final = 20_000

T = TypeVar("T")


class Shared:
    """Gives for each value the equal one that came before, so that one of the two need not be kept."""

    def __init__(self) -> None:
        self._held: dict[Any, Any] = {}

    def __call__(self, value: T) -> T:
        held = self._held
        if len(held) > VALUES_KEPT:
            held.clear()
        found: T = held.setdefault(value, value)
        return found
