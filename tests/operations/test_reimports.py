"""Re-imports one after the other: whatever the order of files and mends, no cost is lost and none comes twice."""

from __future__ import annotations

import pytest

from builders import session_of
from lists import Desk, costs
from subsidy_ledger.importing.planning.plan import Plan

# Each step with what must live after it, written down by hand, and where it matters words that the officer must read.
Step = tuple[str, str] | tuple[str, str, str]
SEQUENCES: dict[str, list[Step]] = {
    "the same file again": [("load A1 B2", "A1 B2"), ("load A1 B2", "A1 B2")],
    "cumulative": [("load A1", "A1"), ("load A1 B2", "A1 B2"), ("load A1 B2 C3 D4", "A1 B2 C3 D4")],
    "late among the earlier ones": [("load A1 C3", "A1 C3"), ("load A1 B2 C3", "A1 B2 C3")],
    "late in the next file only": [("load B2 C3", "B2 C3"), ("load A1 D4", "A1 B2 C3 D4")],
    "dated after the year": [("load A1l B2", "A1 B2"), ("load B2 C3 A1l", "A1 B2 C3")],
    "re-sorted": [("load A1 B2 C3", "A1 B2 C3"), ("load C3 A1 B2", "A1 B2 C3")],
    "renamed": [("load A1 B2", "A1 B2"), ("rename A1 B2", "A1 B2"), ("rename A1 B2 C3", "A1 B2 C3")],
    "twins": [("load A1 A1 B2", "A1 A1 B2"), ("load A1 A1 B2", "A1 A1 B2")],
    "a third twin": [("load A1 A1", "A1 A1"), ("load A1 A1 A1", "A1 A1 A1"), ("load A1", "A1 A1 A1", "is gone")],
    "a twin too many is told": [("load A1 A1 B2", "A1 A1 B2"), ("load A1 B2", "A1 A1 B2", "line 2:")],
    "a twin too many is taken back": [("load A1 A1 B2", "A1 A1 B2"), ("gone A1 B2", "A1 B2", "taken back by line 4")],
    "twins re-sorted between others": [("load A1 B2 A1", "A1 A1 B2"), ("load B2 A1 A1 C3 A1", "A1 A1 A1 B2 C3")],
    "one of two twins corrected": [("load A1 A1", "A1 A1"), ("replace A1 A5", "A1 A5"), ("load A5 A1", "A1 A5")],
    "both twins corrected": [("load A1 A1", "A1 A1"), ("replace A5 A5", "A5 A5"), ("undo 2", "A1 A1")],
    "twins of different tags, one corrected": [
        ("load A1 A1", "A1 A1"), ("tag A G2.2", "A1 A1"), ("replace A1 A5", "A1 A1", "under different codes"),
    ],
    "corrected, only told": [("load A1 B2", "A1 B2"), ("load A5 B2", "A1 B2", "use --replace-changed")],
    "corrected and replaced": [("load A1 B2", "A1 B2"), ("replace A5 B2", "A5 B2"), ("load A5 B2", "A5 B2")],
    "replaced, then the old file again": [
        ("load A1 B2", "A1 B2"), ("replace A5 B2", "A5 B2"), ("load A1 B2", "A5 B2", "line 4 shown otherwise"),
    ],
    "replaced to and fro": [("load A1", "A1"), ("replace A5", "A5"), ("replace A1", "A1"), ("undo 3", "A5")],
    "replaced, undone, redone": [
        ("load A1 B2", "A1 B2"), ("replace A5 B2", "A5 B2"), ("undo 2", "A1 B2"), ("redo 2", "A5 B2"),
        ("undo 2", "A1 B2"), ("replace A5 B2", "A5 B2"),
    ],
    "replaced twice and undone one by one": [
        ("load A1", "A1"), ("replace A5", "A5"), ("replace A7 B2", "A7 B2"), ("undo 3", "A5"), ("undo 2", "A1"),
        ("redo 2", "A5"), ("redo 3", "A7 B2"),
    ],
    "replaced twice and the middle undone": [
        ("load A1", "A1"), ("replace A5", "A5"), ("replace A7", "A7"), ("undo 2", "A7"), ("undo 3", "A1"),
        ("redo 2", "A5"), ("redo 3", "A7"),
    ],
    "replaced three times, the first and the last undone": [
        ("load A1", "A1"), ("replace A5 B1", "A5 B1"), ("replace A7", "A7 B1"), ("replace A9", "A9 B1"),
        ("undo 2", "A9"), ("undo 4", "A7"), ("redo 2", "A7 B1"), ("undo 3", "A5 B1"),
    ],
    "replaced and the first import undone": [
        ("load A1 B2", "A1 B2"), ("replace A5 B2", "A5 B2"), ("undo 1", "A5"), ("load A5 B2", "A5 B2"),
        ("redo 1", "A5 B2"),
    ],
    "replaced, tagged and known": [
        ("load A1 B2", "A1 B2"), ("replace A5 B2", "A5 B2"), ("tag A G2.2", "A5 B2"), ("load B2 A5 C3", "A5 B2 C3"),
    ],
    "replaced in a plan of two files": [("load A1 B2", "A1 B2"), ("replace A5 B2 | A5 B2 C3", "A5 B2 C3")],
    "replaced and new in one file": [("load A1", "A1"), ("replace A5 B2", "A5 B2"), ("load A5 B2", "A5 B2")],
    "divided anew, only told": [("load A9", "A9"), ("load A4 A5t", "A9", "shown otherwise")],
    "divided anew": [("load A9", "A9"), ("replace A4 A5t", "A4 A5"), ("load A5t A4", "A4 A5"), ("undo 2", "A9")],
    "merged": [("load A4 A5t B1", "A4 A5 B1"), ("replace A9 B1", "A9 B1"), ("undo 2", "A4 A5 B1"), ("redo 2", "A9 B1")],
    "merged in a plan of two files": [("load A4 A5t", "A4 A5"), ("replace A9 | A9 B1", "A9 B1")],
    "divided, then whole again": [("load A9", "A9"), ("replace A4 A5t", "A4 A5"), ("replace A9", "A9")],
    "one line more and another figure": [("load A9", "A9"), ("replace A8 A3t", "A8 A3"), ("load A8 A3t", "A8 A3")],
    "fewer lines and another figure": [("load A4 A5", "A4 A5"), ("both A8", "A4 A5", "more lines in the ledger")],
    "a line of the document gone": [("load A4 A5t B1", "A4 A5 B1"), ("gone A4 B1", "A4 B1"), ("undo 2", "A4 A5 B1")],
    "split over files, one plan": [("load A1 B2 | C3", "A1 B2 C3"), ("load A1 B2 C3", "A1 B2 C3")],
    "split over files later": [("load A1 B2 C3", "A1 B2 C3"), ("both A1 C3 | B2", "A1 B2 C3")],
    "parts of one list, dates across": [("load A1 C3", "A1 C3"), ("gone B2 D4", "A1 B2 C3 D4")],
    "two sheets": [("load A1 / B2", "A1 B2"), ("load A1 / B2 C3", "A1 B2 C3"), ("load A1 / B2 C3", "A1 B2 C3")],
    "one cost on two sheets": [("load A1 / A1", "A1 A1"), ("load A1 / A1", "A1 A1"), ("load A1 / A1 A1", "A1 A1 A1")],
    "sheets put together": [("load A1 / B2", "A1 B2"), ("both A1 B2", "A1 B2"), ("load A1 B2 C3", "A1 B2 C3")],
    "moved to another sheet": [("load A1 B2 / C3", "A1 B2 C3"), ("both A1 / B2 C3", "A1 B2 C3")],
    "undone between": [("load A1 B2", "A1 B2"), ("undo 1", ""), ("load A1 B2 C3", "A1 B2 C3"), ("redo 1", "A1 B2 C3")],
    "undone, redone and imported again": [("load A1", "A1"), ("undo 1", ""), ("redo 1", "A1"), ("load A1 B2", "A1 B2")],
    "corrected by hand between": [("load A1 B2", "A1 B2"), ("correct A 7", "A7 B2"), ("load A1 B2 C3", "A7 B2 C3")],
    "corrected by hand as the source is": [("load A1", "A1"), ("correct A 7", "A7"), ("replace A7 B2", "A7 B2")],
    "corrected by hand otherwise than the source": [
        ("load A1", "A1"), ("correct A 7", "A7"), ("both A9", "A7", "was corrected by hand"),
    ],
    "replaced, then corrected by hand": [
        ("load A1", "A1"), ("replace A5", "A5"), ("correct A 7", "A7"), ("replace A5", "A7"), ("replace A8", "A7"),
        ("undo 2", "A1"), ("redo 2", "A7"),
    ],
    "taken back by hand": [("load A1 B2", "A1 B2"), ("takeback A", "B2"), ("load A1 B2", "B2", "claimed in error")],
    "taken back by hand, then corrected": [
        ("load A1 B2", "A1 B2"), ("takeback A", "B2"), ("both A5 B2", "B2", "--as-new 2 posts this one"),
    ],
    "paid later": [("load A1 B2", "A1 B2"), ("load A1p B2", "A1 B2", "adds payment date"), ("load A1p B2p", "A1 B2")],
    "paid otherwise": [("load A1p", "A1"), ("load A1q", "A1"), ("load A1", "A1")],
    "paid later, undone, again": [("load A1", "A1"), ("load A1p", "A1"), ("undo 2", "A1"), ("load A1p", "A1", "adds")],
    "paid later and corrected": [("load A1", "A1"), ("load A1p", "A1"), ("replace A5", "A5"), ("load A5p", "A5")],
    "twins paid one by one": [("load A1 A1", "A1 A1"), ("load A1p A1", "A1 A1"), ("load A1q A1p", "A1 A1")],
    "gone, only told": [("load A1 B2 C3", "A1 B2 C3"), ("load A1 C3", "A1 B2 C3", "is gone; it stays")],
    "gone and taken back": [("load A1 B2 C3", "A1 B2 C3"), ("gone A1 C3", "A1 C3"), ("gone A1 C3", "A1 C3")],
    "gone, then it returns": [("load A1 B2 C3", "A1 B2 C3"), ("gone A1 C3", "A1 C3"), ("load A1 B2 C3", "A1 B2 C3")],
    "gone, returns, and the taking back undone": [
        ("load A1 B2 C3", "A1 B2 C3"), ("gone A1 C3", "A1 C3"), ("load A1 B2 C3", "A1 B2 C3"), ("undo 2", "A1 B2 C3"),
        ("undo 3", "A1 B2 C3"),
    ],
    "posted again by another file, which is undone": [
        ("load A1 B2", "A1 B2"), ("undo 1", ""), ("load A1", "A1"), ("redo 1", "A1 B2"), ("undo 2", "A1 B2"),
        ("redo 2", "A1 B2"), ("undo 1", ""),
    ],
    "gone, returns with another figure": [
        ("load A1 B2 C3", "A1 B2 C3"), ("gone A1 C3", "A1 C3"), ("load A1 B5 C3", "A1 B5 C3"),
    ],
    "gone, undone, redone": [
        ("load A1 B2 C3", "A1 B2 C3"), ("gone A1 C3", "A1 C3"), ("undo 2", "A1 B2 C3"), ("redo 2", "A1 C3"),
    ],
    "replaced and gone in one, undone, redone": [
        ("load A1 B2 C3", "A1 B2 C3"), ("both A5 C3 D4", "A5 C3 D4"), ("undo 2", "A1 B2 C3"), ("redo 2", "A5 C3 D4"),
    ],
    "a shorter period takes nothing back": [("load A1 B2 C3", "A1 B2 C3"), ("both B2", "A1 B2 C3")],
    "a document now of nothing": [("load A1 B2 C3", "A1 B2 C3"), ("gone A1 B0 C3", "A1 C3")],
    "moved to another year, told": [("load A1y B2", "A1 B2"), ("load A1 B2", "A1 B2", "moved from budget year 2018")],
    "moved to another year": [("load A1y B2", "A1 B2"), ("replace A1 B2", "A1 B2", "its place"), ("load A1", "A1 B2")],
    "moved to another code": [("load A1 B2", "A1 B2"), ("load A1g B2", "A1 B2", "moved from G2.1 to G2.2")],
    "without numbers": [("load A1n A1n B2n", "A1 A1 B2"), ("load B2n A1n A1n A1n", "A1 A1 A1 B2")],
    "without numbers, other figures": [("load A1n B2n", "A1 B2"), ("load A5n B2n", "A1 A5 B2", "is gone; it stays")],
    "without dates": [("load A1d B2d", "A1 B2"), ("load A1d C3d", "A1 B2 C3", "is gone"), ("gone A1d C3d", "A1 C3")],
    "a credit note comes": [("load A9", "A9"), ("both A9 A-4", "A9 A-4"), ("load A-4 A9", "A9 A-4")],
    "a credit note corrected": [("load A9 A-4", "A9 A-4"), ("replace A9 A-6", "A9 A-6"), ("undo 2", "A9 A-4")],
}  # fmt: skip


