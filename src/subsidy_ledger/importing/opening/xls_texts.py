"""Mends the texts of .xls files whose every other character came out as NUL (WinBooks writes such files)."""

from __future__ import annotations

import io
from collections.abc import Iterator

from subsidy_ledger.importing.opening.delivery import Delivery
from subsidy_ledger.importing.opening.reader import SheetValues
from subsidy_ledger.importing.opening.reader_xls import CRASHES
from subsidy_ledger.importing.opening.refusals import damaged


def mend_texts(delivery: Delivery, sheets: list[SheetValues]) -> None:
    """Put xlrd's text wherever a text has NULs in it; Refused when xlrd has no text there either.

    Leaving out the NULs would not do: such a text is also cut off half-way.
    """
    spoilt = [(sheet, row, column) for sheet in sheets for row, column in _spoilt(sheet)]
    if not spoilt:
        return
    texts = _texts(delivery)
    for sheet, row, column in spoilt:
        text = texts.get((sheet.index, row, column), "\x00")
        if "\x00" in text:
            raise damaged(delivery.name)
        sheet.rows[row][column] = text


def _spoilt(sheet: SheetValues) -> Iterator[tuple[int, int]]:
    for number, row in enumerate(sheet.rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str) and "\x00" in cell:
                yield number, column


def _texts(delivery: Delivery) -> dict[tuple[int, int, int], str]:
    """Every text as xlrd reads it, by sheet, row and column, all from 0."""
    from xlrd import XL_CELL_TEXT, XLRDError, open_workbook
    from xlrd.compdoc import CompDocError

    try:
        book = open_workbook(file_contents=delivery.data, logfile=io.StringIO(), ignore_workbook_corruption=True)
    except (XLRDError, CompDocError, *CRASHES) as error:
        raise damaged(delivery.name) from error
    return {
        (index, row, column): cell.value
        for index, sheet in enumerate(book.sheets())
        for row in range(sheet.nrows)
        for column, cell in enumerate(sheet.row(row))
        if cell.ctype == XL_CELL_TEXT
    }
