"""The way from a figure to its lines, and from a line to its cells and its history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from subsidy_ledger.domain.carry_over import CarryOver, carry_overs
from subsidy_ledger.domain.changes import changed_facts
from subsidy_ledger.domain.codes import check_year
from subsidy_ledger.domain.expenses import Expense, RuleUse, Share
from subsidy_ledger.domain.figures import Figure, figure_of
from subsidy_ledger.domain.funding import paid_elsewhere
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Entry, FundingShare, Import
from subsidy_ledger.domain.rules import Rule
from subsidy_ledger.domain.sentences import Sentence
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.line_events import Event, claimed_events, closing_events
from subsidy_ledger.operations.session import Session, load_or_refuse


@dataclass(frozen=True, slots=True)
class LineStory:
    """A line, the import it came from, its cells as delivered by header, and all that happened to it, in order.

    `rules` are those that gave it the shares it has, as they were then; `paid_elsewhere` is what other subsidies pay of
    its document.
    """

    expense: Expense
    status: Sentence
    batch: Import | None
    cells: tuple[tuple[str, str, str], ...]  # column letter, header, cell as delivered
    events: tuple[Event, ...]
    rules: tuple[Rule, ...] = ()
    paid_elsewhere: tuple[FundingShare, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureStory:
    """A figure of a year, and the shares of lines it is the sum of; with its allocation or plan."""

    figure: Figure
    year: int
    cents: int
    parts: tuple[tuple[Expense, Share], ...]
    allocated: int | None
    carry_overs: tuple[CarryOver, ...] = ()
    planned: int | None = None


def explain_line(session: Session, number: int, *, known_on: date | None = None) -> LineStory:
    """Everything known of one line; raises WrongUse where there is none of that number."""
    from subsidy_ledger.storage import lookups

    with session.reading(known_on) as (connection, tenancy, until):
        ledger = load_or_refuse(connection, tenancy, until)
        expense = ledger.expense(number)
        if expense is None:
            last = max((e.number for e in ledger.expenses), default=0)
            raise WrongUse("line-unknown", "There is no line {n}; the last one is {last}.", n=number, last=last)
        batch = ledger.import_of(expense)
        cells: tuple[str, ...] = ()
        if expense.source is not None:
            cells = lookups.cells_of(connection, tenancy, expense.source.import_number, expense.source.row)
        taggings = lookups.taggings_of(connection, tenancy, number, until)
        rules = lookups.rules_of(connection, tenancy, number, until)
        # What later files said of a line that this one replaces or takes back holds for this one as well.
        chain = _chain(ledger, expense)
        sightings = [s for n in chain for s in lookups.sightings_of(connection, tenancy, n, until)]
        supplements = [s for n in chain for s in lookups.supplements_of(connection, tenancy, n, until)]
    events = _events(ledger, expense, chain, taggings, rules, sightings, supplements)
    used = {(use.rule, use.version) for use in expense.tagged_by}
    behind = tuple(rule for rule in ledger.rules if (rule.number, rule.version) in used)
    paid = paid_elsewhere(ledger).get(number)
    return LineStory(
        expense, ledger.status(expense), batch, _named_cells(batch, cells), events, behind, paid.shares if paid else ()
    )


def _chain(ledger: Ledger, expense: Expense) -> list[int]:
    """The line and those whose place it took, or that it takes back, back to the one a file delivered."""
    numbers = [expense.number]
    before = expense.replaces or expense.reverses
    while before is not None and (line := ledger.expense(before)) is not None:
        numbers.append(before)
        before = line.replaces
    return numbers


def _named_cells(batch: Import | None, cells: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    from subsidy_ledger.domain.cells import column_letter

    headers = batch.headers if batch else ()
    return tuple(
        (column_letter(i), headers[i] if i < len(headers) else "", cell) for i, cell in enumerate(cells) if cell
    )


def _events(
    ledger: Ledger,
    expense: Expense,
    chain: list[int],
    taggings: list[tuple[int, tuple[Share, ...]]],
    rules: Mapping[int, tuple[RuleUse, ...]],
    sightings: list[Mapping[str, Any]],
    supplements: list[Mapping[str, Any]],
) -> tuple[Event, ...]:
    entries = {entry.number: entry for entry in ledger.entries}
    events = []
    for entry, shares in taggings:
        what = "tagged" if entry != expense.entry else _birth(expense)
        other = expense.replaces or expense.reverses
        changes = _changes(ledger, expense) if entry == expense.entry else None
        events.append(Event(entries[entry], what, shares, facts=changes, other=other, rules=rules.get(entry, ())))
    replaced = {(each.import_number, each.expense): each.row for each in ledger.superseded}
    events += [
        Event(entries[seen["entry"]], seen["outcome"], (), seen["import"], seen["row"])
        for seen in sightings
        if seen["entry"] != expense.entry
        and seen["outcome"] in ("known", "changed")
        and (seen["import"], seen["expense"]) not in replaced
    ]
    events += [
        Event(entries[added["entry"]], "supplemented", (), added["import"], added["row"], added["facts"])
        for added in supplements
    ]
    undone = {i.number: i.undone_by for i in ledger.imports}
    for added in supplements:
        if (undo := undone.get(added["import"])) is not None:
            events.append(Event(entries[undo], "supplement undone", (), added["import"], added["row"], added["facts"]))
    back = ledger.reversed_by(expense.number)
    if back is not None:
        line = ledger.expense(back)
        if line is not None:
            events.append(_end(ledger, expense, line, entries[line.entry]))
    events += claimed_events(ledger, expense, entries)
    events += closing_events(ledger, chain, entries)
    return tuple(sorted(events, key=lambda event: event.entry.number))


def _end(ledger: Ledger, expense: Expense, back: Expense, entry: Entry) -> Event:
    """Why the line counts no more: what replaced it, that its file has it no more, or that a person took it back."""
    heirs = [e.number for e in ledger.expenses if e.replaces == expense.number]
    taken = next((s for s in ledger.superseded if (s.expense, s.entry) == (expense.number, back.entry)), None)
    if taken is None:
        return Event(entry, "corrected" if heirs else "taken back", other=heirs[0] if heirs else back.number)
    if taken.row is None:
        return Event(entry, "gone", (), taken.import_number, other=back.number)
    place = (taken.import_number, taken.row)
    heir = next(e.number for e in ledger.expenses if e.source and (e.source.import_number, e.source.row) == place)
    return Event(entry, "replaced", (), *place, other=heir)


def _changes(ledger: Ledger, expense: Expense) -> dict[str, Sentence] | None:
    """What a correction changed."""
    before = ledger.expense(expense.replaces) if expense.replaces is not None else None
    return None if before is None else changed_facts(before, expense)


def _birth(expense: Expense) -> str:
    if expense.reverses is not None:
        return "posted to take back"
    return "posted in place of" if expense.replaces is not None else "posted"


def explain_figure(
    session: Session, code: str, year: int, *, as_of: date | None = None, known_on: date | None = None
) -> FigureStory:
    """The lines behind a figure of the balance, largest first within their order of date and number."""
    ledger = session.ledger(known_on)
    figure = figure_of(ledger.agreement, code)
    check_year(ledger.agreement, year, frozenset(e.details.year for e in ledger.expenses))
    if as_of is not None:
        ledger = ledger.as_of(as_of)
    parts = [
        (expense, share)
        for expense in ledger.claiming()
        if expense.details.year == year
        for share in expense.shares
        if share.code in figure.codes
    ]
    parts.sort(key=lambda part: (part[0].details.date or date.min, part[0].number))
    stated = [cents for grant in figure.grants if (cents := ledger.allocated(grant, year)) is not None]
    carried = tuple(c for c in carry_overs(ledger.allocations) if c.grant in figure.grants and c.into(year))
    spent = sum(share.cents for _, share in parts)
    planned = ledger.planned(figure.name, year)
    return FigureStory(figure, year, spent, tuple(parts), sum(stated) if stated else None, carried, planned)
