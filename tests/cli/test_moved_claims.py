"""What moves a claim that was submitted says so: version, lines, euros, before it is written and after."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from builders import import_file, session_of, write_workbook
from command import ledger
from subsidy_ledger.operations.lines import correct
from subsidy_ledger.operations.submitting import submit

ROWS: list[list[Any]] = [
    [2019, "D1", date(2019, 3, 1), "Zenne", "zaal", "G1.1", 100.0],
    [2019, "D2", date(2019, 4, 1), "Marollen", "drukwerk", "G2.1", 55.5],
    [2019, "D3", date(2019, 5, 1), "Atelier", "vorming", "R1.1", 20.0],
    [2019, "D4", date(2019, 6, 1), "Atelier", "reserve", "G2.1", 45.0],
]
# The next export: D1 costs 10.00 more, the spare D4 5.00 more, D3 is gone, D5 is new, and one of another year.
LATER: list[list[Any]] = [
    [*ROWS[0][:-1], 110.0], ROWS[1], [*ROWS[3][:-1], 50.0],
    [2019, "D5", date(2019, 5, 20), "Nieuw", "x", "G2.1", 7.5],
    [2018, "D6", date(2019, 5, 10), "Nieuw", "y", "G2.1", 900.0],
]  # fmt: skip
ALL = ("--replace-changed", "--reverse-gone", "--reason", "x")


def filled(url: str, folder: Path) -> None:
    here = session_of(url)
    import_file(here, write_workbook(folder / "1.xlsx", ROWS))
    submit(here, 2019, reserve=[4])
    write_workbook(folder / "2.xlsx", LATER)


def test_an_import_says_before_and_after_what_it_moves(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a corrected export would part the books from what the State was told, and nobody would know."""
    filled(url, tmp_path)
    # By hand: of general 10.00 and 7.50 more on lines D1 and D5, and D4 is spare; of radicalisation D3 less.
    general = "general 2019 was submitted as version 1, which stays as it is. This changes 3 lines, and 17.50 more"
    other = "radicalisation 2019 was submitted as version 1, which stays as it is. This changes 1 line, and 20.00 less"
    shown = ledger(url, "import", "2.xlsx", *ALL, "--dry-run")
    assert (shown.code, general in shown.out, other in shown.out) == (0, True, True), shown.out
    assert "2018" not in "".join(line for line in shown.out.splitlines() if line.startswith("Note"))
    (plan,) = [ledger(url, "import", "2.xlsx", *ALL, "--dry-run", "--format", "json").json]
    assert [(m["grant"], m["submission"], len(m["lines"]), m["difference"]) for m in plan["submitted"]] == [
        ("general", 1, 3, "17.50"), ("radicalisation", 2, 1, "-20.00"),
    ]  # fmt: skip
    done = ledger(url, "import", "2.xlsx", *ALL, "--yes")
    assert (done.code, general in done.out, general in done.err, other in done.err) == (0, True, True, True)
    assert "submit again: ledger submit --year 2019 --grant general" in done.err
    differences = ledger(url, "submissions", "diff", "--format", "json").json
    assert [d["difference"] for d in differences] == ["17.50", "-20.00"]
    again = ledger(url, "import", "2.xlsx", "--yes")
    assert "submitted" not in again.out + again.err
    # What is not posted moves nothing.
    (tmp_path / "3.csv").write_text("Dienstjaar;Factuurdatum;Bedrag\n2019;1/1/2019;veel\n", encoding="utf-8")
    assert "submitted" not in ledger(url, "import", "3.csv", "--yes").out


def test_undo_and_redo_say_it_and_when_all_is_as_it_was(url: str, tmp_path: Path) -> None:
    """Lost otherwise: undoing the import would look like one more change, where it mends the claim."""
    filled(url, tmp_path)
    assert ledger(url, "import", "2.xlsx", *ALL, "--yes").code == 0
    undone = ledger(url, "undo", 2, "--reason", "x", "--format", "json")
    assert [(m["grant"], m["difference"]) for m in undone.json["submitted"]] == [
        ("general", "-17.50"), ("radicalisation", "20.00"),
    ]  # fmt: skip
    assert undone.err.count("each line claims again what it was submitted for") == 2
    redone = ledger(url, "redo", 2, "--reason", "x")
    assert "This changes 3 lines, and 17.50 more is claimed" in redone.err
    assert "claims again" not in redone.err


