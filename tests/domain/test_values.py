"""Small values of the domain on their edges: targets, faults, codes, findings with their decisions, receipts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from checks_builders import AGREEMENT, books, line
from ledger_builders import brussels, entry
from subsidy_ledger.domain.agreement import Parameter, Texts, same_in_all
from subsidy_ledger.domain.agreement_faults import SHOWN_MAX, Faults, shown, unreadable
from subsidy_ledger.domain.codes import check_year, entity_of, grant_of, nearest, target_of
from subsidy_ledger.domain.findings import Act, Decision, Finding, how_many, last_ruling, ranges
from subsidy_ledger.domain.indicators import IndicatorValue, values_of
from subsidy_ledger.domain.receipts import Receipt, of_envelope, standing
from subsidy_ledger.domain.sentences import say
from subsidy_ledger.domain.settlement import SettledLine, figures, settled_lines, settlement
from subsidy_ledger.domain.standings import Standings, same_person
from subsidy_ledger.domain.submissions import claim_digest, claim_of, differences, origin_in, spare_origins
from subsidy_ledger.domain.submitted import Ruling, Submission, SubmittedShare
from subsidy_ledger.errors import WrongUse


def test_a_text_in_one_language_is_a_text() -> None:
    """Lost otherwise: a title that is known in French only would be shown as missing."""
    assert [bool(Texts(*words)) for words in (("x", "", ""), ("", "x", ""), ("", "", "x"), ("", "", ""))] == [
        True, True, True, False,
    ]  # fmt: skip
    assert same_in_all("x") == Texts("x", "x", "x")


def test_a_target_knows_its_title_its_parent_and_its_modes() -> None:
    """Lost otherwise: the tables would name a code by another one's title, or a sector would pass for a transfer."""
    found = {code: (t.title.en, t.parent, t.mode, t.is_transfer) for code, t in AGREEMENT.targets.items()}
    assert found == {
        "alpha": ("Alpha", None, None, False),
        "A1": ("A1", "alpha", None, True), "A1.1": ("A1.1", "A1", "project", True),
        "A1.2": ("A1.2", "A1", "deduction", True),
        "A2": ("A2", "alpha", None, False), "A2.1": ("A2.1", "A2", None, False), "A2.2": ("A2.2", "A2", None, False),
        "A3": ("A3", "alpha", "project", True), "A3.1": ("A3.1", "A3", "project", True),
        "beta": ("Beta", None, None, False), "B1": ("B1", "beta", None, False), "B1.1": ("B1.1", "B1", None, False),
    }  # fmt: skip
    assert replace(AGREEMENT) == AGREEMENT
    assert "_targets" not in repr(AGREEMENT)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"), (False, "false"), ("a", '"a"'), ("", '""'), (7, "7"), ({"a": 1}, "{…}"), ([1], "[…]"),
        ("x" * SHOWN_MAX, '"' + "x" * SHOWN_MAX + '"'), ("x" * SHOWN_MAX + "y", '"' + "x" * SHOWN_MAX + '…"'),
        (date(2018, 1, 31), "2018-01-31"),
    ],
)  # fmt: skip
def test_a_value_is_shown_as_the_file_has_it(value: object, text: str) -> None:
    """Lost otherwise: a fault would show what stands nowhere in the file."""
    assert shown(value) == text


def test_an_unknown_word_is_told_with_the_nearest_or_with_all() -> None:
    """Lost otherwise: a typing mistake in a key would have to be guessed."""
    faults = Faults()
    faults.unknown("a.b", "titel", ["title", "code"])
    faults.unknown("a.c", "zzz", ["title", "code"])
    assert [(path, str(fault)) for path, fault in faults.found] == [
        ("a.b", '"titel" is not known here; did you mean "title"?'),
        ("a.c", '"zzz" is not known here; known are: title, code.'),
    ]


