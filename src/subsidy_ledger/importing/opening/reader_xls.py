"""The values of old Excel workbooks, as xlrd reads them: Excel 2 to 4, and later ones that calamine cannot open."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from typing import Any

from subsidy_ledger.importing.intake import Cell
from subsidy_ledger.importing.opening.delivery import Delivery
from subsidy_ledger.importing.opening.evidence import Evidence, SheetEvidence, error_flaw
from subsidy_ledger.importing.opening.number_format import read_format
from subsidy_ledger.importing.opening.reader import Rows, SheetValues, trimmed
from subsidy_ledger.importing.opening.refusals import damaged, encrypted

# xlrd asserts, indexes and recurses its way through a damaged file.
CRASHES = (
    ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, RecursionError, TypeError,
    ValueError, struct.error,
)  # fmt: skip
# 31 December 9999, the last day that Excel knows.
LAST_DAY = 2_958_465


def read_old_workbook(delivery: Delivery) -> tuple[list[SheetValues], Evidence]:
    """Every sheet of an Excel 2, 3 or 4 workbook, with its error cells and hidden rows.

    Of these versions only xlrd knows where a cell's error stands; Refused when anything in it is unexpected.
    """
    with _crashes_refused(delivery.name):
        book = _open(delivery)
        values = [_values(book, index) for index in range(book.nsheets)]
        found = [_evidence(book, sheet, delivery.name) for sheet in book.sheets()]
    return values, Evidence(tuple(found), epoch_1904=book.datemode == 1)


def read_values_otherwise(delivery: Delivery, evidence: Evidence) -> tuple[list[SheetValues], int]:
    """Every sheet of a workbook whose evidence is known, and their number; Refused when xlrd sees errors beside it."""
    with _crashes_refused(delivery.name):
        book = _open(delivery)
        values = [_values(book, index) for index in range(book.nsheets)]
        for each, sheet in zip(values, book.sheets(), strict=True):
            known = evidence.of(each.index, each.name, book.nsheets)
            if known is None or not known.flaws.keys() >= _evidence(book, sheet, delivery.name).flaws.keys():
                raise damaged(delivery.name)
    return values, book.nsheets


def _open(delivery: Delivery) -> Any:
    from xlrd import open_workbook

    # Only with formatting_info does it keep which rows are hidden.
    return open_workbook(file_contents=delivery.data, logfile=io.StringIO(), formatting_info=True)


def _values(book: Any, index: int) -> SheetValues:
    sheet = book.sheet_by_index(index)
    rows: Rows = [
        [_cell(kind, value, book.datemode) for kind, value in zip(sheet.row_types(n), sheet.row_values(n), strict=True)]
        for n in range(sheet.nrows)
    ]
    return SheetValues(index, sheet.name, sheet.visibility == 0, trimmed(rows))


def _evidence(book: Any, sheet: Any, file: str) -> SheetEvidence:
    from xlrd import XL_CELL_ERROR
    from xlrd.biffh import error_text_from_code

    found = SheetEvidence(sheet.name)
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind == XL_CELL_ERROR:
                shown = error_text_from_code.get(sheet.cell_value(row, column), "")
                found.add_flaw(range(row, row + 1), range(column, column + 1), error_flaw(shown), file)
        _note_formats(book, sheet, row, found, file)
    for column, form in sheet.colinfo_map.items():
        if form.hidden or form.width == 0:
            found.hidden_columns.append(range(column, column + 1))
    for row, form in sheet.rowinfo_map.items():
        # Excel 2 hides a row by giving it no height.
        if form.hidden or (form.height == 0 and not form.has_default_height):
            found.hidden.append(range(row, row + 1))
    return found


def _note_formats(book: Any, sheet: Any, row: int, found: SheetEvidence, file: str) -> None:
    """The number formats of a row that say more than its numbers."""
    from xlrd import XL_CELL_NUMBER

    for column, kind in enumerate(sheet.row_types(row)):
        if kind == XL_CELL_NUMBER:
            key = book.xf_list[sheet.cell_xf_index(row, column)].format_key
            code = book.format_map[key].format_str if key in book.format_map else None
            # Before Excel 5 formats are counted anew in each file: no number means the same in two of them.
            if code is not None and (form := read_format(code)) is not None:
                found.add_format(range(row, row + 1), range(column, column + 1), form, file)


def _cell(kind: int, value: Any, datemode: int) -> Cell:
    from xlrd import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_NUMBER, XL_CELL_TEXT

    if kind == XL_CELL_DATE:
        return _moment(value, datemode)
    if kind == XL_CELL_BOOLEAN:
        return bool(value)
    if kind == XL_CELL_NUMBER:
        return float(value)
    return str(value) if kind == XL_CELL_TEXT else ""


def _moment(value: float, datemode: int) -> Cell:
    """A date, a time of day, or both; the number itself where no calendar has such a day."""
    from xlrd.xldate import xldate_as_datetime

    if not 0 <= value <= LAST_DAY:
        return value
    moment: datetime = xldate_as_datetime(value, datemode)
    if value < 1:
        return moment.time()
    return moment.date() if moment.time() == time() else moment


@contextmanager
def _crashes_refused(name: str) -> Iterator[None]:
    from xlrd import XLRDError
    from xlrd.compdoc import CompDocError

    try:
        yield
    except XLRDError as error:
        raise (encrypted if "encrypted" in str(error) else damaged)(name) from error
    except (CompDocError, *CRASHES) as error:
        raise damaged(name) from error
