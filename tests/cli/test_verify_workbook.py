"""A reconciliation workbook that comes back is held against the ledger it was made from, cell by cell."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from builders import write_workbook
from command import ledger

DAY = date(2019, 3, 1)
Edit = Callable[[Any], object]


@pytest.fixture
def books(url: str, tmp_path: Path) -> str:
    """Split, untagged, on a sector, a transfer, evidence."""
    rows = [[2019, f"D{n}", DAY, f"Firma {n}", "x", c, 10.0 * n] for n, c in enumerate(["G2.1", None, "G2", "G1.1"], 1)]
    ledger(url, "import", write_workbook(tmp_path / "city.xlsx", rows), "--yes")
    zone = [[2019, "Z1", DAY, "Drukkerij", "x", "G1.1", 35.5]]
    ledger(url, "import", write_workbook(tmp_path / "zone.xlsx", zone), "--yes", "--entity", "zone")
    assert ledger(url, "tag", 1, "R1.1", "--share", "25%").code == 0
    return url


def sent(url: str, tmp_path: Path, *more: object, language: str = "en") -> Path:
    out = tmp_path / f"audit-{language}.xlsx"
    assert ledger(url, "--lang", language, "export", "reconciliation", "--year", 2019, *more, out).code == 0
    return out


def edited(book: Path, *edits: Edit) -> Path:
    """The workbook as a person saved it again, with the figures its formulas showed."""
    opened = openpyxl.load_workbook(book)
    for edit in edits:
        edit(opened)
    opened.save(book)
    return book


def put(cell: str, value: object) -> Edit:
    sheet, _, name = cell.partition("!")
    return lambda book: setattr(book[sheet][name], "value", value)


def told(url: str, book: Path) -> Any:
    found = ledger(url, "verify-workbook", book, "--format", "json")
    assert found.code == (0 if found.json["ok"] else 3)
    return found.json


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_untouched_workbook_is_as_the_ledger_wrote_it(books: str, tmp_path: Path, language: str) -> None:
    """Lost otherwise: nobody could say of the workbook on the auditor's desk that nothing was changed in it."""
    book = sent(books, tmp_path, language=language)
    ledger(books, "correct", 3, "--amount", "31", "--reason", "typo")
    found = told(books, book)
    assert (found["ok"], found["changed"], found["filled_in"], found["entries_since"]) == (True, [], 0, 1)
    assert found["cells"] > 600
    shown = ledger(books, "verify-workbook", book).out
    assert "nothing was changed" in shown
    assert found["digest"] in shown


def test_every_change_is_told_with_what_stands_there_and_what_the_ledger_has(books: str, tmp_path: Path) -> None:
    """Lost otherwise: an amount, a name, a day or a formula could be changed and the totals would still look right."""
    book = edited(
        sent(books, tmp_path), put("Position!E5", 80), put("Expenses!F6", "Firma X"), put("Position!D5", 77.5),
        put("Expenses!D5", date(2019, 4, 1)), put("Position!G6", "=1+1"), put("Expenses!G7", "=1+1"),
        put("By objective!A1", None),
    )  # fmt: skip
    found = told(books, book)
    changes = {f"{c['sheet']}!{c['cell']}": (c["found"], c["expected"]) for c in found["changed"]}
    formula = changes.pop("Position!D5")
    assert (formula[0], formula[1].startswith("=ROUND(")) == ("77.50", True)
    assert changes.pop("Position!G6")[0] == changes.pop("Expenses!G7")[0] == "=1+1"
    assert changes == {
        "Position!E5": ("80.00", "77.50"), "Expenses!F6": ("Firma X", "Firma 1"),
        "Expenses!D5": ("2019-04-01", "2019-03-01"), "By objective!A1": (None, "Spending by objective 2019"),
    }  # fmt: skip
    shown = ledger(books, "verify-workbook", book)
    assert shown.code == 3
    assert "Position!E5: 80.00 stands there; the ledger has 77.50" in shown.out
    assert "7 changes in audit-en.xlsx" in shown.out


def resort(book: Any) -> None:
    """The lines the other way round, as a sort of the sheet Expenses leaves them."""
    sheet = book["Expenses"]
    rows = [[cell.value for cell in sheet[n]] for n in range(5, 10)]
    for at, row in enumerate(reversed(rows), 5):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column).value = value
        sheet.row_dimensions[at].hidden = at % 2 == 0


