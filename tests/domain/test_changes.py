"""What changed after a line was posted: every euro that moved, before and after, by the act that moved it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_builders import YEAR, brussels, entries_of, expense, ledger_of, mixed_ledger, reversal, tagged
from subsidy_ledger.domain.changes import changes
from subsidy_ledger.domain.expenses import Expense, Share
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Allocation


def test_a_correction_shows_the_money_before_and_after_and_the_fields_it_changed() -> None:
    """Lost otherwise: an auditor would see two lines and not that one took the other's place, or what for."""
    old = expense(1, 1000, "G2.1", supplier="Zenne")
    new = replace(expense(3, 900, "G2.1", supplier="De Zenne"), entry=2, replaces=1)
    lines = (old, replace(reversal(old, 2), entry=2), new)
    (found,) = changes(ledger_of(lines, entries=entries_of("import", "correction")), tagged(*lines), YEAR)
    assert (found.act, found.entry, found.lines, found.heirs) == ("corrected", 2, (1,), (3,))
    assert (found.before, found.after) == ({"G2.1": 1000}, {"G2.1": 900})
    assert {name: str(fact) for name, fact in found.facts.items()} == {
        "amount": "10.00 -> 9.00",
        "supplier": "Zenne -> De Zenne",
    }


def test_a_line_taken_back_and_a_whole_import_undone_leave_nothing() -> None:
    """Lost otherwise: money would leave the books without a word on who took it out."""
    lines = [expense(n, 100 * n, "G2.1") for n in (1, 2, 3)]
    back = [replace(reversal(line, line.number + 3), entry=2 if line.number == 1 else 3) for line in lines]
    ledger = ledger_of([*lines, *back], entries=entries_of("import", "correction", "undo"))
    first, second = changes(ledger, tagged(*lines, *back), YEAR)
    assert (first.act, first.before, first.after) == ("taken-back", {"G2.1": 100}, {})
    assert (second.act, second.lines, second.before, second.after) == ("undone", (2, 3), {"G2.1": 500}, {})


def test_tagging_afterwards_is_shown_by_the_codes_it_moved_money_between() -> None:
    """Lost otherwise: money could go from one objective to another and back, and the sums would hide both."""
    shares = {1: ("G2.1", "G2.2"), 2: ("G2.2", "G2.1"), 3: (None, "G2.1")}
    lines = [replace(expense(n, 100, after)) for n, (_, after) in shares.items()]
    taggings = {n: ((1, (Share(before, 100),)), (2, (Share(after, 100),))) for n, (before, after) in shares.items()}
    found = changes(ledger_of(lines, entries=entries_of("import", "tagging")), taggings, YEAR)
    assert [(c.act, c.lines, c.before, c.after) for c in found] == [
        ("retagged", (1,), {"G2.1": 100}, {"G2.2": 100}),
        ("retagged", (2,), {"G2.2": 100}, {"G2.1": 100}),
        ("tagged", (3,), {None: 100}, {"G2.1": 100}),
    ]


def test_a_line_that_goes_to_another_year_leaves_one_and_enters_the_other() -> None:
    """Lost otherwise: the workbook of one year would not say where its money went."""
    old = expense(1, 1000, "G2.1")
    lines = (old, replace(reversal(old, 2), entry=2), replace(expense(3, 1000, "G2.1", year=2018), entry=2, replaces=1))
    ledger = ledger_of(lines, entries=entries_of("import", "correction"))
    (left,), (entered,) = (changes(ledger, tagged(*lines), year) for year in (YEAR, 2018))
    assert (left.before, left.after) == ({"G2.1": 1000}, {})
    assert (entered.before, entered.after) == ({}, {"G2.1": 1000})


def test_a_revised_allocation_and_what_is_carried_over_stand_with_their_decision() -> None:
    """Lost otherwise: the envelope would be another one than the agreement's, and nobody could say since when."""
    revised = tuple(
        Allocation("general", YEAR, version, cents, f"decision {version}", version)
        for version, cents in ((2, 500), (3, 700))
    )
    kinds = entries_of("agreement", "allocation", "carry-over")
    ledger = ledger_of([], allocations=(*ledger_of([]).allocations, *revised), entries=kinds)
    found = changes(ledger, {}, YEAR)
    assert [(c.act, c.before, c.after, c.decision) for c in found] == [
        ("revised", {"general": 185_698_233}, {"general": 500}, "decision 2"),
        ("carried-over", {"general": 500}, {"general": 700}, "decision 3"),
    ]


@settings(max_examples=30, deadline=None)
@given(lines=st.integers(1, 60), seed=st.integers(0, 1_000_000))
def test_what_was_posted_and_all_changes_together_are_what_is_spent(lines: int, seed: int) -> None:
    """Lost otherwise: a change could be missing from the list, and the sheet would look complete."""
    ledger = _numbered(mixed_ledger(lines, seed, brussels()))
    taggings = {line.number: ((line.entry, line.shares),) for line in ledger.expenses}
    first = sum(e.amount for e in ledger.expenses if e.replaces is None and e.reverses is None and _counts(e))
    found = [c for c in changes(ledger, taggings, YEAR) if c.lines or c.heirs]
    moved = sum(sum(c.after.values()) - sum(c.before.values()) for c in found)
    assert first + moved == sum(e.amount for e in ledger.live() if _counts(e))


def _counts(line: Expense) -> bool:
    return line.details.year == YEAR


def _numbered(ledger: Ledger) -> Ledger:
    """Corrections in an entry of their own: a reversal is recorded with the line that takes its place."""
    kept = tuple(replace(e, entry=3) if e.reverses is not None else e for e in ledger.expenses)
    return replace(ledger, expenses=kept, entries=tuple(replace(e, kind="correction") for e in ledger.entries))
