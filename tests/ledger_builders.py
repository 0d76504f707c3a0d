"""Ledgers as plain values, for tests of reports and renderers: small ones by hand, a large mixed one by recipe."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from subsidy_ledger.agreements import builtin
from subsidy_ledger.domain.agreement import Agreement, Entity, Grant, Mode, Objective, Sector, Texts, Zone
from subsidy_ledger.domain.agreement_file import agreement_of, parse
from subsidy_ledger.domain.changes import Taggings
from subsidy_ledger.domain.expenses import Details, Expense, Share, Source
from subsidy_ledger.domain.findings import Finding
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.money import split
from subsidy_ledger.domain.records import Allocation, Contribution, ControlTotal, Entry, EntryKind, Import
from subsidy_ledger.domain.sentences import Euro, say
from subsidy_ledger.domain.tagging import mirrored, whole

YEAR = 2019
SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
FIRST_ENTRY = datetime(2020, 1, 6, 22, 30, 15, tzinfo=UTC)
FORMULA_TEXTS = ("=1+1", "+32 2 279 22 11", "-5", "@SUM(A1)", "<r>x & y</r>", "http://stad.brussel", "'quoted", "0640")


@cache
def brussels() -> Agreement:
    return agreement_of(parse(builtin()))


def odd_agreement() -> Agreement:
    """Codes that a spreadsheet takes for numbers, dates and each other: 1.1 and 1.10, 5-1, a1 and A1."""

    def texts(text: str) -> Texts:
        return Texts(text, text, text)

    def sector(code: str, *objectives: tuple[str, Mode | None]) -> Sector:
        found = tuple(Objective(c, (1,), texts(f"objective {c}"), mode) for c, mode in objectives)
        return Sector(code, 1, texts(f"sector {code}"), found)

    grants = (
        Grant("1", texts("first"), (), {YEAR: 100_000}, (sector("1.0", ("1.1", None), ("1.10", "project")),)),
        Grant("true", texts("second"), (), {YEAR: 5}, (sector("5-1", ("a1", None), ("A1", "deduction")),)),
    )
    return Agreement(
        "odd", "city", texts("City & <Co>"), texts("Odd codes"), date(2019, 1, 1), date(2019, 12, 31), (), (), (),
        grants, (Entity("city", "City", "claiming"), Entity("zone", "Zone", "evidence")), Zone(), {}, (),
    )  # fmt: skip


def entry(number: int, by: str = "An Peeters") -> Entry:
    at = FIRST_ENTRY + timedelta(days=number - 1)
    return Entry(number, "import", by, at, digest=f"{number:064x}")


def entries_of(*kinds: EntryKind) -> tuple[Entry, ...]:
    """One entry of each kind, in order."""
    return tuple(replace(entry(n), kind=kind) for n, kind in enumerate(kinds, 1))


def tagged(*lines: Expense) -> Taggings:
    """The lines as they were tagged when they were posted."""
    return {line.number: ((line.entry, line.shares),) for line in lines}


def expense(
    number: int, amount: int, code: str | None, entity: str = "city", year: int = YEAR, **facts: object
) -> Expense:
    """A line of one share, in cents; `facts` are details by name."""
    details = replace(Details(entity, year, amount), **facts)  # type: ignore[arg-type]
    return Expense(number, 1, details, whole(amount, code), source=Source(1, "lines.xlsx", SHA, "Blad1", number + 1))


def reversal(old: Expense, number: int) -> Expense:
    return replace(
        old, number=number, details=replace(old.details, amount=-old.amount), shares=mirrored(old.shares),
        reverses=old.number,
    )  # fmt: skip


def ledger_of(lines: Iterable[Expense], agreement: Agreement | None = None, **more: object) -> Ledger:
    """The lines with the agreement's own allocations and one entry; `more` are further fields of the ledger."""
    agreement = agreement or brussels()
    allocations = tuple(
        Allocation(grant.code, year, 1, cents, "agreement", 1)
        for grant in agreement.grants
        for year, cents in grant.allocations.items()
    )
    fields: Mapping[str, object] = {"allocations": allocations, "entries": (entry(1),), **more}
    return Ledger(agreement, expenses=tuple(lines), **fields)  # type: ignore[arg-type]


