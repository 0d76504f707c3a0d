"""The auditor's workbook of a small ledger, with its cells by line and heading."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from builders import import_file, session_of, write_workbook
from command import ledger
from subsidy_ledger.i18n import words_of
from subsidy_ledger.operations.lines import tag
from subsidy_ledger.operations.session import Session
from subsidy_ledger.operations.submitting import submit
from subsidy_ledger.reports.reconciliation.lines import EXPENSES_COLUMNS

ROWS = [
    [2019, "D1", date(2019, 3, 1), "=1+1 Zenne", "zaal", "G1.1", 100.0],
    [2019, "0640", date(2019, 4, 1), "Marollen  & zonen", "drukwerk", "G2.1", 60.1],
    [2019, "D3", date(2019, 5, 1), "Zenne", "creditnota", "G1.1", -10.0],
    [2019, "D4", date(2019, 6, 1), "Atelier", "reserve", "G2.1", 45.0],
    [2019, "D5", date(2019, 6, 1), "Atelier", "vorming", None, 25.0],
    [2019, "D6", None, "Atelier", None, "R1.1", 20.0],
]


class Sheet:
    """The sheet Expenses of a workbook, its cells by line and heading."""

    def __init__(self, path: Path, language: str = "en") -> None:
        self.path, self.book, words = path, openpyxl.load_workbook(path), words_of(language)
        self.sheet = self.book[words.text("Expenses")]
        self.header = next(r for r in range(1, 20) if self.sheet.cell(r, 1).value == words.text("Line"))
        self.columns = {
            column.key: place for place, column in enumerate(EXPENSES_COLUMNS, 1)
            if self.sheet.cell(self.header, place).value == words.text(column.title)
        }  # fmt: skip

    def row(self, line: int, code: str | None = None) -> int:
        rows = range(self.header + 1, self.sheet.max_row + 1)
        return next(
            r for r in rows
            if self.sheet.cell(r, 1).value == line and code in (None, self.sheet.cell(r, 2).value)
        )  # fmt: skip

    def put(self, line: int, on: str | None = None, **values: Any) -> None:
        row = self.row(line, on)
        for key, value in values.items():
            self.sheet.cell(row, self.columns[key]).value = value

    def name(self, line: int, key: str) -> str:
        return str(self.sheet.cell(self.row(line), self.columns[key]).coordinate)

    def save(self) -> Path:
        self.book.save(self.path)
        return self.path


@pytest.fixture
def here(sqlite_url: str, tmp_path: Path) -> Session:
    session = session_of(sqlite_url, by="An Peeters")
    import_file(session, write_workbook(tmp_path / "1.xlsx", ROWS))
    tag(session, [1], "G2.1", Fraction(1, 4))
    submit(session, 2019, reserve=[4])
    return session


def exported(here: Session, tmp_path: Path, language: str = "en") -> Sheet:
    out = tmp_path / f"audit-{language}.xlsx"
    assert ledger(here.url, "--lang", language, "export", "reconciliation", "--year", "2019", out).code == 0
    return Sheet(out, language)
