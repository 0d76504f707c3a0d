"""A workbook with mistakes at the command line: given back with its cells marked, mended, and imported."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from builders import HEADER, write_csv, write_workbook
from cli.test_main_job import row
from command import Result, ledger
from subsidy_ledger.importing.marking.annotate_styles import COLOURS
from subsidy_ledger.importing.opening.problem_sheet import PROBLEM_SHEET


def faulty(path: Path) -> Path:
    return write_workbook(path, [row(1), row(2, code="G9.9"), ["abcd", *row(3)[1:]], [*row(4)[:-1], "veel"]])


def mend(path: Path, **cells: object) -> None:
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book.worksheets[0][cell] = value  # type: ignore[assignment]
    book.save(path)


def lines(url: str) -> list[tuple[str, str]]:
    return [(e["document_no"], e["amount"]) for e in ledger(url, "expenses", "--live", "--format", "json").json]


def imported(url: str, *words: object) -> Result:
    return ledger(url, "import", *words, "--yes", "--format", "json")


def test_a_workbook_comes_back_marked_and_imports_once_mended(url: str, tmp_path: Path) -> None:
    """Lost otherwise: the officer would look for the cells by hand, and mending would make another list of it."""
    faulty(tmp_path / "stad.xlsx")
    done = imported(url, "stad.xlsx")
    assert (done.code, done.json["problems_file"]) == (4, "stad.problems.xlsx")
    assert "stad.problems.xlsx" in done.err
    made = tmp_path / "stad.problems.xlsx"
    sheet = openpyxl.load_workbook(made)["Blad1"]
    assert {c for c in ("F3", "A4", "G5") if sheet[c].fill.fgColor.rgb == COLOURS["refused"]} == {"F3", "A4", "G5"}
    assert lines(url) == []
    mend(made, F3="G2.2", A4=2019, G5=100)
    done = imported(url, made)
    assert (done.code, done.json["rows"]["new"], done.json["problems_file"]) == (0, 4, None)
    assert done.json["sheet"] == "Blad1"
    assert lines(url) == [(f"D{n}", "100.00") for n in range(1, 5)]
    # The list is the same one: the next, longer export of it is recognised, whatever it is called.
    write_workbook(tmp_path / "stad.xlsx", [row(1), row(2, code="G2.2"), row(3), row(4), row(5)])
    assert imported(url, "stad.xlsx").json["rows"] | {"read": 0} == {
        "read": 0, "new": 1, "known": 4, "changed": 0, "refused": 0, "zero": 0, "totals": 0, "hidden": 0, "gone": 0,
    }  # fmt: skip


def test_a_text_file_comes_back_as_a_workbook_and_imports_once_mended(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: leading zeros, dates or amounts of a .csv would change on the detour through a workbook."""
    rows = [
        ("2019", "0640", "01/03/2019", "Zenne", "=affiches", "G2.1", "1.234,56"),
        ("2019", "0641", "13/03/2019", "Zenne", "folders", "G2.1", "?"),
    ]
    write_csv(tmp_path / "export.csv", rows)
    done = imported(sqlite_url, "export.csv")
    assert (done.code, done.json["problems_file"]) == (4, "export.problems.xlsx")
    mend(tmp_path / "export.problems.xlsx", G3=12.5)
    done = imported(sqlite_url, "export.problems.xlsx")
    assert done.code == 0, done.out
    found = ledger(sqlite_url, "expenses", "--format", "json").json
    assert [(e["document_no"], e["date"], e["description"], e["amount"]) for e in found] == [
        ("0640", "2019-03-01", "=affiches", "1234.56"), ("0641", "2019-03-13", "folders", "12.50"),
    ]  # fmt: skip
    write_csv(tmp_path / "export.csv", [rows[0], (*rows[1][:-1], "12,50")])
    assert imported(sqlite_url, "export.csv").json["rows"]["known"] == 2


