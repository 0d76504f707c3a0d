"""The ledger read as one value: which line stands for which, what came before it, and what counts last."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from check_cases import batch
from checks_builders import AGREEMENT, books, line, reversal
from ledger_builders import entry
from subsidy_ledger.domain.carry_over import carry_overs
from subsidy_ledger.domain.expenses import Expense, Share
from subsidy_ledger.domain.ledger import Ledger, Sum
from subsidy_ledger.domain.position import known_years, position
from subsidy_ledger.domain.records import Allocation, Contribution, EntryKind, SectorPlan

DAY = date(2019, 3, 1)


def corrected() -> tuple[Expense, ...]:
    """Line 1 of a file, corrected by 3, which 5 corrects; 2 was taken back by hand, 7 by the undoing of its import."""
    one, two = line(1, 900, invoice_date=DAY), line(2, 50)
    three = replace(line(3, 800, invoice_date=DAY), replaces=1, source=one.source)
    five = replace(line(6, 700), replaces=3, source=one.source)
    seven = line(7, 70, batch=2)
    return (
        one, two, three, replace(reversal(4, one), entry=2), replace(reversal(5, three), entry=3), five, seven,
        replace(reversal(8, two), entry=4), replace(reversal(9, seven), entry=5),
    )  # fmt: skip


def ledger() -> Ledger:
    kinds: tuple[EntryKind, ...] = ("import", "correction", "correction", "correction", "undo")
    entries = tuple(replace(entry(n), kind=kind) for n, kind in enumerate(kinds, 1))
    return books(*corrected(), entries=entries, imports=(batch(), batch(2, undone_by=5)))


def of(here: Ledger, number: int) -> Expense:
    found = here.expense(number)
    assert found is not None
    return found


def test_a_row_can_be_a_line_that_counts_or_one_taken_back_as_claimed_in_error() -> None:
    """Lost otherwise: a file would post again what a person took out, or leave out what an undo took out."""
    assert [e.number for e in ledger().recognisable()] == [2, 6]
    for kind in ("import", "redo"):
        entries = tuple(replace(e, kind=kind) if e.number == 5 else e for e in ledger().entries)
        assert [e.number for e in replace(ledger(), entries=entries).recognisable()] == [2, 6]
    by_hand = tuple(replace(e, kind="correction") for e in ledger().entries)
    assert [e.number for e in replace(ledger(), entries=by_hand).recognisable()] == [2, 6, 7]


def test_a_line_is_led_back_to_what_its_file_delivered() -> None:
    """Lost otherwise: a corrected line would be posted again when its export comes again."""
    here = ledger()
    assert here.delivered(of(here, 6)).amount == here.delivered(of(here, 3)).amount == 900
    assert here.version_before(of(here, 1)) is None
    before = here.version_before(of(here, 6))
    assert before is not None
    assert before.number == 3
    assert here.version_before(replace(of(here, 6), source=None)) is None
    assert [here.origin(of(here, n)) for n in (1, 3, 6, 7)] == [1, 1, 1, 7]
    assert here.origin(replace(line(8, 1), replaces=77)) == 77


def test_a_line_says_what_took_it_back_and_where_it_is_from() -> None:
    """Lost otherwise: an auditor would be led to the wrong line or the wrong file."""
    here = ledger()
    assert [str(here.status(of(here, n))) for n in (1, 4, 6)] == ["reversed by 4", "reverses 1", "live"]
    found = here.import_of(of(here, 7))
    assert found is not None
    assert found.number == 2
    assert here.import_of(line(9, 1, batch=None)) is None
    assert here.import_of(line(9, 1, batch=3)) is None


def test_a_reversal_stands_on_the_day_of_its_line_whatever_it_says() -> None:
    """Lost otherwise: the books of a day in the past would hold the reversal and not the line, or the reverse."""
    here = books(line(1, 9, invoice_date=DAY), replace(reversal(2, line(1, 9)), reverses=1))
    assert here.date_of(of(here, 2)) == here.date_of(of(here, 1)) == DAY
    assert here.date_of(line(3, 9)) is None


def test_what_was_recorded_last_counts() -> None:
    """Lost otherwise: a revised amount would not be the one that holds."""
    allocations = tuple(Allocation("alpha", 2019, v, v * 100, "d", v) for v in (2, 1))
    contributions = tuple(Contribution(2019, v, v * 10, "d", "", v) for v in (2, 1))
    plans = tuple(SectorPlan("A2", 2019, v, v * 7, "d", v) for v in (2, 1))
    here = Ledger(AGREEMENT, allocations, contributions, sector_plans=plans)
    owed = here.contribution(2019)
    assert (here.allocated("alpha", 2019), owed and owed.cents, here.planned("A2", 2019)) == (200, 20, 14)
    assert (here.allocated("alpha", 2018), here.contribution(2018), here.planned("A1", 2019)) == (None, None, None)
    assert (here.allocated("beta", 2019), here.planned("A2", 2018)) == (None, None)


def test_totals_count_a_line_once_a_code() -> None:
    """Lost otherwise: the number of lines behind a figure would be another."""
    here = books(line(1, 9, [("A2.1", 5), (None, 4)]), line(2, 7), line(3, 1, entity="zone"))
    assert here.totals() == {(2019, "A2.1"): Sum(12, 2), (2019, None): Sum(4, 1)}


def test_an_equal_ledger_is_equal_and_shows_itself_without_its_indexes() -> None:
    """Lost otherwise: two ledgers that hold the same would not be the same."""
    assert books(line(1, 9)) == books(line(1, 9))
    assert "_by_number" not in repr(books(line(1, 9)))
    assert "_reversed_by" not in repr(books(line(1, 9)))


def test_what_a_later_export_added_is_not_a_line_s_own() -> None:
    """Lost otherwise: a corrected line would carry facts of another file as if its own file had said them."""
    own = line(1, 9, description="x")
    assert own.own_details == own.details
    supplied = replace(own, supplied=("description",))
    assert (supplied.own_details.description, supplied.details.description) == (None, "x")
    assert own.untagged == 0
    assert replace(own, shares=(Share("A2.1", 5), Share(None, 4))).untagged == 4


def test_the_edges_of_a_position() -> None:
    """Lost otherwise: a grant used to the cent would be called overspent, or one without an amount would stop it."""
    spent = {(2019, "A2.1"): Sum(100, 1), (2019, "B1.1"): Sum(5, 1), (2021, None): Sum(1, 1)}
    here = position(AGREEMENT, {("alpha", 2019): 100}, spent, 2019)
    alpha, beta = here.grants
    assert (alpha.remaining, alpha.overspent, alpha.used_percent) == (0, False, "100.0")
    assert (beta.remaining, beta.overspent, beta.used_percent) == (-5, True, None)
    assert (here.allocated, here.spent, here.remaining, here.used_percent) == (100, 105, -5, "105.0")
    assert known_years(AGREEMENT, spent) == (2018, 2019, 2021)
    assert not here.untagged_exceeds_remaining
    one = position(AGREEMENT, {("alpha", 2019): 1}, {(2019, None): Sum(2, 1)}, 2019)
    assert one.untagged_exceeds_remaining
    assert not position(AGREEMENT, {("alpha", 2019): 2}, {(2019, None): Sum(2, 1)}, 2019).untagged_exceeds_remaining
    assert not position(AGREEMENT, {}, {(2019, "A2.1"): Sum(1, 1)}, 2019).untagged_exceeds_remaining


def carried(*changes: tuple[str, int, int, int, int]) -> tuple[Allocation, ...]:
    return tuple(Allocation(grant, year, version, cents, "d 1", e) for grant, year, version, cents, e in changes)


def test_a_carry_over_is_two_years_of_a_grant_changed_in_one_entry_by_the_same_amount() -> None:
    """Lost otherwise: a revision would be shown as money moved between years, or the reverse."""
    first = (("alpha", 2018, 1, 100, 1), ("alpha", 2019, 1, 50, 1), ("beta", 2018, 1, 9, 1), ("beta", 2019, 1, 9, 1))
    moved = (("alpha", 2018, 2, 70, 2), ("alpha", 2019, 2, 80, 2))
    (found,) = carry_overs(carried(*first, *moved))
    assert (found.grant, found.from_year, found.to_year, found.cents, found.entry) == ("alpha", 2018, 2019, 30, 2)
    assert [found.into(year) for year in (2017, 2018, 2019)] == [0, -30, 30]
    assert carry_overs(carried(*first)) == ()
    # However they are read; and a first statement of two years is none, whatever they come to.
    assert carry_overs(carried(*first, *moved)[::-1]) == (found,)
    assert carry_overs(carried(("gamma", 2018, 1, 2, 1), ("gamma", 2019, 1, 0, 1))) == ()
    assert carry_overs(carried(*first, ("alpha", 2018, 2, 100, 2), ("alpha", 2019, 2, 50, 2))) == ()
    assert carry_overs(carried(*first, ("alpha", 2018, 2, 70, 2), ("alpha", 2019, 2, 81, 2))) == ()
    assert carry_overs(carried(*first, ("alpha", 2018, 2, 70, 2), ("alpha", 2019, 2, 80, 3))) == ()
    back = (("alpha", 2019, 2, 40, 2), ("alpha", 2018, 2, 110, 2))
    assert [(c.from_year, c.to_year, c.cents) for c in carry_overs(carried(*first, *back))] == [(2019, 2018, 10)]
    taker_first = (("alpha", 2019, 2, 80, 2), ("alpha", 2018, 2, 70, 2))
    assert carry_overs(carried(*first, *taker_first)) == (found,)
    of_three = (("alpha", 2017, 1, 10, 2), ("alpha", 2018, 2, 80, 2), ("alpha", 2019, 2, 60, 2))
    assert carry_overs(carried(*first, *of_three)) == ()
    both = carry_overs(carried(*first, ("beta", 2018, 2, 8, 3), ("beta", 2019, 2, 10, 3), *moved))
    assert [(c.grant, c.entry) for c in both] == [("alpha", 2), ("beta", 3)]
    held = position(
        AGREEMENT, {}, {}, 2019, carried=(found, replace(found, grant="beta", from_year=2017, to_year=2018))
    )
    assert [(g.carried_over, len(g.carry_overs)) for g in held.grants] == [(30, 1), (0, 0)]
