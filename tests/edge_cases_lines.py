"""As edge_cases.py: purchases, years, transfers and what the zone's list proves of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from check_cases import PAID, Case, with_parameter
from checks_builders import AGREEMENT, ZONE_NAME, books, line
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.ledger import Ledger

BOUGHT = "below-procurement-threshold"
DAY = date(2018, 2, 1)
NONE: dict[str, Any] = {"supplier": "Café Zoé"}


def bought(number: int, cents: int, after: int = 0, **details: Any) -> Expense:
    """A purchase without VAT, so many days after the first."""
    facts: dict[str, Any] = {"supplier": "Noordlicht nv", "invoice_no": f"N{number}", "year": 2018, **details}
    return line(number, cents, facts.pop("code", "A2.1"), **{"invoice_date": DAY + timedelta(days=after), **facts})


def both(**details: Any) -> Ledger:
    """Two purchases that are above the threshold together, if they are purchases."""
    return books(bought(1, 2_000_000, **details), bought(2, 2_000_000, 9, **details))


TWO = [(2018, 4_000_000, (1, 2))]
EDGES: tuple[Case, ...] = (
    Case(BOUGHT, "a transfer is no purchase", both(code="A1.1")),
    Case(BOUGHT, "a transfer in part is none", both(code=[("A1.1", 1_000_000), ("A2.1", 1_000_000)])),
    Case(BOUGHT, "what goes to the zone's account is none", both(iban="BE68 5390 0754 7034")),
    Case(BOUGHT, "what goes to an entity of the agreement is none", both(supplier="Buurtzorg vzw")),
    Case(BOUGHT, "an article of purchases", both(budget_article="330/123-06"), TWO),
    Case(
        BOUGHT,
        "the last day of a long month, until the day before a year later",
        books(
            bought(1, 2_000_000, invoice_date=date(2018, 1, 31)),
            bought(2, 2_000_000, invoice_date=date(2019, 1, 30), year=2019),
        ),
        [(2019, 4_000_000, (1, 2))],
    ),
    Case(BOUGHT, "numbered by document", both(invoice_no=None, document_no="D1")),
    Case(
        BOUGHT,
        "documents of two numbers, one of them over two lines, of which one has no date",
        books(
            bought(1, 1_000_000, 9, invoice_no=None, document_no="D1"),
            bought(2, 1_000_000, 3, invoice_no=None, document_no="D1", supplier="Noordlicht"),
            bought(3, 100_000, invoice_no=None, document_no="D1", invoice_date=None),
            bought(4, 2_000_000, 9, invoice_no=None, document_no="D2", year=2019),
        ),
        [(2019, 4_100_000, (1, 2, 3, 4))],
    ),
    Case(
        BOUGHT,
        "the VAT is taken off where it is known, of the document where that is known",
        books(bought(1, 1_815_000, vat_amount=315_000), bought(2, 9, 9, document_amount=1_500_001)),
        [(2018, 3_000_001, (1, 2))],
    ),
    Case(
        BOUGHT,
        "credit notes of the same day count",
        books(bought(1, -500_000), bought(2, 2_000_000), bought(3, 1_500_000, 1)),
    ),
    Case(
        BOUGHT,
        "three spans, purchases years before and after, in another order than their days",
        books(
            bought(1, 1_600_000, 2000),
            bought(2, 1_600_000, 2010),
            bought(3, 9, 0),
            bought(4, 1_700_000, 1000),
            bought(5, 1_800_000, 1010),
            bought(6, 1_600_000, 500),
            bought(7, 1_500_000, 490),
            bought(8, 9, 4000),
        ),
        [(2018, 3_200_000, (1, 2)), (2018, 3_500_000, (4, 5)), (2018, 3_100_000, (6, 7))],
    ),
    Case(
        BOUGHT,
        "of two spans as great the first",
        books(*(bought(n, 2_000_000, 200 * n) for n in (1, 2, 3))),
        TWO,
    ),
    Case(
        "transfer-project-mismatch",
        "no list in two years",
        books(line(1, 9, "A1.1"), line(2, 5, "A1.1", year=2018), line(3, 4, "A3.1")),
        [(2018, 5, (2,)), (2019, 13, (1, 3))],
    ),
    Case(
        "transfer-project-mismatch",
        "a list that names no project, less and more",
        books(
            line(1, 9, "A1.1"),
            line(2, 5, None, entity="zone"),
            line(3, 9, "A3.1", year=2018),
            line(4, 12, None, entity="zone", year=2018),
        ),
        [(2018, 3, (3, 4)), (2019, 4, (1, 2))],
    ),
    Case(
        "transfer-payee",
        "a part of nothing is not named, and codes stand in order",
        books(
            line(1, 9, [("A3.1", 4), ("A1.1", 5)], **NONE),
            line(2, 9, [("A2.1", 9), ("A1.1", 0)], **NONE),
            line(3, 9, [("A2.1", 9), ("A1.1", 0)]),
            line(4, 9, "A1.2"),
        ),
        [(2019, 9, (1,)), (2019, 9, (4,))],
    ),
    Case(
        "transfer-unproven",
        "a part of nothing needs no proof",
        books(line(1, 9, [("A2.1", 9), ("A1.1", 0)], supplier=ZONE_NAME), line(2, 9)),
    ),
    Case(
        "year-doubtful",
        "the furthest year a text can mean, of an agreement of four years",
        books(
            line(1, 5, year=2017, description="werken 2022"),
            line(2, 7, year=2017, description="werken 2023"),
            agreement=replace(AGREEMENT, starts_on=date(2016, 1, 1)),
        ),
        [(2017, 5, (1,))],
    ),
    Case(
        "year-doubtful",
        "edge: paid on the last day of February of the next year, a leap year",
        with_parameter(
            books(line(1, 5, payment_date=date(2020, 2, 29)), line(2, 7, payment_date=date(2020, 3, 1))),
            "next-year-payment-until-month",
            "2",
        ),
        [(2019, 7, (2,))],
    ),
    Case(
        "year-doubtful",
        "edge: three years around those of the agreement are budget years",
        books(
            line(1, 1, description="2015"),
            line(2, 2, description="2022"),
            line(3, 4, description="2014"),
            line(4, 8, description="2023"),
        ),
        [(2019, 1, (1,)), (2019, 2, (2,))],
    ),
    Case(
        "year-doubtful",
        "of several years the nearest, the earlier of two as near",
        books(line(1, 1, description="2017, 2021, 2022"), line(2, 2, description="2016, 2018 en 2022")),
        [(2019, 1, (1,)), (2019, 2, (2,))],
    ),
    Case(
        "year-doubtful",
        "edge: nothing says anything, paid on the first and the last day",
        books(
            line(1, 1),
            line(2, 2, payment_date=date(2019, 1, 1)),
            line(3, 4, payment_date=date(2018, 12, 31)),
            line(4, 8, **PAID),
        ),
        [(2019, 4, (3,))],
    ),
)
