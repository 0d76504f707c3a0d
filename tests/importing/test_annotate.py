"""Marking the officer's own workbook: everything of hers stays, and what was said to her can be taken away again."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from conftest import CORPUS
from subsidy_ledger.domain.cells import cell_name
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.intake import Sheet
from subsidy_ledger.importing.marking.annotate import Annotated, MarkingOrder, annotate
from subsidy_ledger.importing.marking.annotate_list import Mark, Wording
from subsidy_ledger.importing.marking.annotate_styles import COLOURS, Severity
from subsidy_ledger.importing.opening.delivery import Delivery
from subsidy_ledger.importing.opening.limits import Limits
from subsidy_ledger.importing.opening.problem_sheet import MARK, PROBLEM_SHEET, is_untouched
from subsidy_ledger.importing.opening.workbook import open_workbook
from workbook_builders import xlsx_parts, zipped

REAL = sorted(CORPUS.glob("reader-torture/*")) + sorted(CORPUS.glob("spending/*"))
WORDING = Wording(
    "Problems found", ("One line",), ("Severity", "Sheet", "Cell", "Field", "Here", "Wrong", "Expected"), "Fresh"
)


def mark(cell: str, severity: Severity = "refused", sheet: str = "Blad1", remark: str = "No amount") -> Mark:
    return Mark(sheet, cell, severity, severity, "amount", "abc", "no amount <&>", "an amount", remark)


def marked(data: bytes, *marks: Mark, name: str = "stad.xlsx") -> Annotated:
    return annotate(Delivery(name, data), marks, WORDING, {})


def sheets_of(data: bytes) -> tuple[Sheet, ...]:
    return open_workbook(Delivery("stad.xlsx", data), Limits()).sheets


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rich() -> bytes:
    """A workbook with formulas and their values, a chart, merged cells, a rule, a list, a remark and a hidden sheet."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("Blad1")
    money = book.add_format({"num_format": "#,##0.00 €", "bg_color": "#C6E0B4", "bold": True})
    sheet.set_column(0, 0, 40)
    sheet.set_column(3, 3, 12, book.add_format({"italic": True}))
    sheet.write_row(0, 0, ["Leverancier", "Bedrag", "Som"])
    sheet.write(1, 0, "Zenne & <zonen>")
    sheet.write(1, 1, "abc", money)
    sheet.write_formula(1, 2, "=SUM(B1:B9)", None, 12.5)
    sheet.write_string(2, 0, "=1+1")
    sheet.merge_range(3, 0, 4, 1, "samen")
    sheet.data_validation(5, 0, 9, 0, {"validate": "list", "source": ["a", "b"]})
    sheet.conditional_format(0, 1, 9, 1, {"type": "cell", "criteria": ">", "value": 9, "format": money})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Blad1!$B$2:$B$5"})
    sheet.insert_chart("F2", chart)
    sheet.write_comment("A1", "from the officer", {"author": "Officer"})
    sheet.autofilter(0, 0, 4, 2)
    hidden = book.add_worksheet("Verborgen")
    hidden.write(0, 0, "x")
    hidden.hide()
    book.close()
    return stream.getvalue()


def test_the_officers_workbook_stays_hers() -> None:
    """Lost otherwise: charts, formulas with their values, rules or macros would be gone from what she gets back."""
    before = rich()
    made = marked(before, mark("B2"), mark("A3", "warning"))
    assert (made.is_own, made.suffix) == (True, ".xlsx")
    ours, theirs = parts(made.content), parts(before)
    changed = {name for name in theirs if ours[name] != theirs[name]}
    assert changed == {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml", "xl/worksheets/sheet1.xml",
    }  # fmt: skip
    sheet, was = ours["xl/worksheets/sheet1.xml"].decode(), theirs["xl/worksheets/sheet1.xml"].decode()
    assert re.sub(r' s="\d+"| spans="[^"]*"', "", sheet) == re.sub(r' s="\d+"| spans="[^"]*"| tabSelected="1"', "", was)
    assert "<f>SUM(B1:B9)</f><v>12.5</v>" in sheet


