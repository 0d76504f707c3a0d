"""Pairs of one cost in two lists: each row and line once, in whatever order they stand."""

from __future__ import annotations

from dataclasses import replace

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
    assert len({s.place for s in found}) == len({s.line.number for s in found}) == len(found)
    assert found == same_costs(ours[::-1], others, REACH)
    for same in found:
        assert (same.line.amount > 0) == (others[same.place].amount > 0)
        assert same.verdict == "look" or abs(same.cents) <= abs(others[same.place].amount)


def test_an_own_number_of_each_books_does_not_keep_one_invoice_apart() -> None:
    """Lost otherwise: two cities' document numbers would hide that it is one invoice, or make strangers the same."""
    ours = line(1, 900, supplier="Zenne", invoice_no="F-1", document_no="D1")
    theirs = replace(ours.details, invoice_no="f1", document_no="999")
    assert [s.certainty for s in same_costs([ours], [theirs], REACH)] == ["certain"]
    assert same_costs([ours], [replace(theirs, invoice_no="F2", document_no="D1")], REACH) == ()
    assert same_costs([ours], [replace(theirs, supplier="Kaai")], REACH) == ()
