"""Suppliers' names: legal forms and typing make no difference, numbers do, and the rest is a measure of 100."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy_ledger.domain.names import LIKENESS_MIN, comparable_name
from subsidy_ledger.importing.planning.alike import alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Drukkerij Zennekaai bvba", "DRUKKERIJ ZENNEKAAI"),
        ("ASBL Théâtre du Sud", "Theatre du Sud a.s.b.l."),
        ("S.A. Dupont & Fils", "Dupont & Fils, société anonyme"),
        ("Netwerken Noord NV van publiek recht", "netwerken noord"),
        ("Buurthuis Vereniging zonder winstoogmerk", "vzw Buurthuis"),
    ],
)
def test_only_the_legal_form_and_the_typing_differ(one: str, other: str) -> None:
    """Lost otherwise: one supplier would be two, and a rule would miss half of its lines."""
    assert alike(one, other) == 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Drukkerij Zennekaai", "Drukerij Zennekaai"),
        ("Zennekaai Drukkerij", "Drukkerij Zennekaai nv"),
        ("Camerabewaking Noordlicht", "Camerabewaking Noorderlicht"),
    ],
)
def test_a_slip_of_the_pen_is_nearly_the_same(one: str, other: str) -> None:
    """Lost otherwise: every misspelt supplier would need a rule of its own; exact names alone are 100."""
    assert LIKENESS_MIN <= alike(one, other) < 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Basisschool 1", "Basisschool 2"),
        ("Politiezone 5339", "Politiezone 5340"),
        ("Brasserie Nord", "Boulangerie Sud"),
        ("", ""),
        ("---", "***"),
    ],
)
def test_others_are_others(one: str, other: str) -> None:
    """Lost otherwise: the money of one school would be tagged as that of another."""
    assert alike(one, other) < LIKENESS_MIN


@pytest.mark.parametrize("name", ["nv", "s.a.", "vzw asbl", "bv bv"])
def test_a_name_that_is_only_a_legal_form_stays_something(name: str) -> None:
    """Lost otherwise: such a name would be empty, and empty names would all be the same supplier."""
    assert comparable_name(name)


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_mutual_and_bounded(one: str, other: str) -> None:
    """Lost otherwise: which of two names is asked first would decide."""
    found = alike(one, other)
    assert found == alike(other, one)
    assert 0 <= found <= 100
    assert (found == 100) == (comparable_name(one) == comparable_name(other) != "")
