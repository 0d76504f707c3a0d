"""Rules in a ledger: recorded by adding, applied as shown, told with every line they tag; on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from builders import HEADER, import_file, session_of, write_workbook
from subsidy_ledger.domain.expenses import RuleUse, Share
from subsidy_ledger.domain.rules import Conditions
from subsidy_ledger.errors import NotReady, WrongUse
from subsidy_ledger.importing.planning.plan_json import plan_json
from subsidy_ledger.operations.explain import explain_line
from subsidy_ledger.operations.importing import make_plan, read_files
from subsidy_ledger.operations.lines import correct, tag, take_back
from subsidy_ledger.operations.request import Request
from subsidy_ledger.operations.rules import Scope, Tried, apply, record, retire, rules, try_new, try_rules
from subsidy_ledger.operations.session import Session
from subsidy_ledger.operations.undoing import redo, undo

WITH_GRANT = (*HEADER, "Toelage")


def row(supplier: str, amount: float, code: str | None = None, *more: Any) -> list[Any]:
    return [2019, None, None, supplier, "Onderhoud", code, amount, *more]


def make_rule(here: Session, code: str, **conditions: Any) -> int:
    return record(here, try_new(here, code, Conditions(**conditions)), reason="so decided")


def post(here: Session, room: Path, *rows: Sequence[Any], header: Sequence[str] = HEADER, **wishes: Any) -> None:
    import_file(here, write_workbook(room / f"{len(list(room.iterdir()))}.xlsx", rows, header), **wishes)


def tagged(here: Session) -> list[tuple[str | None, tuple[int, ...]]]:
    return [(e.shares[0].code, tuple(use.rule for use in e.tagged_by)) for e in here.ledger().live()]


def codes(tried: Tried) -> dict[int, str]:
    return {move.expense.number: move.code for move in tried.effect.moves}


def test_existing_lines_are_tagged_as_shown_and_only_once(url: str, tmp_path: Path) -> None:
    """Lost otherwise: rules would tag other lines than an officer agreed to, or tag them again each time."""
    here = session_of(url)
    post(here, tmp_path, row("Zenne nv", 10.0), row("ZENNE", 5.0, "G3.1"), row("Kaai", 3.0), row("Senne", 2.0))
    one, two = make_rule(here, "g2.1", supplier="Zenne"), make_rule(here, "G2.2", supplier="Kaai")
    shown = try_rules(here, Scope())
    assert codes(shown) == {1: "G2.1", 3: "G2.2"}
    assert [k.expense.number for k in shown.effect.kept] == [2]
    assert [(n.expense.number, n.verdict.near[0].likeness) for n in shown.effect.near] == [(4, 80)]
    assert apply(here, shown, reason="first") is not None
    assert tagged(here) == [("G2.1", (one,)), ("G3.1", ()), ("G2.2", (two,)), (None, ())]
    again = try_rules(here, Scope())
    assert apply(here, again) is None
    assert (again.effect.moves, again.effect.same) == ((), 2)
    assert here.ledger().entries[-1].reason == "first"


def test_what_a_person_tagged_moves_only_when_asked(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a rule made for new lines would undo an officer's own decisions."""
    here = session_of(url)
    post(here, tmp_path, row("Zenne", 10.0), row("Zenne", 4.0), row("Zenne", 2.0))
    tag(here, [1], "G3.1")
    tag(here, [2], "G2.2", share=Fraction(1, 4))
    make_rule(here, "G2.1", supplier="Zenne")
    assert codes(try_rules(here, Scope())) == {3: "G2.1"}
    retag = try_rules(here, Scope(retag=True))
    assert {key: moved.cents for key, moved in retag.effect.moved().items()} == {
        (2019, None, "G2.1"): 500, (2019, "G2.2", "G2.1"): 100, (2019, "G3.1", "G2.1"): 1000,
    }  # fmt: skip
    apply(here, retag, reason="all of it")
    assert tagged(here) == [("G2.1", (1,))] * 3
    tag(here, [1], "G3.1")
    assert tagged(here)[0] == ("G3.1", ())
    assert codes(try_rules(here, Scope())) == {}


def test_scope_is_a_year_and_a_rule(url: str, tmp_path: Path) -> None:
    """Lost otherwise: tagging one year's lines would touch a year that is settled."""
    here = session_of(url)
    post(here, tmp_path, row("Zenne", 10.0), [2018, *row("Zenne", 4.0)[1:]], row("Kaai", 2.0))
    make_rule(here, "G2.1", supplier="Zenne")
    make_rule(here, "G2.2", supplier="Kaai")
    assert codes(try_rules(here, Scope(year=2018))) == {2: "G2.1"}
    assert codes(try_rules(here, Scope((2,)))) == {3: "G2.2"}
    with pytest.raises(WrongUse, match="2031 is not a year"):
        try_rules(here, Scope(year=2031))
    with pytest.raises(WrongUse, match="There is no rule 7; there are: 1, 2"):
        try_rules(here, Scope((7,)))


