"""What a settled year says when the books go on: decisions that no longer hold, books that parted from the claim, and a
second agreement of the same city."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from builders import import_file, other_agreement, session_of, write_workbook
from command import ledger
from subsidy_ledger.operations.lines import correct, take_back
from subsidy_ledger.operations.session import Session
from subsidy_ledger.operations.settling import settle
from subsidy_ledger.operations.submitting import submit

ROWS: list[list[Any]] = [
    [2019, "D1", date(2019, 3, 1), "Zenne", "zaal", "G1.1", 100.0],
    [2019, "D2", date(2019, 4, 1), "Marollen", "drukwerk", "G2.1", 60.0],
    [2019, "D3", date(2019, 5, 1), "Atelier", "vorming", "G2.1", 45.0],
]


@pytest.fixture
def here(url: str, tmp_path: Path) -> Session:
    session = session_of(url)
    import_file(session, write_workbook(tmp_path / "1.xlsx", ROWS))
    return session


def test_a_settled_line_that_is_taken_back_is_told_until_it_is_submitted_anew(here: Session) -> None:
    """Lost otherwise: the State would pay for a line that the city itself gave up."""
    submit(here, 2019, "general")
    settle(here, [1, 2, 3], "accept", reason="")
    take_back(here, 2, reason="private")
    correct(here, 3, {"supplier": "Atelier vzw"}, reason="name")
    told = "general: version 1 is settled as it was submitted. The books have 1 line otherwise by now, and 60.00 less"
    shown = ledger(here.url, "settlement", "--year", 2019)
    assert told in shown.out
    found = ledger(here.url, "settlement", "--year", 2019, "--format", "json").json["grants"][0]
    assert (found["accepted"], found["ledger_claims"]) == ("205.00", "145.00")
    submit(here, 2019, "general")
    found = ledger(here.url, "settlement", "--year", 2019, "--format", "json").json["grants"][0]
    assert (found["claimed"], found["accepted"], found["open"], found["ledger_claims"]) == (
        "145.00", "145.00", "0.00", "145.00",
    )  # fmt: skip
    assert "by now" not in ledger(here.url, "settlement", "--year", 2019).out


def test_a_new_version_says_which_decisions_no_longer_hold(here: Session) -> None:
    """Lost otherwise: what was accepted would be open again, and nobody would settle it."""
    submit(here, 2019, "general")
    settle(here, [1, 2], "accept", reason="")
    correct(here, 2, {"amount": 61_00}, reason="x")
    correct(here, 3, {"amount": 46_00}, reason="x")
    done = ledger(here.url, "submit", "--year", 2019)
    assert "open again, because it claims otherwise than what was decided on: line 5 (60.00 accepted" in done.out
    correct(here, 1, {"supplier": "x"}, reason="x")
    done = ledger(here.url, "submit", "--year", 2019, "--format", "json")
    assert [s["reopened"] for s in done.json] == [[]]
    shown = ledger(here.url, "settlement", "--year", 2019).out
    assert "general: open again, because it claims otherwise than what was decided on: line 5" in shown


def test_what_was_decided_does_not_make_a_spare_line_open(here: Session) -> None:
    """Lost otherwise: "not decided yet" would name a line that claims nothing, and add up to another amount."""
    submit(here, 2019, "general", reserve=[3])
    settle(here, [2], "reject", reason="x")
    settle(here, [3], "use-spare", reason="x")
    settle(here, [1], "accept", reason="")
    submit(here, 2019, "general", reserve=[1], claim=[3])
    found = ledger(here.url, "settlement", "--year", 2019, "--format", "json").json["grants"][0]
    assert [(line["number"], line["status"]) for line in found["lines"]] == [
        (1, "spare"), (2, "reject"), (3, "moved"),
    ]  # fmt: skip
    assert (found["open"], found["spare"], found["spare_used"]) == ("45.00", "100.00", "0.00")
    shown = ledger(here.url, "settlement", "--year", 2019).out
    assert "what was decided on spare line 1 no longer counts" in shown
    (row,) = [line for line in shown.splitlines() if "Not decided yet" in line and "general" in line]
    assert row.rstrip().endswith("line 3")


def test_a_spare_line_that_changes_shows_its_own_amount(here: Session) -> None:
    """Lost otherwise: the difference would list a line that differs by nothing."""
    submit(here, 2019, "general", reserve=[3])
    correct(here, 3, {"amount": 44_00}, reason="x")
    shown = ledger(here.url, "submissions", "diff", 1).out
    assert "changed, spare: 45.00 -> 44.00" in shown
    assert "Moved" not in shown


def test_the_workbook_of_another_agreement_of_the_same_city_is_refused(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: each of its rows would be called unknown, as if the auditor had spoilt them."""
    (tmp_path / "bis.toml").write_text(other_agreement("brussels-bis", "brussels"), encoding="utf-8")
    assert ledger(here.url, "agreement", "load", tmp_path / "bis.toml").code == 0
    first, bis = ("--agreement", "brussels-2018-2019"), ("--agreement", "brussels-bis")
    assert ledger(here.url, *bis, "import", "1.xlsx", "--yes").code == 0
    for which, reserve in ((first, 3), (bis, 5)):
        assert ledger(here.url, *which, "submit", "--year", 2019, "--reserve", reserve).code == 0
    assert ledger(here.url, *first, "export", "reconciliation", "--year", 2019, "a.xlsx").code == 0
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    book["Expenses"]["P5"] = 100
    book.save(tmp_path / "a.xlsx")
    done = ledger(here.url, *bis, "settle", "--from", "a.xlsx", "--yes", "--format", "json")
    assert (done.code, done.json["error"]["code"]) == (4, "other-agreement")
    assert "Say --agreement brussels-2018-2019" in done.json["error"]["message"]
    assert ledger(here.url, *first, "settle", "--from", "a.xlsx", "--yes").code == 0
    # Each agreement has its own submissions, decisions and figures.
    figures = [
        ledger(here.url, *which, "settlement", "--year", 2019, "--format", "json").json["grants"][0]
        for which in (first, bis)
    ]  # fmt: skip
    assert [(f["submission"], f["claimed"], f["accepted"], f["spare"]) for f in figures] == [
        (1, "160.00", "100.00", "45.00"), (1, "145.00", "0.00", "60.00"),
    ]  # fmt: skip


