"""What the cells of a workbook say that this program wrote and a person filled in."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from subsidy_ledger.importing.intake import Cell, Sheet

# Digits beyond these are the dust of binary fractions.
DUST = Decimal("0.000001")
CENT = Decimal("0.01")
MOMENT = timedelta(seconds=1)
# More is no amount; and a decimal holds no cents of 1E+300.
EUROS_MAX = 10**13


def cell_at(sheet: Sheet, row: int, column: int) -> Cell:
    """What stands there, rows and columns from 0; a flaw (#REF!) as it is shown."""
    flaw = sheet.flaws.get((row, column))
    if flaw is not None:
        return flaw.shown
    cells = sheet.rows[row] if row < len(sheet.rows) else ()
    return cells[column] if column < len(cells) else None


def is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def text_of(cell: Cell) -> str:
    """As a person would read it back; blanks that no eye sees make no difference."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if (cell.hour, cell.minute, cell.second) == (0, 0, 0) else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return " ".join(str(cell).split()) if cell is not None else ""


def whole_of(cell: Cell) -> int | None:
    """A whole number; None for anything else."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return None
    return int(cell) if int(cell) == cell else None


def cents_of(cell: Cell) -> int | None:
    """An amount with two decimals at most, in cents; None for anything else, texts that look like amounts too."""
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not abs(cell) <= EUROS_MAX:
        return None
    value = Decimal(repr(cell))
    rounded = value.quantize(CENT)
    return int(rounded.scaleb(2)) if abs(value - rounded) < DUST else None


def day_of(cell: Cell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else None


def is_same(found: Cell, made: Cell) -> bool:
    """Numbers to the dust of binary fractions, moments to the second, texts without blanks that no eye sees."""
    if isinstance(found, int | float) and isinstance(made, int | float) and is_number(found) and is_number(made):
        return abs(found - made) < DUST
    if is_number(found) != is_number(made):
        return False
    if isinstance(found, datetime) and isinstance(made, datetime):
        return abs(found - made) < MOMENT
    return text_of(found) == text_of(made)