def test_marked_cells_keep_their_look_but_for_the_colour() -> None:
    """Lost otherwise: an amount would lose its euro format, and the officer not see which cell is meant."""
    sheet = opened(marked(rich(), mark("B2"), mark("A3", "warning")).content)["Blad1"]
    assert (sheet["B2"].number_format, sheet["B2"].font.b) == ("#,##0.00 €", True)
    assert (sheet["B2"].fill.fgColor.rgb, sheet["A3"].fill.fgColor.rgb) == (COLOURS["refused"], COLOURS["warning"])
    assert (sheet["A3"].value, sheet["A3"].data_type) == ("=1+1", "s")
    assert sheet["C2"].fill.fill_type is None
    assert said(sheet, "B2") == "subsidy-ledger:\nNo amount"


def said(sheet: Worksheet, cell: str) -> str | None:
    comment = sheet[cell].comment
    return comment.text if comment else None


def test_cells_that_were_never_written_are_marked_too() -> None:
    """Lost otherwise: an amount that is missing is the fault met most, and could not be shown."""
    sheet = opened(marked(rich(), mark("D2"), mark("A2"), mark("C3"), mark("B7"), mark("A900")).content)["Blad1"]
    for cell in ("D2", "A2", "C3", "B7", "A900"):
        assert sheet[cell].fill.fgColor.rgb == COLOURS["refused"], cell
        assert sheet[cell].comment, cell
    assert sheet["D2"].font.i, "an empty cell looks as its column does"


def test_a_cell_inside_a_merged_one_is_marked_where_it_is_seen() -> None:
    """Lost otherwise: the colour and the remark would lie under the merged cell."""
    sheet = opened(marked(rich(), mark("B5")).content)["Blad1"]
    assert sheet["A4"].fill.fgColor.rgb == COLOURS["refused"]
    assert said(sheet, "A4")


def test_several_problems_of_a_cell_are_one_remark_below_the_officers_own() -> None:
    """Lost otherwise: the officer's remark would be overwritten, or only the last problem be told."""
    made = marked(rich(), mark("A1", remark="First"), mark("A1", "warning", remark="Second"))
    sheet = opened(made.content)["Blad1"]
    assert said(sheet, "A1") == "from the officer\n\nsubsidy-ledger:\nFirst\n\nSecond"
    assert sheet["A1"].fill.fgColor.rgb == COLOURS["refused"]
    comment = sheet["A1"].comment
    assert comment
    assert comment.author == "Officer"


def test_every_problem_is_listed_with_a_link_to_its_cell() -> None:
    """Lost otherwise: in a sheet of thousands of rows the officer would look for coloured cells."""
    made = marked(rich(), mark("B2"), mark("C3", "warning"), mark("A1", sheet="Nergens"))
    book = opened(made.content)
    assert book.sheetnames == ["Blad1", "Verborgen", PROBLEM_SHEET]
    listed = book[PROBLEM_SHEET]
    assert book.active is listed
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected] == [PROBLEM_SHEET]
    assert [listed.cell(n, 1).value for n in range(1, 5)] == [MARK, "Problems found", "One line", None]
    rows = [[cell.value for cell in row] for row in listed.iter_rows(min_row=5)]
    assert rows[0] == list(WORDING.headings)
    assert rows[1] == ["refused", "Blad1", "B2", "amount", "abc", "no amount <&>", "an amount"]
    assert [cell.hyperlink.location if cell.hyperlink else None for (cell,) in listed["C6:C8"]] == [
        "'Blad1'!B2", "'Blad1'!C3", None,
    ]  # fmt: skip
    assert (listed.freeze_panes, listed.auto_filter.ref) == ("A6", "A5:G8")
    assert listed["F6"].alignment.wrap_text


def test_the_list_is_never_read_as_a_table() -> None:
    """Lost otherwise: the importer could take the list of problems for the list of expenses."""
    made = marked(rich(), mark("B2"))
    assert [sheet.name for sheet in sheets_of(made.content)] == [
        "Blad1",
        "Verborgen",
    ]
    book = opened(made.content)
    book[PROBLEM_SHEET].title = "Renamed"
    assert [sheet.name for sheet in sheets_of(saved(book))] == [
        "Blad1",
        "Verborgen",
    ]