@pytest.mark.parametrize(
    ("message", "line", "column", "reason", "stands"),
    [
        ("Invalid value (at line 2, column 5)", 2, 5, "Invalid value", "b ="),
        ("Expected ']' (at end of document)", 3, 4, "Expected ']'", "[cc"),
        ("something", 3, 4, "something", "[cc"),
    ],
)
def test_an_unreadable_file_is_told_by_its_line(message: str, line: int, column: int, reason: str, stands: str) -> None:
    """Lost otherwise: nobody would find the bracket that is missing."""
    facts = unreadable("a = 1\n  b =  \n[cc", message).sentence.facts
    assert (facts["line"], facts["column"], facts["reason"], facts["stands"]) == (line, column, reason, stands)
    assert str(unreadable("a\n\n", "x (at line 2, column 1)").sentence.facts["stands"]) == "(nothing)"
    assert unreadable("y" * 3 * SHOWN_MAX, "x (at line 1, column 1)").sentence.facts["stands"] == "y" * 2 * SHOWN_MAX


def test_codes_are_known_whatever_their_case_and_by_their_aliases() -> None:
    """Lost otherwise: an officer would be refused a code because of a capital."""
    alias = brussels().grants[0].aliases[0]
    assert target_of(brussels(), f" {alias.upper()} ").code == grant_of(brussels(), alias).code == "general"
    assert target_of(brussels(), " g2.1 ").code == "G2.1"
    assert grant_of(brussels(), "RADICALISATION").code == "radicalisation"
    assert entity_of(AGREEMENT, " Zone ").code == "zone"
    with pytest.raises(WrongUse, match=r'There is no entity "zon" in town-2018-2019; there are: city \(claiming\)'):
        entity_of(AGREEMENT, "zon")
    with pytest.raises(WrongUse, match=r'There is no grant "gamma" in town-2018-2019; there are: alpha, beta\.'):
        grant_of(AGREEMENT, "gamma")
    with pytest.raises(WrongUse, match=r"nearest: A2\.1, A3\.1, A2\.2"):
        target_of(AGREEMENT, "A2.11")
    with pytest.raises(WrongUse, match="nearest: none is like it"):
        target_of(AGREEMENT, "qqqqqqqq")
    assert nearest(AGREEMENT, "betta") == "beta"


def test_a_year_is_the_agreements_or_that_of_a_line() -> None:
    """Lost otherwise: 2109 would be a year without spending."""
    assert check_year(AGREEMENT, 2018) == 2018
    assert check_year(AGREEMENT, 2021, frozenset({2021})) == 2021
    with pytest.raises(WrongUse, match=r"2021 is not a year of town-2018-2019 \(2018, 2019\)"):
        check_year(AGREEMENT, 2021)


def test_numbers_are_told_as_ranges_and_counted_back() -> None:
    """Lost otherwise: a decision would be compared with other lines than those it was taken on."""
    for numbers, text in (((), ""), ((3,), "3"), ((7, 3, 5, 6, 5), "3, 5-7"), ((1, 2), "1-2"), ((9, 1), "1, 9")):
        assert ranges(numbers) == text
        assert how_many(text) == len(set(numbers))
    assert FOUND.lines == "1-2"


FOUND = Finding("untagged", "warning", "2019", 2019, 5, say("x"), expenses=(1, 2))


def decision(act: Act, number: int, cents: int = 5, lines: str = "1-2") -> Decision:
    return Decision(FOUND.id, act, "untagged", "2019", 2019, cents, lines, number)


def standings(*decisions: Decision, four_eyes: str = "never", by: str = "An,An,An,An") -> Standings:
    names = by.split(",")
    agreement = replace(AGREEMENT, parameters=(Parameter("four-eyes-from", four_eyes),))
    entries = tuple(replace(entry(n, by=name), reason=f"reason {n}") for n, name in enumerate(names, 1))
    return Standings(books(agreement=agreement, decisions=decisions, entries=entries))


