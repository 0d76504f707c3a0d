"""Tagging: a line's shares sum to the line whatever is done to them."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from subsidy_ledger.domain.expenses import Share
from subsidy_ledger.domain.tagging import in_order, mirrored, rescaled, retagged, whole

CODES = ("G1.1", "G2", "G2.1", "G2.2", "general")
amounts = st.integers(-(10**11), 10**11).filter(bool)
fractions = st.fractions(0, 1, max_denominator=10000)
taggings = st.lists(st.tuples(st.sampled_from(CODES), fractions), max_size=6)


def tagged(amount: int, steps: list[tuple[str, Fraction]]) -> tuple[Share, ...]:
    shares = whole(amount, None)
    for code, fraction in steps:
        shares = retagged(shares, code, fraction)
    return shares


@given(amounts, taggings)
def test_shares_always_sum_to_the_line(amount: int, steps: list[tuple[str, Fraction]]) -> None:
    """Lost otherwise: money would leave the books by being tagged."""
    shares = tagged(amount, steps)
    assert sum(s.cents for s in shares) == amount
    assert len({s.code for s in shares}) == len(shares)
    assert all(s.cents * amount > 0 for s in shares)


@given(amounts, taggings, st.sampled_from(CODES), fractions)
def test_a_share_sets_its_part_and_never_adds(
    amount: int, steps: list[tuple[str, Fraction]], code: str, part: Fraction
) -> None:
    """Lost otherwise: saying 40 % twice would make it 80 %."""
    once = retagged(tagged(amount, steps), code, part)
    twice = retagged(once, code, part)
    assert {s.code: s.cents for s in once} == {s.code: s.cents for s in twice}


@given(amounts, taggings)
def test_a_reversal_takes_back_every_cent_where_it_was(amount: int, steps: list[tuple[str, Fraction]]) -> None:
    """Lost otherwise: a line and its reversal would not come to nothing on each objective."""
    shares = tagged(amount, steps)
    back = mirrored(shares)
    assert [(s.code, s.cents + b.cents) for s, b in zip(shares, back, strict=True)] == [(s.code, 0) for s in shares]


@given(amounts, taggings, amounts)
def test_a_correction_keeps_the_proportions(amount: int, steps: list[tuple[str, Fraction]], new: int) -> None:
    """Lost otherwise: correcting an amount would quietly move money between objectives."""
    shares = tagged(amount, steps)
    scaled = rescaled(shares, new)
    assert sum(s.cents for s in scaled) == new
    exact = {s.code: Fraction(s.cents * new, amount) for s in shares}
    assert all(abs(s.cents - exact[s.code]) < 1 for s in scaled)


def test_the_rest_keeps_its_tags_in_proportion() -> None:
    """Lost otherwise: the officer's earlier split would be undone by a later one."""
    shares = (Share("G2.1", 6000), Share("G2.2", 3000), Share(None, 1000))
    assert retagged(shares, "G1.1", Fraction(1, 2)) == (
        Share("G1.1", 5000), Share("G2.1", 3000), Share("G2.2", 1500), Share(None, 500),
    )  # fmt: skip


def test_what_is_left_of_a_line_wholly_on_the_code_is_untagged() -> None:
    """Lost otherwise: lowering a share would leave money on a code nobody named."""
    assert retagged(whole(100, "G2.1"), "G2.1", Fraction(2, 5)) == (Share("G2.1", 40), Share(None, 60))


def test_a_code_takes_the_whole_line_unless_a_part_is_said() -> None:
    """Lost otherwise: tagging a line would leave a part of it on the code that was wrong."""
    assert retagged((Share("G2.1", 60), Share(None, 40)), "G2.2") == (Share("G2.2", 100),)


def test_a_tag_without_money_takes_nothing_of_the_rest() -> None:
    """Lost otherwise: a code that an officer had set to nothing would get what is left of the line."""
    shares = (Share("G2.1", 100), Share("G2.2", 0))
    assert retagged(shares, "G2.1", Fraction(2, 5)) == (Share("G2.1", 40), Share(None, 60))


def test_one_cent_cannot_be_split() -> None:
    """Lost otherwise: a share of nothing would stand in the books."""
    assert retagged(whole(1, "G2.1"), "G2.2", Fraction(1, 2)) == (Share("G2.2", 1),)
    assert retagged(whole(1, "G2.1"), "G2.2", Fraction(0)) == (Share("G2.1", 1),)


def test_parts_of_nothing_and_the_order_of_codes() -> None:
    """Lost otherwise: a tag without money would stand in the books, or two ledgers would list one line differently."""
    mixed = (Share(None, 50), Share("G2.2", 0), Share("G2.1", 50))
    assert retagged(mixed, "G1.1", Fraction(1, 2)) == (Share("G1.1", 50), Share("G2.1", 25), Share(None, 25))
    assert in_order(mixed) == (Share("G2.1", 50), Share(None, 50))
    assert in_order([Share(None, 0), Share("G2.2", 0), Share("G2.1", 0)]) == (Share("G2.1", 0),)
    assert in_order([Share(None, 1), Share("nn", 1), Share("a", 1)]) == (Share("a", 1), Share("nn", 1), Share(None, 1))
    assert mirrored((Share("G2.1", 5), Share(None, -2))) == (Share("G2.1", -5), Share(None, 2))


def test_a_line_of_nothing_is_scaled_in_equal_parts() -> None:
    """Lost otherwise: a line of 0.00 could not be corrected to an amount."""
    assert rescaled((Share("G2.1", 0),), 7) == (Share("G2.1", 7),)
    assert rescaled((Share("G2.1", 3), Share("G2.2", -3), Share(None, 0)), 8) == (Share("G2.1", 4), Share("G2.2", 4))
