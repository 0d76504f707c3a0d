"""Claims beside each other: what several hold of one cost, what was rejected elsewhere, what a new version leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ledger_builders import YEAR, expense, ledger_of, reversal
from subsidy_ledger.checks.registry import run
from subsidy_ledger.domain.claim_flows import Place
from subsidy_ledger.domain.claimed_twice import ClaimedTwice, claimed_twice, twice_sentence
from subsidy_ledger.domain.cut_elsewhere import Cuts
from subsidy_ledger.domain.expenses import Expense, Share
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.receipts import Receipt, received_of
from subsidy_ledger.domain.resubmitted import NOTHING, unsettled
from subsidy_ledger.domain.settlement import settlement
from subsidy_ledger.domain.submissions import Change, renumbered
from subsidy_ledger.domain.submitted import Ruling, Submission, SubmittedShare

GENERAL, RADICAL, LAST = Place("general", YEAR), Place("radicalisation", YEAR), Place("general", YEAR - 1)


def claim(
    number: int, of: Place, *shares: tuple[int, int], version: int = 1, spare: tuple[int, ...] = ()
) -> Submission:
    code = "G1.1" if of.grant == "general" else "R1.1"
    held = tuple(SubmittedShare(line, code, cents, line in spare) for line, cents in shares)
    return Submission(number, of.grant, of.year, version, "", held, number)


def twice(*claims: Submission, lines: list[Expense], rulings: tuple[Ruling, ...] = ()) -> tuple[ClaimedTwice, ...]:
    return claimed_twice(ledger_of(lines, submissions=claims, rulings=rulings))


def parts(found: tuple[ClaimedTwice, ...]) -> list[tuple[tuple[int, ...], int, int, list[tuple[Place, int, bool]]]]:
    return [(one.lines, one.cents, one.excess, [(c.place, c.cents, c.is_past) for c in one.claims]) for one in found]


def test_costs_of_the_same_claims_are_told_together_in_order() -> None:
    """Lost otherwise: the same books would be told in another order, or name only one of the lines."""
    lines = [expense(5, 7, "R1.1"), expense(2, 3, "R1.1"), expense(3, 4, "G1.1", year=YEAR - 1), expense(4, 1, "R1.1")]
    claims = (
        claim(3, RADICAL, (5, 7), (2, 3), (4, 1)),
        claim(2, GENERAL, (5, 7), (2, 3), (3, 4)),
        claim(1, LAST, (3, 4)),
    )
    found = twice(*claims, lines=lines)
    assert parts(found) == [
        ((3,), 4, 4, [(LAST, 4, False), (GENERAL, 4, True)]),
        ((2, 5), 10, 10, [(GENERAL, 10, True), (RADICAL, 10, False)]),
    ]
    assert [one.all_lines for one in found] == [(3,), (2, 5)]
    assert [c.lines for one in found for c in one.claims] == [(3,), (3,), (2, 5), (2, 5)]
    assert "ledger submit --year 2019 --grant general" in str(twice_sentence(found[0]))
    assert "--year 2018" not in str(twice_sentence(found[0]))


@pytest.mark.parametrize(
    ("year", "grant", "is_of"),
    [(YEAR, None, True), (YEAR - 1, None, True), (YEAR - 2, None, False), (YEAR - 1, "general", True),
     (YEAR, "radicalisation", True), (YEAR, "general", False), (YEAR - 1, "radicalisation", False)],
)  # fmt: skip
def test_it_is_told_of_each_year_and_grant_that_holds_it(year: int, grant: str | None, is_of: bool) -> None:
    """Lost otherwise: the settlement of one year would not say that another pays the same."""
    (one,) = twice(claim(1, LAST, (1, 9)), claim(2, RADICAL, (1, 9)), lines=[expense(1, 9, "R1.1")])
    assert one.is_of(year, grant) == is_of


def test_only_the_costs_of_the_lines_asked_for_are_looked_at() -> None:
    """Lost otherwise: whoever settles one line would be warned of all the others."""
    first, second = expense(1, 9, "R1.1"), expense(2, 3, "G1.1", year=YEAR - 1)
    ledger = ledger_of(
        [first, replace(reversal(first, 3)), replace(expense(4, 9, "R1.1"), replaces=1), second],
        submissions=(claim(1, GENERAL, (1, 9), (2, 3)), claim(2, RADICAL, (4, 9)), claim(3, LAST, (2, 3))),
    )  # fmt: skip
    assert [one.lines for one in claimed_twice(ledger)] == [(2,), (4,)]
    assert [one.lines for line in (1, 4, 2) for one in claimed_twice(ledger, [line])] == [(4,), (4,), (2,)]
    assert claimed_twice(ledger, [77]) == claimed_twice(ledger, []) == ()


@pytest.mark.parametrize(
    ("cents", "general", "radical", "past"),
    [
        # What the books have, and what each claim has of it: with the same sign, one cent more is too much.
        (9, 5, 4, None), (9, 5, 5, [True, False]), (-9, -5, -4, None), (-9, -5, -5, [True, False]),
        # A cost that turned into a credit note is claimed though nothing of it is left.
        (-9, 5, 4, [True, True]), (0, 1, 1, [True, True]), (9, 1, 1, None),
    ],
)  # fmt: skip
def test_a_cost_of_two_grants_is_found_from_one_cent_too_much(
    cents: int, general: int, radical: int, past: list[bool] | None
) -> None:
    """Lost otherwise: a cent paid twice would pass, or a cost that is rightly divided be called paid twice."""
    of_general = {9: 4, -9: -4, 0: 0}[cents]
    line = replace(expense(1, cents, None), shares=(Share("G1.1", of_general), Share("R1.1", cents - of_general)))
    if (cents, general) == (9, 5) and radical == 4:
        line = replace(line, shares=(Share("G1.1", 5), Share("R1.1", 4)))
    found = twice(claim(1, GENERAL, (1, general)), claim(2, RADICAL, (1, radical)), lines=[line])
    assert ([c.is_past for one in found for c in one.claims] or None) == past


def test_a_cost_that_is_gone_is_told_by_its_last_line_and_both_claims_are_submitted_again() -> None:
    """Lost otherwise: nobody could look up what was claimed twice, or which claim to mend."""
    first = expense(1, 9, "G1.1")
    again = replace(expense(4, 9, "R1.1"), replaces=1)
    lines = [first, reversal(first, 3), again, reversal(again, 5)]
    (one,) = twice(claim(1, GENERAL, (1, 9)), claim(2, RADICAL, (4, 9)), lines=lines)
    assert (one.lines, one.all_lines, one.cents, one.claimed) == ((4,), (1, 4), 0, 18)
    assert str(twice_sentence(one)).count("ledger submit") == 2


def test_a_cost_that_was_corrected_since_both_claims_is_told_by_its_line_in_the_books() -> None:
    """Lost otherwise: the officer would look for a line that was taken back."""
    first = expense(1, 9, "G1.1")
    lines = [first, reversal(first, 3), replace(expense(4, 8, "G1.1"), replaces=1)]
    (one,) = twice(claim(1, GENERAL, (1, 9)), claim(2, RADICAL, (1, 9)), lines=lines)
    assert (one.lines, one.all_lines, one.excess) == ((4,), (1, 4), 10)


def test_a_claim_whose_part_was_rejected_is_not_named() -> None:
    """Lost otherwise: the officer would submit again what an auditor has settled."""
    (one,) = twice(
        claim(1, GENERAL, (1, 9)), claim(2, RADICAL, (1, 9)), claim(3, LAST, (1, 9)), lines=[expense(1, 9, "R1.1")],
        rulings=(Ruling(1, 1, "reject", 9, 0, "private", 5),),
    )  # fmt: skip
    assert [c.place for c in one.claims] == [LAST, RADICAL]


def test_of_costs_that_went_both_ways_both_claims_are_submitted_again() -> None:
    """Lost otherwise: only one of the two claims would be mended."""
    lines = [expense(1, 9, "R1.1"), expense(2, 3, "G1.1")]
    (one,) = twice(claim(1, GENERAL, (1, 9), (2, 3)), claim(2, RADICAL, (1, 9), (2, 3)), lines=lines)
    assert [c.is_past for c in one.claims] == [True, True]
    # Each has no more than the books, and together they have more.
    both = replace(expense(1, 1, None), shares=(Share("G1.1", 9), Share("R1.1", -8)))
    (two,) = twice(claim(1, GENERAL, (1, 9)), claim(2, RADICAL, (1, -1)), lines=[both])
    assert ([c.is_past for c in two.claims], two.excess) == ([False, False], 7)
    assert str(twice_sentence(two)).count("ledger submit") == 2
    for place, cents in ((LAST, 9), (GENERAL, -1)):
        books = ledger_of([both], submissions=(claim(1, place, (1, 9)), claim(2, RADICAL, (1, cents))))
        assert [f.year for f in run(books, only=["claimed-twice"]).findings] == [YEAR]


def test_one_claim_alone_or_an_older_version_is_no_second_one() -> None:
    """Lost otherwise: a claim and its own older version would be called two."""
    line = expense(1, 9, "G1.1")
    assert twice(claim(1, GENERAL, (1, 10)), claim(2, GENERAL, (1, 9), version=2), lines=[line]) == ()
    assert twice(claim(1, GENERAL, (1, 10)), claim(2, RADICAL, (2, 1)), lines=[line]) == ()


def cut_books() -> Ledger:
    first = expense(1, 9, "R1.1")
    rulings = (
        Ruling(2, 1, "accept", 9, 9, "", 9), Ruling(1, 1, "reject", 9, 0, "private", 4),
        Ruling(3, 1, "reduce", 9, 5, "vat", 3), Ruling(1, 2, "reopen", 3, 0, "y", 5),
        Ruling(1, 2, "reject", 3, 0, "x", 4),
    )  # fmt: skip
    claims = (claim(1, GENERAL, (1, 9), (2, 3)), claim(2, RADICAL, (4, 9)), claim(3, LAST, (1, 9)))
    lines = [first, reversal(first, 3), replace(expense(4, 9, "R1.1"), replaces=1), expense(2, 3, "G1.1")]
    return ledger_of(lines, submissions=claims, rulings=rulings)


def test_what_was_rejected_of_a_cost_elsewhere_is_told_and_what_was_accepted_is_not() -> None:
    """Lost otherwise: a cost that an auditor rejected would come back clean under another grant."""
    cuts = Cuts(cut_books())
    assert [(cut.place, cut.ruling.reason) for cut in cuts.elsewhere(4, RADICAL)] == [
        (LAST, "vat"),
        (GENERAL, "private"),
    ]
    assert [cut.place for cut in cuts.elsewhere(1, GENERAL)] == [LAST]
    assert cuts.elsewhere(2, RADICAL) == cuts.elsewhere(99, RADICAL) == ()


def test_a_new_version_leaves_what_it_has_with_the_same_amount() -> None:
    """Lost otherwise: decisions would be gone after a new version, and nobody be told of them."""
    # Undecided are 4 and 6, open already 7, and 8 is spare and was not let in.
    last = claim(1, GENERAL, (1, 10), (2, 20), (3, 30), (4, 40), (5, 9), (6, 2), (7, 71), (8, 4), spare=(5, 8))
    rulings = (
        Ruling(1, 1, "reject", 10, 0, "x", 2), Ruling(1, 2, "accept", 20, 20, "", 2),
        Ruling(1, 3, "accept", 30, 30, "", 2),
        Ruling(1, 5, "use-spare", 9, 9, "", 2), Ruling(1, 7, "accept", 70, 70, "", 2),
    )  # fmt: skip
    lines = [expense(n, cents, "G1.1") for n, cents in ((1, 10), (2, 20), (3, 31), (4, 40), (5, 9), (7, 72), (8, 4))]
    ledger = ledger_of(lines, submissions=(last,), rulings=rulings)
    new = claim(2, GENERAL, (2, 20), (3, 31), (4, 41), (5, 9), (7, 72), (8, 4), version=2, spare=(5, 8))
    found = unsettled(ledger, new)
    assert ([line.line for line in found.dropped], [line.line for line in found.opened]) == ([1], [3])
    assert (found.reopened, found.spare_lines, found.spare_before, found.spare_after) == ((3,), (5,), 9, 0)
    other = claim(3, RADICAL, (9, 5))
    here = replace(ledger, submissions=(last, other), rulings=(*rulings, Ruling(3, 9, "reject", 5, 0, "x", 4)))
    gone = unsettled(here, claim(4, RADICAL, (10, 5), version=2))
    assert [line.line for line in gone.dropped] == [9]
    same = replace(new, shares=last.shares)
    assert replace(unsettled(ledger, same), spare_lines=(), spare_before=0, spare_after=0) == NOTHING


def test_rejected_credit_notes_are_those_claimed_and_not_accepted_in_full() -> None:
    """Lost otherwise: more would be accepted than was claimed, and no line said why."""
    shares = ((1, -50), (2, -40), (3, 30), (4, -20), (5, -10))
    rulings = (
        Ruling(1, 1, "reject", -50, 0, "x", 2), Ruling(1, 2, "accept", -40, -40, "", 2),
        Ruling(1, 3, "reject", 30, 0, "x", 2),
        Ruling(1, 5, "use-spare", -10, 0, "", 2),
    )  # fmt: skip
    ledger = ledger_of([], submissions=(claim(1, GENERAL, *shares, spare=(5,)),), rulings=rulings)
    held = settlement(ledger, YEAR).grants[0]
    assert [line.line for line in held.rejected_credits] == [1]


def test_spare_lines_count_in_the_order_they_were_let_in_as_far_as_there_is_room() -> None:
    """Lost otherwise: the lines would come to more than what is accepted in all."""
    shares = ((1, 50), (2, 30), (3, 30), (4, 5))
    rulings = (
        Ruling(1, 1, "reject", 50, 0, "x", 2), Ruling(1, 3, "use-spare", 30, 30, "", 3),
        Ruling(1, 2, "use-spare", 30, 30, "", 4),
    )  # fmt: skip
    ledger = ledger_of([], submissions=(claim(1, GENERAL, *shares, spare=(2, 3)),), rulings=rulings)
    held = settlement(ledger, YEAR).grants[0]
    assert held.counted == {1: 0, 2: 20, 3: 30}
    assert sum(held.counted.values()) == held.figures.accepted_in_all


def test_another_number_alone_is_no_correction() -> None:
    """Lost otherwise: an undo and its redo would be told as corrections that nobody made."""
    ledger = ledger_of([expense(1, 9, "G1.1"), expense(2, 9, "G1.1"), expense(3, 9, "G1.1", supplier="Zenne")])

    def kind(kind: str, *sides: int) -> str:
        before, after = ((SubmittedShare(line, "G1.1", 9),) for line in sides)
        return renumbered(Change(kind, sides[1], before, after), ledger).kind  # type: ignore[arg-type]

    assert (kind("corrected", 1, 2), kind("corrected", 1, 3), kind("retagged", 1, 2)) == (
        "renumbered", "corrected", "retagged",
    )  # fmt: skip
    assert kind("corrected", 1, 77) == "corrected"


def test_what_was_received_is_of_one_grant_and_year_and_stands() -> None:
    """Lost otherwise: a revision would be held against money that was taken back, or another grant's."""
    day = date(2020, 1, 1)
    receipts = (
        Receipt(1, "general", YEAR, 50, day, "a"), Receipt(2, "general", YEAR, 20, day, "b"),
        Receipt(3, "general", YEAR, -20, day, "b", reverses=2), Receipt(4, "general", YEAR - 1, 7, day, "c"),
        Receipt(5, "radicalisation", YEAR, 3, day, "d"),
    )  # fmt: skip
    assert [received_of(receipts, place.grant, place.year) for place in (GENERAL, RADICAL, LAST)] == [50, 3, 7]
