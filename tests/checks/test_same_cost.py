"""Pairs of one cost in two lists: each row and line once, in whatever order they stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks_builders import line, lines
from subsidy_ledger.checks.same_cost import Reach, same_costs

REACH = Reach(90, 7)


@settings(max_examples=60)
@given(st.data())
def test_each_row_and_each_line_is_paired_once_and_with_its_like(data: st.DataObject) -> None:
    """Lost otherwise: one line would be told as paid twice by several rows of the other list."""
    ours = [data.draw(lines(n)) for n in range(1, data.draw(st.integers(0, 6)) + 1)]
    others = [data.draw(lines(n)).details for n in range(1, data.draw(st.integers(0, 6)) + 1)]
    found = same_costs(ours, others, REACH)
    places, numbers = [p for s in found for p in s.places], [e.number for s in found for e in s.lines]
    assert (len(set(places)), len(set(numbers))) == (len(places), len(numbers))
    assert found == same_costs(ours[::-1], others, REACH)
    for same in found:
        here, there = sum(e.amount for e in same.lines), sum(others[place].amount for place in same.places)
        assert (here > 0) == (there > 0)
        assert same.verdict == "over" or abs(same.cents) <= max(abs(here), abs(there))


def test_an_own_number_of_each_books_does_not_keep_one_invoice_apart() -> None:
    """Lost otherwise: two cities' document numbers would hide that it is one invoice, or make strangers the same."""
    ours = line(1, 900, supplier="Zenne", invoice_no="F-1", document_no="D1")
    theirs = replace(ours.details, invoice_no="f1", document_no="999")
    assert [s.certainty for s in same_costs([ours], [theirs], REACH)] == ["certain"]
    assert same_costs([ours], [replace(theirs, invoice_no="F2", document_no="D1")], REACH) == ()
    assert same_costs([ours], [replace(theirs, supplier="Kaai")], REACH) == ()


SUPPLIER: dict[str, Any] = {"supplier": "Zennevallei vzw"}
BILL: dict[str, Any] = {**SUPPLIER, "invoice_no": "F-1"}


def dated(day: int) -> dict[str, Any]:
    return {**SUPPLIER, "invoice_date": date(2019, 3, day)}


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        # One number and supplier: certain, whatever the amounts.
        ((900, BILL), (900, BILL), ("certain", 100, "twice", 900)),
        ((900, BILL), (400, BILL), ("certain", 100, "look", 400)),
        ((900, BILL), (-900, BILL), None),
        ((0, BILL), (0, BILL), ("certain", 100, "twice", 0)),
        ((1, BILL), (0, BILL), None),
        ((0, BILL), (1, BILL), None),
        ((0, BILL), (-1, BILL), ("certain", 100, "look", 0)),
        # What the document comes to is known, on one side or on both.
        ((600, {**BILL, "document_amount": 1000}), (400, BILL), ("certain", 100, "shared", 0)),
        ((600, {**BILL, "document_amount": 1000}), (401, BILL), ("certain", 100, "over", 1)),
        ((600, BILL), (401, {**BILL, "document_amount": 1000}), ("certain", 100, "over", 1)),
        (
            (600, {**BILL, "document_amount": 1000}),
            (401, {**BILL, "document_amount": 900}),
            ("certain", 100, "over", 1),
        ),
        ((-600, {**BILL, "document_amount": -1000}), (-401, BILL), ("certain", 100, "over", -1)),
        ((-600, {**BILL, "document_amount": -1000}), (-400, BILL), ("certain", 100, "shared", 0)),
        # One number and no supplier on one side: likely, and for one amount only.
        ((900, {"invoice_no": "F1"}), (900, BILL), ("likely", None, "twice", 900)),
        ((900, {"document_no": "F1"}), (900, BILL), ("likely", None, "twice", 900)),
        ((900, BILL), (900, {"document_no": "F1"}), ("likely", None, "twice", 900)),
        ((900, {"invoice_no": "F1"}), (800, BILL), None),
        ((900, {**BILL, "supplier": "Kaai"}), (900, BILL), None),
        # No number to compare: the supplier, the amount and the days.
        ((900, dated(1)), (900, dated(8)), ("likely", 100, "twice", 900)),
        ((900, dated(8)), (900, dated(1)), ("likely", 100, "twice", 900)),
        ((900, dated(1)), (900, dated(9)), None),
        ((900, dated(9)), (900, dated(1)), None),
        ((900, dated(1)), (901, dated(1)), None),
        ((900, dated(1)), (900, SUPPLIER), None),
        ((900, dated(1)), (900, {**dated(1), "supplier": "Kaai"}), None),
        ((900, dated(1)), (900, {**dated(1), "supplier": None}), None),
        ((900, {**dated(1), "invoice_no": "F1"}), (900, {**dated(1), "invoice_no": "F2"}), None),
        (
            (900, {**dated(1), "document_no": "D1"}),
            (900, {**dated(1), "document_no": "D2"}),
            ("likely", 100, "twice", 900),
        ),
        ((900, {**dated(1), "invoice_no": "F1"}), (900, dated(1)), ("likely", 100, "twice", 900)),
    ],
)
def test_what_is_one_cost_and_what_is_paid_too_much_of_it(
    ours: tuple[int, dict[str, Any]], theirs: tuple[int, dict[str, Any]], told: tuple[object, ...] | None
) -> None:
    """Lost otherwise: a cost that two subsidies pay would pass, or two costs would be called one."""
    other = line(2, theirs[0], **theirs[1]).details
    found = [
        (s.certainty, s.likeness, s.verdict, s.cents) for s in same_costs([line(1, ours[0], **ours[1])], [other], REACH)
    ]
    assert found == ([told] if told else [])


