"""What rules do to a handful of lines, each line in the part it belongs to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ledger_builders import brussels, expense, ledger_of
from subsidy_ledger.domain.expenses import Expense, RuleUse, Share
from subsidy_ledger.domain.ledger import Sum
from subsidy_ledger.domain.rule_conditions import LIKENESS_LOWEST, checked
from subsidy_ledger.domain.rule_effect import effect
from subsidy_ledger.domain.rulebook import Rulebook, live_rules
from subsidy_ledger.domain.rules import Conditions, Rule
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.importing.planning.alike import alike


def rule(number: int, code: str, version: int = 1, is_live: bool = True, **conditions: Any) -> Rule:
    return Rule(number, version, code, checked(brussels(), Conditions(**conditions)), is_live, 1)


def of(number: int, cents: int, code: str | None, supplier: str, **facts: Any) -> Expense:
    return expense(number, cents, code, supplier=supplier, **facts)


RULES = (
    rule(1, "G2.1", supplier="Zenne"),
    rule(2, "G2.2", account="61*"),
    rule(3, "G2.3", supplier="Drukkerij De Pers", likeness_min=97),
)
LINES = (
    of(1, 100, None, "Zenne"), of(2, 900, None, "Zenne"), of(3, 50, "G2.1", "Zenne"), of(4, 70, "G2.3", "Zenne"),
    of(5, -800, "G2.3", "Zenne"), of(6, 5, None, "Zenne", account="612"), of(7, 6, None, "Zenne", account="610"),
    of(8, 9, "G1.1", "Zenne", account="612"), of(9, 30, None, "Drukerij De Pers"), of(10, 31, None, "Drukerij De Pers"),
    of(11, 40, "G1.1", "Drukerij De Pers"), of(12, 1, None, "Kaai"), of(13, 20, "G1.1", "Kaai"),
    replace(of(14, 60, None, "Zenne"), shares=(Share("G2.3", 20), Share(None, 40))),
    of(15, 77, None, "Zenne", year=2018),
)  # fmt: skip


def book() -> Rulebook:
    return Rulebook(RULES, brussels(), alike)


def test_every_line_is_in_the_part_it_belongs_to_the_most_money_first() -> None:
    """Lost otherwise: an officer would be shown what moves without what does not, or the cents before the thousands."""
    found = effect(ledger_of(LINES), book(), year=2019)
    parts = found.moves, found.disputed, found.kept, found.near
    assert [[each.expense.number for each in part] for part in parts] == [[2, 1], [7, 6], [5, 4, 14], [10, 9]]
    assert found.same == 1
    assert [move.code for move in found.moves] == ["G2.1", "G2.1"]
    assert found.moves[0].after == (Share("G2.1", 900),)
    assert found.moved() == {(2019, None, "G2.1"): Sum(1000, 2)}


def test_tagged_lines_move_only_where_it_is_asked_for() -> None:
    """Lost otherwise: a rule would undo what a person decided."""
    found = effect(ledger_of(LINES), book(), retag=True)
    assert [each.expense.number for each in found.moves] == [2, 5, 1, 15, 4, 14]
    assert [each.expense.number for each in found.disputed] == [8, 7, 6]
    assert (found.kept, found.same) == ((), 1)
    assert list(found.moved().items()) == [
        ((2018, None, "G2.1"), Sum(77, 1)),
        ((2019, None, "G2.1"), Sum(1040, 3)),
        ((2019, "G2.3", "G2.1"), Sum(-710, 3)),
    ]


def test_the_ledger_as_it_will_be_carries_the_codes_and_the_rules_that_gave_them() -> None:
    """Lost otherwise: nobody could say later which rule tagged a line."""
    after = effect(ledger_of(LINES), book(), year=2019).after(ledger_of(LINES))
    assert [(e.shares, e.tagged_by) for e in after.expenses[:3]] == [
        ((Share("G2.1", 100),), (RuleUse(1, 1, 100),)),
        ((Share("G2.1", 900),), (RuleUse(1, 1, 100),)),
        ((Share("G2.1", 50),), ()),
    ]


def test_only_what_one_rule_speaks_of_is_told_where_one_is_meant() -> None:
    """Lost otherwise: trying a new rule would show what the old ones do."""
    found = effect(ledger_of(LINES), book(), about=[3])
    assert [each.expense.number for each in found.near] == [10, 9]
    assert (found.moves, found.kept, found.disputed, found.same) == ((), (), (), 0)


def test_of_each_rule_the_last_version_counts_and_none_that_was_retired() -> None:
    """Lost otherwise: a mended rule would disagree with itself."""
    rules = [
        rule(2, "G2.2", account="61*"),
        rule(1, "G2.1", 2, supplier="Zenne"), rule(1, "G2.3", supplier="Zenne"),
        rule(3, "G2.1", supplier="Kaai"), rule(3, "G2.1", 2, is_live=False, supplier="Kaai"),
    ]  # fmt: skip
    assert [(r.number, r.version, r.code) for r in live_rules(rules)] == [(1, 2, "G2.1"), (2, 1, "G2.2")]


def test_the_least_likeness_that_may_be_asked_for_may_be() -> None:
    """Lost otherwise: the refusal would name a number that is refused."""
    assert LIKENESS_LOWEST == 70
    assert checked(brussels(), Conditions(supplier="Zenne", likeness_min=70)).likeness_min == 70
    for wrong in (69, 101):
        with pytest.raises(WrongUse, match="A likeness is a number from 70 to 100"):
            checked(brussels(), Conditions(supplier="Zenne", likeness_min=wrong))
