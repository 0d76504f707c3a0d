"""The settlement's figures to the cent: nothing lost between claimed and decided, never due and owed at once."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_builders import YEAR, brussels, expense, ledger_of
from settlement_cases import MONEY, cases
from subsidy_ledger.domain.receipts import Receipt
from subsidy_ledger.domain.settlement import Figures, GrantSettlement, SettledLine, figures, settled_lines, settlement
from subsidy_ledger.domain.submitted import Ruling, Submission, SubmittedShare
from subsidy_ledger.reports.settlement import lines_sentence


@settings(max_examples=80)
@given(cases(), MONEY, MONEY)
def test_the_figures_hold_together(
    case: tuple[list[SubmittedShare], list[Ruling]], granted: int, received: int
) -> None:
    """Lost otherwise: a euro that was claimed would be neither accepted, rejected nor open; or the city would be owed
    money and owe it at once."""
    shares, rulings = case
    found = figures(granted, settled_lines(shares, rulings, lambda n: n), received)
    assert found.claimed == sum(s.cents for s in shares if not s.is_spare)
    assert found.accepted + found.rejected + found.open == found.claimed
    assert found.balance >= 0
    assert found.recovery >= 0
    assert not (found.balance and found.recovery)
    assert found.balance <= max(0, found.granted - found.received)
    assert found.spare_used + found.spare_left >= 0 or found.spare_chosen < 0
    assert found.spare_used <= max(0, found.rejected)
    if found.spare_used > 0:
        assert found.accepted + found.open + found.spare_used <= granted
    whole = found.if_all_is_accepted()
    assert (whole.open, whole.claimed, whole.rejected) == (0, found.claimed, found.rejected)


@settings(max_examples=60)
@given(cases(), MONEY, MONEY, st.randoms(use_true_random=False))
def test_order_never_matters(
    case: tuple[list[SubmittedShare], list[Ruling]], granted: int, received: int, dice: random.Random
) -> None:
    """Lost otherwise: the same decisions, read in another order, would settle the year otherwise."""
    shares, rulings = case
    shuffled, mixed = list(shares), list(rulings)
    dice.shuffle(shuffled)
    dice.shuffle(mixed)
    once = figures(granted, settled_lines(shares, rulings, lambda n: n), received)
    again = figures(granted, settled_lines(shuffled, mixed, lambda n: n), received)
    assert once == again


@pytest.mark.parametrize(
    ("granted", "accepted", "received", "balance", "recovery"),
    [
        (100, 100, 100, 0, 0),
        (100, 99, 100, 0, 1),
        (100, 101, 99, 1, 0),
        (100, 120, 100, 0, 0),
        (100, 90, 50, 40, 0),
        (0, 0, 0, 0, 0),
        (100, -5, 0, 0, 5),
    ],
)
def test_what_is_due_on_the_edges(granted: int, accepted: int, received: int, balance: int, recovery: int) -> None:
    """Lost otherwise: min(granted, accepted) - received and received - accepted would be off by the cent at a limit."""
    found = Figures(granted, accepted, accepted, 0, 0, 0, received)
    assert (found.balance, found.recovery) == (balance, recovery)


def test_money_received_above_a_revised_grant_is_told() -> None:
    """Lost otherwise: an advance above what was granted in the end would vanish between balance and recovery."""
    found = Figures(granted=100, claimed=120, accepted=120, rejected=0, spare=0, spare_chosen=0, received=110)
    assert (found.balance, found.recovery, found.above_grant) == (0, 0, 10)
    assert replace(found, accepted=105).recovery + replace(found, accepted=105).above_grant == 10


def test_spare_lines_replace_what_was_rejected_within_the_envelope() -> None:
    """Lost otherwise: a spare line would raise the claim, or push it above what was granted."""
    base = Figures(granted=100, claimed=100, accepted=60, rejected=40, spare=70, spare_chosen=70, received=0)
    assert (base.spare_room, base.spare_used, base.balance) == (40, 40, 100)
    assert replace(base, granted=80).spare_used == 20
    assert replace(base, accepted=60, rejected=0).spare_used == 0  # nothing rejected, 40 open
    assert replace(base, claimed=150, accepted=110).spare_used == 0  # above the envelope without any spare line
    assert replace(base, spare_chosen=30).spare_left == 10
    assert (base.spare_left, base.above_grant) == (0, 0)


def test_a_ruling_follows_a_corrected_line_while_it_claims_the_same() -> None:
    """Lost otherwise: mending a supplier's name would open what the auditor had decided; changing the amount would
    not."""
    origin = {1: 1, 7: 1, 2: 2}.__getitem__
    ruling = Ruling(1, 1, "reduce", 100, 60, "no proof for 40", 5)
    (same,) = settled_lines([SubmittedShare(7, "G1.1", 100)], [ruling], origin)
    (moved,) = settled_lines([SubmittedShare(7, "G1.1", 101)], [ruling], origin)
    assert (same.accepted, same.rejected, same.open) == (60, 40, 0)
    assert (moved.accepted, moved.rejected, moved.open, moved.moved) == (0, 0, 101, ruling)
    assert SettledLine(2, (SubmittedShare(2, "G1.1", 5),)).open == 5


def test_each_grant_is_settled_from_its_own_submission_and_receipts() -> None:
    """Lost otherwise: what was received for one grant or year would pay another's claim."""
    ledger = ledger_of(
        [expense(1, 1000, "G1.1"), expense(2, 500, "R1.1")],
        submissions=(
            Submission(1, "general", YEAR, 1, "", (SubmittedShare(1, "G1.1", 900),)),
            Submission(2, "general", YEAR, 2, "", (SubmittedShare(1, "G1.1", 1000),)),
            Submission(3, "radicalisation", YEAR, 1, "", (SubmittedShare(2, "R1.1", 500),)),
        ),
        rulings=(Ruling(2, 1, "accept", 1000, 1000, "", 3),),
        receipts=(
            Receipt(1, "general", YEAR, 300, date(YEAR, 12, 1), "a"),
            Receipt(2, "general", YEAR, 50, date(YEAR, 12, 2), "b"),
            Receipt(3, "general", YEAR, -50, date(YEAR, 12, 2), "b", reverses=2),
            Receipt(4, "radicalisation", YEAR, 20, date(YEAR, 12, 1), "c"),
            Receipt(5, "general", YEAR - 1, 7, date(YEAR, 12, 1), "d"),
        ),
    )
    general, radicalisation = settlement(ledger, YEAR).grants
    assert (general.figures.claimed, general.figures.accepted, general.figures.received) == (1000, 1000, 300)
    assert (general.figures.balance, general.figures.recovery) == (700, 0)
    assert (radicalisation.figures.open, radicalisation.figures.recovery) == (500, 20)
    assert general.submission is not None
    assert general.submission.version == 2


