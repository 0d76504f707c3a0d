"""The refusals that more than one step of opening a file can give."""

from __future__ import annotations

from subsidy_ledger.errors import Refused


def damaged(name: str) -> Refused:
    return Refused(
        "file-damaged",
        "{file} is damaged or not written the way spreadsheets are, and cannot be read with certainty. "
        "Open it in Excel or LibreOffice, save it as a new .xlsx and import that.",
        file=name,
    )


def encrypted(name: str) -> Refused:
    return Refused(
        "file-encrypted",
        "{file} is protected with a password. Open it, save it without the password and import that.",
        file=name,
    )


def not_a_spreadsheet(name: str) -> Refused:
    return Refused(
        "not-a-spreadsheet",
        "{file} is not a spreadsheet and not text. Import the workbook (.xlsx, .xlsm, .xls, .ods) or a .csv file.",
        file=name,
    )
