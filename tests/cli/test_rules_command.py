"""`ledger rules` at the command line: what is shown, what is asked, and the exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import import_file, session_of, write_workbook
from command import ledger

ROWS = [
    [2019, "D1", None, "Zenne nv", "Onderhoud camera's", None, 10.0],
    [2019, "D2", None, "ZENNE", "Papier", None, 5.25],
    [2019, "D3", None, "Kaai", "Onderhoud", "G3.1", 3.0],
]


@pytest.fixture
def books(sqlite_url: str, tmp_path: Path) -> str:
    import_file(session_of(sqlite_url), write_workbook(tmp_path / "a.xlsx", ROWS))
    return sqlite_url


def test_a_rule_is_shown_recorded_applied_and_retired(books: str) -> None:
    """Lost otherwise: the euros would move before an officer saw them, or nobody could tell how to take a rule back."""
    shown = ledger(books, "rules", "add", "G2.1", "--supplier", "Zenne", "--reason", "prevention")
    assert shown.code == 2
    assert "--yes" in shown.err
    assert "15.25" in shown.out
    assert ledger(books, "rules", "list").out == ""
    made = ledger(books, "rules", "add", "G2.1", "--supplier", "Zenne", "--reason", "prevention", "--yes")
    assert made.code == 0
    assert "Rule 1 is recorded" in made.out
    assert "ledger rules apply --rule 1" in made.out
    assert "prevention" in ledger(books, "rules", "list").out
    dry = ledger(books, "rules", "apply", "--dry-run")
    assert (dry.code, dry.err) == (0, "Dry run: nothing was tagged.\n")
    done = ledger(books, "rules", "apply", "--yes", "--format", "json").json
    assert (done["entry"], [m["number"] for m in done["moves"]]) == (4, [1, 2])
    assert done["moved"] == [{"year": 2019, "from": None, "to": "G2.1", "lines": 2, "amount": "15.25"}]
    again = ledger(books, "rules", "apply", "--yes")
    assert (again.code, again.err) == (0, "No line to tag, and no entry was written.\n")
    assert [e["rules"] for e in ledger(books, "expenses", "--format", "json").json] == [[1], [1], []]
    story = ledger(books, "explain", "1").out
    assert '1: supplier "Zenne", alike from 90 of 100; the line\'s supplier is alike by 100' in story
    assert "tagged: G2.1 (rule 1)" in story
    assert ledger(books, "rules", "retire", "1", "--reason", "done").code == 0
    assert ledger(books, "rules", "list", "--retired", "--format", "json").json[0]["status"] == "retired"


def test_disagreement_is_shown_with_both_rules_and_the_money(books: str) -> None:
    """Lost otherwise: the line would stay untagged without a word."""
    ledger(books, "rules", "add", "G2.1", "--supplier", "Zenne", "--reason", "x", "--yes")
    shown = ledger(books, "rules", "test", "G4.3", "--description", "camera* onderhoud")
    assert shown.code == 0
    assert "Rules disagree on these lines" in shown.out
    assert "1: G2.1, 2: G4.3" in shown.out
    assert "G4.3 is a transfer to the police zone." in shown.out
    kept = ledger(books, "rules", "test", "G2.2", "--description", "onderhoud").out
    assert "1 line that fits carries another code (3.00) and keeps it" in kept


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["add", "G2.9", "--supplier", "x", "--reason", "r"], 'There is no code "G2.9"'),
        (["add", "G2.1", "--reason", "r"], "without a condition"),
        (["add", "G2.1", "--supplier", "x", "--reason", " "], "explains nothing"),
        (["test", "--supplier", "x"], "say its code too"),
        (["test", "4"], "There is no rule 4"),
        (["retire", "4", "--reason", "r"], "There is no rule 4"),
        (["apply", "--rule", "4"], "There is no rule 4"),
    ],
)
def test_wrong_use_is_told_with_the_way_out(books: str, words: list[str], sentence: str) -> None:
    """Lost otherwise: an officer would be left with an error and no next step."""
    told = ledger(books, "rules", *words)
    assert told.code == 2
    assert sentence in told.err


def test_many_lines_are_counted_and_all_are_shown_on_request(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: a rule for a thousand lines would bury its sums."""
    rows = [[2019, f"D{n}", None, "Zenne", "x", None, float(n)] for n in range(1, 51)]
    import_file(session_of(sqlite_url), write_workbook(tmp_path / "a.xlsx", rows))
    words = ("rules", "test", "G2.1", "--supplier", "Zenne")
    few, every = ledger(sqlite_url, *words).out, ledger(sqlite_url, *words, "--all").out
    assert "10 more lines are counted and not shown" in few
    assert few.count("untagged  G2.1") == 41
    assert every.count("untagged  G2.1") == 51
    assert few.count("1 275.00") == every.count("1 275.00")
    assert ledger(sqlite_url, "rules", "test").out == (
        "There are no rules. `ledger rules add --help` says how to make one.\n"
    )