def test_a_rejected_credit_note_is_told_to_raise_what_is_accepted(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: more than was claimed would be accepted, and nobody would see why."""
    rows: list[list[object]] = [
        [2019, "C0", date(2019, 5, 1), "Zenne", "zaal", "G1.1", 1.0],
        [2019, "C1", date(2019, 5, 1), "Zenne", "creditnota", "G1.1", -50.0],
    ]
    import_file(here, write_workbook(tmp_path / "c.xlsx", rows))
    submit(here, 2019, reserve=[3])
    number = here.ledger().expenses[-1].number
    done = ledger(here.url, "settle", number, "--reject", "--reason", "x")
    assert f"Warning: line {number} is a credit note (-50.00)" in done.err
    assert "raises what is accepted of general by 50.00" in done.err
    shown = ledger(here.url, "settlement", "--year", 2019).out
    assert f"50.00 more than was claimed is accepted or still open, because the credit note on line {number}" in shown
    spare = ledger(here.url, "settle", 3, "--use-spare", "--reason", "x").err
    assert "0.00 of costs and -50.00 of credit notes was rejected there" in spare
    # Together with its invoice it may go: only the warning is left.
    done = ledger(here.url, "settle", 1, number, "--reject", "--reason", "x", "--format", "json").json
    assert [(d["number"], d["raises_accepted"]) for d in done] == [(1, "0.00"), (number, "50.00")]
    assert "more than was claimed" not in ledger(here.url, "settlement", "--year", 2019).out
