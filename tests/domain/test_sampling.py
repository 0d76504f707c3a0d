"""Sampling by amount: chances in proportion, nothing large left out, and limits as the published tables have them."""

from __future__ import annotations

import hashlib
import math
import random
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_builders import expense, ledger_of, reversal
from subsidy_ledger.domain.confidence import factor
from subsidy_ledger.domain.expenses import Share
from subsidy_ledger.domain.projection import evaluate
from subsidy_ledger.domain.samples import Chosen, Drawn, Item, Population
from subsidy_ledger.domain.sampling import draw, items_of, population_of, random_start, size_for, strata, walk

AMOUNTS = st.lists(st.integers(-300, 3_000).filter(bool), min_size=1, max_size=25).filter(
    lambda found: any(a > 0 for a in found)
)
SIZES = st.integers(1, 30)
# At a confidence of 95 %, for 0, 1, 2 … errors: Guidance on sampling methods for audit authorities (European
# Commission, EGESIF_16-0014-01 of 20/01/2017), reliability factors for monetary unit sampling.
PUBLISHED = (300, 475, 630, 776, 916)


def items(amounts: list[int]) -> tuple[Item, ...]:
    return tuple(Item(line, cents) for line, cents in enumerate(amounts, start=1))


@given(AMOUNTS, SIZES)
def test_large_lines_are_all_taken_and_steps_cover_the_rest(amounts: list[int], size: int) -> None:
    """Lost otherwise: a line larger than a step could be stepped over, or the end of the list never reached."""
    population = items(amounts)
    taken, interval = strata(population, size)
    rest = [i for i in population if i.cents > 0 and i.line not in taken]
    assert all(i.cents < interval for i in rest)
    assert all(i.cents >= interval for i in population if i.line in taken)
    assert interval * (size - len(taken)) >= sum(i.cents for i in rest)
    assert len(taken) <= size
    assert (interval == 0) == (not rest)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=8), st.integers(1, 8))
def test_over_all_starts_a_line_is_drawn_once_for_each_of_its_cents(amounts: list[int], size: int) -> None:
    """Lost otherwise: chances are not in proportion to amounts, and no error found may be projected."""
    population = items(amounts)
    taken, interval = strata(population, size)
    drawn = Counter(
        c.line
        for start in range(1, interval + 1)
        for c in walk(population, taken, interval, start)
        if c.stratum == "interval"
    )
    assert drawn == Counter({i.line: i.cents for i in population if i.line not in taken})


@given(AMOUNTS, SIZES, st.text(min_size=1, max_size=8))
def test_a_sample_is_in_order_and_the_same_again(amounts: list[int], size: int, seed: str) -> None:
    """Lost otherwise: an auditor who draws again gets other lines, or a line twice."""
    population = items(amounts)
    first = draw(population, size, seed)
    assert first == draw(population, size, seed)
    lines = [c.line for c in first.chosen]
    assert lines == sorted(set(lines))
    assert all(c.stratum == "negative" for c in first.chosen if c.cents < 0)
    assert [c.line for c in first.chosen if c.cents < 0] == [i.line for i in population if i.cents < 0]
    assert sum(c.stratum != "negative" for c in first.chosen) <= size


@given(AMOUNTS, SIZES, st.text(min_size=1, max_size=8))
def test_the_same_lines_by_another_way(amounts: list[int], size: int, seed: str) -> None:
    """Lost otherwise: an error in the walk would be in the test too; here every cent is laid out and picked."""
    population = items(amounts)
    drawn = draw(population, size, seed)
    whole = {c.line for c in drawn.chosen if c.stratum != "interval"}
    laid_out = [i.line for i in population if i.line not in whole for _ in range(i.cents)]
    picked = [laid_out[at] for at in range(drawn.start - 1, len(laid_out), drawn.interval)] if drawn.interval else []
    assert [c.line for c in drawn.chosen if c.stratum == "interval"] == picked


def test_the_start_is_the_same_on_every_machine() -> None:
    """Lost otherwise: another version of Python, or another computer, draws another sample."""
    as_hex = "473ad1deabbf06d85fc10707165c7d51a693b16d30d34f26283a4a75688d13d4"
    assert random_start("2019-A", 16**64) == 1 + int(as_hex, 16)
    assert random_start("2019-A", 7) == 1 + int(as_hex, 16) % 7
    assert {random_start(str(n), 5) for n in range(60)} == {1, 2, 3, 4, 5}
    assert random_start("é", 10**9) == 1 + int(hashlib.sha256("é".encode()).hexdigest(), 16) % 10**9


def test_the_digest_of_the_population_can_be_made_by_hand() -> None:
    """Lost otherwise: nobody else can say that it was this list of lines."""
    found = population_of((Item(3, 1250), Item(7, -40)))
    assert found == Population(1, 1250, 1, -40, hashlib.sha256(b"3;1250\n7;-40\n").hexdigest())


def test_single_cents_count_and_nothing_is_started_where_all_is_taken() -> None:
    """Lost otherwise: the sum of the population lacks its smallest lines, or a start is shown that started nothing."""
    found = draw((Item(1, 1), Item(2, 2), Item(3, -1)), 9, "x")
    assert (found.population.lines, found.population.cents) == (2, 3)
    assert (found.population.negative_lines, found.population.negative_cents) == (1, -1)
    assert (found.interval, found.start) == (0, 0)
    assert [c.stratum for c in found.chosen] == ["exhaustive", "exhaustive", "negative"]


