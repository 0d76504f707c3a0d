"""Changes by the act that made them: what a later file replaced or no longer has, redone imports, revised figures."""

from __future__ import annotations

from dataclasses import replace

from ledger_builders import SHA, YEAR, entries_of, expense, ledger_of, reversal, tagged
from subsidy_ledger.domain.changes import changes
from subsidy_ledger.domain.expenses import Expense, Share, Source
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Contribution, Import, SectorPlan, Superseded


def imported(number: int, entry: int) -> Import:
    return Import(number, entry, "lines.xlsx", SHA, "Blad1", 1, "city", ("amount",), ("Bedrag",), 3, 3, 0, 0, 0, 0)


def of_second(line: Expense, replaces: int | None = None) -> Expense:
    """A line that the second import posted in entry 3."""
    source = Source(2, "lines.xlsx", SHA, "Blad1", line.number + 1)
    return replace(line, entry=3, source=source, replaces=replaces)


def later_file() -> Ledger:
    """The second import has line 1 with another amount, line 2 no more, and both rows of what was line 3."""
    old = [expense(n, 100 * n, "G2.1", supplier="Zenne") for n in (1, 2, 3)]
    back = [replace(reversal(line, line.number + 10), entry=3) for line in old]
    new = [of_second(expense(21, 150, "G2.1", supplier="Zenne"), 1)]
    new += [of_second(expense(22, 120, "G2.1"), 3), of_second(expense(23, 180, "G2.2"), 3)]
    taken = (Superseded(2, 1, 22, 3), Superseded(2, 2, None, 3), Superseded(2, 3, 23, 3), Superseded(2, 3, 24, 3))
    own = expense(9, 7, "G2.1")
    by_hand = replace(reversal(own, 19), entry=2)
    return ledger_of(
        [*old, own, by_hand, *back, *new],
        entries=entries_of("import", "correction", "import"),
        imports=(imported(1, 1), imported(2, 3)),
        superseded=taken,
    )


def test_what_a_later_file_states_otherwise_or_has_no_more_is_told_by_document() -> None:
    """Lost otherwise: money that a new export moved would look as if a person had taken it back."""
    ledger = later_file()
    found = changes(ledger, tagged(*ledger.expenses), YEAR)
    assert [(c.entry, c.act, c.lines, c.heirs, c.before, c.after) for c in found] == [
        (2, "taken-back", (9,), (), {"G2.1": 7}, {}),
        (3, "replaced", (1,), (21,), {"G2.1": 100}, {"G2.1": 150}),
        (3, "gone", (2,), (), {"G2.1": 200}, {}),
        (3, "replaced", (3,), (22, 23), {"G2.1": 300}, {"G2.1": 120, "G2.2": 180}),
    ]
    assert {name: str(fact) for name, fact in found[1].facts.items()} == {"amount": "1.00 -> 1.50"}
    assert found[3].facts == {}
    assert found[1].entities == {"city"}


def test_an_import_that_is_posted_again_is_one_change_of_all_its_lines() -> None:
    """Lost otherwise: an undo that was a mistake would stay in the books as money that left."""
    old = [expense(n, 100 * n, "G2.1") for n in (1, 2)]
    back = [replace(reversal(line, line.number + 10), entry=2) for line in old]
    again = [replace(line, number=line.number + 20, entry=3, replaces=line.number) for line in old]
    ledger = ledger_of([*old, *back, *again], entries=entries_of("import", "undo", "redo"), imports=(imported(1, 1),))
    undone, redone = changes(ledger, tagged(*ledger.expenses), YEAR)
    assert (undone.act, undone.lines, undone.before, undone.after) == ("undone", (1, 2), {"G2.1": 300}, {})
    assert (redone.act, redone.heirs, redone.before, redone.after) == ("redone", (21, 22), {}, {"G2.1": 300})
    assert redone.facts == {}


def test_what_was_empty_before_or_is_now_is_said_in_words() -> None:
    """Lost otherwise: a date that was filled in would stand beside nothing at all."""
    old = expense(1, 1000, "G2.1", supplier="Zenne")
    new = replace(expense(3, 1000, "G2.1", document_no="D1"), entry=2, replaces=1)
    lines = (old, replace(reversal(old, 2), entry=2), new)
    (found,) = changes(ledger_of(lines, entries=entries_of("import", "correction")), tagged(*lines), YEAR)
    assert {name: str(fact) for name, fact in found.facts.items()} == {
        "document_no": "nothing -> D1", "supplier": "Zenne -> nothing",
    }  # fmt: skip