def test_a_new_rule_is_tried_beside_those_there_are(url: str, tmp_path: Path) -> None:
    """Lost otherwise: an officer would learn of a disagreement only after the rule was made."""
    here = session_of(url)
    post(here, tmp_path, row("Zenne", 10.0), row("Kaai", 2.0))
    make_rule(here, "G2.1", supplier="Zenne")
    tried = try_new(here, "G2.2", Conditions(description="onderhoud"))
    assert codes(tried) == {2: "G2.2"}
    assert [d.expense.number for d in tried.effect.disputed] == [1]
    record(here, tried, reason="upkeep")
    apply(here, try_rules(here, Scope()))
    assert tagged(here) == [(None, ()), ("G2.2", (2,))]
    retire(here, 1, reason="no longer")
    assert codes(try_rules(here, Scope())) == {1: "G2.2"}


def test_a_rule_is_retired_by_a_further_version(url: str, tmp_path: Path) -> None:
    """Lost otherwise: what once tagged a line could no longer be looked up."""
    here = session_of(url)
    post(here, tmp_path, row("Zenne", 10.0))
    make_rule(here, "G2.1", supplier="Zenne")
    apply(here, try_rules(here, Scope()))
    retire(here, 1, reason="contract ended")
    ledger, live = rules(here)
    assert live == ()
    assert [(r.number, r.version, r.is_live) for r in ledger.rules] == [(1, 1, True), (1, 2, False)]
    assert [(r.version, r.is_live) for r in rules(here, retired=True)[1]] == [(2, False)]
    assert tagged(here) == [("G2.1", (1,))]
    with pytest.raises(WrongUse, match="retired already"):
        retire(here, 1, reason="again")
    assert make_rule(here, "G2.1", supplier="Zenne") == 2
    with pytest.raises(WrongUse, match="Rule 2 says exactly that already"):
        try_new(here, "G2.1", Conditions(supplier="Zenne"))


def test_an_unknown_code_is_refused_with_the_nearest(url: str) -> None:
    """Lost otherwise: a rule would tag lines with a code that no balance shows."""
    with pytest.raises(WrongUse, match=r"There is no code \"G2\.9\".*nearest: G2"):
        try_new(session_of(url), "G2.9", Conditions(supplier="Zenne"))


