"""Every mistake is one sentence with its exit code, and nothing is posted."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import write_workbook
from command import ledger
from subsidy_ledger.checks.catalogue import CHECKS
from subsidy_ledger.operations.session import Session

SECOND_CITY = Path(__file__).resolve().parents[1] / "second_city.toml"


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("import", "nowhere.xlsx", "--yes"), 4, "nowhere.xlsx"),
        (("import", "page.xls", "--yes"), 4, "page.xls"),
        (("import", "good.xlsx", "--yes", "--objective", "G9.9"), 2, "G9.9"),
        (("import", "good.xlsx", "--yes", "--entity", "church"), 2, "church"),
        (("import", "good.xlsx", "--yes", "--map", "amount"), 2, "amount=F"),
        (("import", "good.xlsx", "--yes", "--sheet", "Blad9"), 2, "Blad1"),
        (("balance", "--year", 2031), 2, "2018, 2019"),
        (("balance", "--grant", "sport"), 2, "general"),
        (("explain", "G9.9", "--year", 2019), 2, "nearest"),
        (("explain", "G2.1"), 2, "--year"),
        (("explain", 7), 2, "7"),
        (("tag", 7, "G2.1"), 2, "7"),
        (("tag", "seven", "G2.1"), 2, "seven"),
        (("tag", 1, "G2.1", "--share", "140%"), 2, "140%"),
        (("correct", 7, "--amount", 5, "--reason", "r"), 2, "7"),
        (("correct", 7, "--amount", "1.234.5", "--reason", "r"), 2, "1.234.5"),
        (("undo", 3, "--reason", "r"), 2, "3"),
        (("imports", "extract", 3), 2, "3"),
        (("reconcile", "--check", "duplicate-invoices"), 2, "duplicate-invoice"),
        (("reconcile", "--year", 2031), 2, "2031"),
        (("export", "reconciliation", "--year", 2019, "out.pdf"), 2, ".xlsx"),
        (("export", "reconciliation", "--year", 2019, "no/folder/out.xlsx"), 2, "cannot be written"),
        (("agreement", "load", "nowhere.toml"), 4, "nowhere.toml"),
        (("allocation", "revise", "--grant", "general", "--year", 2019, "--amount", "x"), 2, "x"),
        (("balence",), 2, "balance"),
        (("balance", "--as-of", "yesterday"), 2, "2019-03-31"),
        (("balance", "--known-on", "9999-12-31"), 2, "9999-12-31"),
        (("import", "good.xlsx", "--yes", "--year", 19), 2, "19"),
        (("correct", 1, "--amount", "99999999999999999999", "--reason", "r"), 2, "99999999999999999999"),
        (("undo", 1, "--reason", " "), 2, "empty"),
        (("contribution", "set", "--year", 2019, "--amount", 1, "--decision", ""), 2, "empty"),
        (("expenses", "--entity", "church"), 2, "church"),
        (("expenses", "--import", 99), 2, "99"),
        (("tag", "30-20", "G2.1"), 2, "20-31"),
        (("explain", 1, "--year", 2019), 2, "leave out"),
        (("reconcile", "--explain", "0123456789"), 2, "0123456789"),
        (("import", "good.xlsx", "--format", "json"), 2, "--yes"),
    ],
)
def test_a_mistake_is_one_sentence(
    sqlite_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[object, ...],
    code: int,
    sentence: str,
) -> None:
    """Lost otherwise: an officer would face a traceback, or a script would take failure for success."""
    monkeypatch.chdir(tmp_path)
    write_workbook(tmp_path / "good.xlsx", [[2019, "D1", None, "Zenne", "x", None, 5.0]])
    (tmp_path / "page.xls").write_text("<html><table><tr><td>Bedrag</td></tr></table></html>", encoding="utf-8")
    done = ledger(sqlite_url, *words)
    assert done.code == code, done.out + done.err
    assert sentence in (done.out if "json" in words else done.err)
    assert "Traceback" not in done.err
    assert "json" in words or done.out == ""
    spoken = ledger(sqlite_url, *words, "--format", "json") if words[0] in ("balance", "explain", "import") else None
    if spoken is not None:
        assert spoken.code == code
        assert spoken.json["error"]["message"]
    assert Session(sqlite_url).ledger().expenses == ()


def test_a_database_that_is_not_ready_is_told_with_exit_5(tmp_path: Path) -> None:
    """Lost otherwise: a script could not tell a missing ledger from an empty one."""
    absent = ledger(f"sqlite:///{tmp_path / 'none.db'}", "balance", "--year", 2019)
    assert (absent.code, "ledger init" in absent.err) == (5, True)
    for address in ("postgresql://me:geheim@127.0.0.1:1/x", "postgresql://me@127.0.0.1:1/x?password=geheim"):
        for words in ((), ("--format", "json")):
            away = ledger(address, "balance", "--year", 2019, *words)
            assert away.code == 5
            assert "geheim" not in away.err + away.out
            assert (away.err + away.out).count("\n") == 1
    folder = ledger(f"sqlite:///{tmp_path / 'no' / 'such' / 'l.db'}", "init")
    assert folder.code == 5


def test_init_is_safe_to_repeat(empty_url: str) -> None:
    """Lost otherwise: running the set-up twice could load the agreement twice."""
    assert ledger(empty_url, "init").code == 0
    again = ledger(empty_url, "init")
    assert (again.code, "already set up" in again.out) == (0, True)
    assert ledger(empty_url, "status", "--format", "json").json["entries"] == 1
    empty = ledger(empty_url, "reconcile", "--year", 2019)
    assert (empty.code, empty.out.strip()) == (0, f"{len(CHECKS)} checks, no findings")


def test_a_faulty_agreement_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    """Lost otherwise: a city's first try would leave a half-made ledger behind."""
    file = tmp_path / "city.toml"
    file.write_text('code = "x"\n', encoding="utf-8")
    done = ledger(f"sqlite:///{tmp_path / 'l.db'}", "init", "--agreement", file)
    assert done.code == 4
    assert "beneficiary" in done.err
    assert not (tmp_path / "l.db").exists()


