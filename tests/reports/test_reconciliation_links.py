"""The ways through the workbook lead from figures to their lines, and from lines to the file they came from."""

from __future__ import annotations

from dataclasses import replace

from ledger_builders import CHECKS, YEAR, entry, expense, findings, ledger_of, mixed_ledger, reversal
from reconciliation_reading import book_of, rows_of
from subsidy_ledger.domain.records import Import
from subsidy_ledger.i18n import ENGLISH
from subsidy_ledger.render.excel_words import said_book
from subsidy_ledger.reports.reconciliation.workbook import reconciliation


def test_a_code_leads_to_its_first_line_and_a_line_to_its_import() -> None:
    """Lost otherwise: the auditor would look for the lines of a figure by hand, among thousands."""
    book = book_of(mixed_ledger(200))
    expenses = rows_of(book.block("expenses"))
    for key, column, named in (("position", "code", "of_grant"), ("objectives", "code", "code")):
        block = book.block(key)
        rows = rows_of(block)
        assert len(block.links) > 1
        for (row, at), goal in block.links.items():
            assert (at, goal.block) == (column, "expenses")
            firsts = [n for n, line in enumerate(expenses) if line[named] == rows[row][column]]
            assert goal.row == firsts[0]
    imports = rows_of(book.block("imports"))
    links = book.block("expenses").links
    assert {at for _, at in links} == {"import"}
    assert all(imports[goal.row]["import"] == expenses[row]["import"] for (row, _), goal in links.items())
    assert len(links) == sum(1 for line in expenses if line["import"] is not None)


def test_findings_and_changes_lead_to_the_first_of_their_lines_that_stands_there() -> None:
    """Lost otherwise: a finding would name lines, and leave the auditor to find them."""
    old = expense(12, 1000, "G2.1")
    lines = (old, replace(reversal(old, 14), entry=2), expense(13, 5, "R1.1"))
    ledger = ledger_of(lines, entries=(entry(1), replace(entry(2), kind="correction")))
    book = said_book(reconciliation(ledger, findings(), CHECKS, YEAR), ENGLISH)
    assert [(place, goal.row) for place, goal in book.block("findings").links.items()] == [((0, "finding"), 0)]
    assert [(place, goal.row) for place, goal in book.block("changes").links.items()] == [((0, "entry"), 0)]


def test_the_cover_leads_to_every_sheet() -> None:
    """Lost otherwise: nine sheets, and no table of contents."""
    book = book_of(mixed_ledger(5))
    goals = [goal.block for goal in book.block("cover_reading").links.values()]
    assert goals == [sheet.blocks[0].table.key for sheet in book.sheets[1:]]


def test_a_line_without_an_import_leads_nowhere() -> None:
    """Lost otherwise: a link to nothing, which a spreadsheet answers with an error."""
    line = replace(expense(1, 5, "G2.1"), source=None)
    batch = Import(1, 1, "f.xlsx", "", "Blad1", 1, "city", (), (), 1, 1, 0, 0, 0, 5)
    assert book_of(ledger_of([line], imports=(batch,))).block("expenses").links == {}
