"""duplicate-invoice: silent, speaking, on the edge between error and warning."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from checks_builders import AGREEMENT, books, found, ledgers, line, reversal
from subsidy_ledger.checks.registry import run
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.ledger import Ledger

PRINTER = {"supplier": "Drukkerij De Pers bvba", "invoice_no": "F2019/0457"}


def invoice(number: int, amount: int = 2178, **details: Any) -> Expense:
    return line(number, amount, **{**PRINTER, **details})


@pytest.mark.parametrize(
    "other",
    [
        {"amount": 2179},
        {"supplier": "Drukkerij De Peer bvba"},
        {"invoice_no": "F2019/457"},
        {"supplier": None},
        {"invoice_no": None},
        {"invoice_no": "-"},
        {"entity": "zone"},
    ],
)
def test_lines_that_differ_in_one_of_the_three_are_no_duplicates(other: dict[str, Any]) -> None:
    """Lost otherwise: real costs would be taken back as duplicates."""
    assert found("duplicate-invoice", books(invoice(1), invoice(2, **other))) == ()


@pytest.mark.parametrize("missing", ["supplier", "invoice_no"])
def test_lines_without_supplier_or_number_are_not_compared(missing: str) -> None:
    """Lost otherwise: every salary of the same amount would be a duplicate."""
    blank: dict[str, Any] = {missing: None}
    assert found("duplicate-invoice", books(invoice(1, **blank), invoice(2, **blank))) == ()


def test_the_same_invoice_typed_differently_in_two_lists_is_an_error() -> None:
    """Lost otherwise: the city and the non-profit would both be paid for one invoice."""
    theirs = line(7, 2178, entity="nonprofit", batch=2, supplier="DRUKKERIJ DE PERS B.V.B.A.", invoice_no="f2019-0457")
    ledger = books(invoice(1), theirs)
    (finding,) = found("duplicate-invoice", ledger)
    assert (finding.severity, finding.subject, finding.cents, finding.expenses) == ("error", "1", 2178, (1, 7))
    assert (finding.year, finding.grant, finding.objective) == (2019, "alpha", "A2.1")
    assert "Invoice F2019/0457 of Drukkerij De Pers bvba over 21.78 stands on 2 lines (1, 7)" in str(finding.sentence)


@pytest.mark.parametrize(
    "other", [{"description": "deel 2"}, {"budget_article": "330/123-07"}, {"budget_article": None}]
)
def test_parts_of_one_invoice_in_one_import_are_a_warning(other: dict[str, Any]) -> None:
    """Lost otherwise: an invoice booked in two equal halves would be an error."""
    half: dict[str, Any] = {"description": "deel 1", "budget_article": "330/123-06"}
    (finding,) = found("duplicate-invoice", books(invoice(1, **half), invoice(2, **{**half, **other})))
    assert finding.severity == "warning"


def test_identical_twins_in_one_import_are_an_error() -> None:
    """Lost otherwise: a row that was copied twice in the workbook would pass as a warning."""
    twins = (invoice(1, description="folders"), invoice(2, description="Folders "))
    assert [f.severity for f in found("duplicate-invoice", books(*twins))] == ["error"]


def test_parts_and_a_twin_among_them_are_an_error() -> None:
    """Lost otherwise: one different line would excuse two identical ones."""
    parts = (invoice(1, description="a"), invoice(2, description="b"), invoice(3, description="b"))
    (finding,) = found("duplicate-invoice", books(*parts))
    assert (finding.severity, finding.cents, finding.expenses) == ("error", 4356, (1, 2, 3))


def test_different_texts_from_two_imports_are_an_error() -> None:
    """Lost otherwise: a corrected export that was imported on top would pass as a warning."""
    parts = (invoice(1, description="a"), invoice(2, batch=2, description="b"))
    assert [f.severity for f in found("duplicate-invoice", books(*parts))] == ["error"]


def test_lines_of_no_import_are_not_of_one_import() -> None:
    """Lost otherwise: two lines without a source would excuse each other."""
    parts = (invoice(1, batch=None, description="a"), invoice(2, batch=None, description="b"))
    assert [f.severity for f in found("duplicate-invoice", books(*parts))] == ["error"]


def test_the_agreement_overrides_both_severities() -> None:
    """Lost otherwise: a city that wants information only would still get warnings."""
    ledger = books(invoice(1, description="a"), invoice(2, description="b"), invoice(3, batch=2, description="a"))
    softer = replace(AGREEMENT, severities={"duplicate-invoice": "info"})
    assert [f.severity for f in found("duplicate-invoice", replace(ledger, agreement=softer))] == ["info"]
    halves = replace(ledger, agreement=softer, expenses=ledger.expenses[:2])
    assert [f.severity for f in found("duplicate-invoice", halves)] == ["info"]


def test_a_duplicate_over_two_years_is_one_finding_shown_in_both() -> None:
    """Lost otherwise: the same invoice could be claimed once a year."""
    ledger = books(invoice(1, year=2018), invoice(2, year=2019))
    (finding,) = found("duplicate-invoice", ledger)
    assert (finding.year, finding.expenses) == (2019, (1, 2))
    assert found("duplicate-invoice", ledger, year=2018) == found("duplicate-invoice", ledger, year=2019) == (finding,)
    assert found("duplicate-invoice", ledger, year=2017) == ()


def test_the_second_copy_taken_back_ends_the_finding() -> None:
    """Lost otherwise: what was mended would stay an error."""
    again = invoice(2)
    assert found("duplicate-invoice", books(invoice(1), again, reversal(3, again))) == ()


def test_many_copies_are_counted_and_not_all_named_in_the_sentence() -> None:
    """Lost otherwise: one bad import would fill the screen with numbers."""
    (finding,) = found("duplicate-invoice", books(*(invoice(n) for n in range(1, 10))))
    assert finding.expenses == tuple(range(1, 10))
    assert "stands on 9 lines (1, 2, 3, 4, 5, 6 and 3 more)" in str(finding.sentence)


@given(ledgers())
def test_no_line_is_in_two_duplicates_and_every_group_shares_its_amount(ledger: Ledger) -> None:
    """Lost otherwise: the euros at stake would be counted twice in a check against counting twice."""
    findings = run(ledger, only=["duplicate-invoice"]).findings
    numbers = [number for f in findings for number in f.expenses]
    assert len(numbers) == len(set(numbers))
    amounts = {e.number: e.amount for e in ledger.expenses}
    for finding in findings:
        (amount,) = {amounts[number] for number in finding.expenses}
        assert finding.cents == amount * (len(finding.expenses) - 1)
