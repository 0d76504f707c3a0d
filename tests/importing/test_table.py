"""Finding the table: below titles, on the right sheet; two equally good readings are refused."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from subsidy_ledger.errors import Refused, WrongUse
from subsidy_ledger.i18n import words_of
from subsidy_ledger.importing.finding.table import find_table
from subsidy_ledger.importing.intake import Cell, Sheet, Table, Workbook

HEADER = ("Dienstjaar", "Leverancier", "Bedrag")
LINES = ((2019.0, "Zenne", 5.0), (2019.0, "Marolle", 7.0))


def book(*sheets: tuple[str, Sequence[Sequence[Cell]]], hidden: tuple[str, ...] = ()) -> Workbook:
    made = tuple(Sheet(name, name not in hidden, tuple(map(tuple, rows))) for name, rows in sheets)
    return Workbook("f.xlsx", "0" * 64, 1, "xlsx", made)


def find(workbook: Workbook, **options: object) -> Table:
    return find_table(workbook, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("above", range(0, 39, 6))
def test_the_header_is_found_below_titles(above: int) -> None:
    """Lost otherwise: an export with a title would have to be edited before it can be read."""
    titles: list[Sequence[Cell]] = [("Stad Brussel - uitgaven 2019",), (), ("Bedrag in EUR", "")] * 13
    table = find(book(("Blad1", [*titles[:above], HEADER, *LINES])))
    assert (table.header_row, dict(table.columns)) == (above + 1, {"year": 0, "supplier": 1, "amount": 2})


def test_the_sheet_with_most_fields_is_read_and_the_others_are_named() -> None:
    """Lost otherwise: a pivot in front would be imported, or a second table left out in silence."""
    table = find(
        book(("Draaitabel", [("Totaal", "x"), ("a", 3.0)]), ("Lijst", [HEADER, *LINES]), ("Nota", [("hallo",)]))
    )
    assert table.sheet.name == "Lijst"
    said = " ".join(map(str, table.notes))
    assert "Draaitabel" in said
    assert "Nota" in said


def test_two_sheets_with_the_same_headings_are_refused_with_both_named() -> None:
    """Lost otherwise: half of the year would be left out."""
    workbook = book(("2018", [HEADER, *LINES]), ("2019", [("title",), HEADER, *LINES, *LINES]))
    with pytest.raises(
        Refused, match=r'"2018" \(2 lines, 12.00\); "2019" \(4 lines, 24.00\).*--sheet "2018" --sheet "2019"'
    ):
        find(workbook)
    assert find(workbook, sheet="2018").sheet.name == "2018"


def test_hidden_sheets_are_read_only_when_named() -> None:
    """Lost otherwise: an old version somebody hid would be claimed."""
    workbook = book(("oud", [HEADER, *LINES]), ("nieuw", [("Leverancier", "Bedrag"), ("a", 1.0)]), hidden=("oud",))
    assert find(workbook).sheet.name == "nieuw"
    assert find(workbook, sheet="OUD").sheet.name == "oud"


def test_columns_are_mapped_by_letter_or_heading() -> None:
    """Lost otherwise: a column with a name of its own could never be read."""
    rows: list[Sequence[Cell]] = [("Wie", "Wat", "Te betalen"), ("Zenne", "x", 5.0)]
    table = find(book(("B", rows)), header_row=1, mapping={"amount": "te betalen", "supplier": "A"})
    assert dict(table.columns) == {"supplier": 0, "amount": 2}
    assert table.unused == (1,)
    with pytest.raises(WrongUse, match="Te betalen"):
        find(book(("B", rows)), header_row=1, mapping={"amount": "Betaald bedrag"})
    with pytest.raises(WrongUse, match="supplier"):
        find(book(("B", rows)), mapping={"leverancier": "A"})


def test_an_unknown_sheet_comes_with_those_there_are() -> None:
    """Lost otherwise: the officer would have to open the file to see how it is called."""
    with pytest.raises(WrongUse, match="Blad1"):
        find(book(("Blad1", [HEADER])), sheet="Blad2")


@pytest.mark.parametrize("rows", [[], [("Leverancier", "Datum")], [(1.0, 2.0)], [("Bedrag",)], [("Zomaar een nota",)]])
def test_a_file_without_a_table_says_what_is_needed(rows: list[Sequence[Cell]]) -> None:
    """Lost otherwise: a letter saved as a workbook would be imported as nothing."""
    with pytest.raises(Refused, match="--map amount=F"):
        find(book(("Blad1", rows)))


def test_the_sums_of_columns_are_said_as_the_person_writes_amounts() -> None:
    """Lost otherwise: a Dutch sentence would show 1 234.50 for 1.234,50."""
    with pytest.raises(Refused) as refused:
        find(book(("Blad1", [("Wat", "Waarde"), ("brood", 1234.5)])))
    assert "1.234,50" in words_of("nl").say(refused.value.sentence)


def test_a_column_of_years_is_the_last_that_could_be_the_amount() -> None:
    """Lost otherwise: the first column would be proposed as the amount, and a hasty officer would claim years."""
    rows: list[Sequence[Cell]] = [("Jaar", "Leverancier", "Waarde"), (2018.0, "Bakker", 40.0), (2019.0, "Slager", 2.0)]
    with pytest.raises(Refused, match=r'C "Waarde" \(42\.00\).*--map amount=C'):
        find(book(("Blad1", rows)))
