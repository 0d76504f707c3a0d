"""Which amount a row claims: claimed, gross, debit and credit, net and VAT, and the letter beside an amount."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy_ledger.importing.cells.claim import Claim, Fault
from subsidy_ledger.importing.cells.column_kinds import Value
from subsidy_ledger.importing.dialect import Dialect
from subsidy_ledger.importing.intake import Cell
from table_builders import amounts, read, refusals

KEEP = Dialect(sign="keep")
cents = st.integers(-(10**10), 10**10)
optional = st.none() | cents


def settled(columns: set[str], **values: Value) -> tuple[dict[str, Value], Fault | None]:
    fault = Claim(frozenset(columns)).settle(values)
    return values, fault


@given(cents, cents, optional, optional)
def test_what_is_claimed_wins_then_the_gross(claimed: int, gross: int, net: int | None, vat: int | None) -> None:
    """Lost otherwise: the whole document would be claimed, or the amount without VAT."""
    known: dict[str, Value] = {n: v for n, v in (("net_amount", net), ("vat_amount", vat)) if v is not None}
    columns = {"claimed", "amount", "net_amount", "vat_amount"}
    values, fault = settled(columns, claimed=claimed, amount=gross, **known)
    assert (values, fault) == ({**known, "amount": claimed, "document_amount": gross}, None)
    values, fault = settled(columns - {"claimed"}, amount=gross, **known)
    assert (values, fault) == ({**known, "amount": gross}, None)


@given(optional, optional)
def test_debit_less_credit(debit: int | None, credit: int | None) -> None:
    """Lost otherwise: a reversal would be claimed as spending."""
    given_: dict[str, Value] = {n: v for n, v in (("debit", debit), ("credit", credit)) if v is not None}
    values, fault = settled({"debit", "credit"}, **given_)
    assert fault is None
    assert values == ({"amount": (debit or 0) - (credit or 0)} if given_ else {})


def test_a_gross_that_is_blank_is_made_of_net_and_vat_only_where_both_stand() -> None:
    """Lost otherwise: one forgotten gross would be claimed without its VAT."""
    reading = read(("Naam", "Netto", "BTW", "Bruto"), ("a", 5.0, 1.0, ""), ("b", 5.0, "", ""), ("c", 5.0, 1.0, "veel"))
    assert amounts(reading) == [600]
    assert refusals(reading) == [("amount-missing", "D3"), ("number-unreadable", "D4")]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (("Naam", "Bedrag", "Claimed"), ("a", 5.0, "veel")),
        (("Naam", "Debet", "Credit"), ("a", 5.0, "veel")),
        (("Naam", "Netto", "BTW"), ("a", 5.0, "veel")),
        (("Naam", "Bedrag", "BTW", "D/C"), ("a", "veel", 1.0, "C")),
    ],
)
def test_nothing_is_made_of_what_stands_beside_an_unreadable_cell(header: tuple[str, ...], row: tuple[Cell]) -> None:
    """Lost otherwise: half an amount would be shown as what was refused, and one fault be told twice."""
    reading = read(header, row)
    assert [p.code for p in reading.problems] == ["number-unreadable"]
    assert [row.amount for row in reading.refused] == [0]


def test_the_letter_gives_the_sign_and_a_list_that_has_signs_keeps_them() -> None:
    """Lost otherwise: credit notes would be claimed, or spending be taken off."""
    header = ("Naam", "Bedrag", "D/C")
    assert amounts(read(header, ("a", 5.0, "D"), ("b", 6.0, "C"), ("c", -7.0, "D"), dialect=KEEP)) == [500, -600, -700]
    assert amounts(read(header, ("a", 5.0, "D"), ("b", -6.0, "C"), dialect=KEEP)) == [500, -600]


def test_a_letter_that_is_missing_or_contradicts_a_minus_is_asked_after() -> None:
    """Lost otherwise: a credit without its letter would be spending."""
    rows = (("a", 9.0, "D"), ("b", 6.0, "C"), ("c", 5.0, ""), ("d", -6.0, "C"), ("e", 5.0, "X"), ("f", 0.0, ""))
    reading = read(("Naam", "Bedrag", "D/C"), *rows, ("Totaal", 3.0, ""))
    assert refusals(reading) == [("sign-missing", "C4"), ("sign-contradicts", "C5"), ("sign-unreadable", "C6")]
    assert len(reading.zero) == len(reading.totals) == 1


def test_the_total_of_a_claimed_list_may_leave_the_claim_out() -> None:
    """Lost otherwise: a list whose total row sums the documents only would be refused."""
    reading = read(("Naam", "Bedrag", "Claimed"), ("a", 5.0, 4.0), ("Totaal", 5.0, ""))
    assert (amounts(reading), refusals(reading), [n.number for n in reading.notes]) == ([400], [], [3])
