"""A plan binds: `--plan ID` posts exactly what `--dry-run` showed, or nothing, and says what changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from builders import import_file, session_of, write_workbook
from command import Result, ledger
from subsidy_ledger.domain.drafts import Head
from subsidy_ledger.errors import Refused, WrongUse
from subsidy_ledger.importing.planning.plan_id import Grounds, hold_to, plan_id
from subsidy_ledger.operations.importing import make_plan, post, read_files
from subsidy_ledger.operations.request import Request

ROW: list[object] = [2019, "D1", date(2019, 3, 1), "Zenne", "affiches", "G2.1", 100.0]
NOBODY = "0000-0000-0000-0000-000000000000"


def planned_id(url: str, *words: object) -> str:
    done = ledger(url, "import", *words, "--dry-run", "--format", "json")
    assert done.code == 0, done.err
    return str(done.json["plan"])


def lines(url: str) -> int:
    return len(ledger(url, "expenses", "--format", "json").json)


def refused_for(done: Result) -> str:
    assert done.code == 4, done.out + done.err
    assert done.json["error"]["code"] == "plan-changed"
    return str(done.json["error"]["changed"])


def test_the_plan_that_was_shown_is_posted_without_another_question(url: str, tmp_path: Path) -> None:
    """Lost otherwise: who looked at a plan could not say yes to it in a script."""
    file = write_workbook(tmp_path / "1.xlsx", [ROW])
    shown = ledger(url, "import", file, "--dry-run").out
    wanted = planned_id(url, file)
    assert f"plan {wanted}" in shown
    done = ledger(url, "import", file, "--plan", wanted.upper(), "--format", "json")
    assert (done.code, done.json["plan"], done.json["import"]) == (0, wanted, 1)
    assert lines(url) == 1


def test_a_plan_id_says_what_changed_since(url: str, tmp_path: Path) -> None:
    """Lost otherwise: something else than what was looked at would be posted, or be refused without a reason."""
    file = write_workbook(tmp_path / "1.xlsx", [ROW])
    other = write_workbook(tmp_path / "2.xlsx", [[*ROW[:-1], 5.0]])
    wanted = planned_id(url, file, "--year", 2019)

    def again(*words: object) -> str:
        return refused_for(ledger(url, "import", *words, "--plan", wanted, "--format", "json"))

    assert again(file) == "options"
    assert again(other, "--year", 2019) == "files"
    file.rename(tmp_path / "renamed.xlsx")
    assert again(tmp_path / "renamed.xlsx", "--year", 2019) == "files"
    (tmp_path / "renamed.xlsx").rename(file)
    ledger(url, "allocation", "revise", "--grant", "general", "--year", 2019, "--amount", 5, "--decision", "d",
           "--reason", "r")  # fmt: skip
    assert again(file, "--year", 2019) == "ledger"
    assert again(other, "--objective", "G2") == "files, options, ledger"
    told = ledger(url, "import", other, "--plan", wanted)
    assert told.code == 4
    assert [line.split(".")[0] for line in told.err.splitlines()] == [
        f"Error: This is not plan {wanted} any more, so nothing was posted",
        "  The file has changed since: its name, its bytes, or which files are imported together",
        "  The options are others, or the profile of this list has changed: give the same ones again",
        "  The ledger has changed since: somebody wrote an entry",
    ]
    assert lines(url) == 0


def test_other_rules_and_another_program_are_told_too() -> None:
    """Lost otherwise: a rule added between looking and posting would tag lines nobody looked at."""
    wanted, now = plan_id(Head(), (), Grounds("o", "r")), plan_id(Head(), (), Grounds("o", "r2"))
    with pytest.raises(Refused) as refused:
        hold_to(str(wanted), now)
    assert refused.value.sentence.facts["changed"] == "rules"
    with pytest.raises(Refused) as refused:
        hold_to(str(wanted)[:-12] + "0" * 12, wanted)
    assert refused.value.sentence.facts["changed"] == "program"
    hold_to(str(wanted), wanted)


@pytest.mark.parametrize("text", ["", "3f2a", "3f2a-81d0-77aa-0c5b-9e1f6a2b7c4d-", "xyza-81d0-77aa-0c5b-9e1f6a2b7c4d"])
def test_what_is_no_plan_id_is_wrong_use(sqlite_url: str, tmp_path: Path, text: str) -> None:
    """Lost otherwise: a typing mistake would be told as a changed file."""
    file = write_workbook(tmp_path / "1.xlsx", [ROW])
    done = ledger(sqlite_url, "import", file, "--plan", text)
    assert (done.code, "it looks like" in done.err) == (2, True)
    with pytest.raises(WrongUse):
        hold_to(text, plan_id(Head(), (), Grounds()))


def test_a_ledger_that_moves_while_the_plan_is_posted_refuses_it_as_well(url: str, tmp_path: Path) -> None:
    """Lost otherwise: the same cause would end in another exit code by chance."""
    here, request = session_of(url), Request((str(write_workbook(tmp_path / "1.xlsx", [ROW])),))
    planned = make_plan(here, request, read_files(request))
    import_file(session_of(url), write_workbook(tmp_path / "2.xlsx", [[*ROW[:-1], 5.0]]))
    with pytest.raises(Refused, match="not plan") as refused:
        post(here, planned, str(planned.id))
    assert refused.value.sentence.facts["changed"] == "ledger"
    assert len(here.ledger().expenses) == 1


def test_a_plan_with_refused_rows_or_nothing_new_keeps_its_own_exit_code(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a plan id would hide that the rows themselves were refused."""
    bad = write_workbook(tmp_path / "1.xlsx", [[*ROW[:-1], "veel"]])
    refused = ledger(url, "import", bad, "--dry-run", "--format", "json")
    done = ledger(url, "import", bad, "--plan", refused.json["plan"], "--format", "json")
    assert (done.code, done.json["rows"]["refused"]) == (4, 1)
    good = write_workbook(tmp_path / "2.xlsx", [ROW])
    ledger(url, "import", good, "--yes")
    assert ledger(url, "import", good, "--plan", planned_id(url, good)).code == 0
