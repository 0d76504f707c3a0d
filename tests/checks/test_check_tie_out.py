"""file-tie-out: what is said of a document on another article, and of many cells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from check_cases import ARTICLE, beside, booked_line
from checks_builders import books, found, line
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Booking, TieOut

CHECK = "file-tie-out"
OTHER = "330/124-02"


def moved(*articles: str, document: str | None = "D1") -> Ledger:
    """D1 is a line on its own article, and is booked on others, which carry another line each."""
    bookings = tuple(Booking("", f"C{row}", 500, article, document) for row, article in enumerate(articles, 2))
    there = tuple(Booking("", f"D{row}", 7, article, f"X{row}") for row, article in enumerate(articles, 2))
    lines = [line(1, 500, document_no=document, budget_article=ARTICLE)]
    lines += [booked_line(n, 7, f"X{n}", budget_article=article) for n, article in enumerate(articles, 2)]
    return books(*lines, tie_outs=(TieOut(1, 2019, "city", "grootboek.xlsx", "0" * 64, "", (*bookings, *there), 1),))


def test_a_document_on_another_article_is_told_on_both_sides() -> None:
    """Lost otherwise: one document on the wrong article would look like a line without booking, and the reverse."""
    here, there = (str(f.sentence) for f in found(CHECK, moved(OTHER)))
    assert f"Article {ARTICLE}, document D1: 500" not in here
    assert f"grootboek.xlsx has it on article {OTHER}." in here
    assert f"in grootboek.xlsx (C2), and the line here is on article {ARTICLE}." in there


def test_all_articles_that_a_document_is_booked_on_are_named() -> None:
    """Lost otherwise: the line would be moved to the first article, and the second booking stay unexplained."""
    here, *_ = (str(f.sentence) for f in found(CHECK, moved(OTHER, "330/125-02")))
    assert f"grootboek.xlsx has it on article {OTHER} or 330/125-02." in here


def test_a_booking_without_an_article_is_of_its_document() -> None:
    """Lost otherwise: every cost would differ from a general ledger that leaves the article out."""
    assert found(CHECK, moved("")) == ()


def test_a_booking_that_names_no_article_is_not_said_to_be_on_one() -> None:
    """Lost otherwise: the officer would read that the document is booked on article " "."""
    ledger = moved(OTHER)
    second = line(9, 500, document_no="D1", budget_article="330/126-01")
    (tied,) = ledger.tie_outs
    nowhere = replace(tied, bookings=(*tied.bookings, Booking("", "C9", 40, None, "D1")))
    ledger = replace(ledger, expenses=(*ledger.expenses, second), tie_outs=(nowhere,))
    sentences = [str(f.sentence) for f in found(CHECK, ledger) if "has it on article" in str(f.sentence)]
    assert [f"has it on article {OTHER}." in sentence for sentence in sentences] == [True, True]


def test_without_a_number_nothing_says_that_it_is_the_same_document() -> None:
    """Lost otherwise: an officer would be sent to the booking of a stranger."""
    sentences = [str(f.sentence) for f in found(CHECK, moved(OTHER, document=None))]
    assert [s for s in sentences if "has it on article" in s or "the line here is on" in s] == []
    assert len(sentences) == 2


@pytest.mark.parametrize(("n", "shown"), [(5, "D2, D3, D4, D5, D6"), (6, "D2, D3, D4, D5, D6 and 1 more")])
def test_five_cells_are_named_and_the_rest_counted(n: int, shown: str) -> None:
    """Lost otherwise: a document of a hundred bookings would fill the screen, or its cells be lost."""
    (finding,) = found(CHECK, beside(booked_line(1, 1), booked=[("D1", 100)] * n))
    assert f"in grootboek.xlsx ({shown})" in str(finding.sentence)


def test_credit_notes_on_an_article_of_nobody_are_money_too() -> None:
    """Lost otherwise: the finding would be of less than nothing, and sorted below all others."""
    (finding,) = found(CHECK, beside(booked=[("D1", -500), ("D2", 1)]))
    assert finding.cents == 499
