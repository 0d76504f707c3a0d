"""What a new version tells of decisions: those that hold no longer, and those on the same cost in other claims."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from builders import import_file, session_of, write_workbook
from command import ledger
from subsidy_ledger.operations.lines import correct, tag, take_back
from subsidy_ledger.operations.session import Session
from subsidy_ledger.operations.settling import settle
from subsidy_ledger.operations.submitting import submit
from subsidy_ledger.reports.reconciliation.lines import standing_of

ROWS = [
    [2019, "D1", date(2019, 3, 1), "Zenne", "zaal", "G1.1", 100.0],
    [2019, "D2", date(2019, 4, 1), "Marollen", "drukwerk", "G2.1", 60.0],
    [2019, "D3", date(2019, 5, 1), "Atelier", "vorming", "G2.1", 40.0],
    [2019, "D4", date(2019, 6, 1), "Atelier", "reserve", "G2.1", 45.0],
    [2019, "D5", date(2019, 6, 1), "Zenne", "reserve", "G2.1", 25.0],
]


@pytest.fixture
def here(url: str, tmp_path: Path) -> Session:
    session = session_of(url, by="An Peeters")
    import_file(session, write_workbook(tmp_path / "1.xlsx", ROWS))
    submit(session, 2019, reserve=[4, 5])
    return session


def test_a_new_version_says_which_decisions_it_drops_and_which_spare_lines_lose_their_room(here: Session) -> None:
    """Lost otherwise: accepted euros and the room of spare lines would go without a word."""
    settle(here, [1], "accept", reason="")
    settle(here, [2, 3], "reject", reason="x")
    settle(here, [5], "use-spare", reason="x")
    settle(here, [4], "use-spare", reason="x")
    for line in (1, 2):
        take_back(here, line, reason="twice")
    done = ledger(here.url, "submit", "--year", 2019, "--grant", "general")
    # By hand: 40.00 is rejected still, so that of the 45.00 on line 4 only 15.00 has room after line 5.
    assert (
        "  claimed no more, and what was decided of them counts no more: lines 1-2 (100.00 accepted, 60.00 rejected)\n"
        "  spare lines 4-5 replace 40.00 of what was rejected by now, and 70.00 until now: ledger settlement --year "
        "2019 --lines"
    ) in done.out
    held = ledger(here.url, "settlement", "--year", 2019, "--format", "json").json["grants"][0]
    counted = {line["number"]: (line["accepted"], line["counted"]) for line in held["lines"]}
    assert counted == {3: ("0.00", "0.00"), 4: ("45.00", "15.00"), 5: ("25.00", "25.00")}
    assert held["accepted_in_all"] == "40.00"
    shown = ledger(here.url, "settlement", "--year", 2019, "--lines").out
    assert "replaces what was rejected; 30.00 of it has no room" in shown
    correct(here, 3, {"amount": 41_00}, reason="x")
    (again,) = ledger(here.url, "submit", "--year", 2019, "--grant", "general", "--format", "json").json
    assert again["no_longer_decided"] == [{"number": 3, "accepted": "0.00", "rejected": "40.00", "dropped": False}]
    assert again["spare_used"] == {"before": "40.00", "after": "0.00"}


def test_an_open_line_says_that_another_claim_was_cut_for_the_same_cost(here: Session) -> None:
    """Lost otherwise: a cost that the auditor rejected would come back clean under another grant or year."""
    settle(here, [1], "reject", reason="geen subsidiabele kost")
    settle(here, [2], "reduce", amount=50_00, reason="btw")
    settle(here, [3], "reject", reason="x")
    settle(here, [3], "accept", reason="y")
    tag(here, [1], "R1.1", reason="x")
    tag(here, [3], "R1.1", reason="x")
    correct(here, 2, {"year": 2018}, reason="x")
    done = ledger(here.url, "submit", "--year", 2019, "--grant", "radicalisation")
    assert (
        '\n  Line 1 is open in radicalisation 2019, and was rejected in general 2019: "geen subsidiabele kost" (An '
        in done.out
    )
    assert "ine 3 is open" not in done.out
    past = ledger(here.url, "submit", "--year", 2018)
    assert (
        'Line 7 is open in general 2018, and was reduced to 50.00 of 60.00 in general 2019: "btw" (An Peeters)'
        in past.out
    )
    for words in (("settle", "--year", 2019), ("settlement", "--year", 2019, "--lines")):
        (row,) = [r for r in ledger(here.url, *words).out.splitlines() if "open; rejected in general 2019" in r]
        assert ("geen subsidiabele kost" in row, "An Peeters" in row) == (True, True)
    held = ledger(here.url, "settlement", "--year", 2019, "--format", "json").json["grants"][1]["lines"][0]
    (cut,) = held["elsewhere"]
    assert (held["status"], held["reason"], cut["grant"], cut["reason"]) == (
        "open", None, "general", "geen subsidiabele kost"
    )  # fmt: skip
    notes = list(standing_of(here.ledger(), 2019).notes(2019))
    assert any("Line 1 is open in radicalisation 2019" in str(note) for note in notes)
    # By hand: of line 1 nothing is accepted, of line 7 (line 2 once) 50.00 is, and line 3 is still claimed twice.
    twice = [str(note) for note in notes if "once only" in str(note)]
    assert [note[:36] for note in twice] == [
        "Line 7 comes to 60.00, and 110.00 is",
        "Line 3 comes to 40.00, and 80.00 is ",
    ]
    # What is decided here is this claim's own.
    told = ledger(here.url, "settle", "1", "--accept", "--reason", "z", "--grant", "radicalisation").err
    assert 'Note: line 1 is accepted here, and was rejected in general 2019: "geen subsidiabele kost"' in told
    assert "; rejected" not in ledger(here.url, "settlement", "--year", 2019, "--lines").out
