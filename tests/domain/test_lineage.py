"""One cost through its lines: what became of it, what took its place, and what keeps it from coming back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ledger_builders import SHA, YEAR, entries_of, expense, ledger_of, reversal
from subsidy_ledger.domain.expenses import Expense, Source
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.lineage import Lineage, Swap, revive
from subsidy_ledger.domain.records import Import, Superseded


def imported(number: int, entry: int, undone_by: int | None = None) -> Import:
    return Import(
        number, entry, "lines.xlsx", SHA, "Blad1", 1, "city", ("amount",), ("Bedrag",), 3, 3, 0, 0, 0, 0,
        undone_by=undone_by,
    )  # fmt: skip


def posted(number: int, batch: int, entry: int, replaces: int | None = None) -> Expense:
    """A line of an import, from the row of its number."""
    source = Source(batch, "lines.xlsx", SHA, "Blad1", number)
    return replace(expense(number, 100, "G2.1", year=YEAR), entry=entry, source=source, replaces=replaces)


def back(of: Expense, number: int, entry: int) -> Expense:
    return replace(reversal(of, number), entry=entry)


FIRST = [posted(n, 1, 1) for n in (1, 2, 3)]
OWN = posted(9, 1, 1)
# Entry 2 takes line 9 back by hand; in entry 3 the second import states line 1 otherwise, has line 2 no more, and has
# line 3 as two.
SECOND = [posted(21, 2, 3, replaces=1), posted(22, 2, 3, replaces=3), posted(23, 2, 3, replaces=3)]
LINES = [*FIRST, OWN, back(OWN, 19, 2), *(back(line, line.number + 10, 3) for line in FIRST), *SECOND]
TAKEN = (Superseded(2, 1, 21, 3), Superseded(2, 2, None, 3), Superseded(2, 3, 22, 3), Superseded(2, 3, 23, 3))
KINDS = ("import", "correction", "import")


def lineage_of(*more: Expense, kinds: tuple[str, ...] = (), **changed: object) -> Lineage:
    fields: dict[str, Any] = {
        "imports": (imported(1, 1), imported(2, 3)), "superseded": TAKEN,
        "entries": entries_of(*KINDS, *kinds),  # type: ignore[arg-type]
        **changed,
    }  # fmt: skip
    ledger: Ledger = ledger_of([*LINES, *more], **fields)
    return Lineage(ledger)


def test_what_an_import_took_back_stands_beside_what_took_its_place() -> None:
    """Lost otherwise: undoing the import would bring back what it had not taken."""
    found = lineage_of()
    assert found.swaps(2) == [Swap((1,), (21,)), Swap((2,), ()), Swap((3,), (22, 23))]
    assert found.swaps(1) == []
    assert [found.root(n) for n in (1, 21, 9)] == [1, 21, 9]
    assert [line.number for line in found.costs_of(2)] == [21, 22, 23]
    assert found.costs_of(7) == []


def test_what_became_of_a_cost_last() -> None:
    """Lost otherwise: a line that a person took back would come back with the next file."""
    found = lineage_of()
    assert [found.fate(n) for n in (1, 2, 9, 21)] == ["superseded", "superseded", "by-hand", "live"]
    undone = lineage_of(
        *(back(line, line.number + 20, 4) for line in SECOND), kinds=("undo",),
        imports=(imported(1, 1), imported(2, 3, undone_by=4)),
    )  # fmt: skip
    assert [undone.fate(n) for n in (1, 21)] == ["superseded", "undone"]
    assert [undone.is_posted(n) for n in (1, 21)] == [True, False]
    assert [undone.barrier(n) for n in (1, 2)] == [None, None]
    redone = lineage_of(back(SECOND[0], 41, 4), kinds=("redo",))
    assert redone.fate(21) == "superseded"
    without = replace(expense(50, 5, "G2.1"), source=None)
    assert lineage_of(without).is_posted(50)


def test_a_cost_comes_back_only_where_nothing_stands_in_its_place() -> None:
    """Lost otherwise: an undo would claim a cost beside the line that states it now."""
    found = lineage_of()
    assert [found.barrier(n) for n in (1, 2, 3, 9)] == [("replaced", 2), ("replaced", 2), ("replaced", 2), None]
    assert [found.barrier(n, besides=2) for n in (1, 2, 3)] == [None, None, None]
    assert (found.waiting(besides=0), found.waiting(besides=2), found.waiting(besides=1)) == ([], [1, 2, 3], [])


def test_what_a_person_took_back_in_its_place_keeps_a_cost_out() -> None:
    """Lost otherwise: a correction by hand would be turned by the next undo."""
    found = lineage_of(back(SECOND[0], 41, 4), kinds=("correction",))
    assert [found.barrier(n) for n in (1, 2)] == [("by-hand", 21), ("replaced", 2)]
    assert found.barrier(1, besides=2) == ("by-hand", 21)


THIRD = posted(31, 3, 4, replaces=21)
AGAIN = (Superseded(3, 21, 31, 4),)


def test_what_took_the_place_of_what_took_its_place_counts() -> None:
    """Lost otherwise: undoing the second of three files would claim the cost of the first beside that of the third."""
    third = (THIRD, back(SECOND[0], 41, 4))
    files = (imported(1, 1), imported(2, 3), imported(3, 4))
    found = lineage_of(*third, kinds=("import",), imports=files, superseded=(*TAKEN, *AGAIN))
    assert found.swaps(3) == [Swap((21,), (31,))]
    assert (found.barrier(1), found.barrier(1, besides=2)) == (("replaced", 3), ("replaced", 3))
    assert found.barrier(1, besides=3) is None
    assert (found.waiting(besides=2), found.waiting(besides=3)) == ([2, 3], [21])
    assert [found.beneath(n) for n in (1, 21, 31)] == [[1], [21], [31]]


def test_beneath_an_undone_import_lies_what_it_had_taken_back() -> None:
    """Lost otherwise: after two undos the first file's lines would be missing from the books."""
    third = (
        THIRD,
        back(SECOND[0], 41, 4),
        back(THIRD, 51, 5),
        *(back(line, line.number + 30, 6) for line in SECOND[1:]),
    )
    files = (imported(1, 1), imported(2, 3, undone_by=6), imported(3, 4, undone_by=5))
    found = lineage_of(*third, kinds=("import", "undo", "undo"), imports=files, superseded=(*TAKEN, *AGAIN))
    assert [found.beneath(n) for n in (31, 21, 22, 23, 1)] == [[1], [1], [3], [3], [1]]
    assert found.waiting(besides=0) == [1, 2, 3]


