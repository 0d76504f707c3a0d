"""Evidence from .xls: one pass over the workbook's records for error cells, what is hidden and number formats.

The old format keeps a result with every formula, so that "never calculated" does not exist in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from subsidy_ledger.importing.opening.container import Container
from subsidy_ledger.importing.opening.evidence import Evidence, SheetEvidence, error_flaw
from subsidy_ledger.importing.opening.number_format import Format, format_of
from subsidy_ledger.importing.opening.refusals import damaged, encrypted

BOF, EOF = 0x0809, 0x000A
FORMULA, ERROR_OR_TRUE, ROW = 0x0006, 0x0205, 0x0208
PASSWORD, EPOCH, SHEET, TEXTS = 0x002F, 0x0022, 0x0085, 0x00FC
NUMBERS, NUMBER, SHORT_NUMBER, COLUMNS, STYLE, FORMAT = 0x00BD, 0x0203, 0x027E, 0x007D, 0x00E0, 0x041E
CELLS = {FORMULA, ERROR_OR_TRUE, NUMBERS, NUMBER, SHORT_NUMBER, 0x0204, 0x00D6, 0x00FD}
BIFF8 = 0x0600
ROW_HIDDEN = 0x20
COLUMN_HIDDEN = 0x01
Record = tuple[int, bytes]


def read_evidence(data: bytes, name: str) -> Evidence:
    """Evidence for every sheet; Refused when the workbook is encrypted or its container damaged."""
    # A newer "Workbook" goes before an Excel 5 "Book" that is kept beside it.
    stream = Container(data, name).stream("Workbook", "Book")
    if stream is None:
        raise damaged(name)
    sheets: list[SheetEvidence] = []
    epoch_1904 = False
    offsets = []
    version = 0
    styles: list[int] = []
    codes: dict[int, str] = {}
    for code, body in _substream(stream, 0):
        if code == BOF:
            version = _number(body, 0)
        elif code == PASSWORD:
            raise encrypted(name)
        elif code == TEXTS and int.from_bytes(body[4:8], "little") > len(stream):
            # The reader of values sets room aside for as many texts as are announced here.
            raise damaged(name)
        elif code == EPOCH:
            epoch_1904 = _number(body, 0) == 1
        elif code == SHEET:
            offsets.append(int.from_bytes(body[:4], "little"))
            sheets.append(SheetEvidence(_text(body[6:], version)))
        elif code == FORMAT:
            codes[_number(body, 0)] = _format_code(body, version)
        elif code == STYLE:
            styles.append(_number(body, 2))
    formats = [format_of(number, codes.get(number)) for number in styles]
    for offset, sheet in zip(offsets, sheets, strict=True):
        _read_sheet(stream, offset, sheet, formats, name)
    return Evidence(tuple(sheets), epoch_1904)


def _substream(stream: bytes, offset: int) -> Iterator[Record]:
    """The records from one beginning to its end; those of charts inside it are passed over."""
    depth = 0
    while offset + 4 <= len(stream):
        code, length = _number(stream, offset), _number(stream, offset + 2)
        depth += (code == BOF) - (code == EOF)
        if depth <= 1:
            yield code, stream[offset + 4 : offset + 4 + length]
        if depth <= 0:
            return
        offset += 4 + length


def _read_sheet(stream: bytes, offset: int, sheet: SheetEvidence, formats: Sequence[Format | None], file: str) -> None:
    from xlrd.biffh import error_text_from_code

    for code, body in _substream(stream, offset):
        if code in CELLS and len(body) >= 6:
            # A record of several numbers ends with its last column.
            sheet.reach(_number(body, 0), _number(body, len(body) - 2 if code == NUMBERS else 2))
            for column, style in _styled(code, body):
                if style < len(formats) and (found := formats[style]) is not None:
                    row = _number(body, 0)
                    sheet.add_format(range(row, row + 1), range(column, column + 1), found, file)
        error = None
        if code == ERROR_OR_TRUE and body[7:8] == b"\x01":
            error = body[6]
        elif code == FORMULA and body[12:14] == b"\xff\xff" and body[6:7] == b"\x02":
            error = body[8]
        elif code == ROW and len(body) >= 13 and body[12] & ROW_HIDDEN:
            row = _number(body, 0)
            sheet.hidden.append(range(row, row + 1))
        elif code == COLUMNS and len(body) >= 10 and (body[8] & COLUMN_HIDDEN or _number(body, 4) == 0):
            sheet.hidden_columns.append(range(_number(body, 0), _number(body, 2) + 1))
        if error is not None:
            row, column = _number(body, 0), _number(body, 2)
            shown = error_text_from_code.get(error, "")
            sheet.add_flaw(range(row, row + 1), range(column, column + 1), error_flaw(shown), file)


def _styled(code: int, body: bytes) -> Iterator[tuple[int, int]]:
    """Column and style of every number in a record."""
    if code == NUMBERS:
        first = _number(body, 2)
        for place in range(4, len(body) - 2, 6):
            yield first + (place - 4) // 6, _number(body, place)
    elif code in (NUMBER, SHORT_NUMBER, FORMULA):
        yield _number(body, 2), _number(body, 4)


def _format_code(body: bytes, version: int) -> str:
    """A code behind its number; its length takes two bytes from Excel 97 on."""
    return _text(body[2:] if version < BIFF8 else body[3:], version)


def _text(body: bytes, version: int) -> str:
    """A text behind one byte of length; from Excel 97 on a second byte says whether its letters take two."""
    if version < BIFF8:
        return body[1:].decode("cp1252", "replace")
    return body[2:].decode("utf-16-le" if body[1:2] == b"\x01" else "latin-1", "replace")


def _number(data: bytes, offset: int) -> int:
    return int.from_bytes(data[offset : offset + 2], "little")
