"""Rules on plain values: what fits a line, and that neither the order of rules nor that of lines ever matters."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger_builders import brussels, expense, ledger_of
from subsidy_ledger.domain.expenses import Details, Expense, RuleUse, Share
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.rule_conditions import checked
from subsidy_ledger.domain.rule_effect import Effect, effect
from subsidy_ledger.domain.rulebook import Rulebook, Verdict, live_rules
from subsidy_ledger.domain.rules import Conditions, Rule
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.importing.planning.alike import alike


def rule(number: int, code: str, *, version: int = 1, is_live: bool = True, **conditions: Any) -> Rule:
    return Rule(number, version, code, checked(brussels(), Conditions(**conditions)), is_live, 1)


def book(*rules: Rule) -> Rulebook:
    return Rulebook(rules, brussels(), alike)


def judged(*rules: Rule, entity: str = "city", **facts: Any) -> Verdict:
    return book(*rules).judge(Details(entity, 2019, 100, **facts))


@pytest.mark.parametrize(
    ("conditions", "facts"),
    [
        ({"budget_article": "330/124-06"}, {"budget_article": "330/12406"}),
        ({"budget_article": "330/12406"}, {"budget_article": "2019/330/124-06/01"}),
        ({"budget_article": "330/*"}, {"budget_article": "330/435-01"}),
        ({"budget_article": "330/124*"}, {"budget_article": "330/124-06"}),
        ({"budget_article": "VEI*"}, {"budget_article": "vei-01"}),
        ({"account": "612*"}, {"account": "61234"}),
        ({"account": "61.234"}, {"account": "61234"}),
        ({"description": "camera"}, {"description": "Onderhoud camera's Noordwijk"}),
        ({"description": "onderhoud CAMERA*"}, {"description": "Camerabewaking: onderhoud"}),
        ({"description": "théâtre"}, {"description": "THEATRE de rue"}),
        ({"description": "l'asbl"}, {"description": "aide à l'asbl"}),
        ({"supplier": "Drukkerij Zennekaai nv"}, {"supplier": "DRUKKERIJ ZENNEKAAI"}),
        ({"supplier": "Drukkerij Zennekaai"}, {"supplier": "Drukerij Zennekaai bvba"}),
        ({"entity": "city"}, {}),
        ({"supplier": "Zenne", "account": "61*"}, {"supplier": "Zenne", "account": "610"}),
    ],
)
def test_a_line_that_shows_all_conditions_fits(conditions: dict[str, Any], facts: dict[str, Any]) -> None:
    """Lost otherwise: a rule would miss lines that an officer sees are meant."""
    assert judged(rule(1, "G2.1", **conditions), **facts).code == "G2.1"


@pytest.mark.parametrize(
    ("conditions", "facts"),
    [
        ({"budget_article": "330/124-06"}, {"budget_article": "330/124-07"}),
        ({"budget_article": "330/*"}, {"budget_article": "33002/435-01"}),
        ({"budget_article": "330/124-06"}, {}),
        ({"account": "612*"}, {"account": "6"}),
        ({"description": "camera"}, {"description": "camerabewaking"}),
        ({"description": "camera onderhoud"}, {"description": "camera aankoop"}),
        ({"description": "camera"}, {}),
        ({"supplier": "Zennekaai"}, {}),
        ({"supplier": "School 1"}, {"supplier": "School 2"}),
        ({"supplier": "Drukkerij Zennekaai", "likeness_min": 100}, {"supplier": "Drukerij Zennekaai"}),
        ({"supplier": "Zenne", "account": "61*"}, {"supplier": "Zenne", "account": "700"}),
        ({"entity": "nonprofit"}, {}),
    ],
)
def test_a_line_that_lacks_one_does_not(conditions: dict[str, Any], facts: dict[str, Any]) -> None:
    """Lost otherwise: money would be tagged that nobody meant."""
    assert judged(rule(1, "G2.1", **conditions), **facts).code is None


def test_evidence_is_left_alone_unless_the_rule_names_it() -> None:
    """Lost otherwise: the zone's own list would be tagged as if it were spending of the city."""
    assert judged(rule(1, "G2.1", supplier="Zenne"), entity="zone", supplier="Zenne").fits == ()
    assert judged(rule(1, "G4.3", supplier="Zenne", entity="zone"), entity="zone", supplier="Zenne").code == "G4.3"