def test_what_was_in_the_books_just_before_an_entry() -> None:
    """Lost otherwise: an undo would bring back what was not there when the import came."""
    found = lineage_of(posted(60, 1, 4))
    assert [found.counted_before(1, entry) for entry in (1, 2, 3, 4)] == [False, True, True, False]
    # What a person took back was known of: she decided on it.
    assert [found.counted_before(9, entry) for entry in (1, 2, 3, 4)] == [False, True, True, True]
    assert [found.counted_before(60, entry) for entry in (4, 5)] == [False, True]
    undone = lineage_of(back(SECOND[0], 41, 4), kinds=("undo",), imports=(imported(1, 1), imported(2, 3, 4)))
    assert [undone.counted_before(21, entry) for entry in (3, 4, 5)] == [False, True, False]


def test_a_cost_is_followed_through_its_corrections() -> None:
    """Lost otherwise: a corrected line would be another cost, and the row it came from be claimed again."""
    corrected = replace(SECOND[0], number=42, entry=4, replaces=21)
    found = lineage_of(back(SECOND[0], 41, 4), corrected, kinds=("correction",))
    assert (found.root(42), found.latest(21).number, found.fate(21)) == (21, 42, "live")
    assert [line.number for line in found.versions(21)] == [42, 21]
    assert [line.number for line in found.costs_of(2)] == [42, 22, 23]
    assert found.swaps(2)[0] == Swap((1,), (21,))
    assert (found.barrier(1), found.taken_back_in(corrected), found.taken_back_in(SECOND[0])) == (
        ("replaced", 2),
        None,
        4,
    )


def test_a_row_and_the_line_itself_say_each_what_took_a_place() -> None:
    """Lost otherwise: where a file moved a row, or a line names what it replaces, undoing it would claim both."""
    lines = [
        *FIRST[:2],
        *(back(line, line.number + 10, 3) for line in FIRST[:2]),
        posted(21, 2, 3),
        posted(22, 2, 3, 2),
    ]
    ledger = ledger_of(
        lines, imports=(imported(1, 1), imported(2, 3)), entries=entries_of("import", "correction", "import"),
        superseded=(Superseded(2, 1, 21, 3), Superseded(2, 2, None, 3)),
    )  # fmt: skip
    assert Lineage(ledger).swaps(2) == [Swap((1,), (21,)), Swap((2,), (22,))]


def test_a_line_that_its_own_undo_took_back_waits_for_its_redo() -> None:
    """Lost otherwise: a redo would bring back less than the undo had taken."""
    found = lineage_of(back(SECOND[0], 41, 4), kinds=("undo",))
    assert (found.waiting(besides=0), found.waiting(besides=2)) == ([21], [1, 2, 3])


def test_a_line_comes_back_as_it_stood_and_not_as_it_was_supplied() -> None:
    """Lost otherwise: a redo would change a line, or take a later file's payment date for the line's own."""
    old = replace(FIRST[0], tagged_by=(), reverses=None)
    again = revive(old, 71)
    assert (again.number, again.replaces, again.reverses, again.supplied) == (71, 1, None, ())
    assert (again.details, again.shares, again.source) == (old.own_details, old.shares, old.source)
