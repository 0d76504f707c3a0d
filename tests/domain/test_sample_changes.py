"""What became of a sample's lines since it was drawn, line by line and to the cent."""

from __future__ import annotations

from dataclasses import replace

from ledger_builders import expense, ledger_of, reversal
from subsidy_ledger.domain.records import Superseded
from subsidy_ledger.domain.sample_changes import changes_of
from subsidy_ledger.domain.samples import Sample
from subsidy_ledger.domain.sampling import draw, items_of

LINES = tuple(expense(n, cents, "G2.1") for n, cents in enumerate((500, 400, 300, -50), start=1))


def sample(grant: str | None = None, lines: tuple[int, ...] = (1, 2, 3, 4)) -> Sample:
    """All lines are drawn, or those named."""
    drawn = draw(items_of(ledger_of(LINES), 2019, grant), 30, "7")
    chosen = tuple(c for c in drawn.chosen if c.line in lines)
    return Sample(1, 2019, grant, 30, None, "7", replace(drawn, chosen=chosen), 1)


def told(found: object) -> list[tuple[int, int, list[int], bool]]:
    return [(m.chosen.line, m.cents, [i.line for i in m.now], m.is_live) for m in found.lines]  # type: ignore[attr-defined]


def test_untouched_lines_are_silent() -> None:
    """Lost otherwise: an auditor looks for changes that are none."""
    assert changes_of(ledger_of(LINES), sample()).lines == ()
    assert not changes_of(ledger_of(LINES), sample()).has_moved
    more = changes_of(ledger_of([*LINES, expense(5, 10, "G2.1")]), sample())
    assert (more.has_moved, more.lines) == (True, ())


def test_corrected_taken_back_and_moved_lines_say_what_they_are_now() -> None:
    """Lost otherwise: a deduction is projected from an amount that is not claimed any more."""
    fixed, again = replace(expense(6, 450, "G2.1"), replaces=1), replace(expense(8, 440, "G2.1"), replaces=6)
    lines = [
        *LINES, reversal(LINES[0], 5), fixed, reversal(fixed, 7), again, reversal(LINES[1], 9),
        reversal(LINES[2], 10), replace(expense(11, 300, "G2.1", year=2018), replaces=3),
    ]  # fmt: skip
    found = changes_of(ledger_of(lines), sample())
    assert told(found) == [(1, 440, [8], True), (2, 0, [], False), (3, 0, [], True)]
    assert [line for line, *_ in told(changes_of(ledger_of(lines), sample(lines=(2, 4))))] == [2]


def test_of_a_grant_a_line_tagged_elsewhere_in_part_has_changed() -> None:
    """Lost otherwise: the sample of one grant is evaluated with money of the other."""
    tagged = replace(LINES[1], shares=(replace(LINES[1].shares[0], cents=150), *expense(2, 250, "R1.1").shares))
    found = changes_of(ledger_of([LINES[0], tagged, *LINES[2:]]), sample("general"))
    assert told(found) == [(2, 150, [2], True)]
    assert changes_of(ledger_of([LINES[0], tagged, *LINES[2:]]), sample()).lines == ()


def test_what_a_later_file_states_in_its_place_is_found() -> None:
    """Lost otherwise: lines of a file delivered anew look as if they were taken back for good."""
    new = expense(6, 520, "G2.1")
    assert new.source is not None
    new = replace(new, source=replace(new.source, import_number=2))
    ledger = ledger_of(
        [*LINES, reversal(LINES[0], 5), new], superseded=(Superseded(2, 1, 7, 1), Superseded(2, 2, None, 1))
    )
    assert told(changes_of(ledger, sample())) == [(1, 520, [6], True)]
    # By hand, from no file; and a line that says itself what it replaces is the same one.
    bare, twice = replace(expense(7, 5, "G2.1"), source=None), replace(new, replaces=1)
    again = replace(ledger, expenses=(bare, *LINES, reversal(LINES[0], 5), twice))
    assert told(changes_of(again, sample())) == [(1, 520, [6], True)]
