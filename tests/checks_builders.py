"""Ledgers for tests of checks: a small agreement, lines in one call, and ledgers made at random."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from subsidy_ledger.checks.registry import run
from subsidy_ledger.domain.agreement import Agreement, Entity, Grant, Mode, Objective, Sector, Texts, Zone
from subsidy_ledger.domain.categories import GENERAL
from subsidy_ledger.domain.expenses import Details, Expense, Share, Source
from subsidy_ledger.domain.findings import Finding
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Allocation, Contribution
from subsidy_ledger.domain.tagging import mirrored

ZONE_NAME = "Politiezone Zevenhoek"


def texts(word: str) -> Texts:
    return Texts(word, word, word)


def objective(code: str, transfer: Mode | None = None) -> Objective:
    return Objective(code, (1,), texts(code), transfer)


# Grant A: A1 of transfers in both modes, A2 of ordinary objectives, A3 of projects only. Grant B: ordinary.
AGREEMENT = Agreement(
    code="town-2018-2019",
    beneficiary="town",
    beneficiary_name=texts("Town"),
    title=texts("Town 2018-2019"),
    starts_on=date(2018, 1, 1),
    ends_on=date(2019, 12, 31),
    parties=(texts("Town"),),
    legal_basis=(),
    notes=(),
    grants=(
        Grant(
            "alpha", texts("Alpha"), (), {},
            (
                Sector("A1", 1, texts("A1"), (objective("A1.1", "project"), objective("A1.2", "deduction"))),
                Sector("A2", 2, texts("A2"), (objective("A2.1"), objective("A2.2"))),
                Sector("A3", 3, texts("A3"), (objective("A3.1", "project"),)),
            ),
        ),
        Grant("beta", texts("Beta"), (), {}, (Sector("B1", 1, texts("B1"), (objective("B1.1"),)),)),
    ),
    categories=GENERAL,
    entities=(
        Entity("city", "Stad Zevenhoek", "claiming", ("Ville des Sept-Coins",)),
        Entity("zone", ZONE_NAME, "evidence"),
        Entity("nonprofit", "Buurtzorg vzw", "claiming", ("Soins de Quartier asbl",)),
    ),
    zone=Zone(
        names=(ZONE_NAME, "Zone de police des Sept-Coins"),
        budget_articles=("*/435-01",),
        ibans=("BE68 5390 0754 7034",),
        enterprise_numbers=("0566.988.259",),
    ),
    severities={},
    parameters=(),
)  # fmt: skip
ALLOCATED = {("alpha", 2018): 100_000, ("alpha", 2019): 100_000, ("beta", 2018): 50_000, ("beta", 2019): 50_000}


def line(
    number: int,
    amount: int,
    shares: str | Sequence[tuple[str | None, int]] | None = "A2.1",
    *,
    batch: int | None = 1,
    reverses: int | None = None,
    entity: str = "city",
    year: int = 2019,
    **details: Any,
) -> Expense:
    """One line, of the city and of 2019 unless said; `shares` is the code of the whole, or pairs of code and cents."""
    parts = [(shares, amount)] if shares is None or isinstance(shares, str) else shares
    source = Source(batch, "stad.xlsx", "00", "Blad1", number + 1) if batch is not None else None
    return Expense(
        number,
        1,
        Details(entity, year, amount, **details),
        tuple(Share(code, cents) for code, cents in parts),
        reverses=reverses,
        source=source,
    )


def reversal(number: int, of: Expense) -> Expense:
    """The line that takes `of` back."""
    details = replace(of.details, amount=-of.amount)
    return replace(of, number=number, details=details, shares=mirrored(of.shares), reverses=of.number)


def books(
    *expenses: Expense,
    allocated: Mapping[tuple[str, int], int] = ALLOCATED,
    due: Mapping[int, int] | None = None,
    agreement: Agreement = AGREEMENT,
    **records: Any,
) -> Ledger:
    """A ledger of these lines; `due` is the contribution of each year, in cents."""
    return Ledger(
        agreement,
        tuple(Allocation(grant, year, 1, cents, "decision 1", 1) for (grant, year), cents in allocated.items()),
        tuple(Contribution(year, 1, cents, "council 7", "", 1) for year, cents in (due or {}).items()),
        expenses,
        **records,
    )


def found(check: str, ledger: Ledger, year: int | None = None) -> tuple[Finding, ...]:
    """What this one check finds."""
    return run(ledger, year=year, only=[check]).findings


SUPPLIERS = (None, ZONE_NAME, "Drukkerij De Pers nv", "DRUKKERIJ DE PERS N.V.", "Buurtzorg vzw", "Café Zoé")
NUMBERS = (None, "F-1", "f 1", "F2", "-")
DAYS = st.dates(date(2019, 3, 1), date(2019, 3, 1) + timedelta(days=3))


@st.composite
def lines(draw: st.DrawFn, number: int) -> Expense:
    """A line that has much in common with the others: few suppliers, numbers, amounts and days."""
    amount = draw(st.sampled_from([60_000, 30_000, 100, -100, -60_000]))
    code, other = (draw(st.sampled_from([None, *AGREEMENT.targets])) for _ in range(2))
    part = draw(st.sampled_from([0, 0, 0, amount // 4]))
    shares: list[tuple[str | None, int]] = [(code, amount - part), (other, part)]
    return line(
        number,
        amount,
        [(c, cents) for c, cents in shares if cents],
        batch=draw(st.sampled_from([None, 1, 1, 2])),
        entity=draw(st.sampled_from(["city", "city", "zone", "nonprofit"])),
        year=draw(st.sampled_from([2018, 2019, 2019, 2021])),
        supplier=draw(st.sampled_from(SUPPLIERS)),
        invoice_no=draw(st.sampled_from(NUMBERS)),
        document_no=draw(st.sampled_from(NUMBERS)),
        statement_no=draw(st.sampled_from(NUMBERS)),
        order_no=draw(st.sampled_from(NUMBERS)),
        budget_article=draw(st.sampled_from([None, "330/435-01", "330/123-06"])),
        invoice_date=draw(st.none() | DAYS),
        payment_date=draw(st.none() | DAYS),
    )


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """Books with reversed pairs among the lines, and now and then without an allocation or a contribution."""
    expenses = [draw(lines(number)) for number in range(1, draw(st.integers(0, 12)) + 1)]
    for taken_back in draw(st.sets(st.sampled_from(expenses), max_size=3)) if expenses else ():
        expenses.append(reversal(len(expenses) + 1, taken_back))
    allocated = {key: cents for key, cents in ALLOCATED.items() if draw(st.integers(0, 4))}
    return books(*expenses, allocated=allocated, due=draw(st.sampled_from([None, {2019: 40_000}])))
