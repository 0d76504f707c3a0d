"""Matching: a re-imported file adds only what is new; twins are kept; nothing is lost, nothing comes twice."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from builders import MORNING
from subsidy_ledger.agreements import builtin
from subsidy_ledger.domain.agreement_file import agreement_of, parse
from subsidy_ledger.domain.expenses import Details, Expense, Source
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Entry, Import
from subsidy_ledger.domain.tagging import mirrored, whole
from subsidy_ledger.importing.planning.keys import Incoming, shared_fields
from subsidy_ledger.importing.planning.matching import Matches, match

BRUSSELS = agreement_of(parse(builtin()))
FIELDS = ("amount", "year", "supplier", "document_no", "invoice_date", "payment_date", "description")


def details(amount: int = 100, **more: object) -> Details:
    facts: dict[str, object] = {"supplier": "Drukkerij Zenne", "document_no": "D1", "invoice_date": date(2019, 3, 1)}
    return Details("city", 2019, amount, **{**facts, **more})  # type: ignore[arg-type]


def ledger_of(*posted: Details, fields: tuple[str, ...] = FIELDS) -> Ledger:
    """A ledger that imported these lines from one file."""
    batch = Import(1, 2, "f.xlsx", "0" * 64, "Blad1", 1, "city", fields, (), 0, 0, 0, 0, 0, 0)
    lines = tuple(
        Expense(n, 2, d, whole(d.amount, None), source=Source(1, "f.xlsx", "0" * 64, "Blad1", n + 1))
        for n, d in enumerate(posted, 1)
    )
    return Ledger(BRUSSELS, expenses=lines, imports=(batch,))


def matched(
    rows: list[Details],
    ledger: Ledger,
    fields: tuple[str, ...] = FIELDS,
    as_new: tuple[int, ...] = (),
    headers: tuple[str, ...] = (),
) -> Matches:
    return match([Incoming(n, d) for n, d in enumerate(rows, 2)], fields, ledger, as_new, headers)


small_details = st.builds(
    details,
    st.sampled_from([100, 200]),
    supplier=st.sampled_from(["Zenne", "Marolle"]),
    document_no=st.none(),
    payment_date=st.sampled_from([None, date(2019, 4, 1), date(2019, 5, 1)]),
)
small_files = st.lists(small_details, max_size=9)


def key(d: Details) -> Details:
    return replace(d, payment_date=None)


@given(small_files, small_files)
def test_new_copies_are_those_beyond_the_live_ones(first: list[Details], second: list[Details]) -> None:
    """Lost otherwise: a genuinely new line would be left out, or a known one doubled."""
    found = matched(second, ledger_of(*first))
    have, want = Counter(map(key, first)), Counter(map(key, second))
    assert Counter(key(i.details) for i in found.new) == want - have
    assert len(found.new) + len(found.known) + len(found.changed) == len(second)
    assert len({pair.line for pair in found.known}) == len(found.known)


@given(small_files, st.randoms(use_true_random=False))
def test_the_same_file_again_adds_nothing_however_it_is_sorted(rows: list[Details], chance: random.Random) -> None:
    """Lost otherwise: importing an export twice would claim it twice."""
    shuffled = list(rows)
    chance.shuffle(shuffled)
    found = matched(shuffled, ledger_of(*rows))
    assert (found.new, found.changed) == ((), ())
    assert not any(pair.facts or pair.differing for pair in found.known)


def test_twins_are_filled_in_one_by_one_and_only_once() -> None:
    """Lost otherwise: a payment date would be put on a twin that has one already."""
    twins = [details(), details(), details()]
    paid = [details(payment_date=date(2019, 4, 1)), details(), details(payment_date=date(2019, 5, 1))]
    found = matched(paid, ledger_of(*twins))
    facts = {pair.line: pair.facts.get("payment_date") for pair in found.known}
    assert sorted(str(day) for day in facts.values()) == ["2019-04-01", "2019-05-01", "None"]
    again = matched(list(reversed(paid)), ledger_of(*(details(payment_date=facts[n]) for n in (1, 2, 3))))
    assert not any(pair.facts or pair.differing for pair in again.known)


def test_a_payment_that_differs_is_told_and_not_taken_over() -> None:
    """Lost otherwise: a later export could change what an auditor already saw."""
    found = matched([details(payment_date=date(2019, 6, 1))], ledger_of(details(payment_date=date(2019, 4, 1))))
    assert [(pair.facts, pair.differing) for pair in found.known] == [({}, ("payment_date",))]
    half = matched(
        [details(payment_date=date(2019, 6, 1), order_no="M9")], ledger_of(details(payment_date=date(2019, 4, 1)))
    )
    assert half.known[0].facts == {}


def test_only_fields_that_both_tables_have_are_compared() -> None:
    """Lost otherwise: an export with one column more would double every line."""
    richer = (*FIELDS, "budget_article", "invoice_no")
    found = matched([details(budget_article="330/123-06", invoice_no="F1")], ledger_of(details()), richer)
    assert found.new == ()


def test_tables_with_too_little_in_common_are_not_compared_and_named() -> None:
    """Lost otherwise: a line would be left out because another happened to have the same amount."""
    bare = ("amount", "year")
    found = matched([details(supplier=None, document_no=None, invoice_date=None)], ledger_of(details()), bare)
    assert len(found.new) == 1
    assert found.incomparable == (1,)
    assert shared_fields(frozenset(bare), frozenset(bare)) == ()


def test_spelling_of_names_does_not_make_a_line_new() -> None:
    """Lost otherwise: a supplier renamed from "Zenne nv" to "ZENNE N.V." would be claimed again."""
    found = matched([details(supplier="DRUKKERIJ  ZENNE")], ledger_of(details(supplier="Drukkerij Zenne nv")))
    assert found.new == ()


def test_the_same_document_with_other_figures_is_changed_not_new() -> None:
    """Lost otherwise: a corrected export would claim the old and the new amount."""
    found = matched([details(150)], ledger_of(details(100)))
    assert (found.new, [(p.row, p.line) for p in found.changed]) == ((), [(2, 1)])


def test_another_supplier_under_the_same_number_is_another_document() -> None:
    """Lost otherwise: two lists with their own numbering would swallow each other's lines."""
    other = details(150, supplier="Marolle")
    assert len(matched([other], ledger_of(details(100)), headers=("another list",)).new) == 1
    same_amount = details(100, supplier="Marolle")
    assert len(matched([same_amount], ledger_of(details(100)), headers=("another list",)).new) == 1
    # Within one list a document number is one document, whoever is named as its supplier.
    assert len(matched([other], ledger_of(details(100))).changed) == 1


