"""The auditor's workbook read back: formulas with the ledger's figures, and LibreOffice computes the same."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from ledger_builders import (
    CHECKS,
    FORMULA_TEXTS,
    YEAR,
    brussels,
    expense,
    findings,
    ledger_of,
    mixed_ledger,
    odd_agreement,
)
from subsidy_ledger.domain.cells import column_letter
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.i18n import ENGLISH, LANGUAGES, words_of
from subsidy_ledger.render.excel import write_reconciliation
from subsidy_ledger.render.excel_cells import number_of
from subsidy_ledger.render.excel_measure import column_widths, pixels
from subsidy_ledger.render.excel_words import said_book
from subsidy_ledger.reports.reconciliation.book import Block, ReconciliationBook, Sheet
from subsidy_ledger.reports.reconciliation.layout import Layout
from subsidy_ledger.reports.reconciliation.workbook import reconciliation

SHEETS = [
    "Cover", "Position", "By objective", "Expenses", "Police zone", "Findings", "Imports", "Changes",
    "Rules and assumptions",
]  # fmt: skip
VERSION = "0.1.0"
# What A4 landscape holds between its margins, in points.
PAPER = 842 - 2 * 0.4 * 72
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""


def book_of(ledger: Ledger) -> ReconciliationBook:
    """The workbook as it is written in English."""
    return said_book(reconciliation(ledger, findings(), CHECKS, YEAR), ENGLISH)


def written(book: ReconciliationBook) -> bytes:
    buffer = io.BytesIO()
    write_reconciliation(book, buffer, program_version=VERSION)
    return buffer.getvalue()


def opened(content: bytes, *, values: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def live_cells(book: ReconciliationBook) -> Iterator[tuple[Sheet, Block, int, int]]:
    """Sheet, block, and the row and column (from 0) within the block's table of every live cell."""
    for sheet in book.sheets:
        for block in sheet.blocks:
            keys = [column.key for column in block.table.columns]
            for row, key in block.live:
                yield sheet, block, row, keys.index(key)


def compared(book: ReconciliationBook, workbook: Any) -> Iterator[tuple[str, object, object]]:
    """What stands in every live cell beside what the ledger says of it."""
    layout = Layout(book.sheets)
    for sheet, block, row, column in live_cells(book):
        cell = workbook[sheet.title].cell(layout.place(block).first_row + row + 1, column + 1)
        kind = block.table.columns[column].kind
        number = number_of(block.table.rows[row][column], kind)
        expected = block.live[row, block.table.columns[column].key].if_none if number is None else number
        found = cell.value if isinstance(cell.value, str) else round(Decimal(repr(cell.value)), 3)
        yield f"{sheet.title}!{cell.coordinate}", found, expected


def recalculated(content: bytes, folder: Path) -> Any:
    """The workbook as LibreOffice computes it, in a profile of its own that never trusts cached values."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    (folder / "in.xlsx").write_bytes(content)
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx", "--outdir"]
    subprocess.run(
        [*command, str(folder / "out"), str(folder / "in.xlsx")], check=True, capture_output=True, timeout=180
    )
    return openpyxl.load_workbook(folder / "out" / "in.xlsx", data_only=True)


@pytest.fixture(scope="module")
def book() -> ReconciliationBook:
    return book_of(mixed_ledger())


@pytest.fixture(scope="module")
def content(book: ReconciliationBook) -> bytes:
    return written(book)


def test_the_sheets_stand_in_their_order(content: bytes) -> None:
    """Lost otherwise: an auditor's own references to sheets would break from year to year."""
    assert opened(content).sheetnames == SHEETS


def test_every_live_cell_is_a_formula_with_the_ledgers_figure_as_its_result(
    book: ReconciliationBook, content: bytes
) -> None:
    """Lost otherwise: a viewer that does not compute would show empty cells, or other money than the ledger's."""
    results = list(compared(book, opened(content, values=True)))
    assert len(results) > 150
    assert [r for r in results if r[1] != r[2]] == []
    formulas = [found for _, found, _ in compared(book, opened(content))]
    assert all(isinstance(found, str) and found.startswith("=") for found in formulas)


def test_formulas_have_bounded_ranges_and_no_empty_result(book: ReconciliationBook, content: bytes) -> None:
    """Lost otherwise: sums would be slow over a million rows, and an empty text would spoil sums over it."""
    for where, found, _ in compared(book, opened(content)):
        formula = str(found)
        assert '""' not in formula, where
        assert "{" not in formula, where
        assert not re.search(r"\$?[A-Z]+:\$?[A-Z]+(?!\d)", formula), where
    place = Layout(book.sheets).place(book.block("expenses"))
    shares, grants = (f"Expenses!${c}${place.first_row + 1}:${c}${place.last_line + 1}" for c in "CT")
    assert opened(content)["Position"]["D5"].value == (f"=ROUND(SUMIFS({shares},{grants},$A5),2)")


