"""Evidence from .xls: error cells and hidden rows by their records, and containers that lead round in circles."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from conftest import CORPUS
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.intake import Flaw, Workbook
from subsidy_ledger.importing.opening.container import Container
from subsidy_ledger.importing.opening.delivery import Delivery, receive
from subsidy_ledger.importing.opening.evidence_xls import read_evidence
from subsidy_ledger.importing.opening.reader import SheetValues, read_values
from subsidy_ledger.importing.opening.workbook import read_workbook
from subsidy_ledger.importing.opening.xls_texts import mend_texts
from workbook_builders import ole, record, xls

REAL_XLS = (
    "reader-torture/calamine__gh548_incorrect_sst_unique_count.xls",
    "reader-torture/poi__testEXCEL_95.xls",
    "spending/montpellier__VilleMTP_MTP_BudgetPri_2014.xls",
)


def number(row: int, column: int, value: float) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def error(row: int, column: int, code: int) -> bytes:
    return record(0x0205, struct.pack("<HHHBB", row, column, 0, code, 1))


def formula(row: int, column: int, result: bytes) -> bytes:
    return record(0x0006, struct.pack("<HHH", row, column, 0) + result + struct.pack("<HLH", 0, 0, 0))


def row_record(row: int, flags: int) -> bytes:
    return record(0x0208, struct.pack("<HHHHHHL", row, 0, 5, 255, 0, 0, flags))


def read(folder: Path, data: bytes) -> Workbook:
    path = folder / "lines.xls"
    path.write_bytes(data)
    return read_workbook(path)


def test_error_cells_and_hidden_rows_are_found(tmp_path: Path) -> None:
    """Lost otherwise: #REF! in an old export would be read as a blank, and hidden lines as seen ones."""
    cells = (
        row_record(0, 0)
        + row_record(1, 0x20)
        + row_record(300, 0x20)
        + number(0, 0, 12.5)
        + error(1, 1, 0x17)
        + formula(2, 0, b"\x02\x00\x07\x00\x00\x00\xff\xff")
        + formula(2, 1, struct.pack("<d", 0.0))
        + record(0x0205, struct.pack("<HHHBB", 2, 2, 0, 1, 0))
        + error(3, 4, 0x2A)
    )
    found = read(tmp_path, xls(cells))
    (sheet,) = found.sheets
    assert (found.kind, sheet.name, sheet.visible) == ("xls", "Lines", True)
    assert sheet.flaws == {
        (1, 1): Flaw("error", "#REF!"),
        (2, 0): Flaw("error", "#DIV/0!"),
        (3, 4): Flaw("error", "#N/A"),
    }
    assert sheet.hidden_rows == {1}
    assert sheet.rows == ((12.5,), ("", ""), ("", 0.0, True), ("", "", "", "", ""))


def test_errors_in_a_chart_are_not_those_of_the_sheet(tmp_path: Path) -> None:
    """Lost otherwise: a chart on the sheet would make good cells flawed ones."""
    start = record(0x0809, struct.pack("<HHHHLL", 0x0600, 0x0020, 0, 0, 0, 6))
    found = read(tmp_path, xls(number(0, 0, 1) + start + error(0, 0, 0x17) + record(0x000A, b"") + number(1, 0, 2)))
    assert (found.sheets[0].flaws, found.sheets[0].rows) == ({}, ((1.0,), (2.0,)))


def test_the_epoch_is_that_of_the_workbook(tmp_path: Path) -> None:
    """Lost otherwise: day numbers of a workbook made on an old Mac would be four years off."""
    assert read(tmp_path, xls(b"", globals_=record(0x0022, b"\x01\x00"))).epoch_1904
    assert not read(tmp_path, xls(b"", globals_=record(0x0022, b"\x00\x00"))).epoch_1904


def test_an_encrypted_workbook_is_refused_as_what_it_is(tmp_path: Path) -> None:
    """Lost otherwise: the officer would hear that the file is damaged, and not that a password is in the way."""
    with pytest.raises(Refused) as refused:
        read(tmp_path, xls(b"", globals_=record(0x002F, bytes(54))))
    assert refused.value.code == "file-encrypted"


