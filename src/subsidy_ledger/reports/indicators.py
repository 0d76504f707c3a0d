"""The yearly evaluation: what was spent on each objective, what was expected of it, and what its indicators came to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from subsidy_ledger.domain.agreement import Objective
from subsidy_ledger.domain.indicators import IndicatorValue, values_of
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.position import GrantPosition, ObjectivePosition, Position
from subsidy_ledger.domain.sentences import Listed, Sentence, as_it_is, say, say_n
from subsidy_ledger.reports.balance import TOTAL, in_language
from subsidy_ledger.reports.tables import Column, Table, Value, Weight

COLUMNS = (
    Column("code", "Code", "code"),
    Column("what", "What"),
    Column("number", "No.", "integer"),
    Column("text", "Text", width_max=70),
    Column("spent", "Spent", "money"),
    Column("transferred", "of which police zone", "money"),
    Column("value", "Value"),
    Column("document", "Document"),
    Column("note", "Note"),
)
HISTORY = (
    Column("objective", "Objective", "code"),
    Column("indicator", "No.", "integer"),
    Column("year", "Year", "code"),
    Column("version", "Version", "integer"),
    Column("value", "Value"),
    Column("document", "Document"),
    Column("note", "Note"),
    Column("text", "Indicator", width_max=70),
    Column("by", "By"),
    Column("at", "When", "moment"),
    Column("status", "Status", "code"),
)
Row = tuple[tuple[Value, ...], Weight]
Known = dict[tuple[str, int], IndicatorValue]


def indicators_table(ledger: Ledger, language: str, year: int | None = None) -> Table:
    """Every version of every value; the one that counts is marked."""
    entries = {entry.number: entry for entry in ledger.entries}
    order = {code: place for place, code in enumerate(ledger.agreement.targets)}
    last = {(v.place, v.year): v.version for v in sorted(ledger.indicators, key=lambda v: v.version)}
    wanted = (v for v in ledger.indicators if year in (None, v.year))
    rows = [
        (
            v.objective, v.indicator, str(v.year), v.version, v.value, v.document, v.note,
            _text(ledger, v, language), entries[v.entry].by, entries[v.entry].at,
            say("counts") if last[v.place, v.year] == v.version else say("replaced"),
        )
        for v in sorted(wanted, key=lambda v: (order.get(v.objective, len(order)), v.indicator, v.year, v.version))
    ]  # fmt: skip
    return Table("indicators", "Indicators", HISTORY, tuple(rows))


def _text(ledger: Ledger, value: IndicatorValue, language: str) -> Value:
    """The indicator's text; a revision of the agreement may have shortened the list."""
    target = ledger.agreement.targets.get(value.objective)
    texts = target.objective.indicators if target and target.objective else ()
    if value.indicator > len(texts):
        return say("no longer in the agreement")
    return in_language(texts[value.indicator - 1], language)


def evaluation_table(ledger: Ledger, position: Position, language: str) -> Table:
    """The objectives of a year with results and indicators; their money adds up to the balance's total."""
    known = dict(values_of(ledger.indicators, position.year))
    lines = [line for grant in position.grants for line in _grant(grant, known, language)]
    lines.append((("", TOTAL, None, None, position.spent, position.transferred, None, None, None), "total"))
    rows, weights = zip(*lines, strict=True)
    return Table(
        "evaluation",
        say("Evaluation {year}", year=str(position.year)),
        COLUMNS,
        rows,
        weights,
        tuple(_notes(ledger, position.year)),
    )


def _grant(held: GrantPosition, known: Known, language: str) -> Iterator[Row]:
    yield _heading(held.grant.code, in_language(held.grant.title, language))
    if held.unassigned:
        moved = held.transferred - sum(sector.transferred for sector in held.sectors)
        yield _loose(held.grant.code, held.unassigned, moved)
    for sector in held.sectors:
        yield _heading(sector.sector.code, in_language(sector.sector.title, language))
        if sector.unassigned:
            moved = sector.transferred - sum(o.transferred for o in sector.objectives)
            yield _loose(sector.sector.code, sector.unassigned, moved)
        for objective in sector.objectives:
            yield from _objective(objective, known, language)