def test_what_the_auditor_fills_in_sorts_and_adds_beside_is_no_change(books: str, tmp_path: Path) -> None:
    """Lost otherwise: every workbook that was worked in would be called changed, and nobody would read on."""
    book = edited(
        sent(books, tmp_path), put("Expenses!N5", "yes"), put("Expenses!Q5", 0.5), put("Expenses!R5", "no receipt"),
        put("Position!Z40", "see annex"), resort, lambda book: book.create_sheet("Notes"),
        lambda book: setattr(book["Notes"]["A1"], "value", "mine"),
    )  # fmt: skip
    found = told(books, book)
    assert (found["changed"], found["filled_in"], found["sheets_added"]) == ([], 4, ["Notes"])


def test_rulings_that_came_filled_in_are_nobodys_own_until_they_are_changed(books: str, tmp_path: Path) -> None:
    """Lost otherwise: what the ledger wrote itself would be told as filled in by whoever had the workbook."""
    assert ledger(books, "submit", "--year", 2019).code in (0, 3)
    assert ledger(books, "settle", "--all-open", "--year", 2019, "--accept").code in (0, 3)
    book = sent(books, tmp_path)
    assert told(books, book)["filled_in"] == 0
    found = told(books, edited(book, put("Expenses!P5", None), put("Expenses!P6", 0)))
    assert (found["changed"], found["filled_in"]) == ([], 2)


def test_rows_and_sheets_that_are_gone_new_or_there_twice_are_told(books: str, tmp_path: Path) -> None:
    """Lost otherwise: a line could be left out of the list, and every cell that is still there is right."""

    def reshape(book: Any) -> None:
        sheet = book["Expenses"]
        rows = {n: [cell.value for cell in sheet[n]] for n in range(5, 10)}
        for at, row in {6: rows[5], 7: [99, "G2.1", 12.5]}.items():
            for column in range(1, 27):
                sheet.cell(at, column).value = row[column - 1] if column <= len(row) else None
        book["Findings"].title = "Remarks"

    found = told(books, edited(sent(books, tmp_path), reshape))
    assert {(c["what"], c["cell"], c["found"] or c["expected"]) for c in found["changed"]} >= {
        ("row-twice", "A6", "1, G2.1, 7.5, Firma 1"), ("row-added", "A7", "99, G2.1, 12.5"),
        ("row-gone", None, "1, R1.1, 2.5, Firma 1"), ("row-gone", None, "2, (untagged), 20, Firma 2"),
        ("sheet-gone", None, "Findings"),
    }  # fmt: skip
    assert found["sheets_added"] == ["Remarks"]


def test_a_row_that_was_taken_out_of_another_sheet_is_told_as_one_change(books: str, tmp_path: Path) -> None:
    """Lost otherwise: a finding left out would be lost among all the cells below it that moved up."""
    found = told(books, edited(sent(books, tmp_path), lambda book: book["Findings"].delete_rows(5)))
    assert [(c["what"], c["sheet"]) for c in found["changed"]] == [("row-gone", "Findings")]


def test_a_figure_put_under_its_own_formula_is_told(books: str, tmp_path: Path) -> None:
    """Lost otherwise: who reads the workbook without a spreadsheet program would be shown another figure."""
    book = sent(books, tmp_path)
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(tmp_path / "new.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb'(r="D5"[^>]*><f>[^<]*</f><v>)[0-9.]+', rb"\g<1>9999", old.read(name)))
    (change,) = told(books, tmp_path / "new.xlsx")["changed"]
    assert (change["cell"], change["found"], change["expected"]) == ("D5", "9999.00", "77.50")


def test_what_is_no_workbook_of_this_ledger_is_refused_with_the_next_step(books: str, tmp_path: Path) -> None:
    """Lost otherwise: "nothing was changed" could be said of another ledger's workbook."""
    book = sent(books, tmp_path)
    lone = f"sqlite:///{tmp_path / 'lone.db'}"
    ledger(lone, "init")
    other = write_workbook(tmp_path / "other.xlsx", [[2019, "D1", DAY, "x", "x", "G2.1", 1.0]])
    old = edited(sent(books, tmp_path, language="fr"), lambda b: age(b.worksheets[0]))
    for url, path, why in (
        (lone, book, "was not made from this ledger"), (books, other, "is not a reconciliation workbook"),
        (books, old, "another version of the program"),
    ):  # fmt: skip
        found = ledger(url, "verify-workbook", path)
        assert (found.code, why in found.err) == (4, True), found.err


def age(cover: Any) -> None:
    from subsidy_ledger import __version__

    next(c for row in cover.iter_rows() for c in row if c.value == __version__).value = "0.0.1"