def test_cells_too_far_apart_are_refused_before_room_is_made_for_them(tmp_path: Path) -> None:
    """Lost otherwise: a file of a few kilobytes would take all the memory."""
    with pytest.raises(Refused) as refused:
        read(tmp_path, xls(number(0, 0, 1) + number(65535, 65535, 1)))
    assert refused.value.code == "grid-too-large"
    many = record(0x00BD, struct.pack("<HHHlHlH", 65535, 0, 0, 0, 0, 0, 65535))
    with pytest.raises(Refused) as refused:
        read(tmp_path, xls(many))
    assert refused.value.code == "grid-too-large"


def test_more_texts_announced_than_the_file_can_hold_are_refused(tmp_path: Path) -> None:
    """Lost otherwise: a damaged count would make the reader ask for more memory than there is."""
    with pytest.raises(Refused, match="damaged"):
        read(tmp_path, xls(b"", globals_=record(0x00FC, struct.pack("<LL", 1, 0x7FFFFFFF))))


def with_table(data: bytes, sector: int, follower: int) -> bytes:
    place = 512 + sector * 4
    return data[:place] + struct.pack("<L", follower) + data[place + 4 :]


@pytest.mark.parametrize(
    "data",
    [
        with_table(xls(b""), 1, 1),
        with_table(xls(b""), 5, 2),
        with_table(xls(b""), 5, 0xFFFFFFFE),
        xls(b"")[:2000],
        xls(b"")[:100],
        xls(b"")[:30] + b"\xff\xff" + xls(b"")[32:],
        with_table(ole({"Workbook": b"", "Other": b""}), 12, 12),
    ],
    ids=["directory circle", "stream circle", "stream short", "cut", "cut in header", "sector size", "other circle"],
)
def test_damaged_containers_are_refused(tmp_path: Path, data: bytes) -> None:
    """Lost otherwise: a chain of sectors that leads back to itself would be followed until the memory is full."""
    with pytest.raises(Refused):
        read(tmp_path, data)


def test_streams_of_the_container_come_back_as_they_were_put_in() -> None:
    """Lost otherwise: evidence would be read from other bytes than the values."""
    content = bytes(range(256)) * 40
    container = Container(ole({"Book": b"old", "Workbook": content}), "lines.xls")
    assert container.stream("Workbook", "Book") == content
    assert container.stream("workbook") == content
    assert container.stream("Absent") is None


@pytest.mark.corpus
@pytest.mark.parametrize("name", REAL_XLS)
def test_sheets_of_real_workbooks_stand_in_the_order_of_the_reader_of_values(name: str) -> None:
    """Lost otherwise: the flaws of one sheet would be shown on another."""
    data = (CORPUS / name).read_bytes()
    values, count = read_values(Delivery("lines.xls", data))
    evidence = read_evidence(data, "lines.xls")
    assert [sheet.name for sheet in evidence.sheets] == [sheet.name for sheet in values]
    assert count == len(values)
    for found, sheet in zip(evidence.sheets, values, strict=True):
        assert len(sheet.rows) <= found.rows


@pytest.mark.corpus
def test_a_real_hidden_row_is_found() -> None:
    """Lost otherwise: the evidence would hold for made-up files only."""
    (sheet,) = read_workbook(CORPUS / "reader-torture" / "poi__SubtotalsNested.xls").sheets
    assert len(sheet.hidden_rows) == 1


@pytest.mark.corpus
def test_texts_with_nul_between_their_letters_are_read_again() -> None:
    """Lost otherwise: suppliers from WinBooks would be cut off half-way, and PostgreSQL would refuse them."""
    delivery = receive(CORPUS / "reader-torture" / "poi__testEXCEL_95.xls")
    sheets, _ = read_values(delivery)
    before = [list(row) for row in sheets[0].rows]
    row, column = next(
        (row, column)
        for row, cells in enumerate(before)
        for column, cell in enumerate(cells)
        if isinstance(cell, str) and cell
    )
    sheets[0].rows[row][column] = "P\x00A\x00"
    mend_texts(delivery, sheets)
    assert sheets[0].rows == before
    nowhere = SheetValues(0, sheets[0].name, visible=True, rows=[["P\x00"] * 300])
    with pytest.raises(Refused, match="damaged"):
        mend_texts(delivery, [nowhere])
