"""An administration's form with a head, merged cells, prepared rows and totals: too few rows, wrong cells."""

from __future__ import annotations

import subprocess
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from builders import import_file, session_of, write_workbook
from command import ledger

HEADER = ("Dienstjaar", "Boekstuknr", "Factuurdatum", "Leverancier", "Omschrijving", "Activiteitssector", "Bedrag")
ROWS = [
    [2019, f"{n:04}", date(2019, n, 1), f"Firma {n}", "zaal", "R1.1" if n == 7 else "G2.1", n * 10 + 0.05]
    for n in range(1, 10)
]
MAPPING = """
sheet = "Uitgaven"
first_row = 8
[columns]
"Stuk / Nummer" = "document_no"
"Stuk / Datum" = "date"
Omschrijving = "supplier"
Bedrag = "share"
H = "date"
[fields]
"Voorblad!B2" = "beneficiary"
"Voorblad!D3" = "year"
"Voorblad!B4" = "claimed"
"Voorblad!B5" = { value = "BE68 5390 0754 7034" }
"Voorblad!B6" = { value = 2020-06-15 }
"Voorblad!B7" = "claimed.R1"
aantal = "lines"
B13 = "beneficiary"
"""


def form(path: Path, prepared: int = 3) -> Path:
    """Two rows of headings, `prepared` numbered rows with a formula each, a total that the cover repeats."""
    book, line = openpyxl.Workbook(), Side(style="thin")
    cover: Any = book.active
    cover.title = "Voorblad"
    cover["B2"], cover["B3"] = "………", 2019
    cover.merge_cells("B3:D3")
    sheet: Any = book.create_sheet("Uitgaven")
    for place, text in (("A6", "Nr"), ("B6", "Stuk"), ("B7", "Nummer"), ("C7", "Datum"), ("D6", "Omschrijving"),
                        ("F6", "Bedrag"), ("G6", "Dubbel"), ("H7", "Datum")):  # fmt: skip
        sheet[place] = text
    for area in ("B6:C6", "D6:E7", "F6:F7"):
        sheet.merge_cells(area)
    last = 7 + prepared
    for row in range(8, last + 1):
        for column in range(1, 9):
            sheet.cell(row, column).border = Border(top=line, bottom=line)
        sheet.cell(row, 1, row - 7)
        sheet.cell(row, 3).number_format = "d mmm yyyy"
        sheet.cell(row, 7, f"=F{row}*2")
        sheet.merge_cells(start_row=row, end_row=row, start_column=4, end_column=5)
    total = last + 1
    sheet.cell(total, 1, "TOTAAL").font = Font(bold=True)
    sheet.cell(total, 6, f"=SUM(F8:F{last})")
    sheet.cell(total, 7, f"=SUM(G$8:G{last})/F{total}")
    sheet.merge_cells(start_row=total, end_row=total, start_column=1, end_column=5)
    sheet.cell(total + 2, 1, "Opgemaakt door:")
    cover["B9"], cover["B10"] = f"=Uitgaven!F{total}", f"=B4-SUM(Uitgaven!$F$8:$F${last})"
    rule = DataValidation(type="date", operator="greaterThan", formula1="1")
    rule.add(f"C8:C{last}")
    sheet.add_data_validation(rule)
    below: Any = CellIsRule
    sheet.conditional_formatting.add(f"F8:F{last}", below(operator="lessThan", formula=["0"]))
    sheet.freeze_panes, sheet.print_area = "A8", f"A1:H{total + 2}"
    book.defined_names["Aantal"] = DefinedName("Aantal", attr_text=f"Uitgaven!$C${total + 2}")
    book.create_sheet("Uitleg")["A1"] = "Lees dit"
    book.save(path)
    return path


@pytest.fixture
def url(sqlite_url: str, tmp_path: Path) -> str:
    import_file(session_of(sqlite_url, by="An"), write_workbook(tmp_path / "1.xlsx", ROWS, HEADER))
    return sqlite_url


def filled(url: str, path: Path, mapping: str, *, code: int = 0) -> str:
    (path / "m.toml").write_text(mapping, encoding="utf-8")
    given = ("--template", path / "form.xlsx", "--mapping", path / "m.toml", path / "out.xlsx")
    done = ledger(url, "export", "overview", "--year", "2019", *given)
    assert done.code == code, done.err
    return done.err


