"""Tying out: every cent of both sides is in one group, whatever is split, merged, perturbed or shuffled."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks_builders import line
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.records import Booking, TieOut
from subsidy_ledger.domain.tie_out import SUMS, groups_of, latest, sums_of
from subsidy_ledger.reports.tie_out import by_article

ARTICLES = (("330/123-06", "330/12306"), ("33002/435-01", "2019/33002/43501"), ("KP 12", "kp12"))
Document = tuple[int, str, list[int], int]  # article, number, amounts, what the other side has more

documents = st.lists(
    st.tuples(
        st.integers(0, len(ARTICLES) - 1),
        st.sampled_from([f"D{n}" for n in range(1, 9)]),
        st.lists(st.integers(-(10**7), 10**7).filter(bool), min_size=1, max_size=4),
        st.sampled_from([0, 0, 0, 1, -1, 4711]),
    ),
    max_size=12,
    unique_by=lambda document: document[:2],
)


def line_of(number: int, article: int, document: str, cents: int) -> Expense:
    return line(number, cents, document_no=document, budget_article=ARTICLES[article][0])


def booking_of(row: int, article: int, document: str, cents: int) -> Booking:
    """The same document as another program writes it."""
    return Booking("Blad1", f"F{row}", cents, ARTICLES[article][1], document.replace("D", "d-00"))


def split(cents: int, dice: random.Random) -> list[int]:
    """Amounts that come to `cents`, with credit notes among them."""
    parts = [dice.randint(-(10**6), 10**6) for _ in range(dice.randint(0, 3))]
    return [*parts, cents - sum(parts)]


@settings(max_examples=60)
@given(documents, st.lists(st.integers(0, 9)), st.randoms(use_true_random=False))
def test_every_cent_of_both_sides_is_accounted_for(
    found: list[Document], missing: list[int], dice: random.Random
) -> None:
    """Lost otherwise: a cost could fall between the columns, and the totals would still look right."""
    lines: list[Expense] = []
    bookings: list[Booking] = []
    expected = {}
    for place, (article, document, amounts, more) in enumerate(found):
        here, there = sum(amounts), sum(amounts) + more
        if missing[place : place + 1] != [1]:
            lines += [line_of(len(lines) + 1 + i, article, document, cents) for i, cents in enumerate(amounts)]
        else:
            here = 0
        if missing[place : place + 1] != [2]:
            parts = split(there, dice)
            bookings += [booking_of(len(bookings) + 2 + i, article, document, cents) for i, cents in enumerate(parts)]
        else:
            there = 0
        expected[article, document] = here - there
    groups = groups_of(lines, bookings)
    sums = sums_of(groups)
    assert (sums.here, sums.there) == (sum(e.amount for e in lines), sum(b.cents for b in bookings))
    assert sorted(e.number for g in groups for e in g.lines) == [e.number for e in lines]
    assert sorted(b.cell for g in groups for b in g.bookings) == sorted(b.cell for b in bookings)
    assert sums.not_claimed == 0
    assert sorted(g.difference for g in groups) == sorted(expected.values())
    articles = by_article(groups)
    assert [article for article, _ in articles] == sorted({g.article for g in groups})
    assert {n: sum(getattr(of, n) for _, of in articles) for n in SUMS} == {n: getattr(sums, n) for n in SUMS}
    shuffled = (dice.sample(lines, len(lines)), dice.sample(bookings, len(bookings)))
    assert groups_of(*shuffled) == groups


def states(lines: list[Expense], bookings: list[Booking]) -> list[tuple[str, str, str, int]]:
    return [(g.article, g.document, g.state, g.difference) for g in groups_of(lines, bookings)]


def test_a_row_without_an_article_is_put_where_the_other_side_has_its_document() -> None:
    """Lost otherwise: an export without articles would be only here and only there, all of it."""
    bare = replace(line_of(1, 0, "D1", 5), details=replace(line_of(1, 0, "D1", 5).details, budget_article=None))
    assert states([bare], [booking_of(2, 0, "D1", 5)]) == [("330/123-06", "D1", "matched", 0)]
    unsure = [booking_of(2, 0, "D1", 5), booking_of(3, 1, "D1", 5)]
    assert [s[2] for s in states([bare], unsure)] == ["only_here", "only_there", "only_there"]
    nameless = replace(booking_of(2, 0, "D1", 5), article=None)
    assert states([line_of(1, 0, "D1", 5)], [nameless]) == [("330/123-06", "D1", "matched", 0)]


@pytest.mark.parametrize(
    ("own", "supplier", "expected"),
    [
        ("NV Zenne", "Zenne nv", ["matched"]),
        ("NV Zenne", None, ["matched"]),
        (None, "Zenne nv", ["matched"]),
        ("NV Zenne", "Ander", ["only_there", "only_here"]),
    ],
)
def test_a_booking_known_by_its_invoice_joins_the_document_of_its_supplier(
    own: str | None, supplier: str | None, expected: list[str]
) -> None:
    """Lost otherwise: another supplier's invoice 12 would take the place of ours."""
    ours = line(1, 5, document_no="D1", invoice_no="F-12", supplier=own, budget_article="330/123-06")
    booking = Booking("", "F2", 5, "330/123-06", "778", "f12", supplier)
    assert [state for _, _, state, _ in states([ours], [booking])] == expected


def test_one_document_claimed_in_part_over_two_lines_matches_its_whole() -> None:
    """Lost otherwise: every document that is claimed in part would differ from the accounts."""
    whole: dict[str, Any] = {"document_no": "D1", "budget_article": "330/123-06", "document_amount": 500}
    lines = [line(1, 200, **whole), line(2, 100, **whole)]
    (group,) = groups_of(lines, [booking_of(2, 0, "D1", 500)])
    assert (group.state, group.not_claimed, sums_of([group]).there) == ("matched", 200, 500)
    assert group.difference == 0


