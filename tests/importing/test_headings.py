"""Headings that look like another field, and columns between which nobody may choose for the officer."""

from __future__ import annotations

import time

import pytest

from subsidy_ledger.errors import Refused, WrongUse
from subsidy_ledger.importing.cells.columns import assign, field_of, plain
from subsidy_ledger.importing.finding.stacking import stacked
from subsidy_ledger.importing.finding.table import find_table
from table_builders import sheet, table, workbook


@pytest.mark.parametrize(
    "header",
    ["BTW %", "% BTW", "TVA (%)", "Leverancier nr", "Nr. leverancier", "N° fournisseur", "Bedrag (USD)",
     "Bedrag vastlegging", "Montant subvention", "idBeneficiaire", "Datum mandaat", "Montant (devis)"],
)  # fmt: skip
def test_a_heading_that_says_something_else_names_no_field(header: str) -> None:
    """Lost otherwise: a VAT rate would be added as VAT, a supplier's number be taken for its name."""
    assert field_of(header) is None


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("nomBeneficiaire", "supplier"), ("NOM_Beneficiaire", "supplier"), ("Nom du projet", "project"),
        ("Toelage / Allocation", "grant"), ("Allocation - Toelage", "grant"), ("Mandaat nr", "order_no"),
        ("Bedrag ten laste van de toelage", "claimed"), ("Total TVAC", "amount"), ("Débit (EUR)", "debit"),
    ],
)  # fmt: skip
def test_words_written_together_or_shared_by_fields_are_understood(header: str, field: str) -> None:
    """Lost otherwise: an export with its own spelling would have to be mapped by hand."""
    match = field_of(header)
    assert match is not None
    assert match.field == field


def test_a_word_of_two_fields_gives_way_to_a_heading_that_is_certain() -> None:
    """Lost otherwise: the grant column of a French list would be dropped for a second budget article."""
    assert assign(["Article", "Allocation", "Montant"], {})[0] == {"budget_article": 0, "grant": 1, "amount": 2}
    assert assign(["Allocation", "Montant"], {})[0] == {"budget_article": 0, "amount": 1}


@pytest.mark.parametrize(
    "headers",
    [("Bedrag", "BTW", "Totaal"), ("Bedrag", "Bedrag EUR"), ("Bedrag", "Bedrag incl. btw"), ("Montant", "Total"),
     ("Netto", "Maatstaf", "Bedrag"), ("Dienstjaar", "Boekjaar", "Bedrag"), ("Bedrag", "Bedrag")],
)  # fmt: skip
def test_two_columns_for_one_amount_or_year_are_never_chosen_between(headers: tuple[str, ...]) -> None:
    """Lost otherwise: the net amount, or one in dollars, would be claimed because it stands first."""
    with pytest.raises(Refused, match="can both be the") as refused:
        assign(headers, {})
    assert refused.value.code == "columns-ambiguous"


def test_an_amount_beside_debit_and_credit_asks_and_each_answer_holds() -> None:
    """Lost otherwise: credits would be claimed as spending, or counted with the wrong sign."""
    headers = ("Naam", "Bedrag", "Debet", "Credit")
    with pytest.raises(Refused, match=r"--map amount=B, or --map debit=C --map credit=D"):
        assign(headers, {})
    assert set(assign(headers, {"amount": 1})[0]) == {"supplier", "amount"}
    assert set(assign(headers, {"debit": 2})[0]) == {"supplier", "debit", "credit"}


def test_a_budget_credit_beside_an_amount_is_left_aside_and_told() -> None:
    """Lost otherwise: what was voted would be taken off what was spent."""
    columns, notes = assign(("Crédit", "Montant"), {})
    assert columns == {"amount": 1}
    assert 'A "Crédit" is not read' in str(notes[0])


def test_a_dash_leaves_a_field_without_a_column() -> None:
    """Lost otherwise: a column that only looks like the sector would keep a whole file out."""
    rows = (("Secteur", "Fournisseur", "Montant"), ("Restauration", "Zenne", 5.0))
    assert "objective" in table(*rows).columns
    found = table(*rows, mapping={"objective": "-"})
    assert dict(found.columns) == {"supplier": 1, "amount": 2}
    assert found.unused == (0,)


def test_a_mapping_names_one_column_that_exists() -> None:
    """Lost otherwise: --map would read an empty column, or silently the first of two."""
    rows = (("Wie", "Bedrag", "Bedrag"), ("Zenne", 5.0, 6.0))
    with pytest.raises(WrongUse, match="no column"):
        table(*rows, mapping={"amount": "D"})
    with pytest.raises(WrongUse, match=r"B, C.*letter"):
        table(*rows, mapping={"amount": "bedrag"})
    assert table(*rows, mapping={"amount": "C"}).columns["amount"] == 2
    assert table(*rows, mapping={"amount": "B", "vat": "C"}).columns["vat_amount"] == 2


@pytest.mark.parametrize("row", [-1, 3])
def test_a_header_row_that_is_not_there_is_wrong_use(row: int) -> None:
    """Lost otherwise: row -1 would be the last of the sheet."""
    with pytest.raises(WrongUse, match="ends at row 2"):
        find_table(workbook(sheet(("Naam", "Bedrag"), ("Zenne", 5.0))), header_row=row)


def test_a_hidden_sheet_is_told_apart_from_a_sheet_without_a_table() -> None:
    """Lost otherwise: nobody would learn that the workbook holds a list that was not read."""
    lines = (("Naam", "Bedrag"), ("Zenne", 5.0))
    found = find_table(workbook(sheet(*lines), sheet(*lines, name="Oud", visible=False), sheet(("nota",), name="N")))
    assert [str(note) for note in found.notes] == [
        'the hidden sheet "Oud" holds a table too (1 line, 5.00) and is not read: --sheet names it',
        'sheets without a table, with their filled rows: "N" (1)',
    ]  # fmt: skip


def test_the_total_of_a_pivot_is_no_heading() -> None:
    """Lost otherwise: the sums of a pivot would be posted as lines."""
    with pytest.raises(Refused, match="none of them is an amount"):
        table(("Somme de BP", "Nature", ""), ("F", "R", "Total"), ("12", "13", 25.0))


def test_plain_headings_compare_alike() -> None:
    """Lost otherwise: the same template would look like another one after a change of capitals."""
    assert plain("N° de Pièce\n(EUR)") == plain("nr DE piece (€)") == "nr de piece eur"
    assert plain("BTW %") != plain("BTW")


def test_a_text_full_of_strokes_is_no_heading_in_thousands_of_ways() -> None:
    """Lost otherwise: four lines of a page with "a | b | c" in them would keep the reader busy for minutes."""
    rows = [(" | ".join(f"{word} {n}" for n in range(40)),) for word in ("bedrag", "montant", "amount", "totaal")]
    begun = time.process_time()
    stacked(rows, 0, ())
    assert time.process_time() - begun < 2
