"""An untouched workbook reads back as it was written, whatever texts the ledger holds."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from ledger_builders import CHECKS, YEAR, expense, findings, ledger_of, mixed_ledger
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.i18n import LANGUAGES, words_of
from subsidy_ledger.importing.filled.filled import sheets_of
from subsidy_ledger.importing.filled.filled_in import cents_of
from subsidy_ledger.importing.opening.delivery import Delivery
from subsidy_ledger.operations.auditor_marks import FilledIn
from subsidy_ledger.operations.filled_in import read_back
from subsidy_ledger.render.excel import write_reconciliation
from subsidy_ledger.reports.reconciliation.workbook import reconciliation

ODD = (
    "a  b", " led by a blank", "two\nlines", "tab\tin it", "_x0041_", "bell\x07", "vertical\x0btab", "é́ combining",
    "\u00a0no-break", "1e5", "TRUE", "#REF!", "=1+1", "-0", "0.10", "31/03/2019", "x" * 33_000, "\U0001f600",
)  # fmt: skip


def read(ledger: Ledger, language: str = "en") -> FilledIn:
    words, buffer = words_of(language), io.BytesIO()
    book = reconciliation(ledger, findings(), CHECKS, YEAR, language=language)
    write_reconciliation(book, buffer, program_version="0", words=words)
    name = words.text("Expenses")
    sheets = {sheet.name: sheet for sheet in sheets_of(Delivery("a.xlsx", buffer.getvalue()))}
    filled = read_back(ledger, YEAR, sheets[name], words)
    assert filled is not None
    return filled


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nobody_touched_is_not_called_edited(language: str) -> None:
    """Lost otherwise: an auditor would be told that she edited what she never saw."""
    ledger = mixed_ledger()
    filled = read(ledger, language)
    assert (filled.problems, filled.marks) == ([], [])
    lines = [e for e in ledger.expenses if e.details.year == YEAR and e.details.entity == "city"]
    assert len(filled.blank) == sum(len({s.code for s in e.shares}) for e in lines)


def test_texts_that_spreadsheets_take_for_something_else_come_back() -> None:
    """Lost otherwise: one odd supplier name would refuse the whole workbook."""
    lines = [expense(n, 100 + n, "G1.1", supplier=text, description=text[::-1]) for n, text in enumerate(ODD, 1)]
    lines.append(replace(expense(99, 10**15, "G1.1"), shares=expense(99, 10**15, "G1.1").shares))
    filled = read(ledger_of(lines))
    assert [(p.cell, p.value, str(p.expected)) for p in filled.problems] == []


def test_amounts_are_numbers_to_the_cent() -> None:
    """Lost otherwise: dust of binary fractions would be refused, or a third decimal kept."""
    assert [cents_of(x) for x in (0.1 + 0.2, 60.1, 1, -0.01, 1e12 + 0.01)] == [30, 60_10, 1_00, -1, 10**14 + 1]
    assert [cents_of(x) for x in (1.005, "1", True, None, "")] == [None] * 5
