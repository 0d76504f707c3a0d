"""A new .xlsx with the same cells as a file that cannot be marked itself: .csv, .xls, .ods, and oddly built .xlsx."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from subsidy_ledger.domain.cells import column_letter
from subsidy_ledger.importing.annotate_xml import Unmarkable
from subsidy_ledger.importing.intake import Cell, Flaw, Sheet, Workbook

if TYPE_CHECKING:
    from openpyxl import Workbook as Book

ROWS_MAX, COLUMNS_MAX, TEXT_MAX, NAME_MAX = 1_048_576, 16_384, 32_767, 31
NAME_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
# What a spreadsheet writes as _x000B_: characters that XML cannot hold, and texts that look like such a sign.
ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
SURROGATES = re.compile("[\ud800-\udfff]")
ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
# A formula that was never calculated has no value; this is the error that means so.
NO_VALUE = "#N/A"
TEXT, DAY, MOMENT, HOUR, SPAN, MONEY = "@", "dd/mm/yyyy", "dd/mm/yyyy hh:mm:ss", "hh:mm:ss", "[hh]:mm:ss", "#,##0.00"
WIDTH_ROWS, WIDTH_MIN, WIDTH_MAX = 300, 9, 50


def fresh_workbook(workbook: Workbook, columns: Mapping[str, Collection[int]]) -> tuple[bytes, dict[str, str]]:
    """The workbook's bytes, and the names its sheets have in it by their own.

    Texts stay texts, also "0640" and "=1+1", and are typed over as texts except in `columns`, by sheet those of
    amounts, dates and years (from 0). Hidden sheets and rows stay hidden, and a flawed cell stays an error.
    Unmarkable where the cells are more, or longer, than such a workbook can hold.
    """
    if not workbook.sheets or not all(map(_fits, workbook.sheets)):
        raise Unmarkable
    from openpyxl import Workbook as Book
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = Book(write_only=True)
    if workbook.epoch_1904:
        book.epoch = CALENDAR_MAC_1904
    names: dict[str, str] = {}
    for sheet in workbook.sheets:
        names[sheet.name] = _free_name(sheet.name, names.values())
        _write(book, sheet, names[sheet.name], frozenset(columns.get(sheet.name, ())))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue(), names


def _fits(sheet: Sheet) -> bool:
    """Looked at before anything is written: rows, columns, and every text."""
    if len(sheet.rows) > ROWS_MAX or max(map(len, sheet.rows), default=0) > COLUMNS_MAX:
        return False
    texts = (cell for row in sheet.rows for cell in row if isinstance(cell, str))
    return not any(len(text) > TEXT_MAX or SURROGATES.search(text) for text in texts)


def _free_name(wanted: str, taken: Collection[str]) -> str:
    """The name as near as a spreadsheet program allows: 31 characters, without []:*?/\\ and quotes at its ends."""
    used = {name.casefold() for name in taken}
    plain = SURROGATES.sub("", NAME_FORBIDDEN.sub("-", ESCAPED.sub("", wanted))).strip("'")[:NAME_MAX] or "1"
    if plain.casefold() not in used:
        return plain
    return next(n for i in range(2, 10_000) if (n := f"{plain[: NAME_MAX - 6]} ({i})").casefold() not in used)


def _write(book: Book, sheet: Sheet, name: str, typed: frozenset[int]) -> None:
    from openpyxl.cell import WriteOnlyCell

    written: Any = book.create_sheet(name)
    written.sheet_state = "visible" if sheet.visible else "hidden"
    for column, width in enumerate(_widths(sheet)):
        written.column_dimensions[column_letter(column)].width = width
    for column in sheet.hidden_columns:
        written.column_dimensions[column_letter(column)].hidden = True
    for row in sheet.hidden_rows:
        written.row_dimensions[row + 1].hidden = True
    flaws: dict[int, dict[int, Flaw]] = {}
    for (row, column), flaw in sheet.flaws.items():
        flaws.setdefault(row, {})[column] = flaw
    for row, cells in enumerate(sheet.rows):
        at = flaws.get(row, {})
        line = []
        for column, cell in enumerate(cells):
            if column in at:
                line.append(_error(WriteOnlyCell(written), at[column]))
            elif cell is None or cell == "":
                line.append(None)
            else:
                line.append(_filled(WriteOnlyCell(written), cell, is_typed=column in typed))
        written.append(line)


def _error(made: Any, flaw: Flaw) -> Any:
    made._value = flaw.shown if flaw.shown in ERRORS else NO_VALUE
    made.data_type = "e"
    return made


def _filled(made: Any, cell: Cell, *, is_typed: bool) -> Any:
    if isinstance(cell, str):
        made._value = ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", cell)
        made.data_type = "s"
        if not is_typed:
            made.number_format = TEXT
        return made
    if isinstance(cell, float):
        # The library itself would write sixteen digits, where seventeen can be needed.
        made._value, made.data_type = repr(cell), "n"
    else:
        made.value = cell
    if isinstance(cell, float) and is_typed:
        made.number_format = MONEY
    elif (look := _look(cell)) is not None:
        made.number_format = look
    return made


def _look(cell: Cell) -> str | None:
    if isinstance(cell, datetime):
        return MOMENT
    if isinstance(cell, date):
        return DAY
    if isinstance(cell, time):
        return HOUR
    return SPAN if isinstance(cell, timedelta) else None


def _widths(sheet: Sheet) -> Iterator[float]:
    """As wide as the first rows ask for, within reason."""
    rows = sheet.rows[:WIDTH_ROWS]
    for column in range(max(map(len, rows), default=0)):
        longest = max((len(str(row[column])) for row in rows if column < len(row)), default=0)
        yield min(max(longest + 2, WIDTH_MIN), WIDTH_MAX)