def test_rules_that_disagree_leave_the_line_to_a_person() -> None:
    """Lost otherwise: which rule was made first would decide where the money goes."""
    one, two = rule(1, "G2.1", supplier="Zenne"), rule(2, "G2.2", account="61*")
    found = judged(one, two, supplier="Zenne", account="612")
    assert (found.code, found.disagrees, found.codes) == (None, True, ("G2.1", "G2.2"))


def test_an_exact_supplier_beats_one_that_is_only_alike() -> None:
    """Lost otherwise: two suppliers with nearly the same name could not both have a rule."""
    near, exact = rule(1, "G2.2", supplier="Buurtwerk Noorden"), rule(2, "G2.1", supplier="Buurtwerk Noord")
    assert judged(near, exact, supplier="Buurtwerk Noord vzw").uses == (RuleUse(2, 1, 100),)
    assert judged(near, supplier="Buurtwerk Noord vzw").code == "G2.2"
    article = rule(3, "G3.1", budget_article="330/*")
    assert judged(near, exact, article, supplier="Buurtwerk Noord", budget_article="330/124-06").disagrees


def test_a_supplier_just_below_the_threshold_is_told_with_its_score() -> None:
    """Lost otherwise: an officer could not see that a rule almost took a line."""
    found = judged(rule(1, "G2.1", supplier="Drukkerij Zennekaai", likeness_min=99), supplier="Drukerij Zennekaai")
    assert found.code is None
    assert [(fit.rule.number, fit.likeness) for fit in found.near] == [(1, 97)]


def test_lines_that_differ_in_what_a_rule_asks_are_looked_at_each() -> None:
    """Lost otherwise: the second supplier of a list would get the code of the first."""
    asked = {"supplier": ("Zenne", "Kaai"), "account": ("61", "62"), "description": ("zaal", "drank")}
    for name, (one, other) in asked.items():
        lines: list[dict[str, Any]] = [{name: each} for each in (one, other, one)]
        rules = book(rule(1, "G2.1", **lines[0]), rule(2, "G2.2", **lines[1]))
        found = [rules.judge(Details("city", 2019, 100, **facts)) for facts in lines]
        assert [verdict.code for verdict in found] == ["G2.1", "G2.2", "G2.1"], name
        assert [verdict.near for verdict in found] == [(), (), ()]


def test_only_the_last_version_counts() -> None:
    """Lost otherwise: a retired rule would go on tagging."""
    first = rule(1, "G2.1", account="61*")
    assert live_rules([first, replace(first, version=2, is_live=False)]) == ()
    assert live_rules([replace(first, version=2, code="G2.2"), first])[0].code == "G2.2"


@pytest.mark.parametrize(
    ("conditions", "code"),
    [
        ({}, "rule-empty"),
        ({"likeness_min": 80}, "rule-empty"),
        ({"supplier": "--"}, "rule-supplier"),
        ({"account": "61", "likeness_min": 80}, "rule-likeness"),
        ({"supplier": "Zenne", "likeness_min": 50}, "rule-likeness"),
        ({"supplier": "Zenne", "likeness_min": 101}, "rule-likeness"),
        ({"description": "*"}, "rule-description"),
        ({"budget_article": "*"}, "rule-article"),
        ({"budget_article": "/*"}, "rule-article"),
        ({"budget_article": "330*/123"}, "rule-article"),
        ({"account": "6*1"}, "rule-account"),
        ({"account": ""}, "rule-account"),
        ({"entity": "nobody"}, "entity-unknown"),
    ],
)
def test_conditions_that_fit_nothing_or_everything_are_refused(conditions: dict[str, Any], code: str) -> None:
    """Lost otherwise: a slip in one option would tag the whole ledger, or quietly nothing."""
    with pytest.raises(WrongUse) as refused:
        checked(brussels(), Conditions(**conditions))
    assert refused.value.code == code


