"""Opening files: by content and not by name, each value in its place, whatever the reader runs into."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import pickle
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from conftest import CORPUS
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.intake import Flaw, Workbook
from subsidy_ledger.importing.opening import reader
from subsidy_ledger.importing.opening.delivery import Delivery
from subsidy_ledger.importing.opening.workbook import read_workbook
from workbook_builders import ods, ods_cell, ods_row, ods_table, xls, xlsx, zipped

LINE = '<row r="1"><c r="A1"><v>1</v></c></row>'
REAL = sorted(CORPUS.glob("reader-torture/*")) + sorted(CORPUS.glob("spending/*"))


def put(folder: Path, data: bytes, name: str = "lines.xlsx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def opened(path: Path) -> Workbook | Refused:
    try:
        return read_workbook(path)
    except Refused as refused:
        return refused


def written() -> bytes:
    """A workbook with every kind of value, a hidden sheet and a chart on a sheet of its own."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("Uitgaven")
    sheet.write_row(2, 1, ["0640", 640, 12.5])
    sheet.write_boolean(2, 4, True)
    sheet.write_datetime(2, 5, dt.datetime(2019, 3, 1), book.add_format({"num_format": "dd/mm/yyyy"}))  # noqa: DTZ001
    sheet.write_string(3, 9, "")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Uitgaven!$C$3:$D$3"})
    book.add_chartsheet("Grafiek").set_chart(chart)
    hidden = book.add_worksheet("Verborgen")
    hidden.write(0, 0, "x")
    hidden.hide()
    book.close()
    return stream.getvalue()


def test_values_keep_their_place_and_their_type(tmp_path: Path) -> None:
    """Lost otherwise: budget article 0640 would become 640, or an amount stand one column off."""
    data = written()
    found = read_workbook(put(tmp_path, data, "Uitgaven 2019.xlsx"))
    assert (found.name, found.kind, found.size) == ("Uitgaven 2019.xlsx", "xlsx", len(data))
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert [(sheet.name, sheet.visible) for sheet in found.sheets] == [("Uitgaven", True), ("Verborgen", False)]
    assert found.sheets[0].rows == ((), (), ("", "0640", 640.0, 12.5, True, dt.date(2019, 3, 1)))
    assert isinstance(found.sheets[0].rows[2][1], str)


def test_a_workbook_can_be_sent_to_another_process(tmp_path: Path) -> None:
    """Lost otherwise: reading could not be moved to a process that may be killed."""
    found = read_workbook(put(tmp_path, xlsx('<row r="1" hidden="1"><c r="A1" t="e"><v>#REF!</v></c></row>')))
    assert found.sheets[0].flaws == {(0, 0): Flaw("error", "#REF!")}
    assert pickle.loads(pickle.dumps(found)) == found
    assert pickle.loads(pickle.dumps(read_workbook)) is read_workbook


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (xlsx(LINE), "xlsx"),
        (ods(ods_table(ods_row(ods_cell('office:value-type="string"', "a")))), "ods"),
        (xls(b""), "xls"),
        (b"a;b\n1;2\n", "csv"),
        (b"BM;bedrag\nBMW garage;2\n", "csv"),
    ],
)
@pytest.mark.parametrize("name", ["lines.csv", "lines.xls", "lines.xlsx", "lines"])
def test_the_content_decides_what_a_file_is(tmp_path: Path, data: bytes, kind: str, name: str) -> None:
    """Lost otherwise: text that an accounting program calls .xls could not be imported."""
    assert read_workbook(put(tmp_path, data, name)).kind == kind


def test_a_text_file_is_one_visible_sheet_with_the_name_of_the_file(tmp_path: Path) -> None:
    """Lost otherwise: the plan could not say where in a .csv file a line stands."""
    (sheet,) = read_workbook(str(put(tmp_path, b"a;0640\n", "grootboek.2019.csv"))).sheets
    assert (sheet.name, sheet.visible, sheet.rows) == ("grootboek.2019", True, (("a", "0640"),))


class PanicException(BaseException):
    __module__ = "pyo3_runtime"


@pytest.mark.parametrize("crash", [PanicException("no entry found for key"), ValueError("year 0 is out of range")])
def test_a_crash_of_the_reader_is_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, crash: BaseException
) -> None:
    """Lost otherwise: a panic inside calamine, which no `except Exception` catches, would end the program."""

    def crashing(_: object) -> None:
        raise crash

    monkeypatch.setattr(reader, "trimmed", crashing)
    with pytest.raises(Refused, match="damaged"):
        read_workbook(put(tmp_path, xlsx(LINE)))


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_a_person_who_stops_the_program_stops_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    """Lost otherwise: Ctrl-C during the reading would be reported as a damaged file."""

    def stopping(_: object) -> None:
        raise stop

    monkeypatch.setattr(reader, "trimmed", stopping)
    with pytest.raises(stop):
        read_workbook(put(tmp_path, xlsx(LINE)))


@pytest.mark.parametrize("seed", range(40))
def test_damage_anywhere_gives_a_workbook_or_a_refusal(tmp_path: Path, seed: int) -> None:
    """Lost otherwise: a download cut short or garbled would show a traceback."""
    chance = random.Random(seed)
    book = openpyxl.Workbook()
    book.worksheets[0].append(["a", 1, "=B1"])
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    hit = chance.choice(sorted(parts))
    for data in (stream.getvalue(), parts[hit]):
        garbled = bytearray(data)
        for _ in range(chance.randint(1, 5)):
            garbled[chance.randrange(len(garbled))] = chance.randrange(256)
        del garbled[chance.randrange(len(garbled)) :: chance.choice([1, 7, 10_000])]
        whole_file = bytes(garbled) if data is not parts[hit] else zipped({**parts, hit: bytes(garbled)})
        assert isinstance(opened(put(tmp_path, whole_file)), Workbook | Refused)


@pytest.mark.corpus
@pytest.mark.parametrize("path", REAL, ids=[path.name for path in REAL])
def test_every_real_file_gives_a_workbook_or_a_refusal(path: Path) -> None:
    """Lost otherwise: some file that people really send would end in a traceback."""
    found = opened(path)
    if isinstance(found, Refused):
        assert path.name in str(found)
        return
    assert found.size == path.stat().st_size
    assert found.sheets
    for sheet in found.sheets:
        assert all(row < len(sheet.rows) and column < len(sheet.rows[row]) for row, column in sheet.flaws)
        assert all(sheet.rows[row][column] == "" for row, column in sheet.flaws)
        assert sheet.hidden_rows <= set(range(len(sheet.rows)))


@pytest.mark.corpus
def test_a_real_panic_is_refused() -> None:
    """Lost otherwise: the class that calamine panics with could be renamed without anyone noticing."""
    data = (CORPUS / "reader-torture" / "poi__Simple.xlsb").read_bytes()
    with pytest.raises(Refused, match="damaged"):
        reader.read_values(Delivery("Simple.xlsb", data))