def test_a_ruling_holds_in_the_grant_and_year_it_was_made_for() -> None:
    """Lost otherwise: a line accepted under one grant, then moved to another, would be accepted there unseen."""
    ledger = ledger_of(
        [expense(1, 1000, "R1.1")],
        submissions=(
            Submission(1, "general", YEAR, 1, "", (SubmittedShare(1, "G1.1", 1000),)),
            Submission(2, "general", YEAR, 2, "", ()),
            Submission(3, "radicalisation", YEAR, 1, "", (SubmittedShare(1, "R1.1", 1000),)),
        ),
        rulings=(Ruling(1, 1, "accept", 1000, 1000, "", 3),),
    )
    general, radicalisation = settlement(ledger, YEAR).grants
    assert (general.figures.claimed, general.figures.accepted) == (0, 0)
    assert (radicalisation.figures.open, radicalisation.figures.accepted) == (1000, 0)


def test_a_decision_taken_back_leaves_its_line_open_and_is_told() -> None:
    """Lost otherwise: a line whose rejection was taken back would stay rejected, or nobody saw that it was decided."""
    shares = [SubmittedShare(2, "G1.1", 50), SubmittedShare(1, "G1.1", 100)]
    rejected, reopened = Ruling(1, 1, "reject", 100, 0, "no proof", 4), Ruling(1, 1, "reopen", 100, 0, "found", 5)
    first, second = settled_lines(shares, [reopened, rejected], lambda n: n)
    assert (first.line, first.open, first.rejected, first.ruling) == (1, 100, 0, None)
    assert (first.reopened, first.moved) == (reopened, None)
    assert (second.line, second.open, second.reopened) == (2, 50, None)


def test_of_two_lines_in_the_place_of_one_each_keeps_its_own_decision() -> None:
    """Lost otherwise: the decision on the half that was ruled on would be forgotten, or be taken for both halves."""
    shares = [SubmittedShare(7, "G1.1", 60), SubmittedShare(8, "G1.1", 60)]
    first, second = settled_lines(shares, [Ruling(2, 7, "accept", 60, 60, "", 5)], {7: 1, 8: 1}.__getitem__)
    assert (first.accepted, first.open, second.accepted, second.open) == (60, 0, 0, 60)
    none = settled_lines(shares, [Ruling(1, 1, "accept", 60, 60, "", 5)], {1: 1, 7: 1, 8: 1}.__getitem__)
    assert [line.open for line in none] == [60, 60]


def test_long_lists_of_lines_are_counted() -> None:
    """Lost otherwise: ten thousand line numbers would push the figures off the screen."""
    assert str(lines_sentence(range(1, 50))) == "lines 1-49"
    assert str(lines_sentence(range(1, 500, 2))) == "250 lines (--lines lists them)"


@settings(max_examples=60)
@given(cases(), MONEY)
def test_what_each_spare_line_brings_adds_up_to_what_they_replace(
    case: tuple[list[SubmittedShare], list[Ruling]], granted: int
) -> None:
    """Lost otherwise: the column of accepted euros would add up to another sum than the heading."""
    shares, rulings = case
    lines = settled_lines(shares, rulings, lambda number: number)
    held = GrantSettlement(brussels().grants[0], figures(granted, lines, 0), None, lines, ())
    assert sum(held.counted.values()) == held.figures.accepted_in_all


def test_a_spare_credit_note_makes_room_for_the_others_whenever_it_was_let_in() -> None:
    """Lost otherwise: the lines would come to less than the settlement accepts in all."""
    for rejected, spare, counted in ((15, 30, 25), (0, 1, 1)):
        shares = [SubmittedShare(n, "G1.1", cents, n > 1) for n, cents in ((1, 15), (2, spare), (3, -10))]
        rulings = [
            Ruling(1, 1, "reduce", 15, 15 - rejected, "x", 2), Ruling(1, 2, "use-spare", spare, spare, "", 3),
            Ruling(1, 3, "use-spare", -10, -10, "", 4),
        ]  # fmt: skip
        lines = settled_lines(shares, rulings, lambda number: number)
        held = GrantSettlement(brussels().grants[0], figures(1000, lines, 0), None, lines, ())
        assert held.counted == {1: 15 - rejected, 2: counted, 3: -10}
        assert held.figures.accepted_in_all == sum(held.counted.values())
