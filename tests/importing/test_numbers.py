"""Columns of amounts: one cell that fits one reading only settles them all; without one nobody guesses."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy_ledger.errors import Refused
from subsidy_ledger.i18n import words_of
from subsidy_ledger.importing.cells.amounts import MARKS, Bad, NumberDialect, decide_mark, read_amount
from table_builders import read, refusals

# How one amount is written, by the mark of its decimals; whole euros may go without decimals.
WAYS = {
    "comma": ("{w},{c}", "{g.},{c}", "{g },{c}", "{g\u202f},{c} €", "€ {w},{c}", "{g'},{c} EUR", "+{w},{c}"),
    "point": ("{w}.{c}", "{g,}.{c}", "{g }.{c}", "{g\u00a0}.{c} €", "EUR {w}.{c}", "{g'}.{c}", "+{w}.{c}"),
}
SIGNS = ("-{}", "{}-", "({})", "\u2212{}")


def written(cents: int, mark: str, way: int, sign: int) -> str:
    whole, rest = divmod(abs(cents), 100)
    text = WAYS[mark][way].replace("{w}", str(whole)).replace("{c}", f"{rest:02}")
    for separator in ".,' \u202f\u00a0":
        text = text.replace(f"{{g{separator}}}", f"{whole:,}".replace(",", separator))
    return SIGNS[sign].format(text.replace("+", "")) if cents < 0 else text


amount = st.integers(-(10**9), 10**9)
styled = st.tuples(amount, st.integers(0, 6), st.integers(0, 3))


@given(st.lists(styled, min_size=1, max_size=12), st.sampled_from(["comma", "point"]))
def test_every_way_of_writing_reads_back_to_its_cents(column: list[tuple[int, int, int]], mark: str) -> None:
    """Lost otherwise: some spelling of an amount would be another amount, and nobody would see it."""
    texts = [written(cents, mark, way, sign) for cents, way, sign in column]
    found = decide_mark(texts, None, column="F", file="f")
    assert [read_amount(text, found) for text in texts] == [cents for cents, _, _ in column]


@given(st.lists(st.integers(1, 999), min_size=1, max_size=9), st.sampled_from(".,"))
def test_groups_of_three_alone_are_never_settled(groups: list[int], separator: str) -> None:
    """Lost otherwise: 1.234 would be posted as a thousand euros, or as one."""
    texts = [f"{group}{separator}{group:03}" for group in groups]
    with pytest.raises(Refused, match="--decimal comma or --decimal point") as refused:
        decide_mark(texts, None, column="F", file="f")
    assert refused.value.code == "number-ambiguous"
    as_comma, as_point = (read_amount(texts[0], NumberDialect(mark)) for mark in MARKS)
    assert as_comma != as_point


def test_both_readings_are_shown_in_full() -> None:
    """Lost otherwise: the officer would choose by a figure that the program had rounded."""
    with pytest.raises(Refused, match=r'"12\.345" .* 12 345\.00 or 12\.345,') as refused:
        decide_mark(["12.345"], None, column="F", file="f")
    assert "kan € 12.345,00 of 12,345 zijn" in words_of("nl").say(refused.value.sentence).replace("\xa0", " ")


def test_three_decimals_in_a_column_that_is_settled_are_a_fault_of_that_cell() -> None:
    """Lost otherwise: 12.345 would be twelve thousand in a column of point decimals."""
    reading = read(("Naam", "Bedrag"), ("a", "12.345"), ("b", "2.50"))
    assert refusals(reading) == [("too-many-decimals", "B2")]


@given(st.lists(st.integers(1, 10**7), min_size=1, max_size=200))
def test_what_a_spreadsheet_adds_up_reads_to_its_cents(cents: list[int]) -> None:
    """Lost otherwise: =SUM() would be refused for noise in its sixteenth digit."""
    total = 0.0
    for each in cents:
        total += each / 100
    assert read_amount(total, NumberDialect("comma")) == sum(cents)


@given(st.integers(-(10**11), 10**11), st.integers(1, 9))
def test_a_third_decimal_is_never_taken_for_noise(cents: int, tenth: int) -> None:
    """Lost otherwise: half a cent would come and go without a word."""
    found = read_amount(float(Decimal(cents * 10 + tenth).scaleb(-3)), NumberDialect("comma"))
    assert isinstance(found, Bad)
    assert found.code == "too-many-decimals"
