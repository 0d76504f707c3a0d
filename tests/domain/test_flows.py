"""Where the money of one cost went between two states of the books: laid end to end, and the same told at both ends."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_builders import YEAR, expense, ledger_of
from subsidy_ledger.domain.claim_flows import Place, TracedChange, trace
from subsidy_ledger.domain.expenses import Share
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.submissions import Change, claim_of, claimed, differences, origin_in
from subsidy_ledger.domain.submitted import SubmittedShare

CODES = st.sampled_from(["G1.1", "G2.1", "R1.1", None])
COSTS = st.dictionaries(
    st.integers(1, 5),
    st.tuples(st.sampled_from([1, -1]), st.sampled_from([YEAR, YEAR - 1]),
              st.lists(st.tuples(CODES, st.integers(1, 90)), min_size=1, max_size=3, unique_by=lambda s: s[0])),
    max_size=5,
)  # fmt: skip


def books(costs: dict[int, tuple[int, int, list[tuple[str | None, int]]]]) -> Ledger:
    lines = []
    for number, (sign, year, parts) in sorted(costs.items()):
        shares = tuple(Share(code, sign * cents) for code, cents in parts)
        line = expense(number, sum(s.cents for s in shares), None, year=year)
        lines.append(replace(line, shares=shares))
    return ledger_of(lines)


@settings(max_examples=60)
@given(COSTS, COSTS)
def test_both_ends_of_a_move_tell_the_same_and_each_claim_adds_up(before: Any, after: Any) -> None:
    """Lost otherwise: a euro could leave one claim for another that never had it."""
    # A cost that turns from spending into a credit note is another cost.
    after = {n: (before[n][0] if n in before else sign, *rest) for n, (sign, *rest) in after.items()}
    old, new = books(before), books(after)
    flows: dict[tuple[int, Place, Place], list[int]] = defaultdict(list)
    for here in [Place(grant, year) for grant in ("general", "radicalisation") for year in (YEAR, YEAR - 1)]:
        sides = [claim_of(ledger, *here) for ledger in (old, new)]
        found: tuple[TracedChange, ...] = trace(differences(origin_in(new), *sides), here, lambda n: n, old, new)
        assert sum(c.moved + c.rest for c in found) == claimed(sides[1]) - claimed(sides[0])
        for each in found:
            for flow in each.flows:
                ends = (here, flow.other) if flow.is_away else (flow.other, here)
                flows[(each.change.line, *ends)].append(flow.cents)
            if before.get(each.change.line) and after.get(each.change.line):
                # Where a cost comes to the same in all, nothing of it came or went.
                totals = [sum(c for _, c in side[each.change.line][2]) for side in (before, after)]
                assert totals[0] != totals[1] or each.rest == 0
    for (_, source, target), cents in flows.items():
        assert len(set(cents)) == 1
        assert len(cents) == (2 if source.grant and target.grant else 1)


GENERAL, RADICAL = Place("general", YEAR), Place("radicalisation", YEAR)
Parts = dict[str | None, int]


def traced(before: Parts, after: Parts, here: Place = GENERAL) -> tuple[str, int, int, list[tuple[str, bool, int]]]:
    """What one cost's change is called, what of it moved, the rest, and its flows; empty before: it was not there."""

    def one(parts: Parts) -> Ledger:
        line = replace(expense(1, sum(parts.values()), None), shares=tuple(Share(c, n) for c, n in parts.items()))
        return ledger_of([line] if parts else [])

    old, new = one(before), one(after)
    changes = differences(origin_in(new), *(claim_of(books, *here) for books in (old, new)))
    (found,) = trace(changes, here, lambda n: n, old, new)
    return found.change.kind, found.moved, found.rest, [(f.other.grant, f.is_away, f.cents) for f in found.flows]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({"G1.1": 10}, {"G1.1": 9, "R1.1": 1}, ("moved-in-part", -1, 0, [("radicalisation", True, 1)])),
        ({"G1.1": 10}, {"G1.1": 8, "R1.1": 1}, ("changed", -1, -1, [("radicalisation", True, 1)])),
        ({"G1.1": 10}, {"R1.1": 10}, ("moved-away", -10, 0, [("radicalisation", True, 10)])),
        ({"G1.1": 10}, {"R1.1": 4, None: 6}, ("moved-away", -10, 0, [("", True, 6), ("radicalisation", True, 4)])),
        ({"G1.1": 10}, {}, ("taken-back", 0, -10, [])),
        ({}, {"G1.1": 10}, ("new", 0, 10, [])),
        # What nobody had tagged is new to every claim.
        ({None: 10}, {"G1.1": 10}, ("new", 10, 0, [("", False, 10)])),
        ({"R1.1": 10}, {"G1.1": 10}, ("moved-here", 10, 0, [("radicalisation", False, 10)])),
        ({None: 4, "R1.1": 6}, {"G1.1": 10}, ("moved-here", 10, 0, [("", False, 4), ("radicalisation", False, 6)])),
        ({"G1.1": -10}, {"R1.1": -10}, ("moved-away", 10, 0, [("radicalisation", True, -10)])),
        ({"G1.1": -10}, {"G1.1": -9, "R1.1": -1}, ("moved-in-part", 1, 0, [("radicalisation", True, -1)])),
        ({"G1.1": 10, "R1.1": -10}, {"G1.1": 11, "R1.1": -10}, ("changed", 0, 1, [])),
        ({"R1.1": 5, "G1.1": -5}, {"G1.1": -1, "R1.1": 1}, ("moved-in-part", 4, 0, [("radicalisation", False, 4)])),
        # Whether it is a credit note is what it came to before, else what it comes to now.
        ({"G1.1": 5, "R1.1": -5}, {"G1.1": -9, "R1.1": 3}, ("changed", -8, -6, [("radicalisation", False, -8)])),
        ({"G1.1": 10, "R1.1": -2}, {"G1.1": -10, "R1.1": 1}, ("changed", -3, -17, [("radicalisation", True, 3)])),
        ({"G1.1": 5, "R1.1": -5}, {"G1.1": -10, "R1.1": -5}, ("changed", 0, -15, [])),
    ],
)
def test_what_went_where(before: Parts, after: Parts, told: tuple[str, int, int, list[tuple[str, bool, int]]]) -> None:
    """Lost otherwise: a euro that moved would be called lost, or one that was lost be said to have moved."""
    assert traced(before, after) == told


