"""Where the money of a claim went: what only moved is told from what was lost, and both ends tell the same."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from builders import import_file, session_of, write_workbook
from command import ledger
from subsidy_ledger.operations.lines import correct, tag, take_back
from subsidy_ledger.operations.session import Session
from subsidy_ledger.operations.submitting import Difference, compare, submit

ROWS: list[list[Any]] = [
    [2019, "D1", date(2019, 3, 1), "Zenne", "zaal", "G1.1", 100.0],
    [2019, "D2", date(2019, 4, 1), "Marollen", "drukwerk", "G2.1", 60.0],
    [2019, "D3", date(2019, 5, 1), "Atelier", "vorming", "R1.1", 20.0],
    [2019, "D4", date(2019, 6, 1), "Atelier", "vorming", None, 7.0],
    [2019, "D5", date(2019, 6, 2), "Zenne", "creditnota", "G1.1", -10.0],
    [2019, "D6", date(2019, 6, 3), "Zenne", "reserve", "G1.1", 45.0],
]


@pytest.fixture
def here(url: str, tmp_path: Path) -> Session:
    session = session_of(url)
    import_file(session, write_workbook(tmp_path / "1.xlsx", ROWS))
    submit(session, 2019, reserve=[6])
    return session


def told(difference: Difference) -> dict[int, tuple[str, int, int, list[tuple[str, int, bool, int]]]]:
    return {
        c.change.line: (c.change.kind, c.moved, c.rest, [(*f.other, f.is_away, f.cents) for f in c.flows])
        for c in difference.changes
    }


def test_a_line_of_another_grant_or_year_moved_and_was_not_taken_back(here: Session) -> None:
    """Lost otherwise: a euro that only changed grants would look given up, and be claimed nowhere a second time."""
    tag(here, [1], "R1.1", Fraction(3, 10))
    correct(here, 2, {"year": 2018}, reason="service of 2018")
    tag(here, [4], "G2.1")
    tag(here, [5, 6], "R1.1")
    take_back(here, 3, reason="private")
    general, radicalisation = compare(here)
    assert told(general) == {
        1: ("moved-in-part", -30_00, 0, [("radicalisation", 2019, True, 30_00)]),
        2: ("moved-away", -60_00, 0, [("general", 2018, True, 60_00)]),
        4: ("new", 7_00, 0, [("", 2019, False, 7_00)]),
        5: ("moved-away", 10_00, 0, [("radicalisation", 2019, True, -10_00)]),
        # It was spare: nothing of it was claimed before.
        6: ("moved-away", 0, 0, [("radicalisation", 2019, True, 45_00)]),
    }
    assert told(radicalisation) == {
        1: ("moved-here", 30_00, 0, [("general", 2019, False, 30_00)]),
        3: ("taken-back", 0, -20_00, []),
        5: ("moved-here", -10_00, 0, [("general", 2019, False, -10_00)]),
        6: ("moved-here", 45_00, 0, [("general", 2019, False, 45_00)]),
    }
    # Frozen in the next version it is the same, also from the year that has it now.
    submit(here, 2019)
    submit(here, 2018)
    for now, (first, second) in ((general, (1, 3)), (radicalisation, (2, 4))):
        (between,) = compare(here, first, second)
        assert between.changes == now.changes
    back = told(compare(here, 3, 1)[0])
    assert back[2] == ("moved-here", 60_00, 0, [("general", 2018, False, 60_00)])
    # What changes later does not reach into the versions.
    tag(here, [1], "G1.1")
    assert compare(here, 1, 3)[0].changes == general.changes


def test_a_line_that_moves_and_costs_more_tells_both(here: Session) -> None:
    """Lost otherwise: what it costs more would hide behind the move."""
    correct(here, 1, {"amount": 120_00}, reason="x")
    tag(here, [7 + 1], "R1.1", Fraction(1, 2))
    general, radicalisation = compare(here)
    assert told(general)[8] == ("moved-in-part", -40_00, 0, [("radicalisation", 2019, True, 40_00)])
    assert told(radicalisation)[8] == ("moved-here", 40_00, 20_00, [("general", 2019, False, 40_00)])


def test_the_command_says_where_the_money_went(here: Session) -> None:
    """Lost otherwise: the officer would look through two claims for one euro."""
    tag(here, [1], "R1.1", Fraction(3, 10))
    take_back(here, 2, reason="private")
    shown = ledger(here.url, "submissions", "diff", 1).out
    assert "30.00 to radicalisation 2019" in shown
    assert "Of the difference, -30.00 only moved between grants" in shown
    assert "The rest, -60.00, is new, changed, taken back or spare" in shown
    found = ledger(here.url, "submissions", "diff", "--format", "json").json
    assert [(d["difference"], d["moved"], d["rest"]) for d in found] == [
        ("-90.00", "-30.00", "-60.00"), ("30.00", "30.00", "0.00"),
    ]  # fmt: skip
    assert found[1]["lines"][0]["moved"] == [{"from": {"grant": "general", "year": 2019}, "amount": "30.00"}]
    assert "moved" not in ledger(here.url, "--lang", "en", "submissions", "diff", 1, 1).out
