"""Every figure of the transfers is what its lines, on the city's side and the zone's, add up to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_builders import YEAR, expense, ledger_of, mixed_ledger
from subsidy_ledger.domain.expenses import Expense, Share
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.parts import cents_of
from subsidy_ledger.domain.proof import sides
from subsidy_ledger.domain.records import Contribution
from subsidy_ledger.domain.transfer_parts import FIGURES, parts_of


@settings(max_examples=30, deadline=None)
@given(lines=st.integers(0, 60), seed=st.integers(0, 1_000_000), due=st.none() | st.integers(0, 9_000_00))
def test_the_parts_of_every_figure_add_up_to_it(lines: int, seed: int, due: int | None) -> None:
    """Lost otherwise: what is proven would be explained by lines that come to another amount."""
    contributions = () if due is None else (Contribution(YEAR, 1, due, "council", "", 1),)
    ledger = replace(mixed_ledger(lines, seed), contributions=contributions)
    for side in sides(ledger, YEAR):
        for figure in FIGURES:
            assert cents_of(parts_of(ledger, side, figure)) == (getattr(side, figure) or 0), (side, figure)


def claimed(*cents: int) -> tuple[Expense, ...]:
    """Lines on a transfer for a project, the last first."""
    return tuple(expense(n, each, "G1.1") for n, each in sorted(enumerate(cents, 1), reverse=True))


def parts(ledger: Ledger, figure: str) -> list[tuple[int | None, int]]:
    side = next(side for side in sides(ledger, YEAR) if side.code == "G1.1")
    return [(part.number, part.cents) for part in parts_of(ledger, side, figure)]


def test_the_lines_of_a_figure_stand_by_number_without_parts_of_nothing() -> None:
    """Lost otherwise: the same transfers would be listed in the order of reading, with lines that add nothing."""
    mixed = replace(expense(4, 9, None), shares=(Share("G1.1", 0), Share("G2.1", 9)))
    assert parts(ledger_of([mixed, *claimed(5, 6, 7)]), "claimed") == [(1, 5), (2, 6), (3, 7)]


@pytest.mark.parametrize(
    ("cents", "proven"),
    [((1,), []), ((5, -5), [(1, 5), (2, -5)]), ((5, -6), [(1, 5), (2, -6)]), ((5, -4), [])],
)
def test_what_claims_nothing_needs_no_proof(cents: tuple[int, ...], proven: list[tuple[int | None, int]]) -> None:
    """Lost otherwise: a transfer and its correction would stand open for ever, or a cent be proven by nothing."""
    ledger = ledger_of(claimed(*cents))
    assert parts(ledger, "proven") == proven
    left = sum(cents) if not proven else 0
    assert sum(each for _, each in parts(ledger, "open")) == left


def test_a_figure_that_transfers_do_not_have_is_a_fault_of_ours() -> None:
    """Lost otherwise: a figure mistyped in the program would be explained by nothing."""
    with pytest.raises(KeyError):
        parts(ledger_of(claimed(5)), "recovery")