def test_nothing_but_the_declared_cells_computes(book: ReconciliationBook, content: bytes) -> None:
    """Lost otherwise: a supplier called =1+1 would become a formula in the auditor's workbook."""
    workbook = opened(content)
    computing = {(s.title, c.coordinate) for s in workbook for row in s.iter_rows() for c in row if c.data_type == "f"}
    declared = {tuple(where.rsplit("!", 1)) for where, _, _ in compared(book, workbook)}
    assert computing == declared
    suppliers = {c.value for c in workbook["Expenses"]["F"] if c.data_type == "s"}
    assert suppliers.issuperset(FORMULA_TEXTS)


def test_the_same_ledger_gives_the_same_bytes_and_no_clock_is_in_them(tmp_path: Path, content: bytes) -> None:
    """Lost otherwise: two exports of one ledger would differ, and a digest of the file would prove nothing."""
    again = book_of(mixed_ledger())
    write_reconciliation(again, tmp_path / "out.xlsx", program_version=VERSION)
    assert (tmp_path / "out.xlsx").read_bytes() == content
    properties = opened(content).properties
    assert properties.created.replace(tzinfo=UTC) == again.recorded_at
    assert properties.modified.replace(tzinfo=UTC) == again.recorded_at
    with ZipFile(io.BytesIO(content)) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}


def test_the_cover_shows_brussels_time_version_and_digest(content: bytes) -> None:
    """Lost otherwise: nobody could tell which state of the ledger, or which program, made the workbook."""
    facts = {row[0].value: row[1].value for row in opened(content)["Cover"].iter_rows(max_col=2)}
    assert facts["Recorded at (Europe/Brussels)"] == datetime(2020, 1, 8, 23, 30, 15)  # noqa: DTZ001
    assert facts["Version of subsidy-ledger"] == VERSION
    assert facts["Digest of the ledger"] == f"{3:064x}"


@pytest.mark.parametrize("title", SHEETS)
def test_every_sheet_prints_one_page_wide_on_a4_landscape(title: str, content: bytes) -> None:
    """Lost otherwise: a printed dossier would have its amounts on another sheet of paper than its lines."""
    sheet = opened(content)[title]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.oddHeader.left.text == "brussels-2018-2019"
    assert sheet.oddHeader.right.text == str(YEAR)
    assert sheet.oddFooter.right.text == "Page &P of &N"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sheet_is_printed_in_letters_too_small_to_read(language: str) -> None:
    """Lost otherwise: a dossier on paper would have 3-point letters, and be read by nobody."""
    words = words_of(language)
    book = said_book(reconciliation(mixed_ledger(), findings(), CHECKS, YEAR, language=language), words)
    for sheet in book.sheets:
        widths = column_widths(sheet)
        points = 0.75 * pixels(widths[: len(widths) - sheet.unprinted])
        assert 11 * PAPER / points >= 6.5, sheet.title


def test_links_lead_to_cells_that_are_there_and_the_cell_keeps_its_value(
    book: ReconciliationBook, content: bytes
) -> None:
    """Lost otherwise: a click on a code would end in an error, or the code would become an address."""
    sheets = book.made_with(VERSION).sheets
    workbook, layout, seen = opened(content), Layout(sheets), 0
    for sheet in sheets:
        for block in sheet.blocks:
            keys = [column.key for column in block.table.columns]
            for (row, key), goal in block.links.items():
                cell = workbook[sheet.title].cell(layout.place(block).first_row + row + 1, keys.index(key) + 1)
                assert cell.hyperlink.location == layout.goal(goal)
                assert cell.value == block.table.rows[row][keys.index(key)]
                title, _, target = cell.hyperlink.location.rpartition("!")
                assert workbook[title.strip("'")][target].value is not None
                seen += 1
    assert seen > 100


@pytest.mark.parametrize(
    ("title", "row"), [("Position", 4), ("By objective", 4), ("Expenses", 4), ("Findings", 4), ("Imports", 4)]
)
def test_lists_have_a_frozen_filtered_and_repeated_header(title: str, row: int, content: bytes) -> None:
    """Lost otherwise: the third page of a list has columns without names."""
    sheet = opened(content)[title]
    assert sheet.freeze_panes == f"A{row + 1}"
    assert sheet.auto_filter.ref.startswith(f"A{row}:")
    assert sheet.print_title_rows == f"${row}:${row}"