def test_the_population_is_what_counts_as_spent() -> None:
    """Lost otherwise: lines taken back, evidence, or another grant's part of a line would be drawn."""
    split = expense(4, 1000, None)
    both = type(split)(4, 1, split.details, (Share("G2.1", 700), Share("R1.1", 200), Share(None, 100)))
    old = expense(5, 900, "G2.1")
    lines = [
        expense(9, 50, "G2"), both, old, reversal(old, 6), expense(7, 80, "G1.1", entity="zone"),
        expense(8, 60, "G2.1", year=2018),
    ]  # fmt: skip
    ledger = ledger_of(lines)
    assert items_of(ledger, 2019) == (Item(4, 1000), Item(9, 50))
    assert items_of(ledger, 2019, "general") == (Item(4, 700), Item(9, 50))
    assert items_of(ledger, 2019, "radicalisation") == (Item(4, 200),)


@pytest.mark.parametrize(("errors", "published"), list(enumerate(PUBLISHED)))
def test_the_factors_are_those_of_the_published_table(errors: int, published: int) -> None:
    """Lost otherwise: an auditor with the table in her hand comes to another limit."""
    assert factor(errors) == published


@pytest.mark.parametrize("errors", [0, 1, 5, 20, 80])
def test_the_factors_solve_the_equation(errors: int) -> None:
    """Lost otherwise: factors beyond the table are wrong; here the chance is summed in another way, with logarithms."""

    def chance(mean: float) -> float:
        return math.fsum(math.exp(n * math.log(mean) - mean - math.lgamma(n + 1)) for n in range(errors + 1))

    assert chance(factor(errors) / 100) <= 0.05 + 1e-12 < chance(factor(errors) / 100 - 0.01) + 1e-12


@given(st.integers(1, 10**9), st.integers(3, 10**8))
@settings(max_examples=50)
def test_a_sample_by_materiality_keeps_the_limit_within_it(cents: int, materiality: int) -> None:
    """Lost otherwise: the auditor finds no error at all, and still may not conclude."""
    size = size_for(cents, materiality)
    interval = -(-cents // size)
    assert interval * 3 <= materiality
    assert size == 1 or -(-cents // (size - 1)) * 3 > materiality - 3


def drawn_by(interval: int, *chosen: Chosen) -> Drawn:
    return Drawn(Population(1, 1, 0, 0, ""), interval, 1, chosen)


def test_the_limit_of_a_textbook_case() -> None:
    """Lost otherwise: tainting, ranking and allowances no longer come to what is worked out by hand below.

    Interval 10 000.00. A line of 500.00 of which 250.00 is wrong (50 %), one of 1 000.00 with 100.00 (10 %), and one
    of 15 000.00, taken whole, with 1 000.00. Projected 5 000.00 + 1 000.00 + 1 000.00. Basic 30 000.00. Incremental
    (4.75 - 3.00 - 1) × 5 000.00 = 3 750.00 and (6.30 - 4.75 - 1) × 1 000.00 = 550.00.
    """
    drawn = drawn_by(
        1_000_000, Chosen(1, 100_000, "interval", 5), Chosen(2, 50_000, "interval", 9),
        Chosen(3, 1_500_000, "exhaustive"), Chosen(4, 70_000, "interval", 12), Chosen(5, -900, "negative"),
    )  # fmt: skip
    found = evaluate(drawn, {1: 10_000, 2: 25_000, 3: 100_000})
    assert [(e.chosen.line, e.projected, e.allowance) for e in found.errors] == [
        (2, 500_000, 375_000), (1, 100_000, 55_000), (3, 100_000, 0),
    ]  # fmt: skip
    assert (found.found, found.projected, found.basic, found.incremental, found.limit) == (
        135_000, 700_000, 3_000_000, 430_000, 4_130_000,
    )  # fmt: skip
    credit = evaluate(drawn, {5: 300})
    assert (credit.projected, credit.limit) == (300, 3_000_300)
    assert [e.tainting for e in credit.errors] == [Fraction(1, 3)]


@given(st.lists(st.tuples(st.integers(1, 5_000), st.integers(0, 100)), max_size=12), st.integers(5_001, 10**7))
def test_the_limit_by_stringers_formula(lines: list[tuple[int, int]], interval: int) -> None:
    """Lost otherwise: sums and ranks drift from interval × (R0 + Σ (Rj − Rj−1) × tainting j), worked out in floats."""
    deductions = {n: cents * percent // 100 for n, (cents, percent) in enumerate(lines)}
    drawn = drawn_by(interval, *(Chosen(n, cents, "interval", 1) for n, (cents, _) in enumerate(lines)))
    taintings = sorted((deductions[n] / cents for n, (cents, _) in enumerate(lines) if deductions[n]), reverse=True)
    table = [factor(n) / 100 for n in range(len(taintings) + 1)]
    bound = table[0] + sum((table[j + 1] - table[j]) * t for j, t in enumerate(taintings))
    assert abs(evaluate(drawn, deductions).limit - interval * bound) <= 1 + 1.5 * len(taintings)
    assert evaluate(drawn, {}).limit == -(-3 * interval // 1)


def test_the_limit_holds_as_often_as_it_says() -> None:
    """Lost otherwise: "95 %" is a word; here two thousand samples of a population with known errors are drawn."""
    dice = random.Random(11)
    population = items([dice.randrange(1, 400) for _ in range(120)])
    wrong = {i.line: i.cents for i in dice.sample(population, 9)}
    true = sum(wrong.values())
    taken, interval = strata(population, 25)
    total, held = interval, 0
    for start in range(1, interval + 1):
        drawn = Drawn(population_of(population), interval, start, tuple(walk(population, taken, interval, start)))
        held += evaluate(drawn, wrong).limit >= true
    assert Fraction(held, total) >= Fraction(95, 100)