def test_a_dry_run_writes_no_workbook(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: looking would leave files behind."""
    faulty(tmp_path / "stad.xlsx")
    assert ledger(sqlite_url, "import", "stad.xlsx", "--dry-run").code == 4
    assert [path.name for path in tmp_path.glob("*.xlsx")] == ["stad.xlsx"]


def test_nobodys_work_is_written_over(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: importing the first file again would destroy an hour of mending."""
    faulty(tmp_path / "stad.xlsx")
    first = tmp_path / "stad.problems.xlsx"
    for _ in range(2):
        assert imported(sqlite_url, "stad.xlsx").json["problems_file"] == first.name
    mend(first, G5=100)
    work = first.read_bytes()
    assert imported(sqlite_url, "stad.xlsx").json["problems_file"] == "stad.problems-2.xlsx"
    # What is half mended is marked again, beside it, and keeps what was mended.
    done = imported(sqlite_url, first)
    assert (done.code, done.json["problems_file"]) == (4, "stad.problems-2.xlsx")
    assert first.read_bytes() == work
    sheet = openpyxl.load_workbook(tmp_path / "stad.problems-2.xlsx")["Blad1"]
    assert (sheet["G5"].value, sheet["G5"].fill.fill_type) == (100, None)
    assert sheet["F3"].fill.fgColor.rgb == COLOURS["refused"]
    (tmp_path / "notes.xlsx").write_bytes(b"somebody's own")
    done = imported(sqlite_url, "stad.xlsx", "--problems", "notes.xlsx")
    assert done.json["problems_file"] == "notes-2.xlsx"
    assert (tmp_path / "notes.xlsx").read_bytes() == b"somebody's own"


def test_the_workbook_goes_where_it_is_wanted(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: a folder that may not be written to would stand between the officer and her marks."""
    faulty(tmp_path / "stad.xlsx")
    (tmp_path / "out").mkdir()
    assert imported(sqlite_url, "stad.xlsx", "--problems", "out").json["problems_file"] == str(
        Path("out") / "stad.problems.xlsx"
    )
    assert imported(sqlite_url, "stad.xlsx", "--problems", "out/x.xlsx").json["problems_file"] == str(
        Path("out/x.xlsx")
    )
    done = imported(sqlite_url, "stad.xlsx", "--problems", "nowhere/x.xlsx")
    assert (done.code, done.json["problems_file"]) == (4, None)
    assert "--problems" in done.err
    assert not [path for path in tmp_path.rglob(".*") if path.is_file()]


def test_each_file_with_a_refused_row_has_its_own(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: of several files only the first would be marked, or a sound one be given back too."""
    faulty(tmp_path / "a.xlsx")
    faulty(tmp_path / "b.xlsx")
    write_workbook(tmp_path / "c.xlsx", [row(9)])
    done = imported(sqlite_url, "a.xlsx", "b.xlsx", "c.xlsx")
    assert [plan["problems_file"] for plan in done.json] == ["a.problems.xlsx", "b.problems.xlsx", None]
    done = imported(sqlite_url, "a.xlsx", "b.xlsx", "--problems", "x.xlsx")
    assert (done.code, [plan["problems_file"] for plan in done.json]) == (4, [None, None])
    assert "folder" in done.err


def test_two_sheets_of_one_file_are_marked_in_one_workbook(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: the officer would mend one sheet, and find the next one refused after that."""
    book = openpyxl.Workbook()
    for number, sheet in enumerate((book.worksheets[0], book.create_sheet())):
        sheet.title = f"Blad{number + 1}"
        for values in (HEADER, row(number), [*row(7 + number)[:-1], "veel"]):
            sheet.append(values)
    book.save(tmp_path / "stad.xlsx")
    done = imported(sqlite_url, "stad.xlsx", "--sheet", "Blad1", "--sheet", "Blad2")
    assert done.code == 4, done.err
    assert {plan["problems_file"] for plan in done.json} == {"stad.problems.xlsx"}
    found = openpyxl.load_workbook(tmp_path / "stad.problems.xlsx")
    assert all(found[f"Blad{n}"]["G3"].fill.fgColor.rgb == COLOURS["refused"] for n in (1, 2))
    assert [cells[1].value for cells in found[PROBLEM_SHEET].iter_rows() if cells[2].value == "G3"] == [
        "Blad1",
        "Blad2",
    ]
