"""A figure between two states of the books: each cost by what became of it, each envelope by what was decided."""

from __future__ import annotations

from dataclasses import replace

from ledger_builders import YEAR, entries_of, expense, ledger_of, reversal
from subsidy_ledger.domain.differences import changes, steps
from subsidy_ledger.domain.expenses import Expense, Share
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Allocation

CODES = {"G1.1"}
# Lines 2 and 4 were posted by the last entry that stood before.
FIRST = [replace(expense(n, 100 * n, "G1.1"), entry=1 + 2 * (n % 2 == 0)) for n in (1, 2, 3, 4)]
BEFORE = ledger_of(FIRST, entries=entries_of("import", "import", "import"))
FOUR = entries_of("import", "import", "import", "import")


def later(*lines: Expense, entry: int = 4) -> Ledger:
    return ledger_of([*FIRST, *(replace(line, entry=entry) for line in lines)], entries=FOUR)


def told(after: Ledger, before: Ledger = BEFORE) -> list[tuple[str, int, int, int | None]]:
    return [(c.kind, c.line.number, c.difference, c.entry) for c in changes(before, after, YEAR, CODES)]


def test_each_cost_is_told_by_what_became_of_it() -> None:
    """Lost otherwise: a correction would look like a new cost and one taken back, or not be told at all."""
    corrected = replace(expense(9, 101, "G1.1"), replaces=1)
    found = told(later(reversal(FIRST[2], 13), reversal(FIRST[0], 11), corrected, expense(8, 5, "G1.1")))
    assert found == [("taken-back", 3, -300, 4), ("new", 8, 5, 4), ("corrected", 9, 1, 4)]


def test_a_line_that_stood_there_and_counts_otherwise_has_no_entry() -> None:
    """Lost otherwise: a line tagged anew would be laid on the import that posted it years before."""
    tagged = [*FIRST[:3], replace(FIRST[3], shares=(Share("G2.1", 400),))]
    assert told(ledger_of(tagged, entries=FOUR)) == [("retagged", 4, -400, None)]
    more = [replace(FIRST[0], details=replace(FIRST[0].details, statement_no="12")), *FIRST[1:]]
    assert told(ledger_of(more, entries=FOUR)) == [("supplemented", 1, 0, None)]


def test_facts_of_a_line_that_counts_nothing_in_the_figure_are_no_change_of_it() -> None:
    """Lost otherwise: the difference of one sector would list lines of another."""
    other = expense(5, 7, "G2.1")
    more = replace(other, details=replace(other.details, statement_no="12"))
    before = replace(BEFORE, expenses=(*FIRST, other))
    assert told(replace(BEFORE, expenses=(*FIRST, more)), before) == []
    # The same amount on another line of the cost: no change of the figure.
    again = replace(expense(9, 100, "G1.1", supplier="Zenne"), replaces=1)
    assert told(later(reversal(FIRST[0], 11), again)) == []


def test_evidence_and_other_years_count_nothing_on_either_side() -> None:
    """Lost otherwise: the zone's own list would be told as money that came into a figure."""
    assert told(later(expense(8, 5, "G1.1", entity="zone"), expense(9, 5, "G1.1", year=YEAR - 1))) == []


def test_before_the_first_entry_everything_is_new() -> None:
    """Lost otherwise: a difference counted from nothing would not say what posted its lines."""
    nothing = ledger_of([], entries=())
    assert told(BEFORE, nothing) == [("new", n, 100 * n, FIRST[n - 1].entry) for n in (1, 2, 3, 4)]


def allocation(grant: str, version: int, cents: int, year: int = YEAR) -> Allocation:
    return Allocation(grant, year, version, cents, f"decision {version}", version)


def test_each_statement_of_an_envelope_is_a_step_from_the_one_before() -> None:
    """Lost otherwise: a revision would be told with the amount of another year or grant before it."""
    old = (allocation("general", 1, 90), allocation("general", 2, 100), allocation("radicalisation", 1, 7),
           allocation("general", 9, 5, YEAR - 1))  # fmt: skip
    new = (allocation("general", 4, 80), allocation("general", 3, 120), allocation("radicalisation", 2, 8),
           allocation("general", 10, 6, YEAR - 1))  # fmt: skip
    earlier, now = replace(BEFORE, allocations=old), replace(BEFORE, allocations=(*new, *old))
    found = steps(earlier, now, ("general",), YEAR)
    assert [(s.grant, s.before, s.after, s.decision) for s in found] == [
        ("general", 100, 120, "decision 3"), ("general", 120, 80, "decision 4"),
    ]  # fmt: skip
    first = steps(replace(BEFORE, allocations=()), replace(BEFORE, allocations=old), ("general",), YEAR)
    assert [(s.before, s.after) for s in first] == [(None, 90), (90, 100)]
