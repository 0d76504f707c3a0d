"""The yearly overview of expenses: our own workbook, and a stranger's template filled in and otherwise untouched."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from builders import import_file, session_of, write_workbook
from command import ledger
from subsidy_ledger.i18n import ENGLISH
from subsidy_ledger.operations.overview import overview_of
from subsidy_ledger.operations.session import Session
from subsidy_ledger.render.excel_words import said_book

ROWS = [
    [2019, "D1", date(2019, 3, 1), "=1+1 Zenne", "zaal", "G1.1", 100.0],
    [2019, "0640", date(2019, 4, 1), "Marollen", "drukwerk", "R1.1", 60.1],
    [2019, "D3", date(2019, 5, 1), "Zenne", "creditnota", "G1.1", -10.0],
    [2019, "D4", date(2019, 6, 1), "Zenne", "zonder code", None, 25.0],
]
MAPPING = (
    'sheet = "Uitgaven"\nfirst_row = 4\n[columns]\nA = "number"\n"Stuk nr" = "document_no"\nC = "share"\nD = "date"\n'
)


@pytest.fixture
def here(sqlite_url: str, tmp_path: Path) -> Session:
    session = session_of(sqlite_url, by="An Peeters")
    import_file(session, write_workbook(tmp_path / "1.xlsx", ROWS))
    return session


def form(path: Path) -> Path:
    """A form as an administration makes one: headings, styled empty rows, a total below, a second sheet."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Uitgaven"
    sheet["A1"], sheet["B3"], sheet["E4"] = "Formulier", "Stuk nr", "=C4*2"
    for row in range(4, 8):
        sheet.cell(row, 3).number_format = "0.00"
        sheet.cell(row, 4).number_format = "dd/mm/yyyy"
        sheet.cell(row, 2).font = Font(bold=True)
    sheet["C8"] = "=SUM(C4:C7)"
    book.create_sheet("Uitleg")["A1"] = "Lees dit"
    book.save(path)
    return path