def test_the_total_of_a_list_is_not_filtered_away(book: ReconciliationBook, content: bytes) -> None:
    """Lost otherwise: the sum of the rows shown would be hidden by the filter it follows."""
    place = Layout(book.sheets).place(book.block("expenses"))
    assert opened(content)["Expenses"].auto_filter.ref == f"A4:AA{place.last_line + 1}"
    assert opened(content)["Expenses"].cell(place.end, 3).value.startswith("=ROUND(SUBTOTAL(109,")


def test_a_year_without_lines_is_a_workbook_too() -> None:
    """Lost otherwise: the first export of a new year would fail, or divide by nothing."""
    empty = book_of(ledger_of([], allocations=()))
    assert [r for r in compared(empty, opened(written(empty), values=True)) if r[1] != r[2]] == []


@pytest.mark.libreoffice
@pytest.mark.parametrize("odd", [False, True], ids=["brussels", "odd-codes"])
def test_recalculated_every_cell_is_the_ledgers_to_the_cent(odd: bool, tmp_path: Path) -> None:
    """Lost otherwise: the auditor's own computation would not come out at the ledger's figures."""
    book = book_of(mixed_ledger(90, 3, odd_agreement() if odd else brussels()))
    layout = Layout(book.sheets)
    results = list(compared(book, recalculated(written(book), tmp_path)))
    assert len(results) > 60
    assert [r for r in results if r[1] != r[2]] == []
    zeros = {cell for cell, _, expected in results if expected == 0}
    differences = {
        f"{sheet.title}!{column_letter(column)}{layout.place(block).first_row + row + 1}"
        for sheet, block, row, column in live_cells(book)
        if block.table.columns[column].key in block.zero
    }
    assert len(differences) > 20
    assert differences <= zeros


@pytest.mark.libreoffice
@pytest.mark.parametrize("odd", [False, True], ids=["brussels", "odd-codes"])
def test_recalculated_the_auditors_cells_add_up_beside_the_figures(odd: bool, tmp_path: Path) -> None:
    """Lost otherwise: the auditor would add up by hand what she accepted, and where she left a cell empty guess."""
    code, other = ("1.1", "1.10") if odd else ("G2.1", "G2.2")
    lines = [expense(1, 1000, code), expense(2, 500, code), expense(3, 700, code), expense(4, 90, other)]
    book = book_of(ledger_of(lines, odd_agreement() if odd else brussels()))
    workbook = opened(written(book))
    place = Layout(book.sheets).place(book.block("expenses"))
    for row, key, value in ((0, "accepted", 10), (1, "deducted", 2), (3, "accepted", 0.5), (3, "deducted", 0.4)):
        workbook["Expenses"].cell(place.first_row + row + 1, place.column(key) + 1).value = value
    buffer = io.BytesIO()
    workbook.save(buffer)
    found = recalculated(buffer.getvalue(), tmp_path)
    for title, key in (("By objective", "objectives"), ("Position", "position")):
        where = Layout(book.sheets).place(book.block(key))
        row = next(n for n, values in enumerate(where.block.table.rows) if values[where.column("spent")] == (
            2200 if title == "By objective" else 2290
        ))  # fmt: skip
        cells = [
            found[title].cell(where.first_row + row + 1, where.column(name) + 1).value
            for name in ("accepted_sum", "deducted_sum", "undecided")
        ]
        assert cells == ([13, 2, 7] if title == "By objective" else [13.5, 2.4, 7])


@pytest.mark.libreoffice
def test_recalculated_an_empty_year_shows_nothing_but_zeros(tmp_path: Path) -> None:
    """Lost otherwise: an empty year would greet the auditor with #DIV/0! and #VALUE!."""
    empty = book_of(ledger_of([], allocations=()))
    assert [r for r in compared(empty, recalculated(written(empty), tmp_path)) if r[1] != r[2]] == []


@pytest.mark.libreoffice
def test_a_ledger_that_says_other_than_its_rows_shows_in_the_difference(tmp_path: Path) -> None:
    """Lost otherwise: the differences could be 0.00 whatever the ledger says, and prove nothing."""
    book = book_of(ledger_of([expense(1, 1000, "G2.1"), expense(2, 500, "R1.1")]))
    position = book.block("position")
    wrong = tuple(2000 if value == 1000 else value for value in position.table.rows[0])
    rows = (wrong, *position.table.rows[1:])
    changed = replace(position, table=replace(position.table, rows=rows))
    sheets = tuple(
        replace(sheet, blocks=tuple(changed if block is position else block for block in sheet.blocks))
        for sheet in book.sheets
    )
    found = recalculated(written(replace(book, sheets=sheets)), tmp_path)["Position"]
    assert [found.cell(5, column).value for column in (4, 5, 6)] == [10, 20, -10]
