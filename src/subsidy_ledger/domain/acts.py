"""Every entry that concerns a year, whatever it recorded: changes of lines and figures, and all acts beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from subsidy_ledger.domain.acts_beside import others
from subsidy_ledger.domain.acts_of_files import Revision, revised, shown
from subsidy_ledger.domain.acts_on_claims import decided, received, settled, stated, submitted
from subsidy_ledger.domain.changes import Change, Taggings, changes, posted_shares
from subsidy_ledger.domain.expenses import PAYMENT_FIELDS
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.moments import local
from subsidy_ledger.domain.records import Entry
from subsidy_ledger.domain.sentences import Sentence, say
from subsidy_ledger.domain.vocabulary import in_words


@dataclass(frozen=True, slots=True)
class Supplement:
    """Payment facts that an entry added to a line."""

    entry: int
    line: int
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class History:
    """What only the store knows of what was recorded: taggings, supplements, the agreement's revisions, in order."""

    taggings: Taggings = field(default_factory=dict)
    supplements: Sequence[Supplement] = ()
    revisions: Sequence[Revision] = ()


def acts(ledger: Ledger, history: History, year: int, since: int | None = None) -> tuple[Change, ...]:
    """Everything that changed the books of a year after it was first recorded; of the entries after `since` everything
    there is, what they recorded for the first time too, and those that changed nothing of the year."""
    found = [
        *changes(ledger, history.taggings, year),
        *_supplemented(ledger, history, year),
        *revised(history.revisions),
    ]
    for told in (submitted, settled, received, decided, stated, others):
        found += told(ledger, year)
    if since is not None:
        firsts = (*_posted(ledger, history, year), *_first(ledger, year))
        found += (change for change in firsts if change.entry > since)
        told_of = {change.entry for change in found}
        found += (
            Change(entry.number, "other", {}, {}, told=(_nothing(entry, year),))
            for entry in ledger.entries
            if entry.number > since and entry.number not in told_of
        )
    return tuple(sorted(found, key=lambda change: (change.entry, change.lines, change.heirs)))


def acts_since(ledger: Ledger, history: History, year: int, day: date | None) -> tuple[Change, ...]:
    """Every act from that day on; without one every change, and every act after the claim of the year."""
    if day is None:
        return acts(ledger, history, year, claim_entry(ledger, year))
    last = max((entry.number for entry in ledger.entries if local(entry.at).date() < day), default=0)
    return tuple(change for change in acts(ledger, history, year, last) if change.entry > last)


def _nothing(entry: Entry, year: int) -> Sentence:
    return say("{kind}: nothing of {year}", kind=in_words(entry.kind), year=str(year))


def claim_entry(ledger: Ledger, year: int) -> int | None:
    """The entry since which the claim of the year stands: the first of the grants' last submissions; None for none."""
    last: dict[str, int] = {}
    for claim in (s for s in ledger.submissions if s.year == year):
        last[claim.grant] = max(claim.entry, last.get(claim.grant, 0))
    return min(last.values(), default=None)


def _posted(ledger: Ledger, history: History, year: int) -> Iterator[Change]:
    """What an import posted that takes no other line's place, by code."""
    for one in ledger.imports:
        lines = [e for e in ledger.expenses if e.entry == one.entry and e.replaces is None and e.reverses is None]
        lines = [line for line in lines if line.details.year == year]
        if lines:
            after: dict[str | None, int] = defaultdict(int)
            for line in lines:
                for share in posted_shares(line, history.taggings):
                    after[share.code] += share.cents
            numbers = tuple(line.number for line in lines)
            entities = frozenset(line.details.entity for line in lines)
            yield Change(one.entry, "posted", {}, after, (), numbers, entities, decision=one.file)


def _first(ledger: Ledger, year: int) -> Iterator[Change]:
    """The first amount of an allocation, a contribution or a sector's plan."""
    for allocation in (a for a in ledger.allocations if (a.year, a.version) == (year, 1)):
        yield Change(allocation.entry, "first", {}, {allocation.grant: allocation.cents}, decision=allocation.decision)
    for due in (c for c in ledger.contributions if (c.year, c.version) == (year, 1)):
        yield Change(due.entry, "first", {}, {None: due.cents}, decision=due.decision)
    for plan in (p for p in ledger.sector_plans if (p.year, p.version) == (year, 1)):
        yield Change(plan.entry, "first", {}, {plan.sector: plan.cents}, decision=plan.decision)


def _supplemented(ledger: Ledger, history: History, year: int) -> Iterator[Change]:
    """Payment facts that a later file filled in, line by line."""
    known: dict[int, dict[str, Any]] = {}
    for added in history.supplements:
        line = ledger.expense(added.line)
        if line is None or line.details.year != year:
            continue
        before = known.setdefault(line.number, {name: getattr(line.own_details, name) for name in PAYMENT_FIELDS})
        facts = {
            name: say("{before} -> {after}", before=shown(before[name]), after=shown(value))
            for name, value in added.facts.items()
            if before[name] != value
        }
        before |= added.facts
        if facts:
            entities = frozenset({line.details.entity})
            yield Change(added.entry, "supplemented", {}, {}, (line.number,), (line.number,), entities, facts)
