"""Every figure of the transfers is what its lines, on the city's side and the zone's, add up to."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_builders import YEAR, mixed_ledger
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