@pytest.mark.parametrize(
    ("words", "next_step"),
    [
        (("sample", "show", 1), "ledger sample --year"),
        (("receipt", "reverse", 1, "--reason", "r"), "ledger receipt add"),
        (("undo", 1, "--reason", "r"), "ledger import FILE"),
        (("submissions", "show", 1), "ledger submit --year"),
        (("profiles", "show", "lijst", "--profiles-dir", "no-folder"), "--save-profile lijst"),
        (("funding", "retire", "PSP", "--reason", "r"), "ledger funding add PSP"),
    ],
    ids=str,
)
def test_where_there_is_none_yet_the_next_step_is_named(
    sqlite_url: str, words: tuple[object, ...], next_step: str
) -> None:
    """Lost otherwise: "there are: none" would tell an officer nothing that she can do."""
    done = ledger(sqlite_url, *words)
    assert (done.code, next_step in done.err, "there are" in done.err) == (2, True, False), done.err


def test_faults_of_an_agreement_name_its_file_and_the_parts_by_code(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: an officer who counts from 1 would mend the wrong grant, of the wrong file."""
    file = tmp_path / "ours.toml"
    text = SECOND_CITY.read_text(encoding="utf-8")
    file.write_text(text.replace("numbers = [2]", "numbers = [-2]"), encoding="utf-8")
    for command in (("agreement", "load", file), ("init", "--agreement", file)):
        done = ledger(sqlite_url, *command)
        assert (done.code, f"{file}: " in done.err, ", 20, 20.B)" in done.err) == (4, True, True), done.err
    file.write_text("code = ", encoding="utf-8")
    done = ledger(sqlite_url, "agreement", "load", file)
    assert (done.code, f"{file}: " in done.err) == (4, True), done.err
