"""A sample's sheet is evaluated in the ledger that drew it and in no other, and says what changed there since."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from builders import import_file, session_of, write_workbook
from cli.test_sample_command import DRAW, LOOKED_AT, exported, fill_in, filled_ledger
from command import ledger


@pytest.fixture
def other_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A ledger of the same agreement with one line in it."""
    path = tmp_path / "other.db"
    path.write_bytes(sqlite_template.read_bytes())
    url = f"sqlite:///{path}"
    rows = [(2019, "X1", date(2019, 2, 1), "Drukkerij De Zenne", "Folders", "G2.1", 500.0)]
    import_file(session_of(url), write_workbook(tmp_path / "one.xlsx", rows))
    return url


@pytest.mark.parametrize("drawn", [False, True])
@pytest.mark.parametrize("said", [(), ("--sample", 1)])
def test_a_sheet_of_another_ledger_is_refused(
    sqlite_url: str, other_url: str, tmp_path: Path, drawn: bool, said: tuple[object, ...]
) -> None:
    """Lost otherwise: a limit is worked out from another ledger's interval, and nobody is told."""
    book = exported(sqlite_url, tmp_path)
    fill_in(book, LOOKED_AT)
    if drawn:
        assert ledger(other_url, *DRAW).code == 0
    done = ledger(other_url, "sample", "evaluate", *said, "--from", book)
    assert done.code == 4
    assert "book.xlsx: its sheet says that it is of sample 1 of 2019" in done.err
    assert "Sample!B17" in done.err
    assert "--db and --agreement" in done.err
    assert "No sample was drawn" not in done.err


def test_the_mark_is_found_where_columns_and_rows_were_put_in(sqlite_url: str, other_url: str, tmp_path: Path) -> None:
    """Lost otherwise: a remark in front of the facts is enough for a foreign sheet to be taken for one's own."""
    book = exported(sqlite_url, tmp_path)
    fill_in(book, LOOKED_AT)
    workbook = openpyxl.load_workbook(book)
    workbook["Sample"].insert_cols(1)
    workbook["Sample"].insert_rows(3, 70)
    workbook.save(book)
    assert ledger(other_url, *DRAW).code == 0
    done = ledger(other_url, "sample", "evaluate", "--from", book)
    assert done.code == 4
    assert "it is of sample 1 of 2019" in done.err
    assert "Sample!C87" in done.err


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_a_sheet_of_another_agreement_is_led_to_it(sqlite_url: str, tmp_path: Path, language: str) -> None:
    """Lost otherwise: who forgot --agreement is told a figure of another agreement."""
    book = exported(sqlite_url, tmp_path, language)
    workbook = openpyxl.load_workbook(book)
    for sheet in workbook:
        for row in sheet.iter_rows(max_row=60):
            for cell in row:
                if cell.value == "brussels-2018-2019":
                    cell.value = "brussels-2020"
                elif isinstance(cell.value, str) and cell.row == 17 and len(cell.value) == 64:
                    cell.value = "a" * 64
    workbook.save(book)
    done = ledger(sqlite_url, "sample", "evaluate", "--from", book)
    assert done.code == 4
    assert "sample 1 of 2019 of the agreement brussels-2020, and this is brussels-2018-2019" in done.err
    assert "Say --agreement brussels-2020" in done.err


def test_a_sheet_without_any_mark_is_of_the_only_sample(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: the list that an auditor copied into a workbook of her own can no longer be evaluated."""
    filled_ledger(sqlite_url, tmp_path)
    assert ledger(sqlite_url, *DRAW).code == 0
    workbook = openpyxl.Workbook()
    assert workbook.active is not None
    for row in (("number", "deduction", "reason"), (12, 300, "no proof")):
        workbook.active.append(row)
    workbook.save(tmp_path / "own.xlsx")
    done = ledger(sqlite_url, "sample", "evaluate", "--errors", tmp_path / "own.xlsx", "--format", "json")
    assert (done.code, done.json["projected"]) == (0, "1000.00")


def test_lines_changed_since_are_told_on_the_sheet_and_at_the_evaluation(url: str, tmp_path: Path) -> None:
    """Lost otherwise: errors are projected from lines that are no longer claimed, and nobody is told."""
    filled_ledger(url, tmp_path)
    assert ledger(url, *DRAW).code == 0
    untouched = tmp_path / "untouched.xlsx"
    export = ("export", "reconciliation", "--year", 2019, "--sample", 1)
    assert ledger(url, *export, untouched).code == 0
    assert ledger(url, "correct", 3, "--amount", "900.00", "--reason", "typing mistake").code == 0
    assert ledger(url, "correct", 8, "--take-back", "--reason", "claimed in error").code == 0
    fill_in(untouched, LOOKED_AT)
    done = ledger(url, "sample", "evaluate", "--from", untouched)
    assert done.code == 0
    shown = ledger(url, "sample", "show", 1)
    for told in (done.err, shown.err):
        assert "2 lines of the sample have changed: line 3 (980.00) is now: line 14 (900.00); " in told
        assert "line 8 (640.00) is now: taken back" in told
        assert "ledger sample --year 2019" in told
    changed = [
        {"line": 3, "amount": "980.00", "now": [{"line": 14, "amount": "900.00"}]},
        {"line": 8, "amount": "640.00", "now": []},
    ]
    assert ledger(url, "sample", "evaluate", "--from", untouched, "--format", "json").json["changed"] == changed
    assert ledger(url, "sample", "show", 1, "--format", "json").json["changed"] == changed

    book = tmp_path / "book.xlsx"
    assert ledger(url, *export, book).code == 0
    rows = [row[:4] for row in openpyxl.load_workbook(book)["Sample"].iter_rows(values_only=True)]
    at = rows.index(("Line", "Is now", "Amount drawn", "Counts now"))
    assert rows[at + 1 : at + 3] == [(3, "line 14", 980, 900), (8, "taken back", 640, 0)]
    assert "evaluate sample 1 as it was drawn" in str(rows[at + 3][0])
    assert any("another one would be drawn now" in str(row[0]) for row in rows[:at])
    fill_in(book, {**LOOKED_AT, (12, "Deduction"): 300, (12, "Reason"): "x"})
    assert ledger(url, "sample", "evaluate", "--from", book, "--format", "json").json["projected"] == "1000.00"
    assert ledger(url, "verify-workbook", untouched).code == 0
    assert ledger(url, "verify-workbook", book).code == 0
