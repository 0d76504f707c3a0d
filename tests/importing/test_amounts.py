"""Amounts: however an amount is written, it reads back to its cents, or is refused; nothing is guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.cells.amounts import Bad, NumberDialect, decide_mark, read_amount
from subsidy_ledger.importing.dialect import DecimalMark

COMMA = NumberDialect("comma")
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
    assert read_amount(amount / 100, COMMA) == amount


@given(st.lists(st.integers(1, 10**9), min_size=2, max_size=30))
def test_a_sum_made_by_a_spreadsheet_reads_to_its_cents(amounts: list[int]) -> None:
    """Lost otherwise: a SUM of 0.1 and 0.2 would be refused for its seventeenth decimal."""
    from math import fsum

    total = fsum(a / 100 for a in amounts)
    assert read_amount(total, COMMA) == sum(amounts)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("12,345", "too-many-decimals"), (0.125, "too-many-decimals"), ("abc", "number-unreadable"),
        ("1.23.4,00", "number-unreadable"), ("12,00,00", "number-unreadable"), ("1e5", "number-unreadable"),
        ("--5", "number-unreadable"), ("-5-", "number-unreadable"), ("12 5", "number-unreadable"),
        (True, "not-an-amount"), (float("nan"), "not-an-amount"), (1e15, "amount-too-large"),
        ("$ 5", "currency-foreign"), ("12,50 CHF", "currency-foreign"), ("BEF 1.000", "currency-foreign"),
        ("£5", "currency-foreign"), ("21%", "amount-is-percent"), ("12.50", "number-other-mark"),
        ("0.500", "number-other-mark"), ("-(5,00)", "number-unreadable"), ("5-3", "number-unreadable"),
        ("12,50 D", "number-unreadable"), ("1 2345,00", "number-unreadable"), ("1.2345", "number-other-mark"),
        ("١٢", "number-unreadable"), ("€", "number-unreadable"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_named(cell: str | float, code: str) -> None:
    """Lost otherwise: a cell nobody can read would be posted as something."""
    found = read_amount(cell, COMMA)
    assert isinstance(found, Bad)
    assert found.code == code


@pytest.mark.parametrize("cell", [None, "", "   "])
def test_an_empty_cell_is_no_zero(cell: str | None) -> None:
    """Lost otherwise: a forgotten amount would be left out as 0.00."""
    assert read_amount(cell, COMMA) is None


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1.234,-", 123400), ("1.234,--", 123400), ("12,- €", 1200), ("-12,=", -1200), ("€ 12,50-", -1250),
        ("(€ 12,50)", -1250), ("€ (12,50)", -1250), ("€-12,50", -1250), ("- € 12,50", -1250), ("12,50 EUR", 1250),
        ("EUR12,50", 1250), ("12,50 euro", 1250), ("12,50 HT", 1250), ("12,50 € TTC", 1250), ("12,50 HTVA", 1250),
        ("12,50 TVAC", 1250), ("12,50 excl. btw", 1250), ("12,50 (excl. BTW)", 1250), ("12,50 incl. btw", 1250),
        ("12,50 hors tva", 1250), ("12,50 t.t.c.", 1250), ("12,50 btw incl.", 1250), ("1’234,50", 123450),
        ("1\u2009234,50", 123450), ("'12,50", 1250), ("\u221212,50", -1250), ("12,50\u2013", -1250), (" 12,5 ", 1250),
        ("12\u00a0345\u00a0678,90", 1234567890), ("\u200e12,50", 1250), ("+12,50", 1250), (",5", 50),
    ],
)  # fmt: skip
def test_what_stands_around_an_amount_is_understood(text: str, cents: int) -> None:
    """Lost otherwise: an officer would have to type her list again."""
    assert read_amount(text, decide_mark([text], None, column="F", file="f")) == cents


@pytest.mark.parametrize(
    ("text", "cents"), [("1 234.-", 123400), ("1'234.--", 123400), ("Fr", None), ("12.5 EUR", 1250)]
)
def test_a_dash_behind_the_point_stands_for_no_cents(text: str, cents: int | None) -> None:
    """Lost otherwise: 12.- would be a credit note of twelve euros."""
    found = read_amount(text, decide_mark([text], None, column="F", file="f"))
    assert (None if isinstance(found, Bad) else found) == cents


def test_a_column_that_fits_two_readings_is_refused_with_both() -> None:
    """Lost otherwise: 1.500 would be claimed as one euro fifty, or as fifteen hundred."""
    with pytest.raises(Refused, match=r'"1\.500".*1 500\.00 or 1\.50.*--decimal'):
        decide_mark(["1.500", "20", "3.250"], None, column="F (Bedrag)", file="f.xlsx")
    assert decide_mark(["1.500"], "comma", column="F", file="f").mark == "comma"
    assert decide_mark(["1.500", "1.500,00"], None, column="F", file="f").mark == "comma"
    assert decide_mark(["1.500", "0.05"], None, column="F", file="f").mark == "point"
    assert decide_mark(["1.500", "12.-"], None, column="F", file="f").mark == "point"
    assert decide_mark(["20", "-30"], None, column="F", file="f").mark == "comma"
    assert decide_mark([3, 5.0], None, column="F", file="f") == COMMA


def codes(texts: list[str], asked: DecimalMark | None = None) -> list[str | int | None]:
    dialect = decide_mark(texts, asked, column="F", file="f")
    return [found.code if isinstance(found := read_amount(text, dialect), Bad) else found for text in texts]


def test_a_column_of_two_hands_is_refused_where_they_differ() -> None:
    """Lost otherwise: one cell more would decide whether 1.500 is fifteen hundred or one and a half."""
    texts = ["1.234,56", "12,00", "7,50", "1,234.56", "1.500", "20"]
    assert codes(texts) == [123456, 1200, 750, "number-other-mark", "number-two-readings", 2000]
    assert codes(texts, "comma") == [123456, 1200, 750, "number-other-mark", 150000, 2000]
    assert codes(["12.50", "12,50"]) == ["number-other-mark", 1250]
    shown = read_amount("1.500", decide_mark(texts, None, column="F", file="f"))
    assert isinstance(shown, Bad)
    assert "1 500.00 or 1.50" in str(shown.message)


def test_thousands_of_euros_become_exact_cents_or_are_refused() -> None:
    """Lost otherwise: a column headed "x 1000" would be claimed a thousand times too low, or rounded."""
    thousands = NumberDialect("comma", factor=1000)
    assert [read_amount(cell, thousands) for cell in (12.345, "1,5", 0.1 + 0.2, "1.234,56789")] == [
        1234500, 150000, 30000, 123456789,
    ]  # fmt: skip
    found = read_amount(0.0000123, thousands)
    assert isinstance(found, Bad)
    assert found.code == "too-many-decimals"
