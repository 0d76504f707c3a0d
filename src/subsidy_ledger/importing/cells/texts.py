"""A cell as the text a person would read: numbers without float noise, dates ISO."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from subsidy_ledger.importing.intake import Cell


def cell_text(cell: Cell) -> str:
    """448056361.0 is "448056361", 0.1 is "0.1", a date at midnight is "2019-03-01", nothing is ""."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell.total_seconds()) if isinstance(cell, timedelta) else str(cell)


def _number(value: float) -> str:
    if abs(value) >= 1e16 or value != value:
        return repr(value)
    if value.is_integer():
        return str(int(value))
    text = repr(value)
    return format(Decimal(text), "f") if "e" in text else text