def test_a_template_is_filled_in_and_keeps_its_formats_formulas_and_sheets(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: the officer would copy hundreds of rows by hand into the administration's own form."""
    (tmp_path / "m.toml").write_text(MAPPING, encoding="utf-8")
    given = ("--template", form(tmp_path / "form.xlsx"), "--mapping", tmp_path / "m.toml")
    done = ledger(here.url, "export", "overview", "--year", "2019", *given, tmp_path / "out.xlsx")
    assert done.code == 0, done.err
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    sheet = book["Uitgaven"]
    rows = [[sheet.cell(row, column).value for column in range(1, 5)] for row in (4, 5, 6, 7)]
    days = [datetime(2019, month, 1) for month in (3, 4, 5)]  # noqa: DTZ001
    assert rows == [
        [1, "D1", 100, days[0]], [2, "0640", 60.1, days[1]], [3, "D3", -10, days[2]], [None, None, None, None],
    ]  # fmt: skip
    assert (sheet["C8"].value, sheet["E4"].value, book["Uitleg"]["A1"].value) == ("=SUM(C4:C7)", "=C4*2", "Lees dit")
    assert sheet["B5"].font.bold
    assert sheet["C5"].number_format == "0.00"


def test_a_template_without_a_filled_cell_is_refused_in_words(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: the officer reads that the file "has ." and does not know what to do."""
    (tmp_path / "m.toml").write_text(MAPPING, encoding="utf-8")
    openpyxl.Workbook().save(tmp_path / "form.xlsx")
    given = ("--template", tmp_path / "form.xlsx", "--mapping", tmp_path / "m.toml", tmp_path / "out.xlsx")
    done = ledger(here.url, "export", "overview", "--year", "2019", *given)
    assert (done.code, "Every sheet of form.xlsx is empty" in done.err) == (4, True), done.err
    assert not (tmp_path / "out.xlsx").exists()


def test_a_template_that_does_not_fit_is_refused_by_cell(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: the form's own total would be written over, and the claim be short of it."""
    mapping = tmp_path / "m.toml"
    given = ("--template", form(tmp_path / "form.xlsx"), "--mapping", mapping, tmp_path / "out.xlsx")

    def said(text: str) -> tuple[int, str]:
        mapping.write_text(text, encoding="utf-8")
        done = ledger(here.url, "export", "overview", "--year", "2019", *given)
        return done.code, done.err

    assert said(MAPPING.replace("= 4", "= 8"))[0] == 4
    assert (
        "Uitgaven!C8 of form.xlsx holds =SUM(C4:C7), where an empty cell"
        in said(MAPPING.replace("= 4", "= 8").replace('"Stuk nr"', "B"))[1]
    )
    assert "has no sheet Kosten; it has Uitgaven, Uitleg" in said(MAPPING.replace('"Uitgaven"', '"Kosten"'))[1]
    assert 'says "Bedrag"' in said(MAPPING.replace("C =", "Bedrag ="))[1]
    assert "The headings there are: Stuk nr, Formulier." in said(MAPPING.replace("C =", "Bedrag ="))[1]
    assert "says column, which no mapping has" in said("column = 1\n" + MAPPING)[1]
    assert "names the field price" in said(MAPPING.replace('"share"', '"price"'))[1]
    assert "is no mapping (sheet)" in said("first_row = 4")[1]
    assert "is no mapping (first_row)" in said(MAPPING.replace("= 4", "= 0"))[1]
    assert "is no mapping (columns)" in said(MAPPING.split("[columns]")[0])[1]
    assert "is no mapping" in said("sheet = ")[1]
    assert "names the field ['share']" in said(MAPPING.replace('"share"', '["share"]'))[1]
    assert "names column C of sheet Uitgaven twice" in said(MAPPING + 'c = "document_no"\n')[1]
    mapping.unlink()
    absent = ledger(here.url, "export", "overview", "--year", "2019", *given)
    assert (absent.code, "cannot be read" in absent.err) == (4, True)
    assert not (tmp_path / "out.xlsx").exists()


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_without_a_template_it_declares_claims_and_lists(here: Session, tmp_path: Path, language: str) -> None:
    """Lost otherwise: a city whose administration sends no form would have nothing to send."""
    out = tmp_path / "out.xlsx"
    done = ledger(here.url, "--lang", language, "export", "overview", "--year", "2019", out)
    assert done.code == 0, done.err
    first, second = openpyxl.load_workbook(out, data_only=True)
    cells = {row[0]: row for row in first.iter_rows(values_only=True)}
    assert cells["general"][2:6] == (1_856_982.33, 90, 0, 90)
    assert (cells["G1"][2], cells["R1"][2]) == (90, 60.1)
    # Without an article or a word of its list a line is of the category that takes all others.
    other = {"nl": "andere kost", "fr": "autre coût", "en": "other cost"}[language]
    assert cells["other"][1:3] == (other, 150.1)
    assert [row[2] for row in second.iter_rows(min_row=5, values_only=True)] == [
        100, 60.1, -10, 150.1, None,
    ]  # fmt: skip
    assert "25" in str(second.cell(second.max_row, 1).value)
    content = out.read_bytes()
    assert ledger(here.url, "--lang", language, "export", "overview", "--year", "2019", out).code == 0
    assert out.read_bytes() == content


@pytest.mark.libreoffice
@pytest.mark.parametrize("count", [0, 3])
def test_its_formulas_come_to_the_ledgers_figures(sqlite_url: str, tmp_path: Path, count: int) -> None:
    """Lost otherwise: an error in the declaration of a city without lines yet, or a claim that nobody can add up."""
    from render.test_excel_reconciliation import compared, recalculated, written

    session = session_of(sqlite_url, by="An Peeters")
    if count:
        import_file(session, write_workbook(tmp_path / "1.xlsx", ROWS))
    book = said_book(overview_of(session, 2019, "en"), ENGLISH)
    cells = list(compared(book, recalculated(written(book), tmp_path)))
    assert len(cells) > 10
    assert [cell for cell in cells if cell[1] != cell[2]] == []


def test_categories_are_those_of_the_agreement_and_add_up(empty_url: str, tmp_path: Path) -> None:
    """Lost otherwise: a city whose agreement names other kinds of cost would claim by those of another."""
    city = (Path(__file__).parent.parent / "second_city.toml").read_text(encoding="utf-8")
    (tmp_path / "city.toml").write_text(city, encoding="utf-8")
    assert ledger(empty_url, "init", "--agreement", tmp_path / "city.toml").code == 0
    header = (
        "Dienstjaar",
        "Boekstuknr",
        "Leverancier",
        "Begrotingsartikel",
        "Kostensoort",
        "Activiteitssector",
        "Bedrag",
    )
    rows = [
        [2022, "1", "A", "330/611-01", None, "10.1 Buurtwachters", 10.0],
        [2022, "2", "B", "330/123-06", "Frais de personnel", "10.1 Buurtwachters", 20.0],
        [2022, "3", "C", "330/123-06", "*", "10.1 Buurtwachters", 40.0],
        [2022, "4", "D", "330/742-53", None, "10.1 Buurtwachters", 80.0],
    ]
    given = write_workbook(tmp_path / "1.xlsx", rows, header)
    done = ledger(empty_url, "import", given, "--yes", "--by", "An", "--entity", "GEM")
    assert done.code == 0, done.err
    out = tmp_path / "out.xlsx"
    assert ledger(empty_url, "--lang", "nl", "export", "overview", "--year", "2022", out).code == 0
    first, second = openpyxl.load_workbook(out, data_only=True)
    cells = {row[1]: row[2] for row in first.iter_rows(values_only=True)}
    assert {"Lonen": 30, "Al het andere": 80, "*": 40}.items() <= cells.items()
    assert [row[3] for row in second.iter_rows(min_row=5, max_row=8, values_only=True)] == [
        "Lonen", "Lonen", "*", "Al het andere",
    ]  # fmt: skip
    lines = ledger(empty_url, "expenses", "--year", "2022", "--format", "csv").out
    assert [line.split(",")[14] for line in lines.splitlines()] == ["category", "lonen", "lonen", "*", "rest"]
