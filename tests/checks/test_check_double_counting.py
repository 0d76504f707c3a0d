"""transfer-counted-twice: in both modes, in the zone's list and the city's, paid to and claimed by a non-profit."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks_builders import AGREEMENT, ZONE_NAME, books, found, line, reversal
from subsidy_ledger.domain.expenses import Expense

CHECK = "transfer-counted-twice"
MARCH, APRIL = date(2019, 3, 28), date(2019, 4, 2)
Shares = str | Sequence[tuple[str | None, int]]


def transfer(number: int, shares: Shares, amount: int = 5000, **details: Any) -> Expense:
    return line(number, amount, shares, **{"supplier": ZONE_NAME, **details})


@pytest.mark.parametrize(
    "payment",
    [
        {"statement_no": "2019/061"},
        {"order_no": "M-17"},
        {"document_no": "B 4"},
        {"invoice_no": "Z1"},
        {"payment_date": MARCH},
        {"statement_no": "2019/061", "payment_date": MARCH, "order_no": "M-17"},
    ],
)
def test_one_payment_as_project_and_as_deduction_is_found(payment: dict[str, Any]) -> None:
    """Lost otherwise: one transfer would be claimed for projects and deducted from the contribution as well."""
    (finding,) = found(CHECK, books(transfer(8, "A1.1", **payment), transfer(3, "A1.2", **payment)))
    assert (finding.subject, finding.cents, finding.expenses) == ("modes|3", 5000, (3, 8))
    assert (finding.severity, finding.grant, finding.year) == ("error", "alpha", 2019)
    assert "Line 8 (project) and line 3 (deduction) look like one payment of 50.00" in str(finding.sentence)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        ({"statement_no": "61"}, {"statement_no": "62"}),
        ({"statement_no": "-"}, {"statement_no": "-"}),
        ({"statement_no": "61", "amount": 5000}, {"statement_no": "61", "amount": 5001}),
        ({"statement_no": "61", "payment_date": MARCH}, {"statement_no": "61", "payment_date": APRIL}),
        ({"statement_no": "61", "order_no": "17"}, {"statement_no": "61", "order_no": "18"}),
        ({"payment_date": MARCH, "order_no": "17"}, {"payment_date": MARCH, "order_no": "18"}),
        ({"payment_date": MARCH}, {"payment_date": MARCH, "supplier": "Zone de police des Sept-Coins"}),
        ({"payment_date": MARCH, "supplier": None}, {"payment_date": MARCH, "supplier": None}),
        ({"document_no": "4", "invoice_date": MARCH}, {"document_no": "4", "invoice_date": APRIL}),
        ({"invoice_no": "4", "invoice_date": MARCH}, {"invoice_no": "4", "invoice_date": APRIL}),
        ({"document_no": "4"}, {"document_no": "4", "entity": "nonprofit"}),
        ({"document_no": "4"}, {"document_no": "4", "entity": "zone"}),
    ],
)
def test_two_payments_are_not_taken_for_one(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Lost otherwise: two instalments of the same amount would be an error."""
    lines = [transfer(1, "A1.1", **one), transfer(2, "A1.2", **other)]
    assert [f for f in found(CHECK, books(*lines)) if f.subject.startswith("modes")] == []


def test_what_one_line_lacks_does_not_tell_it_apart() -> None:
    """Lost otherwise: leaving the payment date out would hide the second claim."""
    ledger = books(
        transfer(1, "A1.1", statement_no="61", payment_date=MARCH),
        transfer(2, "A1.2", statement_no="61", order_no="18"),
    )
    assert [f.expenses for f in found(CHECK, ledger)] == [(1, 2)]


def test_two_lines_of_one_mode_are_no_double_mode() -> None:
    """Lost otherwise: this check would repeat what duplicate-invoice says."""
    assert found(CHECK, books(transfer(1, "A1.1", order_no="17"), transfer(2, "A3.1", order_no="17"))) == ()


def test_one_line_divided_over_both_modes_is_one_payment_once() -> None:
    """Lost otherwise: a transfer that is part project, part deduction could not be recorded."""
    shares = [("A1.1", 3000), ("A1.2", 2000)]
    divided = transfer(1, shares, order_no="17")
    assert found(CHECK, books(divided)) == ()
    (finding,) = found(CHECK, books(divided, transfer(2, "A1.1", order_no="17")))
    assert (finding.cents, finding.expenses) == (2000, (1, 2))
    assert "Line 2 (project) and line 1 (deduction)" in str(finding.sentence)


