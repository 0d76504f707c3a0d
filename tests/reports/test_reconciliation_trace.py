"""Every figure of the workbook is led to its cells: its formulas, followed, add up to what the ledger says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_builders import CHECKS, YEAR, brussels, findings, mixed_ledger, odd_agreement
from reconciliation_reading import cents as cents_of
from subsidy_ledger.domain.records import Contribution
from subsidy_ledger.reports.reconciliation.book import ReconciliationBook
from subsidy_ledger.reports.reconciliation.trace import NoSumError, Spot, Trace
from subsidy_ledger.reports.reconciliation.workbook import reconciliation

# Lists of lines: where every figure is led to, but what was recorded as it stands.
LISTS = ("expenses", "transfers", "evidence")


def figures(book: ReconciliationBook) -> Iterator[Spot]:
    """Every cell of money, live or not."""
    for block in book.blocks():
        for column in block.table.columns:
            for row in range(len(block.table.rows)):
                if column.kind == "money":
                    yield block.table.key, row, column.key


@settings(max_examples=15, deadline=None)
@given(lines=st.integers(0, 60), seed=st.integers(0, 1_000_000), odd=st.booleans())
def test_every_figure_is_the_sum_of_the_cells_it_is_led_to(lines: int, seed: int, odd: bool) -> None:
    """Lost otherwise: an auditor would be shown lines that do not add up to the cell she asked for."""
    ledger = mixed_ledger(lines, seed, odd_agreement() if odd else brussels())
    ledger = replace(ledger, contributions=(Contribution(YEAR, 1, 70_000_00, "council", "", 1),))
    book = reconciliation(ledger, findings(), CHECKS, YEAR)
    trace = Trace(book)
    live = {(b.table.key, row, column) for b in book.blocks() for row, column in b.live}
    for spot in figures(book):
        added = trace.added(spot)
        assert added.cents == (trace.value(spot) or 0), spot
        assert not live & added.parts.keys()
        assert added.cents == sum(n * cents_of(trace.value(part)) for part, n in added.parts.items())


def test_what_is_spent_is_led_to_lines_alone_and_what_remains_to_the_allocation_too() -> None:
    """Lost otherwise: a figure would be explained by itself, which explains nothing."""
    book = reconciliation(mixed_ledger(60, 7), findings(), CHECKS, YEAR)
    trace = Trace(book)
    for block, row, column in figures(book):
        if block in ("position", "objectives", "untagged", "modes", "sides", "projects", "agreement"):
            held = {part[0] for part in trace.added((block, row, column)).parts}
            assert held <= {*LISTS, "position", "contribution", "sides"}, (block, row, column)
            if column in ("spent", "spent_live", "zone", "zone_live", "shown", "shown_ledger", "live", "ledger"):
                assert held <= set(LISTS), (block, row, column)
    remaining = trace.added(("position", 0, "remaining")).parts
    assert remaining[("position", 0, "allocated")] == 1
    assert {n for (block, *_), n in remaining.items() if block == "expenses"} == {-1}


def test_what_the_auditor_types_is_followed_too() -> None:
    """Lost otherwise: in a filled-in workbook the accepted sums would be explained as 0.00."""
    book = reconciliation(mixed_ledger(40, 3), findings(), CHECKS, YEAR)
    share = Trace(book).value(("expenses", 0, "share"))
    assert isinstance(share, int)
    trace = Trace(book, {("expenses", 0, "deducted"): 1})
    total = len(book.block("position").table.rows) - 1
    grant = Trace(book).value(("expenses", 0, "of_grant"))
    row = next(r for r in range(total) if trace.value(("position", r, "code")) == grant)
    accepted = trace.added(("position", row, "accepted_sum"))
    assert accepted.cents == share - 1
    assert accepted.parts == {("expenses", 0, "share"): 1, ("expenses", 0, "deducted"): -1}


def test_a_ratio_and_a_text_are_no_sums_and_their_cells_are_named() -> None:
    """Lost otherwise: a percentage would be shown as if lines added up to it."""
    book = reconciliation(mixed_ledger(40, 3), findings(), CHECKS, YEAR)
    trace = Trace(book)
    with pytest.raises(NoSumError):
        trace.added(("position", 0, "used_percent"))
    with pytest.raises(NoSumError):
        trace.added(("position", 0, "title"))
    assert trace.named(("position", 0, "used_percent")) == (
        ("position", 0, "allocated"), ("position", 0, "spent_live"),
    )  # fmt: skip
    assert trace.is_difference(("position", 0, "spent_difference"))
