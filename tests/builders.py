"""Making ledgers, workbooks and lines for tests in one line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from subsidy_ledger.agreements import builtin
from subsidy_ledger.operations.importing import Posted, make_plan, post, read_files
from subsidy_ledger.operations.request import Request
from subsidy_ledger.operations.session import Session
from subsidy_ledger.operations.setup import init

MORNING = datetime(2020, 1, 6, 8, 0, tzinfo=UTC)


class Clock:
    """A clock that goes one minute further every time it is looked at."""

    def __init__(self, start: datetime = MORNING) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


def session_of(url: str, by: str = "officer") -> Session:
    return Session(url, by=by, now=Clock())


def init_ledger(url: str) -> None:
    """The schema and the built-in agreement, recorded on 6 January 2020."""
    here = Session(url, by="set-up", now=lambda: MORNING)
    init(here)
    here.database.engine.dispose()


HEADER = ("Dienstjaar", "Boekstuknr", "Factuurdatum", "Leverancier", "Omschrijving", "Activiteitssector", "Bedrag")


def write_workbook(path: Path, rows: Sequence[Sequence[Any]], header: Sequence[str] = HEADER) -> Path:
    """An .xlsx with one sheet: the header in row 1, the rows below; formulas come with their values."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy", "strings_to_formulas": False})
    sheet = book.add_worksheet("Blad1")
    for r, row in enumerate((header, *rows)):
        for c, value in enumerate(row):
            if value is not None:
                sheet.write(r, c, value)
    book.close()
    return path


def write_sheets(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """An .xlsx with these rows, from A1 on, on each of its sheets."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy", "strings_to_formulas": False})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value is not None:
                    sheet.write(r, c, value)
    book.close()
    return path


def write_csv(path: Path, rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> Path:
    path.write_text("\n".join(";".join(row) for row in (header, *rows)) + "\n", encoding="utf-8")
    return path


def import_file(here: Session, *files: Path, **wishes: Any) -> Posted | None:
    """Plans and posts; None when nothing was new."""
    request = Request(tuple(str(f) for f in files), **wishes)
    return post(here, make_plan(here, request, read_files(request)))


def other_agreement(code: str = "ghent-2018-2019", beneficiary: str = "ghent", **changes: str) -> str:
    """The built-in agreement as another city, or the same one, might have it."""
    text = builtin().replace('code = "brussels-2018-2019"', f'code = "{code}"', 1)
    text = text.replace('beneficiary = "brussels"', f'beneficiary = "{beneficiary}"', 1)
    for old, new in changes.items():
        text = text.replace(old, new)
    return text
