"""What was claimed, ruled, paid, decided and stated of a year, each beside what it was before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from act_builders import claim, corrected, said, told
from ledger_builders import YEAR, entries_of, expense, ledger_of, reversal, tagged
from subsidy_ledger.domain.acts import History, acts, acts_since, claim_entry
from subsidy_ledger.domain.acts import Supplement as Added
from subsidy_ledger.domain.acts_of_files import DIFFERENCES_MAX, TEXT_MAX, Revision, revised, shown
from subsidy_ledger.domain.acts_on_claims import decided, received, settled, stated, submitted
from subsidy_ledger.domain.changes import Change
from subsidy_ledger.domain.expenses import Expense, Share, Source
from subsidy_ledger.domain.findings import Decision
from subsidy_ledger.domain.indicators import IndicatorValue
from subsidy_ledger.domain.receipts import Receipt
from subsidy_ledger.domain.records import (
    Allocation,
    Contribution,
    Import,
    SectorPlan,
)
from subsidy_ledger.domain.submitted import Ruling, SubmittedShare


def test_a_claim_stands_beside_the_version_before_it_without_its_spare_lines() -> None:
    """Lost otherwise: a new version would seem to claim all of its money for the first time."""
    one, spare = SubmittedShare(1, "G1.1", 100), SubmittedShare(2, "G1.1", 30, True)
    ledger = ledger_of(
        [],
        submissions=(
            claim(3, 9, one, spare), claim(1, 4, replace(one, cents=70)), claim(2, 6, one, grant="radicalisation"),
            claim(9, 7, one, year=YEAR - 1),
        ),
    )  # fmt: skip
    assert told(submitted(ledger, YEAR)) == [
        (4, "submitted", {}, {"general": 70}, (), "version 1 of the claim"),
        (6, "submitted", {}, {"radicalisation": 100}, (), "version 2 of the claim"),
        (9, "submitted", {"general": 70}, {"general": 100}, (), "version 3 of the claim"),
    ]


def test_a_ruling_stands_beside_what_held_of_the_cost_before_it_also_after_a_correction() -> None:
    """Lost otherwise: a line accepted, corrected and then reduced would be accepted twice over."""
    first = claim(1, 3, SubmittedShare(1, "G1.1", 100), SubmittedShare(2, "G1.1", 40))
    second = claim(2, 6, SubmittedShare(9, "G1.1", 100), SubmittedShare(2, "G1.1", 40))
    ledger = ledger_of(
        corrected(100), submissions=(first, second, claim(3, 3, SubmittedShare(1, "R1.1", 5), grant="radicalisation")),
        rulings=(
            Ruling(2, 9, "reduce", 100, 60, "vat", 7), Ruling(1, 1, "accept", 100, 100, "", 4),
            Ruling(1, 2, "accept", 40, 40, "", 4), Ruling(2, 2, "reopen", 40, 0, "found", 8),
            Ruling(2, 2, "reject", 40, 0, "private", 9), Ruling(3, 1, "reject", 5, 0, "", 4),
        ),
    )  # fmt: skip
    assert told(settled(ledger, YEAR)) == [
        (4, "settled", {"general": 0}, {"general": 140}, (1, 2), "open -> accepted"),
        (4, "settled", {"radicalisation": 0}, {"radicalisation": 0}, (1,), "open -> rejected"),
        (7, "settled", {"general": 100}, {"general": 60}, (9,), "accepted -> reduced"),
        (8, "settled", {"general": 40}, {"general": 0}, (2,), "accepted -> open"),
        (9, "settled", {"general": 0}, {"general": 0}, (2,), "open -> rejected"),
    ]
    assert told(settled(ledger, YEAR - 1)) == []


def test_a_ruling_on_another_amount_held_nothing_before_it() -> None:
    """Lost otherwise: a ruling that no longer held would be told as what was accepted before."""
    first, second = claim(1, 3, SubmittedShare(1, "G1.1", 100)), claim(2, 6, SubmittedShare(9, "G1.1", 90))
    rulings = (Ruling(1, 1, "accept", 100, 100, "", 4), Ruling(2, 9, "accept", 90, 90, "", 7))
    ledger = ledger_of(corrected(90), submissions=(first, second), rulings=rulings)
    assert [(before, after, words) for _, _, before, after, _, words in told(settled(ledger, YEAR))] == [
        ({"general": 0}, {"general": 100}, "open -> accepted"), ({"general": 0}, {"general": 90}, "open -> accepted"),
    ]  # fmt: skip


def test_a_receipt_stands_beside_what_was_received_before_it() -> None:
    """Lost otherwise: an instalment taken back would still be counted as received."""
    day = date(2020, 2, 1)
    ledger = ledger_of(
        [],
        receipts=(
            Receipt(3, "general", YEAR, -50, day, "c", reverses=1, entry=5),
            Receipt(1, "general", YEAR, 50, day, "a", entry=3),
            Receipt(2, "general", YEAR, 20, day, "b", entry=4), Receipt(4, "general", YEAR - 1, 9, day, "d", entry=6),
            Receipt(5, "radicalisation", YEAR, 7, day, "e", entry=7),
        ),
    )  # fmt: skip
    assert told(received(ledger, YEAR)) == [
        (3, "received", {"general": 0}, {"general": 50}, (), "receipt 1, 2020-02-01"),
        (4, "received", {"general": 50}, {"general": 70}, (), "receipt 2, 2020-02-01"),
        (5, "received", {"general": 70}, {"general": 20}, (), "receipt 1 taken back"),
        (7, "received", {"radicalisation": 0}, {"radicalisation": 7}, (), "receipt 5, 2020-02-01"),
    ]


def test_a_decision_on_a_finding_stands_beside_the_one_before() -> None:
    """Lost otherwise: an auditor would not see that what is accepted now was disputed last week."""

    def on(finding: str, act: Any, entry: int, year: int | None, lines: str = "3, 5-7") -> Decision:
        return Decision(finding, act, "untagged", "lines", year, 500, lines, entry)

    decisions = (on("aa", "dispute", 2, YEAR), on("bb", "accept", 3, None, ""), on("cc", "accept", 3, YEAR - 1),
                 on("aa", "accept", 4, YEAR), on("aa", "confirm", 5, YEAR), on("aa", "reopen", 6, YEAR))  # fmt: skip
    found = told(decided(ledger_of([], decisions=decisions), YEAR))
    assert [(entry, lines, words) for entry, _, _, _, lines, words in found] == [
        (2, (3, 5, 6, 7), "finding aa (untagged, 5.00): open -> disputed"),
        (3, (), "finding bb (untagged, 5.00): open -> accepted"),
        (4, (3, 5, 6, 7), "finding aa (untagged, 5.00): disputed -> accepted"),
        (5, (3, 5, 6, 7), "finding aa (untagged, 5.00): accepted -> confirmed"),
        (6, (3, 5, 6, 7), "finding aa (untagged, 5.00): confirmed -> open"),
    ]  # fmt: skip


def test_an_indicator_stands_beside_its_value_before() -> None:
    """Lost otherwise: a result that was raised after the claim would look as if it had been reported so."""
    values = tuple(
        IndicatorValue("G2.1", place, year, version, value, f"d{version}", "", entry)
        for place, year, version, value, entry in (
            (1, YEAR, 2, "45", 5), (1, YEAR, 1, "42", 3), (2, YEAR, 1, "7", 4), (1, YEAR - 1, 1, "9", 2),
        )
    )  # fmt: skip
    found = list(stated(ledger_of([], indicators=values), YEAR))
    assert said(found) == [
        (3, "G2.1, indicator 1: nothing -> 42"), (4, "G2.1, indicator 2: nothing -> 7"),
        (5, "G2.1, indicator 1: 42 -> 45"),
    ]  # fmt: skip
    assert [change.decision for change in found] == ["d1", "d1", "d2"]


def test_a_revised_agreement_says_each_difference_by_its_path() -> None:
    """Lost otherwise: a severity lowered after the claim would be one word, agreement."""
    old = {"title": "A", "parties": ["x", "y"], "parameters": {"days": 7, "list": [1]}, "same": {"a": [1]},
           "kind": "k", "map": {"a": 1, "b": 2}}  # fmt: skip
    new = {"title": "B" * (TEXT_MAX + 1), "parties": ["x"], "parameters": {"days": 9, "list": {"n": 1}},
           "same": {"a": [1]}, "kind": [1], "map": "m", "note": "n" * TEXT_MAX}  # fmt: skip
    (change,) = revised([Revision(1, 2, old), Revision(2, 5, new)])
    assert (change.entry, change.act) == (5, "agreement")
    assert [str(one) for one in change.told] == [
        "revision 2", f"title: A -> {'B' * TEXT_MAX}…", "parties[1]: y -> nothing", "parameters.days: 7 -> 9",
        "parameters.list: 1 value -> 1 value",
        "kind: k -> 1 value", "map: 2 values -> m", f"note: nothing -> {'n' * TEXT_MAX}",
    ]  # fmt: skip
    assert list(revised([Revision(1, 2, old)])) == []
    assert str(shown("")) == "nothing"


def test_many_differences_of_an_agreement_are_counted_after_the_first() -> None:
    """Lost otherwise: a new agreement would fill the sheet, or end without saying that more changed."""
    assert (DIFFERENCES_MAX, TEXT_MAX) == (12, 60)
    for extra, last in ((0, "k11: 0 -> 1"), (1, "1 further difference"), (3, "3 further differences")):
        keys = [f"k{n:02}" for n in range(12 + extra)]
        (change,) = revised([Revision(1, 1, dict.fromkeys(keys, 0)), Revision(2, 2, dict.fromkeys(keys, 1))])
        assert str(change.told[-1]) == last
        assert len(change.told) == (13 if not extra else 14)


def test_the_claim_stands_since_the_first_of_the_grants_last_versions() -> None:
    """Lost otherwise: what changed between the claims of two grants would stand on no sheet."""
    claims = (claim(1, 3), claim(2, 6), claim(3, 5, grant="radicalisation"), claim(4, 2, year=YEAR - 1),
              claim(5, 9, grant="radicalisation", year=YEAR - 1))  # fmt: skip
    assert claim_entry(ledger_of([], submissions=claims), YEAR) == 5
    assert claim_entry(ledger_of([], submissions=claims[::-1]), YEAR) == 5
    assert claim_entry(ledger_of([]), YEAR) is None


def posted_books() -> tuple[Any, History]:
    """Entries 1 to 6: an import, decisions on money, another import, payment facts, and one that is of no year."""

    def of(line: Expense, batch: int, entry: int) -> Expense:
        return replace(line, entry=entry, source=Source(batch, f"{batch}.xlsx", "", "", line.number))

    first, other = of(expense(1, 50, "G2.1"), 1, 1), of(expense(2, 7, "G2.2", year=YEAR - 1), 1, 1)
    late, instead = of(expense(3, 9, "R1.1"), 2, 3), of(expense(4, 8, "G2.1"), 2, 3)
    lines = [first, other, replace(reversal(first, 5), entry=3), late, replace(instead, replaces=1)]
    imports = tuple(
        Import(n, entry, f"{n}.xlsx", "", "", 1, "city", (), (), 3, 3, 0, 0, 0, 0)
        for n, entry in ((1, 1), (2, 3), (3, 6))
    )
    ledger = ledger_of(
        lines, imports=imports, entries=entries_of("import", "allocation", "import", "import", "tagging", "import"),
        allocations=(Allocation("general", YEAR, 1, 90, "d", 2), Allocation("general", YEAR - 1, 1, 5, "d", 2),
                     Allocation("general", YEAR, 2, 80, "e", 5)),
        contributions=(Contribution(YEAR, 1, 30, "c", "", 2), Contribution(YEAR, 2, 31, "c", "", 5)),
        sector_plans=(SectorPlan("G2", YEAR, 1, 4, "p", 2), SectorPlan("G2", YEAR - 1, 1, 5, "p", 2),
                      SectorPlan("G3", YEAR, 2, 6, "p", 2)),
    )  # fmt: skip
    added = (
        Added(4, 1, {"statement_no": "7", "payment_date": None}), Added(4, 2, {"statement_no": "7"}),
        Added(5, 1, {"statement_no": "7"}),
        Added(6, 77, {"statement_no": "7"}),
    )  # fmt: skip
    taggings = {**tagged(*lines), 3: ((3, (Share("R1.3", 9),)), (5, (Share("R1.1", 9),)))}
    return ledger, History(taggings, added)


def brief(found: tuple[Change, ...]) -> list[tuple[int, str, dict[str | None, int], dict[str | None, int]]]:
    return [(c.entry, c.act, dict(c.before), dict(c.after)) for c in found]


def test_after_an_entry_also_what_was_recorded_for_the_first_time_and_nothing_is_told() -> None:
    """Lost otherwise: an auditor would count the entries since her last visit and miss some."""
    ledger, history = posted_books()
    later = [
        (3, "posted", {}, {"R1.3": 9}), (3, "corrected", {"G2.1": 50}, {"G2.1": 8}), (4, "supplemented", {}, {}),
        (5, "contribution", {None: 30}, {None: 31}), (5, "revised", {"general": 90}, {"general": 80}),
        (5, "retagged", {"R1.3": 9}, {"R1.1": 9}), (6, "other", {}, {}),
    ]  # fmt: skip
    found = acts(ledger, history, YEAR, 2)
    assert sorted(brief(found), key=str) == sorted(later, key=str)
    assert [c.entry for c in found] == sorted(c.entry for c in found)
    assert next(c.decision for c in found if c.act == "posted") == "2.xlsx"
    assert [c.lines for c in found if c.act == "supplemented"] == [(1,)]
    assert {name: str(fact) for c in found for name, fact in c.facts.items() if c.act == "supplemented"} == {
        "statement_no": "nothing -> 7"
    }
    assert "import: nothing of 2019" in [words for _, words in said(found)]
    before = [act for _, act, *_ in brief(acts(ledger, history, YEAR))]
    assert sorted(before) == ["contribution", "corrected", "retagged", "revised", "supplemented"]
    every = brief(acts(ledger, history, YEAR, 0))
    assert [one for one in every if one[1] == "first"] == [
        (2, "first", {}, {"general": 90}), (2, "first", {}, {None: 30}), (2, "first", {}, {"G2": 4}),
    ]  # fmt: skip
    assert (1, "posted", {}, {"G2.1": 50}) in every


def test_acts_since_a_day_begin_with_its_first_entry() -> None:
    """Lost otherwise: what was recorded on the very day would be told twice, or never."""
    ledger, history = posted_books()
    days = [entry.at.date() for entry in ledger.entries]
    for place, day in enumerate(days):
        found = acts_since(ledger, history, YEAR, day)
        # The entries are made late in the evening, Brussels time is an hour further.
        assert {c.entry for c in found} == set(range(place + 1, 7)), day
    assert {c.entry for c in acts_since(ledger, history, YEAR, date(2018, 1, 1))} == {1, 2, 3, 4, 5, 6}
    # Without a day, every change, and all acts after the claim: there is none here.
    assert brief(acts_since(ledger, history, YEAR, None)) == brief(acts(ledger, history, YEAR))
    claimed = replace(
        ledger, submissions=(claim(1, 5),), receipts=(Receipt(1, "general", YEAR, 5, days[0], "a", entry=5),)
    )
    assert {"submitted", "received"} <= {c.act for c in acts(claimed, history, YEAR)}
    assert [c.entry for c in acts_since(claimed, history, YEAR, None) if c.act == "other"] == [6]