def test_undone_lines_are_new_again_and_corrected_ones_still_known() -> None:
    """Lost otherwise: an undone import could not be repeated, or a correction would be undone by the next export."""
    ledger = ledger_of(details())
    line = ledger.expenses[0]
    back = replace(line, number=2, details=replace(line.details, amount=-100), shares=mirrored(line.shares), reverses=1)
    by_undo = Entry(3, "undo", "officer", MORNING)
    undone = replace(ledger, expenses=(line, replace(back, entry=3)), entries=(by_undo,))
    assert len(matched([details()], undone).new) == 1
    heir = replace(line, number=3, details=replace(line.details, amount=90, supplier="Other"), replaces=1)
    corrected = replace(ledger, expenses=(line, back, replace(heir, shares=whole(90, None))))
    assert [pair.line for pair in matched([details()], corrected).known] == [3]


def test_a_row_named_as_new_is_posted_whatever_the_ledger_has() -> None:
    """Lost otherwise: a second identical cost from another file could never be claimed."""
    found = matched([details(), details()], ledger_of(details(), details()), as_new=(3,))
    assert [i.row for i in found.new] == [3]


def test_lines_of_other_entities_and_years_are_other_lines() -> None:
    """Lost otherwise: the zone's own list would hide the city's lines."""
    zone = replace(details(), entity="zone")
    assert len(matched([details()], ledger_of(zone)).new) == 1
    rent = details(document_no=None, invoice_date=None)
    assert len(matched([rent], ledger_of(replace(rent, year=2018))).new) == 1


