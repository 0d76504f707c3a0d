"""What was decided on a finding holds on the same costs, also where an undo and a redo made new lines of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger_builders import YEAR, entries_of, expense, ledger_of, reversal
from subsidy_ledger.domain.findings import Decision, Finding
from subsidy_ledger.domain.sentences import say
from subsidy_ledger.domain.standings import Standings

FIRST, OTHER = expense(1, 60, "G2.1"), expense(2, 40, "G2.1")
# An undo took both back, and a redo brought them back as lines 11 and 12.
BACK = [replace(reversal(line, line.number + 4), entry=2) for line in (FIRST, OTHER)]
AGAIN = [replace(line, number=line.number + 10, entry=3, replaces=line.number) for line in (FIRST, OTHER)]
DECIDED = Decision("", "accept", "untagged", "s", YEAR, 100, "1-2", 4)


def found(*lines: int, cents: int = 100) -> Finding:
    return Finding("untagged", "warning", "s", YEAR, cents, say("x"), expenses=lines)


def status(finding: Finding, *, corrected: bool = False) -> str:
    last = AGAIN[1]
    if corrected:
        last = replace(last, details=replace(last.details, supplier="Zenne"))
    decision = replace(DECIDED, finding=finding.id)
    ledger = ledger_of(
        [FIRST, OTHER, *BACK, AGAIN[0], last], entries=entries_of("import", "undo", "redo", "finding"),
        decisions=(decision,),
    )  # fmt: skip
    standing = Standings(ledger).of(finding)
    assert standing.moved == (standing.status == "open")
    return standing.status


@pytest.mark.parametrize(
    ("lines", "cents", "holds"),
    [
        ((1, 2), 100, True),
        ((11, 12), 100, True),
        ((1, 12), 100, True),
        ((11, 12), 101, False),
        ((11,), 100, False),
        ((11, 12, 77), 100, False),
        ((77, 78), 100, False),
    ],
)
def test_a_decision_holds_on_the_same_costs_and_euros(lines: tuple[int, ...], cents: int, holds: bool) -> None:
    """Lost otherwise: an undo and its redo would open what was accepted, or other lines be accepted unseen."""
    assert status(found(*lines, cents=cents)) == ("accepted" if holds else "open")


def test_a_line_that_says_otherwise_since_is_another_one() -> None:
    """Lost otherwise: a line whose supplier was corrected would stay accepted as what it was."""
    assert status(found(11, 12), corrected=True) == "open"
    assert status(found(1, 2), corrected=True) == "accepted"
