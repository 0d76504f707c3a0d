"""The reconciliation as a value: its rows add up to the ledger's figures, and nothing is hidden."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_builders import (
    YEAR,
    brussels,
    expense,
    ledger_of,
    mixed_ledger,
    odd_agreement,
    reversal,
)
from reconciliation_reading import book_of, cents, lines_of, rows_of
from subsidy_ledger.domain.cells import column_letter
from subsidy_ledger.domain.expenses import Share
from subsidy_ledger.domain.position import position
from subsidy_ledger.domain.records import Contribution
from subsidy_ledger.reports.overview import overview
from subsidy_ledger.reports.reconciliation.formulas import UNTAGGED, Sums
from subsidy_ledger.reports.reconciliation.layout import Layout
from subsidy_ledger.reports.tables import Value


@settings(max_examples=40, deadline=None)
@given(lines=st.integers(0, 60), seed=st.integers(0, 1_000_000), odd=st.booleans())
def test_the_rows_of_expenses_add_up_to_every_figure_of_the_ledger(lines: int, seed: int, odd: bool) -> None:
    """Lost otherwise: an auditor who adds up the rows would not find the figure beside them."""
    ledger = mixed_ledger(lines, seed, odd_agreement() if odd else brussels())
    book = book_of(ledger)
    by_code: Counter[Value] = Counter()
    for row in lines_of(book, "expenses"):
        by_code[row["code"]] += cents(row["share"])
    codes = [row for row in rows_of(book.block("objectives")) if row["code"] is not None]
    assert {row["code"]: row["spent"] for row in codes} == {code: by_code[code] for code in ledger.agreement.targets}
    untagged, everything = rows_of(book.block("untagged"))
    assert untagged["spent"] == by_code[UNTAGGED]
    assert everything["spent"] == sum(by_code.values())


@settings(max_examples=40, deadline=None)
@given(lines=st.integers(0, 60), seed=st.integers(0, 1_000_000))
def test_position_and_by_objective_say_what_the_ledger_says(lines: int, seed: int) -> None:
    """Lost otherwise: the workbook would be a second opinion about the money, and not the ledger's own."""
    ledger = mixed_ledger(lines, seed)
    book = book_of(ledger)
    codes = [grant.code for grant in ledger.agreement.grants]
    allocated = {(code, YEAR): ledger.allocated(code, YEAR) or 0 for code in codes}
    held = position(ledger.agreement, allocated, ledger.totals(), YEAR)
    *grants, total = rows_of(book.block("position"))
    assert [(r["code"], r["allocated"], r["spent"], r["zone"], r["remaining"]) for r in grants] == [
        (g.grant.code, g.allocated, g.spent, g.transferred, g.remaining) for g in held.grants
    ]
    assert (total["spent"], total["zone"], total["remaining"]) == (held.spent, held.transferred, held.remaining)
    objectives = book.block("objectives").table
    sums = [row for i, row in enumerate(rows_of(book.block("objectives"))) if objectives.weight(i) == "total"]
    expected = [cents for g in held.grants for cents in (*(s.spent for s in g.sectors), g.spent)]
    assert [row["spent"] for row in sums] == [*expected, held.spent]
    modes = rows_of(book.block("modes"))
    assert sum(cents(row["ledger"]) for row in modes[:-1]) == modes[-1]["ledger"] == held.transferred


def test_a_split_line_has_one_row_a_share_and_its_untagged_part_is_named() -> None:
    """Lost otherwise: shares could not be summed by code, and untagged money would be an empty cell."""
    split = replace(expense(1, 1000, "G2.1"), shares=(Share("G2.1", 600), Share(None, 400)))
    rows = lines_of(book_of(ledger_of([split])), "expenses")
    assert [(r["number"], r["code"], r["of_grant"], r["of_sector"], r["share"], r["amount"]) for r in rows] == [
        (1, "G2.1", "general", "G2", 600, 1000),
        (1, "(untagged)", None, None, 400, 1000),
    ]


