"""References of formulas when rows are put into a template: as Excel moves them, and totals that never fall short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy_ledger.importing.marking.template_refs import Block, carried, moved, named_in, shared

# Rows 8 to 12 are prepared, five are put in before the last of them.
BLOCK = Block(8, 12, 12, 5)


@pytest.mark.parametrize(
    ("formula", "then"),
    [
        ("SUM(C8:C12)", "SUM(C8:C17)"),
        ("SUM($C$8:$C$12)/$D$13", "SUM($C$8:$C$17)/$D$18"),
        ("'Uit gaven'!C13+Uitgaven!C13", "'Uit gaven'!C13+Uitgaven!C18"),
        ('"C13"&C13&LOG10(C13)', '"C13"&C18&LOG10(C18)'),
        (
            "Tabel[[#This Row],[C13]]+[1]Uitgaven!C13+my.C13+x_C13",
            "Tabel[[#This Row],[C13]]+[1]Uitgaven!C13+my.C13+x_C13",
        ),
        ("SUM(C:C)+$8:$13", "SUM(C:C)+$8:$18"),
        ("C7+C11", "C7+C11"),
    ],
)
def test_a_formula_outside_of_the_rows_follows_them(formula: str, then: str) -> None:
    """Lost otherwise: the total would miss the rows that were put in, or count a cell of another sheet."""
    assert moved(formula, BLOCK, "Uitgaven", here=True) == then


def test_a_formula_of_another_sheet_moves_where_it_names_this_one() -> None:
    """Lost otherwise: the cover would repeat the amount of a line for the total."""
    assert moved("C13+Uitgaven!C13+'UITGAVEN'!C8:C12", BLOCK, "Uitgaven", here=False) == (
        "C13+Uitgaven!C18+'UITGAVEN'!C8:C17"
    )


@pytest.mark.parametrize(
    ("formula", "then"),
    [
        ("C12*D12", "C17*D17"), ("F11+E12", "F16+E17"), ("SUM(E$8:E12)", "SUM(E$8:E17)"),
        ("E12/SUM(E$8:E$12)", "E17/SUM(E$8:E$17)"), ("E12/E13*C$2", "E17/E18*C$2"),
    ],
)  # fmt: skip
def test_a_formula_of_a_row_goes_on_with_its_own_row(formula: str, then: str) -> None:
    """Lost otherwise: every row that was put in would repeat what the last one says."""
    assert carried(formula, BLOCK, "Uitgaven", 5) == then


def test_one_prepared_row_is_enough() -> None:
    """Lost otherwise: a form with a single row to copy would total that row alone."""
    block = Block(8, 8, 9, 4)
    assert moved("SUM(C8:C8)", block, "U", here=True) == "SUM(C8:C12)"
    assert carried("A7+1", block, "U", 1) == "A8+1"


def test_a_shared_formula_is_meant_for_each_of_its_cells() -> None:
    """Lost otherwise: Excel writes a filled-down formula once, and the copies would be empty."""
    assert shared("C8*$D8+E$1+A:A+Foo!B2:C3", 2, 1) == "D10*$D10+F$1+A:A+Foo!C4:D5"


@given(st.integers(2, 40), st.integers(0, 30), st.integers(1, 50), st.integers(1, 60), st.integers(0, 40))
def test_a_range_over_all_prepared_rows_is_one_over_all_rows(
    first: int, more: int, n: int, top: int, below: int
) -> None:
    """Lost otherwise: a claim short of lines."""
    last = first + more
    block = Block(first, last, last if more else last + 1, n)
    formula = moved(f"SUM(C{min(top, first)}:C{last + below})", block, "U", here=True)
    (found,) = named_in(formula, "U", here=True)
    assert found.top <= first
    assert found.bottom == last + below + n
