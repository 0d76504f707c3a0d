"""What is held once, and what a ledger begins with."""

from __future__ import annotations

from subsidy_ledger.domain.drafts import Head
from subsidy_ledger.domain.sharing import VALUES_KEPT, Shared


def test_equal_texts_are_held_once() -> None:
    """Lost otherwise: a list of a hundred thousand rows would hold one supplier as often."""
    shared = Shared()
    first = "".join(("Ze", "nne"))
    assert shared(first) is first
    assert shared("".join(("Zen", "ne"))) is first
    many = [shared(f"{n}") for n in range(VALUES_KEPT + 5)]
    assert many == [f"{n}" for n in range(VALUES_KEPT + 5)]


def test_the_chain_of_a_new_ledger_begins_with_nothing() -> None:
    """Lost otherwise: the first line would not be number 1, and no digest could be worked out again by hand."""
    assert Head() == Head(0, "0" * 64, 1, 1, 1)