def test_a_spare_line_that_moves_claims_nothing_on_its_side() -> None:
    """Lost otherwise: a spare line given to another grant would be told as money that left the claim."""
    old, new = ledger_of([expense(1, 10, "G1.1")]), ledger_of([expense(1, 10, "R1.1")])
    away = Change("taken-back", 1, (SubmittedShare(1, "G1.1", 10, True),), ())
    (found,) = trace([away], GENERAL, lambda n: n, old, new)
    assert (found.change.kind, found.moved, found.rest) == ("moved-away", 0, 0)
    here = Change("new", 1, (), (SubmittedShare(1, "R1.1", 10, True),))
    (other,) = trace([here], RADICAL, lambda n: n, old, new)
    assert (other.change.kind, other.moved, other.rest) == ("moved-here", 0, 0)


def test_three_places_are_laid_end_to_end() -> None:
    """Lost otherwise: of money that left two places for two others, each end would tell another story."""
    before: Parts = {None: 7, "R1.1": 5}
    after: Parts = {"G1.1": 12}
    assert traced(before, after)[3] == [("", False, 7), ("radicalisation", False, 5)]
    assert traced({"G1.1": 12}, {None: 7, "R1.1": 5})[3] == [("", True, 7), ("radicalisation", True, 5)]
    assert traced({"G1.1": 5, None: 7}, {"R1.1": 8, "G1.1": 4})[3] == [("radicalisation", True, 1)]


def test_two_places_that_lost_and_two_that_won_are_laid_end_to_end() -> None:
    """Lost otherwise: one euro would go to two grants, and each of them count it."""
    old = replace(expense(1, 12, None, year=YEAR - 1), shares=(Share(None, 7), Share("G1.1", 5)))
    new = replace(expense(1, 12, None), shares=(Share("G1.1", 8), Share("R1.1", 4)))
    before, after = ledger_of([old]), ledger_of([new])

    def flows(here: Place) -> list[tuple[Place, bool, int]]:
        changes = differences(origin_in(after), *(claim_of(books, *here) for books in (before, after)))
        (found,) = trace(changes, here, lambda n: n, before, after)
        assert found.rest == 0
        return [(flow.other, flow.is_away, flow.cents) for flow in found.flows]

    last = Place("general", YEAR - 1)
    assert flows(GENERAL) == [(Place("", YEAR - 1), False, 7), (last, False, 1)]
    assert flows(RADICAL) == [(last, False, 4)]
    assert flows(last) == [(GENERAL, True, 1), (RADICAL, True, 4)]