def mended(data: bytes, **cells: float | str) -> bytes:
    """The workbook as the officer saves it after typing over cells of the first sheet."""
    book = opened(data)
    for cell, value in cells.items():
        book.worksheets[0][cell] = value
    return saved(book)


def test_marks_of_an_earlier_round_are_gone_where_they_no_longer_hold() -> None:
    """Lost otherwise: a cell that was mended would stay red, and nobody know what is left to do."""
    first = marked(rich(), mark("B2"), mark("A1"), mark("A3", "warning"), mark("D2"))
    second = marked(mended(first.content, B2=12.5), mark("A3", remark="Still wrong"))
    book = opened(second.content)
    sheet = book["Blad1"]
    assert book.sheetnames == ["Blad1", "Verborgen", PROBLEM_SHEET]
    assert [cell for cell in ("A1", "D2") if sheet[cell].fill.fill_type] == []
    # The officer's own green, as it was before the first round.
    assert sheet["B2"].fill.fgColor.rgb == opened(rich())["Blad1"]["B2"].fill.fgColor.rgb == "FFC6E0B4"
    assert sheet["A3"].fill.fgColor.rgb == COLOURS["refused"]
    assert [said(sheet, cell) for cell in ("A1", "A3", "B2", "D2")] == [
        "from the officer", "subsidy-ledger:\nStill wrong", None, None,
    ]  # fmt: skip
    assert [row[2].value for row in book[PROBLEM_SHEET].iter_rows(min_row=6)] == ["A3"]
    assert sheet["B2"].number_format == "#,##0.00 €"


def test_marking_twice_is_marking_once() -> None:
    """Lost otherwise: each round would leave more remarks and boxes in the workbook."""
    marks = mark("B2"), mark("A1"), mark("D9", "warning")
    data = rich()
    first = marked(data, *marks)
    second = marked(first.content, *marks)
    for name in ("xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"):
        ours, again = parts(first.content)[name], parts(second.content)[name]
        assert ours.count(b"subsidy-ledger:") == again.count(b"subsidy-ledger:")
        assert ours.count(b"<v:shape ") == again.count(b"<v:shape ")
    assert marked(data, *marks).content == first.content


def test_a_conversation_is_left_alone() -> None:
    """Lost otherwise: Excel, which makes such a remark anew, would lose ours or report a damaged file."""
    book = opened(rich())
    book["Blad1"]["B2"].comment = Comment("[Threaded comment]", "tc={0F1E}")
    made = marked(saved(book), mark("B2"), mark("C3"))
    sheet = opened(made.content)["Blad1"]
    assert said(sheet, "B2") == "[Threaded comment]"
    assert sheet["B2"].fill.fgColor.rgb == COLOURS["refused"]
    assert said(sheet, "C3")


def test_a_workbook_with_macros_stays_one() -> None:
    """Lost otherwise: Excel refuses to open a workbook with macros that is named .xlsx."""
    content = parts(rich())
    content["xl/vbaProject.bin"] = b"macro"
    types = content["[Content_Types].xml"].decode()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    types = types.replace(kind, "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    content["[Content_Types].xml"] = types.replace(
        "</Types>", '<Default Extension="bin" ContentType="b"/></Types>'
    ).encode()
    made = marked(zipped(content), mark("B2"))
    assert (made.suffix, made.is_own, parts(made.content)["xl/vbaProject.bin"]) == (".xlsm", True, b"macro")


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/workbook.xml", "<workbook ", '<workbook xmlns:s="http://purl.oclc.org/ooxml/x" '),
        ("xl/styles.xml", "fills", "others"),
        ("[Content_Types].xml", "sheet.main", "sheet.other"),
    ],
)
def test_what_cannot_be_marked_with_certainty_is_written_anew(part: str, old: str, new: str) -> None:
    """Lost otherwise: Excel would find the marked workbook damaged, and the officer have nothing to mend."""
    content = parts(rich())
    content[part] = content[part].replace(old.encode(), new.encode())
    made = marked(zipped(content), mark("B2"))
    assert not made.is_own
    book = opened(made.content)
    assert book.sheetnames == ["Blad1", "Verborgen", PROBLEM_SHEET]
    assert book["Blad1"]["B2"].fill.fgColor.rgb == COLOURS["refused"]
    assert book[PROBLEM_SHEET]["A4"].value == "Fresh"


