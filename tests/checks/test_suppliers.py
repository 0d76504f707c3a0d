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
