"""`ledger finding`, `ledger reconcile` and `ledger sector-plan` at the command line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from builders import import_file, other_agreement, session_of, write_workbook
from command import Result, ledger
from subsidy_ledger.operations.lines import tag

ROWS = [
    [2019, "D1", date(2019, 3, 1), "Zenne", "zaal", None, 100.0],
    [2019, "D2", date(2019, 4, 1), "Marollen", "drukwerk", "G2.1", 55.5],
]
Run = Callable[..., Result]


@pytest.fixture
def run(sqlite_url: str, tmp_path: Path) -> Run:
    """Runs a command as An Peeters on a ledger of two lines, the first of them untagged."""
    import_file(session_of(sqlite_url), write_workbook(tmp_path / "1.xlsx", ROWS))

    def told(*words: object) -> Result:
        return ledger(sqlite_url, *words, "--by", "An Peeters")

    return told


def found(run: Run, *words: object) -> dict[str, object]:
    (finding,) = run("reconcile", "--check", "untagged", "--format", "json", *words).json["findings"]
    assert isinstance(finding, dict)
    return finding


def test_accepted_findings_do_not_block_and_disputed_ones_do(run: Run) -> None:
    """Lost otherwise: a nightly check would stay red for what was settled, or go green for what is not."""
    finding = found(run)
    assert (finding["status"], finding["reason"], finding["by"], finding["trial"]) == ("open", None, None, False)
    assert run("reconcile", "--check", "untagged", "--fail-on", "warning").code == 3
    accepted = run("finding", "accept", finding["id"], "--reason", "waits for the council")
    assert (accepted.code, accepted.out) == (0, f"Finding {finding['id']} is accepted.\n")
    now = found(run)
    assert (now["status"], now["reason"], now["by"]) == ("accepted", "waits for the council", "An Peeters")
    assert run("reconcile", "--check", "untagged", "--fail-on", "warning").code == 0
    run("finding", "dispute", finding["id"], "--reason", "the council said no")
    assert run("reconcile", "--check", "untagged", "--fail-on", "warning").code == 3
    assert run("reconcile", "--check", "untagged").code == 0


def test_reconcile_shows_status_and_reason_once_something_is_decided(run: Run) -> None:
    """Lost otherwise: an accepted finding would look like a new one."""
    before = run("reconcile", "--check", "untagged").out
    assert "Reason" not in before
    run("finding", "accept", found(run)["id"], "--reason", "waits for the council")
    after = run("reconcile", "--check", "untagged").out
    assert "accepted" in after
    assert "waits for the council" in after
    assert "An Peeters" in after
    assert after.rstrip().endswith("1 check, 1 finding: 1 warning; 1 accepted")


def test_status_counts_findings_as_reconcile_does(run: Run) -> None:
    """Lost otherwise: status would leave out what was accepted, and nobody could match its count with reconcile's."""
    run("finding", "accept", found(run)["id"], "--reason", "waits for the council")
    summary = run("reconcile").out.rstrip().splitlines()[-1]
    assert "1 accepted" in summary
    assert f"all years: {summary}" in run("status").out


def test_the_list_narrows_to_a_status(run: Run) -> None:
    """Lost otherwise: what is still open would have to be picked out by eye."""
    id_ = found(run)["id"]
    assert [
        f["id"]
        for f in run("finding", "list", "--check", "untagged", "--status", "open", "--format", "json").json["findings"]
    ] == [id_]
    run("finding", "accept", id_, "--reason", "seen")
    assert run("finding", "list", "--check", "untagged", "--status", "open", "--format", "json").json["findings"] == []
    csv = run("finding", "list", "--status", "accepted", "--format", "csv").out.splitlines()
    assert csv[0] == "id,severity,check,year,amount,status,message,expenses,reason,by,at"
    assert csv[1].startswith(f"{id_},warning,untagged,2019,100.00,accepted,")


def test_a_day_before_everything_is_told(run: Run) -> None:
    """Lost otherwise: a mistyped day would look like books without findings."""
    assert run("finding", "list", "--known-on", "2001-01-01").code == 2


@pytest.mark.parametrize("act", ["accept", "dispute", "reopen"])
@pytest.mark.parametrize("reason", [[], ["--reason", "  "]])
def test_a_decision_needs_a_reason(run: Run, act: str, reason: list[str]) -> None:
    """Lost otherwise: an auditor would read that something was accepted, and not why."""
    assert run("finding", act, found(run)["id"], *reason).code == 2
    assert found(run)["status"] == "open"


def test_an_unknown_finding_is_one_sentence_with_a_next_step(run: Run) -> None:
    """Lost otherwise: a mistyped id would end in silence or a traceback."""
    told = run("finding", "accept", "0123456789", "--reason", "seen")
    assert told.code == 2
    assert told.err == 'Error: There is no finding "0123456789". `ledger finding list` shows them with their ids.\n'
    assert run("finding", "show", "0123456789").code == 2