def test_reversed_lines_and_their_reversals_both_stand_there() -> None:
    """Lost otherwise: a line taken back would vanish from the books that the auditor sees."""
    old = expense(1, 1000, "G2.1")
    rows = lines_of(book_of(ledger_of([old, reversal(old, 2), expense(3, 900, "G2.1")])), "expenses")
    assert [(row["share"], row["status"]) for row in rows] == [
        (1000, "reversed by 2"),
        (-1000, "reverses 1"),
        (900, "live"),
    ]


def test_evidence_stands_with_the_police_zone_and_never_among_expenses() -> None:
    """Lost otherwise: what the zone spent of a transfer would be claimed a second time."""
    city, zone = expense(1, 1000, "G4.3"), expense(2, 700, "G4.3", entity="zone")
    elsewhere = expense(3, 40, None, entity="zone")
    book = book_of(ledger_of([city, zone, elsewhere]))
    assert [row["number"] for row in lines_of(book, "expenses")] == [1]
    assert [row["number"] for row in lines_of(book, "transfers")] == [1]
    assert [row["number"] for row in lines_of(book, "evidence")] == [2, 3]
    projects = {row["objective"] or row["title"]: row for row in rows_of(book.block("projects"))}
    assert (projects["G4.3"]["spent"], projects["G4.3"]["shown"], projects["G4.3"]["unshown"]) == (1000, 700, 300)
    assert projects["In the list on other codes, or untagged"]["shown"] == 40
    assert (projects["Total"]["spent"], projects["Total"]["shown"]) == (1000, 740)


def test_due_paid_proven_and_open_stand_side_by_side_as_the_command_has_them() -> None:
    """Lost otherwise: the auditor's sheet and `ledger transfers` would say different things of one transfer."""
    paid = date(YEAR + 1, 5, 4)
    lines = [
        expense(1, 1000, "G4.3", payment_date=paid),
        expense(2, 500, "G1.2", payment_date=paid),
        expense(3, 70, "G1.2"),
        expense(4, 640, "G4.3", "zone", payer="Brussel"),
        expense(5, 90, "G4.3", "zone", payer="Elsene"),
        expense(6, 30, "G1"),
    ]
    due = Contribution(YEAR, 1, 400, "council", "", 1)
    book = book_of(ledger_of(lines, contributions=(due,)))
    found = [
        (r["objective"], r["due"], r["claimed"], r["paid_sum"], r["proven"], r["open"])
        for r in rows_of(book.block("sides"))
    ]
    assert found == [
        ("G4.3", None, 1000, 1000, 640, 360),
        ("G1.2", 400, 570, 500, 400, 170),
        ("G1", None, 30, 0, 0, 30),
        ("Total", None, 1600, 1500, 1040, 560),
    ]
    assert [row["paid"] for row in lines_of(book, "transfers")] == ["yes", "yes", "no", "no"]


def test_what_the_zone_paid_for_another_municipality_proves_nothing_of_the_citys_transfer() -> None:
    """Lost otherwise: a transfer of Brussels would look proved by what was paid for Ixelles."""
    payers = ("Brussel", "VILLE DE BRUXELLES", None, "Elsene", "Ixelles")
    lines = [expense(n, 10**n, "G4.3", "zone", payer=payer) for n, payer in enumerate(payers, 1)]
    book = book_of(ledger_of(lines))
    assert [row["counted"] for row in lines_of(book, "evidence")] == ["yes", "yes", "yes", "no", "no"]
    rows = rows_of(book.block("projects"))
    projects = {row["objective"] or row["title"]: (row["shown"], row["unshown"]) for row in rows}
    assert projects["G4.3"] == (1110, -1110)
    assert projects["In the lists, not paid by the zone for the city"] == (110_000, None)
    assert projects["Total"] == (111_110, -1110)


def test_the_citys_own_transfers_are_not_said_to_be_for_others() -> None:
    """Lost otherwise: every transfer of the city is printed as "For this city: no"."""
    book = book_of(ledger_of([expense(1, 1000, "G4.3"), expense(2, 700, "G4.3", "zone", payer="Brussel")]))
    assert [[row["counted"] for row in lines_of(book, key)] for key in ("transfers", "evidence")] == [[None], ["yes"]]


