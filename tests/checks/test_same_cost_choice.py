"""Which of several lines is the one of a row, and which rows are one document: the surest, the nearest, of one year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checks_builders import line
from subsidy_ledger.checks.same_cost import Reach, Same, same_costs
from subsidy_ledger.domain.expenses import Expense

REACH = Reach(90, 7)
ZENNE: dict[str, Any] = {"supplier": "Zennevallei vzw"}


def of(number: int, cents: int, day: date | None = None, **facts: Any) -> Expense:
    return line(number, cents, **{**ZENNE, "invoice_date": day, **facts})


def paired(ours: list[Expense], *others: Expense) -> list[tuple[str, tuple[int, ...]]]:
    found: tuple[Same, ...] = same_costs(ours, [other.details for other in others], REACH)
    return [(same.certainty, tuple(e.number for e in same.lines)) for same in found]


MARCH = date(2019, 3, 10)


def test_the_number_goes_before_the_amount() -> None:
    """Lost otherwise: a row would be paired with another cost of the same amount, and its own be told as new."""
    own, alike = of(2, 90, MARCH, invoice_no="F1"), of(1, 100, MARCH)
    assert paired([own, alike], of(9, 100, MARCH, invoice_no="F1")) == [("certain", (2,))]


def test_of_two_documents_of_one_number_the_amount_decides() -> None:
    """Lost otherwise: December's invoice 1 would be taken for January's."""
    old, new = of(1, 90, date(2018, 12, 20), invoice_no="F1"), of(2, 100, date(2019, 1, 5), invoice_no="F1")
    assert paired([old, new], of(9, 100, date(2019, 1, 5), invoice_no="F1")) == [("certain", (2,))]
    assert paired([old, new], of(9, 90, date(2019, 1, 5), invoice_no="F1")) == [("certain", (1,))]


@pytest.mark.parametrize(("before", "after", "number"), [(5, 11, 2), (9, 15, 1), (9, 12, 1), (5, 16, 1)])
def test_the_nearest_day_decides_before_or_after(before: int, after: int, number: int) -> None:
    """Lost otherwise: a cost of five days ago would be taken for that of tomorrow."""
    ours = [of(1, 100, date(2019, 3, before)), of(2, 100, date(2019, 3, after))]
    assert paired(ours, of(9, 100, MARCH)) == [("likely", (number,))]


def test_a_document_over_several_days_is_as_near_as_its_nearest_row() -> None:
    """Lost otherwise: a document whose first row is of last month would lose its own second row."""
    ours = [of(1, 50, date(2019, 2, 1), document_no="D1"), of(2, 50, date(2019, 3, 9), document_no="D1"),
            of(3, 100, date(2019, 3, 5))]  # fmt: skip
    assert paired(ours, of(9, 100, MARCH)) == [("likely", (1, 2))]


def test_a_line_without_a_day_can_be_weighed_against_one_with() -> None:
    """Lost otherwise: one line without a date would end the comparison of two whole lists."""
    ours = [of(1, 100, None, invoice_no="F1"), of(2, 100, MARCH, invoice_no="F1")]
    assert len(paired(ours, of(9, 100, MARCH, invoice_no="F1"))) == 1


def test_an_own_number_is_of_one_year_and_an_invoice_is_one_whatever_the_budget_year() -> None:
    """Lost otherwise: document 12 of two years would be one cost, or an invoice over two budgets two."""
    own = [of(1, 60, document_no="12", year=2018), of(2, 40, document_no="12", year=2019)]
    assert paired(own, of(9, 100, document_no="12", year=2019)) == [("certain", (2,))]
    invoice = [of(1, 60, invoice_no="F1", year=2018), of(2, 40, invoice_no="F1", year=2019)]
    assert paired(invoice, of(9, 100, invoice_no="F1", year=2019)) == [("certain", (1, 2))]


def test_two_documents_of_a_supplier_are_two_costs() -> None:
    """Lost otherwise: all that one supplier delivered in a year would be added up and match nothing."""
    ours = [of(1, 60, document_no="D1"), of(2, 40, document_no="D2")]
    assert paired(ours, of(8, 60, document_no="D1"), of(9, 40, document_no="D2")) == [
        ("certain", (1,)),
        ("certain", (2,)),
    ]


@pytest.mark.parametrize(
    "facts",
    [
        {"supplier": None, "invoice_no": "F1"},
        {"supplier": None, "document_no": "D1"},
        {"supplier": "Kaai"},
    ],
)
def test_rows_that_lack_a_supplier_or_a_number_stand_alone(facts: dict[str, Any]) -> None:
    """Lost otherwise: rows of strangers would be added up to one document, and match nothing any more."""
    ours = [of(1, 60, MARCH, **facts), of(2, 40, MARCH, **facts)]
    assert paired(ours, of(9, 100, MARCH, **facts)) == []
    assert [numbers for _, numbers in paired(ours, of(8, 60, MARCH, **facts), of(9, 40, MARCH, **facts))] == [
        (1,),
        (2,),
    ]


def test_a_document_known_by_its_own_number_only_is_one_of_all_its_rows() -> None:
    """Lost otherwise: what has no invoice number would be compared row by row, and two rows be two costs."""
    ours = [of(1, 60, MARCH, document_no="D1"), of(2, 40, MARCH, document_no="D1")]
    assert paired(ours, of(9, 100, MARCH, document_no="D1")) == [("certain", (1, 2))]


def test_the_day_of_a_document_is_the_first_that_one_of_its_rows_states() -> None:
    """Lost otherwise: a number begun anew in December would surely be that of January."""
    ours = [of(1, 5, document_no="D1"), of(2, 5, date(2019, 1, 5), document_no="D1")]
    assert paired(ours, of(9, 10, date(2019, 12, 20), document_no="D1")) == [("likely", (1, 2))]


@pytest.mark.parametrize(("whole", "verdict"), [(1, "over"), (None, "twice")])
def test_a_cent_is_an_amount(whole: int | None, verdict: str) -> None:
    """Lost otherwise: on the edge a cent paid twice would be nothing."""
    own = of(1, 1, MARCH, invoice_no="F1", document_amount=whole)
    (same,) = same_costs([own], [replace(own.details, document_amount=None)], REACH)
    assert (same.verdict, same.cents) == (verdict, 1)