def test_nothing_is_written_but_what_was_shown(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a line posted between the question and the answer would be tagged unseen."""
    here = session_of(url)
    post(here, tmp_path, row("Zenne", 10.0))
    make_rule(here, "G2.1", supplier="Zenne")
    shown, new = try_rules(here, Scope()), try_new(here, "G2.2", Conditions(account="6*"))
    post(here, tmp_path, row("Kaai", 1.0), row("Zenne", 7.0, None))
    tag(here, [3], "G3.1")
    tag(here, [1], "G3.1")
    make_rule(here, "G2.2", supplier="Kaai")
    with pytest.raises(NotReady, match="Somebody else wrote"):
        apply(here, shown)
    with pytest.raises(NotReady, match="Somebody else wrote"):
        record(here, new, reason="late")
    assert len(here.ledger().rules) == 2


def test_an_import_asks_the_rules_last(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a rule would overrule what the file or the officer says of a row."""
    here = session_of(url)
    make_rule(here, "G2.1", supplier="Drukkerij Zenne")
    make_rule(here, "G4.3", description="transfert")
    rows = [
        row("Drukkerij Zenne", 1.0, "G3.1"), row("Drukkerij Zenne nv", 2.0), row("Drukerij Zenne", 3.0),
        row("Drukker Senne", 4.0), [2019, None, None, "Zone", "Transfert", None, 5.0],
    ]  # fmt: skip
    request = Request((str(write_workbook(tmp_path / "a.xlsx", rows)),))
    plan = make_plan(here, request, read_files(request))
    shown: Any = plan_json(plan, posted=False)
    assert shown["rules"] == [
        {"rules": [1], "objective": "G2.1", "lines": 2, "amount": "5.00"},
        {"rules": [2], "objective": "G4.3", "lines": 1, "amount": "5.00"},
    ]
    notes = "\n".join(map(str, plan.files[0].notes))
    assert "tagged by rule 1 as G2.1: 2 new lines, 5.00" in notes
    assert "G4.3, which rule 2 gives, is a transfer to the police zone" in notes
    assert '"Drukerij Zenne" is taken for "Drukkerij Zenne" of rule 1: alike by 96 of 100, 90 are needed' in notes
    import_file(here, tmp_path / "a.xlsx")
    assert tagged(here) == [("G3.1", ()), ("G2.1", (1,)), ("G2.1", (1,)), (None, ()), ("G4.3", (2,))]
    post(here, tmp_path, row("Drukkerij Zenne", 9.0), objective="G2.2")
    assert tagged(here)[-1] == ("G2.2", ())


def test_rules_that_disagree_are_shown_in_the_plan(url: str, tmp_path: Path) -> None:
    """Lost otherwise: new lines would stay untagged and nobody would know why."""
    here = session_of(url)
    make_rule(here, "G2.1", supplier="Zenne")
    make_rule(here, "G2.2", description="onderhoud")
    post(here, tmp_path, row("Zenne", 1.0))
    request = Request((str(write_workbook(tmp_path / "b.xlsx", [row("Zenne", 1.0), row("Zenne", 2.5)])),))
    plan = make_plan(here, request, read_files(request))
    told = [p for p in plan.files[0].problems if p.code == "rules-disagree"]
    assert [(p.severity, p.cell, p.value) for p in told] == [("warning", "F3", "Zenne")]
    assert "rule 1 says G2.1, rule 2 says G2.2; the line (2.50) stays untagged" in str(told[0].message)
    assert plan.files[0].expenses[0].shares == (Share(None, 250),)


def test_a_grant_beside_the_row_bounds_its_rules(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a rule would move money into the grant that the row says it is not."""
    here = session_of(url)
    make_rule(here, "G2.1", supplier="Zenne")
    rows = [row("Zenne", 1.0, None, "Algemeen"), row("Zenne", 2.0, None, "Radicalisering")]
    request = Request((str(write_workbook(tmp_path / "a.xlsx", rows, WITH_GRANT)),))
    plan = make_plan(here, request, read_files(request))
    assert [e.shares[0].code for e in plan.files[0].expenses] == ["G2.1", "radicalisation"]
    (told,) = plan.files[0].problems
    assert str(told.message) == "rule 1 says G2.1, but the row's own grant is radicalisation; the row counts (2.00)"
    assert told.code == "rule-contradicts-grant"


def test_a_new_rule_is_another_plan(url: str, tmp_path: Path) -> None:
    """Lost otherwise: --plan would post other tags than were shown."""
    here = session_of(url)
    request = Request((str(write_workbook(tmp_path / "a.xlsx", [row("Zenne", 1.0)])),))
    before = make_plan(here, request, read_files(request)).id
    make_rule(here, "G2.2", supplier="Somebody else")
    after = make_plan(here, request, read_files(request)).id
    assert (before.files, before.options) == (after.files, after.options)
    assert before.rules != after.rules
    assert before.seal != after.seal


def test_a_line_says_which_rule_tagged_it(url: str, tmp_path: Path) -> None:
    """Lost otherwise: nobody could say why a euro counts where it does."""
    here = session_of(url)
    make_rule(here, "G2.1", supplier="Drukkerij Zenne")
    post(here, tmp_path, row("Drukerij Zenne", 10.0))
    story = explain_line(here, 1)
    assert [(r.number, r.conditions.supplier) for r in story.rules] == [(1, "Drukkerij Zenne")]
    assert story.events[0].rules == (RuleUse(1, 1, 96),)
    tag(here, [1], "G2.2")
    story = explain_line(here, 1)
    assert (story.rules, story.events[1].rules) == ((), ())
    assert story.events[0].rules == (RuleUse(1, 1, 96),)


def test_a_corrected_line_keeps_its_rule_and_a_reversal_has_none(url: str, tmp_path: Path) -> None:
    """Lost otherwise: after a correction the code would seem to come from nowhere."""
    here = session_of(url)
    make_rule(here, "G2.1", supplier="Zenne")
    post(here, tmp_path, row("Zenne", 10.0), row("Zenne", 4.0))
    correct(here, 1, {"amount": 800}, reason="typed wrong")
    take_back(here, 2, reason="not ours")
    ledger = here.ledger()
    assert [(e.number, e.amount, tuple(u.rule for u in e.tagged_by)) for e in ledger.expenses] == [
        (1, 1000, (1,)), (2, 400, (1,)), (3, -1000, ()), (4, 800, (1,)), (5, -400, ()),
    ]  # fmt: skip
    undo(here, 1, reason="all wrong")
    assert list(here.ledger().live()) == []
    redo(here, 1, reason="not all")
    assert tagged(here) == [("G2.1", (1,))]
