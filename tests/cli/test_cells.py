"""A cell of the reconciliation workbook, named as it stands there, is led to the lines that it adds up."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from builders import session_of, write_workbook
from command import Result, ledger
from subsidy_ledger.domain.moments import local
from subsidy_ledger.operations.cells import open_workbook

DAY = date(2019, 3, 1)


@pytest.fixture
def books(url: str, tmp_path: Path) -> str:
    """Split, untagged, on a sector, a transfer, evidence, and a line taken back."""
    rows = [[2019, f"D{n}", DAY, f"Firma {n}", "x", c, 10.0 * n] for n, c in enumerate(["G2.1", None, "G2", "G1.1"], 1)]
    ledger(url, "import", write_workbook(tmp_path / "city.xlsx", rows), "--yes")
    zone = [[2019, "Z1", DAY, "Drukkerij", "x", "G1.1", 35.5]]
    ledger(url, "import", write_workbook(tmp_path / "zone.xlsx", zone), "--yes", "--entity", "zone")
    assert ledger(url, "tag", 1, "R1.1", "--share", "25%").code == 0
    return url


def exported(url: str, tmp_path: Path, language: str = "en") -> Path:
    out = tmp_path / f"audit-{language}.xlsx"
    assert ledger(url, "--lang", language, "export", "reconciliation", "--year", 2019, out).code == 0
    return out


def told(url: str, book: Path, cell: str) -> Any:
    return ledger(url, "explain", cell, "--workbook", book, "--format", "json").json


def place(book: Path, sheet: str, heading: str, row: str) -> str:
    """The cell under a heading, in the first row with a text that begins so."""
    rows = list(openpyxl.load_workbook(book, data_only=True)[sheet].iter_rows())
    column = next(cell.column_letter for cells in rows for cell in cells if cell.value == heading)
    at = next(cells[0].row for cells in rows if any(str(cell.value).startswith(row) for cell in cells))
    return f"{sheet}!{column}{at}"


def total(story: Any) -> Decimal:
    shares = [Decimal(line["share"]) for line in story["lines"]]
    return sum([*shares, *(Decimal(cell["amount"]) for cell in story["recorded"])], Decimal(0))


def test_figures_of_every_sheet_are_the_sums_of_their_lines(books: str, tmp_path: Path) -> None:
    """Lost otherwise: with the workbook open, nobody could ask the ledger where a cell comes from."""
    book = exported(books, tmp_path)
    asked = {
        place(book, "Position", "Spent, computed", "general"): ("77.50", [1, 3, 4]),
        place(book, "Position", "Spent, ledger", "general"): ("77.50", [1, 3, 4]),
        place(book, "Position", "Remaining", "radicalisation"): ("59997.50", [1]),
        place(book, "Position", "Spent, computed", "(untagged)"): ("20.00", [2]),
        place(book, "By objective", "Spent, computed", "Total G2"): ("37.50", [1, 3]),
        place(book, "Police zone", "Proven", "G1.1"): ("35.50", [5]),
        "Expenses!C5": ("7.50", [1]),
    }  # fmt: skip
    values = openpyxl.load_workbook(book, data_only=True)
    for cell, (amount, lines) in asked.items():
        story = told(books, book, cell)
        assert (story["kind"], story["amount"], [line["number"] for line in story["lines"]]) == ("sum", amount, lines)
        assert total(story) == Decimal(amount) == Decimal(story["shown"])
        assert story["cell"] == cell
        for line in story["lines"]:
            sheet, name = line["cell"].split("!")
            assert abs(Decimal(line["share"])) == Decimal(str(values[sheet][name].value)).quantize(Decimal("0.01"))
    shown = ledger(books, "explain", place(book, "Position", "Spent, computed", "general"), "--workbook", book).out
    assert "Position!D5: 77.50   Spent, computed, general: General grant" in shown


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_amount_of_the_file_is_what_its_cells_add_up_to(books: str, tmp_path: Path, language: str) -> None:
    """Lost otherwise: one sheet might stand a row lower in the file than the program believes."""
    ledger(books, "correct", 3, "--amount", "31", "--reason", "typo")
    path = exported(books, tmp_path, language)
    workbook, seen = open_workbook(session_of(books), path), 0
    cells = (c for sheet in openpyxl.load_workbook(path, data_only=True) for row in sheet.iter_rows() for c in row)
    for cell in cells:
        if not isinstance(cell.value, int | float):
            continue
        story = workbook.explain(f"{cell.parent.title}!{cell.coordinate}")
        if story.kind not in ("sum", "recorded", "difference"):
            assert story.kind == "ratio" or isinstance(cell.value, int), story.cell
            continue
        seen += 1
        assert story.cell.cents == story.shown == round(100 * cell.value), story.cell
        if story.kind != "difference":
            parts = [part.cents for part in story.parts] + [part.cents for part in story.recorded]
            assert story.cell.cents == sum(parts), story.cell
    assert seen > 300


def test_what_is_no_sum_of_lines_says_what_it_is(books: str, tmp_path: Path) -> None:
    """Lost otherwise: a difference, a percentage or a recorded amount would be explained by lines that are not it."""
    book = exported(books, tmp_path)

    def said(cell: str) -> str:
        found = ledger(books, "explain", cell, "--workbook", book)
        assert found.code == 0, found.err
        return found.out

    assert "Position!D5 (77.50) and Position!E5 (77.50)" in said("Position!F5")
    assert "worked out of Position!C5 (1 856 982.33) and Position!D5 (77.50)" in said("Position!K5")
    assert "`ledger allocation list` leads on" in said("Position!C5")
    assert "no amount of the ledger's: General grant" in said("Position!B5")
    assert "no amount of the ledger's: Position 2019" in said("Position!A1")
    assert "It is empty." in said("Position!ZZ999")
    nothing = place(book, "By objective", "Spent, computed", "R2.3")
    assert "No line stands behind it." in said(nothing)


@pytest.mark.parametrize(("language", "cell"), [
    ("nl", "'Per doelstelling'!$F$6"), ("nl", "per doelstelling!f6"), ("nl", "$'Per doelstelling'.F6"),
    ("fr", "='Par objectif'!F6"), ("en", "By objective!F6"),
])  # fmt: skip
def test_a_cell_is_named_as_excel_libreoffice_or_a_person_writes_it(
    books: str, tmp_path: Path, language: str, cell: str
) -> None:
    """Lost otherwise: who copies the name out of a formula, in her own language, would be told that it does not
    exist."""
    story = told(books, exported(books, tmp_path, language), cell)
    assert (story["kind"], story["cell"].rpartition("!")[2]) == ("sum", "F6")


def test_an_older_workbook_is_explained_as_the_ledger_was_then(books: str, tmp_path: Path) -> None:
    """Lost otherwise: after one correction no figure on the auditor's desk could be explained any more."""
    book = exported(books, tmp_path)
    ledger(books, "correct", 3, "--amount", "31", "--reason", "typo")
    ledger(books, "tag", 2, "G2.2")
    story = told(books, book, "Position!D5")
    assert (story["amount"], story["entries_since"]) == ("77.50", 2)
    assert [line["number"] for line in story["lines"]] == [1, 3, 4]
    shown = ledger(books, "explain", "Position!D5", "--workbook", book).out
    assert "2 entries were recorded since (5-6)" in shown
    # Both are of one day, of which --known-on DAY --and DAY shows nothing.
    assert "--known-on" not in shown
    day = local(datetime.now(UTC)).date()
    assert f"ledger export reconciliation --year 2019 --since {day} FILE.xlsx" in shown