@pytest.mark.parametrize(
    ("claimed", "booked", "state", "not_claimed"),
    [
        (((-200, -500),), -500, "matched", -300),
        (((200, 500), (100, None)), 600, "matched", 300),
        # Only where every line states the same amount is that one document's.
        (((200, 500), (100, None)), 500, "different", 0),
        (((200, 500), (100, 300)), 800, "matched", 500),
        (((200, 500), (100, 300)), 500, "different", 0),
        # Claimed above what the document is, or with another sign: no part of it.
        (((300, 200),), 200, "different", 0),
        (((-600, -500),), -500, "different", 0),
        (((200, -200),), -200, "different", 0),
        (((200, 500),), None, "only_here", 0),
        (((200, None),), 200, "matched", 0),
    ],
)
def test_what_is_booked_is_the_whole_of_which_a_part_is_claimed(
    claimed: tuple[tuple[int, int | None], ...], booked: int | None, state: str, not_claimed: int
) -> None:
    """Lost otherwise: more claimed than was ever booked would tie out, or a credit note claimed in part would not."""
    lines = [
        line(n, cents, document_no="D1", budget_article="330/123-06", document_amount=whole)
        for n, (cents, whole) in enumerate(claimed, 1)
    ]
    (group,) = groups_of(lines, [booking_of(2, 0, "D1", booked)] if booked else [])
    assert (group.state, group.not_claimed) == (state, not_claimed)
    assert group.difference == (0 if state == "matched" else group.here - group.there)


def test_rows_without_a_document_stay_together_whoever_they_are_of() -> None:
    """Lost otherwise: rows that name no document would be matched by their suppliers, and look proven."""
    lines = [line(n, 5 * n, supplier=name, budget_article="330/123-06") for n, name in ((1, "Zenne"), (2, "Kaai"))]
    bookings = [Booking("", f"F{n}", 5 * n, "330/123-06", None, None, name) for n, name in ((1, "Zenne"), (2, "Kaai"))]
    assert states(lines, bookings) == [("330/123-06", "", "matched", 0)]


@pytest.mark.parametrize(
    ("names", "documents"), [(("Zenne", "Zenne"), ["D1"]), (("Zenne", None), ["D1"]), (("Zenne", "Kaai"), ["D1", "D1"])]
)
def test_a_document_is_parted_only_where_all_its_rows_name_several_suppliers(
    names: tuple[str | None, ...], documents: list[str]
) -> None:
    """Lost otherwise: a document of one supplier would change its number, and what is remembered of it be lost."""
    article = "330/123-06"
    lines = [line(n, 5, supplier=name, document_no="D1", budget_article=article) for n, name in enumerate(names, 1)]
    bookings = [Booking("", f"F{n}", 5, article, "D1", None, name) for n, name in enumerate(names, 2)]
    found = groups_of(lines, bookings)
    assert [group.document.split(" ")[0] for group in found] == documents
    assert [group.document == "D1" for group in found] == [len(found) == 1] * len(found)


def test_bookings_of_a_document_stand_in_the_order_of_their_sheet() -> None:
    """Lost otherwise: F10 before F9, and the auditor looks for a row above the one she has just seen."""
    bookings = [Booking("Blad1", cell, 5, "330/123-06", "D1") for cell in ("F10", "F9", "", "AB9")]
    (group,) = groups_of([], bookings)
    assert [booking.cell for booking in group.bookings] == ["", "AB9", "F9", "F10"]
    assert group.not_claimed == 0


def test_the_last_tie_out_of_a_year_and_entity_counts() -> None:
    """Lost otherwise: a ledger read in another order would hold this year's lines against last month's accounts."""
    first, second, zone = (
        TieOut(n, year, entity, f"{n}.xlsx", "0" * 64, "Blad1", (), n)
        for n, year, entity in ((1, 2019, "city"), (2, 2019, "city"), (3, 2018, "zone"))
    )
    assert latest([second, zone, first]) == (zone, second)


@pytest.mark.parametrize(
    ("booked", "told"),
    [
        ((("Zenne nv", 90), ("Kaai", 60)), [("different", 10), ("different", -10)]),
        ((("ZENNE", 100), ("Kaai", 50)), [("matched", 0), ("matched", 0)]),
        # Where the other side names them otherwise, nobody can tell them apart.
        ((("Zenne nv", 90), ("Ander", 60)), [("matched", 0)]),
        ((("Zenne nv", 150),), [("matched", 0)]),
        (((None, 90), ("Kaai", 60)), [("matched", 0)]),
    ],
)
def test_one_number_of_two_suppliers_is_two_documents(
    booked: tuple[tuple[str | None, int], ...], told: list[tuple[str, int]]
) -> None:
    """Lost otherwise: what one supplier is short of and another over would cancel out, and tie out."""
    lines = [
        line(number, cents, supplier=name, document_no=None, invoice_no="F1", budget_article=ARTICLES[0][0])
        for number, name, cents in ((1, "Zenne", 100), (2, "Kaai", 50))
    ]
    bookings = [Booking("", f"F{cents}", cents, ARTICLES[0][0], None, "F-1", name) for name, cents in booked]
    found = groups_of(lines, bookings)
    assert sorted((g.state, g.difference) for g in found) == sorted(told)
    assert found == groups_of(lines[::-1], bookings[::-1])
    assert {g.name for g in found} == {"F1"}