def test_a_line_that_undo_and_redo_gave_another_number_is_not_called_corrected(url: str, tmp_path: Path) -> None:
    """Lost otherwise: an auditor would look for a correction of each line, and there was none."""
    filled(url, tmp_path)
    assert ledger(url, "undo", 1, "--reason", "x").code == 0
    assert ledger(url, "redo", 1, "--reason", "x").code == 0
    shown = ledger(url, "submissions", "diff").out
    assert ("the same cost, line 9 in place of 1" in shown, "corrected" in shown) == (True, False), shown
    told = ledger(url, "submissions", "diff", "--format", "json").json
    assert {line["what"] for claim in told for line in claim["lines"]} == {"renumbered"}
    assert ledger(url, "correct", 9, "--supplier", "Zenne nv", "--reason", "x").code == 0
    told = ledger(url, "submissions", "diff", "--format", "json").json
    assert [line["what"] for claim in told for line in claim["lines"]].count("corrected") == 1


def test_tags_corrections_and_rules_say_it_in_the_same_words(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: what moves from one grant to the other would be told of the first only."""
    filled(sqlite_url, tmp_path)
    moved = ledger(sqlite_url, "tag", 1, "R1.1", "--share", "30%").err
    assert "general 2019 was submitted as version 1, which stays as it is. This changes 1 line, and 30.00 less" in moved
    assert (
        "radicalisation 2019 was submitted as version 1, which stays as it is. This changes 1 line, and 30.00 more"
        in moved
    )
    spare = ledger(sqlite_url, "correct", 4, "--amount", "44", "--reason", "x").err
    assert "This changes 1 line, and the claimed amount stays the same" in spare
    back = ledger(sqlite_url, "correct", 6, "--amount", "45", "--reason", "x").err
    assert "each line claims again" not in back  # line 1 still differs
    ledger(sqlite_url, "rules", "add", "G3.1", "--supplier", "Marollen", "--reason", "x", "--yes")
    shown = ledger(sqlite_url, "rules", "apply", "--retag", "--dry-run")
    assert "This changes 1 line, and the claimed amount stays the same" in shown.out
    tried = ledger(sqlite_url, "rules", "apply", "--retag", "--dry-run", "--format", "json").json
    assert [(m["grant"], m["lines"]) for m in tried["submitted"]] == [("general", [2])]


def test_nothing_is_said_where_nothing_was_submitted(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: whoever has no claim yet would be warned of one."""
    here = session_of(sqlite_url)
    import_file(here, write_workbook(tmp_path / "1.xlsx", ROWS))
    write_workbook(tmp_path / "2.xlsx", LATER)
    done = ledger(sqlite_url, "import", "2.xlsx", *ALL, "--yes", "--format", "json")
    assert (done.json["submitted"], "submitted" in done.err) == ([], False)
    correct(here, 2, {"amount": 1_00}, reason="x")
    submit(here, 2018)
    assert "submitted" not in ledger(sqlite_url, "tag", 2, "G2.2").err


def test_a_cost_that_two_claims_hold_is_told_wherever_it_is_claimed_or_accepted(url: str, tmp_path: Path) -> None:
    """Lost otherwise: one euro would be claimed, accepted and paid of two grants, in silence."""
    import_file(session_of(url), write_workbook(tmp_path / "1.xlsx", ROWS))
    assert ledger(url, "submit", "--year", "2019", "--grant", "general").err == ""
    ledger(url, "tag", "2", "R1.1", "--reason", "x")
    told = (
        "Line 2 comes to 55.50, and 111.00 is claimed of it: 55.50 in general 2019 (version 1, line 2) and 55.50 in "
        "radicalisation 2019 (version 1, line 2). A euro counts once only: submit again where the books have less of "
        "it by now: ledger submit --year 2019 --grant general"
    )
    first = ledger(url, "submit", "--year", "2019", "--grant", "radicalisation")
    assert (first.code, told in first.err) == (0, True), first.err
    assert told in ledger(url, "settlement", "--year", "2019").out
    assert "Line 2 comes to 55.50" in ledger(url, "reconcile", "--check", "claimed-twice").out
    (twice,) = ledger(url, "settlement", "--year", "2019", "--format", "json").json["claimed_twice"]
    assert (twice["lines"], [c["past"] for c in twice["claims"]]) == ([2], [True, False])
    for words, is_told in (
        (("3", "--accept"), False), (("2", "--accept", "--grant", "general"), True),
        (("2", "--accept", "--grant", "radicalisation"), True), (("--all-open", "--year", "2019", "--accept"), False),
        (("2", "--reject", "--grant", "general", "--reason", "x"), False),
    ):  # fmt: skip
        assert (told in ledger(url, "settle", *words).err) is is_told, words
    # What was rejected is paid nowhere; what is claimed anew holds the cost once.
    assert "counts once" not in ledger(url, "settlement", "--year", "2019").out
    ledger(url, "settle", "2", "--accept", "--grant", "general")
    assert told in ledger(url, "settlement", "--year", "2019").out
    assert ledger(url, "submit", "--year", "2019", "--grant", "general").err == ""
    assert "counts once" not in ledger(url, "settlement", "--year", "2019").out
