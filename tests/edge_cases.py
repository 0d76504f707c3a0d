"""More cases of the checks: the small differences in the code that no other case would notice (bench/mutants.py)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from check_cases import MARCH, PRINTER, ZONE, Case, batch, claim, funded, pay, planned, share, total
from checks_builders import AGREEMENT, books, line
from subsidy_ledger.domain.expenses import Share

LATE: dict[str, Any] = {"payment_date": date(2020, 7, 1)}
ORDER: dict[str, Any] = {"order_no": "17", "payment_date": MARCH, **ZONE}
TRAINING: dict[str, Any] = {"supplier": "Zennevallei vzw", "invoice_no": "OZ-318"}
ZONE_FIRST = replace(AGREEMENT, entities=tuple(sorted(AGREEMENT.entities, key=lambda e: e.code, reverse=True)))
NUMBERED: dict[str, Any] = {"supplier": "Drukkerij De Pers", "document_no": "D7"}
BOTH_NUMBERS: dict[str, Any] = {**PRINTER, "invoice_no": "F1", "document_no": "D7"}


def shown(number: int, code: str = "A1.1", amount: int = 9, **details: Any) -> Any:
    """A line of the zone's own list."""
    return line(number, amount, code, entity="zone", **{**TRAINING, **details})


def nothing_on(number: int, amount: int, code: str, nothing: str, **details: Any) -> Any:
    """A line all on one code, with a part of 0.00 on another."""
    one = line(number, amount, code, **details)
    return replace(one, shares=(*one.shares, Share(nothing, 0)))


