"""Other subsidies by their codes, the lists that count of them, and what carries one person's pay."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks_builders import books, line, reversal
from subsidy_ledger.domain.funding import (
    WHOLE,
    Pay,
    funding_of,
    fundings,
    paid_elsewhere,
    pay_of,
    pay_shares,
    pays,
)
from subsidy_ledger.domain.funding_lists import FundingList, ListRow, latest_lists, rows_of
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Funding, FundingShare, PayClaim, PayShare
from subsidy_ledger.errors import WrongUse


def source(code: str, version: int = 1, title: str = "plan", *, live: bool = True) -> Funding:
    return Funding(code, version, title, "the State", None, None, live, version)


NAMED = (source("PSP", 2, "renamed"), source("EFRO"), source("PSP"), source("OLD", 2, live=False), source("OLD"))


def test_the_latest_version_of_a_subsidy_counts_by_its_code() -> None:
    """Lost otherwise: an old title or a retired subsidy would come back with the order of reading."""
    found = fundings(books(fundings=NAMED))
    assert {code: (one.version, one.is_live) for code, one in found.items()} == {
        "EFRO": (1, True), "OLD": (2, False), "PSP": (2, True),
    }  # fmt: skip
    assert list(found) == ["EFRO", "OLD", "PSP"]


def test_a_subsidy_is_known_whatever_its_capitals_and_told_where_it_is_not() -> None:
    """Lost otherwise: psp would be another subsidy than PSP, or a share be given to one that is retired."""
    ledger = books(fundings=NAMED)
    assert funding_of(ledger, " psp ").title == "renamed"
    assert funding_of(ledger, "efro").code == "EFRO"
    assert funding_of(ledger, "old", live=False).version == 2
    with pytest.raises(WrongUse, match="OLD is retired"):
        funding_of(ledger, "old")
    with pytest.raises(WrongUse, match='no other subsidy "X"; there are: EFRO, OLD, PSP'):
        funding_of(ledger, "X", live=False)
    with pytest.raises(WrongUse, match='no other subsidy "X": none is named yet'):
        funding_of(books(), "X")


def test_shares_of_a_line_stand_by_subsidy_and_those_of_pay_by_line_then_subsidy() -> None:
    """Lost otherwise: the same books, read in another order, would print another list."""
    shares = (FundingShare(1, "PSP", 2, 5, 1), FundingShare(1, "EFRO", 1, 7, 2))
    (paid,) = paid_elsewhere(books(line(1, 900), funding_shares=shares)).values()
    assert [share.funding for share in paid.shares] == ["EFRO", "PSP"]
    pay = (own("PSP", 10, 1), own(2, 20, 2), own("EFRO", 30, 3), own(1, 40, 4))
    ((_, carried),) = pay_shares(books(line(1, 900), line(2, 50), pay_shares=pay)).items()
    assert [share.expense or share.funding for share, _ in carried] == [1, 2, "EFRO", "PSP"]


def own(by: int | str, basis: int, entry: int = 1, person: str = "P1", month: str = "2019-03") -> PayShare:
    number, code = (by, None) if isinstance(by, int) else (None, by)
    return PayShare(person, month, number, code, 1 if code else None, basis, entry)


def claim(by: int | str, basis: int, person: str = "P1", month: str = "2019-03") -> PayClaim:
    number, code = (by, None) if isinstance(by, int) else (None, by)
    return PayClaim("next", person, month, number, code, 5 if number else 0, basis)


def carried(found: Pay) -> dict[int | str, int]:
    mine = {share.expense or share.funding or "": share.basis for share, _ in found.own}
    return mine | {-claim.line if claim.line else f"next {claim.funding}": claim.basis for claim in found.others}


def test_a_share_of_a_line_that_was_taken_back_or_was_said_otherwise_later_does_not_count() -> None:
    """Lost otherwise: a person's pay would be above 100 % by a line that claims nothing any more."""
    gone = line(5, 70)
    ledger = books(gone, reversal(6, gone), line(1, 9), pay_shares=(own(1, 2000, 3), own(5, 9000), own(1, 9000, 2)))
    assert [carried(pay) for pay in pays(ledger)] == [{1: 2000}]


