"""The position: nothing is lost between lines, objectives, sectors, grants and the total."""

from __future__ import annotations

import random
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from subsidy_ledger.agreements import builtin
from subsidy_ledger.domain.agreement_file import agreement_of, parse
from subsidy_ledger.domain.expenses import Details, Expense
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.position import Position, known_years, position
from subsidy_ledger.domain.tagging import mirrored, whole

BRUSSELS = agreement_of(parse(builtin()))
CODES = (*BRUSSELS.targets, None)
ALLOCATED = {("general", 2019): 185_698_233, ("radicalisation", 2019): 6_000_000}


@st.composite
def lines(draw: st.DrawFn) -> tuple[Expense, ...]:
    found = []
    for number in range(1, draw(st.integers(0, 25)) + 1):
        details = Details(
            draw(st.sampled_from(["city", "zone", "nonprofit"])),
            draw(st.sampled_from([2018, 2019, 2021])),
            draw(st.integers(-(10**9), 10**9).filter(bool)),
            invoice_date=draw(st.none() | st.dates(date(2018, 1, 1), date(2020, 12, 31))),
        )
        found.append(Expense(number, 1, details, whole(details.amount, draw(st.sampled_from(CODES)))))
    return tuple(found)


def year_of(ledger: Ledger, year: int = 2019) -> Position:
    return position(ledger.agreement, ALLOCATED, ledger.totals(), year)


@given(lines())
def test_every_cent_of_a_claiming_line_is_in_the_balance_once(expenses: tuple[Expense, ...]) -> None:
    """Lost otherwise: a line could count twice, or in no figure at all."""
    ledger = Ledger(BRUSSELS, expenses=expenses)
    held = sum(
        p.spent + p.untagged.cents for year in known_years(BRUSSELS, ledger.totals()) for p in [year_of(ledger, year)]
    )
    assert held == sum(e.amount for e in expenses if e.details.entity != "zone")
    for grant in year_of(ledger).grants:
        assert grant.spent == grant.unassigned + sum(s.spent for s in grant.sectors)
        assert (grant.allocated or 0) == grant.spent + grant.remaining
        for sector in grant.sectors:
            assert sector.spent == sector.unassigned + sum(o.spent for o in sector.objectives)


@given(lines(), st.randoms(use_true_random=False))
def test_the_order_of_lines_never_matters(expenses: tuple[Expense, ...], chance: random.Random) -> None:
    """Lost otherwise: two databases could answer differently."""
    shuffled = list(expenses)
    chance.shuffle(shuffled)
    assert Ledger(BRUSSELS, expenses=expenses).totals() == Ledger(BRUSSELS, expenses=tuple(shuffled)).totals()


@given(lines())
def test_a_line_and_its_reversal_come_to_nothing(expenses: tuple[Expense, ...]) -> None:
    """Lost otherwise: undoing an import would leave something of it in the balance."""
    back = tuple(
        Expense(
            len(expenses) + e.number,
            2,
            Details(e.details.entity, e.details.year, -e.amount),
            mirrored(e.shares),
            e.number,
        )
        for e in expenses
    )
    ledger = Ledger(BRUSSELS, expenses=(*expenses, *back))
    assert ledger.totals() == {}
    assert list(ledger.live()) == []


@given(lines(), st.dates(date(2018, 1, 1), date(2020, 12, 31)))
def test_as_of_takes_lines_up_to_the_day_and_all_without_a_date(expenses: tuple[Expense, ...], day: date) -> None:
    """Lost otherwise: a position in the past would leave out lines that carry no date."""
    kept = Ledger(BRUSSELS, expenses=expenses).as_of(day).expenses
    assert set(kept) == {e for e in expenses if e.details.date is None or e.details.date <= day}
    assert Ledger(BRUSSELS, expenses=expenses).as_of(day + timedelta(days=2000)).expenses == expenses


def test_transfers_are_the_objectives_that_pay_the_police_zone() -> None:
    """Lost otherwise: the balance would not say how much of a grant went to the zone."""
    shares = {"G1.1": 100, "G1.2": 200, "G1": 400, "G4": 800, "G2.1": 1600, "general": 3200, "R2.3": 6400}
    expenses = tuple(
        Expense(n, 1, Details("city", 2019, cents), whole(cents, code))
        for n, (code, cents) in enumerate(shares.items(), 1)
    )
    found = year_of(Ledger(BRUSSELS, expenses=expenses))
    assert [(g.grant.code, g.transferred) for g in found.grants] == [("general", 1500), ("radicalisation", 6400)]
    assert found.spent == sum(shares.values())


def test_untagged_money_that_would_overspend_is_said() -> None:
    """Lost otherwise: an officer would see money left that her untagged lines have used."""
    tagged = Expense(1, 1, Details("city", 2019, 185_698_000), whole(185_698_000, "G2.1"))
    waiting = Expense(2, 1, Details("city", 2019, 6_000_234), whole(6_000_234, None))
    assert year_of(Ledger(BRUSSELS, expenses=(tagged, waiting))).untagged_exceeds_remaining
    all_but_nothing = Expense(3, 1, Details("city", 2019, 6_000_233), whole(6_000_233, "G2.1"))
    cent = Expense(4, 1, Details("city", 2019, 1), whole(1, None))
    assert year_of(Ledger(BRUSSELS, expenses=(tagged, all_but_nothing, cent))).untagged_exceeds_remaining
    fits = Expense(2, 1, Details("city", 2019, 6_000_233), whole(6_000_233, None))
    assert not year_of(Ledger(BRUSSELS, expenses=(tagged, fits))).untagged_exceeds_remaining