def test_each_figure_of_the_city_is_followed_by_itself_and_in_its_year() -> None:
    """Lost otherwise: a new contribution would be told as a plan, or that of another year as this one's."""
    ledger = ledger_of(
        [],
        contributions=(
            Contribution(YEAR, 2, 600, "council 2", "", 3), Contribution(YEAR, 1, 500, "council 1", "", 2),
            Contribution(2018, 1, 1, "council 0", "", 2), Contribution(2018, 2, 2, "council 0", "", 3),
        ),
        sector_plans=(SectorPlan("G2", YEAR, 1, 10, "plan 1", 2), SectorPlan("G2", YEAR, 2, 20, "plan 2", 4),
                      SectorPlan("G3", YEAR, 1, 5, "plan 3", 4)),
        entries=entries_of("agreement", "contribution", "contribution", "carry-over"),
    )  # fmt: skip
    found = changes(ledger, {}, YEAR)
    assert [(c.entry, c.act, c.before, c.after, c.decision) for c in found] == [
        (3, "contribution", {None: 500}, {None: 600}, "council 2"),
        (4, "sector-plan", {"G2": 10}, {"G2": 20}, "plan 2"),
    ]


def test_a_line_of_another_year_that_was_tagged_is_no_change_of_this_one() -> None:
    """Lost otherwise: money of 2018 would move in the workbook of 2019."""
    line = expense(1, 100, "G2.2", year=2018)
    taggings = {1: (tagged(expense(1, 100, "G2.1"))[1][0], (2, line.shares)), 99: ((1, ()), (2, line.shares))}
    ledger = ledger_of([line], entries=entries_of("import", "tagging"))
    assert changes(ledger, taggings, YEAR) == ()
    (found,) = changes(ledger, taggings, 2018)
    assert (found.act, found.lines) == ("retagged", (1,))


def test_a_line_corrected_by_hand_and_then_replaced_by_a_file_is_told_as_it_stood() -> None:
    """Lost otherwise: a later file would be said to replace a line that was long gone, or nothing at all."""
    old = expense(1, 100, "G2.1")
    mine = replace(expense(7, 90, "G2.1"), entry=2, source=old.source, replaces=1)
    new = of_second(expense(21, 80, "G2.1"), 7)
    again = replace(mine, number=30, entry=4, replaces=7)
    lines = [old, replace(reversal(old, 11), entry=2), mine, replace(reversal(mine, 17), entry=3), new,
             replace(reversal(new, 31), entry=4), again]  # fmt: skip
    ledger = ledger_of(
        lines, entries=entries_of("import", "correction", "import", "undo"), imports=(imported(1, 1), imported(2, 3)),
        superseded=(Superseded(2, 7, 22, 3),),
    )  # fmt: skip
    found = changes(ledger, tagged(*lines), YEAR)
    assert [(c.act, c.lines, c.heirs, c.before, c.after) for c in found] == [
        ("corrected", (1,), (7,), {"G2.1": 100}, {"G2.1": 90}), ("replaced", (7,), (21,), {"G2.1": 90}, {"G2.1": 80}),
        ("undone", (21,), (30,), {"G2.1": 80}, {"G2.1": 90}),
    ]  # fmt: skip


def test_changes_come_by_entry_and_line_whatever_made_them() -> None:
    """Lost otherwise: an auditor would read a tagging after the correction that followed it."""
    first, other, third = (expense(n, 100 * n, "G2.1") for n in (1, 2, 3))
    new = replace(expense(9, 50, "G2.2"), entry=3, replaces=2)
    lines = [first, other, third, replace(reversal(third, 13), entry=3), replace(reversal(other, 12), entry=3), new]
    to = {code: (Share(code, 100),) for code in ("G2.1", "G2.2")}
    # Line 1 is tagged twice, once as it was already; line 9 once after it was posted.
    taggings = {**tagged(*lines), 1: ((1, to["G2.2"]), (2, to["G2.1"]), (4, to["G2.1"]))}
    taggings[9] = ((3, (Share("G2.1", 50),)), (4, (Share("G2.2", 50),)))
    ledger = ledger_of(lines, entries=entries_of("import", "tagging", "correction", "tagging"))
    found = changes(ledger, taggings, YEAR)
    assert [(c.entry, c.act, c.lines, c.before, c.after) for c in found] == [
        (2, "retagged", (1,), {"G2.2": 100}, {"G2.1": 100}),
        (3, "corrected", (2,), {"G2.1": 200}, {"G2.1": 50}),
        (3, "taken-back", (3,), {"G2.1": 300}, {}),
        (4, "retagged", (9,), {"G2.1": 50}, {"G2.2": 50}),
    ]