def pay_books() -> Ledger:
    others = (
        claim(4, 500), claim("psp", 900), claim("PSP", 800), claim("EFRO", 700), claim("efro", 100),
        claim(7, 300, person="P2"), claim(8, 300, month="2019-04"), claim("A", 950, person="p1"),
        claim("Z", 7), claim("z", 3), claim("Q", 1),
    )  # fmt: skip
    shares = (own(1, 6000), own("PSP", 800), own("Efro", 1000), own(1, 50, 1, "P2"), own(1, 60, 1, "P1", "2019-05"))
    return books(line(1, 900), pay_shares=shares, pay_elsewhere=others)


def test_a_subsidy_that_several_agreements_name_carries_a_pay_once_by_its_largest_share() -> None:
    """Lost otherwise: one subsidy recorded in two agreements would count twice in a person's pay."""
    found = pay_of(pay_books(), "p1", "2019-03")
    # PSP is said to carry more elsewhere, EFRO more here.
    assert carried(found) == {1: 6000, "Efro": 1000, -4: 500, "next A": 950, "next psp": 900, "next Q": 1, "next Z": 7}
    assert list(carried(found)) == [1, "Efro", -4, "next A", "next psp", "next Q", "next Z"]
    assert (found.person, found.total, found.excess) == ("P1", 9358, 0)
    over = replace(found, others=(claim(4, 3001),))
    assert (WHOLE, over.total, over.excess) == (10_000, 10_001, 1)


def test_equal_shares_of_a_subsidy_in_two_agreements_are_the_one_recorded_here() -> None:
    """Lost otherwise: the officer would be sent to another agreement for a share that stands in her own."""
    ledger = books(pay_shares=(own("PSP", 800),), pay_elsewhere=(claim("PSP", 800),))
    assert carried(pay_of(ledger, "P1", "2019-03")) == {"PSP": 800}


def test_pay_is_told_by_person_and_month_also_where_nothing_is_recorded_here() -> None:
    """Lost otherwise: what only another agreement carries of a pay could not be seen before a share is added."""
    ledger = pay_books()
    assert [(pay.person, pay.month, pay.total) for pay in pays(ledger)] == [
        ("P1", "2019-03", 9358), ("P1", "2019-05", 60), ("P2", "2019-03", 350),
    ]  # fmt: skip
    assert carried(pay_of(ledger, "P2", "2019-03")) == {1: 50, -7: 300}
    assert carried(pay_of(ledger, "P1", "2019-04")) == {-8: 300}
    nobody = pay_of(ledger, "P9", "2019-03")
    assert (carried(nobody), nobody.person, nobody.total) == ({}, "P9", 0)


def listed(number: int, funding: str, year: int, *cents: int, once: tuple[int, int] = (0, 0)) -> FundingList:
    rows = tuple(ListRow("", f"C{place}", each) for place, each in enumerate(cents, 2))
    return FundingList(number, funding, 1, year, f"{number}.xlsx", "0" * 64, "", rows, number, *once)


def test_the_last_list_of_a_subsidy_and_year_counts_and_an_earlier_one_says_what_it_was() -> None:
    """Lost otherwise: a list that was replaced would count beside the new one, or leave no trace of its euros."""
    first, second = listed(1, "PSP", 2019, once=(3, 600)), listed(2, "PSP", 2019, 100, 20)
    other, earlier = listed(3, "EFRO", 2019, 7), listed(4, "PSP", 2018, 5)
    found = (second, first, earlier, other)
    assert latest_lists(found) == (other, earlier, second)
    assert [(one.number, row.cents) for one, row in rows_of(found, "PSP")] == [(4, 5), (2, 100), (2, 20)]
    assert [one.stated for one in (first, second)] == [(3, 600), (2, 120)]
    assert listed(5, "PSP", 2019).stated == (0, 0)
    assert FundingList(5, "PSP", 1, 2019, "f", "", "", (), 1).stated == (0, 0)
