"""The balance, the status and the figures behind them; the fast path that loads sums, not lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from subsidy_ledger.domain.agreement import Agreement
from subsidy_ledger.domain.carry_over import carry_overs
from subsidy_ledger.domain.codes import check_year
from subsidy_ledger.domain.funding_lists import Counting
from subsidy_ledger.domain.ledger import Ledger, Totals
from subsidy_ledger.domain.position import Position, known_years, position
from subsidy_ledger.domain.records import Allocation, Entry, Import, SectorPlan
from subsidy_ledger.domain.refused import NOTHING, AtStake, at_stake
from subsidy_ledger.domain.sentences import Sentence
from subsidy_ledger.domain.tie_out import Standing
from subsidy_ledger.operations.session import Session, load_or_refuse, nothing_yet


@dataclass(frozen=True, slots=True)
class Balance:
    """The positions asked for. `undated` are the numbers of lines without any date, named where `as_of` is given;
    `refused` are the rows that imports refused and that are in no figure."""

    agreement: Agreement
    year: int | None
    as_of: date | None
    known_on: date | None
    positions: tuple[Position, ...]
    undated: tuple[int, ...] = ()
    refused: AtStake = NOTHING


def balance(
    session: Session, year: int | None = None, *, as_of: date | None = None, known_on: date | None = None
) -> Balance:
    """The position of one year, or of every year; raises WrongUse for a year nobody knows."""
    undated: tuple[int, ...] = ()
    later: frozenset[int] = frozenset()
    from subsidy_ledger.operations.refused import open_at_stake

    with session.reading(known_on) as (connection, tenancy, until):
        if as_of is None:
            from subsidy_ledger.storage.ledger_store import load_agreement, load_allocations, load_sector_plans
            from subsidy_ledger.storage.totals import load_totals

            agreement = load_agreement(connection, tenancy, until)
            if agreement is None:
                raise nothing_yet()
            claiming = [e.code for e in agreement.entities if e.role == "claiming"]
            totals: Totals = load_totals(connection, tenancy, claiming, until)
            allocations = load_allocations(connection, tenancy, until)
            planned = latest_plans(load_sector_plans(connection, tenancy, until))
        else:
            whole = load_or_refuse(connection, tenancy, until)
            later = frozenset(e.details.year for e in whole.expenses)
            ledger = whole.as_of(as_of)
            agreement, totals, allocations = ledger.agreement, ledger.totals(), ledger.allocations
            planned = latest_plans(ledger.sector_plans)
            undated = tuple(e.number for e in ledger.claiming() if e.details.date is None)
        refused = open_at_stake(connection, tenancy, agreement, until, year)
    years = known_years(agreement, totals)
    if year is not None:
        years = (check_year(agreement, year, later | frozenset(years)),)
    allocated, carried = latest(allocations), carry_overs(allocations)
    positions = tuple(position(agreement, allocated, totals, y, planned, carried) for y in years)
    return Balance(agreement, year, as_of, known_on, positions, undated, refused)


def latest(allocations: tuple[Allocation, ...]) -> Mapping[tuple[str, int], int]:
    """The amount that counts for each grant and year: the one stated last."""
    ordered = sorted(allocations, key=lambda a: a.version)
    return {(a.grant, a.year): a.cents for a in ordered}


def latest_plans(plans: tuple[SectorPlan, ...]) -> Mapping[tuple[str, int], int]:
    """What is planned for each sector and year: the plan stated last."""
    return {(p.sector, p.year): p.cents for p in sorted(plans, key=lambda p: p.version)}


def positions_of(ledger: Ledger) -> tuple[Position, ...]:
    """The position of every year of a ledger in hand."""
    totals, allocated, planned = ledger.totals(), latest(ledger.allocations), latest_plans(ledger.sector_plans)
    carried = carry_overs(ledger.allocations)
    return tuple(
        position(ledger.agreement, allocated, totals, y, planned, carried)
        for y in known_years(ledger.agreement, totals)
    )


def position_of(ledger: Ledger, year: int) -> Position:
    """The position of one year of a ledger in hand; raises WrongUse for a year nobody knows."""
    check_year(ledger.agreement, year, frozenset(e.details.year for e in ledger.expenses))
    planned, carried = latest_plans(ledger.sector_plans), carry_overs(ledger.allocations)
    return position(ledger.agreement, latest(ledger.allocations), ledger.totals(), year, planned, carried)


@dataclass(frozen=True, slots=True)
class Status:
    """Where a ledger stands."""

    database: str
    agreements: tuple[str, ...]
    agreement: Agreement
    lines: int
    last_import: Import | None
    last_entry: Entry | None
    positions: tuple[Position, ...]
    findings: Mapping[str, int]
    found: Sentence
    refused: AtStake
    tied_out: tuple[Standing, ...]
    lists: tuple[Counting, ...]


def status(session: Session) -> Status:
    """Database, agreement, lines, last import, untagged, open findings by severity, and the chain's digest."""
    from subsidy_ledger.checks.registry import run
    from subsidy_ledger.operations.refused import claimed
    from subsidy_ledger.reports.against import lists_now
    from subsidy_ledger.reports.findings import summary
    from subsidy_ledger.reports.tied_out import tied_out_now
    from subsidy_ledger.storage.ledger_store import tenancies

    with session.reading() as (connection, tenancy, _):
        ledger = load_or_refuse(connection, tenancy)
        names = tuple(t.agreement for t in tenancies(connection))
    outcome = run(ledger)
    findings = outcome.findings
    counts = {s: sum(1 for f in findings if f.severity == s and f.asks_attention) for s in ("error", "warning", "info")}
    return Status(
        session.database.shown,
        names,
        ledger.agreement,
        sum(1 for _ in ledger.live()),
        ledger.imports[-1] if ledger.imports else None,
        ledger.entries[-1] if ledger.entries else None,
        positions_of(ledger),
        counts,
        summary(findings, outcome.checks),
        at_stake(claimed(ledger.refusals().open(), ledger.imports, ledger.agreement)),
        tuple(tied_out_now(ledger)),
        tuple(lists_now(ledger)),
    )