def test_a_text_file_gets_a_workbook_of_the_same_cells() -> None:
    """Lost otherwise: whoever gets .csv files would have no cell to look at."""
    made = marked(b"Stuknr;Bedrag\n0640;abc\n=1+1;1.234,56\n", mark("B2", sheet="export"), name="export.csv")
    book = opened(made.content)
    sheet = book["export"]
    assert (made.is_own, made.suffix, book.sheetnames) == (False, ".xlsx", ["export", PROBLEM_SHEET])
    assert [[c.value for c in row] for row in sheet.iter_rows()] == [
        ["Stuknr", "Bedrag"], ["0640", "abc"], ["=1+1", "1.234,56"],
    ]  # fmt: skip
    assert said(sheet, "B2")


def test_what_no_workbook_can_hold_is_refused_and_not_cut() -> None:
    """Lost otherwise: a text of a .csv would come back shorter, and its line be new to the ledger."""
    with pytest.raises(Refused, match="cannot be marked") as refused:
        marked(b"a;b\n1;" + b"x" * 40_000 + b"\n", mark("A2", sheet="export"), name="export.csv")
    assert refused.value.code == "not-markable"


def test_many_problems_are_all_coloured_and_the_first_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lost otherwise: thousands of remarks would bring a spreadsheet program to a halt."""
    monkeypatch.setattr("subsidy_ledger.importing.marking.annotate_workbook.REMARKS_MAX", 5)
    monkeypatch.setattr("subsidy_ledger.importing.marking.annotate_workbook.LISTED_MAX", 7)
    book = opened(marked(rich(), *(mark(f"B{n}") for n in range(20, 30))).content)
    sheet = book["Blad1"]
    assert [bool(sheet[f"B{n}"].comment) for n in range(20, 30)] == [True] * 5 + [False] * 5
    assert {sheet[f"B{n}"].fill.fgColor.rgb for n in range(20, 30)} == {COLOURS["refused"]}
    assert book[PROBLEM_SHEET].max_row == 5 + 7


def test_marking_may_take_longer_than_reading() -> None:
    """Lost otherwise: a list that can just be read in time would come back without marks."""
    order = MarkingOrder(Delivery("stad.xlsx", rich()), [mark("B2")], WORDING, {}, Limits(seconds=10))
    assert (order.limits.seconds, order.limits.memory, order.file) == (40, Limits().memory, "stad.xlsx")
    ((content, suffix, is_own),) = order.carry_out()
    assert (suffix, is_own) == (".xlsx", True)
    assert is_untouched(content)


def test_only_a_file_as_we_wrote_it_is_untouched() -> None:
    """Lost otherwise: an hour of mending would be overwritten by importing the first file once more."""
    made = marked(rich(), mark("B2"))
    assert is_untouched(made.content)
    assert not is_untouched(mended(made.content, B2=1))
    assert not is_untouched(rich())
    assert not is_untouched(b"PK\x03\x04")


PLACES = st.tuples(st.integers(0, 12), st.integers(0, 6))
VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
    st.floats(-1e9, 1e9),
    st.booleans(),
    st.sampled_from(["=1+1", "0640", "1.234,56"]),
)


@given(
    st.dictionaries(PLACES, VALUES, max_size=20),
    st.lists(st.tuples(PLACES, st.sampled_from(["refused", "warning"]), st.text(max_size=30)), max_size=8),
    st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_a_marked_workbook_reads_back_to_the_same_cells(
    cells: dict[tuple[int, int], object], problems: Sequence[tuple[tuple[int, int], Severity, str]], second: bool
) -> None:
    """Lost otherwise: a mark could change an amount, and the mended import be another list than the first."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Blad1")
    for place, value in cells.items():
        sheet.write(*place, value)
    if second:
        book.add_worksheet("2 & drie's x").write_formula(0, 0, "=1/0", None, "#DIV/0!")
    book.close()
    data = stream.getvalue()
    made = marked(data, *(mark(cell_name(*place), severity, remark=text) for place, severity, text in problems))
    assert made.is_own
    assert open_workbook(Delivery("a", made.content), Limits()).sheets == sheets_of(data)
    sheet_again = opened(made.content)["Blad1"]
    assert all(sheet_again[cell_name(*place)].comment for place, _, _ in problems)


