"""OpenDocument workbooks written in a form that their reader does not take."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from conftest import CORPUS
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.opening.workbook import read_workbook
from workbook_builders import ods, ods_cell, ods_row, ods_table, zipped

BODY = ods_table(
    ods_row(
        ods_cell('office:value-type="string"', "A &amp; B")
        + ods_cell('office:value-type="float" office:value="12.5"', "12,50")
        + ods_cell('table:formula="of:=[.B1]" calcext:value-type="error"', "#REF!")
    )
    + ods_row(ods_cell('office:value-type="string"', "two <text:s/>words"))
)


def content(data: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read("content.xml").decode()


def for_the_eye(xml: str) -> str:
    """Every element outside a paragraph on a line of its own."""
    pieces = re.split(r"(<text:p>.*?</text:p>)", xml)
    return "".join(p if p.startswith("<text:p>") else re.sub(r">(?=<)", ">\n    ", p) for p in pieces)


def read(folder: Path, data: bytes) -> object:
    path = folder / "lines.ods"
    path.write_bytes(data)
    found = read_workbook(path)
    return found.kind, found.sheets


def test_blanks_for_the_eye_and_a_missing_mimetype_change_nothing(tmp_path: Path) -> None:
    """Lost otherwise: an export of some accounting programs would be refused, though LibreOffice opens it."""
    plain = ods(BODY)
    expected = read(tmp_path, plain)
    assert "two  words" in str(expected)
    assert "#REF!" in str(expected)
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    assert read(tmp_path, zipped({"content.xml": content(plain)})) == expected
    assert read(tmp_path, zipped({"mimetype": mimetype, "content.xml": for_the_eye(content(plain))})) == expected
    assert read(tmp_path, zipped({"content.xml": for_the_eye(content(plain))})) == expected


def test_what_is_damaged_stays_refused(tmp_path: Path) -> None:
    """Lost otherwise: half a file would be read as a whole one."""
    with pytest.raises(Refused, match="damaged"):
        read(tmp_path, zipped({"content.xml": content(ods(BODY))[:-40]}))


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("phpss__nomimetype.ods", ("Hello", "World")),
        (
            "phpss__RepeatedDataCells.ods",
            ("TestA", "", "", "", "TestE", "", "TestG", "SameValue", "SameValue", "SameValue", "TestK"),
        ),
    ],
)
def test_real_ones_are_read(name: str, row: tuple[str, ...]) -> None:
    """Lost otherwise: the mending would hold for made-up files only."""
    assert read_workbook(CORPUS / "reader-torture" / name).sheets[0].rows == (row,)