SUPPLIERS = ("Drukkerij Zenne", "drukkerij zenne nv", "Drukerij Zenne", "Drukkerij Senne", "School 1", "School 2", None)
CODES = ("G2.1", "G2.2", "G4.3", "general", None)


@st.composite
def rules_of(draw: st.DrawFn) -> list[Rule]:
    found = []
    for number in range(1, draw(st.integers(0, 5)) + 1):
        conditions: dict[str, Any] = {
            "supplier": draw(st.sampled_from(SUPPLIERS)),
            "budget_article": draw(st.sampled_from(["330/*", "330/12406", None])),
            "description": draw(st.sampled_from(["camera*", "school", None])),
            "entity": draw(st.sampled_from(["zone", "city", None, None])),
        }
        if any(conditions.values()):
            found.append(rule(number, draw(st.sampled_from(CODES[:4])) or "", **conditions))
    return found


@st.composite
def lines(draw: st.DrawFn) -> list[Expense]:
    found = []
    for number in range(1, draw(st.integers(0, 12)) + 1):
        amount = draw(st.integers(-(10**6), 10**6).filter(bool))
        found.append(
            expense(
                number, amount, draw(st.sampled_from([*CODES, None, None])),
                draw(st.sampled_from(["city", "city", "zone"])), draw(st.sampled_from([2018, 2019])),
                supplier=draw(st.sampled_from(SUPPLIERS)),
                budget_article=draw(st.sampled_from([None, "330/124-06", "33002/43501"])),
                description=draw(st.sampled_from([None, "Camerabewaking school", "camera"])),
            )
        )  # fmt: skip
    return found


@given(rules_of(), lines(), st.randoms(use_true_random=False), st.booleans())
def test_order_never_matters(rules: list[Rule], those: list[Expense], chance: Any, retag: bool) -> None:
    """Lost otherwise: the same rules and lines would give another balance on another day."""
    found = effect(ledger_of(those), book(*rules), retag=retag)
    shuffled_rules, shuffled_lines = list(rules), list(those)
    chance.shuffle(shuffled_rules)
    chance.shuffle(shuffled_lines)
    assert effect(ledger_of(shuffled_lines), book(*shuffled_rules), retag=retag) == found


@given(rules_of(), lines(), st.booleans())
def test_applied_twice_changes_nothing(rules: list[Rule], those: list[Expense], retag: bool) -> None:
    """Lost otherwise: each run would move money again."""
    ledger = ledger_of(those)
    after = effect(ledger, book(*rules), retag=retag).after(ledger)
    assert effect(after, book(*rules), retag=retag).moves == ()


@given(rules_of(), lines(), st.booleans())
def test_what_is_shown_is_what_moves(rules: list[Rule], those: list[Expense], retag: bool) -> None:
    """Lost otherwise: the euros an officer agreed to would not be the euros that moved."""
    ledger = ledger_of(those)
    found = effect(ledger, book(*rules), retag=retag)
    after = found.after(ledger)
    shown: Counter[tuple[int, str | None]] = Counter()
    for (year, before, code), moved in found.moved().items():
        shown[year, before] -= moved.cents
        shown[year, code] += moved.cents
    assert +shown == +difference(ledger, after)
    assert -shown == -difference(ledger, after)
    assert sum(e.amount for e in after.expenses) == sum(e.amount for e in ledger.expenses)
    _only_what_may(found, ledger, after, retag=retag)


def difference(before: Ledger, after: Ledger) -> Counter[tuple[int, str | None]]:
    """Cents by year and code that all live lines gained, evidence included."""
    found: Counter[tuple[int, str | None]] = Counter()
    for sign, ledger in ((-1, before), (1, after)):
        for line in ledger.live():
            for share in line.shares:
                found[line.details.year, share.code] += sign * share.cents
    return found


def _only_what_may(found: Effect, before: Ledger, after: Ledger, *, retag: bool) -> None:
    moved = {move.expense.number for move in found.moves}
    for old, new in zip(before.expenses, after.expenses, strict=True):
        if old.number not in moved:
            assert old == new
        else:
            assert retag or all(share.code is None for share in old.shares)
            assert new.shares == (Share(new.shares[0].code, old.amount),)
            assert new.tagged_by
