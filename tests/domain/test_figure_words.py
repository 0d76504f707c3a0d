"""The figures that can be asked for: by code, by a grant's name, by a word, and the transfers of a code."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger_builders import brussels, odd_agreement
from subsidy_ledger.domain.figures import WORDS, codes_below, figure_of
from subsidy_ledger.errors import WrongUse

PROJECTS = {"G1.1", "G4", "G4.1-2", "G4.3", "G4.4", "R2", "R2.1-2", "R2.3", "R2.4"}
GENERAL = {code for code in brussels().targets if code.startswith("G")} | {"general"}


@pytest.mark.parametrize(
    ("text", "name", "codes", "grants", "word"),
    [
        ("G1", "G1", {"G1", "G1.1", "G1.2"}, (), ""),
        ("g1.1", "G1.1", {"G1.1"}, (), ""),
        ("Algemene toelage", "general", GENERAL, ("general",), ""),
        ("general", "general", GENERAL, ("general",), ""),
        (" Total ", "total", set(brussels().targets), ("general", "radicalisation"), "total"),
        ("untagged", "untagged", {None}, (), "untagged"),
        ("transfers", "transfers", {*PROJECTS, "G1", "G1.2"}, (), "transfers"),
        ("project", "project", PROJECTS, (), "project"),
        ("deduction", "deduction", {"G1.2"}, (), "deduction"),
        ("G1 transfers", "G1 transfers", {"G1", "G1.1", "G1.2"}, (), "transfers"),
        ("General Project", "general project", {c for c in PROJECTS if c[0] == "G"}, (), "project"),
        ("total deduction", "total deduction", {"G1.2"}, (), "deduction"),
        ("G2 transfers", "G2 transfers", set(), (), "transfers"),
    ],
)
def test_a_figure_is_what_its_name_says(
    text: str, name: str, codes: set[str | None], grants: tuple[str, ...], word: str
) -> None:
    """Lost otherwise: a figure would be explained by lines of another sector, or without some of its own."""
    found = figure_of(brussels(), text)
    assert (found.name, found.codes, found.grants, found.word) == (name, frozenset(codes), grants, word)
    assert (found.target is None) == bool(word)


@pytest.mark.parametrize("text", ["G9", "G1 total", "G9 transfers", "nothing", "transfers G1"])
def test_a_figure_that_is_none_is_refused(text: str) -> None:
    """Lost otherwise: a code mistyped would be explained by nothing, and look like a figure of 0.00."""
    with pytest.raises(WrongUse):
        figure_of(brussels(), text)


@pytest.mark.parametrize("named", ["total", "Untagged", "project"])
def test_a_name_of_the_agreement_goes_before_a_word_of_ours(named: str) -> None:
    """Lost otherwise: an agreement whose grant is called Total could never show that grant's own lines."""
    agreement = odd_agreement()
    first = replace(agreement.grants[0], aliases=(named, f"{named} transfers"))
    agreement = replace(agreement, grants=(first, *agreement.grants[1:]))
    for text in (named, named.casefold(), f"{named} transfers"):
        found = figure_of(agreement, text)
        assert (found.name, set(found.codes), found.word) == ("1", {"1", "1.0", "1.1", "1.10"}, ""), text
    assert figure_of(agreement, "5-1 deduction").codes == {"A1"}


def test_codes_of_any_form_hold_their_own_money_only() -> None:
    """Lost otherwise: 1.1 would hold 1.10's euros, or a sector those of the grant above it."""
    targets = odd_agreement().targets
    below = {code: codes_below(odd_agreement(), target) for code, target in targets.items()}
    assert below["1"] == ("1", "1.0", "1.1", "1.10")
    assert below["true"] == ("true", "5-1", "a1", "A1")
    assert (below["1.0"], below["5-1"]) == (("1.0", "1.1", "1.10"), ("5-1", "a1", "A1"))
    assert [below[code] for code in ("1.1", "1.10", "a1", "A1")] == [("1.1",), ("1.10",), ("a1",), ("A1",)]


def test_every_figure_has_a_title() -> None:
    """Lost otherwise: the explanation of a figure would not say what it is."""
    assert figure_of(brussels(), "G1.1").title("nl") == brussels().targets["G1.1"].title.said_in("nl")
    assert {word: str(figure_of(brussels(), word).title("nl")) for word in WORDS} == WORDS
    assert str(figure_of(brussels(), "G1 transfers").title("fr")) == WORDS["transfers"]
