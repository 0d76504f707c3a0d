"""Amounts: however an amount is written, it reads back to its cents, or is refused; nothing is guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.amounts import Bad, decide_mark, read_amount

cents = st.integers(-(10**12), 10**12)


def written(amount: int, mark: str, thousands: str, style: int) -> str:
    """The amount as somebody writes it: seven styles of sign and currency."""
    whole, rest = divmod(abs(amount), 100)
    text = f"{whole:,}".replace(",", thousands) + (f",{rest:02}" if mark == "comma" else f".{rest:02}")
    styles = [
        "{s}{t}", "{s}€ {t}", "{s}{t} €", "{s}{t} EUR", "({t})" if amount < 0 else "{t}",
        "{t}-" if amount < 0 else "+{t}", "€{s}{t}",
    ]  # fmt: skip
    return styles[style].format(t=text, s="-" if amount < 0 else "")


comma_thousands = st.sampled_from([".", " ", "\u00a0", "\u202f", "'", ""])
point_thousands = st.sampled_from([",", " ", "\u00a0", "'", ""])


@given(st.lists(cents, min_size=1, max_size=8), comma_thousands, st.integers(0, 6))
def test_a_belgian_column_reads_back(amounts: list[int], thousands: str, style: int) -> None:
    """Lost otherwise: 1.234,56 would become another amount."""
    texts = [written(a, "comma", thousands, style) for a in amounts]
    mark = decide_mark([*texts, "0,05"], None, column="F", file="f")
    assert [read_amount(text, mark) for text in texts] == amounts


@given(st.lists(cents, min_size=1, max_size=8), point_thousands, st.integers(0, 6))
def test_an_english_column_reads_back(amounts: list[int], thousands: str, style: int) -> None:
    """Lost otherwise: 1,234.56 would become another amount."""
    texts = [written(a, "point", thousands, style) for a in amounts]
    mark = decide_mark([*texts, "0.05"], None, column="F", file="f")
    assert [read_amount(text, mark) for text in texts] == amounts


@given(cents)
def test_a_number_cell_reads_to_its_cents(amount: int) -> None:
    """Lost otherwise: a float's noise would be taken for money, or for a third decimal."""
    assert read_amount(amount / 100, "comma") == amount


@given(st.lists(st.integers(1, 10**9), min_size=2, max_size=30))
def test_a_sum_made_by_a_spreadsheet_reads_to_its_cents(amounts: list[int]) -> None:
    """Lost otherwise: a SUM of 0.1 and 0.2 would be refused for its seventeenth decimal."""
    from math import fsum

    total = fsum(a / 100 for a in amounts)
    assert read_amount(total, "comma") == sum(amounts)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("12,345", "too-many-decimals"), (0.125, "too-many-decimals"), ("abc", "number-unreadable"),
        ("1.23.4,00", "number-unreadable"), ("12,00,00", "number-unreadable"), ("1e5", "number-unreadable"),
        ("--5", "number-unreadable"), ("-5-", "number-unreadable"), ("12 5", "number-unreadable"),
        (True, "not-an-amount"), (float("nan"), "not-an-amount"), (1e15, "amount-too-large"),
        ("$ 5", "number-unreadable"),
        ("١٢", "number-unreadable"), ("€", "number-unreadable"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_named(cell: str | float, code: str) -> None:
    """Lost otherwise: a cell nobody can read would be posted as something."""
    found = read_amount(cell, "comma")
    assert isinstance(found, Bad)
    assert found.code == code


@pytest.mark.parametrize("cell", [None, "", "   "])
def test_an_empty_cell_is_no_zero(cell: str | None) -> None:
    """Lost otherwise: a forgotten amount would be left out as 0.00."""
    assert read_amount(cell, "comma") is None


def test_a_column_that_fits_two_readings_is_refused_with_both() -> None:
    """Lost otherwise: 1.500 would be claimed as one euro fifty, or as fifteen hundred."""
    with pytest.raises(Refused, match=r'"1\.500".*1500\.00 or 1\.50.*--decimal'):
        decide_mark(["1.500", "20", "3.250"], None, column="F (Bedrag)", file="f.xlsx")
    assert decide_mark(["1.500"], "comma", column="F", file="f") == "comma"
    assert decide_mark(["1.500", "1.500,00"], None, column="F", file="f") == "comma"
    assert decide_mark(["1.500", "0.05"], None, column="F", file="f") == "point"
    assert decide_mark(["20", "-30"], None, column="F", file="f") == "comma"
    assert decide_mark([Decimal(3), 5.0], None, column="F", file="f") == "comma"  # type: ignore[list-item]


def test_the_cell_that_does_not_fit_its_column_is_the_one_refused() -> None:
    """Lost otherwise: one mistyped cell would turn the whole column around."""
    texts = ["1.234,56", "12,00", "7,50", "1,234.56"]
    mark = decide_mark(texts, None, column="F", file="f")
    assert [isinstance(read_amount(text, mark), Bad) for text in texts] == [False, False, False, True]
