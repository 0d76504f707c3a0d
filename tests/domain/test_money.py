"""Money: splits add up to the cent, texts read back, percentages round as the contract says."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy_ledger.domain.money import from_text, portion, split, to_decimal, to_grouped, to_text, used_percent

cents = st.integers(-(10**13), 10**13)
weights = st.lists(st.integers(0, 10**9), min_size=1, max_size=12).filter(any)


@given(cents, weights)
def test_parts_add_up_to_the_cent(amount: int, by: list[int]) -> None:
    """Lost otherwise: cents would appear or vanish whenever a line is divided."""
    parts = split(amount, by)
    assert sum(parts) == amount
    assert all(abs(part - Fraction(amount) * w / sum(by)) < 1 for part, w in zip(parts, by, strict=True))


@given(cents, weights)
def test_a_credit_note_splits_as_its_invoice_did(amount: int, by: list[int]) -> None:
    """Lost otherwise: an invoice and its credit note would leave a cent on some objective."""
    assert split(-amount, by) == [-part for part in split(amount, by)]


def test_ties_go_to_the_earlier_weight() -> None:
    """Lost otherwise: two machines could split the same line differently."""
    assert split(100, [1, 1, 1]) == [34, 33, 33]
    assert split(1, [1, 1]) == [1, 0]
    assert split(-1, [1, 1]) == [-1, 0]


@pytest.mark.parametrize("by", [[], [0, 0], [1, -1]])
def test_weights_that_mean_nothing_are_refused(by: list[int]) -> None:
    """Lost otherwise: a division by nothing would surface somewhere else."""
    with pytest.raises(ValueError, match="weights"):
        split(100, by)


def test_a_portion_rounds_half_away_from_zero() -> None:
    """Lost otherwise: the named share of a split line would depend on the language's rounding."""
    assert portion(5, Fraction(1, 2)) == 3
    assert portion(-5, Fraction(1, 2)) == -3
    assert portion(100, Fraction(1, 3)) == 33


@given(cents)
def test_an_amount_written_reads_back(amount: int) -> None:
    """Lost otherwise: figures in json and csv would not be the ledger's."""
    assert from_text(to_text(amount)) == amount
    assert from_text(to_grouped(amount)) == amount
    assert to_decimal(amount) * 100 == amount


@pytest.mark.parametrize("text", ["", "1,00", "1.234", "1e3", "--1", "abc", "١٢", "1.2.3", "0.005"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    """Lost otherwise: a typing mistake would become money."""
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        from_text(text)


def test_used_percent_has_one_decimal_half_up_and_none_for_nothing() -> None:
    """Lost otherwise: 97.25 % would be shown as 97.2 on one machine and 97.3 on another."""
    assert used_percent(9725, 10000) == "97.3"
    assert used_percent(9724, 10000) == "97.2"
    assert used_percent(-50, 10000) == "-0.5"
    assert used_percent(0, 10000) == "0.0"
    assert used_percent(5, 0) is None
    assert used_percent(30000, 10000) == "300.0"


def test_one_negative_weight_is_refused_whatever_the_others() -> None:
    """Lost otherwise: a part could be more than the whole."""
    with pytest.raises(ValueError, match="weights"):
        split(100, [2, -1])
    assert split(100, [1, 0]) == [100, 0]


@pytest.mark.parametrize(
    ("cents", "plain", "grouped"),
    [
        (0, "0.00", "0.00"),
        (5, "0.05", "0.05"),
        (-5, "-0.05", "-0.05"),
        (100, "1.00", "1.00"),
        (-1234, "-12.34", "-12.34"),
        (189643960, "1896439.60", "1 896 439.60"),
        (-100099, "-1000.99", "-1 000.99"),
    ],
)
def test_an_amount_is_written_as_the_contract_says(cents: int, plain: str, grouped: str) -> None:
    """Lost otherwise: a program that reads our csv would find another amount."""
    assert to_text(cents) == str(to_decimal(cents)) == plain
    assert to_grouped(cents) == grouped


@pytest.mark.parametrize(
    ("text", "cents"),
    [("+12.5", 1250), (" 1\u00a0000\u202f000.5 ", 100000050), ("-12", -1200), (".5", 50), ("1 000.", 100000)],
)
def test_an_amount_is_read_with_its_sign_and_its_spaces(text: str, cents: int) -> None:
    """Lost otherwise: an amount copied from a report would be refused, or read as another."""
    assert from_text(text) == cents


def test_the_smallest_portions_and_percentages() -> None:
    """Lost otherwise: half a cent, or half a tenth, would fall to the other side."""
    assert portion(1, Fraction(1, 2)) == 1
    assert portion(-1, Fraction(1, 2)) == -1
    assert portion(1, Fraction(49, 100)) == portion(0, Fraction(1)) == 0
    assert used_percent(5, 10000) == "0.1"
    assert used_percent(-5, 10000) == "-0.1"
    assert used_percent(4, 10000) == "0.0"
    assert used_percent(-4, 10000) == "0.0"
    assert used_percent(9, 1) == "900.0"


@pytest.mark.parametrize(
    ("cents", "by", "parts"),
    [
        (100, [2, 1, 3], [33, 17, 50]),
        (-100, [2, 1, 3], [-33, -17, -50]),
        (100, [1, 1, 4], [17, 17, 66]),
        (1, [1, 3], [0, 1]),
    ],
)
def test_the_cents_that_are_left_go_where_they_are_missed_most(cents: int, by: list[int], parts: list[int]) -> None:
    """Lost otherwise: a share would be a cent further from its percentage than it has to be."""
    assert split(cents, by) == parts
