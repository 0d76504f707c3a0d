"""What a file is, by its content and never by its name; whatever is no spreadsheet is refused by what it is instead."""

from __future__ import annotations

import re
from typing import Literal

from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.opening.delivery import Delivery
from subsidy_ledger.importing.opening.package import Package
from subsidy_ledger.importing.opening.refusals import damaged, encrypted, not_a_spreadsheet

Kind = Literal["xlsx", "xls", "ods", "csv"]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# The first record of an Excel 2, 3, 4, 5 or 8 sheet that stands alone, without the container around it.
OLD_EXCEL = re.compile(rb"\x09[\x00\x02\x04\x08]([\x04\x06\x08]|\x10)\x00")
IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
ARCHIVES = (b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
WEB_PAGE = re.compile(rb"<(!doctype|html|head|meta|body|table|style|script|div|!--)|mime-version:", re.IGNORECASE)
BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def kind_of_zip(package: Package) -> Kind:
    """Whether a zip is an Excel or an OpenDocument workbook; Refused when it is anything else."""
    name = package.name
    if package.has("xl/workbook.bin"):
        raise Refused(
            "xlsb-workbook",
            "{file} is a binary Excel workbook (.xlsb), which cannot be checked cell by cell. "
            "Open it in Excel, save it as .xlsx and import that.",
            file=name,
        )
    if package.under("xl/"):
        return "xlsx"
    # Some tools put the parts of an Excel workbook elsewhere; readers then lose its dates.
    if package.has("workbook.xml"):
        raise damaged(name)
    if package.under("word/") or package.under("ppt/"):
        raise _office_document(name)
    mimetype = package.head("mimetype")
    if mimetype.startswith(b"application/vnd.oasis.opendocument.") and b"spreadsheet" not in mimetype:
        raise _office_document(name)
    if package.has("content.xml"):
        return "ods"
    if package.under("index/") and package.under("metadata/"):
        raise Refused(
            "not-a-spreadsheet",
            "{file} is an Apple Numbers document. Export it from Numbers to Excel (.xlsx) and import that.",
            file=name,
        )
    raise _archive(name)


def kind_of_other(delivery: Delivery) -> Kind:
    """Whether a file that is no zip is an old Excel workbook or text; Refused when it is anything else."""
    data, name = delivery.data, delivery.name
    if data.startswith(OLE):
        _refuse_foreign_ole(data, name)
        return "xls"
    if OLD_EXCEL.match(data):
        return "xls"
    _refuse_by_signature(data, name)
    _refuse_markup(data, name)
    return "csv"


def _refuse_foreign_ole(data: bytes, name: str) -> None:
    if _utf16("EncryptedPackage") in data:
        raise encrypted(name)
    if _utf16("Workbook") in data or _utf16("Book") in data:
        return
    if _utf16("WordDocument") in data or _utf16("PowerPoint Document") in data:
        raise _office_document(name)
    raise not_a_spreadsheet(name)


def _refuse_by_signature(data: bytes, name: str) -> None:
    if b"%PDF-" in data[:1024]:
        raise Refused(
            "not-a-spreadsheet",
            "{file} is a PDF document: its figures cannot be read reliably. Ask for the workbook it was made from.",
            file=name,
        )
    # "BM" begins many a word; a bitmap has zero bytes after its size.
    if data.startswith(IMAGES) and not (data.startswith(b"BM") and data[6:10] != bytes(4)):
        raise Refused(
            "not-a-spreadsheet",
            "{file} is an image: its figures cannot be read. Ask for the workbook it was made from.",
            file=name,
        )
    if data.startswith(ARCHIVES):
        raise _archive(name)
    if data.startswith(b"{\\rtf"):
        raise _office_document(name)


def _refuse_markup(data: bytes, name: str) -> None:
    start = data[:4096]
    if start.startswith(BYTE_ORDER_MARKS):
        start = start.replace(b"\x00", b"")
        for mark in BYTE_ORDER_MARKS:
            start = start.removeprefix(mark)
    start = start.lstrip()
    if WEB_PAGE.match(start) or (start.startswith(b"<?xml") and b"<html" in start.lower()):
        raise Refused(
            "not-a-spreadsheet",
            "{file} is a web page, whatever its name says; Excel shows such a file, but it is no workbook. "
            "Open it in Excel or LibreOffice, save it as .xlsx and import that.",
            file=name,
        )
    if start.startswith(b"<?xml"):
        raise Refused(
            "not-a-spreadsheet",
            "{file} is an XML file, whatever its name says. If Excel or LibreOffice opens it as a table, "
            "save it from there as .xlsx and import that.",
            file=name,
        )


def _office_document(name: str) -> Refused:
    return Refused(
        "not-a-spreadsheet",
        "{file} is a text document or a presentation, not a spreadsheet. Copy its table into a workbook "
        "and import that, or ask for the workbook it was made from.",
        file=name,
    )


def _archive(name: str) -> Refused:
    return Refused(
        "not-a-spreadsheet",
        "{file} is an archive of other files and no workbook. Unpack it and import the workbook that is in it.",
        file=name,
    )


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")
