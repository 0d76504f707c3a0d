"""A sample's sheet is evaluated in the ledger that drew it, and in no other."""

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
