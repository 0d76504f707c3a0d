"""Evidence from .xlsx: what calamine reads as empty is named by cell, whoever wrote the file."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from conftest import CORPUS
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.intake import Flaw, Sheet, Workbook
from subsidy_ledger.importing.opening.evidence import FLAW_LIMIT
from subsidy_ledger.importing.opening.evidence_xlsx import read_evidence
from subsidy_ledger.importing.opening.package import Package
from subsidy_ledger.importing.opening.workbook import read_workbook
from workbook_builders import MAIN, STRICT, xlsx, xlsx_parts, zipped


def read(folder: Path, data: bytes) -> Workbook:
    path = folder / "lines.xlsx"
    path.write_bytes(data)
    return read_workbook(path)


def only(workbook: Workbook) -> Sheet:
    assert len(workbook.sheets) == 1
    return workbook.sheets[0]


def test_formulas_that_openpyxl_writes_are_uncalculated_and_have_a_place_in_the_rows(tmp_path: Path) -> None:
    """Lost otherwise: a total that was never calculated would be read as nothing, and nobody would know."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Supplier", "Amount"])
    sheet.append(["Jansen", 10.5])
    sheet["D9"] = "=SUM(B2:B8)"
    stream = io.BytesIO()
    book.save(stream)
    found = only(read(tmp_path, stream.getvalue()))
    assert found.flaws == {(8, 3): Flaw("uncalculated", "=SUM(B2:B8)")}
    assert found.rows[1] == ("Jansen", 10.5)
    assert found.rows[8][3] == ""


