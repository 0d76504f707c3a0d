"""Old Excel workbooks that calamine does not open: read by xlrd, error cells and hidden rows included."""

from __future__ import annotations

import struct
from datetime import date, datetime, time
from pathlib import Path

import pytest

from conftest import CORPUS
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.intake import Flaw, Sheet
from subsidy_ledger.importing.opening import reader_xls, workbook
from subsidy_ledger.importing.opening.delivery import Delivery, receive
from subsidy_ledger.importing.opening.evidence_xls import read_evidence
from subsidy_ledger.importing.opening.reader import SheetValues, read_values
from subsidy_ledger.importing.opening.reader_xls import read_old_workbook, read_values_otherwise
from subsidy_ledger.importing.opening.refusals import damaged
from subsidy_ledger.importing.opening.workbook import read_workbook
from workbook_builders import record, xls

# Opcode of the first record, and what its opcodes add to those of Excel 2, by version.
VERSIONS = {2: (0x0009, 0), 3: (0x0209, 0x0200), 4: (0x0409, 0x0200)}
SHEET = 0x10


def old_excel(version: int, cells: bytes) -> bytes:
    """A sheet of Excel 2, 3 or 4, which stands alone without any container."""
    begin, _ = VERSIONS[version]
    body = struct.pack("<HH", version * 0x100, SHEET) + (b"" if version == 2 else b"\x00\x00")
    forms = {2: record(0x0043, bytes(4)), 3: record(0x0243, bytes(12)), 4: record(0x0443, bytes(12))}
    return record(begin, body) + forms[version] + cells + record(0x000A, b"")


def cell(version: int, code: int, row: int, column: int, content: bytes) -> bytes:
    form = bytes(3) if version == 2 else bytes(2)
    return record(code + VERSIONS[version][1], struct.pack("<HH", row, column) + form + content)


def number(version: int, row: int, column: int, value: float) -> bytes:
    return cell(version, 3, row, column, struct.pack("<d", value))


def text(version: int, row: int, column: int, value: str) -> bytes:
    length = struct.pack("<B" if version == 2 else "<H", len(value))
    return cell(version, 4, row, column, length + value.encode("cp1252"))


def error(version: int, row: int, column: int, code: int) -> bytes:
    return cell(version, 5, row, column, bytes([code, 1]))


def hidden(version: int, row: int) -> bytes:
    if version == 2:
        return record(0x0008, struct.pack("<HHHHHBH", row, 0, 3, 0, 0, 0, 0))
    return record(0x0208, struct.pack("<HHHHHHL", row, 0, 3, 255, 0, 0, 0x20))


@pytest.mark.parametrize("version", VERSIONS)
def test_workbooks_of_the_nineties_are_read_with_their_flaws(version: int, tmp_path: Path) -> None:
    """Lost otherwise: an old list would be refused though it can be read, or its errors be taken for blanks."""
    cells = (
        text(version, 0, 0, "Leverancier") + text(version, 0, 1, "Bedrag") + text(version, 1, 0, "Café Bruno")
        + number(version, 1, 1, 12.5) + error(version, 2, 1, 0x17) + number(version, 3, 1, 7) + hidden(version, 3)
    )  # fmt: skip
    path = tmp_path / "lines.xls"
    path.write_bytes(old_excel(version, cells))
    found = read_workbook(path)
    (sheet,) = found.sheets
    assert (found.kind, found.epoch_1904, sheet.visible) == ("xls", False, True)
    assert [row[:2] for row in sheet.rows] == [("Leverancier", "Bedrag"), ("Café Bruno", 12.5), ("", ""), ("", 7.0)]
    assert sheet.flaws == {(2, 1): Flaw("error", "#REF!")}
    assert sheet.hidden_rows == {3}


def test_a_password_is_named_as_such(tmp_path: Path) -> None:
    """Lost otherwise: the officer would be told that her file is damaged."""
    path = tmp_path / "lines.xls"
    path.write_bytes(old_excel(4, record(0x002F, bytes(4))))
    with pytest.raises(Refused, match="password") as refused:
        read_workbook(path)
    assert refused.value.code == "file-encrypted"