def test_a_payment_recognised_in_several_ways_is_one_finding() -> None:
    """Lost otherwise: one mistake would be three findings, to be accepted one by one."""
    ledger = books(
        transfer(1, "A1.1", statement_no="61", order_no="17"),
        transfer(2, "A1.2", statement_no="61", document_no="4"),
        transfer(3, "A1.1", document_no="4"),
        transfer(4, "A1.2", order_no="99"),
    )
    (finding,) = found(CHECK, ledger)
    assert (finding.expenses, finding.cents) == ((1, 2, 3), 5000)


def test_of_many_lines_one_of_each_mode_is_named() -> None:
    """Lost otherwise: the sentence would call a deducted line the project's, and the wrong one would be retagged."""
    lines = [transfer(n, code, order_no="17") for n, code in ((1, "A1.2"), (2, "A1.2"), (3, "A1.1"))]
    (finding,) = found(CHECK, books(*lines))
    assert "Line 3 (project) and line 1 (deduction)" in str(finding.sentence)


def test_a_payment_in_two_budget_years_shows_in_both() -> None:
    """Lost otherwise: the second claim would hide in the other year's file."""
    ledger = books(transfer(1, "A1.1", order_no="17", year=2018), transfer(2, "A1.2", order_no="17"))
    assert [f.year for f in found(CHECK, ledger)] == [2019]
    assert found(CHECK, ledger, year=2018) == found(CHECK, ledger, year=2019)


def test_the_second_tag_taken_back_ends_the_finding() -> None:
    """Lost otherwise: what was mended would stay an error."""
    again = transfer(2, "A1.2", order_no="17")
    assert found(CHECK, books(transfer(1, "A1.1", order_no="17"), again, reversal(3, again))) == ()


TRAINING: dict[str, Any] = {"supplier": "Zennevallei vzw", "invoice_no": "OZ-2019-318"}


def test_a_cost_of_the_zones_list_that_the_city_claims_is_found() -> None:
    """Lost otherwise: the city would claim a training that its transfer has paid for already."""
    ledger = books(
        line(5, 4840, "A2.2", supplier="ZENNEVALLEI", invoice_no="oz 2019 318"),
        line(9, 4840, "A1.1", entity="zone", year=2018, **TRAINING),
    )
    (finding,) = found(CHECK, ledger)
    assert (finding.subject, finding.year, finding.cents, finding.expenses) == ("evidence|5", 2019, 4840, (5, 9))
    assert (finding.grant, finding.objective) == ("alpha", "A2.2")
    assert "Line 5 claims 48.40 of ZENNEVALLEI (number oz 2019 318)" in str(finding.sentence)
    assert "in the list of Politiezone Zevenhoek on line 9" in str(finding.sentence)
    assert found(CHECK, ledger, year=2018) == (finding,)


@pytest.mark.parametrize(
    "other",
    [
        {"amount": 4839},
        {"invoice_no": "OZ-2019-0318"},
        {"supplier": "Zennedal vzw"},
        {"invoice_no": None, "document_no": "OZ-2019-319"},
        {"invoice_no": None},
        {"shares": "A1.1"},
        {"entity": "zone"},
    ],
)
def test_another_cost_or_a_transfer_is_not_the_zones(other: dict[str, Any]) -> None:
    """Lost otherwise: the city could not buy from a supplier of the zone."""
    claimed = {"amount": 4840, "shares": "A2.2", **TRAINING, **other}
    ledger = books(line(1, **claimed), line(2, 4840, "A1.1", entity="zone", **TRAINING))
    assert found(CHECK, ledger) == ()


def test_where_there_is_no_invoice_number_the_document_number_decides() -> None:
    """Lost otherwise: a list that has only one column of numbers could never be compared."""
    document: dict[str, Any] = {"supplier": "Zennevallei vzw", "document_no": "OZ 2019 318"}
    ledger = books(line(1, 4840, None, **document), line(2, 4840, "A1.1", entity="zone", **TRAINING))
    assert [(f.expenses, f.grant, f.objective) for f in found(CHECK, ledger)] == [((1, 2), None, None)]
    both = books(
        line(1, 4840, invoice_no="77", document_no="4", supplier="KBC"),
        line(2, 4840, "A1.1", entity="zone", invoice_no="78", document_no="4", supplier="KBC"),
    )
    assert found(CHECK, both) == ()


def test_only_what_is_claimed_besides_the_transfer_is_at_stake() -> None:
    """Lost otherwise: the euros of the finding would not be those to be mended."""
    divided = line(1, 4840, [("A1.1", 4000), ("A2.1", 840)], **TRAINING)
    (finding,) = found(CHECK, books(divided, line(2, 4840, "A1.1", entity="zone", **TRAINING)))
    assert finding.cents == 840


