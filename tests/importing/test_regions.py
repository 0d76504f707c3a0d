"""Several tables on one sheet: below and beside each other, told apart, refused or pointed out, read by their part."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from builders import write_sheets
from command import ledger
from subsidy_ledger.errors import Refused, WrongUse
from subsidy_ledger.importing.dialect import Dialect
from subsidy_ledger.importing.finding.areas import cut, sheet_named
from subsidy_ledger.importing.finding.rows import read_rows
from subsidy_ledger.importing.finding.table import find_table, find_tables
from subsidy_ledger.importing.intake import Cell, Flaw
from table_builders import amounts, sheet, workbook

Rows = Sequence[Sequence[Cell]]
LIST: Rows = (("Datum", "Leverancier", "Bedrag"), ("03/04/2019", "Zenne", 5.0), ("13/04/2019", "Marolle", 7.0))
OTHER: Rows = (("Naam", "Totaal", "Datum"), ("Lonen", 9.0, "30/04/2019"))
RECAP: Rows = (("Sector", "Totaal"), ("G2.1", 5.0), ("G2.2", 7.0))


def test_a_table_below_another_ends_it_and_is_told_in_money() -> None:
    """Lost otherwise: a recap below the list would be claimed a second time."""
    (table,) = find_tables(workbook(sheet(*LIST, (), ("Samenvatting",), *RECAP)))
    assert (table.sheet.place, amounts(read_rows(table, Dialect()))) == ("Blad1!1:5", [500, 700])
    said = " ".join(map(str, table.notes))
    assert '"Blad1!6:8" looks like a table too (2 lines, 12.00) and is not read: --sheet names it' in said


def test_a_table_above_the_better_one_is_told_too() -> None:
    """Lost otherwise: lines above the headings that were chosen would be left out without a word."""
    (table,) = find_tables(workbook(sheet(*RECAP, (), *LIST)))
    assert (table.sheet.place, table.header_row) == ("Blad1!5:7", 5)
    assert '"Blad1!1:4" looks like a table too (2 lines, 12.00)' in " ".join(map(str, table.notes))


def test_two_tables_that_say_as_much_are_refused_and_can_both_be_read() -> None:
    """Lost otherwise: the lower list would be read with the columns of the upper one, or left out."""
    book = workbook(sheet(*LIST, (), *OTHER))
    with pytest.raises(Refused, match=r'"Blad1!1:4" \(2 lines, 12.00\); "Blad1!5:6" \(1 line, 9.00\)') as refused:
        find_tables(book)
    assert refused.value.code == "tables-ambiguous"
    assert '--sheet "Blad1!1:4" --sheet "Blad1!5:6"' in str(refused.value)
    upper, lower = find_tables(book, sheets=("Blad1!1:4", "Blad1!5:6"))
    assert dict(lower.columns) == {"supplier": 0, "amount": 1, "invoice_date": 2}
    assert (lower.header_row, amounts(read_rows(upper, Dialect())), amounts(read_rows(lower, Dialect()))) == (
        5, [500, 700], [900],
    )  # fmt: skip
    assert find_table(book, header_row=5).sheet.place == "Blad1"
    assert amounts(read_rows(find_table(book, header_row=1), Dialect())) == [500, 700]


def test_tables_side_by_side_are_refused_and_read_by_their_columns() -> None:
    """Lost otherwise: the amounts of one month would be claimed with the suppliers of another."""
    twice = [(*row, "", *row) for row in LIST]
    book = workbook(sheet(*twice))
    with pytest.raises(Refused, match=r'"Blad1!A:C" \(2 lines, 12.00\); "Blad1!E:G" \(2 lines, 12.00\)'):
        find_tables(book)
    tables = find_tables(book, sheets=("blad1!a:c", "Blad1!E:G"))
    assert [dict(t.columns) for t in tables] == [
        {"invoice_date": 0, "supplier": 1, "amount": 2}, {"invoice_date": 4, "supplier": 5, "amount": 6},
    ]  # fmt: skip


def test_a_blank_column_within_a_table_does_not_part_it() -> None:
    """Lost otherwise: the sector behind a separating column would be lost."""
    rows = [(*row, "", code) for row, code in zip(LIST, ("Sector", "G2.1", "G2.2"), strict=True)]
    assert find_table(workbook(sheet(*rows))).columns["objective"] == 4


@pytest.mark.parametrize("headed", [True, False])
def test_a_recap_beside_the_list_is_none_of_its_lines(headed: bool) -> None:
    """Lost otherwise: "Totaal" in a recap would take the line beside it out of the books."""
    beside: list[Sequence[Cell]] = [("Sector", "Som") if headed else ("", ""), ("G2.1", 5.0), ("Totaal", 12.0)]
    rows = [(*row, "", *recap) for row, recap in zip(LIST, beside, strict=True)]
    extra: Sequence[Cell] = ("", "", "", "", "nota", 1.0)
    table = find_table(workbook(sheet(*rows, extra)))
    reading = read_rows(table, Dialect())
    assert (amounts(reading), [row.number for row in reading.notes]) == ([500, 700], [4])
    assert reading.rows[1].cells[4:] == ("Totaal", "12")
    assert "columns E to F stand beside the table and are not read" in " ".join(map(str, table.notes))


def test_two_parts_of_one_sheet_are_one_plan_and_come_once(url: str, tmp_path: Path) -> None:
    """Lost otherwise: the second table of a sheet would be refused as the same file, or claimed again."""
    rows = [(*row, None, *row) for row in (("Dienstjaar", "Leverancier", "Bedrag"), (2019, "Zenne", 5.0))]
    file = write_sheets(tmp_path / "t.xlsx", {"Blad1": rows})
    one, other = ("--sheet", "Blad1!A:C"), ("--sheet", "Blad1!E:G")
    assert ledger(url, "import", file, *one, "--yes").code == 0
    both = ledger(url, "import", file, *one, *other, "--yes", "--format", "json").json
    assert [(p["rows"]["new"], p["rows"]["known"]) for p in both] == [(0, 1), (1, 0)]
    assert ledger(url, "import", file, *one, *other, "--yes", "--format", "json").json[1]["rows"]["new"] == 0


def test_parts_are_named_as_spreadsheets_name_them() -> None:
    """Lost otherwise: what the refusal shows could not be typed."""
    book = workbook(sheet(*LIST, name="A!B"), sheet(*LIST, name="Blad 2"))
    assert sheet_named(book, "a!b").area == ""
    assert sheet_named(book, "A!B!$A$2:$B$3").rows == ((), ("03/04/2019", "Zenne"), ("13/04/2019", "Marolle"))
    assert sheet_named(book, "'Blad 2'!B:B").place == "Blad 2!B:B"
    assert sheet_named(workbook(sheet(*LIST)), "!2:2").rows == ((), LIST[1])
    with pytest.raises(WrongUse, match="Blad 2"):
        sheet_named(book, "Blad 3!A:B")
    for wrong in ("Blad 2!B:A", "Blad 2!A1:B", "Blad 2!0:4", "Blad 2!:"):
        with pytest.raises(WrongUse, match="A24:C60"):
            sheet_named(book, wrong)


def test_parts_that_overlap_are_wrong_use() -> None:
    """Lost otherwise: the lines that two parts have in common would be claimed twice."""
    book = workbook(sheet(*LIST, *LIST))
    with pytest.raises(WrongUse, match="claimed twice"):
        find_tables(book, sheets=("Blad1!1:4", "Blad1!3:6"))
    assert len(find_tables(book, sheets=("Blad1!1:3", "Blad1!4:6"))) == 2


def test_what_is_hidden_or_flawed_outside_a_part_is_not_told_of_it() -> None:
    """Lost otherwise: a part would be refused for a cell that nobody asked for."""
    whole = sheet(
        *LIST, flaws={(1, 2): Flaw("error", "#REF!"), (2, 0): Flaw("error", "#N/A")}, hidden=frozenset({1, 2})
    )
    part = cut(whole, range(2, 3), range(1, 3))
    assert (part.flaws, part.hidden_rows, part.area) == ({}, frozenset({2}), "B3:C3")


def test_a_column_apart_that_also_names_sections_and_totals_is_the_tables() -> None:
    """Lost otherwise: the descriptions to the left of an empty column would be taken for a legend, and dropped."""
    rows: Rows = (
        ("Omschrijving", "", "Boekstuknr", "Leverancier", "Bedrag"), ("Deel 1",), ("affiches", "", "D1", "Zenne", 5.0),
        ("huur", "", "D2", "Marolle", 7.0), ("Subtotaal", "", "", "", 12.0),
    )  # fmt: skip
    table = find_table(workbook(sheet(*rows)))
    assert (table.columns["description"], table.beside) == (0, frozenset())
    middle = [(*row[2:3], "", *row[:1], "", *row[3:]) if len(row) > 1 else ("",) for row in rows]
    assert find_table(workbook(sheet(*middle))).columns["description"] == 2


def test_dates_behind_an_empty_column_are_the_tables_however_few() -> None:
    """Lost otherwise: the payments of the first lines would be taken for a short legend, and dropped."""
    lines = [(f"D{n}", 5.0, "", "03/05/2019" if n < 3 else "") for n in range(9)]
    rows: Rows = (("Boekstuknr", "Bedrag", "", "Betaaldatum"), *lines)
    assert find_table(workbook(sheet(*rows))).columns["payment_date"] == 3