def test_the_likeness_asked_for_is_enough() -> None:
    """Lost otherwise: the bound in the agreement's file would be another than the one that counts."""
    one, other = line(1, 900, **BILL), line(2, 900, **{**BILL, "supplier": "Zenevallei vzw"}).details
    (same,) = same_costs([one], [other], Reach(1, 7))
    assert same.likeness is not None
    assert len(same_costs([one], [other], Reach(same.likeness, 7))) == 1
    assert same_costs([one], [other], Reach(same.likeness + 1, 7)) == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((900, {"invoice_no": "F1", **dated(1)}), (900, {"invoice_no": "F1"})),  # certain before likely
        ((900, BILL), (800, {**BILL, "supplier": "Zennevallei 0"})),  # one that is alike before none
        ((900, BILL), (900, {**BILL, "supplier": "Zennevalei vzw"})),  # the most alike
        ((900, {**dated(2)}), (900, {**dated(4)})),  # nearest
        ((900, dated(1)), (900, dated(1))),  # the first
    ],
)
def test_the_surest_and_nearest_line_is_the_one(
    first: tuple[int, dict[str, Any]], second: tuple[int, dict[str, Any]]
) -> None:
    """Lost otherwise: a row would be paired with a line that only looks like it, and its own would be left alone."""
    other = line(9, 900, **{**BILL, "invoice_date": date(2019, 3, 1)}).details
    lines = [line(1, first[0], **first[1]), line(2, second[0], **second[1])]
    assert [e.number for s in same_costs(lines, [other], REACH) for e in s.lines] == [1]
    if first != second:
        swapped = [line(1, second[0], **second[1]), line(2, first[0], **first[1])]
        assert [e.number for s in same_costs(swapped, [other], REACH) for e in s.lines] == [2]


def test_pairs_come_in_the_order_of_the_other_list() -> None:
    """Lost otherwise: who follows the other list with a finger would lose the place."""
    others = [line(7, 800, **{**BILL, "invoice_no": "F2"}).details, line(8, 900, **BILL).details]
    lines = [line(1, 900, **BILL), line(2, 700, **{**BILL, "invoice_no": "F2"})]
    assert [(s.places, s.lines[0].number) for s in same_costs(lines, others, REACH)] == [((0,), 2), ((1,), 1)]


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        # All rows of a document stand together, on one side or on both.
        ([600, 400], [1000], [("twice", 1000, 2, 1)]),
        ([1000], [600, 400], [("twice", 1000, 1, 2)]),
        ([600, 400], [400, 600], [("twice", 1000, 2, 2)]),
        ([600, 400], [400, 7], [("twice", 400, 2, 2)]),
        ([600, 400], [7], [("look", 7, 2, 1)]),
        # Each side rounds its parts for itself: a cent on each row is no other amount.
        ([33333, 33333, 33334], [100000], [("twice", 100000, 3, 1)]),
        ([33333, 33333, 33333], [100002], [("twice", 99999, 3, 1)]),
        ([33333, 33333, 33333], [100003], [("look", 99999, 3, 1)]),
        ([-33333, -33333, -33333], [-100000], [("twice", -99999, 3, 1)]),
        # What is credited on one document is taken off.
        ([1000, -200], [800], [("twice", 800, 2, 1)]),
        ([1000, -1000], [1000], [("twice", 1000, 1, 1)]),
    ],
)
def test_a_document_over_several_rows_is_one_cost(
    ours: list[int], theirs: list[int], told: list[tuple[str, int, int, int]]
) -> None:
    """Lost otherwise: a document that one side splits would be told as another amount."""
    lines = [line(number, cents, **BILL) for number, cents in enumerate(ours, 1)]
    others = [line(9, cents, **BILL).details for cents in theirs]
    found = same_costs(lines, others, REACH)
    assert [(s.verdict, s.cents, len(s.lines), len(s.places)) for s in found] == told


def test_one_number_of_two_years_or_of_two_suppliers_is_two_costs() -> None:
    """Lost otherwise: whoever numbers anew every year, and whoever has the same number, would be paid twice."""
    ours = [line(1, 900, **BILL, invoice_date=date(2018, 2, 1)), line(2, 900, **BILL, invoice_date=date(2019, 2, 1))]
    of_2019 = line(9, 900, **BILL, invoice_date=date(2019, 2, 3)).details
    assert [s.lines[0].number for s in same_costs(ours, [of_2019], REACH)] == [2]
    (far,) = same_costs(ours[:1], [of_2019], REACH)
    assert far.certainty == "likely"
    for apart, certainty in ((299, "certain"), (300, "likely")):
        day = date(2018, 2, 1) + timedelta(days=apart)
        (same,) = same_costs(ours[:1], [replace(of_2019, invoice_date=day)], REACH)
        assert same.certainty == certainty
    assert same_costs(ours[:1], [replace(of_2019, amount=800)], REACH) == ()
    assert same_costs(ours, [replace(of_2019, supplier="Kaai")], REACH) == ()