def test_rows_are_put_in_above_the_total_and_everything_follows(url: str, tmp_path: Path) -> None:
    """Lost otherwise: nine lines in a form for three, and a total that says what three of them come to."""
    form(tmp_path / "form.xlsx")
    filled(url, tmp_path, MAPPING)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    sheet: Any = book["Uitgaven"]
    assert [sheet.cell(row, 1).value for row in range(8, 18)] == [*range(1, 10), "TOTAAL"]
    assert [sheet.cell(row, 2).value for row in range(8, 17)] == [f"{n:04}" for n in range(1, 10)]
    assert [sheet.cell(row, 7).value for row in range(8, 17)] == [f"=F{row}*2" for row in range(8, 17)]
    assert (sheet["F17"].value, sheet["G17"].value) == ("=SUM(F8:F16)", "=SUM(G$8:G16)/F17")
    cover: Any = book["Voorblad"]
    assert (cover["B9"].value, cover["B10"].value) == ("=Uitgaven!F17", "=B4-SUM(Uitgaven!$F$8:$F$16)")
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A17:E17", *(f"D{row}:E{row}" for row in range(8, 17))} <= merged
    assert [str(rule.sqref) for rule in sheet.data_validations.dataValidation] == ["C8:C16"]
    assert [str(rule.sqref) for rule in sheet.conditional_formatting] == ["F8:F16"]
    assert (sheet.freeze_panes, sheet.print_area) == ("A8", "'Uitgaven'!$A$1:$H$19")
    assert (sheet["A19"].value, sheet["C19"].value, book["Uitleg"]["A1"].value) == ("Opgemaakt door:", 9, "Lees dit")
    assert sheet["D14"].border.top.style == "thin"


@pytest.mark.parametrize("prepared", [1, 2, 4])
def test_few_prepared_rows_are_enough_to_count_and_add_up(url: str, tmp_path: Path, prepared: int) -> None:
    """Lost otherwise: a form with a single row to copy would number its lines 1, 1, 1 and total the first."""
    form(tmp_path / "form.xlsx", prepared)
    filled(url, tmp_path, MAPPING.replace("B13", f"B{10 + prepared}"))
    sheet: Any = openpyxl.load_workbook(tmp_path / "out.xlsx")["Uitgaven"]
    assert [sheet.cell(row, 1).value for row in range(8, 18)] == [*range(1, 10), "TOTAAL"]
    assert (sheet["F17"].value, sheet["G16"].value) == ("=SUM(F8:F16)", "=F16*2")