def test_only_lines_of_the_year_are_in_it() -> None:
    """Lost otherwise: the expenses of 2018 would be claimed in 2019 too."""
    lines = [expense(1, 1000, "G2.1"), expense(2, 500, "G2.1", year=2018), expense(3, 9, "G4.3", "zone", 2018)]
    book = book_of(ledger_of(lines))
    assert [row["number"] for row in lines_of(book, "expenses")] == [1]
    assert lines_of(book, "evidence") == []


def test_a_transfer_tagged_to_a_sector_of_both_modes_is_a_transfer_without_a_mode_yet() -> None:
    """Lost otherwise: the transfers by mode would not add up to the transfers."""
    rows = rows_of(book_of(ledger_of([expense(1, 1000, "G1"), expense(2, 30, "G1.2")])).block("modes"))
    assert [(row["mode"], row["ledger"]) for row in rows] == [
        ("project", 0),
        ("deduction", 30),
        ("undecided", 1000),
        (None, 1030),
    ]


def test_the_contribution_leaves_room_or_is_said_to_be_missing() -> None:
    """Lost otherwise: nobody would see that the zone's contribution was never decided, or is used up."""
    lines = [expense(1, 300, "G1.2")]
    without = rows_of(book_of(ledger_of(lines)).block("contribution"))
    assert [(row["what"], row["euros"]) for row in without] == [
        ("Contribution due: none recorded", None),
        ("Deducted from it", 300),
    ]
    due = Contribution(YEAR, 1, 1000, "council of 1 December", "", 1)
    due_rows = rows_of(book_of(ledger_of(lines, contributions=(due,))).block("contribution"))
    assert [(row["what"], row["euros"]) for row in due_rows] == [
        ("Contribution due; decision: council of 1 December", 1000),
        ("Deducted from it", 300),
        ("Room left", 700),
    ]


def test_where_nothing_is_allocated_the_used_part_is_said_to_be_none_and_never_empty() -> None:
    """Lost otherwise: a division by nothing, or an empty result, where an officer looks for a percentage."""
    block = book_of(ledger_of([expense(1, 300, "G2.1")], allocations=())).block("position")
    assert rows_of(block)[0]["allocated"] is None
    assert rows_of(block)[0]["used_percent"] is None
    formula = block.live[0, "used_percent"]
    assert formula.if_none == "none allocated"
    assert '=0,"none allocated",' in formula.text


@pytest.mark.parametrize(
    ("code", "exact"), [("G9.1", False), ("1.1", True), ("may-2", True), ("g1", True), ("vrai", True)]
)
def test_codes_a_spreadsheet_misreads_are_compared_exactly(code: str, exact: bool) -> None:
    """Lost otherwise: SUMIFS would add 1.10 to 1.1, take 5-1 for a date, or g1 for G1."""
    grant = brussels().grants[0]
    sector = grant.sectors[0]
    other = replace(sector.objectives[0], code=code)
    changed = replace(grant, sectors=(replace(sector, objectives=(*sector.objectives, other)), *grant.sectors[1:]))
    agreement = replace(brussels(), grants=(changed, *brussels().grants[1:]))
    assert Sums(agreement).exact is exact


def test_the_total_of_an_empty_list_does_not_add_up_itself() -> None:
    """Lost otherwise: Excel would open the workbook of an empty year with a warning of circular references."""
    for book in (book_of(ledger_of([])), overview(ledger_of([]), YEAR)):
        layout = Layout(book.sheets)
        for sheet in book.sheets:
            for block in sheet.blocks:
                for (row, key), formula in block.live.items():
                    place = layout.place(block)
                    column = f"${column_letter(place.column(key))}$"
                    own = place.first_row + row + 1
                    for first, last in re.findall(rf"(?<![!\w]){re.escape(column)}(\d+):{re.escape(column)}(\d+)",
                                                  layout.resolved(formula.text, block, row)):  # fmt: skip
                        assert not int(first) <= own <= int(last), (sheet.key, block.table.key, key)
