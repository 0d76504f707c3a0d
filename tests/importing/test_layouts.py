"""Headings as people draw them: over two rows, merged, in two languages, repeated, half empty, or not there at all."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from subsidy_ledger.errors import Refused, WrongUse
from subsidy_ledger.importing.dialect import Dialect
from subsidy_ledger.importing.finding.rows import read_rows
from subsidy_ledger.importing.finding.table import find_table
from subsidy_ledger.importing.intake import Cell, Merge, Sheet, Table
from table_builders import amounts, sheet, workbook

Rows = Sequence[Sequence[Cell]]
LINES: Rows = (("D1", "Zenne", 100.0, 21.0, 121.0), ("D2", "Marolle", 10.0, 2.1, 12.1))
GROUPED: Rows = (("Boekstuknr", "Leverancier", "Bedrag", "", ""), ("", "", "excl. btw", "btw", "incl. btw"))
ALL_FIVE = {"document_no": 0, "supplier": 1, "net_amount": 2, "vat_amount": 3, "amount": 4}


def find(*rows: Sequence[Cell], merges: Sequence[Merge] = (), **wishes: object) -> Table:
    return find_table(workbook(merged(*rows, merges=merges)), **wishes)  # type: ignore[arg-type]


def merged(*rows: Sequence[Cell], merges: Sequence[Merge] = ()) -> Sheet:
    return Sheet("Blad1", True, tuple(map(tuple, rows)), merges=tuple(merges))


@pytest.mark.parametrize("above", [0, 1, 37])
@pytest.mark.parametrize(
    "merges",
    [(), (Merge(0, 0, 1, 0), Merge(0, 1, 1, 1), Merge(0, 2, 0, 4))],
    ids=["drawn", "merged"],
)
def test_a_group_above_its_fields_is_read_with_them(above: int, merges: Sequence[Merge]) -> None:
    """Lost otherwise: the amount without VAT would be taken, or the second row of headings for a line."""
    moved = [Merge(m.top + above, m.left, m.bottom + above, m.right) for m in merges]
    table = find(*[("Uitgaven 2019",)] * above, *GROUPED, *LINES, merges=moved)
    assert (table.header_row, dict(table.columns)) == (above + 2, ALL_FIVE)
    assert table.headers[2] == "Bedrag excl. btw"
    assert f"rows {above + 1} to {above + 2} and are read together" in str(table.notes[0])


def test_fields_with_headings_beside_the_group_are_found_in_the_lower_row() -> None:
    """Lost otherwise: only one of the two usual ways to draw a group would be understood."""
    rows = (("", "", "Bedrag / Montant", "", ""), ("Stuk", "Naam", "excl. btw / HTVA", "btw / TVA", "incl. btw / TVAC"))
    assert dict(find(*rows, *LINES).columns) == ALL_FIVE


def test_a_group_tells_what_its_fields_are_about() -> None:
    """Lost otherwise: an amount that was only committed would be claimed as spent."""
    rows = (
        ("Leverancier", "Vastlegging", "", "Factuur", "", ""),
        ("", "nr", "bedrag", "nr", "datum", "bedrag"),
        ("Zenne", "V1", 500.0, "F1", "03/04/2019", 121.0),
    )
    found = find(*rows)
    assert dict(found.columns) == {
        "supplier": 0, "commitment_no": 1, "invoice_no": 3, "invoice_date": 4, "amount": 5
    }  # fmt: skip
    assert found.unused == (2,)


@pytest.mark.parametrize(
    ("group", "below"),
    [
        ("Factuur", ("Factuurnr", "Factuurdatum", "Bedrag incl. btw")),
        ("Factuur / Facture", ("Nr / N°", "Factuurdatum / Date de facture", "Totaal incl. btw / Total TVAC")),
        ("Pièce comptable", ("N° de pièce", "Date de la pièce", "Montant TVAC")),
    ],
)
def test_a_field_below_its_document_may_say_again_what_it_is_about(group: str, below: Sequence[str]) -> None:
    """Lost otherwise: the date below "Factuur" would not be read where it is called "Factuurdatum", nor the amount."""
    rows = (("Naam", group, "", ""), ("", *below), ("Zenne", "F1", "03/04/2019", 121.0))
    for merges in ([], [Merge(0, 1, 0, 3)]):
        table = find(*rows, merges=merges)
        columns = dict(table.columns)
        assert (columns["invoice_date"], columns["amount"], table.header_row, table.unused) == (2, 3, 2, ())


def test_two_amounts_below_one_group_are_refused_with_both_named() -> None:
    """Lost otherwise: the part of the city or that of the zone would be claimed, whichever stands first."""
    rows = (("Naam", "Bedrag", ""), ("", "Stad", "Zone"), ("Zenne", 5.0, 6.0))
    with pytest.raises(Refused, match='B "Bedrag Stad" and C "Bedrag Zone" can both be the amount'):
        find(*rows, merges=[Merge(0, 1, 0, 2)])


@pytest.mark.parametrize("third", [(), (("Document no", "Supplier", "Net", "VAT", "Amount"),)])
def test_headings_in_two_languages_one_below_the_other(third: Rows) -> None:
    """Lost otherwise: the French headings would be read as a line whose amount is "Montant"."""
    rows = (
        ("Boekstuknr", "Leverancier", "Netto", "BTW", "Bedrag"),
        ("N° de pièce", "Fournisseur", "HTVA", "TVA", "Montant"),
        *third,
    )
    table = find(("Stad Brussel",), *rows, *LINES)
    assert (table.header_row, dict(table.columns)) == (len(rows) + 1, ALL_FIVE)
    reading = read_rows(table, Dialect())
    assert (amounts(reading), reading.notes, reading.refused) == ([12100, 1210], (), ())


def test_units_and_column_numbers_below_the_headings_are_no_lines() -> None:
    """Lost otherwise: a printed form would be refused for a line that is none."""
    rows = (("Datum", "Naam", "Bedrag"), ("", "", "EUR"), ("(1)", "(2)", "(3)"), ("03/04/2019", "Zenne", 5.0))
    table = find(*rows)
    assert (table.header_row, amounts(read_rows(table, Dialect(dates="dmy")))) == (3, [500])


@pytest.mark.parametrize(
    "line",
    [("Zenne", "n.v.t.", "x"), ("", "Totaal", ""), ("Factuur", "zie nota", "Naam"), ("Sector 2 - preventie", "", "")],
)
def test_a_row_of_texts_below_the_headings_is_not_taken_for_more_of_them(line: Sequence[Cell]) -> None:
    """Lost otherwise: a line whose amount cannot be read would vanish among the headings."""
    reading = read_rows(find(("Naam", "Bedrag", "Nota"), line, ("Marolle", 7.0, "y")), Dialect())
    assert reading.table.header_row == 1
    assert 2 in {row.number for row in (*reading.refused, *reading.notes)}


def test_headings_that_stand_in_the_table_again_are_no_lines_and_are_told_apart_from_remarks() -> None:
    """Lost otherwise: every page of a printed list would have to be cleaned by hand."""
    rows = (
        *GROUPED, *LINES,
        *GROUPED, ("D3", "Zenne", 1.0, 0.0, 1.0),
        ("Boekstuknr", "Leverancier", "", "", "incl. btw"), ("D4", "Zenne", 2.0, 0.0, 2.0),
        ("Sector 2 - preventie", "", "", "", ""),
    )  # fmt: skip
    reading = read_rows(find(*rows), Dialect())
    assert amounts(reading) == [12100, 1210, 100, 200]
    assert [row.number for row in reading.notes] == [5, 6, 8, 10]
    assert reading.problems == ()


def test_a_column_without_heading_is_kept_and_told() -> None:
    """Lost otherwise: what stands under no heading would be left out without a word."""
    table = find(("Naam", "", "Bedrag"), ("Zenne", "let op", 5.0), ("Marolle", "", 6.0))
    assert dict(table.columns) == {"supplier": 0, "amount": 2}
    assert "column B has no heading and 1 filled cell" in str(table.notes[0])
    assert read_rows(table, Dialect()).rows[0].cells == ("Zenne", "let op", "5")


@pytest.mark.parametrize("header_row", [0, None])
def test_a_list_without_headings_begins_with_its_first_line(header_row: int | None) -> None:
    """Lost otherwise: the first payment of an export without headings would be eaten as its heading."""
    rows = (("Lijst 2019",), ("Zenne", "affiches", 5.0), ("Marolle", "huur", 6.0))
    table = find(*rows, header_row=header_row, mapping={"amount": "C", "supplier": "A"})
    assert (table.header_row, table.headers) == (0, ())
    reading = read_rows(table, Dialect())
    assert (amounts(reading), [row.number for row in reading.notes]) == ([500, 600], [1])
    assert "no headings" in str(table.notes[0])


def test_a_heading_of_unknown_words_is_seen_above_the_column_that_is_pointed_at() -> None:
    """Lost otherwise: the officer would have to count rows, or see her own heading refused as a line."""
    table = find(("titel",), ("Wie", "Wat", "Te betalen"), ("Zenne", "x", 5.0), mapping={"amount": "C"})
    assert (table.header_row, table.headers) == (2, ("Wie", "Wat", "Te betalen"))


def test_no_headings_need_letters() -> None:
    """Lost otherwise: nobody would learn how a list without headings is read."""
    with pytest.raises(WrongUse, match="--map amount=F"):
        find(("Naam", "Bedrag"), ("Zenne", 5.0), header_row=0)


def test_any_row_of_the_headings_names_them() -> None:
    """Lost otherwise: --header-row would have to be the last of them, and cut the group off if it is not."""
    for row in (1, 2):
        table = find(*GROUPED, *LINES, header_row=row)
        assert (table.header_row, dict(table.columns)) == (2, ALL_FIVE)
    assert find(*GROUPED, *LINES, mapping={"claimed": "btw"}).columns["claimed"] == 3


def test_without_an_amount_the_columns_of_numbers_are_shown() -> None:
    """Lost otherwise: an officer would be told that there is no amount, with the amounts before her eyes."""
    rows = (("Jaar", "Fournisseur", "Code", "Te betalen"), (2019.0, "Zenne", 7.0, 5.5), (2019.0, "Marolle", 8.0, 6.0))
    with pytest.raises(Refused, match=r'row 1 .*D "Te betalen" \(11.50\).*--map amount=D') as refused:
        find(*rows)
    assert refused.value.code == "no-table"


def test_sheets_read_alone_have_what_is_merged_in_them() -> None:
    """Lost otherwise: a merged group would reach over the field beside it."""
    rows = (("Bedrag", "", ""), ("excl. btw", "incl. btw", "Datum"), (1.0, 1.21, "03/04/2019"))
    table = find(*rows, merges=[Merge(0, 0, 0, 1)])
    assert dict(table.columns) == {"net_amount": 0, "amount": 1, "invoice_date": 2}
    assert sheet(*rows).merges == ()


def test_a_group_that_is_not_merged_ends_where_a_heading_needs_none() -> None:
    """Lost otherwise: the amounts behind "Facture" would be amounts of something else, its number no invoice's."""
    rows = (
        ("", "Facture", "", "", "", ""), ("N°", "date", "n°", "Objet", "Montant total", "Montant éligible"),
        (1.0, "03/04/2019", "F1", "loyer", 5.0, 4.0),
    )  # fmt: skip
    assert dict(find(*rows).columns) == {
        "line_no": 0, "invoice_date": 1, "invoice_no": 2, "description": 3, "amount": 4, "claimed": 5,
    }  # fmt: skip


