"""Files that are no workbook, or none to be trusted: each refused in a sentence that says what it is and what to do."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from subsidy_ledger.errors import ExitCode, Refused
from subsidy_ledger.importing.opening.limits import Limits
from subsidy_ledger.importing.opening.workbook import read_workbook
from workbook_builders import MAIN, ODS_TYPE, ods, ods_table, ole, xlsx, xlsx_parts, zipped

LINE = '<row r="1"><c r="A1"><v>1</v></c></row>'


def put(folder: Path, data: bytes, name: str = "lines.xlsx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


HTML = b"<html><body><table><tr><td>1</td></tr></table></body></html>"
REFUSED: list[tuple[str, bytes, str, str]] = [
    ("empty.xlsx", b"", "file-empty", "0 bytes"),
    ("~$lines.xlsx", b"\x05Piet", "lock-file", "Close the workbook"),
    (".~lock.lines.ods#", b",piet,", "lock-file", "Close the workbook"),
    ("page.xls", HTML, "not-a-spreadsheet", "web page"),
    ("page.xls", b"\xef\xbb\xbf\r\n<!DOCTYPE html>" + HTML, "not-a-spreadsheet", "web page"),
    ("page.xls", HTML.decode().encode("utf-16"), "not-a-spreadsheet", "web page"),
    ("page.xls", b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "not-a-spreadsheet", "web page"),
    ("page.xls", b'<?xml version="1.0"?><html/>', "not-a-spreadsheet", "web page"),
    ("book.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas"/>', "not-a-spreadsheet", "XML file"),
    ("scan.xlsx", b"%PDF-1.7\n%\xe2\xe3", "not-a-spreadsheet", "PDF"),
    ("scan.xlsx", b"\x89PNG\r\n\x1a\n\x00", "not-a-spreadsheet", "image"),
    ("scan.xlsx", b"\xff\xd8\xff\xe0\x00\x10JFIF", "not-a-spreadsheet", "image"),
    ("scan.xlsx", b"BM\x46\x00\x00\x00\x00\x00\x00\x00", "not-a-spreadsheet", "image"),
    ("letter.xlsx", zipped({"word/document.xml": "<w/>"}), "not-a-spreadsheet", "text document"),
    ("letter.xlsx", zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
     "not-a-spreadsheet", "text document"),
    ("letter.xls", ole({"WordDocument": b""}), "not-a-spreadsheet", "text document"),
    ("letter.xls", b"{\\rtf1", "not-a-spreadsheet", "text document"),
    ("mail.xls", ole({"__properties_version1.0": b""}), "not-a-spreadsheet", "not text"),
    ("lines.xlsx", zipped({"lines.csv": "a;b"}), "not-a-spreadsheet", "archive"),
    ("lines.xlsx", b"\x1f\x8b\x08\x00", "not-a-spreadsheet", "archive"),
    ("lines.numbers", zipped({"Index/Document.iwa": "", "Metadata/x": ""}), "not-a-spreadsheet", "Numbers"),
    ("lines.xlsx", b"\x00\x01\x02\xff" * 100, "not-a-spreadsheet", "not a spreadsheet"),
    ("lines.xlsb", zipped({"xl/workbook.bin": b"\x83"}), "xlsb-workbook", "save it as .xlsx"),
    ("lines.xlsx", ole({"EncryptedPackage": b""}), "file-encrypted", "password"),
    ("lines.xlsx", xlsx(LINE)[:-30], "file-damaged", "damaged"),
    ("lines.xlsx", xlsx(LINE)[:100], "file-damaged", "damaged"),
    ("lines.xlsx", zipped({"xl/worksheets/sheet1.xml": "<x/>"}), "file-damaged", "damaged"),
    ("lines.xlsx", zipped({**xlsx_parts(LINE), "XL/Worksheets/sheet1.xml": "<x/>"}), "file-damaged", "damaged"),
    ("lines.xlsx", zipped(xlsx_parts(LINE, target="worksheets/sheet2.xml")), "file-damaged", "damaged"),
    ("lines.xlsx", zipped({"workbook.xml": "<x/>", "sheet1.xml": "<x/>"}), "file-damaged", "damaged"),
    ("lines.ods", zipped({"content.xml": "<x/>"}), "file-damaged", "damaged"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "code", "says"), REFUSED, ids=[f"{each[2]}-{each[3]}" for each in REFUSED])
def test_what_is_no_workbook_is_refused_by_what_it_is(
    tmp_path: Path, name: str, data: bytes, code: str, says: str
) -> None:
    """Lost otherwise: the officer would see a traceback, or a sentence about zip headers."""
    with pytest.raises(Refused) as refused:
        read_workbook(put(tmp_path, data, name))
    sentence = str(refused.value)
    assert (refused.value.code, refused.value.exit_code) == (code, ExitCode.REFUSED)
    assert says in sentence
    assert name in sentence
    assert sentence.count(". ") >= 1
    assert sentence.endswith(".")


def test_a_file_that_is_not_there_or_no_file_is_refused(tmp_path: Path) -> None:
    """Lost otherwise: a slip in the name would end in a traceback."""
    cases: list[tuple[str | Path, str]] = [
        (tmp_path / "absent.xlsx", "file-missing"),
        (put(tmp_path, b"x", "plain") / "lines.xlsx", "file-missing"),
        ("lines\x00.xlsx", "file-missing"),
        (tmp_path, "file-is-a-folder"),
        (".", "file-is-a-folder"),
        (os.devnull, "file-is-a-device"),
        ("x" * 5000, "file-unreadable"),
    ]
    for path, code in cases:
        with pytest.raises(Refused) as refused:
            read_workbook(path)
        assert refused.value.code == code


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lost otherwise: a workbook that is open elsewhere, or of a colleague, would end in a traceback."""
    path = put(tmp_path, xlsx(LINE))

    def denied(_: Path) -> bytes:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    with pytest.raises(Refused, match="may not be read") as refused:
        read_workbook(path)
    assert refused.value.code == "file-unreadable"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_entities_are_refused_wherever_they_stand(tmp_path: Path, part: str) -> None:
    """Lost otherwise: a file of one kilobyte could unfold to gigabytes, or fetch other files."""
    parts = xlsx_parts(LINE)
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    parts[part] = bomb + parts.get(part, "<sst/>")
    with pytest.raises(Refused, match="Do not trust it") as refused:
        read_workbook(put(tmp_path, zipped(parts)))
    assert refused.value.code == "file-hostile"
    content = zipfile.ZipFile(io.BytesIO(ods(ods_table("")))).read("content.xml").decode()
    with pytest.raises(Refused) as refused:
        read_workbook(put(tmp_path, zipped({"mimetype": "x", "content.xml": bomb + content})))
    assert refused.value.code == "file-hostile"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "content.xml"])