@pytest.mark.parametrize("data", [b"\x09\x04\x06\x00", b"\x09\x04\x06\x00\x00\x00\x10\x00", b"\x09\x00\x04\x00\x02"])
def test_half_an_old_workbook_is_refused(data: bytes, tmp_path: Path) -> None:
    """Lost otherwise: a file cut off half-way would end in a traceback, or as an empty list."""
    path = tmp_path / "lines.xls"
    path.write_bytes(data)
    with pytest.raises(Refused, match="damaged"):
        read_workbook(path)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (0.5, time(12)),
        (43525.0, date(2019, 3, 1)),
        (43525.25, datetime.combine(date(2019, 3, 1), time(6))),
        (-1.0, -1.0),
        (3e6, 3e6),
    ],
)
def test_a_day_is_read_as_a_day_and_no_day_as_its_number(value: float, read: object) -> None:
    """Lost otherwise: an invoice date would be a number nobody recognises, or a number nobody wrote a date."""
    assert reader_xls._moment(value, 0) == read


OLD_AND_NEW = [
    "reader-torture/poi__testEXCEL_95.xls", "reader-torture/poi__SubtotalsNested.xls",
    "spending/montpellier__VilleMTP_MTP_BudgetPri_2014.xls",
    "spending/montpellier__VilleMTP_MTP_MarchesConclus_2012.xls",
]  # fmt: skip


@pytest.mark.corpus
@pytest.mark.parametrize("name", OLD_AND_NEW)
def test_both_readers_see_the_same(name: str) -> None:
    """Lost otherwise: what a file says would hang on which of the two could open it."""
    delivery = receive(CORPUS / name)
    evidence = read_evidence(delivery.data, delivery.name)
    ours, count = read_values_otherwise(delivery, evidence)
    theirs, all_sheets = read_values(delivery)
    assert count == all_sheets
    assert [_texts(sheet) for sheet in ours] == [_texts(sheet) for sheet in theirs]


def _texts(sheet: SheetValues) -> tuple[str, bool, list[list[object]]]:
    return sheet.name, sheet.visible, [[c.strip() if isinstance(c, str) else c for c in row] for row in sheet.rows]


@pytest.mark.corpus
def test_a_real_workbook_of_excel_4_is_read() -> None:
    """Lost otherwise: a list that another reader reads would be refused."""
    (sheet,) = read_workbook(CORPUS / "reader-torture" / "poi__testEXCEL_4.xls").sheets
    assert sum(1 for row in sheet.rows for cell in row if cell != "") == 980
    assert str(sheet.rows[0][0]).startswith("Table 10 -- Examination Coverage:  Recommended and Average")


NUMBERS = record(0x0203, struct.pack("<HHHd", 0, 0, 0, 12.5)) + record(0x0205, struct.pack("<HHHBB", 1, 0, 0, 0x17, 1))


def test_what_calamine_cannot_open_is_read_by_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lost otherwise: a later workbook with an odd code page would be refused though it can be read."""

    def refusing(delivery: Delivery) -> None:
        raise damaged(delivery.name)

    monkeypatch.setattr(workbook, "read_values", refusing)
    path = tmp_path / "lines.xls"
    path.write_bytes(xls(NUMBERS, globals_=record(0x00E0, bytes(20))))
    (sheet,) = read_workbook(path).sheets
    flaws = {(1, 0): Flaw("error", "#REF!")}
    assert sheet == Sheet("Lines", visible=True, rows=((12.5,), ("",)), flaws=flaws, is_typed=True)


def test_an_error_that_only_one_of_them_sees_is_refused() -> None:
    """Lost otherwise: an error cell at a place nobody expected would be a blank."""
    delivery = Delivery("lines.xls", xls(NUMBERS, globals_=record(0x00E0, bytes(20))))
    evidence = read_evidence(delivery.data, delivery.name)
    assert read_values_otherwise(delivery, evidence)[1] == 1
    evidence.sheets[0].flaws.clear()
    with pytest.raises(Refused, match="damaged"):
        read_values_otherwise(delivery, evidence)


def test_the_old_reader_says_nothing_on_the_screen(capfd: pytest.CaptureFixture[str]) -> None:
    """Lost otherwise: an officer would see the chatter of a library."""
    read_old_workbook(Delivery("lines.xls", old_excel(4, number(4, 0, 0, 1.0))))
    assert capfd.readouterr() == ("", "")
