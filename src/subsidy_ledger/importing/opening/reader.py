"""The values of a workbook's cells, as python-calamine reads them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

from subsidy_ledger.importing.intake import Cell, Merge
from subsidy_ledger.importing.opening.delivery import Delivery
from subsidy_ledger.importing.opening.merges import from_ranges
from subsidy_ledger.importing.opening.refusals import damaged

Rows = list[list[Cell]]


@dataclass(frozen=True, slots=True)
class SheetValues:
    """One sheet of cells; `index` is its place in the workbook, charts and macro sheets counted; rows from A1."""

    index: int
    name: str
    visible: bool
    rows: Rows
    merges: tuple[Merge, ...] = ()


def read_values(delivery: Delivery) -> tuple[list[SheetValues], int]:
    """Every sheet that has cells, and the number of all sheets; Refused when the reader fails on any of them.

    Texts stay texts ("0640"), every number is a float, and "" stands for an empty cell.
    """
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with _crashes_refused(delivery.name):
        book = CalamineWorkbook.from_filelike(io.BytesIO(delivery.data))
        described = book.sheets_metadata
        return [
            SheetValues(
                index,
                sheet.name,
                sheet.visible == SheetVisibleEnum.Visible,
                trimmed(cast("Rows", (cells := book.get_sheet_by_index(index)).to_python(skip_empty_area=False))),
                from_ranges(cells.merged_cell_ranges),
            )
            for index, sheet in enumerate(described)
            if sheet.typ == SheetTypeEnum.WorkSheet
        ], len(described)


def trimmed(cells: Rows) -> Rows:
    """The rows without the empty cells and rows behind the last filled ones; a stray format makes thousands."""
    for row in cells:
        while row and row[-1] == "":
            row.pop()
    while cells and not cells[-1]:
        cells.pop()
    return cells


@contextmanager
def _crashes_refused(name: str) -> Iterator[None]:
    from python_calamine import CalamineError

    try:
        yield
    except (CalamineError, OSError, OverflowError, TypeError, ValueError) as error:
        raise damaged(name) from error
    except BaseException as crash:
        # A panic inside calamine passes by every `except Exception`, and its class cannot be imported.
        if (type(crash).__module__, type(crash).__name__) != ("pyo3_runtime", "PanicException"):
            raise
        raise damaged(name) from crash
