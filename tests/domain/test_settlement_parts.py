"""Every figure of a settlement is what its lines, receipts and allocations add up to, to the cent."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

from ledger_builders import YEAR, ledger_of
from settlement_cases import MONEY, cases
from subsidy_ledger.domain.parts import cents_of
from subsidy_ledger.domain.receipts import Receipt
from subsidy_ledger.domain.records import Allocation
from subsidy_ledger.domain.settlement import Figures, GrantSettlement, settlement
from subsidy_ledger.domain.settlement_parts import FIGURES, parts_of
from subsidy_ledger.domain.submitted import Ruling, Submission, SubmittedShare

Case = tuple[list[SubmittedShare], list[Ruling]]


def settled(case: Case, granted: int, received: int) -> tuple[GrantSettlement, dict[str, int]]:
    """One grant, revised once and paid in two instalments, and what its parts add up to by figure."""
    shares, rulings = case
    ledger = ledger_of(
        [],
        submissions=(Submission(1, "general", YEAR, 1, "", tuple(shares), 1),),
        rulings=tuple(rulings),
        receipts=(
            Receipt(1, "general", YEAR, received + 5, date(2020, 1, 1), "a"),
            Receipt(2, "general", YEAR, -5, date(2020, 2, 1), "b"),
        ),
        allocations=(
            Allocation("general", YEAR, 1, 70_000, "council", 1), Allocation("general", YEAR, 2, granted, "decree", 1),
        ),
    )  # fmt: skip
    held = settlement(ledger, YEAR).grants[0]
    return held, {figure: cents_of(parts_of(ledger, held, YEAR, figure)) for figure in FIGURES}


def of(figures: Figures) -> dict[str, int]:
    return {name: getattr(figures, name) for name in FIGURES if name != "reduced"}


@settings(max_examples=150)
@given(cases(), MONEY, MONEY)
def test_the_parts_of_every_figure_add_up_to_it(case: Case, granted: int, received: int) -> None:
    """Lost otherwise: a balance to receive would be explained by lines that come to another amount."""
    held, summed = settled(case, granted, received)
    assert of(held.figures) == {name: cents for name, cents in summed.items() if name != "reduced"}
    assert summed["reduced"] == sum(
        line.rejected for line in held.lines if line.ruling and line.ruling.act == "reduce" and not line.is_spare
    )


@pytest.mark.parametrize(("figure", "parts"), [
    ("balance", [("line", 300), ("receipt", -205), ("receipt", 5)]),
    ("recovery", [("receipt", 205), ("receipt", -5), ("line", -300), ("floor", 100)]),
    ("granted", [("allocation", 70_000), ("allocation", -69_000)]),
    ("spare_left", [("line", 200)]),
])  # fmt: skip
def test_what_a_rule_leaves_out_is_a_part_of_its_own(figure: str, parts: list[tuple[str, int]]) -> None:
    """Lost otherwise: nobody could see why a recovery is nothing although money was received."""
    shares = [SubmittedShare(1, "G2.1", 300), SubmittedShare(2, "G2.1", 200), SubmittedShare(3, "G2.1", 900, True)]
    rulings = [Ruling(1, 1, "accept", 300, 300, "", 1), Ruling(1, 2, "reject", 200, 0, "private", 1)]
    held, _ = settled((shares, rulings), 1_000, 200)
    ledger = ledger_of([], allocations=(
        Allocation("general", YEAR, 2, 1_000, "decree", 1), Allocation("general", YEAR, 1, 70_000, "council", 1),
        Allocation("general", YEAR - 1, 1, 5, "council", 1), Allocation("radicalisation", YEAR, 1, 7, "council", 1),
    ))  # fmt: skip
    assert [(part.kind, part.cents) for part in parts_of(ledger, held, YEAR, figure)] == parts
    # A part of nothing is none.
    assert parts_of(ledger, held, YEAR, "spare_used") == ()
    with pytest.raises(KeyError):
        parts_of(ledger, held, YEAR, "figure")