def test_the_head_is_filled_in_with_real_days_and_amounts(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a day that the form shows as 43997, or an amount that no formula can add."""
    form(tmp_path / "form.xlsx")
    filled(url, tmp_path, MAPPING)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    cover, sheet = book["Voorblad"], book["Uitgaven"]
    assert [cover.cell(row, 2).value for row in range(2, 8)] == [
        "City of Brussels", 2019, 450.45, "BE68 5390 0754 7034", datetime(2020, 6, 15), 70.05,  # noqa: DTZ001
    ]  # fmt: skip
    assert cover["B4"].number_format == "#,##0.00"
    assert (sheet["C8"].number_format, sheet["H8"].number_format, sheet["H8"].is_date) == (
        "d mmm yyyy", "mm-dd-yy", True,
    )  # fmt: skip
    # The cell below the total moved down with what stands beside it.
    assert sheet["B19"].value == "City of Brussels"


def test_a_form_for_one_grant_takes_its_lines_only(url: str, tmp_path: Path) -> None:
    """Lost otherwise: each grant has its own form, and both would claim everything."""
    form(tmp_path / "form.xlsx")
    filled(url, tmp_path, 'grant = "radicalisation"\n' + MAPPING)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert (book["Voorblad"]["B4"].value, book["Uitgaven"]["F8"].value) == (70.05, 70.05)
    assert book["Uitgaven"]["F9"].value is None
    assert "says grant = G1; the agreement has general, radicalisation" in filled(
        url, tmp_path, 'grant = "G1"\n' + MAPPING, code=4
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"Voorblad!B2"', '"Voorblad!B9"', "Voorblad!B9 of form.xlsx holds =Uitgaven!F11, where an empty cell is"),
        ('"Voorblad!B2"', "A6", "Uitgaven!A6 of form.xlsx holds Nr, where an empty cell is expected for beneficiary"),
        ('"Voorblad!B2"', '"Blad1!B9"', "Blad1!B9 under [fields] in"),
        ('"Voorblad!B2"', "Naam", "or one of the names of its cells (Aantal)"),
        ('"Voorblad!B2"', '"Voorblad!C3"', "fills Voorblad!B3 twice, with beneficiary and with year"),
        ('"claimed"', '"claim"', "names the figure claim for Voorblad!B4; the figures are beneficiary, agreement,"),
        ('"claimed"', "2.5", "says 2.5 for Voorblad!B4 under [fields]"),
        ('"Stuk / Datum"', "Datum", '"Datum" stands above columns C, H of sheet Uitgaven'),
        ("H =", "E =", "names column D of sheet Uitgaven twice, for supplier and for date"),
        ("[fields]", "[fields.x]", "under [fields]"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused_with_what_stands_there(
    url: str, tmp_path: Path, old: str, new: str, said: str
) -> None:
    """Lost otherwise: the form's own words written over, or a figure in a cell that nobody asked it for."""
    form(tmp_path / "form.xlsx")
    assert old in MAPPING
    assert said in filled(url, tmp_path, MAPPING.replace(old, new, 1), code=4)


def test_a_total_that_adds_rows_one_by_one_is_refused(url: str, tmp_path: Path) -> None:
    """Lost otherwise: =F8+F9+F10 would go on counting three lines of nine."""
    book = openpyxl.load_workbook(form(tmp_path / "form.xlsx"))
    book["Uitgaven"]["F11"] = "=F8+F9+F10"
    book.save(tmp_path / "form.xlsx")
    said = filled(url, tmp_path, MAPPING, code=4)
    assert "The formula =F8+F9+F10 in row 11 of sheet Uitgaven of form.xlsx names rows of the table one by one" in said


def test_a_table_of_excel_grows_with_its_rows(url: str, tmp_path: Path) -> None:
    """Lost otherwise: filters and formulas over the table would end where the form did."""
    book = openpyxl.load_workbook(form(tmp_path / "form.xlsx"))
    sheet = book.create_sheet("Kort")
    sheet.append(["nr", "bedrag"])
    sheet.append([None, None])
    sheet.append([None, None])
    sheet["D1"] = "=SUM(B2:B3)"
    sheet.add_table(Table(displayName="Kosten", ref="A1:B3"))
    book.save(tmp_path / "form.xlsx")
    filled(url, tmp_path, 'sheet = "Kort"\nfirst_row = 2\n[columns]\nnr = "number"\nbedrag = "share"\n')
    kort: Any = openpyxl.load_workbook(tmp_path / "out.xlsx")["Kort"]
    assert (kort.tables["Kosten"].ref, kort["D1"].value, kort["B10"].value) == ("A1:B10", "=SUM(B2:B10)", 90.05)


@pytest.mark.libreoffice
def test_libreoffice_computes_the_form_anew(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a total as it was before the rows came, in a program that trusts what Excel computed."""
    form(tmp_path / "form.xlsx")
    filled(url, tmp_path, MAPPING)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/lo", "--convert-to", "xlsx",
               "--outdir", str(tmp_path / "again"), str(tmp_path / "out.xlsx")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    book = openpyxl.load_workbook(tmp_path / "again" / "out.xlsx", data_only=True)
    assert (book["Uitgaven"]["F17"].value, book["Voorblad"]["B9"].value) == (450.45, 450.45)
    assert abs(book["Voorblad"]["B10"].value) < 0.005
    assert (book["Uitgaven"]["G17"].value, book["Uitgaven"]["A16"].value) == (2, 9)


def test_a_row_grows_with_the_text_that_is_put_into_it(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: the form would be printed with descriptions cut off, and its reader would not know."""
    long = "prestaties van de gemeenschapswachten in drie wijken " * 5
    rows = [
        [2019, "1", date(2019, 1, 1), "A", long, "G2.1", 1.0],
        [2019, "2", date(2019, 1, 2), "B", "zaal", "G2.1", 1.0],
    ]
    import_file(session_of(sqlite_url, by="An"), write_workbook(tmp_path / "1.xlsx", rows, HEADER))
    book = openpyxl.load_workbook(form(tmp_path / "form.xlsx"))
    for row in (8, 9):
        book["Uitgaven"].row_dimensions[row].height = 20
        book["Uitgaven"].cell(row, 4).alignment = Alignment(wrap_text=True)
    book.save(tmp_path / "form.xlsx")
    filled(sqlite_url, tmp_path, MAPPING.replace('Omschrijving = "supplier"', 'Omschrijving = "description"'))
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["Uitgaven"]
    assert sheet.row_dimensions[8].height > 200
    assert sheet.row_dimensions[9].height == 20


def test_a_year_without_lines_leaves_the_rows_empty(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: a city that claims nothing could not say so."""
    form(tmp_path / "form.xlsx")
    filled(sqlite_url, tmp_path, MAPPING)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert (book["Voorblad"]["B4"].value, book["Uitgaven"]["B8"].value) == (0, None)
    assert book["Uitgaven"]["F11"].value == "=SUM(F8:F10)"


def test_a_list_of_the_form_is_kept_to_and_the_mapping_says_its_words(url: str, tmp_path: Path) -> None:
    """Lost otherwise: the administration's form would come back to it with words that it does not take."""
    book = openpyxl.load_workbook(form(tmp_path / "form.xlsx"))
    book["Uitleg"]["C1"], book["Uitleg"]["C2"] = "Personeelskosten", "Werkingskosten"
    for formula, column in (("Uitleg!$C$1:$C$2", "H"), ('"ALG,RAD"', "C")):
        rule = DataValidation(type="list", formula1=formula)
        rule.add(f"{column}8:{column}10")
        book["Uitgaven"].add_data_validation(rule)
    book.save(tmp_path / "form.xlsx")
    mapping = MAPPING.replace('H = "date"', 'H = "category"').replace('"Stuk / Datum" = "date"', 'C = "of_grant"')
    said = filled(url, tmp_path, mapping, code=4)
    assert (
        "Column C of sheet Uitgaven in form.xlsx takes one of ALG, RAD, and general, radicalisation would come" in said
    )
    mapping += '[values.of_grant]\ngeneral = "ALG"\nradicalisation = "RAD"\n'
    assert "takes one of Personeelskosten, Werkingskosten, and other cost would come there for category" in filled(
        url, tmp_path, mapping, code=4
    )
    filled(url, tmp_path, mapping + '[values.category]\nother = "Werkingskosten"\n')
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["Uitgaven"]
    assert (sheet["C8"].value, sheet["C14"].value, sheet["H16"].value) == ("ALG", "RAD", "Werkingskosten")
    assert "is no mapping (values.price)" in filled(url, tmp_path, MAPPING + "[values.price]\na = 1\n", code=4)


def test_a_word_for_a_code_that_does_not_exist_is_refused(url: str, tmp_path: Path) -> None:
    """Lost otherwise: one slip in the mapping, and the form keeps the ledger's word where the administration's was
    meant."""
    form(tmp_path / "form.xlsx")
    mapping = MAPPING.replace('H = "date"', 'H = "category"')
    for field, wrong, codes in (
        ("category", "personel", "personnel, operating, transfer, investment, other"),
        ("of_grant", "algemeen", "general, radicalisation"),
        ("of_sector", "G9", "G1, G2, G3, G4, R1, R2"),
        ("code", "G2.9", "general, G1, G1.1"),
        ("entity", "stad", "city, zone"),
    ):
        said = filled(url, tmp_path, f'{mapping}[values.{field}]\n"{wrong}" = "X"\n', code=4)
        assert f"says {wrong} under [values.{field}]" in said
        assert f"the codes are {codes}" in said, said
    # A title in another language than the form is filled in, and a word of a list, are no slips.
    filled(url, tmp_path, mapping + '[values.category]\n"andere kost" = "Rest"\n')
    assert openpyxl.load_workbook(tmp_path / "out.xlsx")["Uitgaven"]["H8"].value == "Rest"
    (tmp_path / "words").mkdir()
    rows = [[2019, "10", "Firma", "Vrijwilligers", "G2.1", 5.0]]
    header = ("Dienstjaar", "Boekstuknr", "Leverancier", "Kostensoort", "Activiteitssector", "Bedrag")
    import_file(session_of(url, by="An"), write_workbook(tmp_path / "words" / "2.xlsx", rows, header))
    filled(url, tmp_path, mapping + '[values.category]\nVrijwilligers = "6"\n')
    assert openpyxl.load_workbook(tmp_path / "out.xlsx")["Uitgaven"]["H17"].value == "6"