def test_claimed_twice_and_proven_once_is_one_finding_over_what_is_proven() -> None:
    """Lost otherwise: the same euro of evidence would count against two lines."""
    lines = [line(n, 4840, **TRAINING) for n in (1, 2)]
    (finding,) = found(CHECK, books(*lines, line(3, 4840, "A1.1", entity="zone", **TRAINING)))
    assert (finding.cents, finding.expenses) == (4840, (1, 2, 3))


def test_the_city_is_the_first_that_claims_wherever_the_agreement_names_it() -> None:
    """Lost otherwise: with the zone named first, the city would be taken for one of those that it pays."""
    city, zone, other = AGREEMENT.entities
    lines = line(1, 9000), line(2, 1000, entity="nonprofit", supplier="Stad Zevenhoek")
    assert found(CHECK, books(*lines, agreement=replace(AGREEMENT, entities=(zone, city, other)))) == ()


def test_payments_to_a_non_profit_and_its_own_list_are_found_once_a_year() -> None:
    """Lost otherwise: prevention work would be claimed by who paid for it and by who did it."""
    ledger = books(
        line(1, 9000, supplier="BUURTZORG ASBL - afdeling Noord"),
        line(2, 1000, None, supplier="Soins de quartier"),
        line(3, 4000, entity="nonprofit", supplier="Café Zoé"),
        line(4, 3500, entity="nonprofit", supplier="Buurtzorg vzw"),
        line(5, 100, entity="nonprofit", year=2018),
    )
    (finding,) = found(CHECK, ledger)
    assert (finding.subject, finding.year, finding.cents) == ("entity|nonprofit|2019", 2019, 7500)
    assert finding.expenses == (1, 2, 3, 4)
    assert "In 2019 100.00 is claimed as paid to Buurtzorg vzw, and 75.00 as spent by Buurtzorg vzw itself" in str(
        finding.sentence
    )


@pytest.mark.parametrize(
    "lines",
    [
        [line(1, 9000, supplier="Buurtzorg vzw")],
        [line(1, 9000, entity="nonprofit", supplier="Buurtzorg vzw")],
        [line(1, 9000, supplier="Buurtzorgers vzw"), line(2, 5, entity="nonprofit")],
        [line(1, 9000, supplier="Buurtzorg", year=2018), line(2, 5, entity="nonprofit")],
        [line(1, 9, supplier="Buurtzorg"), line(2, -9, supplier="Buurtzorg"), line(3, 5, entity="nonprofit")],
        [line(1, 9000, supplier="Stad Zevenhoek", entity="nonprofit"), line(2, 5)],
        [line(1, 9000, supplier="Buurtzorg", entity="zone"), line(2, 5, entity="nonprofit")],
    ],
)
def test_only_one_of_the_two_claiming_is_quiet(lines: list[Expense]) -> None:
    """Lost otherwise: a non-profit could not have its costs claimed at all."""
    assert found(CHECK, books(*lines)) == ()


@st.composite
def transfers(draw: st.DrawFn) -> list[Expense]:
    """Transfers that agree in much: two modes, two amounts, two orders, statements, payment dates and entities."""
    return [
        transfer(
            number,
            draw(st.sampled_from(["A1.1", "A1.2"])),
            draw(st.sampled_from([5000, 6000])),
            entity=draw(st.sampled_from(["city", "nonprofit"])),
            order_no=draw(st.sampled_from([None, "17", "18"])),
            statement_no=draw(st.sampled_from([None, "61", "62"])),
            payment_date=draw(st.sampled_from([None, MARCH, APRIL])),
        )
        for number in range(1, draw(st.integers(2, 8)) + 1)
    ]


@given(transfers())
def test_both_modes_are_found_wherever_a_look_at_every_pair_finds_them(lines: list[Expense]) -> None:
    """Lost otherwise: grouping for speed would lose a pair, or put lines together that have nothing in common."""

    def payment(expense: Expense) -> tuple[object, ...]:
        d = expense.details
        return d.entity, d.amount, d.payment_date, d.order_no

    told = [set(f.expenses) for f in found(CHECK, books(*lines)) if f.subject.startswith("modes")]
    by_mode = [[e for e in lines if e.shares[0].code == code] for code in ("A1.1", "A1.2")]
    for one, other in itertools.product(*by_mode):
        if payment(one) == payment(other) and None not in payment(one):
            assert any({one.number, other.number} <= numbers for numbers in told)
    for numbers in told:
        members = [e for e in lines if e.number in numbers]
        assert {e.shares[0].code for e in members} == {"A1.1", "A1.2"}
        assert len({(e.details.entity, e.amount) for e in members}) == 1
