"""Number formats: what they show beside the number, read alike from .xlsx, .xls and .ods."""

from __future__ import annotations

import struct
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import CORPUS
from subsidy_ledger.importing.intake import Sheet
from subsidy_ledger.importing.opening.number_format import DIGIT, ZERO, Format, Formats, format_of, read_format
from subsidy_ledger.importing.opening.workbook import read_workbook
from workbook_builders import ods, ods_cell, ods_row, ods_table, record, xls


@pytest.mark.parametrize(
    ("code", "currency"),
    [
        ("#,##0.00 [$CHF]", "CHF"),
        ("[$CHF-807] #,##0.00", "CHF"),
        ("[$Fdj-1] 0", "Fdj"),
        ('"$"#,##0.00', "$"),
        ("£#,##0", "£"),
        ('#,##0.00 "USD"', "USD"),
        ('0.00;[Red]-0.00 "BEF"', "BEF"),
        ('#,##0.00\\ "€"', ""),
        ("#,##0.00 [$€-813]", ""),
        ("[$EUR] #,##0", ""),
        ('_-* #,##0.00 "€"_-;-* #,##0.00 "€"_-;_-* "-"?? "€"_-', ""),
        ("[$-409]d/mm/yyyy", ""),
        ('0" kg"', ""),
        ("General", ""),
        ("#,##0.00_ ;[Red]-#,##0.00 ", ""),
    ],
)
def test_a_currency_is_another_one_only_where_the_format_names_it(code: str, currency: str) -> None:
    """Lost otherwise: Swiss francs would be claimed as euros, or euros be refused."""
    found = read_format(code)
    assert (found.currency if found else "") == currency


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ("0000", 640.0, "0640"),
        ("0000", 12345.0, "12345"),
        ("0000000000", 448056361.0, "0448056361"),
        ("0000\\.000\\.000", 448056361.0, "0448.056.361"),
        ('000"/"0000"/"00000', 10806817183.0, "010/8068/17183"),
        ('"BE"0000000000', 448056361.0, "BE0448056361"),
        ('"0"#########', 448056361.0, "0448056361"),
        ("\\0#########", 448056361.0, "0448056361"),
        ('"F2019-"0', 12.0, "F2019-12"),
        ("00000-0000", 640.0, "00000-0640"),
        ("0000", 12.5, None),
        ("0000", -3.0, None),
        ("0", 12.0, None),
        ("#,##0", 1200.0, None),
        ("0.00", 12.0, None),
        ("dd/mm/yyyy", 43555.0, None),
        ("yyyymmdd", 43555.0, None),
        ("[h]:mm", 2.0, None),
        ('0000" €"', 12.0, None),
        ("@", 12.0, None),
    ],
)
def test_leading_zeros_and_marks_of_a_format_are_what_is_seen(code: str, number: float, shown: str | None) -> None:
    """Lost otherwise: document 0640 would go on record as 640."""
    found = read_format(code)
    assert (found.shown(number) if found else None) == shown


@given(st.integers(0, 10**12), st.lists(st.sampled_from(["0", "#", "-", ".", "/"]), max_size=14))
def test_a_picture_never_loses_a_digit(number: int, marks: list[str]) -> None:
    """Lost otherwise: a number longer than its format would be cut to the places the format has."""
    picture = "".join({"0": ZERO, "#": DIGIT}.get(mark, mark) for mark in [*marks, "0"])
    shown = Format(picture=picture).shown(number)
    assert shown is not None
    assert "".join(c for c in shown if c.isdigit()).lstrip("0") == str(number).lstrip("0")


def test_percents_powers_and_thousands_are_told_apart() -> None:
    """Lost otherwise: 21 % would be 21 cents of VAT, and a number in thousands be claimed as it stands."""
    assert read_format("0.0%") == Format(is_percent=True)
    assert format_of(9, None) == format_of(10, None) == Format(is_percent=True)
    assert format_of(11, None) == Format(is_scientific=True)
    assert read_format('0.0" k€"') == Format(unit="k€")
    assert read_format('#,##0,"k€"') is None


