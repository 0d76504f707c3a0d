"""The sheet that lists the problems of a file, and how it is known again, so that it is never taken for a table."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence

from subsidy_ledger.importing.intake import Cell

PROBLEM_SHEET = "Problems-Problemen-Problèmes"
# Stands in A1 whatever the sheet is called later, and in whichever language the rest of it is.
MARK = "subsidy-ledger: problems, problemen, problèmes"
# Stands behind the list as this program writes it; no program that saves the workbook keeps it.
UNTOUCHED = "<!--as written by subsidy-ledger-->"
SHEETS = "xl/worksheets/"


def is_problem_sheet(name: str, rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether this program wrote the sheet: by its name, or by the mark in its first cell."""
    if name.strip().casefold().startswith(PROBLEM_SHEET.casefold()):
        return True
    return bool(rows) and bool(rows[0]) and rows[0][0] == MARK


def is_untouched(data: bytes) -> bool:
    """Whether a file is a problem workbook as this program wrote it, with nobody's work in it since."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return any(
                package.read(info).endswith(UNTOUCHED.encode())
                for info in package.infolist()
                if info.filename.startswith(SHEETS)
            )
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
        return False