def test_the_story_of_a_finding_outlives_it(run: Run, sqlite_url: str) -> None:
    """Lost otherwise: the history of a mended fault could not be shown."""
    id_ = found(run)["id"]
    run("finding", "accept", id_, "--reason", "waits")
    run("finding", "reopen", id_, "--reason", "decided now")
    tag(session_of(sqlite_url), [1], "G2.1")
    shown = run("finding", "show", id_).out
    assert f"Finding {id_} is no longer found." in shown
    assert [word in shown for word in ("accept", "waits", "reopen", "decided now", "An Peeters")] == [True] * 5
    told = run("finding", "show", id_, "--format", "json").json
    assert told["finding"] is None
    assert [d["act"] for d in told["decisions"]] == ["accept", "reopen"]


def test_status_counts_what_still_asks_for_attention(run: Run) -> None:
    """Lost otherwise: the first page would report what was settled long ago."""
    before = run("status", "--format", "json").json["findings"]["warning"]
    run("finding", "accept", found(run)["id"], "--reason", "seen")
    assert run("status", "--format", "json").json["findings"]["warning"] == before - 1


def test_a_sector_plan_is_set_listed_and_stands_in_the_balance(run: Run) -> None:
    """Lost otherwise: the city's own plan would be kept, and shown nowhere."""
    words = ("sector-plan", "set", "g2", "--year", "2019", "--decision", "college")
    assert run(*words, "--amount", "640.000,00").out == "planned for G2 2019: 640 000.00\n"
    assert run(*words, "--amount", "640000").out == "G2 2019 is planned so already; nothing was written\n"
    assert run(*words, "--amount", "650000").out == "planned for G2 2019: 650 000.00 (before: 640 000.00)\n"
    rows = run("sector-plan", "list", "--format", "json").json
    assert [(r["sector"], r["year"], r["amount"], r["spent"], r["status"]) for r in rows] == [
        ("G2", "2019", "640000.00", None, "replaced"),
        ("G2", "2019", "650000.00", "55.50", "counts"),
    ]
    balance = run("balance", "--year", "2019", "--format", "json").json
    planned = {s["code"]: s["planned"] for g in balance["grants"] for s in g["sectors"]}
    assert {code for code, amount in planned.items() if amount is not None} == {"G2"}
    assert planned["G2"] == "650000.00"


def test_plans_above_the_grant_are_told(run: Run) -> None:
    """Lost otherwise: a city would plan more than it gets and see it at the end of the year."""
    words = ("--year", "2019", "--decision", "college", "--amount")
    assert run("sector-plan", "set", "G2", *words, "1856982.33").err == ""
    told = run("sector-plan", "set", "G3", *words, "0.01")
    assert told.code == 0
    assert "Warning: the plans of general 2019 come to 1 856 982.34, more than its 1 856 982.33." in told.err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("G2.1", "--year", "2019", "--amount", "1"), "G2.1 is no sector"),
        (("general", "--year", "2019", "--amount", "1"), "general is no sector"),
        (("G9", "--year", "2019", "--amount", "1"), 'no code "G9"'),
        (("G2", "--year", "2017", "--amount", "1"), "2017 is not a year"),
        (("G2", "--year", "2019", "--amount", "-1"), "cannot be negative"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(run: Run, words: tuple[str, ...], sentence: str) -> None:
    """Lost otherwise: a plan on an objective or another year would be compared with nothing."""
    told = run("sector-plan", "set", *words, "--decision", "college")
    assert told.code == 2
    assert sentence in told.err


def test_the_plan_belongs_to_its_agreement(run: Run, sqlite_url: str) -> None:
    """Lost otherwise: a plan of one city would be the measure of another."""
    from subsidy_ledger.operations.setup import load_agreement

    load_agreement(session_of(sqlite_url), other_agreement())
    of = ("--agreement", "ghent-2018-2019")
    run("sector-plan", "set", "G2", "--year", "2019", "--amount", "5", "--decision", "college", *of)
    assert run("sector-plan", "list", "--format", "json", "--agreement", "brussels-2018-2019").json == []
    assert len(run("sector-plan", "list", "--format", "json", *of).json) == 1


def test_what_changes_nothing_says_how_it_stands(run: Run, sqlite_url: str) -> None:
    """Lost otherwise: whoever opens an open finding again is told of a reason that nobody ever gave."""
    finding = found(run)["id"]
    assert "is open, so there is nothing to reopen" in run("finding", "reopen", finding, "--reason", "by mistake").out
    run("finding", "accept", finding, "--reason", "seen")
    assert "for the same reason" in run("finding", "accept", finding, "--reason", "seen").out
    confirm = ("finding", "confirm", finding, "--by", "Luc Maes")
    assert ledger(sqlite_url, *confirm).code == 0
    assert "is confirmed already" in ledger(sqlite_url, *confirm).out
