"""Who is the same supplier, and that many of them are told apart in time."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.fuzz import token_sort_ratio

from checks_builders import books, found, line
from subsidy_ledger.checks.groups import leaders
from subsidy_ledger.checks.suppliers import ALL_PAIRS_MAX, NEIGHBOURS, Alike, Suppliers, enterprise_number
from subsidy_ledger.domain.expenses import Details
from subsidy_ledger.domain.names import comparable_name, likeness

VALID, OTHER = "0566.988.259", "0206.653.946"


def same(one: tuple[str, str | None], other: tuple[str, str | None], least: int = 90) -> bool:
    first, second = (Details("city", 2019, 1, supplier=name, supplier_no=number) for name, number in (one, other))
    suppliers = Suppliers((first, second), least)
    return suppliers.of(first) == suppliers.of(second)


def test_names_and_enterprise_numbers_decide_together() -> None:
    """Lost otherwise: two firms of one name would be one, or one firm under two names two."""
    assert same(("Drukkerij De Pers nv", None), ("DRUKERIJ DE PERS", None))
    assert not same(("Drukkerij De Pers nv", None), ("DRUKERIJ DE PERS", None), least=100)
    assert same(("De Pers Drukkerij", None), ("Drukkerij De Pers", None), least=99)
    assert not same(("De Pers Drukkerij", None), ("Drukkerij De Pers", None), least=100)
    assert not same(("Drukkerij De Pers", VALID), ("Drukerij De Pers", OTHER))
    assert same(("Drukkerij De Pers", VALID), ("Imprimerie La Presse", "BE0566988259"))
    assert not same(("Basisschool 1", None), ("Basisschool 2", None))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("BE 0566.988.259", "0566988259"),
        ("566988259", "0566988259"),
        ("BTW BE0566988259", "0566988259"),
        ("NL123456789B01", None),
        ("4711", None),
        (None, None),
    ],
)
def test_an_enterprise_number_is_read_however_it_is_written(text: str | None, number: str | None) -> None:
    """Lost otherwise: the zero that a spreadsheet dropped would make another supplier of it."""
    assert enterprise_number(text) == number


NAMES = st.lists(
    st.text("abc ", min_size=1, max_size=8).map(comparable_name).filter(bool), min_size=2, max_size=6, unique=True
)


@given(NAMES, st.integers(1, 99))
def test_likeness_is_the_one_measure_of_the_domain(names: list[str], least: int) -> None:
    """Lost otherwise: a rule and a check would call different suppliers the same."""
    alike = Alike(names, least)
    for one in names:
        for other in names:
            assert alike(one, other) is (likeness(one, other, token_sort_ratio) >= least)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_groups_are_what_pairs_connect(pairs: list[tuple[int, int]]) -> None:
    """Lost otherwise: one cost on three lines would be two findings, or lines without anything in common one."""
    groups = {member: {member} for pair in pairs for member in pair}
    for _ in range(len(groups)):
        for one, other in pairs:
            groups[one] = groups[other] = groups[one] | groups[other]
    assert leaders(pairs) == {member: min(group) for member, group in groups.items()}


def test_thousands_of_suppliers_are_not_compared_with_one_another() -> None:
    """Lost otherwise: a large ledger would take hours, and nobody would reconcile it."""
    names = [f"firma {chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}" for n in range(3000)]
    assert sum(1 for _ in Alike(names, 90).near()) <= 3 * NEIGHBOURS * len(names)
    few = names[:ALL_PAIRS_MAX]
    assert sum(1 for _ in Alike(few, 90).near()) == len(few) * (len(few) - 1) // 2


def test_a_slip_of_the_pen_is_found_among_thousands() -> None:
    """Lost otherwise: comparing neighbours only would lose what the check is for."""
    march = date(2019, 3, 1)
    others = [line(n, n, supplier=f"leverancier {chr(97 + n % 26)}{n}", invoice_date=march) for n in range(10, 900)]
    pair = (line(1, 9, supplier="Zennekaai Drukkers", invoice_date=march),
            line(2, 9, supplier="Xennekaai Drukkers", invoice_date=march))  # fmt: skip
    assert [f.expenses for f in found("near-duplicate", books(*pair, *others))] == [(1, 2)]


def test_one_of_several_numbers_and_a_chain_of_names_decide_as_they_should() -> None:
    """Lost otherwise: a firm that is known without its number once would be two, or two firms one through a third."""
    assert same(("Drukkerij De Pers", VALID), ("Drukerij De Pers", None))
    assert same(("Drukkerij De Pers", None), ("Drukerij De Pers", VALID))
    assert not same(("Drukkerij De Pers", None), ("Zennevallei", VALID))
    assert not same(("Drukkerij De Pers", None), ("Zennevallei", None))
    names = ["Zennevallei A", "Zennevallei AB", "Zennevallei ABC", "Zennevallei ABCD"]
    every = [Details("city", 2019, 1, supplier=name) for name in names]
    chain = Suppliers(every, 95)
    assert chain.of(every[0]) == chain.of(every[1]) != chain.of(every[3])
    assert Suppliers(every, 95).of(Details("city", 2019, 1)) is None
    assert Suppliers([*every, Details("city", 2019, 1)], 95).of(Details("city", 2019, 1, supplier="mutated")) is None


@pytest.mark.parametrize("text", ["TVA 0566988259", "tva be 0566.988.259"])
def test_an_enterprise_number_behind_the_words_for_vat(text: str) -> None:
    """Lost otherwise: a French-speaking supplier would be another one than the Dutch-speaking."""
    assert enterprise_number(text) == "0566988259"


@pytest.mark.parametrize("text", ["12345678", "12345678901", "٠٥٦٦٩٨٨٢٥٩", "056698825X"])
def test_other_figures_are_no_enterprise_number(text: str) -> None:
    """Lost otherwise: the city's own number of a supplier would be taken for its enterprise number."""
    assert enterprise_number(text) is None


def test_the_same_numbers_in_another_order_are_the_same() -> None:
    """Lost otherwise: "2 rue 14" and "14 rue 2" would be different suppliers before their words are compared."""
    alike = Alike(["2 rue 14", "14 rue 2", "rue 2"], 90)
    assert alike("2 rue 14", "14 rue 2")
    assert not alike("2 rue 14", "rue 2")


def test_neighbours_by_words_and_from_behind_are_compared_in_a_large_ledger() -> None:
    """Lost otherwise: only names that begin alike would be found to be one."""
    others = [f"{chr(98 + n % 20)}{chr(98 + n // 20)} firma {chr(98 + n % 19)}" for n in range(ALL_PAIRS_MAX * 3)]
    pairs = [("zz aannemer", "aannemer zz"), ("azennekaai qq", "zzennekaai qq")]
    near = {frozenset(pair) for pair in Alike([*others, *(name for pair in pairs for name in pair)], 90).near()}
    assert all(frozenset(pair) in near for pair in pairs)
