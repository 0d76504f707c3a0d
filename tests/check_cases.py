"""For every check the ledgers in which it is silent, speaks, and stands on its edge, with what it must find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from checks_builders import ZONE_NAME, books, line, reversal
from subsidy_ledger.domain.agreement import Parameter
from subsidy_ledger.domain.funding_lists import FundingList, ListRow
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import (
    Booking,
    Claim,
    ControlTotal,
    FalseTotal,
    Funding,
    FundingShare,
    Import,
    PayShare,
    SectorPlan,
    TieOut,
)
from subsidy_ledger.domain.refused import Closing, Fault, RefusedRow
from subsidy_ledger.domain.sentences import say
from subsidy_ledger.domain.submitted import Act, Ruling, Submission, SubmittedShare

Told = tuple[int | None, int, tuple[int, ...]]  # year, cents, lines


@dataclass(frozen=True, slots=True)
class Case:
    """One ledger and what one check finds in it; the name says which side of the edge it is on."""

    check: str
    name: str
    ledger: Ledger
    found: Sequence[Told] = ()

    def __str__(self) -> str:
        return f"{self.check}: {self.name}"


ZONE: dict[str, Any] = {"supplier": ZONE_NAME}
PAID: dict[str, Any] = {"payment_date": date(2019, 5, 2)}
MARCH, DUE = date(2019, 3, 1), date(2020, 6, 30)
PRINTER: dict[str, Any] = {"supplier": "Drukkerij De Pers", "invoice_date": MARCH}
# The textbook's numbers: valid ones, and the same with one figure changed.
IBAN, NO_IBAN = "BE68 5390 0754 7034", "BE68 5390 0754 7035"
BORN_1985, BORN_2017 = "85.07.30-033 28", "17073003384"


def batch(number: int = 1, **details: Any) -> Import:
    facts: dict[str, Any] = {"undone_by": None, **details}
    return Import(
        number,
        1,
        "stad.xlsx",
        f"{number:064d}",
        "Blad1",
        1,
        "city",
        ("amount",),
        ("Bedrag",),
        3,
        2,
        0,
        0,
        1,
        100,
        **facts,
    )


def total(stated: int, computed: int, number: int = 1) -> ControlTotal:
    return ControlTotal(number, 9, "Totaal", stated, computed, 2019)


def kept(number: int, cents: int | None, year: int | None = 2019) -> RefusedRow:
    fault = Fault("number-unreadable", f"G{number}", "amount", "veel", say("an amount"), say("no amount"))
    return RefusedRow(number, 2, 1, number, year, cents, {}, ("veel",), (fault,))


def with_refused(*rows: RefusedRow, closings: Sequence[Closing] = (), undone_by: int | None = None) -> Ledger:
    return books(imports=(batch(undone_by=undone_by),), refused=rows, refused_closings=tuple(closings))


def planned(cents: int, version: int = 1, sector: str = "A2") -> SectorPlan:
    return SectorPlan(sector, 2019, version, cents, "college", 1)


def with_parameter(ledger: Ledger, key: str, value: str) -> Ledger:
    return replace(ledger, agreement=replace(ledger.agreement, parameters=(Parameter(key, value),)))


def taken_back(*lines: Any) -> Ledger:
    """The last of the lines is taken back."""
    return books(*lines, reversal(99, lines[-1]))


def claim(cents: int, whole: int | None = None, **facts: Any) -> Claim:
    details = {"supplier": "DRUKKERIJ DE PERS nv", "invoice_no": "f 1", "document_no": None, **facts}
    return Claim("county-2018-2019", 2019, cents=cents, document_cents=whole, **details)


ARTICLE = "330/123-06"


def beside(
    *lines: Any,
    booked: Sequence[tuple[str, int]],
    entity: str = "city",
    article: str = ARTICLE,
    totals: tuple[FalseTotal, ...] = (),
) -> Ledger:
    """The lines, and what the general ledger has of each document."""
    bookings = tuple(Booking("", f"D{row}", cents, article, no) for row, (no, cents) in enumerate(booked, 2))
    return books(*lines, tie_outs=(TieOut(1, 2019, entity, "grootboek.xlsx", "0" * 64, "", bookings, 1, totals),))


def booked_line(number: int, amount: int, document: str = "D1", **details: Any) -> Any:
    return line(number, amount, document_no=document, **{"budget_article": ARTICLE, **details})


def share(line: int, cents: int, entry: int = 2) -> FundingShare:
    return FundingShare(line, "PSP", 1, cents, entry)


def pay(basis: int, line: int | None = None, month: str = "2019-03", entry: int = 2) -> PayShare:
    """Of the pay of one person; carried by the other subsidy unless a line is named."""
    source, version = (None, None) if line is not None else ("PSP", 1)
    return PayShare("P-014", month, line, source, version, basis, entry)


def listed(cents: int, whole: int | None = None) -> ListRow:
    return ListRow("", f"F{cents}", cents, "DRUKKERIJ DE PERS nv", None, "f 1", None, whole)


def on_list(*told: ListRow | FundingShare) -> dict[str, Any]:
    """Rows of another subsidy's list, and what is recorded as paid by it."""
    rows = tuple(each for each in told if isinstance(each, ListRow))
    shares = [each for each in told if isinstance(each, FundingShare)]
    return {**funded(*shares), "funding_lists": (FundingList(1, "PSP", 1, 2019, "psp.xlsx", "0" * 64, "", rows, 1),)}