def test_the_last_decision_holds_as_long_as_the_figure_is_the_same() -> None:
    """Lost otherwise: what was accepted for one cent would cover a thousand euros."""
    assert standings().of(FOUND).status == "open"
    accepted = standings(decision("accept", 2), decision("dispute", 1)).of(FOUND)
    assert (accepted.status, accepted.moved, accepted.reason, accepted.by) == ("accepted", False, "reason 2", "An")
    disputed = standings(decision("accept", 1), decision("dispute", 2)).of(FOUND)
    assert (disputed.status, disputed.moved) == ("disputed", False)
    reopened = standings(decision("accept", 1), decision("reopen", 2, cents=4)).of(FOUND)
    assert (reopened.status, reopened.moved, reopened.reason) == ("open", False, "reason 2")
    for moved in (decision("accept", 1, cents=4), decision("dispute", 1, lines="1")):
        found = standings(moved).of(FOUND)
        assert (found.status, found.moved) == ("open", True)
    assert standings(decision("accept", 1)).of(replace(FOUND, subject="2018")).decision is None
    assert replace(FOUND, standing=accepted).asks_attention is False
    assert replace(FOUND, standing=disputed).asks_attention is True
    assert replace(FOUND, trial=True).asks_attention is False
    history = standings(decision("accept", 2), decision("dispute", 1)).history(FOUND.id)
    assert [(d.act, e.number) for d, e in history] == [("dispute", 1), ("accept", 2)]


def test_a_second_person_confirms_where_the_agreement_asks_for_four_eyes() -> None:
    """Lost otherwise: one person could accept her own mistake."""
    one = standings(decision("accept", 1), four_eyes="warning").of(FOUND)
    assert (one.status, one.awaits, one.confirmed_by) == ("open", True, None)
    same = standings(decision("accept", 1), decision("confirm", 2), four_eyes="warning", by="An,AN").of(FOUND)
    assert (same.status, same.awaits) == ("open", True)
    two = standings(decision("accept", 1), decision("confirm", 2), four_eyes="warning", by="An,Bo").of(FOUND)
    assert (two.status, two.awaits, two.confirmed_by) == ("accepted", False, "Bo")
    assert standings(decision("accept", 1), four_eyes="error").of(FOUND).status == "accepted"
    again = standings(
        decision("accept", 1), decision("confirm", 2), decision("accept", 3), four_eyes="warning", by="An,Bo,An"
    ).of(FOUND)
    assert (again.status, again.awaits) == ("open", True)
    assert last_ruling(()) == (None, None)
    assert same_person("Zoé P.", "zoe p")
    assert not same_person("An", "Bo")


def test_a_receipt_that_was_taken_back_does_not_count() -> None:
    """Lost otherwise: money that never came would be settled."""
    day = date(2020, 1, 1)
    one, two, back = (Receipt(n, "alpha", 2019, cents, day, "d", reverses) for n, cents, reverses in (
        (1, 10, None), (2, 20, None), (3, -10, 1)))  # fmt: skip
    other = [replace(two, number=4, grant="beta"), replace(two, number=5, year=2018)]
    assert of_envelope([back, two, *other, one], "alpha", 2019) == (one, two, back)
    assert standing([one, two, back]) == (two,)


def test_a_grant_without_an_amount_and_spare_lines_apart() -> None:
    """Lost otherwise: a year without an amount could not be settled, or spare lines would be claimed."""
    assert [g.figures.granted for g in settlement(books(), 2021).grants] == [0, 0]
    lines = [SettledLine(n, (SubmittedShare(n, "A2.1", n * 10, n == 2),)) for n in (1, 2)]
    found = figures(100, lines, 0)
    assert (found.claimed, found.spare, found.open) == (10, 20, 10)


