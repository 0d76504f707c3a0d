"""Evidence from .ods: what calamine leaves out is named by cell, however rows and cells are repeated."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import CORPUS
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.intake import Flaw, Sheet, Workbook
from subsidy_ledger.importing.opening.workbook import read_workbook
from workbook_builders import ods, ods_cell, ods_row, ods_table, zipped

TEXT = ods_cell('office:value-type="string"', "a")
EMPTY = "<table:table-cell/>"
FORMULA = 'table:formula="of:=SUM([.F2:.F9];[$Other.A1])"'
NUMBER = 'office:value-type="float" office:value="5"'


def read(folder: Path, body: str, settings: str = "") -> Workbook:
    path = folder / "lines.ods"
    path.write_bytes(ods(body, settings))
    return read_workbook(path)


def one(folder: Path, rows: str) -> Sheet:
    (sheet,) = read(folder, ods_table(rows)).sheets
    return sheet


@pytest.mark.parametrize(
    ("cell", "flaw", "value"),
    [
        (
            ods_cell(
                f'{FORMULA} office:value-type="string" office:string-value="" calcext:value-type="error"', "#REF!"
            ),
            Flaw("error", "#REF!"),
            "",
        ),
        (ods_cell(f'{FORMULA} office:value-type="float" office:value="0"', "Err:502"), Flaw("error", "Err:502"), ""),
        (ods_cell(f'{FORMULA} office:value-type="string"', "#N/B"), Flaw("error", "#N/B"), ""),
        (ods_cell(f'{FORMULA} office:value-type="string"', "#NAAM?"), Flaw("error", "#NAAM?"), ""),
        (ods_cell(FORMULA), Flaw("uncalculated", "=SUM(F2:F9;$Other.A1)"), ""),
        (ods_cell(f'{FORMULA} office:value-type="float"'), Flaw("uncalculated", "=SUM(F2:F9;$Other.A1)"), ""),
        (ods_cell(f"{FORMULA} {NUMBER}", "5"), None, 5.0),
        (ods_cell(f'{FORMULA} office:value-type="string"', "#5"), None, "#5"),
        (ods_cell('office:value-type="string"', "#N/A"), None, "#N/A"),
        (ods_cell('office:value-type="string"', "0640"), None, "0640"),
        (ods_cell("", "no type"), None, "no type"),
        (ods_cell('office:value-type="void"', "unknown type"), None, "unknown type"),
        (
            ods_cell('office:value-type="boolean" office:boolean-value="true"', "WAAR"),
            None,
            True,
        ),
        (
            f"<table:table-cell {FORMULA} {NUMBER}><office:annotation><text:p>#REF!</text:p></office:annotation>"
            "<text:p>5</text:p></table:table-cell>",
            None,
            5.0,
        ),
    ],
)
def test_each_cell_is_flawed_or_has_its_value(tmp_path: Path, cell: str, flaw: Flaw | None, value: object) -> None:
    """Lost otherwise: an error would be read as a blank or as 0, and a text without a type would vanish."""
    found = one(tmp_path, ods_row(TEXT) + ods_row(EMPTY + cell + TEXT))
    assert found.rows == (("a",), ("", value, "a"))
    assert found.flaws == ({} if flaw is None else {(1, 1): flaw})


def test_an_empty_text_of_a_formula_is_a_result(tmp_path: Path) -> None:
    """Lost otherwise: every formula that shows nothing on purpose would be refused."""
    found = one(tmp_path, ods_row(TEXT + ods_cell(f'{FORMULA} office:value-type="string" office:string-value=""')))
    assert (found.flaws, found.rows) == ({}, (("a",),))


def test_rows_hidden_by_hand_by_a_filter_or_with_their_group_are_named(tmp_path: Path) -> None:
    """Lost otherwise: lines that nobody sees would be claimed."""
    rows = (
        ods_row(TEXT)
        + ods_row(TEXT, 'table:visibility="filter" table:number-rows-repeated="2"')
        + ods_row(TEXT, 'table:visibility="collapse"')
        + f'<table:table-row-group table:display="false">{ods_row(TEXT)}<table:table-row-group>{ods_row(TEXT)}'
        "</table:table-row-group></table:table-row-group>"
        + f"<table:table-row-group>{ods_row(TEXT)}</table:table-row-group>"
        + ods_row(EMPTY, 'table:visibility="collapse" table:number-rows-repeated="1048000"')
    )
    found = one(tmp_path, rows)
    assert found.hidden_rows == {1, 2, 3, 4, 5}
    assert len(found.rows) == 7


def test_a_flaw_that_is_repeated_is_named_for_every_cell(tmp_path: Path) -> None:
    """Lost otherwise: only the first of several equal error cells would be refused."""
    cell = ods_cell(f'{FORMULA} table:number-columns-repeated="2"')
    found = one(tmp_path, ods_row(TEXT + cell, 'table:number-rows-repeated="3"'))
    assert set(found.flaws) == {(row, column) for row in range(3) for column in (1, 2)}
    assert len(found.rows) == 3


def test_a_bomb_of_repetitions_is_refused(tmp_path: Path) -> None:
    """Lost otherwise: a file of one kilobyte would fill the memory."""
    million = 'table:number-rows-repeated="1048576"'
    wide = ods_cell(f'{FORMULA} table:number-columns-repeated="16384"')
    with pytest.raises(Refused) as refused:
        one(tmp_path, ods_row(wide, million))
    assert refused.value.code == "too-many-flaws"
    with pytest.raises(Refused, match="row 1048576 and across 16384 columns") as refused:
        one(tmp_path, ods_row(ods_cell(f'{NUMBER} table:number-columns-repeated="16384"'), million))
    assert refused.value.code == "grid-too-large"
    with pytest.raises(Refused, match="damaged"):
        one(tmp_path, ods_row(ods_cell('table:number-columns-repeated="99999999999999999999"', "text"), million))


def test_tables_inside_other_things_are_no_sheets(tmp_path: Path) -> None:
    """Lost otherwise: what the file remembers of another one would be read as a sheet of its own."""
    link = f"<table:dde-links><table:dde-link>{ods_table(ods_row(TEXT), 'link')}</table:dde-link></table:dde-links>"
    first, second = ods_table(ods_row(TEXT), "One"), ods_table(ods_row(TEXT + ods_cell(FORMULA)), "Two")
    found = read(tmp_path, first + second + link)
    assert [(sheet.name, len(sheet.flaws)) for sheet in found.sheets] == [("One", 0), ("Two", 1)]


def test_the_epoch_is_that_of_the_workbook(tmp_path: Path) -> None:
    """Lost otherwise: day numbers typed into such a workbook would be four years off."""
    table = ods_table(ods_row(TEXT))
    dates = '<table:calculation-settings><table:null-date table:date-value="{}"/></table:calculation-settings>'
    assert read(tmp_path, table, dates.format("1904-01-01")).epoch_1904
    assert not read(tmp_path, table, dates.format("1899-12-30")).epoch_1904


def test_an_encrypted_workbook_is_refused_as_what_it_is(tmp_path: Path) -> None:
    """Lost otherwise: the officer would hear that the file is damaged, and not that a password is in the way."""
    path = tmp_path / "secret.ods"
    manifest = '<m:manifest xmlns:m="urn:x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    path.write_bytes(zipped({"mimetype": "x", "META-INF/manifest.xml": manifest, "content.xml": b"\x8f\x00"}))
    with pytest.raises(Refused, match="password") as refused:
        read_workbook(path)
    assert refused.value.code == "file-encrypted"


CELLS = {
    "empty": EMPTY,
    "text": TEXT,
    "number": ods_cell(NUMBER, "5"),
    "covered": "<table:covered-table-cell/>",
    "untyped": ods_cell("", "untyped"),
    "flaw": ods_cell(FORMULA),
}
VALUES = {"empty": "", "text": "a", "number": 5.0, "covered": "", "untyped": "untyped", "flaw": ""}


@settings(max_examples=60)
@given(
    rows=st.lists(
        st.tuples(
            st.integers(1, 3), st.lists(st.tuples(st.sampled_from(sorted(CELLS)), st.integers(1, 3)), min_size=1)
        ),
        min_size=1,
        max_size=5,
    )
)
def test_values_and_flaws_stand_where_a_person_sees_them(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, list[tuple[str, int]]]]
) -> None:
    """Lost otherwise: repeated rows and cells would shift a flaw away from its amount."""
    xml = ""
    grid: list[list[str]] = []
    for times, cells in rows:
        columns = ' table:number-columns-repeated="{}"'
        inner = "".join(CELLS[kind].replace("-cell", "-cell" + columns.format(count), 1) for kind, count in cells)
        xml += ods_row(inner, f'table:number-rows-repeated="{times}"')
        grid += [[kind for kind, count in cells for _ in range(count)]] * times
    sheet = one(tmp_path_factory.mktemp("ods"), xml)
    expected = {(row, column): VALUES[kind] for row, kinds in enumerate(grid) for column, kind in enumerate(kinds)}
    found = {(row, column): cell for row, cells in enumerate(sheet.rows) for column, cell in enumerate(cells)}
    assert {place: cell for place, cell in found.items() if cell != ""} == {
        place: cell for place, cell in expected.items() if cell != ""
    }
    flaws = {(row, column) for row, kinds in enumerate(grid) for column, kind in enumerate(kinds) if kind == "flaw"}
    assert set(sheet.flaws) == flaws
    assert flaws <= set(found)


@pytest.mark.corpus
def test_a_real_workbook_shows_its_errors() -> None:
    """Lost otherwise: the evidence would hold for made-up files only."""
    found = read_workbook(CORPUS / "reader-torture" / "phpss__OOCalcTest.ods").sheets[0]
    assert found.flaws == {(6, 7): Flaw("error", "#NAME?"), (10, 6): Flaw("error", "#DIV/0!")}