def on_lists(*rows: ListRow) -> dict[str, Any]:
    """Each row on the list of a subsidy of its own."""
    codes = [f"PSP{number}" for number, _ in enumerate(rows, 1)]
    return {
        "fundings": tuple(Funding(code, 1, "plan", "the State", None, None, True, 1) for code in codes),
        "funding_lists": tuple(
            FundingList(number, code, 1, 2019, f"{code}.xlsx", f"{number:064d}", "", (row,), 1)
            for number, (code, row) in enumerate(zip(codes, rows, strict=True), 1)
        ),
    }


def funded(*shares: FundingShare, pay: Sequence[PayShare] = ()) -> dict[str, Any]:
    """What another subsidy pays of some lines, and of one person's pay."""
    source = Funding("PSP", 1, "prevention plan", "the State", None, None, True, 1)
    return {"fundings": (source,), "funding_shares": shares, "pay_shares": tuple(pay)}


def _transfer(number: int, amount: int = 5000, code: str = "A1.1", **details: Any) -> Any:
    return line(number, amount, code, **{**ZONE, **details})


def _bought(*net: int, gap: int = 30, **details: Any) -> Ledger:
    """Purchases from one supplier, `gap` days apart."""
    return books(
        *(
            line(
                n,
                cents + cents // 5,
                net_amount=cents,
                supplier="Noordlicht nv",
                invoice_no=f"N{n}",
                invoice_date=date(2018, 2, 1) + (n - 1) * timedelta(days=gap),
                year=2018,
                **details,
            )
            for n, cents in enumerate(net, 1)
        ),
    )


ALPHA, BETA = "A2.1", "B1.1"


def submitted(number: int, code: str, *parts: tuple[int, int], year: int = 2019, spare: bool = False) -> Submission:
    """A first version of what is claimed on one code: (line, cents), (line, cents)…"""
    shares = tuple(SubmittedShare(one, code, cents, spare) for one, cents in parts)
    return Submission(number, "alpha" if code == ALPHA else "beta", year, 1, "0" * 64, shares)


def ruled(submission: int, number: int, act: Act, claimed: int, accepted: int) -> Ruling:
    return Ruling(submission, number, act, claimed, accepted, "letter", 9)


def moved_to_beta(*rulings: Ruling, spare: bool = False, cents: int = 9) -> Ledger:
    """A line that alpha claimed before it was tagged to beta, which claims it too."""
    claims = submitted(1, ALPHA, (1, cents), spare=spare), submitted(2, BETA, (1, cents))
    return books(line(1, cents, BETA), submissions=claims, rulings=rulings)


def to_2018(*, submitted_again: bool = False) -> Ledger:
    """A line of 2019, corrected to 2018, and both claims."""
    first = line(1, 9)
    claims = submitted(1, ALPHA, *() if submitted_again else ((1, 9),)), submitted(2, ALPHA, (3, 9), year=2018)
    return books(first, reversal(2, first), replace(line(3, 9, year=2018), replaces=1), submissions=claims)