def test_hand_written_sheets_are_marked_too() -> None:
    """Lost otherwise: workbooks of export programs, which leave out what Excel writes, would come back unmarked."""
    head = xlsx_parts("")["xl/worksheets/sheet1.xml"]
    rows = '<row><c t="str"><v>a</v></c><c><v>2</v></c></row><row r="4"/><row r="6"><c r="B6"><v>1</v></c></row>'
    for body in (f"<sheetData>{rows}</sheetData>", f"<sheetData>{rows}</sheetData><extLst/>"):
        content = xlsx_parts("")
        content["xl/worksheets/sheet1.xml"] = re.sub("<sheetData>.*</sheetData>", body, head)
        content["[Content_Types].xml"] = content["[Content_Types].xml"].replace(
            "/>",
            '><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'spreadsheetml.sheet.main+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        cells = ("B1", "C1", "A4", "A6", "C6", "B3", "B9")
        made = marked(zipped(content), *(mark(cell, sheet="Lines") for cell in cells))
        assert made.is_own
        xml = parts(made.content)["xl/worksheets/sheet1.xml"].decode()
        assert re.findall(r'<row r="(\d+)"', xml) == ["3", "4", "6", "9"]
        assert xml.index("<legacyDrawing") < (xml.find("<extLst") if "<extLst" in xml else len(xml))
        book = opened(made.content)
        assert all(book["Lines"][cell].fill.fgColor.rgb == COLOURS["refused"] for cell in cells)


@pytest.mark.corpus
@pytest.mark.parametrize("file", REAL, ids=lambda f: f.name)
def test_real_files_come_back_marked_with_the_same_cells(file: Path) -> None:
    """Lost otherwise: a stranger's workbook would come back damaged, or not at all."""
    delivery = Delivery(file.name, file.read_bytes())
    try:
        sheets = [sheet for sheet in open_workbook(delivery, Limits()).sheets if sheet.rows]
    except Refused:
        return
    marks = [mark(f"{letter}{row}", sheet=s.name) for s in sheets for letter in "AC" for row in (1, 3, len(s.rows) + 2)]
    made = annotate(delivery, marks, WORDING, {})
    # `annotate` itself compares the cells; here is looked at what it wrote.
    listed = parts(made.content)
    assert (
        sum(part.count(b"subsidy-ledger:") for name, part in listed.items() if "comment" in name.lower()) > 0
        or not sheets
    )
    again = annotate(Delivery(file.name, made.content), marks, WORDING, {})
    assert again.is_own


@pytest.mark.libreoffice
def test_another_program_opens_and_saves_a_marked_workbook(tmp_path: Path) -> None:
    """Lost otherwise: what this program reads back well might still be damaged for everybody else."""
    source = tmp_path / "stad.xlsx"
    source.write_bytes(marked(rich(), mark("B2"), mark("A1"), mark("A9")).content)
    office = shutil.which("soffice")
    assert office
    subprocess.run(
        [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx",
         "--outdir", str(tmp_path / "out"), str(source)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    data = (tmp_path / "out" / "stad.xlsx").read_bytes()
    ours = sheets_of(source.read_bytes())[0]
    theirs = sheets_of(data)
    assert [sheet.name for sheet in theirs] == ["Blad1", "Verborgen"]
    assert theirs[0].rows[0] == ours.rows[0]
    assert theirs[0].rows[1][:2] == ours.rows[1][:2]
    sheet = opened(data)["Blad1"]
    assert "No amount" in (said(sheet, "B2") or "")
    assert "from the officer" in (said(sheet, "A1") or "")
    second = opened(marked(data, mark("A9", remark="Again")).content)["Blad1"]
    assert second["B2"].fill.fill_type is None
    assert said(second, "B2") is None
    assert "subsidy-ledger" not in (said(second, "A1") or "")
    assert (said(second, "A9") or "").count("subsidy-ledger") == 1