def test_a_cell_without_its_workbook_and_a_finding_with_a_year_say_the_next_step(books: str) -> None:
    """Lost otherwise: "Say which year" was answered with a year, and that with "no code"."""
    for year in ((), ("--year", 2019)):
        found = ledger(books, "explain", "By objective!D5", *year)
        assert (found.code, "ledger explain 'By objective!D5' --workbook FILE" in found.err) == (2, True)
    finding = ledger(books, "reconcile", "--year", 2019, "--format", "json").json["findings"][0]["id"]
    assert ledger(books, "explain", finding).code == 0
    found = ledger(books, "explain", finding, "--year", 2019)
    assert (found.code, "--year says nothing here: leave it out" in found.err) == (2, True)


def test_what_the_auditor_filled_in_and_sorted_is_followed(books: str, tmp_path: Path) -> None:
    """Lost otherwise: accepted sums would be explained as nothing, and lines by the cells of other lines."""
    book = exported(books, tmp_path)
    opened = openpyxl.load_workbook(book)
    sheet = opened["Expenses"]
    deducted = next(n for n, cell in enumerate(sheet[4], 1) if cell.value == "Deducted")
    rows = [[cell.value for cell in sheet[n]] for n in range(5, 10)]
    for at, row in enumerate(reversed(rows), 5):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column).value = value
    first = next(n for n in range(5, 10) if (sheet.cell(n, 1).value, sheet.cell(n, 2).value) == (1, "G2.1"))
    sheet.cell(first, deducted).value = 0.5
    opened["Position"]["E5"].value, opened["Position"]["C6"].value = 80, "zestig"
    opened["Position"]["C5"].value = None
    version = next(cells for cells in opened["Cover"].iter_rows() if cells[0].value == "Version of subsidy-ledger")[1]
    version.value = "0.0.1"
    opened.save(book)
    accepted = told(books, book, place(book, "Position", "Accepted by the auditor", "general"))
    assert accepted["amount"] == "7.00"
    assert {(p["number"], p["cell"], p["share"]) for p in accepted["lines"]} == {
        (1, f"Expenses!C{first}", "7.50"), (1, f"Expenses!Q{first}", "-0.50"),
    }  # fmt: skip
    assert told(books, book, f"Expenses!C{first}")["amount"] == "7.50"
    changed = ledger(books, "explain", "Position!E5", "--workbook", book).out
    assert "the workbook shows 80.00 there" in changed
    assert "another version of the program made it" in changed
    for cell, shown in {"Position!C6": "zestig", "Position!C5": "nothing"}.items():
        assert f"the workbook shows {shown} there" in ledger(books, "explain", cell, "--workbook", book).out