def _heading(code: str, title: str) -> Row:
    return (code, None, None, title, None, None, None, None, None), "heading"


def _loose(code: str, spent: int, moved: int) -> Row:
    return (code, say("no objective yet"), None, None, spent, moved, None, None, None), "line"


def _objective(held: ObjectivePosition, known: Known, language: str) -> Iterator[Row]:
    objective = held.objective
    title = in_language(objective.title, language)
    yield (objective.code, say("objective"), None, title, held.spent, held.transferred, None, None, None), "line"
    for number, text in enumerate(objective.expected_results, 1):
        told = in_language(text, language)
        yield (objective.code, say("expected result"), number, told, None, None, None, None, None), "line"
    for number, text in enumerate(objective.indicators, 1):
        stated = known.get((objective.code, number))
        told = in_language(text, language)
        value, document, note = stated.stated if stated else (say("no value yet"), None, None)
        yield (objective.code, say("indicator"), number, told, None, None, value, document, note), "line"


def missing(ledger: Ledger, year: int) -> tuple[tuple[Objective, int], ...]:
    """The indicators that have no value for a year, with their places."""
    known = values_of(ledger.indicators, year)
    return tuple(
        (target.objective, number)
        for target in ledger.agreement.targets.values()
        if target.objective
        for number in range(1, len(target.objective.indicators) + 1)
        if (target.objective.code, number) not in known
    )


def _notes(ledger: Ledger, year: int) -> Iterator[Sentence]:
    found = missing(ledger, year)
    if not any(t.objective and t.objective.indicators for t in ledger.agreement.targets.values()):
        yield say("The agreement names no indicators.")
        return
    if not found:
        yield say("Every indicator of the agreement has its value for {year}.", year=str(year))
        return
    first, number = found[0]
    yield say_n(
        "{n} indicator has no value for {year} yet: {which}. Example: `ledger indicator set {code} {number} --year "
        "{year} --value 42`",
        "{n} indicators have no value for {year} yet: {which}. Example: `ledger indicator set {code} {number} --year "
        "{year} --value 42`",
        n=len(found), year=str(year), code=first.code, number=number,
        which=Listed(tuple(as_it_is(f"{o.code} {n}") for o, n in found)),
    )  # fmt: skip


def evaluation_json(ledger: Ledger, position: Position, language: str, known_on: date | None) -> dict[str, Any]:
    """The evaluation as machines read it; amounts are texts with two decimals."""
    known = dict(values_of(ledger.indicators, position.year))
    entries = {entry.number: entry for entry in ledger.entries}
    sectors = [sector for grant in position.grants for sector in grant.sectors]
    loose = [(g.grant.code, g.unassigned) for g in position.grants] + [(s.sector.code, s.unassigned) for s in sectors]

    def indicator(code: str, number: int, text: str) -> dict[str, Any]:
        v = known.get((code, number))
        stated = {"value": v.value, "document": v.document or None, "note": v.note or None} if v else {"value": None}
        who = {"by": entries[v.entry].by, "at": entries[v.entry].at.isoformat()} if v else {}
        return {"number": number, "text": text, **stated, **who}

    return {
        "agreement": ledger.agreement.code,
        "year": position.year,
        "known_on": known_on.isoformat() if known_on else None,
        "objectives": [
            {
                "code": held.objective.code,
                "title": in_language(held.objective.title, language),
                "spent": to_text(held.spent),
                "transferred": to_text(held.transferred),
                "expected_results": [in_language(text, language) for text in held.objective.expected_results],
                "indicators": [
                    indicator(held.objective.code, number, in_language(text, language))
                    for number, text in enumerate(held.objective.indicators, 1)
                ],
            }
            for sector in sectors
            for held in sector.objectives
        ],
        "no_objective": [{"code": code, "spent": to_text(cents)} for code, cents in loose if cents],
        "missing": [{"objective": o.code, "indicator": n} for o, n in missing(ledger, position.year)],
        "total": {"spent": to_text(position.spent), "transferred": to_text(position.transferred)},
    }
