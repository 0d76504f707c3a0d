"""Small workbooks byte by byte: what no writing library would produce, and .xls, which none writes any more."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def xlsx_parts(rows: str, *, workbook: str = "", target: str = "worksheets/sheet1.xml") -> dict[str, str]:
    """The parts of an .xlsx whose one sheet, "Lines", holds the given rows of XML."""
    sheets = '<sheets><sheet name="Lines" sheetId="1" r:id="rId1"/></sheets>'
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{OFFICE}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{workbook}{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1"'
        f' Type="{OFFICE}/worksheet" Target="{target}"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
    }


def xlsx(rows: str, *, workbook: str = "") -> bytes:
    return zipped(xlsx_parts(rows, workbook=workbook))


def ods(body: str, settings: str = "", styles: str = "") -> bytes:
    """An .ods with the given tables; `settings` stands before the first of them, `styles` before the body."""
    spaces = (
        " ".join(
            f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
            for name in ("office", "table", "text", "style")
        )
        + ' xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"'
    )
    extension = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    return zipped(
        {
            "mimetype": ODS_TYPE,
            "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
            "content.xml": f"<office:document-content {spaces} {extension}>{styles}<office:body><office:spreadsheet>"
            f"{settings}{body}</office:spreadsheet></office:body></office:document-content>",
        }
    )


def ods_table(rows: str, name: str = "Lines") -> str:
    return f'<table:table table:name="{name}">{rows}</table:table>'


def ods_row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def ods_cell(attributes: str, text: str = "") -> str:
    paragraph = f"<text:p>{text}</text:p>" if text else ""
    return f"<table:table-cell {attributes}>{paragraph}</table:table-cell>"


def xls(cells: bytes, *, globals_: bytes = b"", name: str = "Lines") -> bytes:
    """An Excel 97 workbook with one sheet of the given records, in a container of its own."""
    start = struct.pack("<HHHHLL", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    sheet_start = struct.pack("<HHHHLL", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6)
    label = struct.pack("<BB", len(name), 0) + name.encode("latin-1")
    before = record(0x0809, start) + globals_
    offset = len(before) + 4 + 6 + len(label) + 4
    book = before + record(0x0085, struct.pack("<LH", offset, 0) + label) + record(0x000A, b"")
    return ole({"Workbook": book + record(0x0809, sheet_start) + cells + record(0x000A, b"")})


def record(code: int, body: bytes) -> bytes:
    return struct.pack("<HH", code, len(body)) + body


def ole(streams: Mapping[str, bytes]) -> bytes:
    """A container of streams, each filled up to the 4096 bytes from which on it has sectors of its own."""
    sectors: list[bytes] = [b"", b""]
    table = [0xFFFFFFFD, 0xFFFFFFFE]
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, 1)]
    for name, content in streams.items():
        content = content.ljust(4096, b"\x00")
        first = len(sectors)
        pieces = [content[place : place + 512].ljust(512, b"\x00") for place in range(0, len(content), 512)]
        sectors += pieces
        table += [*range(first + 1, first + len(pieces)), 0xFFFFFFFE]
        entries.append(_entry(name, 2, first, len(content), 0xFFFFFFFF))
    sectors[0] = struct.pack("<128L", *(table + [0xFFFFFFFF] * (128 - len(table))))
    sectors[1] = b"".join(entries).ljust(512, b"\x00")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<LLLLLLLLL", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    return header + struct.pack("<109L", 0, *[0xFFFFFFFF] * 108) + b"".join(sectors)


def _entry(name: str, kind: int, first: int, length: int, child: int) -> bytes:
    text = name.encode("utf-16-le") + b"\x00\x00"
    tree = struct.pack("<BBLLL", kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    return (
        text.ljust(64, b"\x00")
        + struct.pack("<H", len(text))
        + tree
        + bytes(36)
        + struct.pack("<LLL", first, length, 0)
    )