def test_the_first_section_and_the_titles_are_no_part_of_the_headings() -> None:
    """Lost otherwise: a section would be swallowed by the headings, and they would begin in the titles."""
    rows = (
        ("Service", "Prévention"), ("", "Liste du 14/03/2020"), ("Line\nN° d'ordre", "Date\nDate", "Amount\nMontant"),
        ("Part 1: prevention",), (1.0, "25/03/2019", 5.0),
    )  # fmt: skip
    table = find(*rows)
    assert (table.header_row, len(table.headings)) == (3, 1)


def test_what_stands_above_the_headings_may_stand_there_again() -> None:
    """Lost otherwise: the group above the amounts would be refused as an amount on every page but the first."""
    page: Rows = (("", "", "Bedrag", "", ""), ("Boekstuknr", "Leverancier", "excl. btw", "btw", "incl. btw"))
    reading = read_rows(find(*page, LINES[0], *page, LINES[1]), Dialect())
    assert (amounts(reading), [row.number for row in reading.notes]) == ([12100, 1210], [4, 5])
    assert reading.problems == ()


def test_a_number_of_a_contract_is_not_suggested_as_the_amount() -> None:
    """Lost otherwise: an officer who follows the suggestion would claim the numbers of her contracts."""
    rows = (("Contract ID", "Jaar", "Te geven"), (30678.0, 2019.0, 5.5), (30679.0, 2019.0, 6.0))
    with pytest.raises(Refused, match=r"their sums: C \"Te geven\" \(11.50\)\. .*: --map amount=C"):
        find(*rows)
    with pytest.raises(Refused, match="no headings with an amount were found"):
        find(*(row[:2] for row in rows))
