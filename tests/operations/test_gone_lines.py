"""What is gone, and what only looks so: hidden rows, refused rows, other lists, another name of a .csv file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import xlsxwriter

from builders import HEADER, import_file, session_of, write_csv, write_sheets, write_workbook
from command import ledger


def row(n: int, amount: object = 100.0) -> list[object]:
    return [2019, f"D{n}", date(2019, 3, n), "Drukkerij Zenne", f"affiches {n}", "G2.1", amount]


def gone(url: str, *words: object) -> list[int]:
    told = ledger(url, "import", *words, "--dry-run", "--format", "json").json
    assert told["rows"]["gone"] == len(told["gone"])
    return [each["line"] for each in told["gone"]]


def test_hidden_rows_that_are_skipped_are_not_gone(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: hiding a row would make it look as if the cost had been withdrawn."""
    import_file(session_of(sqlite_url), write_workbook(tmp_path / "1.xlsx", [row(1), row(2), row(3), row(4)]))
    book = xlsxwriter.Workbook(str(tmp_path / "2.xlsx"), {"default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Blad1")
    for r, cells in enumerate((HEADER, row(1), row(2), row(4))):
        sheet.write_row(r, 0, cells)
    sheet.set_row(2, None, None, {"hidden": True})
    book.close()
    assert gone(sqlite_url, tmp_path / "2.xlsx", "--hidden", "skip") == [3]
    assert gone(sqlite_url, tmp_path / "2.xlsx", "--hidden", "include") == [3]


def test_while_rows_are_refused_nothing_is_gone(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: the line that a refused row is would be taken back."""
    import_file(session_of(sqlite_url), write_workbook(tmp_path / "1.xlsx", [row(1), row(2), row(3)]))
    assert gone(sqlite_url, write_workbook(tmp_path / "2.xlsx", [row(1), row(2, "veel"), row(3)])) == []


def test_a_row_refused_on_one_sheet_may_be_the_line_that_another_sheet_has_no_more(
    sqlite_url: str, tmp_path: Path
) -> None:
    """Lost otherwise: a cost moved to another sheet, and refused there, would be taken back without a word."""
    sheets = {"jan": [HEADER, row(1), row(2), row(3)], "feb": [HEADER, row(4), row(5)]}
    both = ("--sheet", "jan", "--sheet", "feb")
    ledger(sqlite_url, "import", write_sheets(tmp_path / "1.xlsx", sheets), *both, "--yes")
    sheets = {"jan": [HEADER, row(1), row(3)], "feb": [HEADER, row(4), row(5), row(2, "veel")]}
    moved = write_sheets(tmp_path / "2.xlsx", sheets)
    asked = (*both, "--accept-partial", "--reverse-gone", "--reason", "newer", "--yes")
    told = ledger(sqlite_url, "import", moved, *asked)
    assert told.code == 3
    assert "1 line of an earlier file (100.00) is none of the rows that could be read" in told.out
    assert len(list(session_of(sqlite_url).ledger().live())) == 5


def test_a_csv_file_is_the_same_list_under_another_name(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: an export named after its month would never show what is gone."""
    rows = [["2019", f"D{n}", f"{n:02}/03/2019", "Zenne", f"affiches {n}", "G2.1", f"{n},50"] for n in (1, 2, 3, 20)]
    import_file(session_of(sqlite_url), write_csv(tmp_path / "maart.csv", rows))
    rest = write_csv(tmp_path / "april.csv", [rows[0], rows[2], rows[3]])
    assert gone(sqlite_url, rest) == [2]


def test_lines_of_other_lists_entities_and_years_are_not_gone(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: the list of one service would take back the costs of another."""
    here = session_of(sqlite_url)
    import_file(here, write_workbook(tmp_path / "1.xlsx", [row(1), row(2), row(3)]))
    wide = (*HEADER, "Rekeningnummer")
    assert gone(sqlite_url, write_workbook(tmp_path / "2.xlsx", [row(1), row(3)], wide)) == []
    assert gone(sqlite_url, write_workbook(tmp_path / "3.xlsx", [row(1), row(3)]), "--entity", "zone") == []
    older = [[2018, *row(n)[1:]] for n in (1, 3)]
    assert gone(sqlite_url, write_workbook(tmp_path / "4.xlsx", older)) == []
    assert gone(sqlite_url, write_workbook(tmp_path / "5.xlsx", [row(1), row(2)])) == []
    assert gone(sqlite_url, write_workbook(tmp_path / "6.xlsx", [row(1), row(3)])) == [2]
