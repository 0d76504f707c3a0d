"""Merged cells in a list: said once for several lines they hold for each, and an amount so merged is refused."""

from __future__ import annotations

from subsidy_ledger.importing.dialect import Dialect
from subsidy_ledger.importing.finding.rows import read_rows
from subsidy_ledger.importing.finding.table import find_table
from subsidy_ledger.importing.intake import Cell, Flaw, Merge, Reading, Sheet
from table_builders import amounts, refusals, workbook

HEADER = ("Sector", "Factuurnr", "Leverancier", "Bedrag")


def reading(*rows: tuple[Cell, ...], merges: tuple[Merge, ...], flaws: dict[tuple[int, int], Flaw]) -> Reading:
    sheet = Sheet("Blad1", True, (HEADER, *rows), flaws=flaws, is_typed=True, merges=merges)
    return read_rows(find_table(workbook(sheet)), Dialect())


def test_a_text_merged_over_several_lines_holds_for_each() -> None:
    """Lost otherwise: all lines of a sector but the first would be untagged, and have no supplier."""
    rows = (
        ("G2.1", "F1", "Zenne", 5.0), ("", "F2", "", 7.0), ("", "", "Subtotaal", 12.0), ("G2.2", "F3", "Kaai", 1.0),
    )  # fmt: skip
    found = reading(*rows, merges=(Merge(1, 0, 3, 0), Merge(1, 2, 2, 2)), flaws={})
    told = [(row.values["objective"], row.values["supplier"], row.amount) for row in found.rows]
    assert told == [("G2.1", "Zenne", 500), ("G2.1", "Zenne", 700), ("G2.2", "Kaai", 100)]
    assert [total.number for total in found.totals] == [4]
    assert found.rows[1].cells == ("", "F2", "", "7")
    assert "2 merged cells are read for every row they cover (A2, C2)" in map(str, found.dialects)


def test_an_amount_merged_over_several_lines_is_refused_in_each() -> None:
    """Lost otherwise: one line would cost what three did, and the others be left out or told to have no amount."""
    rows = (("G2.1", "F1", "Zenne", 12.0), ("G2.2", "F2", "Kaai", ""), ("G2.2", "F3", "Kaai", 1.0))
    found = reading(*rows, merges=(Merge(1, 3, 2, 3),), flaws={})
    assert (refusals(found), amounts(found)) == ([("amount-merged", "D2"), ("amount-merged", "D3")], [100])


def test_lines_that_take_two_rows_of_the_sheet_are_lines() -> None:
    """Lost otherwise: a list whose lines are drawn two rows high could not be imported."""
    rows = (("G2.1", "F1", "Zenne", 12.0), ("", "", "", ""), ("G2.2", "F3", "Kaai", 1.0), ("", "", "", ""))
    merges = tuple(Merge(row, column, row + 1, column) for row in (1, 3) for column in range(4))
    found = reading(*rows, merges=merges, flaws={})
    assert (amounts(found), found.problems) == ([1200, 100], ())


def test_an_error_in_a_merged_cell_is_an_error_in_every_row() -> None:
    """Lost otherwise: the second line under #REF! would be posted without what stands there."""
    rows = (("", "F1", "Zenne", 12.0), ("", "F2", "Kaai", 3.0))
    found = reading(*rows, merges=(Merge(1, 0, 2, 0),), flaws={(1, 0): Flaw("error", "#REF!")})
    assert refusals(found) == [("error-cell", "A2"), ("error-cell", "A3")]


def test_a_section_merged_across_the_table_stays_a_remark() -> None:
    """Lost otherwise: the headings of sections would be lines without an amount."""
    rows = (("Deel 1", "", "", ""), ("G2.1", "F1", "Zenne", 12.0))
    found = reading(*rows, merges=(Merge(1, 0, 1, 3),), flaws={})
    assert (amounts(found), [row.number for row in found.notes], found.problems) == ([1200], [2], ())
