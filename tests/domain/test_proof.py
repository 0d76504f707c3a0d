"""Transfers side by side: due, claimed, paid, proven, open; and nothing of the zone's list unaccounted for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings

from checks_builders import AGREEMENT, ZONE_NAME, books, ledgers, line
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.payers import ZoneLists
from subsidy_ledger.domain.proof import ZoneList, project_sides, sides, zone_list

ZONE: dict[str, Any] = {"supplier": ZONE_NAME, "payment_date": date(2020, 3, 2)}


def told(ledger: Ledger, year: int = 2019) -> list[tuple[str | None, str | None, int | None, int, int, int, int]]:
    return [(s.code, s.mode, s.due, s.claimed, s.paid, s.proven, s.open) for s in sides(ledger, year)]


def test_projects_are_proven_by_the_zones_list_and_deductions_by_payment_and_contribution() -> None:
    """Lost otherwise: the officer could not see what she has still to ask the zone for."""
    ledger = books(
        line(1, 900, "A1.1", **ZONE),
        line(2, 100, "A3.1", supplier=ZONE_NAME),
        line(3, 700, "A1.2", **ZONE),
        line(4, 50, "A1.2", supplier=ZONE_NAME, statement_no="-"),
        line(5, 640, "A1.1", entity="zone"),
        line(6, 130, "A3.1", entity="zone"),
        line(7, 55, "A1.1", entity="zone", payer="Elders"),
        due={2019: 720},
    )
    assert told(ledger) == [
        ("A1.1", "project", None, 900, 900, 640, 260),
        ("A3.1", "project", None, 100, 0, 100, 0),
        ("A1.2", "deduction", 720, 750, 700, 700, 50),
    ]
    assert (zone_list(ledger, 2019).proves, zone_list(ledger, 2019).others) == (770, 55)


def test_what_is_deducted_is_proven_only_up_to_what_is_due() -> None:
    """Lost otherwise: a deduction would look proven although nobody knows what it is deducted from."""
    paid = line(1, 700, "A1.2", **ZONE)
    assert told(books(paid)) == [("A1.2", "deduction", None, 700, 700, 0, 700)]
    assert told(books(paid, due={2019: 300})) == [("A1.2", "deduction", 300, 700, 700, 300, 400)]
    assert told(books(due={2019: 300})) == [("A1.2", "deduction", 300, 0, 0, 0, 0)]
    assert told(books(line(1, -7, "A1.2"), due={2019: 300})) == [("A1.2", "deduction", 300, -7, 0, -7, 0)]


def test_a_sector_with_both_modes_proves_nothing_and_a_list_without_projects_proves_the_year() -> None:
    """Lost otherwise: money that may be either would be proven as one of them."""
    both = line(1, 30, "A1", **ZONE)
    whole = [line(2, 9, "A1.1", **ZONE), line(3, 5, "A3.1", **ZONE), line(4, 12, None, entity="zone")]
    assert told(books(both, *whole)) == [(None, "project", None, 14, 14, 12, 2), ("A1", None, None, 30, 30, 0, 30)]
    assert told(books(line(1, 9, "A3", **ZONE), line(2, 8, "A3.1", entity="zone"))) == [
        ("A3", "project", None, 9, 9, 8, 1)
    ]


@settings(max_examples=60)
@given(ledgers())
def test_no_euro_is_lost_between_the_lines_and_the_sides(ledger: Ledger) -> None:
    """Lost otherwise: the sides would add up to something else than what is claimed, or than the zone's list."""
    transfers = {code for code, target in AGREEMENT.targets.items() if target.is_transfer}
    for year in (2018, 2019, 2021):
        lines = [e for e in ledger.claiming() if e.details.year == year]
        found = sides(ledger, year)
        assert sum(s.claimed for s in found) == sum(s.cents for e in lines for s in e.shares if s.code in transfers)
        assert all(s.open >= 0 and s.proven + s.open == s.claimed for s in found)
        lists = ZoneLists(ledger.agreement)
        own = sum(e.amount for e in ledger.live() if e.details.year == year and lists.has(e.details))
        assert zone_list(ledger, year).total == own


def test_every_line_behind_a_deduction_and_of_the_zones_list_is_told() -> None:
    """Lost otherwise: a figure of the transfers could not be led back to its lines."""
    ledger = books(
        line(1, 5, "A1.2", **ZONE), line(2, 7, "A1.2", **ZONE), line(3, 9, [("A1.1", 4), (None, 5)], entity="zone")
    )
    assert [(s.code, sorted(s.lines)) for s in sides(ledger, 2019)] == [
        ("A1.1", [3]), ("A1.2", [1, 2]),
    ]  # fmt: skip
    assert zone_list(ledger, 2019).lines == 1
    assert ZoneList(1, 2, 4, 8, 1).total == 15