def test_a_claim_marks_spare_costs_and_leaves_out_what_comes_to_nothing() -> None:
    """Lost otherwise: every line would be spare as soon as one is, or a line of nothing would be claimed."""
    nothing = line(3, 0, [("A2.1", 5), ("A2.1", -5)])
    later = replace(line(4, 7), replaces=1)
    here = books(line(2, 9, [("A2.2", 4), ("A2.1", 5)]), nothing, later)
    assert claim_of(here, "alpha", 2019, {1}) == (
        SubmittedShare(2, "A2.1", 5), SubmittedShare(2, "A2.2", 4), SubmittedShare(4, "A2.1", 7, True),
    )  # fmt: skip
    origin = origin_in(here)
    assert [origin(n) for n in (2, 4, 77)] == [2, 1, 77]


def test_the_digest_of_a_claim_is_the_same_for_ever() -> None:
    """Lost otherwise: a claim that was handed in could no longer be shown to be the one in the books."""
    shares = (SubmittedShare(1, "A2.1", 10), SubmittedShare(2, "A2.2", -3, True))
    assert claim_digest("a", "alpha", 2019, shares) == (
        "e4761c106383d093273e4b8345b2dffc3132674cff58c787926b29959a433985"
    )


def test_differences_come_by_line_and_a_ruling_holds_for_the_kind_it_was_given_on() -> None:
    """Lost otherwise: a line accepted as claimed would count as accepted spare, or a list would jump about."""
    new = [SubmittedShare(n, "A2.1", 5) for n in (3, 1, 2)]
    assert [change.line for change in differences(lambda n: n, [], new)] == [1, 2, 3]
    spare = SubmittedShare(1, "A2.1", 5, True)
    accept, use = Ruling(1, 1, "accept", 5, 5, "x", 1), Ruling(1, 1, "use-spare", 5, 5, "x", 1)
    held = [settled_lines([share], [r], lambda n: n)[0] for share in (spare, new[1]) for r in (accept, use)]
    assert [(line.ruling, line.moved) for line in held] == [(None, accept), (use, None), (accept, None), (None, use)]


def test_the_costs_that_a_submission_holds_as_spare() -> None:
    """Lost otherwise: the next version of a claim would make every line spare, or none."""
    here = books(line(1, 5), line(2, 7), replace(line(3, 7), replaces=2))
    shares = (SubmittedShare(1, "A2.1", 5), SubmittedShare(3, "A2.1", 7, True))
    submission = Submission(1, "alpha", 2019, 1, "d", shares, 1)
    assert spare_origins(here, submission) == {2}
    assert spare_origins(here, None) == frozenset()


def test_the_nearest_codes_are_three_and_found_by_their_titles_too() -> None:
    """Lost otherwise: whoever knows an objective by its name would have to read the whole agreement for its code."""
    assert nearest(AGREEMENT, "A1.") == "A1.2, A1.1, A1"
    assert nearest(brussels(), "G2.33").split(", ")[0] == "G2.3"
    grant = AGREEMENT.grants[1]
    work = replace(grant.sectors[0].objectives[0], title=Texts("Straathoekwerk", "Travail de rue", "Street work"))
    sector = replace(grant.sectors[0], objectives=(work,))
    named = replace(AGREEMENT, grants=(AGREEMENT.grants[0], replace(grant, sectors=(sector,))))
    found = [nearest(named, text) for text in ("straathoekwerker", "travail de la rue", "STREET WORKS", "zzzzzzzz")]
    assert found == ["B1.1", "B1.1", "B1.1", ""]


def test_of_an_indicator_the_latest_value_of_the_year_counts() -> None:
    """Lost otherwise: the evaluation would show what was mended since, or another year's figure."""
    values = [
        IndicatorValue("A2.1", 1, year, version, value, "", "", version)
        for year, version, value in ((2019, 2, "45"), (2019, 1, "42"), (2018, 3, "7"))
    ]
    assert {place: v.stated for place, v in values_of(values, 2019).items()} == {("A2.1", 1): ("45", "", "")}