CASES: tuple[Case, ...] = (
    Case(
        "claimed-twice",
        "silent: a cost of two grants",
        books(
            line(1, 9, ((ALPHA, 5), (BETA, 4))),
            submissions=(submitted(1, ALPHA, (1, 5)), submitted(2, BETA, (1, 4))),
        ),
    ),
    Case("claimed-twice", "tagged to another grant", moved_to_beta(), [(2019, 9, (1,))]),
    Case("claimed-twice", "corrected to another year", to_2018(), [(2019, 9, (1, 3))]),
    Case("claimed-twice", "submitted again without it", to_2018(submitted_again=True)),
    Case(
        "claimed-twice",
        "accepted in both",
        moved_to_beta(*(ruled(n, 1, "accept", 9, 9) for n in (1, 2))),
        [(2019, 9, (1,))],
    ),
    Case("claimed-twice", "edge: rejected in one, paid in the other", moved_to_beta(ruled(1, 1, "reject", 9, 0))),
    Case(
        "claimed-twice", "edge: one cent accepted in one", moved_to_beta(ruled(1, 1, "reduce", 9, 1)), [(2019, 1, (1,))]
    ),
    Case("claimed-twice", "spare in one", moved_to_beta(spare=True)),
    Case(
        "claimed-twice",
        "spare in one and let in",
        moved_to_beta(ruled(1, 1, "use-spare", 9, 4), spare=True),
        [(2019, 4, (1,))],
    ),
    Case("claimed-twice", "a credit note taken off twice", moved_to_beta(cents=-9), [(2019, -9, (1,))]),
    Case(
        "claimed-twice",
        "edge: one claim alone, and a cost of two that is taken back",
        books(
            line(1, 4),
            (half := line(2, 9, ((ALPHA, 5), (BETA, 4)))),
            reversal(3, half),
            submissions=(submitted(1, ALPHA, (1, 5), (2, 5)), submitted(2, BETA, (2, 4))),
        ),
        [(2019, 9, (2,))],
    ),
    Case(
        "claimed-twice",
        "two costs of the same claims are one finding",
        books(
            line(1, 9, BETA),
            line(2, 3, BETA),
            line(5, 7),
            submissions=(submitted(1, ALPHA, (1, 9), (2, 3), (5, 7)), submitted(2, BETA, (1, 9), (2, 3))),
        ),
        [(2019, 12, (1, 2))],
    ),
    Case("overspent-envelope", "silent", books(line(1, 99_999))),
    Case("overspent-envelope", "edge: to the cent", books(line(1, 100_000))),
    Case("overspent-envelope", "one cent more", books(line(1, 100_000), line(2, 1)), [(2019, 1, (2,))]),
    Case("overspent-envelope", "evidence is no spending", books(line(1, 100_000), line(2, 1, entity="zone"))),
    Case("overspent-envelope", "taken back", taken_back(line(1, 100_000), line(2, 1))),
    Case("overspent-envelope", "credit note", books(line(1, 100_005), line(2, -5))),
    Case(
        "overspent-envelope",
        "a share of another grant",
        books(line(1, 100_000), line(2, 10, [("A2.1", 4), ("B1.1", 6)])),
        [(2019, 4, (2,))],
    ),
    Case("overspent-sector", "silent without a plan", books(line(1, 90_000))),
    Case("overspent-sector", "edge: to the cent", books(line(1, 500), line(2, 7, "A2"), sector_plans=(planned(507),))),
    Case(
        "overspent-sector",
        "one cent more, the line that broke it",
        books(line(1, 300), line(2, 208, "A2"), line(3, 900, "alpha"), sector_plans=(planned(507),)),
        [(2019, 1, (2,))],
    ),
    Case(
        "overspent-sector",
        "the plan stated last counts",
        books(line(1, 300), sector_plans=(planned(400), planned(0, 2))),
        [(2019, 300, (1,))],
    ),
    Case(
        "overspent-sector",
        "evidence, another year, another sector",
        books(line(1, 9, entity="zone"), line(2, 9, year=2018), line(3, 9, "B1.1"), sector_plans=(planned(8),)),
    ),
    Case(
        "overspent-sector",
        "credit note and split",
        books(line(1, 10, [("A2.1", 6), (None, 4)]), line(2, -2), sector_plans=(planned(3),)),
        [(2019, 1, (1,))],
    ),
    Case("spending-without-allocation", "silent", books(line(1, 1))),
    Case("spending-without-allocation", "edge: an amount of 0.00", books(line(1, 1), allocated={("alpha", 2019): 0})),
    Case("spending-without-allocation", "speaks", books(line(1, 7), allocated={}), [(2019, 7, (1,))]),
    Case("untagged", "silent", books(line(1, 7, "alpha"), line(2, 7, None, entity="zone"))),
    Case("untagged", "edge: a part of one cent", books(line(1, 7, [("A2.1", 6), (None, 1)])), [(2019, 1, (1,))]),
    Case("untagged", "credit note takes off", books(line(1, 7, None), line(2, -5, None)), [(2019, 2, (1, 2))]),
    Case("untagged", "taken back", taken_back(line(1, 7, None))),
    Case("outside-agreement", "silent, edges of the term", books(line(1, 7, year=2018), line(2, 7, year=2019))),
    Case("outside-agreement", "edge: the year after", books(line(1, 7, year=2020)), [(2020, 7, (1,))]),
    Case("year-doubtful", "silent", books(line(1, 7, invoice_date=MARCH))),
    Case(
        "year-doubtful",
        "edge: 31 December and 1 January",
        books(line(1, 7, invoice_date=date(2019, 12, 31)), line(2, 5, invoice_date=date(2020, 1, 1))),
        [(2019, 5, (2,))],
    ),
    Case(
        "year-doubtful",
        "the period explains the invoice",
        books(line(1, 7, invoice_date=date(2020, 1, 9), description="schoonmaak december 2019")),
    ),
    Case(
        "year-doubtful",
        "the period goes before the invoice",
        books(line(1, 7, invoice_date=MARCH, description="Loyer Q4 2018")),
        [(2019, 7, (1,))],
    ),
    Case(
        "year-doubtful",
        "edge: paid on the last day of June, and on the first of July",
        books(line(1, 7, payment_date=date(2020, 6, 30)), line(2, 5, payment_date=date(2020, 7, 1))),
        [(2019, 5, (2,))],
    ),
    Case(
        "year-doubtful",
        "paid before the year began",
        books(line(1, 7, payment_date=date(2018, 12, 31))),
        [(2019, 7, (1,))],
    ),
    Case(
        "year-doubtful",
        "evidence and what was taken back",
        taken_back(line(1, 7, entity="zone", invoice_date=date(2018, 3, 1)), line(2, 5, invoice_date=DUE)),
    ),
    Case(
        "year-doubtful",
        "one finding for each year spoken of, credit notes taken off",
        books(
            line(1, 7, invoice_date=date(2018, 3, 1)),
            line(2, -2, invoice_date=date(2018, 4, 1)),
            line(3, 9, invoice_date=date(2017, 4, 1)),
        ),
        [(2019, 5, (1, 2)), (2019, 9, (3,))],
    ),
    Case("transfer-untagged", "silent", books(_transfer(1))),
    Case("transfer-untagged", "speaks", books(line(1, 5, **ZONE)), [(2019, 5, (1,))]),
    Case(
        "transfer-untagged",
        "edge: a part of one cent",
        books(line(1, 5, [("A1.1", 4), ("A2.1", 1)], **ZONE)),
        [(2019, 1, (1,))],
    ),
    Case("transfer-payee", "silent", books(_transfer(1))),
    Case("transfer-payee", "edge: the budget article alone", books(line(1, 5, "A1.1", budget_article="330/435-01"))),
    Case("transfer-payee", "speaks", books(line(1, 5, "A1.1", supplier="Café Zoé")), [(2019, 5, (1,))]),
    Case("transfer-unproven", "silent", books(_transfer(1, **PAID), _transfer(2, statement_no="61"))),
    Case("transfer-unproven", "speaks", books(_transfer(1)), [(2019, 5000, (1,))]),
    Case("transfer-unproven", "edge: paid in the next year", books(_transfer(1, payment_date=date(2020, 5, 2)))),
    Case(
        "transfer-unproven",
        "an order or a dash is no proof",
        books(_transfer(1, order_no="M1", statement_no="-")),
        [(2019, 5000, (1,))],
    ),
    Case(
        "transfer-unproven",
        "a part only, and money paid back",
        books(line(1, 9, [("A1.1", 4), ("A2.1", 5)]), _transfer(2, -3)),
        [(2019, 4, (1,)), (2019, -3, (2,))],
    ),
    Case(
        "transfer-unproven", "evidence and what was taken back", taken_back(_transfer(1, entity="zone"), _transfer(2))
    ),
    Case("deduction-exceeds-contribution", "silent", books(_transfer(1, 5, "A1.2"), due={2019: 9})),
    Case("deduction-exceeds-contribution", "edge: to the cent", books(_transfer(1, 9, "A1.2"), due={2019: 9})),
    Case(
        "deduction-exceeds-contribution",
        "one cent more",
        books(_transfer(1, 10, "A1.2"), due={2019: 9}),
        [(2019, 1, (1,))],
    ),
    Case("deduction-exceeds-contribution", "nothing recorded", books(_transfer(1, 10, "A1.2")), [(2019, 10, (1,))]),
    Case(
        "transfer-project-mismatch",
        "silent: equal to the cent",
        books(_transfer(1, 9), line(2, 4, "A1.1", entity="zone"), line(3, 5, "A1.1", entity="zone")),
    ),
    Case(
        "transfer-project-mismatch",
        "edge: one cent less is shown",
        books(_transfer(1, 9), line(2, 8, "A1.1", entity="zone")),
        [(2019, 1, (1, 2))],
    ),
    Case(
        "transfer-project-mismatch",
        "more is shown",
        books(_transfer(1, 9), line(2, 12, "A1.1", entity="zone")),
        [(2019, 3, (1, 2))],
    ),
    Case(
        "transfer-project-mismatch",
        "no list at all",
        books(_transfer(1, 9), _transfer(2, 5, "A3.1")),
        [(2019, 14, (1, 2))],
    ),
    Case(
        "transfer-project-mismatch",
        "a list that names no project is compared as a whole",
        books(_transfer(1, 9), _transfer(2, 5, "A3.1"), line(3, 14, None, entity="zone")),
    ),
    Case(
        "transfer-project-mismatch",
        "by sector where one side says no more",
        books(_transfer(1, 9, "A3"), line(2, 9, "A3.1", entity="zone")),
    ),
    Case(
        "transfer-project-mismatch",
        "what was paid for another municipality proves nothing",
        books(_transfer(1, 9), line(2, 9, "A1.1", entity="zone", payer="Elders")),
        [(2019, 9, (1,))],
    ),
    Case(
        "transfer-project-mismatch",
        "deductions need no list, nor do other years",
        books(_transfer(1, 9, "A1.2"), _transfer(2, 4, year=2018), line(3, 4, "A1.1", entity="zone", year=2018)),
    ),
    Case(
        "transfer-project-mismatch",
        "taken back and credited on both sides",
        taken_back(
            _transfer(1, 9), _transfer(2, -2), line(3, 7, "A1.1", entity="zone"), line(4, 50, "A1.1", entity="zone")
        ),
    ),
    *(
        Case(
            check,
            f"a transfer of 2019 paid on {day} is in order",
            books(_transfer(1, code=code, invoice_date=date(2019, 12, 18), payment_date=day), due={2019: 5000}),
        )
        for check in ("transfer-unproven", "year-doubtful", "paid-late", "deduction-exceeds-contribution")
        for code in ("A1.1", "A1.2")
        for day in (date(2020, 1, 1), DUE)
    ),
    Case(
        "year-doubtful",
        "a transfer that shows nothing but its payment in the next June, and in July",
        books(_transfer(1, payment_date=DUE), _transfer(2, payment_date=DUE + timedelta(days=1))),
        [(2019, 5000, (2,))],
    ),
    Case("transfer-counted-twice", "silent", books(_transfer(1, order_no="7"), _transfer(2, order_no="8"))),
    Case(
        "transfer-counted-twice",
        "speaks: both modes",
        books(_transfer(1, order_no="7"), _transfer(2, code="A1.2", order_no="7")),
        [(2019, 5000, (1, 2))],
    ),
    Case(
        "transfer-counted-twice",
        "the zone shows one cost for two projects",
        books(
            line(1, 9, "A1.1", entity="zone", invoice_no="F1", **PRINTER),
            line(2, 9, "A3.1", entity="zone", invoice_no="F 1", **PRINTER),
        ),
        [(2019, 9, (1, 2))],
    ),
    Case(
        "transfer-counted-twice",
        "the zone's twins on one project, its parts, and what it paid for others",
        books(
            line(1, 9, "A1.1", entity="zone", invoice_no="F1", **PRINTER),
            line(2, 9, "A1.1", entity="zone", invoice_no="F1", **PRINTER),
            line(3, 8, "A3.1", entity="zone", invoice_no="F1", **PRINTER),
            line(4, 9, "A3.1", entity="zone", invoice_no="F1", payer="Elders", **PRINTER),
        ),
    ),
    Case(
        "transfer-counted-twice",
        "edge: one line in both modes",
        books(line(1, 9, [("A1.1", 4), ("A1.2", 5)], order_no="7", **ZONE)),
    ),
    Case(
        "duplicate-invoice",
        "silent",
        books(line(1, 9, invoice_no="F1", **PRINTER), line(2, 8, invoice_no="F1", **PRINTER)),
    ),
    Case(
        "duplicate-invoice",
        "speaks",
        books(line(1, 9, invoice_no="F1", **PRINTER), line(2, 9, invoice_no="f 1", **PRINTER)),
        [(2019, 9, (1, 2))],
    ),
    Case(
        "duplicate-invoice",
        "edge: taken back",
        taken_back(line(1, 9, invoice_no="F1", **PRINTER), line(2, 9, invoice_no="F1", **PRINTER)),
    ),
    Case("near-duplicate", "silent", books(line(1, 9, **PRINTER), line(2, 8, **PRINTER))),
    Case(
        "near-duplicate",
        "edge: seven days apart",
        books(line(1, 9, **PRINTER), line(2, 9, **{**PRINTER, "invoice_date": date(2019, 3, 8)})),
        [(2019, 9, (1, 2))],
    ),
    Case(
        "near-duplicate",
        "edge: eight days apart",
        books(line(1, 9, **PRINTER), line(2, 9, **{**PRINTER, "invoice_date": date(2019, 3, 9)})),
    ),
    Case(
        "near-duplicate",
        "the days of the agreement's file",
        with_parameter(
            books(line(1, 9, **PRINTER), line(2, 9, **{**PRINTER, "invoice_date": date(2019, 3, 9)})),
            "near-duplicate-days",
            "8",
        ),
        [(2019, 9, (1, 2))],
    ),
    Case(
        "near-duplicate",
        "a slip of the pen in the name",
        books(line(1, 9, **PRINTER), line(2, 9, **{**PRINTER, "supplier": "Drukerij De Pers bvba"})),
        [(2019, 9, (1, 2))],
    ),
    Case(
        "near-duplicate",
        "zeros and points in the number, months apart",
        books(
            line(1, 9, invoice_no="F2019/0457", **PRINTER),
            line(2, 9, invoice_no="F-2019 457", supplier="Drukkerij De Pers", invoice_date=DUE, year=2018),
        ),
        [(2019, 9, (1, 2))],
    ),
    Case(
        "near-duplicate",
        "school 1 is not school 2",
        books(
            line(1, 9, supplier="Basisschool 1", invoice_date=MARCH),
            line(2, 9, supplier="Basisschool 2", invoice_date=MARCH),
        ),
    ),
    Case(
        "near-duplicate",
        "what duplicate-invoice finds is not repeated",
        books(line(1, 9, invoice_no="F1", **PRINTER), line(2, 9, invoice_no="f 1", **PRINTER)),
    ),
    Case(
        "near-duplicate",
        "evidence, what was taken back, and the credit note of a cost",
        taken_back(
            line(1, 9, **PRINTER), line(2, 9, entity="zone", **PRINTER), line(3, -9, **PRINTER), line(4, 9, **PRINTER)
        ),
    ),
    Case(
        "near-duplicate",
        "two credit notes",
        books(line(1, -9, **PRINTER), line(2, -9, **PRINTER)),
        [(2019, -9, (1, 2))],
    ),
    Case(
        "double-financing",
        "silent: another document elsewhere",
        books(line(1, 9, invoice_no="F1", **PRINTER), elsewhere=(claim(9, invoice_no="F2"),)),
    ),
    Case(
        "double-financing",
        "edge: exactly 100 %",
        books(line(1, 400, invoice_no="F1", document_amount=1000, **PRINTER), elsewhere=(claim(600, 1000),)),
    ),
    Case(
        "double-financing",
        "one cent more",
        books(line(1, 401, invoice_no="F1", document_amount=1000, **PRINTER), elsewhere=(claim(600, 1000),)),
        [(2019, 1, (1,))],
    ),
    Case(
        "double-financing",
        "the document's amount is known on one side only",
        books(line(1, 401, invoice_no="F1", **PRINTER), elsewhere=(claim(600, 1000),)),
        [(2019, 1, (1,))],
    ),
    Case(
        "double-financing",
        "the same amount on both sides",
        books(line(1, 9, invoice_no="F1", **PRINTER), elsewhere=(claim(9),)),
        [(2019, 9, (1,))],
    ),
    Case(
        "double-financing",
        "the parts of one invoice, each under its own agreement",
        books(line(1, 9, invoice_no="F1", **PRINTER), elsewhere=(claim(8),)),
    ),
    Case(
        "double-financing",
        "the whole elsewhere, in parts here",
        books(line(1, 6, invoice_no="F1", **PRINTER), line(2, 3, invoice_no="F1", **PRINTER), elsewhere=(claim(9),)),
        [(2019, 9, (1, 2))],
    ),
    Case(
        "double-financing",
        "over two grants of this agreement",
        books(
            line(1, 600, "A2.1", invoice_no="F1", document_amount=1000, **PRINTER),
            line(2, 500, "B1.1", invoice_no="F 1", document_amount=1000, **PRINTER),
        ),
        [(2019, 100, (1, 2))],
    ),
    Case(
        "double-financing",
        "evidence and what was taken back",
        replace(
            taken_back(line(1, 9, invoice_no="F1", entity="zone", **PRINTER), line(2, 9, invoice_no="F1", **PRINTER)),
            elsewhere=(claim(9),),
        ),
    ),
    Case(
        "double-financing",
        "a credit note brings it within the document",
        books(
            line(1, 600, invoice_no="F1", document_amount=1000, **PRINTER),
            line(2, -200, invoice_no="F1", **PRINTER),
            elsewhere=(claim(600, 1000),),
        ),
    ),
    Case(
        "double-financing",
        "edge: another subsidy pays the rest of the document",
        books(line(1, 600, invoice_no="F1", document_amount=1000, **PRINTER), **funded(share(1, 400))),
    ),
    Case(
        "double-financing",
        "one cent more from another subsidy",
        books(line(1, 600, invoice_no="F1", document_amount=1000, **PRINTER), **funded(share(1, 401))),
        [(2019, 1, (1,))],
    ),
    Case(
        "double-financing",
        "a line without supplier or number, paid twice",
        books(line(1, 600), line(2, 600), **funded(share(1, 600))),
        [(2019, 600, (1,))],
    ),
    Case(
        "double-financing",
        "what nobody tagged claims nothing",
        books(line(1, 600, [("A2.1", 400), (None, 200)]), **funded(share(1, 200))),
    ),
    Case(
        "double-financing",
        "the lines of one document, another subsidy and another agreement",
        books(
            line(1, 500, invoice_no="F1", **PRINTER),
            line(2, 500, "B1.1", invoice_no="f-1", **PRINTER),
            **funded(share(2, 30)),
            elsewhere=(claim(40, 1000),),
        ),
        [(2019, 70, (1, 2))],
    ),
    Case(
        "double-financing",
        "a share that was withdrawn, and one of a line that was taken back",
        replace(taken_back(line(1, 600), line(2, 600)), **funded(share(1, 600), share(1, 0, 3), share(2, 600))),
    ),
    Case(
        "double-financing",
        "the share of a line that was corrected goes with it",
        books(line(1, 600), reversal(2, line(1, 600)), replace(line(3, 600), replaces=1), **funded(share(1, 7))),
        [(2019, 7, (3,))],
    ),
    Case(
        "double-financing",
        "edge: another subsidy's list has the rest of the document",
        books(line(1, 600, invoice_no="F1", document_amount=1000, **PRINTER), **on_list(listed(400))),
    ),
    Case(
        "double-financing",
        "a list with one cent more, over two of its rows",
        books(line(1, 600, invoice_no="F1", document_amount=1000, **PRINTER), **on_list(listed(400), listed(1))),
        [(2019, 1, (1,))],
    ),
    Case(
        "double-financing",
        "a list with the same amount, and nothing says what the document comes to",
        books(line(1, 600, invoice_no="F1", **PRINTER), **on_list(listed(600))),
        [(2019, 600, (1,))],
    ),
    Case(
        "double-financing",
        "a list with another amount: to be looked at",
        books(line(1, 600, invoice_no="F1", **PRINTER), **on_list(listed(400))),
        [(2019, 400, (1,))],
    ),
    Case(
        "double-financing",
        "a list with what may be the same: to be looked at",
        books(line(1, 600, invoice_no="F1"), **on_list(listed(600))),
        [(2019, 600, (1,))],
    ),
    Case(
        "double-financing",
        "a recorded share counts in place of the list; what they differ by is to be looked at",
        books(line(1, 600, invoice_no="F1", document_amount=1000, **PRINTER), **on_list(listed(900), share(1, 400))),
        [(2019, 500, (1,))],
    ),
    Case(
        "double-financing",
        "edge: a recorded share that the list has too",
        books(line(1, 600, invoice_no="F1", document_amount=1000, **PRINTER), **on_list(listed(400), share(1, 400))),
    ),
    Case(
        "double-financing",
        "edge: what may be the same, and is within the document",
        books(line(1, 500, invoice_no="F1", document_amount=1000), **on_list(listed(500))),
    ),
    Case(
        "double-financing",
        "the lists of two subsidies, each within the document, together above it",
        books(line(1, 600, invoice_no="F1", document_amount=1000, **PRINTER), **on_lists(listed(300), listed(200))),
        [(2019, 100, (1,))],
    ),
    Case(
        "double-financing",
        "a credit note in both",
        books(line(1, -600, invoice_no="F1", **PRINTER), **on_list(listed(-600))),
    ),
    Case(
        "double-financing",
        "edge: one person's pay of a month, 100 %",
        books(line(1, 600), **funded(pay=(pay(6000, 1), pay(4000), pay(5000, month="2019-04")))),
    ),
    Case(
        "double-financing",
        "one person's pay of a month, 110 %",
        books(line(1, 600), line(2, 100), **funded(pay=(pay(6000, 1), pay(1000, 2), pay(9000), pay(4000, entry=3)))),
        [(2019, 100, (1, 2))],
    ),
    Case("document-missing", "silent", books(line(1, 9, document_no="D1"))),
    Case(
        "document-missing", "speaks", books(line(1, 9), line(2, -4), line(3, 1, document_no="D1")), [(2019, 5, (1, 2))]
    ),
    Case(
        "document-missing",
        "edge: a dash and zeros are no number",
        books(line(1, 9, document_no="-"), line(2, 1, document_no="000")),
        [(2019, 10, (1, 2))],
    ),
    Case(
        "document-missing",
        "an invoice number is not the document's own",
        books(line(1, 9, invoice_no="F1")),
        [(2019, 9, (1,))],
    ),
    Case("document-missing", "evidence and what was taken back", taken_back(line(1, 9, entity="zone"), line(2, 9))),
    Case("payment-missing", "silent", books(line(1, 9, **PAID), line(2, 9, statement_no="12"))),
    Case("payment-missing", "speaks, an order being no proof", books(line(1, 9, order_no="M1")), [(2019, 9, (1,))]),
    Case("payment-missing", "edge: a credit note is not paid", books(line(1, -9))),
    Case(
        "payment-missing",
        "a transfer is left to its own check",
        books(_transfer(1), line(2, 9, [("A1.1", 4), ("A2.1", 5)])),
        [(2019, 5, (2,))],
    ),
    Case("payment-missing", "evidence and what was taken back", taken_back(line(1, 9, entity="zone"), line(2, 9))),
    Case("paid-late", "silent", books(line(1, 9, **PAID), line(2, 9))),
    Case("paid-late", "edge: on the due day", books(line(1, 9, payment_date=DUE))),
    Case("paid-late", "edge: the day after", books(line(1, 9, payment_date=date(2020, 7, 1))), [(2019, 9, (1,))]),
    Case(
        "paid-late",
        "the due day of the agreement's file",
        with_parameter(books(line(1, 9, payment_date=DUE)), "file-due-2019", "2020-06-29"),
        [(2019, 9, (1,))],
    ),
    Case("paid-late", "each year has its own", books(line(1, 9, payment_date=DUE, year=2018)), [(2018, 9, (1,))]),
    Case(
        "paid-late",
        "evidence, credit notes and what was taken back",
        taken_back(
            line(1, 9, entity="zone", payment_date=date(2021, 1, 1)),
            line(2, -9, payment_date=date(2021, 1, 1)),
            line(3, 9, payment_date=date(2021, 1, 1)),
        ),
    ),
    Case(
        "invalid-identifier",
        "silent",
        books(
            line(1, 9, iban=IBAN, supplier_no="BE 0566.988.259", description="mededeling +++010/8068/17183+++"),
            line(2, 9, iban="539-0075470-34", supplier_no="566988259", invoice_no="***010/8068/17183***"),
        ),
    ),
    Case(
        "invalid-identifier",
        "an account, on all its lines",
        books(line(1, 9, iban=NO_IBAN), line(2, 5, iban="be68539007547035")),
        [(2019, 14, (1, 2))],
    ),
    Case(
        "invalid-identifier",
        "an enterprise number and a communication",
        books(line(1, 9, supplier_no="0566.988.258"), line(2, 5, description="ref 010/8068/17180")),
        [(2019, 9, (1,)), (2019, 5, (2,))],
    ),
    Case(
        "invalid-identifier",
        "edge: 0 is written 97",
        books(line(1, 9, description="+++000/0000/09797+++"), line(2, 9, description="+++000/0000/09700+++")),
        [(2019, 9, (2,))],
    ),
    Case(
        "invalid-identifier",
        "numbers that are none of these",
        books(
            line(1, 9, supplier_no="NL123456789B01", iban="kas"),
            line(2, 9, supplier_no="4711", invoice_no="2019/0457/12"),
        ),
    ),
    Case(
        "invalid-identifier",
        "evidence and what was taken back",
        taken_back(line(1, 9, entity="zone", iban=NO_IBAN), line(2, 9, iban=NO_IBAN)),
    ),
    Case("below-procurement-threshold", "silent", _bought(1_000_000, 1_000_000)),
    Case(
        "below-procurement-threshold", "edge: exactly the threshold together", _bought(1_000_000, 1_000_000, 1_000_000)
    ),
    Case(
        "below-procurement-threshold",
        "one cent more",
        _bought(1_000_000, 1_000_000, 1_000_001),
        [(2018, 3_000_001, (1, 2, 3))],
    ),
    Case(
        "below-procurement-threshold",
        "edge: a purchase at the threshold is not below it",
        _bought(2_999_999, 3_000_000),
    ),
    Case("below-procurement-threshold", "edge: twelve months to the day", _bought(2_000_000, 2_000_000, gap=365)),
    Case(
        "below-procurement-threshold",
        "edge: a day less",
        _bought(2_000_000, 2_000_000, gap=364),
        [(2018, 4_000_000, (1, 2))],
    ),
    Case("below-procurement-threshold", "evidence", _bought(2_000_000, 2_000_000, entity="zone")),
    Case(
        "below-procurement-threshold",
        "personnel and money passed on",
        _bought(2_000_000, 2_000_000, budget_article="330/111-01"),
    ),
    Case(
        "below-procurement-threshold",
        "wages by their category",
        _bought(2_000_000, 2_000_000, category="Kosten: Personeel"),
    ),
    Case(
        "below-procurement-threshold",
        "one invoice over two lines is one purchase",
        books(*(line(n, 2_000_000, supplier="Noordlicht", invoice_no="N1", invoice_date=MARCH) for n in (1, 2))),
    ),
    Case("below-procurement-threshold", "a credit note takes off", _bought(2_000_000, 2_000_000, -1_500_000)),
    Case(
        "personal-data",
        "silent: figures that are no such number",
        books(
            line(1, 9, description="dossier 12345678901"),
            line(2, 9, supplier_no="0566.988.259"),
            line(3, 9, description="BE68 5390 0754 7034"),
            line(4, 9, invoice_no=BORN_2017),
        ),
    ),
    Case(
        "personal-data",
        "births before and after 2000",
        books(line(1, 9, description=f"vergoeding {BORN_1985}"), line(2, 9, supplier=f"J. {BORN_2017}")),
        [(2019, 0, (1, 2))],
    ),
    Case("personal-data", "edge: one figure more is another number", books(line(1, 9, description=f"{BORN_2017}0"))),
    Case("personal-data", "evidence too", books(line(1, 9, entity="zone", description=BORN_2017)), [(2019, 0, (1,))]),
    Case("personal-data", "taken back", taken_back(line(1, 9, description=BORN_2017))),
    Case("control-total", "silent", books(imports=(batch(),), control_totals=(total(100, 100),))),
    Case(
        "control-total", "edge: one cent", books(imports=(batch(),), control_totals=(total(101, 100),)), [(2019, 1, ())]
    ),
    Case("control-total", "undone", books(imports=(batch(undone_by=2),), control_totals=(total(101, 100),))),
    Case("rows-refused", "silent: closed by a person", with_refused(kept(1, 500), closings=(Closing(1, "close", 2),))),
    Case(
        "rows-refused",
        "the rows of one import are one finding, credit notes count as euros too",
        with_refused(kept(1, 500), kept(2, -300), kept(3, None)),
        [(2019, 800, ())],
    ),
    Case("rows-refused", "rows of two years", with_refused(kept(1, 500), kept(2, 1, year=2018)), [(None, 501, ())]),
    Case("rows-refused", "edge: nothing can be read of it", with_refused(kept(1, None, year=None)), [(None, 0, ())]),
    Case("rows-refused", "undone", with_refused(kept(1, 500), undone_by=2)),
    Case("file-tie-out", "silent: never compared", books(booked_line(1, 500))),
    Case(
        "file-tie-out",
        "silent: one document over several lines and bookings, its number and article written otherwise",
        beside(
            booked_line(1, 300, "D0001", budget_article="2019/330/12306"),
            booked_line(2, 200, "d-1"),
            booked=[("D1", 600), ("D1", -100)],
        ),
    ),
    Case(
        "file-tie-out",
        "a total of the accounts that does not add up",
        beside(booked_line(1, 5), booked=[("D1", 5)], totals=(FalseTotal("Blad1", "F3", "Totaal", 4, 5),)),
        [(2019, 1, ())],
    ),
    Case("file-tie-out", "edge: one cent", beside(booked_line(1, 501), booked=[("D1", 500)]), [(2019, 1, (1,))]),
    Case(
        "file-tie-out",
        "only here, and only there",
        beside(booked_line(1, 500), booked=[("D2", -40)]),
        [(2019, 500, (1,)), (2019, 40, ())],
    ),
    Case("file-tie-out", "edge: nothing in all", beside(booked_line(1, 5), booked=[("D1", 5), ("D2", 9), ("D2", -9)])),
    Case(
        "file-tie-out",
        "claimed in part, booked whole",
        beside(booked_line(1, 300, document_amount=500), booked=[("D1", 500)]),
    ),
    Case(
        "file-tie-out",
        "claimed in part, and booked with neither amount",
        beside(booked_line(1, 300, document_amount=500), booked=[("D1", 499)]),
        [(2019, 199, (1,))],
    ),
    Case(
        "file-tie-out",
        "an article that no line is on is one finding",
        beside(booked=[("D1", 500), ("D2", 1)]),
        [(2019, 501, ())],
    ),
    Case(
        "file-tie-out",
        "edge: lines of another year or another entity",
        beside(booked_line(1, 5), booked_line(2, 7, year=2018), booked_line(3, 7, entity="zone"), booked=[("D1", 5)]),
    ),
    Case(
        "file-tie-out",
        "the general ledger of another entity",
        beside(booked_line(1, 5), booked_line(2, 7, entity="zone"), booked=[("D1", 6)], entity="zone"),
        [(2019, 1, (2,))],
    ),
)