def test_each_year_stands_by_itself_with_its_codes_and_lines() -> None:
    """Lost otherwise: one year's list would prove another's transfers, or a figure could not be led to its lines."""
    ledger = books(
        line(1, 5, "A1.1"), line(2, 7, "A3.1", year=2018), line(3, 9, [("A2.1", 9), ("A1.1", 0)]),
        line(4, 3, "A1.2", year=2018), line(5, 4, "A2.1"), line(6, 6, "A3.1", entity="zone", year=2018),
    )  # fmt: skip
    found, listed = project_sides(ledger)
    assert [(s.year, s.code, s.codes, s.claimed, s.shown, set(s.lines)) for s in found] == [
        (2018, "A3.1", ("A3.1",), 7, 6, {2, 6}), (2019, "A1.1", ("A1.1",), 5, 0, {1}),
    ]  # fmt: skip
    assert listed == {2018}
    assert [(s.year, s.code, set(s.lines)) for s in sides(ledger, 2019)] == [(2019, "A1.1", {1})]
    assert [(s.year, s.code, set(s.lines)) for s in sides(ledger, 2018)] == [
        (2018, "A3.1", {2, 6}),
        (2018, "A1.2", {4}),
    ]
    assert [zone_list(ledger, year).proves for year in (2018, 2019)] == [6, 0]


def test_a_list_that_names_no_project_stands_beside_all_codes_of_the_year() -> None:
    """Lost otherwise: a code that is none would stand among those that are added up."""
    ledger = books(
        line(2, 9, "A3.1"), line(3, 5, "A1.1"), line(4, 12, None, entity="zone"), line(5, 1, "A1.1", year=2018)
    )
    found = [(s.year, s.code, s.codes, s.claimed, s.shown) for s in project_sides(ledger)[0]]
    assert found == [(2018, "A1.1", ("A1.1",), 1, 0), (2019, None, ("A1.1", "A3.1"), 14, 12)]
    one_names = books(line(3, 5, "A1.1"), line(4, 12, None, entity="zone"), line(5, 2, "A1.1", entity="zone"))
    assert [(s.code, s.claimed, s.shown) for s in project_sides(one_names)[0]] == [("A1.1", 5, 2)]


def test_a_list_that_names_one_project_stands_beside_the_codes_whatever_comes_after() -> None:
    """Lost otherwise: one line without a code at the end of the list would prove every project at once."""
    paid = [line(1, 9, "A1.1", **ZONE), line(2, 5, "A3.1", **ZONE)]
    shown = [line(3, 7, "A1.1", entity="zone"), line(4, 4, None, entity="zone")]
    assert told(books(*paid, *shown)) == [("A1.1", "project", None, 9, 9, 7, 2), ("A3.1", "project", None, 5, 5, 0, 5)]
    assert told(books(*paid, *shown)) == told(books(*paid, *shown[::-1]))


def test_deductions_on_several_codes_are_named_where_only_one_is_used() -> None:
    """Lost otherwise: the one row of deductions would name a code that nothing stands on."""
    first, second = AGREEMENT.grants[0], AGREEMENT.grants[1]
    sectors = tuple(
        replace(s, objectives=tuple(replace(o, transfer="deduction") for o in s.objectives)) if s.code == "A3" else s
        for s in first.sectors
    )
    agreement = replace(AGREEMENT, grants=(replace(first, sectors=sectors), second))
    one = line(1, 5, "A3.1"), line(2, 0, [("A1.2", 0)])
    assert [s.code for s in sides(books(*one, agreement=agreement), 2019)] == ["A3.1"]
    two = line(1, 5, "A3.1"), line(2, 1, "A1.2"), line(3, 1, "A3", year=2018)
    (both,) = sides(books(*two, agreement=agreement), 2019)
    assert (both.code, both.codes, both.claimed, set(both.lines)) == (None, ("A1.2", "A3", "A3.1"), 6, {1, 2})


def test_what_is_claimed_down_to_a_cent_needs_proof() -> None:
    """Lost otherwise: a cent would be proven by nothing."""
    assert told(books(line(1, 1, "A1.1"))) == [("A1.1", "project", None, 1, 0, 0, 1)]