def mixed_ledger(lines: int = 120, seed: int = 7, agreement: Agreement | None = None) -> Ledger:
    """Spending and credit notes on every code, also of sectors and grants; splits, untagged parts, reversals,
    evidence of the zone, another year, two imports with total rows, a revision and a contribution."""
    agreement, dice = agreement or brussels(), random.Random(seed)
    posted = [_line(number, agreement, dice) for number in range(1, lines + 1)]
    for old in dice.sample(posted, lines // 8):
        posted.append(reversal(old, len(posted) + 1))
        again = replace(old.details, amount=old.amount + 1)
        posted.append(Expense(len(posted) + 1, 3, again, whole(again.amount, None), replaces=old.number))
    ledger = ledger_of(posted, agreement)
    first = agreement.grants[0]
    revised = Allocation(first.code, YEAR, 2, first.allocations[YEAR] - 12_345, "ministerial letter of 1 March", 2)
    return replace(
        ledger,
        allocations=(*ledger.allocations, revised),
        contributions=(Contribution(YEAR, 1, 9_999_999_99, "council of 17 December 2018", "2018/R/1234", 2),),
        imports=(_import(1, lines), _import(2, 3, undone_by=3)),
        control_totals=(
            ControlTotal(1, 40, "Totaal", 123_456, 123_456, YEAR),
            ControlTotal(1, 80, "=Total", 5, 7, None),
        ),
        entries=(entry(1), entry(2), entry(3, "an officer")),
    )


def _line(number: int, agreement: Agreement, dice: random.Random) -> Expense:
    codes = [*agreement.targets, None]
    amount = dice.choice((1, -1, 1, 1)) * dice.randrange(1, 3_000_000)
    shares = whole(amount, dice.choice(codes))
    if number % 5 == 0:
        parts = split(amount, [dice.randrange(1, 9) for _ in range(3)])
        shares = tuple(Share(c, p) for c, p in zip(dice.sample(codes, 3), parts, strict=True))
    day = date(YEAR, 1, 1) + timedelta(days=dice.randrange(365))
    details = Details(
        entity="zone" if number % 7 == 0 else "city",
        year=YEAR if number % 11 else YEAR - 1,
        amount=amount,
        supplier=dice.choice((*FORMULA_TEXTS, "Drukkerij De Zenne", "Atelier Marollen", None)),
        description=dice.choice(
            (None, "Huur van de zaal voor de buurtvergadering van de wijk Anneessens, twee avonden")
        ),
        document_no=f"{number:06d}",
        invoice_no=dice.choice((None, f"=F{number}")),
        invoice_date=dice.choice((None, day)),
        payment_date=dice.choice((None, day + timedelta(days=40))),
        budget_article="33002/435-01",
        payer=("Brussel", "Elsene")[number % 2] if number % 7 == 0 else None,
    )
    return Expense(number, 1, details, shares, source=Source(1, "uitgaven 2019.xlsx", SHA, "Blad1", number + 3))


def _import(number: int, rows: int, undone_by: int | None = None) -> Import:
    return Import(
        number, number, f"uitgaven 2019 deel {number}.xlsx", SHA, "Blad1", 3, "city", ("amount",), ("Bedrag",),
        rows + 4, rows, 1, 1, 2, 1_234_567, undone_by,
    )  # fmt: skip


def findings() -> tuple[Finding, ...]:
    return (
        Finding(
            "overspent-envelope", "error", "general 2019", YEAR, 12_345,
            say("The envelope {grant} is overspent by {euros}.", grant="general", euros=Euro(12_345)),
            "general", None, (12, 13),
        ),
        Finding("untagged", "warning", "lines", None, 0, say("=Line {n} has no code.", n=4), None, "G2.1", (4,)),
    )  # fmt: skip


CHECKS = ("overspent-envelope", "untagged", "duplicate-invoice")
