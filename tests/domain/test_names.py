"""Names and numbers as they compare: what makes no difference, and what always does."""

from __future__ import annotations

import pytest

from subsidy_ledger.domain.expenses import Details
from subsidy_ledger.domain.identity import supplier_of
from subsidy_ledger.domain.names import comparable_name, likeness, normal_name, normal_number


@pytest.mark.parametrize(
    ("text", "normal", "comparable"),
    [
        ("Théâtre du Sud, a.s.b.l.", "theatre du sud", "theatre du sud"),
        ("ASBL Théâtre du Sud", "asbl theatre du sud", "theatre du sud"),
        ("Naamloze vennootschap Zenne", "naamloze vennootschap zenne", "zenne"),
        ("Zenne, naamloze vennootschap van publiek recht", "zenne naamloze vennootschap van publiek recht", "zenne"),
        ("ZENNE N.V.", "zenne", "zenne"),
        ("Zenne Comm. V.", "zenne", "zenne"),
        ("Zenne c o m m v", "zenne", "zenne"),
        ("Nv", "nv", "nv"),
        ("Société anonyme", "societe anonyme", "societe anonyme"),
        ("Œuvre Đorđe", "oeuvre dorde", "oeuvre dorde"),
        ("vzw asbl", "vzw", "vzw"),
        ("-", "", ""),
    ],
)
def test_a_legal_form_makes_no_difference_and_is_a_name_where_it_is_all(
    text: str, normal: str, comparable: str
) -> None:
    """Lost otherwise: one supplier would be two, or all that are nothing but a legal form one."""
    assert (normal_name(text), comparable_name(text)) == (normal, comparable)


def never(_one: str, _other: str) -> int:
    raise AssertionError("nothing is left to compare")


def test_names_without_a_letter_or_with_other_numbers_are_not_alike_at_all() -> None:
    """Lost otherwise: school 1 would be school 2, and what has no name somebody."""
    assert [likeness(*pair, never) for pair in (("-", "Zenne"), ("Zenne", "-"), ("-", "-"))] == [0, 0, 0]
    assert likeness("School 1", "School 2", never) == 0
    assert likeness("Zenne nv", "ZENNE", never) == 100


def test_alike_is_never_the_same() -> None:
    """Lost otherwise: another spelling would count as certain as the name itself."""
    assert likeness("Zenne", "Zene", lambda _one, _other: 100) == 99
    assert likeness("Zenne", "Zene", lambda _one, _other: 98) == 98


@pytest.mark.parametrize(
    ("text", "number"),
    [("f2019/0457", "F20190457"), ("ab12", "AB12"), (" ", ""), ("№ 12", "NO12"), ("１２", "12"), ("é1", "É1")],
)
def test_a_number_keeps_its_letters_and_zeros_only(text: str, number: str) -> None:
    """Lost otherwise: one invoice number typed with other signs would be two invoices."""
    assert normal_number(text) == number


def test_a_supplier_that_is_nothing_but_signs_is_none() -> None:
    """Lost otherwise: all lines with a dash for a supplier would be of one."""
    assert [supplier_of(Details("city", 2019, 1, supplier=name)) for name in ("-", "", None, "Zenne")] == [
        None, None, None, "zenne",
    ]  # fmt: skip
