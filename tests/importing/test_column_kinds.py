"""Whole columns: currencies, percents, texts among numbers, damaged identifiers: refused by cell or told once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy_ledger.importing.cells.identifiers import completed
from subsidy_ledger.importing.dialect import Dialect
from subsidy_ledger.importing.finding.rows import read_rows
from subsidy_ledger.importing.finding.table import find_table
from subsidy_ledger.importing.intake import Cell, Reading, Sheet
from subsidy_ledger.importing.opening.number_format import Format, Formats, read_format
from table_builders import amounts, refusals, workbook

FRANCS, PERCENT, POWER = Format(currency="CHF"), Format(is_percent=True), Format(is_scientific=True)


def read(
    header: Sequence[str], *rows: Sequence[Cell], formats: dict[str, Format] | None = None, is_typed: bool = True
) -> Reading:
    """`formats` by cell, as Excel names them."""
    noted = Formats()
    for cell, form in (formats or {}).items():
        row = int(cell[1:]) - 1
        noted.add(range(row, row + 1), ord(cell[0]) - ord("A"), form)
    sheet = Sheet("Blad1", True, (tuple(header), *map(tuple, rows)), formats=noted, is_typed=is_typed)
    return read_rows(find_table(workbook(sheet)), Dialect(), file="f.xlsx")


def warnings(reading: Reading) -> list[tuple[str, str]]:
    return [(p.code, p.cell) for p in reading.problems if p.severity == "warning"]


def notes(reading: Reading) -> list[str]:
    return [str(note) for note in reading.dialects]


def test_an_amount_in_another_currency_is_refused_by_cell() -> None:
    """Lost otherwise: 100 francs would be claimed as 100 euros."""
    reading = read(("Naam", "Bedrag"), ("a", 5.0), ("b", 6.0), ("c", 0.0), formats={"B3": FRANCS, "B4": FRANCS})
    assert refusals(reading) == [("currency-foreign", "B3")]
    assert "CHF" in str(reading.problems[0].message)
    assert (amounts(reading), len(reading.zero)) == ([500], 1)


def test_a_currency_outside_the_money_says_nothing() -> None:
    """Lost otherwise: a budget in another column would keep a list out."""
    assert read(("Naam", "Bedrag", "Koers"), ("a", 5.0, 1.1), formats={"C2": FRANCS, "A2": FRANCS}).problems == ()


def test_a_percentage_is_no_amount() -> None:
    """Lost otherwise: a rate of 21 % in the column of VAT would be 21 cents."""
    reading = read(("Naam", "Netto", "BTW"), ("a", 100.0, 0.21), formats={"C2": PERCENT})
    assert refusals(reading) == [("amount-is-percent", "C2")]
    assert "21 %" in str(reading.problems[0].message)


def test_thousands_that_only_the_format_shows_are_refused() -> None:
    """Lost otherwise: "12 k€" would be claimed as twelve euros."""
    form = read_format('0.0" k€"')
    assert form is not None
    assert refusals(read(("Naam", "Bedrag"), ("a", 12.0), formats={"B2": form})) == [("amount-in-thousands", "B2")]


def test_a_currency_that_each_computer_chooses_is_told_once() -> None:
    """Lost otherwise: an officer would not learn that the amounts were dollars where they were typed."""
    local = {f"B{row}": Format(is_local=True) for row in range(2, 10)}
    reading = read(("Naam", "Bedrag"), *[("a", 5.0)] * 8, formats=local)
    assert warnings(reading) == [("currency-unnamed", "B1")]
    assert "(B2, B3, B4, B5, B6, …)" in str(reading.problems[0].message)


def test_amounts_stored_as_text_are_told_once_and_never_of_a_csv_file() -> None:
    """Lost otherwise: a total of the workbook would be smaller than its lines, and nobody would know why."""
    rows: list[tuple[Cell, ...]] = [("a", "12,50"), ("b", 7.0), ("c", "x"), ("Totaal", 19.5)]
    reading = read(("Naam", "Bedrag"), *rows)
    assert warnings(reading) == [("numbers-as-text", "B1")]
    assert "B2" in str(reading.problems[-1].message)
    assert warnings(read(("Naam", "Bedrag"), *rows, is_typed=False)) == []


def test_words_about_vat_that_contradict_the_column_are_told() -> None:
    """Lost otherwise: amounts without VAT would stand for the cost of an invoice."""
    assert warnings(read(("Naam", "Bedrag"), ("a", "12,50 HT"), ("b", "7,00"), is_typed=False)) == [
        ("vat-contradicts", "B1")
    ]
    assert warnings(read(("Naam", "Bedrag"), ("a", "12,50 TTC"), is_typed=False)) == []


@pytest.mark.parametrize(
    ("heading", "cell", "cents"),
    [
        ("Bedrag (x 1000)", 12.345, 1234500), ("Montant (k€)", "1,5", 150000), ("Bedrag in duizenden", 3.0, 300000),
        ("Montant en milliers d'euros", 0.001, 100), ("Montant (M€)", 1.25, 125000000), ("Bedrag", 12.5, 1250),
        ("Bedrag x 1.000.000", 2.0, 200000000), ("Montant EUR TTC", 12.5, 1250),
    ],
)  # fmt: skip
def test_a_factor_in_the_heading_counts_and_is_told(heading: str, cell: Cell, cents: int) -> None:
    """Lost otherwise: a list in thousands would be claimed a thousand times too low."""
    reading = read(("Naam", heading), ("a", cell), is_typed=False)
    assert amounts(reading) == [cents]
    assert any("of euros, as" in note for note in notes(reading)) == (heading not in ("Bedrag", "Montant EUR TTC"))


def test_a_number_is_kept_as_its_format_shows_it() -> None:
    """Lost otherwise: document 0640 would go on record as 640."""
    four = read_format("0000")
    assert four is not None
    reading = read(("Boekstuknr", "Naam", "Bedrag"), (640.0, "a", 5.0), formats={"A2": four})
    assert reading.rows[0].values["document_no"] == "0640"
    assert reading.rows[0].cells[0] == "0640"


@pytest.mark.parametrize(
    ("cell", "form", "is_destroyed"),
    [
        (71700000000000.0, POWER, True),
        (7.1712e13, POWER, True),
        (71712345678901.0, POWER, False),
        (71700000000000.0, None, False),
        (717000.0, POWER, False),
        (1.2e15, None, True),
        (999999999999999.0, None, False),
        ("7,17E+13", None, True),
        ("7E05", None, False),
    ],
)
def test_a_number_that_was_saved_as_a_power_is_destroyed(cell: Cell, form: Format | None, is_destroyed: bool) -> None:
    """Lost otherwise: a thousand communications would be one, and all its payments doubles."""
    reading = read(("Factuurnr", "Naam", "Bedrag"), (cell, "a", 5.0), formats={"A2": form} if form else {})
    assert refusals(reading) == ([("identifier-destroyed", "A2")] if is_destroyed else [])


def test_long_numbers_that_all_end_in_zeros_are_told() -> None:
    """Lost otherwise: a csv file saved by a spreadsheet would hold numbers that no document has."""
    cut, whole = "1234567890123450", "1234567890123456"
    header = ("Factuurnr", "Naam", "Bedrag")
    assert warnings(read(header, (cut, "a", "5"), (cut, "b", "6"), is_typed=False)) == [("identifier-cut", "A1")]
    assert warnings(read(header, (cut, "a", "5"), (whole, "b", "6"), is_typed=False)) == []


def test_an_enterprise_number_gets_its_zero_back_where_the_check_digits_agree() -> None:
    """Lost otherwise: one supplier would be two, and its invoices never be compared."""
    cells: list[Cell] = [448056361.0, "448.056.361", "BE 448056361", "0448056361", 448056362.0, "NL448056361B01"]
    reading = read(("KBO", "Naam", "Bedrag"), *[(cell, "a", 5.0) for cell in cells])
    assert [row.values["supplier_no"] for row in reading.rows] == [
        "0448056361", "0448.056.361", "BE 0448056361", "0448056361", "448056362", "NL448056361B01",
    ]  # fmt: skip
    assert warnings(reading) == [("enterprise-number-short", "A1")]
    assert notes(reading) == [
        "3 enterprise numbers of nine digits have their leading zero back, which their check digits confirm "
        "(A2, A3, A4)"
    ]


@given(st.integers(10**6, 10**7 - 1))
def test_only_a_number_with_right_check_digits_is_completed(seven: int) -> None:
    """Lost otherwise: a wrong number would be made to look right."""
    whole = f"0{seven}{97 - seven % 97:02}"
    assert completed(whole[1:]) == whole
    wrong = f"{seven}{(97 - seven % 97) % 97 + 1:02}"
    assert wrong == whole[1:] or completed(wrong) is None


def test_numbers_that_are_shorter_than_those_with_zeros_are_told() -> None:
    """Lost otherwise: 641 would be taken for another document than 0641."""
    header = ("Boekstuknr", "Naam", "Bedrag")
    assert warnings(read(header, ("0640", "a", 5.0), (641.0, "b", 5.0))) == [("leading-zeros-lost", "A1")]
    assert warnings(read(header, ("0640", "a", 5.0), (1641.0, "b", 5.0))) == []
    assert warnings(read(header, ("0640", "a", 5.0), ("00641", "b", 5.0), (7.0, "c", 5.0))) == []
    assert warnings(read(header, ("0640", "a", "5"), ("641", "b", "5"), is_typed=False)) == []


def test_truth_values_and_dates_among_numbers_are_told() -> None:
    """Lost otherwise: a number that the spreadsheet has turned into something else would pass for the document's."""
    reading = read(("Factuurnr", "Naam", "Bedrag"), (date(2019, 3, 1), "a", 5.0), ("F2", True, 6.0))
    assert warnings(reading) == [("number-is-date", "A1"), ("truth-values", "B1")]
    assert amounts(reading) == [500, 600]
    assert refusals(read(("Factuurnr", "Naam", "Bedrag"), ("a", "b", True))) == [("not-an-amount", "C2")]