EDGES: tuple[Case, ...] = (
    Case("payment-missing", "one cent", books(line(1, 1)), [(2019, 1, (1,))]),
    Case("payment-missing", "a line of nothing", books(line(1, 0))),
    Case("paid-late", "one cent", books(line(1, 1, **LATE), line(2, 0, **LATE)), [(2019, 1, (1,))]),
    Case(
        "deduction-exceeds-contribution",
        "a part of nothing is not named",
        books(line(1, 10, "A1.2"), nothing_on(2, 5, "A2.1", "A1.2"), due={2019: 9}),
        [(2019, 1, (1,))],
    ),
    Case(
        "transfer-counted-twice",
        "neither the zone's list nor another tag makes a line one of the payment",
        books(
            line(1, 5000, "A1.2", **ORDER),
            line(2, 5000, "A1.1", **ORDER),
            line(3, 5000, "A2.1", **ORDER),
        ),
        [(2019, 5000, (1, 2))],
    ),
    Case(
        "transfer-counted-twice",
        "in evidence and claimed in two years",
        books(line(1, 9, year=2018, **TRAINING), line(2, 9, **TRAINING), shown(3)),
        [(2019, 9, (1, 2, 3))],
    ),
    Case(
        "transfer-counted-twice",
        "credit notes: only what stands on both sides",
        books(line(1, -9, **TRAINING), line(2, -9, **TRAINING), shown(3, amount=-9)),
        [(2019, -9, (1, 2, 3))],
    ),
    Case(
        "transfer-counted-twice",
        "a cost with a document number only",
        books(line(1, 9, **NUMBERED), line(2, 9, "A1.1", entity="zone", **NUMBERED)),
        [(2019, 9, (1, 2))],
    ),
    Case(
        "transfer-counted-twice",
        "edge: a number without a supplier, a supplier without a number",
        books(
            line(1, 9, invoice_no="F1"),
            line(2, 9, supplier="Zennevallei"),
            shown(3, supplier=None, invoice_no="F1"),
            shown(4, invoice_no=None),
        ),
    ),
    Case(
        "transfer-counted-twice",
        "the first claiming entity need not be the first",
        books(
            line(1, 9, entity="nonprofit", supplier="Stad Zevenhoek"),
            line(2, 9),
            agreement=ZONE_FIRST,
        ),
        [(2019, 9, (1, 2))],
    ),
    Case(
        "transfer-counted-twice",
        "one cent is claimed by both",
        books(line(1, 1, supplier="Buurtzorg"), line(2, 9, entity="nonprofit"), line(3, 9, entity="zone")),
        [(2019, 1, (1, 2))],
    ),
    Case(
        "transfer-counted-twice",
        "one cost for three projects or years",
        books(shown(1, year=2018), shown(2), shown(3), shown(4, "A3.1")),
        [(2019, 18, (1, 2, 3, 4))],
    ),
    Case(
        "transfer-counted-twice",
        "a part of nothing is no project",
        books(shown(1), replace(shown(2), shares=(Share("A1.1", 9), Share("A3.1", 0)))),
    ),
    Case(
        "transfer-counted-twice",
        "one document of the zone for two projects",
        books(
            line(1, 9, "A1.1", entity="zone", **NUMBERED),
            line(2, 9, "A3.1", entity="zone", **NUMBERED),
            line(3, 8, "A1.1", entity="zone", **BOTH_NUMBERS),
            line(4, 8, "A3.1", entity="zone", **BOTH_NUMBERS),
        ),
        [(2019, 8, (3, 4)), (2019, 9, (1, 2))],
    ),
    Case(
        "duplicate-invoice",
        "one import, and only one of the two says what it is for",
        books(line(1, 9, invoice_no="F1", **PRINTER), line(2, 9, invoice_no="F1", description="x", **PRINTER)),
        [(2019, 9, (1, 2))],
    ),
    Case(
        "spending-without-allocation",
        "a part of nothing is no spending",
        books(nothing_on(1, 9, "A2.1", "B1.1"), allocated={("alpha", 2019): 100}),
    ),
    Case(
        "overspent-sector",
        "the plan is touched, then broken",
        books(line(1, 5), line(2, 5), line(3, 1), sector_plans=(planned(10),)),
        [(2019, 1, (3,))],
    ),
    Case(
        "double-financing",
        "numbers and suppliers that are missing are nobody's",
        books(
            line(1, 9, invoice_no="F1"),
            line(2, 9, supplier="Drukkerij De Pers"),
            elsewhere=(claim(9, supplier=None), claim(9, invoice_no=None)),
        ),
    ),
    Case(
        "double-financing",
        "edge: an invoice's number is not another document's",
        books(line(1, 9, **NUMBERED), elsewhere=(claim(9, invoice_no="D7"),)),
    ),
    Case(
        "double-financing",
        "by document number, in two years",
        books(
            line(1, 9, **NUMBERED),
            line(2, 8, year=2018, **NUMBERED),
            elsewhere=(claim(9, invoice_no=None, document_no="d 7"), claim(8, invoice_no=None, document_no="D8")),
        ),
        [(2019, 9, (1, 2))],
    ),
    Case(
        "double-financing",
        "by invoice number, whatever the document number",
        books(line(1, 9, **BOTH_NUMBERS), elsewhere=(claim(9, document_no="D9"),)),
        [(2019, 9, (1,))],
    ),
    Case(
        "double-financing",
        "the amount stands on one of two lines",
        books(
            line(1, 600, invoice_no="F1", document_amount=1000, **PRINTER),
            line(2, 500, invoice_no="F1", **PRINTER),
            line(3, 500, invoice_no="F1", document_amount=900, **PRINTER),
        ),
    ),
    Case(
        "double-financing",
        "one line states less than is claimed, and others nothing",
        books(line(1, 600, invoice_no="F1", document_amount=500, **PRINTER), line(2, 50, invoice_no="F1", **PRINTER)),
        [(2019, 100, (1, 2))],
    ),
    Case(
        "double-financing",
        "paid twice by another subsidy, by document number and with a part untagged",
        books(
            line(1, 600, [("A2.1", 500), (None, 100)], **NUMBERED),
            line(2, 600, **BOTH_NUMBERS),
            line(3, 600, supplier="Drukkerij De Pers"),
            line(4, 600, invoice_no="F9"),
            **funded(share(1, 101), share(2, 1), share(3, 2), share(4, 3)),
        ),
        [(2019, 1, (1,)), (2019, 1, (2,)), (2019, 2, (3,)), (2019, 3, (4,))],
    ),
    Case(
        "double-financing",
        "two other agreements claim the rest",
        books(
            line(1, 600, invoice_no="F1", document_amount=1000, **PRINTER),
            elsewhere=(replace(claim(300, 1000), source="z-2018"), replace(claim(300, 1000), source="b-2018")),
        ),
        [(2019, 200, (1,))],
    ),
    Case(
        "invalid-identifier",
        "an old account, in two years",
        books(line(1, 9, iban="539-0075470-35"), line(2, 9, year=2018, iban=" 539-0075470-35")),
        [(2019, 18, (1, 2))],
    ),
    Case("invalid-identifier", "edge: 14 figures are no account", books(line(1, 9, iban="53900754703512"), line(2, 9))),
    Case(
        "invalid-identifier",
        "communications without slashes",
        books(
            line(1, 9, description="betaling +++010806817180+++"),
            line(2, 9, invoice_no="***010806817181***"),
            line(3, 9, document_no="010/8068/17182"),
            line(4, 9, description="010806817180"),
        ),
        [(2019, 9, (1,)), (2019, 9, (2,)), (2019, 9, (3,))],
    ),
    Case(
        "control-total",
        "one cent less, and more lines than the total says",
        books(imports=(batch(),), control_totals=(total(99, 100),)),
        [(2019, 1, ())],
    ),
    Case(
        "near-duplicate",
        "three lines, of two years",
        books(
            *(
                line(n, 9, year=year, invoice_date=MARCH, supplier="Noordlicht", invoice_no=no)
                for n, year, no in ((1, 2018, "F1"), (2, 2019, None), (3, 2018, "F3"))
            )
        ),
        [(2019, 18, (1, 2, 3))],
    ),
    Case(
        "near-duplicate",
        "edge: neither a supplier nor a number nor a day in common",
        books(
            line(1, 9, invoice_date=MARCH),
            line(2, 9, invoice_date=MARCH),
            line(3, 9, supplier="Noordlicht"),
            line(4, 9, supplier="Noordlicht"),
            line(5, 9, supplier="-", invoice_date=MARCH),
            line(6, 9, supplier="-", invoice_date=MARCH),
        ),
    ),
    Case(
        "near-duplicate",
        "no day and almost the same number, over two grants",
        books(
            line(1, 9, invoice_no="F-01", supplier="Noordlicht"),
            line(2, 9, "B1.1", invoice_no="F1", supplier="Noordlicht"),
        ),
        [(2019, 9, (1, 2))],
    ),
    Case(
        "near-duplicate",
        "duplicate-invoice tells the same two, not these three",
        books(
            line(1, 9, invoice_no="F1", **PRINTER),
            line(2, 9, invoice_no="F1", **PRINTER),
            line(3, 8, invoice_no="F1", **PRINTER),
            line(4, 8, invoice_no="F1", **PRINTER),
            line(5, 8, **PRINTER),
        ),
        [(2019, 8, (3, 4, 5))],
    ),
    Case(
        "double-financing",
        "pay: the largest line says what the whole is, in the later year",
        books(line(1, 600, year=2018), line(2, 1100, "B1.1"), **funded(pay=(pay(5000, 1), pay(6000, 2)))),
        [(2019, 183, (1, 2))],
    ),
    Case(
        "double-financing",
        "pay that no line carries",
        books(line(1, 600), **funded(pay=(pay(20_000, month="2018-04"),))),
        [(2018, 0, ())],
    ),
    Case(
        "near-duplicate",
        "one invoice twice, and two that are almost it: what duplicate-invoice asks is not asked again",
        books(
            line(1, 9, invoice_no="F1", **PRINTER),
            line(2, 9, invoice_no="F-01", **PRINTER),
            line(3, 9, **PRINTER),
            line(4, 9, invoice_no="f 1", **PRINTER),
        ),
        [(2019, 18, (1, 2, 3, 4))],
    ),
    Case(
        "near-duplicate",
        "the later line is dated first, and a third not at all",
        books(
            line(1, 9, supplier="Noordlicht", invoice_date=date(2019, 3, 5)),
            line(2, 9, supplier="Noordlicht", invoice_date=MARCH),
            line(3, 9, supplier="Noordlicht"),
        ),
        [(2019, 9, (1, 2))],
    ),
    Case(
        "near-duplicate",
        "days are compared in their order, whatever that of the lines",
        books(
            *(
                line(n, 9, supplier="Noordlicht", invoice_no=f"F{n}", invoice_date=date(2019, month, 1))
                for n, month in ((1, 3), (2, 6), (3, 1))
            )
        ),
    ),
)
