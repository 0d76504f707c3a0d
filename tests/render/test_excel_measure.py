"""Columns and rows of a printed sheet: words stay whole where the page has room, and typed texts may grow."""

from __future__ import annotations

import io
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_builders import CHECKS, YEAR, expense, ledger_of
from subsidy_ledger.domain.sentences import say
from subsidy_ledger.i18n import LANGUAGES, words_of
from subsidy_ledger.render.excel import write_reconciliation, write_table
from subsidy_ledger.render.excel_measure import INDENT, LETTERS, PRINTED_MAX, column_widths, pixels
from subsidy_ledger.render.excel_words import said_book
from subsidy_ledger.reports.reconciliation.book import Block, ReconciliationBook, Sheet
from subsidy_ledger.reports.reconciliation.workbook import reconciliation
from subsidy_ledger.reports.tables import Column, Table

LONG = "Onkosten voor de begeleiding van de buurtwerking in de Marollen en het Noordkwartier, tweede kwartaal"


def book_of(language: str = "nl") -> ReconciliationBook:
    """Lines as the workbook prints them: long texts, and one without a code."""
    facts: dict[str, Any] = {"supplier": "Veiligheidsdienst Poortwachter bvba", "document_no": "201910201"}
    lines = [expense(n, 100_000_00, code, description=LONG, **facts) for n, code in enumerate(("G2.1", None), 1)]
    return reconciliation(ledger_of(lines), (), CHECKS, YEAR, language=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_on_the_sheet_of_lines_are_not_broken(language: str) -> None:
    """Lost otherwise: "(niet toegewezen)" is printed in three pieces beside a wide description."""
    sheet = next(s for s in said_book(book_of(language), words_of(language)).sheets if s.key == "expenses")
    table, widths = sheet.blocks[0].table, column_widths(sheet)
    assert pixels(widths[: len(widths) - sheet.unprinted]) <= PRINTED_MAX
    for index, column in enumerate(table.columns[: len(widths) - sheet.unprinted]):
        words = [word for row in table.rows for word in str(row[index] or "").split()]
        if column.kind == "code":
            assert max(map(len, words), default=0) <= (widths[index] - INDENT) * LETTERS, column.key
        if column.key == "reason":
            assert widths[index] >= 17


@settings(max_examples=40)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=24))
def test_a_page_is_never_wider_than_can_be_read_for_the_sake_of_words(lengths: list[int]) -> None:
    """Lost otherwise: long words would make the letters of the whole page too small."""
    columns = tuple(Column(f"c{n}", "T", "code" if n % 2 else "text") for n in range(len(lengths)))
    sheet = Sheet("s", "", "", "", (Block(Table("t", "", columns, (tuple("x" * n for n in lengths),))),))
    widths = column_widths(sheet)
    assert pixels(widths) <= PRINTED_MAX or max(widths) <= 13


def test_rows_that_somebody_types_into_have_no_fixed_height() -> None:
    """Lost otherwise: of a reason that is typed later only the first words are printed."""
    content = io.BytesIO()
    write_reconciliation(book_of(), content, program_version="1")
    sheet = openpyxl.load_workbook(content)["Expenses"]
    assert all(sheet.row_dimensions[row].height > 20 for row in (5, 6))
    with ZipFile(content) as package:
        assert [name for name in package.namelist() if b"customHeight" in package.read(name)] == []
    reason = next(cell for cell in sheet[4] if cell.value == "Reason")
    assert sheet.cell(5, reason.column).alignment.wrap_text


def test_a_note_that_is_longer_than_the_page_is_wide_is_printed_whole() -> None:
    """Lost otherwise: of the indicators without a value, those beyond the edge of the paper would not be named."""
    columns = (Column("a", "Code"), Column("b", "Text"))
    short, long = say("{n} values are missing", n=2), say("missing: {which}", which=", ".join(["G1.1 1"] * 60))
    content = io.BytesIO()
    write_table(Table("t", "T", columns, (("G1.1", "a text as wide as the note"),), notes=(short, long)), content)
    sheet = openpyxl.load_workbook(content).worksheets[0]
    assert [str(each) for each in sheet.merged_cells.ranges] == ["A4:B4"]
    assert sheet["A4"].value.endswith("G1.1 1")
    assert (sheet.row_dimensions[3].height, sheet.row_dimensions[4].height > 100) == (None, True)