def test_a_currency_that_is_left_to_the_computer_is_no_foreign_one() -> None:
    """Lost otherwise: a Belgian workbook with Excel's own currency format would be refused as dollars."""
    assert format_of(44, None) == format_of(7, '"$"#,##0.00_);\\("$"#,##0.00\\)') == Format(is_local=True)
    assert format_of(44, '_-* #,##0.00 "€"_-') is None
    assert format_of(39, None) is None
    assert format_of(164, '"$"#,##0.00') == Format(currency="$")


@given(st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=30))
def test_a_format_is_found_where_it_was_noted(noted: list[tuple[int, bool]]) -> None:
    """Lost otherwise: the currency of one row would be that of another."""
    formats, expected = Formats(), {}
    percent, francs = Format(is_percent=True), Format(currency="CHF")
    for row, is_percent in dict(noted).items():
        expected[row] = percent if is_percent else francs
        formats.add(range(row, row + 1), 2, expected[row])
    assert [formats.of(row, 2) for row in range(42)] == [expected.get(row) for row in range(42)]
    assert formats.of(0, 1) is None


ZEROS, FRANCS, PERCENT = Format(picture=ZERO * 4), Format(currency="CHF"), Format(is_percent=True)


def check(path: Path) -> None:
    """The sheet all three formats hold: 640 as 0640 twice, 12.5 francs, 21 %, 7; the column of the 7 is hidden."""
    (sheet,) = read_workbook(path).sheets
    assert sheet.rows == ((640.0, 640.0, 12.5, 0.21, 7.0),)
    assert seen(sheet) == [ZEROS, ZEROS, FRANCS, PERCENT, None]
    assert sheet.hidden_columns == frozenset({4})
    assert sheet.is_typed


def seen(sheet: Sheet) -> list[Format | None]:
    return [sheet.formats.of(0, column) for column in range(len(sheet.rows[0]))]


