"""The balance as a table for people and as the JSON of the contract."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from subsidy_ledger.domain.agreement import Texts
from subsidy_ledger.domain.carry_over import CarryOver
from subsidy_ledger.domain.money import used_percent
from subsidy_ledger.domain.position import GrantPosition, Position, SectorPosition
from subsidy_ledger.domain.sentences import Euro, Fact, Sentence, say, say_n
from subsidy_ledger.reports.tables import Column, Table, Value, Weight

COLUMNS = (
    Column("code", "Code", "code"),
    Column("title", "Title", width_max=64),
    Column("allocated", "Allocated", "money"),
    Column("spent", "Spent", "money"),
    Column("transferred", "of which police zone", "money"),
    Column("remaining", "Remaining", "money"),
    Column("used_percent", "Used %", "percent"),
)
TOTAL = say("Total")
Line = tuple[tuple[Value, ...], Weight]


def in_language(texts: Texts, language: str) -> str:
    """The text in nl, fr or en."""
    return texts.said_in(language)


def balance_table(position: Position, language: str, grant: str | None = None) -> Table:
    """One year: grants, their sectors and objectives, untagged apart, and the total."""
    lines: list[Line] = []
    for held in position.grants:
        if grant in (None, held.grant.code):
            lines += _grant_lines(held, language)
    if position.untagged.lines or position.untagged.cents:
        lines.append((("", say("Untagged (in no grant)"), None, position.untagged.cents, None, None, None), "heading"))
    if grant is None:
        lines.append((_total_cells(position), "total"))
    rows, weights = zip(*lines, strict=True)
    return Table(
        "balance",
        say("Balance {year}", year=str(position.year)),
        COLUMNS,
        tuple(rows),
        tuple(weights),
        tuple(notes(position, grant)),
    )


def _total_cells(position: Position) -> tuple[Value, ...]:
    return (
        "", TOTAL, position.allocated, position.spent, position.transferred, position.remaining,
        position.used_percent,
    )  # fmt: skip


def _grant_lines(held: GrantPosition, language: str) -> Iterable[Line]:
    title = in_language(held.grant.title, language)
    yield (
        (held.grant.code, title, held.allocated, held.spent, held.transferred, held.remaining, held.used_percent),
        "heading",
    )
    if held.unassigned:
        yield ("", say("  (no sector yet)"), None, held.unassigned, None, None, None), "line"
    for sector in held.sectors:
        yield from _sector_lines(sector, language)


def _sector_lines(sector: SectorPosition, language: str) -> Iterable[Line]:
    title = in_language(sector.sector.title, language)
    yield ((f"  {sector.sector.code}", f"  {title}", None, sector.spent, sector.transferred, None, None), "line")
    if sector.unassigned:
        yield ("", say("    (no objective yet)"), None, sector.unassigned, None, None, None), "line"
    for part in sector.objectives:
        title = in_language(part.objective.title, language)
        cells = (f"    {part.objective.code}", f"    {title}", None, part.spent, part.transferred, None, None)
        yield cells, "line"


def notes(position: Position, grant: str | None = None) -> Iterable[Sentence]:
    """What an officer must not overlook below the figures."""
    for held in (g for g in position.grants if grant in (None, g.grant.code)):
        yield from (carried_over(c, position.year) for c in held.carry_overs)
        if held.allocated is None and held.spent:
            yield say("{grant} {year}: no allocation is recorded.", grant=held.grant.code, year=str(position.year))
        elif held.overspent:
            yield say(
                "{grant} {year} is overspent by {euros}; `ledger reconcile --year {year}` names the line that did it.",
                grant=held.grant.code,
                year=str(position.year),
                euros=Euro(-held.remaining),
            )
    if position.untagged_exceeds_remaining:
        yield say(
            "{year}: {euros} untagged is more than the {left} that remains: tagging all of it would overspend.",
            year=str(position.year),
            euros=Euro(position.untagged.cents),
            left=Euro(position.remaining),
        )
    if position.untagged.lines:
        yield say_n(
            "{n} untagged line counts in no grant: `ledger tag --untagged --year {year}` lists it.",
            "{n} untagged lines count in no grant: `ledger tag --untagged --year {year}` lists them.",
            n=position.untagged.lines,
            year=str(position.year),
        )


def carried_over(found: CarryOver, year: int) -> Sentence:
    """What a carry-over gave to `year`, or took from it."""
    facts: dict[str, Fact] = {"grant": found.grant, "year": str(year), "euros": Euro(found.cents)}
    facts["decision"] = found.decision
    if found.to_year == year:
        return say(
            "{grant} {year}: {euros} was carried over from {other} (decision: {decision}).",
            **facts, other=str(found.from_year),
        )  # fmt: skip
    return say(
        "{grant} {year}: {euros} was carried over to {other} (decision: {decision}).",
        **facts, other=str(found.to_year),
    )  # fmt: skip


def years_table(positions: Sequence[Position], grant: str | None = None) -> Table:
    """All years: one row a grant and year, and the total."""
    lines: list[Line] = []
    for position in positions:
        for held in position.grants:
            if grant in (None, held.grant.code) and (held.allocated is not None or held.spent):
                cells: tuple[Value, ...] = (
                    str(position.year), held.grant.code, held.allocated, held.spent, held.transferred,
                    held.remaining, held.used_percent,
                )  # fmt: skip
                lines.append((cells, "line"))
        if position.untagged.lines or position.untagged.cents:
            cells = (str(position.year), say("(untagged)"), None, position.untagged.cents, None, None, None)
            lines.append((cells, "line"))
    if grant is None:
        lines.append((_years_total(positions), "total"))
    rows, weights = zip(*lines, strict=True) if lines else ((), ())
    columns = (Column("year", "Year"), Column("grant", "Grant", "code"), *COLUMNS[2:])
    found = tuple(note for position in positions for note in notes(position, grant))
    return Table("balance", "Balance, all years", columns, tuple(rows), tuple(weights), found)


def sums(positions: Sequence[Position], grant: str | None = None) -> tuple[int, int, int]:
    """Allocated, spent and transferred over all positions; of one grant where it is named."""
    held = [g for p in positions for g in p.grants if grant in (None, g.grant.code)]
    return (sum(g.allocated or 0 for g in held), sum(g.spent for g in held), sum(g.transferred for g in held))


def _years_total(positions: Sequence[Position]) -> tuple[Value, ...]:
    allocated, spent, transferred = sums(positions)
    return ("", TOTAL, allocated, spent, transferred, allocated - spent, used_percent(spent, allocated))


POSITION_COLUMNS = (
    Column("year", "Year", "integer"),
    Column("grant", "Grant", "code"),
    Column("code", "Code", "code"),
    Column("level", "Level", "code"),
    Column("allocated", "Allocated", "money"),
    Column("spent", "Spent", "money"),
    Column("transferred", "Transferred", "money"),
    Column("remaining", "Remaining", "money"),
)


def position_table(positions: Sequence[Position], grant: str | None = None) -> Table:
    """One row a year and code, for csv and notebooks: grants, sectors, objectives and what is untagged."""
    rows: list[tuple[Value, ...]] = []
    for position in positions:
        year = position.year
        for g in position.grants:
            code = g.grant.code
            if grant not in (None, code):
                continue
            rows.append((year, code, code, "grant", g.allocated, g.spent, g.transferred, g.remaining))
            if g.unassigned:
                rows.append((year, code, code, "grant without sector", None, g.unassigned, None, None))
            for s in g.sectors:
                rows.append((year, code, s.sector.code, "sector", None, s.spent, s.transferred, None))
                if s.unassigned:
                    rows.append((year, code, s.sector.code, "sector without objective", None, s.unassigned, None, None))
                rows += [
                    (year, code, o.objective.code, "objective", None, o.spent, o.transferred, None)
                    for o in s.objectives
                ]
        rows.append((year, None, None, "untagged", None, position.untagged.cents, 0, None))
    return Table("balance", "Balance", POSITION_COLUMNS, tuple(rows))