def test_formulas_with_results_are_values_and_a_zero_by_a_writer_that_cannot_calculate_is_none(tmp_path: Path) -> None:
    """Lost otherwise: exports by XlsxWriter, with 0 behind every formula, would be read as lines of 0.00."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    sheet.write_formula(0, 0, "=1+1", value=2)
    sheet.write_formula(0, 1, "=A1*3")
    sheet.write_number(0, 2, 0)
    book.close()
    found = only(read(tmp_path, stream.getvalue()))
    assert found.flaws == {(0, 1): Flaw("uncalculated", "=A1*3")}
    assert found.rows[0] == (2.0, "", 0.0)


def test_a_zero_in_a_calculated_workbook_stays_a_zero(tmp_path: Path) -> None:
    """Lost otherwise: every formula of Excel that comes to 0 would be refused."""
    found = only(read(tmp_path, xlsx('<row r="1"><c r="A1"><f>B1-C1</f><v>0</v></c></row>')))
    assert found.flaws == {}
    assert found.rows == ((0.0,),)


@pytest.mark.parametrize(
    ("cell", "flaw"),
    [
        ('<c r="B2" t="e"><v>#REF!</v></c>', Flaw("error", "#REF!")),
        ('<c r="B2" t="e"><f>A1/0</f><v>#DIV/0!</v></c>', Flaw("error", "#DIV/0!")),
        ('<c r="B2" t="e"><f>A1/0</f></c>', Flaw("uncalculated", "=A1/0")),
        ('<c r="B2" t="e"/>', Flaw("error", "#ERROR!")),
        ('<c r="B2"><f t="shared" si="0"/></c>', Flaw("uncalculated", "=…")),
        ('<c r="B2"><f>SUM(F2:F9)</f><v></v></c>', Flaw("uncalculated", "=SUM(F2:F9)")),
        ('<c r="B2" t="str"><f>A1&amp;"&lt;"</f></c>', Flaw("uncalculated", '=A1&"<"')),
        ('<c r="B2" t="str"><f>A1</f><v></v></c>', None),
        ('<c r="B2" t="str"><f>A1</f><v>0640</v></c>', None),
        ('<c r="B2" t="b"><f>TRUE()</f><v>1</v></c>', None),
        ('<c r="B2" t="inlineStr"><is><t>#REF!</t></is></c>', None),
        ('<c r="B2" s="1"/>', None),
    ],
)
def test_each_cell_is_flawed_or_not(tmp_path: Path, cell: str, flaw: Flaw | None) -> None:
    """Lost otherwise: an amount of #REF! would be a blank, or a good cell would be refused."""
    found = only(read(tmp_path, xlsx(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="2">{cell}</row>')))
    assert found.flaws == ({} if flaw is None else {(1, 1): flaw})


def test_hidden_rows_and_rows_without_height_are_named_as_far_as_there_are_rows(tmp_path: Path) -> None:
    """Lost otherwise: filtered-out lines would be claimed without anyone having seen them."""
    rows = "".join(
        f'<row r="{number}" {attributes}><c r="A{number}"><v>1</v></c></row>'
        for number, attributes in [(1, ""), (2, 'hidden="1"'), (3, 'ht="0" customHeight="1"'), (5, 'hidden="true"')]
    )
    found = only(read(tmp_path, xlsx(rows + '<row r="1048576" hidden="1"/>')))
    assert found.hidden_rows == {1, 2, 4}
    assert len(found.rows) == 5


def test_the_epoch_is_that_of_the_workbook(tmp_path: Path) -> None:
    """Lost otherwise: day numbers of a workbook made on an old Mac would be four years off."""
    assert read(tmp_path, xlsx("", workbook='<workbookPr date1904="1"/>')).epoch_1904
    assert not read(tmp_path, xlsx("", workbook="<workbookPr/>")).epoch_1904


ROW = '<row><c t="inlineStr"><is><t>a</t></is></c><c t="e"><v>#N/A</v></c></row>'


@pytest.mark.parametrize("target", ["worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize("namespace", [MAIN, STRICT])
@pytest.mark.parametrize("slash", ["/", "\\"])
def test_every_way_of_writing_the_parts_is_followed(tmp_path: Path, target: str, namespace: str, slash: str) -> None:
    """Lost otherwise: files of other programs than Excel would be read without a look for errors."""
    parts = xlsx_parts(ROW, target=target)
    data = zipped({name.replace("/", slash): part.replace(MAIN, namespace) for name, part in parts.items()})
    found = only(read(tmp_path, data))
    assert found.rows == (("a", ""),)
    assert found.flaws == {(0, 1): Flaw("error", "#N/A")}


def test_elements_with_a_prefix_are_followed(tmp_path: Path) -> None:
    """Lost otherwise: errors in files written through Microsoft's own library would not be seen."""
    parts = xlsx_parts("")
    parts["xl/worksheets/sheet1.xml"] = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="3" hidden="1"><x:c r="C3" t="e"><x:v>#REF!</x:v></x:c>'
        '<x:c r="D3"><x:f>A1</x:f></x:c></x:row></x:sheetData></x:worksheet>'
    )
    found = only(read(tmp_path, zipped(parts)))
    assert found.flaws == {(2, 2): Flaw("error", "#REF!"), (2, 3): Flaw("uncalculated", "=A1")}
    assert found.hidden_rows == {2}


def test_formulas_behind_the_cells_are_not_those_of_a_cell(tmp_path: Path) -> None:
    """Lost otherwise: a sparkline or rule would make the last good cell a flawed one."""
    parts = xlsx_parts('<row r="1"><c r="A1"><v>5</v></c></row>')
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace("</sheetData>", '</sheetData><extLst><c t="e"/><f>A1</f><row/></extLst>')
    found = only(read(tmp_path, zipped(parts)))
    assert (found.flaws, found.rows) == ({}, ((5.0,),))


@given(
    st.lists(
        st.tuples(
            st.integers(0, 3),
            st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["v", "e", "f"]), st.booleans()), max_size=6),
        ),
        max_size=6,
    )
)
def test_flaws_stand_where_the_values_leave_a_gap(layout: list[tuple[int, list[tuple[int, str, bool]]]]) -> None:
    """Lost otherwise: the officer would be sent to the wrong cell, and the right one would be booked as empty."""
    row = -1
    rows = ""
    expected: dict[tuple[int, int], str] = {}
    for gap, cells in layout:
        row += 1 + gap
        column = -1
        xml = ""
        for step, what, named in cells:
            column += step + 1 if named else 1
            reference = f'r="{get_column_letter(column + 1)}{row + 1}"' if named else ""
            content = {"v": "<v>7</v>", "e": "<v>#N/A</v>", "f": "<f>B1</f>"}[what]
            xml += "<c " + reference + (' t="e">' if what == "e" else ">") + content + "</c>"
            expected[row, column] = what
        rows += f'<row r="{row + 1}">{xml}</row>'
    found = read_evidence(Package(xlsx(rows), "lines.xlsx")).sheets[0]
    kinds = {place: flaw.kind[0] for place, flaw in found.flaws.items()}
    assert kinds == {place: "u" if what == "f" else "e" for place, what in expected.items() if what != "v"}


def test_more_flaws_than_anyone_could_mend_are_refused_in_one_sentence(tmp_path: Path) -> None:
    """Lost otherwise: a small file full of errors would fill the memory and print a hundred thousand problems."""
    cell = "<c><f>A1</f></c>"
    rows = ("<row>" + cell * 1000 + "</row>") * (FLAW_LIMIT // 1000)
    assert len(only(read(tmp_path, xlsx(rows))).flaws) == FLAW_LIMIT
    with pytest.raises(Refused, match="more than 100000 cells") as refused:
        read(tmp_path, xlsx(rows + f"<row>{cell}</row>"))
    assert refused.value.code == "too-many-flaws"


@pytest.mark.parametrize(
    "rows", ['<row r="x"/>', '<row><c r="1A" t="e"/></row>', '<row ht="tall"/>', "<row>", '<row r="1"><c r="A1"><f>']
)
def test_damaged_sheets_are_refused(tmp_path: Path, rows: str) -> None:
    """Lost otherwise: half a sheet would be imported as if it were the whole."""
    with pytest.raises(Refused, match="damaged"):
        read(tmp_path, xlsx(rows))


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "sheet", "flaws", "hidden"),
    [
        ("calamine__errors.xlsx", 0, 7, 0),
        ("closedxml__ShiftingFormulas.xlsx", 0, 5, 0),
        ("sheetjs__ErrorTypes.xlsx", 0, 20, 0),
        ("phpss__AutoFilter_Basic.xlsx", 0, 0, 51),
        ("poi__AverageTaxRates.xlsx", 0, 0, 7),
        ("phpss__issue.2301.xlsx", 0, 0, 0),
    ],
)
def test_real_workbooks_show_what_openpyxl_finds_in_them(name: str, sheet: int, flaws: int, hidden: int) -> None:
    """Lost otherwise: the evidence would hold for made-up files only."""
    found = read_workbook(CORPUS / "reader-torture" / name).sheets[sheet]
    assert (len(found.flaws), len(found.hidden_rows)) == (flaws, hidden)