def test_a_part_that_is_not_what_was_packed_is_refused(tmp_path: Path, part: str) -> None:
    """Lost otherwise: one bit that a disk or a mail lost would change an amount, and nobody would know."""
    shared = f'<sst xmlns="{MAIN}"><si><t>amount 12345</t></si></sst>'
    styles = f'<styleSheet xmlns="{MAIN}"><!-- 12345 --></styleSheet>'
    parts: dict[str, str | bytes]
    if part == "content.xml":
        parts = {"mimetype": ODS_TYPE, part: zipfile.ZipFile(io.BytesIO(ods(ods_table("<!-- 12345 -->")))).read(part)}
    else:
        row = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>12345</v></c></row>'
        parts = {**xlsx_parts(row), "xl/sharedStrings.xml": shared, "xl/styles.xml": styles}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as package:
        # Only the part in question holds the digits once more, so that they can be told from the others'.
        for name, content in parts.items():
            text = content if isinstance(content, bytes) else content.encode()
            package.writestr(name, text if name == part else text.replace(b"12345", b"54321"))
    data = stream.getvalue()
    assert data.count(b"12345") == 1
    assert read_workbook(put(tmp_path, data)).sheets
    with pytest.raises(Refused) as refused:
        read_workbook(put(tmp_path, data.replace(b"12345", b"12346")))
    assert refused.value.code == "file-damaged"


def test_a_zip_that_unpacks_beyond_measure_is_refused(tmp_path: Path) -> None:
    """Lost otherwise: a zip bomb would fill the memory before anything is checked."""
    path = put(tmp_path, zipped({**xlsx_parts(LINE), "xl/media/image1.png": bytes(1 << 20)}))
    assert read_workbook(path).sheets[0].rows == ((1.0,),)
    with pytest.raises(Refused, match=r"more than 1 megabytes.*--unpacked-limit 2") as refused:
        read_workbook(path, Limits(unpacked=1))
    assert refused.value.code == "unpacked-too-large"
    assert read_workbook(path, Limits(unpacked=2)).sheets[0].rows == ((1.0,),)


def test_a_file_of_unlikely_size_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lost otherwise: a film named .xlsx would fill the memory before anything is looked at."""
    path = put(tmp_path, b"a;b\n" * 300_000)
    assert len(read_workbook(path, Limits(size=2)).sheets[0].rows) == 300_000
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))
    with pytest.raises(Refused, match=r"larger than 1 megabytes.*--size-limit 2") as refused:
        read_workbook(path, Limits(size=1))
    assert refused.value.code == "file-too-large"


def test_filled_cells_far_apart_are_refused_and_empty_ones_are_nothing(tmp_path: Path) -> None:
    """Lost otherwise: two cells in opposite corners of a sheet would take all the memory."""
    far = '<row r="1048576"><c r="XFD1048576">{}</c></row>'
    assert read_workbook(put(tmp_path, xlsx(LINE + far.format("")))).sheets[0].rows == ((1.0,),)
    with pytest.raises(Refused, match="down to row 1048576 and across 16384 columns") as refused:
        read_workbook(put(tmp_path, xlsx(LINE + far.format("<v>1</v>"))))
    assert refused.value.code == "grid-too-large"
    with pytest.raises(Refused) as refused:
        read_workbook(put(tmp_path, xlsx("<row/>" * 2000 + '<row><c r="XFD2001"><f>A1</f></c></row>')))
    assert refused.value.code == "grid-too-large"