def test_formats_and_hidden_columns_of_an_xlsx(tmp_path: Path) -> None:
    """Lost otherwise: what an officer sees in Excel would not be what is read."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([640, 640, 12.5, 0.21, 7])
    for column, code in zip("ABCD", ("0000", "0000", "#,##0.00 [$CHF]", "0%"), strict=True):
        sheet[f"{column}1"].number_format = code
    sheet.column_dimensions["E"].hidden = True
    path = tmp_path / "lines.xlsx"
    book.save(path)
    check(path)


def test_formats_and_hidden_columns_of_an_xls(tmp_path: Path) -> None:
    """Lost otherwise: an old export in Swiss francs would be claimed in euros."""
    codes = {164: "0000", 165: "#,##0.00 [$CHF]"}
    formats = b"".join(
        record(0x041E, struct.pack("<HHB", number, len(code), 0) + code.encode()) for number, code in codes.items()
    )
    styles = b"".join(record(0x00E0, struct.pack("<HH16x", 0, number)) for number in (0, 164, 165, 9))
    cells = (
        record(0x007D, struct.pack("<HHHHHH", 4, 4, 0, 0, 1, 0))
        + record(0x00BD, struct.pack("<HHHlHlH", 0, 0, 1, 640 << 2 | 2, 1, 640 << 2 | 2, 1))
        + b"".join(
            record(0x0203, struct.pack("<HHHd", 0, column, style, value))
            for column, style, value in ((2, 2, 12.5), (3, 3, 0.21), (4, 0, 7.0))
        )
    )
    path = tmp_path / "lines.xls"
    path.write_bytes(xls(cells, globals_=formats + styles))
    check(path)


ODS_STYLES = (
    '<office:automatic-styles><number:number-style style:name="N1"><number:number number:min-integer-digits="4"/>'
    '</number:number-style><number:currency-style style:name="N2"><number:number number:decimal-places="2" '
    'number:min-integer-digits="1"/><number:text> </number:text><number:currency-symbol>CHF</number:currency-symbol>'
    '</number:currency-style><number:percentage-style style:name="N3"><number:number number:min-integer-digits="1"/>'
    '<number:text>%</number:text></number:percentage-style><number:number-style style:name="N4">'
    '<number:number number:min-integer-digits="10"><number:embedded-text number:position="3">.</number:embedded-text>'
    '<number:embedded-text number:position="6">.</number:embedded-text></number:number></number:number-style>'
    + "".join(
        f'<style:style style:name="ce{n}" style:family="table-cell" style:data-style-name="N{n}"/>' for n in range(1, 5)
    )
    + '<style:style style:name="thin" style:family="table-column"><style:table-column-properties '
    'style:column-width="0cm"/></style:style></office:automatic-styles>'
)


def number(value: float, attributes: str = "") -> str:
    return ods_cell(f'office:value-type="float" office:value="{value}" {attributes}')


@pytest.mark.parametrize("hidden", ['table:visibility="collapse"', 'table:style-name="thin"', "group"])
def test_formats_and_hidden_columns_of_an_ods(tmp_path: Path, hidden: str) -> None:
    """Lost otherwise: what LibreOffice shows would be lost, where a column or row gives its cells their style."""
    last = f"<table:table-column {hidden}/>"
    if hidden == "group":
        last = '<table:table-column-group table:display="false"><table:table-column/></table:table-column-group>'
    columns = '<table:table-column table:number-columns-repeated="2" table:default-cell-style-name="ce1"/>'
    columns += f'<table:table-column table:number-columns-repeated="2"/>{last}'
    cells = (
        number(640) * 2 + number(12.5, 'table:style-name="ce2"') + number(0.21, 'table:style-name="ce3"') + number(7)
    )
    path = tmp_path / "lines.ods"
    path.write_bytes(ods(ods_table(columns + ods_row(cells)), styles=ODS_STYLES))
    check(path)


def test_what_a_cell_of_an_ods_says_itself_goes_first(tmp_path: Path) -> None:
    """Lost otherwise: exports that name the currency in the cell alone would be read as euros."""
    money = 'office:value-type="currency" office:value="5" office:currency="{}"'
    cells = ods_cell(money.format("GBP")) + ods_cell(money.format("EUR") + ' table:style-name="ce2"')
    cells += ods_cell('office:value-type="percentage" office:value="0.2"') + number(448056361, 'table:style-name="ce4"')
    row = ods_row(cells + number(3), 'table:default-cell-style-name="ce1"')
    path = tmp_path / "lines.ods"
    path.write_bytes(ods(ods_table(row), styles=ODS_STYLES))
    (sheet,) = read_workbook(path).sheets
    found = seen(sheet)
    assert found[:3] == [Format(currency="GBP"), None, PERCENT]
    assert [each.shown(value) for each, value in zip(found[3:], (448056361, 3), strict=True) if each] == [
        "0448.056.361", "0003",
    ]  # fmt: skip


@pytest.mark.corpus
def test_francs_among_euros_in_a_real_workbook() -> None:
    """Lost otherwise: two currencies in one column would add up to a sum of nothing."""
    (sheet,) = read_workbook(CORPUS / "reader-torture" / "readxl__currency-formats-xlsx.xlsx").sheets
    francs = {(r, c) for r in range(3) for c in range(4) if sheet.formats.of(r, c) == FRANCS}
    assert francs == {(1, 2), (2, 2), (2, 3)}


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "hidden", "percents"), [("poi__AverageTaxRates.xlsx", {1}, 282), ("poi__testEXCEL_95.xls", set(), 2)]
)
def test_percents_and_hidden_columns_of_real_workbooks(name: str, hidden: set[int], percents: int) -> None:
    """Lost otherwise: the evidence would hold for made-up files only."""
    sheet = read_workbook(CORPUS / "reader-torture" / name).sheets[0]
    cells = [(r, c) for r, row in enumerate(sheet.rows) for c in range(len(row))]
    assert sheet.hidden_columns == hidden
    assert sum(1 for cell in cells if (found := sheet.formats.of(*cell)) and found.is_percent) == percents
