"""Decisions on findings: kept across runs, two people where that is asked, open again by themselves, told as known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from builders import MORNING, import_file, other_agreement, session_of, write_workbook
from command import ledger
from subsidy_ledger.agreements import builtin
from subsidy_ledger.domain.findings import Finding
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.findings import decide, story
from subsidy_ledger.operations.lines import tag
from subsidy_ledger.operations.reconcile import reconcile
from subsidy_ledger.operations.session import Session
from subsidy_ledger.operations.setup import load_agreement

# What stays untagged is one finding a year; the same number twice is another.
ROWS = [
    [2019, "D1", date(2019, 3, 1), "Zenne", "zaal", None, 100.0],
    [2019, "D2", date(2019, 4, 1), "Marollen", "drukwerk", "G2.1", 55.5],
]
LATER = [[2019, "D3", date(2019, 5, 1), "Zenne", "zaal", None, 20.0]]
FOUR_EYES = {'[parameters.four-eyes-from]\nvalue = "never"': '[parameters.four-eyes-from]\nvalue = "warning"'}


@pytest.fixture
def here(url: str, tmp_path: Path) -> Session:
    session = session_of(url, by="An Peeters")
    import_file(session, write_workbook(tmp_path / "1.xlsx", ROWS))
    return session


def untagged(here: Session, **wishes: object) -> Finding:
    (found,) = reconcile(here, checks=["untagged"], **wishes).outcome.findings  # type: ignore[arg-type]
    return found


def loaded_with(here: Session, changes: dict[str, str]) -> None:
    text = builtin()
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    load_agreement(here, text)


def test_an_acceptance_is_kept_across_runs_with_person_day_and_reason(here: Session) -> None:
    """Lost otherwise: an auditor would find the same thing again every quarter, and nobody would know who let it be."""
    finding = untagged(here)
    (done,) = decide(here, "accept", [finding.id], reason="waits for the council")
    assert (done.finding.status, done.before.status, done.written) == ("accepted", "open", True)
    again = untagged(session_of(here.url, by="somebody else"))
    held = again.standing
    assert (again.status, held.by, held.reason) == ("accepted", "An Peeters", "waits for the council")
    assert held.at is not None
    assert held.at.date() == MORNING.date()
    assert not again.asks_attention


def test_every_act_leads_where_it_says(here: Session) -> None:
    """Lost otherwise: a dispute could not be told from an acceptance, or a mistake could not be mended."""
    id_ = untagged(here).id
    for act, status in (("dispute", "disputed"), ("accept", "accepted"), ("reopen", "open"), ("accept", "accepted")):
        decide(here, act, [id_], reason=f"now {act}")  # type: ignore[arg-type]
        found = untagged(here)
        assert (found.status, found.standing.reason) == (status, f"now {act}")
        assert found.asks_attention is (status != "accepted")
    assert [d.act for d, _ in story(here, id_).decisions] == ["dispute", "accept", "reopen", "accept"]


@pytest.mark.parametrize("act", ["accept", "dispute"])
def test_a_finding_whose_euros_or_lines_moved_is_open_again_and_says_so(
    here: Session, tmp_path: Path, act: str
) -> None:
    """Lost otherwise: accepting 100 euros once would accept any amount for ever."""
    id_ = untagged(here).id
    decide(here, act, [id_], reason="seen")  # type: ignore[arg-type]
    import_file(here, write_workbook(tmp_path / "2.xlsx", LATER))
    found = untagged(here)
    assert (found.id, found.status, found.standing.moved, found.cents) == (id_, "open", True, 12_000)
    shown = ledger(here.url, "reconcile", "--check", "untagged")
    verb = {"accept": "accepted", "dispute": "disputed"}[act]
    assert f"open again: An Peeters {verb} it on 2020-01-06 for 100.00 (lines: 1)" in shown.out
    assert "and it is 120.00 (lines: 2) now" in shown.out
    decide(here, act, [id_], reason="seen")  # type: ignore[arg-type]
    assert untagged(here).status == verb


def test_the_same_euros_on_other_lines_are_another_figure(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: an accepted line could be exchanged for another of the same amount, unseen."""
    id_ = untagged(here).id
    decide(here, "accept", [id_], reason="seen")
    import_file(here, write_workbook(tmp_path / "2.xlsx", [[2019, "D9", date(2019, 5, 1), "X", "y", None, 100.0]]))
    tag(here, [1], "G2.1")
    found = untagged(here)
    assert (found.cents, found.expenses, found.status, found.standing.moved) == (10_000, (3,), "open", True)


def test_a_figure_that_comes_back_is_as_it_was_decided(here: Session) -> None:
    """Lost otherwise: trying out a tag and taking it back would cost every acceptance."""
    decide(here, "accept", [untagged(here).id], reason="seen")
    tag(here, [2], "general")
    assert untagged(here).status == "accepted"


