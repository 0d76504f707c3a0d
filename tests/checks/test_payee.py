"""Reading budget articles, and telling the zone from others by name, number and article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy_ledger.checks.payee import ZonePayee
from subsidy_ledger.domain.agreement import Zone
from subsidy_ledger.domain.articles import article_codes
from subsidy_ledger.domain.expenses import Details
from subsidy_ledger.domain.identity import number_of
from subsidy_ledger.domain.names import normal_name, normal_number
from subsidy_ledger.domain.payers import Names


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("330/435-01", ("330", "43501")),
        ("33002/43501", ("33002", "43501")),
        ("33002/435-01-02", ("33002", "43501")),
        ("330/435-01/2019", ("330", "43501")),
        ("2019/330/435-01", ("330", "43501")),
        ("2019/33002/43501", ("33002", "43501")),
        (" 330 / 435 - 01 ", ("330", "43501")),
        ("2019/435-01", ("2019", "43501")),
        ("330/435.01", ("330", "43501")),
        ("330/4350", None),
        ("330/435012", None),
        ("435-01", None),
        ("Preventie", None),
        ("", None),
    ],
)
def test_budget_articles_are_read_however_they_are_written(text: str, codes: tuple[str, str] | None) -> None:
    """Lost otherwise: a transfer would go unnoticed because of a dash."""
    assert article_codes(text) == codes


def test_one_of_several_articles_is_enough_and_a_cost_centre_is_none() -> None:
    """Lost otherwise: a second article of the zone would hide the first, or a cost centre would stop the check."""
    payee = ZonePayee(Zone((), ("330/435-01", "331/435-01"), (), ()))
    assert payee.proof(Details("city", 2019, 1, budget_article="330/435-01")) == "budget article"
    assert payee.proof(Details("city", 2019, 1, budget_article="Preventie")) is None


@pytest.mark.parametrize(
    ("pattern", "article", "fits"),
    [
        ("*/435-01", "33002/43501", True),
        ("*/43501", "330/435-01", True),
        ("435-01", "330/435-01", True),
        ("33002/435-01", "33002/43501/2019", True),
        ("33002/435-01", "330/435-01", False),
        ("330*/435-01", "33002/435-01", True),
        ("330*/435-01", "331/435-01", False),
        ("*/435-01", "330/435-02", False),
        ("*/435-*", "330/435-02", True),
    ],
)
def test_patterns_of_articles_are_those_of_the_agreement_file(pattern: str, article: str, fits: bool) -> None:
    """Lost otherwise: a city could not narrow its articles."""
    zone = ZonePayee(Zone(budget_articles=(pattern,)))
    assert (zone.proof(Details("city", 2019, 1, budget_article=article)) is not None) is fits


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("PZ 5339", True),
        ("Politie - PZ/5339 Brussel", True),
        ("PZ 53390", False),
        ("TPZ 5339", False),
        ("", False),
        (None, False),
    ],
)
def test_a_name_is_found_as_whole_words(text: str | None, same: bool) -> None:
    """Lost otherwise: a zone with a number that begins alike would be taken for ours."""
    assert Names(("pz 5339",)).found_in(text) is same


def test_the_surest_proof_is_named_before_the_budget_article() -> None:
    """Lost otherwise: the sentence would point to an article where the payee itself is the zone."""
    zone = ZonePayee(Zone(("Polbru",), ("*/435-01",), ("BE68539007547034",), ("0566988259",)))
    lines = (
        Details("city", 2019, 1, "Polbru", iban="BE68 5390 0754 7034", budget_article="1330/435-01"),
        Details("city", 2019, 1, "KBC", iban="BE68 5390 0754 7034", supplier_no="0566.988.259"),
        Details("city", 2019, 1, "KBC", supplier_no="BE0566.988.259", budget_article="1330/435-01"),
        Details("city", 2019, 1, "KBC", budget_article="1330/435-01"),
        Details("city", 2019, 1, "KBC"),
    )
    assert [zone.proof(d) for d in lines] == ["name", "account", "enterprise number", "budget article", None]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Drukkerij Zennekaai bvba", "DRUKKERIJ ZENNEKAAI B.V.B.A."),
        ("Théâtre du Sud, a.s.b.l.", "theatre du sud"),
        ("Sœurs & Fils sprl", "SOEURS  FILS SA"),
        ("Lijn Zeven nv/sa", "Lijn-Zeven"),
        ("d'Ordre", "d’ordre"),
    ],
)
def test_the_same_name_compares_however_it_is_typed(one: str, other: str) -> None:
    """Lost otherwise: the same supplier would be two."""
    assert normal_name(one) == normal_name(other)


@pytest.mark.parametrize(("text", "plain"), [("nv", "nv"), ("Bravo", "bravo"), ("NV Bravo", "nv bravo"), ("-", "")])
def test_names_keep_what_is_no_legal_form_at_the_end(text: str, plain: str) -> None:
    """Lost otherwise: different suppliers would become one."""
    assert normal_name(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("f2019/0457", "F20190457"),
        ("F2019-0457", "F20190457"),
        ("007", "007"),
        (" 0 4 ", "04"),
        ("é-1", "É1"),
        ("", ""),
    ],
)
def test_numbers_compare_without_punctuation_and_keep_their_zeros(text: str, plain: str) -> None:
    """Lost otherwise: the same invoice in two lists would be two, or two invoices one."""
    assert normal_number(text) == plain


@pytest.mark.parametrize("text", [None, "", "-", "0", "000", "n.v.t.", "N/A", "néant", "geen"])
def test_what_stands_for_no_number_is_no_number(text: str | None) -> None:
    """Lost otherwise: every line without an invoice would be the duplicate of every other."""
    assert number_of(text) is None


@given(st.text(max_size=30))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    """Lost otherwise: whether two names are the same would hang on who looked first."""
    assert normal_name(normal_name(text)) == normal_name(text)
    assert normal_number(normal_number(text)) == normal_number(text)


@given(st.text(max_size=30), st.sampled_from(["nv", "S.A.", "vzw", "a.s.b.l.", "BV"]))
def test_a_legal_form_behind_a_name_changes_nothing(text: str, form: str) -> None:
    """Lost otherwise: "Bravo" and "Bravo vzw" would be two suppliers."""
    if normal_name(text):
        assert normal_name(f"{text} {form}") == normal_name(text)