def test_a_formula_that_nobody_calculated_is_not_called_written_over(books: str, tmp_path: Path) -> None:
    """Lost otherwise: a workbook saved by a program that does not calculate would be said to be changed all over."""
    book = exported(books, tmp_path)
    opened = openpyxl.load_workbook(book)
    opened["Position"]["C5"].value = "=1+1"
    opened.save(book)
    shown = ledger(books, "explain", "Position!D5", "--workbook", book).out
    assert "Position!D5: 77.50" in shown
    assert ("no figure" in shown, "written over" in shown) == (True, False)
    story = told(books, book, "Position!D5")
    assert (story["kind"], story["shown"], story["uncalculated"], total(story)) == ("sum", None, True, Decimal("77.50"))
    assert "written over" in ledger(books, "explain", "Position!C5", "--workbook", book).out


def test_what_cannot_be_explained_is_refused_with_the_next_step(books: str, tmp_path: Path) -> None:
    """Lost otherwise: an auditor would be told nothing, or something of another ledger."""
    book = exported(books, tmp_path)

    def refused(cell: str, *more: object) -> Result:
        return ledger(books, "explain", cell, *(more or ("--workbook", book)))

    assert refused("D5").code == 2
    assert "the sheets are Cover, Position" in refused("D5").err
    assert (refused("Nix!D5").code, 'no sheet "Nix"' in refused("Nix!D5").err) == (2, True)
    assert refused("Position!D5", "--workbook", book, "--year", 2019).code == 2
    other = write_workbook(tmp_path / "other.xlsx", [[2019, "D1", DAY, "x", "x", "G2.1", 1.0]])
    assert (found := refused("Position!D5", "--workbook", other)).code == 4
    assert "is not a reconciliation workbook" in found.err
    assert refused("Position!D5", "--workbook", tmp_path / "absent.xlsx").code in (2, 4)
    lone = f"sqlite:///{tmp_path / 'lone.db'}"
    ledger(lone, "init")
    found = ledger(lone, "explain", "Position!D5", "--workbook", book)
    assert (found.code, "was not made from this ledger" in found.err) == (4, True)


def test_a_workbook_with_the_changes_since_a_day_is_explained_as_one(books: str, tmp_path: Path) -> None:
    """Lost otherwise: an amount that nobody touched would be said to be written over."""
    out = tmp_path / "since.xlsx"
    since = ("--since", "2019-01-01")
    assert ledger(books, "--lang", "nl", "export", "reconciliation", "--year", 2019, *since, out).code == 0
    sheet = openpyxl.load_workbook(out, data_only=True).worksheets[7]
    row = next(row for row in range(5, 30) if sheet.cell(row, 8).value)
    story = told(books, out, f"{sheet.title}!H{row}")
    assert Decimal(story["amount"]) == Decimal(str(sheet.cell(row, 8).value))
    assert not story.get("changed")