def test_a_second_person_confirms_where_the_agreement_asks_for_it(here: Session) -> None:
    """Lost otherwise: one person alone could accept what the city wants two to answer for."""
    loaded_with(here, FOUR_EYES)
    id_ = untagged(here).id
    with pytest.raises(WrongUse, match="not accepted as it is now"):
        decide(here, "confirm", [id_], reason="")
    decide(here, "accept", [id_], reason="seen")
    found = untagged(here)
    assert (found.status, found.standing.awaits, found.asks_attention) == ("open", True, True)
    for same in ("An Peeters", "an peeters", "AN PÉETERS."):
        with pytest.raises(WrongUse, match="second person") as caught:
            decide(session_of(here.url, by=same), "confirm", [id_], reason="")
        assert caught.value.code == "finding-same-person"
    (done,) = decide(session_of(here.url, by="Luc Maes"), "confirm", [id_], reason="")
    assert (done.finding.status, done.finding.standing.confirmed_by) == ("accepted", "Luc Maes")
    assert untagged(here).standing.by == "An Peeters"


def test_a_confirmation_is_of_one_acceptance_only(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: a second person would have confirmed an amount she never saw."""
    loaded_with(here, FOUR_EYES)
    id_ = untagged(here).id
    decide(here, "accept", [id_], reason="seen")
    decide(session_of(here.url, by="Luc Maes"), "confirm", [id_], reason="")
    import_file(here, write_workbook(tmp_path / "2.xlsx", LATER))
    with pytest.raises(WrongUse, match="not accepted as it is now"):
        decide(session_of(here.url, by="Luc Maes"), "confirm", [id_], reason="")
    decide(here, "accept", [id_], reason="seen again")
    assert untagged(here).standing.awaits


def test_four_eyes_are_asked_by_severity(here: Session) -> None:
    """Lost otherwise: a city that wants two people for errors would need two for everything."""
    loaded_with(here, {key: value.replace("warning", "error") for key, value in FOUR_EYES.items()})
    decide(here, "accept", [untagged(here).id], reason="seen")
    assert untagged(here).status == "accepted"


def test_what_stands_so_already_is_not_written_again(here: Session) -> None:
    """Lost otherwise: the history would fill with acts that decided nothing."""
    id_ = untagged(here).id
    acts: list[tuple[str, str, bool]] = [
        ("reopen", "nothing was decided", False),
        ("accept", "seen", True),
        ("accept", "seen", False),
        ("accept", "seen, and the invoice is there", True),
        ("reopen", "a mistake", True),
        ("reopen", "a mistake", False),
    ]
    for act, reason, written in acts:
        (done,) = decide(here, act, [id_, id_.upper()], reason=reason)  # type: ignore[arg-type]
        assert done.written is written, (act, reason)
    assert len(story(here, id_).decisions) == 3


def test_several_findings_are_decided_in_one_entry_or_none_is(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: a mistyped id would leave half of a decision recorded."""
    import_file(here, write_workbook(tmp_path / "2.xlsx", [[2018, "D7", date(2018, 5, 1), "X", "y", None, 7.0]]))
    ids = [f.id for f in reconcile(here, checks=["untagged"]).outcome.findings]
    entries = len(here.ledger().entries)
    with pytest.raises(WrongUse, match='no finding "0123456789"'):
        decide(here, "accept", [*ids, "0123456789"], reason="seen")
    assert len(here.ledger().entries) == entries
    assert all(done.written for done in decide(here, "accept", ids, reason="seen"))
    assert len(here.ledger().entries) == entries + 1


def test_a_finding_that_is_gone_keeps_its_history(here: Session) -> None:
    """Lost otherwise: what was once accepted, and by whom, would vanish with the fault."""
    id_ = untagged(here).id
    decide(here, "accept", [id_], reason="seen")
    tag(here, [1], "G2.1")
    with pytest.raises(WrongUse, match="no longer found"):
        decide(here, "reopen", [id_], reason="look again")
    told = story(here, id_)
    assert told.finding is None
    assert [(d.act, d.check, d.cents, d.lines, e.by) for d, e in told.decisions] == [
        ("accept", "untagged", 10_000, "1", "An Peeters")
    ]


def test_decisions_are_those_recorded_up_to_the_day_asked_for(here: Session) -> None:
    """Lost otherwise: nobody could show what was still open when the file was sent."""
    here.now = lambda: MORNING.replace(day=20)
    decide(here, "accept", [untagged(here).id], reason="seen")
    assert untagged(here, known_on=date(2020, 1, 19)).status == "open"
    assert untagged(here, known_on=date(2020, 1, 20)).status == "accepted"


def test_two_agreements_decide_apart(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: what one city accepts would be accepted for every other."""
    load_agreement(here, other_agreement())
    other = session_of(here.url)
    other.agreement, here.agreement = "ghent-2018-2019", "brussels-2018-2019"
    import_file(other, write_workbook(tmp_path / "g.xlsx", ROWS))
    decide(here, "accept", [untagged(here).id], reason="seen")
    assert (untagged(here).status, untagged(other).status) == ("accepted", "open")
    assert untagged(here).id == untagged(other).id
