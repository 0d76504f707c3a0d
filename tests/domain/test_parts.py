"""What a figure is made of: sums that name each record once, and what a rule leaves out."""

from __future__ import annotations

from datetime import date

import pytest

from ledger_builders import expense
from subsidy_ledger.domain.parts import Part, at_most, cents_of, less, not_below_nothing, smaller, together
from subsidy_ledger.domain.receipts import Receipt
from subsidy_ledger.domain.records import Allocation, Contribution
from subsidy_ledger.domain.settlement import SettledLine
from subsidy_ledger.domain.submitted import SubmittedShare

LINE = SettledLine(7, (SubmittedShare(7, "G1.1", 5),))
PARTS = (
    (Part("line", 5, line=LINE), 7),
    (Part("line", 5, expense=expense(8, 5, "G1.1"), code="G1.1"), 8),
    (Part("receipt", 5, receipt=Receipt(9, "general", 2019, 5, date(2019, 1, 1), "a")), 9),
    (Part("allocation", 5, allocation=Allocation("general", 2019, 2, 5, "decree", 1)), 2),
    (Part("contribution", 5, contribution=Contribution(2019, 3, 5, "council", "", 1)), 3),
    (Part("floor", 5), None),
)


@pytest.mark.parametrize(("part", "number"), PARTS)
def test_a_part_has_the_number_of_its_record(part: Part, number: int | None) -> None:
    """Lost otherwise: an auditor would be sent to another line, receipt or version."""
    assert part.number == number
    assert together((part,), (part,))[0].cents == 10
    assert together((part,), less((part,))) == ()


def lines(*cents: int) -> tuple[Part, ...]:
    return tuple(Part("line", each, expense=expense(n, each, "G1.1")) for n, each in enumerate(cents, 1))


@pytest.mark.parametrize(("most", "room"), [(11, []), (10, []), (9, [-1]), (0, [-10])])
def test_what_has_no_room_is_a_part_of_its_own(most: int, room: list[int]) -> None:
    """Lost otherwise: on the edge a part of nothing would be told, or a cent too many be left in."""
    found = at_most(lines(4, 6), most)
    assert (cents_of(found), [part.cents for part in found if part.kind == "room"]) == (min(most, 10), room)


@pytest.mark.parametrize(("cents", "floor"), [(1, []), (0, []), (-1, [1]), (-7, [7])])
def test_what_is_below_nothing_is_a_part_of_its_own(cents: int, floor: list[int]) -> None:
    """Lost otherwise: a recovery of nothing would be explained by lines that come to less."""
    found = not_below_nothing(lines(cents))
    assert (cents_of(found), [part.cents for part in found if part.kind == "floor"]) == (max(0, cents), floor)


def test_of_two_the_smaller_is_meant_and_the_first_where_they_are_equal() -> None:
    """Lost otherwise: what is still to receive would be explained by the grant where it is what was accepted."""
    assert smaller(lines(5), lines(1, 3)) == lines(1, 3)
    assert smaller(lines(4), lines(1, 3)) == lines(4)
