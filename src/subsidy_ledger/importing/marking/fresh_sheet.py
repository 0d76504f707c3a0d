"""One sheet written as XML, cell by cell as it was read; the cells' looks are numbers of `STYLES`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from xml.sax.saxutils import escape

from subsidy_ledger.domain.cells import column_letter
from subsidy_ledger.importing.intake import Cell, Flaw, Sheet
from subsidy_ledger.importing.marking.annotate_styles import MAIN

ROWS_MAX, COLUMNS_MAX, TEXT_MAX = 1_048_576, 16_384, 32_767
UNWRITTEN = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
# What a spreadsheet writes as _x000B_: characters that XML cannot hold, and texts that look like such a sign.
ESCAPED = re.compile(UNWRITTEN.pattern + "|_(?=x[0-9A-Fa-f]{4}_)")
SURROGATES = re.compile("[\ud800-\udfff]")
ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
# A formula that was never calculated has no value; this is the error that means so.
NO_VALUE = "#N/A"
WIDTH_ROWS, WIDTH_MIN, WIDTH_MAX = 300, 9, 50
ROWS_A_PIECE = 500
PLAIN, TEXT, DAY, MOMENT, HOUR, SPAN, MONEY = range(7)
FORMATS = (0, 49, 164, 165, 21, 46, 4)
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt '
    'numFmtId="165" formatCode="dd/mm/yyyy hh:mm:ss"/></numFmts><fonts count="1"><font><sz val="11"/>'
    '<name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill>'
    '<patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/>'
    '<diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    f'</cellStyleXfs><cellXfs count="{len(FORMATS)}">'
    + "".join(
        f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for number in FORMATS
    )
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
ONE_DAY = timedelta(days=1)
EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - a spreadsheet's days have no zone
EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001
# The first day on which the calendar of 1900, which has a 29 February that never was, counts as others do.
TRUE_SINCE = datetime(1900, 3, 1)  # noqa: DTZ001


def fits(sheet: Sheet) -> bool:
    """Whether a workbook can hold the sheet: its rows, its columns, and every text."""
    if len(sheet.rows) > ROWS_MAX or max(map(len, sheet.rows), default=0) > COLUMNS_MAX:
        return False
    texts = (cell for row in sheet.rows for cell in row if isinstance(cell, str))
    return not any(len(text) > TEXT_MAX or SURROGATES.search(text) for text in texts)


def sheet_xml(sheet: Sheet, typed: frozenset[int], *, epoch_1904: bool) -> Iterator[str]:
    """The sheet piece by piece. In the columns `typed` numbers look like money, and texts are not kept texts."""
    flaws: dict[int, dict[int, Flaw]] = {}
    for (row, column), flaw in sheet.flaws.items():
        flaws.setdefault(row, {})[column] = flaw
    epoch = EPOCH_1904 if epoch_1904 else EPOCH_1900
    letters = [column_letter(column) for column in range(max(map(len, sheet.rows), default=0))]
    yield f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}">'
    yield _columns(sheet)
    yield "<sheetData>"
    rows: list[str] = []
    none: Mapping[int, Flaw] = {}
    for row, cells in enumerate(sheet.rows):
        at = flaws.get(row, none)
        hidden = ' hidden="1"' if row in sheet.hidden_rows else ""
        rows.append(f'<row r="{row + 1}"{hidden}>')
        for column, cell in enumerate(cells):
            if column in at:
                rows.append(f'<c r="{letters[column]}{row + 1}" t="e"><v>{_error(at[column])}</v></c>')
            elif cell is not None and cell != "":
                rows.append(f'<c r="{letters[column]}{row + 1}"{_inside(cell, epoch, is_typed=column in typed)}</c>')
        rows.append("</row>")
        if row % ROWS_A_PIECE == 0:
            yield "".join(rows)
            rows.clear()
    yield "".join(rows)
    yield "</sheetData></worksheet>"


def _error(flaw: Flaw) -> str:
    return flaw.shown if flaw.shown in ERRORS else NO_VALUE


def _inside(cell: Cell, epoch: datetime, *, is_typed: bool) -> str:
    """The rest of a cell's start tag, and its value."""
    if isinstance(cell, str):
        look = PLAIN if is_typed else TEXT
        text = escape(ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", cell))
        return f' t="inlineStr" s="{look}"><is><t xml:space="preserve">{text}</t></is>'
    if isinstance(cell, bool):
        return f' t="b"><v>{int(cell)}</v>'
    if isinstance(cell, int | float):
        return f' s="{MONEY if is_typed and isinstance(cell, float) else PLAIN}"><v>{cell!r}</v>'
    if cell is None:
        return ">"
    look, number = _serial(cell, epoch)
    return f' s="{look}"><v>{number!r}</v>'


def _serial(cell: date | time | timedelta, epoch: datetime) -> tuple[int, float]:
    """A day or hour as its look and the number a spreadsheet keeps for it: days since its epoch."""
    if isinstance(cell, timedelta):
        return SPAN, cell / ONE_DAY
    if isinstance(cell, time):
        return HOUR, (datetime.combine(TRUE_SINCE, cell) - TRUE_SINCE) / ONE_DAY
    look = MOMENT if isinstance(cell, datetime) else DAY
    moment = cell if isinstance(cell, datetime) else datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001
    days = (moment - epoch) / ONE_DAY
    return look, days - 1 if epoch == EPOCH_1900 and moment < TRUE_SINCE else days


def _columns(sheet: Sheet) -> str:
    """As wide as the first rows ask for, within reason; hidden ones stay hidden."""
    rows = sheet.rows[:WIDTH_ROWS]
    width = max((len(row) for row in rows), default=0)
    columns = sorted({*range(width), *sheet.hidden_columns})
    written = []
    for column in columns:
        longest = max((len(str(row[column])) for row in rows if column < len(row)), default=0)
        hidden = ' hidden="1"' if column in sheet.hidden_columns else ""
        size = min(max(longest + 2, WIDTH_MIN), WIDTH_MAX)
        written.append(f'<col min="{column + 1}" max="{column + 1}" width="{size}" customWidth="1"{hidden}/>')
    return f"<cols>{''.join(written)}</cols>" if written else ""
