"""Headings: Dutch, French and English, bilingual, abbreviated; what names no field is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.cells.columns import assign, field_of
from subsidy_ledger.importing.cells.synonyms import SYNONYMS

# Words that two fields share; the field declared first has them.
SHARED = {"allocation", "document", "facture", "invoice", "factuur"}
WORDS = [(field, word) for field, words in SYNONYMS.items() for word in words if word not in SHARED]


def named(header: str) -> str | None:
    match = field_of(header)
    return match.field if match else None


@pytest.mark.parametrize(("field", "word"), WORDS)
def test_every_synonym_is_its_field_however_it_is_typed(field: str, word: str) -> None:
    """Lost otherwise: a column that is spelled as everybody spells it would not be read."""
    assert {named(word), named(word.upper()), named(f"  {word.capitalize()} :")} == {field}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Datum/Date", "invoice_date"), ("Leverancier / Fournisseur", "supplier"), ("Bedrag/Montant", "amount"),
        ("Bedrag (EUR)", "amount"), ("Montant TTC en €", "amount"), ("Bedrag incl. BTW in EUR", "amount"),
        ("Leverancier naam", "supplier"), ("Naam leverancier", "supplier"), ("Supplier Name", "supplier"),
        ("Datum van betaling", "payment_date"), ("Date de paiement\nBetaaldatum", "payment_date"),
        ("Boekstuk nummer", "document_no"), ("N° de facture", "invoice_no"), ("Factuur nr.", "invoice_no"),
        ("FACTUURNUMMER", "invoice_no"), ("Begrotings-artikel", "budget_article"), ("D/C", "sign"),
        ("Secteur / objectif", "objective"), ("Montant HTVA", "net_amount"), ("Bedrag excl. btw", "net_amount"),
        ("Article budgétaire", "budget_article"), ("Année", "year"), ("Betalende gemeente", "payer"),
        ("Supplier ID", None), ("Expenditure Code", None), ("Service Area", None), ("Opmerking", None), ("", None),
        ("Datum / Bedrag", None), ("2019", None), ("---", None),
    ],
)  # fmt: skip
def test_real_headings_are_understood_or_left_alone(header: str, field: str | None) -> None:
    """Lost otherwise: an officer would map columns by hand, or a wrong column would be read."""
    assert named(header) == field


def test_a_precise_heading_wins_over_a_general_one() -> None:
    """Lost otherwise: the invoice date would be taken from whatever date stands first."""
    columns, notes = assign(["Datum", "Factuurdatum", "Naam", "Leverancier", "Bedrag"], {})
    assert columns == {"invoice_date": 1, "supplier": 3, "amount": 4}
    assert notes == ()


def test_money_that_fits_two_columns_is_refused_and_anything_else_is_told() -> None:
    """Lost otherwise: the wrong one of two amounts would be claimed."""
    with pytest.raises(Refused, match=r'A "Bedrag" and B "Montant".*--map amount=A'):
        assign(["Bedrag", "Montant"], {})
    columns, notes = assign(["Omschrijving", "Libellé", "Bedrag"], {})
    assert columns["description"] == 0
    assert "the first is read" in str(notes[0])


def test_what_the_officer_says_wins() -> None:
    """Lost otherwise: --map could not settle a column."""
    columns, _ = assign(["Bedrag", "Montant", "Leverancier"], {"amount": 1})
    assert columns == {"amount": 1, "supplier": 2}
    assert assign(["Bedrag", "Wie"], {"supplier": 1})[0] == {"amount": 0, "supplier": 1}


@given(st.text(max_size=40))
def test_no_heading_is_ever_a_fault(header: str) -> None:
    """Lost otherwise: a strange character in a heading would stop the import."""
    match = field_of(header)
    assert match is None or match.field in SYNONYMS


@pytest.mark.parametrize(
    ("header", "field"),
    [("Credit EUR", "credit"), ("Crédit (EUR)", "credit"), ("Ten laste van toelage in €", "claimed"),
     ("Ten laste van toelage (EUR)", "claimed"), ("Boek stuk nr", "document_no")],
)  # fmt: skip
def test_the_currency_beside_a_heading_changes_nothing(header: str, field: str) -> None:
    """Lost otherwise: "Credit EUR" would be the crediteur, and every credit would be missing."""
    assert named(header) == field