def test_a_document_divided_anew_is_changed_as_a_whole() -> None:
    """Lost otherwise: an invoice of 120 that is now booked as 70 and 50 would be claimed as 190."""
    divided = matched([details(70), details(50)], ledger_of(details(120)))
    assert (len(divided.new), [pair.line for pair in divided.changed]) == (0, [1, 1])
    both = matched([details(55), details(75)], ledger_of(details(50), details(70)))
    assert (len(both.new), [pair.line for pair in both.changed]) == (0, [1, 2])


def test_what_a_document_has_beyond_its_known_lines_is_new() -> None:
    """Lost otherwise: a third wage booked under a known number would never be claimed."""
    found = matched([details(55), details(66), details(77)], ledger_of(details(1000), details(300)))
    assert (len(found.changed), len(found.new)) == (2, 1)


def test_a_credit_note_is_no_other_figure_of_its_invoice() -> None:
    """Lost otherwise: money paid back would stay claimed."""
    found = matched([details(-30)], ledger_of(details(100)))
    assert len(found.new) == 1


def test_document_numbers_that_begin_again_each_year_are_other_documents() -> None:
    """Lost otherwise: the second year's rent would be taken for the first year's."""
    rent = details(invoice_date=None)
    assert len(matched([rent], ledger_of(replace(rent, year=2018))).new) == 1


def test_a_line_taken_back_as_an_error_does_not_come_back() -> None:
    """Lost otherwise: a cost that was claimed twice would return with the next export."""
    ledger = ledger_of(details())
    line = ledger.expenses[0]
    back = replace(line, number=2, details=replace(line.details, amount=-100), shares=mirrored(line.shares), reverses=1)
    found = matched([details(payment_date=date(2019, 4, 1))], replace(ledger, expenses=(line, back)))
    assert [(pair.line, pair.facts) for pair in found.known] == [(1, {})]


def test_a_new_line_of_a_known_document_is_new() -> None:
    """Lost otherwise: the second line of an invoice that comes later would never be claimed."""
    found = matched([details(100), details(30)], ledger_of(details(100)))
    assert ([i.details.amount for i in found.new], len(found.known)) == ([30], 1)


def test_the_same_cost_under_another_year_is_changed() -> None:
    """Lost otherwise: a file imported once with the wrong --year would be claimed in both years."""
    found = matched([replace(details(), year=2018)], ledger_of(details()))
    assert (found.new, [pair.line for pair in found.changed]) == ((), [1])


def test_a_row_that_says_what_a_corrected_line_says_now_is_known() -> None:
    """Lost otherwise: correcting a line here and in the source would claim it twice."""
    ledger = ledger_of(details(document_no=None))
    line = ledger.expenses[0]
    back = replace(line, number=2, details=replace(line.details, amount=-100), shares=mirrored(line.shares), reverses=1)
    heir = replace(line, number=3, details=replace(line.details, amount=120), shares=whole(120, None), replaces=1)
    corrected = replace(ledger, expenses=(line, back, heir))
    for amount in (100, 120):
        found = matched([details(amount, document_no=None)], corrected)
        assert (found.new, [pair.line for pair in found.known]) == ((), [3])


def test_leading_zeros_that_a_spreadsheet_dropped_do_not_make_a_line_new() -> None:
    """Lost otherwise: a list saved once more by Excel would double itself."""
    assert matched([details(document_no="123")], ledger_of(details(document_no="000123"))).new == ()
    assert len(matched([details(document_no="A123")], ledger_of(details(document_no="A0123"))).new) == 1


def test_what_was_recognised_by_one_field_only_is_told() -> None:
    """Lost otherwise: two different costs with the same number and amount would pass for one, unseen."""
    bare = ("amount", "year", "document_no")
    found = matched([details(supplier=None, invoice_date=None)], ledger_of(details()), bare)
    assert (len(found.known), found.thin) == (1, ("document_no",))