@pytest.mark.parametrize("steps", SEQUENCES.values(), ids=SEQUENCES.keys())
def test_no_cost_is_lost_and_none_comes_twice(sqlite_url: str, steps: list[Step]) -> None:
    """Lost otherwise: the claim would miss a cost, or hold it twice, after the third export of the year."""
    desk = Desk(session_of(sqlite_url))
    for step, wanted, *words in steps:
        desk.do(step)
        books, expected = desk.here.ledger(), costs(wanted)
        assert desk.live(books) == expected, step
        cents = sum(cents * n for (_, cents), n in expected.items())
        assert (sum(e.amount for e in books.live()), len(list(books.live()))) == (cents, expected.total())
        assert sum(e.amount for e in books.expenses) == cents, "a reversal does not mirror its line"
        if desk.plan is not None and not step.startswith(("undo", "redo", "tag", "correct", "takeback")):
            told = desk.told()
            account_for_rows(desk.plan, told)
            assert all(any(word in line for line in told) for word in words), told


def account_for_rows(plan: Plan, told: list[str]) -> None:
    """Every row of every file was posted, or is named with the reason why not; so is every line that is gone."""
    left_out = 0
    for part in plan.files:
        matches, reading = part.matches, part.intake.reading
        named = [pair.row for pair in (*matches.known, *matches.changed)]
        new = [incoming.row for incoming in matches.new]
        assert sorted(named + new) == sorted(r.number for r in reading.rows)
        left_out += len(named) + len(part.gone)
        assert all(any(line.startswith(f"row {row}: ") for line in told) for row in named)
        assert all(any(line.startswith(f"line {e.number}: ") for line in told) for e in part.gone)
    assert len(told) == left_out
