"""A plain table as a workbook: numbers, dates and texts arrive as what they are."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from ledger_builders import FORMULA_TEXTS
from subsidy_ledger.domain.cells import column_letter
from subsidy_ledger.domain.sentences import Euro, Percent, say
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.i18n import words_of
from subsidy_ledger.importing.opening.number_format import read_format
from subsidy_ledger.render.excel import sheet_title, write_table
from subsidy_ledger.reports.reconciliation.book import Block, Sheet
from subsidy_ledger.reports.reconciliation.layout import ROWS_MAX, Layout, quoted_sheet
from subsidy_ledger.reports.tables import Column, Table, Value

COLUMNS = (
    Column("number", "Line", "integer"),
    Column("amount", "Amount", "money"),
    Column("date", "Date", "date"),
    Column("at", "When", "moment"),
    Column("used", "Used", "percent"),
    Column("text", "Text"),
)


def table(*rows: tuple[Value, ...], title: str = "Expenses") -> Table:
    return Table("expenses", title, COLUMNS, rows)


def texts(*values: str) -> Table:
    return Table("texts", "Texts", (Column("text", "Text"),), tuple((value,) for value in values))


def written(found: Table) -> bytes:
    buffer = io.BytesIO()
    write_table(found, buffer)
    return buffer.getvalue()


def opened(found: Table) -> Any:
    return openpyxl.load_workbook(io.BytesIO(written(found))).active


def test_values_arrive_as_numbers_and_dates_with_belgian_formats() -> None:
    """Lost otherwise: amounts that are texts cannot be summed, and dates that are texts cannot be sorted."""
    at = datetime(2020, 7, 1, 22, 30, 15, 999, tzinfo=UTC)
    sheet = opened(table((7, -1205, date(2019, 3, 1), at, "97.3", "zaal")))
    assert [cell.value for cell in sheet[1]] == ["Line", "Amount", "Date", "When", "Used", "Text"]
    values = [cell.value for cell in sheet[2]]
    assert values == [7, -12.05, datetime(2019, 3, 1), datetime(2020, 7, 2, 0, 30, 15), 0.973, "zaal"]  # noqa: DTZ001
    assert [cell.number_format for cell in sheet[2]][1:5] == ["#,##0.00", "dd/mm/yyyy", "dd/mm/yyyy hh:mm", "0.0%"]


@pytest.mark.parametrize(("language", "shown"), [("nl", "[$-813]#,##0.00"), ("fr", "[$-80C]#,##0.00")])
def test_amounts_have_the_points_and_commas_of_the_language(language: str, shown: str) -> None:
    """Lost otherwise: a Dutch workbook would show 1,856,982.33 on an English machine. Our own import reads it all the
    same."""
    target = io.BytesIO()
    write_table(table((7, -1205, None, None, None, "zaal")), target, words=words_of(language))
    assert openpyxl.load_workbook(target).worksheets[0]["B2"].number_format == shown
    assert read_format(shown) is None


def test_an_amount_in_a_sentence_is_not_broken_over_two_lines() -> None:
    """Lost otherwise: a printed cell would end with "2 535" and go on with "826.04"."""
    told = say("{amount}, {part} of it", amount=Euro(2_535_826_04), part=Percent(9730))
    said = opened(Table("texts", "Texts", (Column("text", "Text"),), ((told,),), notes=(told,)))
    assert {said["A2"].value, said["A3"].value} == {"2\u00a0535\u00a0826.04, 97.30\u00a0% of it"}


def test_large_amounts_keep_their_cents() -> None:
    """Lost otherwise: a country's total would lose a cent on its way into the cell."""
    amounts = (1, 99, 387_342_193, 999_999_999_999_99)
    sheet = opened(table(*((1, cents, None, None, None, None) for cents in amounts)))
    assert [round(sheet.cell(row, 2).value * 100) for row in range(2, 6)] == list(amounts)


def test_texts_stay_texts_whatever_they_begin_with() -> None:
    """Lost otherwise: a supplier's name could run as a formula on the auditor's machine, or break the file."""
    sheet = opened(texts(*FORMULA_TEXTS, "<r>", "_x0041_", "a\x07b"))
    cells = [sheet.cell(row, 1) for row in range(2, 2 + len(FORMULA_TEXTS))]
    assert [cell.value for cell in cells] == list(FORMULA_TEXTS)
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.quotePrefix or cell.hyperlink for cell in cells)


def test_a_text_longer_than_a_cell_is_shortened_and_says_so() -> None:
    """Lost otherwise: the end of the text, or all of it, would be missing without a word."""
    value = opened(texts("x" * 40_000)).cell(2, 1).value
    assert len(value) == 32_767
    assert value.endswith("(shortened: a cell holds no more)")


def test_a_date_before_excel_begins_is_shown_as_it_is() -> None:
    """Lost otherwise: the slip of the pen that an officer must see would be ####."""
    assert opened(table((1, 1, date(219, 3, 1), None, None, None))).cell(2, 3).value == "0219-03-01"


def test_the_header_is_frozen_filtered_and_printed_on_every_page() -> None:
    """Lost otherwise: the third page of a long list has columns without names."""
    sheet = opened(table((1, 1, None, None, None, "a"), (2, 2, None, None, None, "b")))
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:F3"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)


def test_the_same_table_gives_the_same_bytes_and_no_clock_is_in_them(tmp_path: Path) -> None:
    """Lost otherwise: two exports of the same lines could not be told to be the same."""
    found = table((1, 1, None, None, None, "a"))
    path = tmp_path / "out.xlsx"
    write_table(found, path)
    assert path.read_bytes() == written(found)
    with ZipFile(path) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
    assert openpyxl.load_workbook(path).properties.created == datetime(1980, 1, 1)  # noqa: DTZ001


def test_an_empty_table_is_a_workbook_with_a_header() -> None:
    """Lost otherwise: exporting a year without lines would fail."""
    assert [cell.value for cell in opened(table())[1]] == ["Line", "Amount", "Date", "When", "Used", "Text"]


def test_an_unwritable_path_is_the_systems_own_error(tmp_path: Path) -> None:
    """Lost otherwise: whoever writes files could not tell a full disk from a fault of the program."""
    with pytest.raises(FileNotFoundError):
        write_table(table(), tmp_path / "absent" / "out.xlsx")


def test_more_rows_than_excel_holds_are_refused_with_the_way_out() -> None:
    """Lost otherwise: the rows past the limit would be missing from the workbook without a word."""
    block = Block(Table("long", "", (Column("n", "N", "integer"),), ((1,),) * ROWS_MAX))
    with pytest.raises(WrongUse, match="csv"):
        Layout((Sheet("long", "Long", "", "", (block,)),))


@pytest.mark.parametrize(
    ("title", "shown"),
    [("Expenses", "Expenses"), ("a/b:c*d?[e]\\", "a b c d  e"), ("", "Table"), ("History", "Table"), ("'x'", "x")],
)
def test_sheet_titles_are_such_as_excel_accepts(title: str, shown: str) -> None:
    """Lost otherwise: a title with a slash would make a workbook that Excel offers to repair."""
    assert sheet_title(title) == shown
    assert len(sheet_title("x" * 99)) == 31


def test_addresses_and_sheet_names() -> None:
    """Lost otherwise: formulas would look into the wrong column."""
    assert [column_letter(i) for i in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
    assert [quoted_sheet(t) for t in ("Expenses", "Police zone", "l'an")] == ["Expenses", "'Police zone'", "'l''an'"]
