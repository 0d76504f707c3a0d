"""What changed in a figure between two moments, line by line; the changes add up to the difference of the figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.figures import Figure
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Entry
from subsidy_ledger.domain.sentences import Phrases

Kind = Literal["new", "brought-back", "taken-back", "corrected", "retagged", "supplemented", "agreement"]

KINDS: Final[Phrases] = {
    "new": "new",
    "brought-back": "brought back",
    "taken-back": "taken back",
    "corrected": "corrected",
    "retagged": "tagged otherwise",
    "supplemented": "supplemented",
    "agreement": "agreement revised",
}


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one cost in a figure: its share before and after, in cents, and the entry that last changed it.

    `line` is its line at the later moment, or where it has none any more the one at the earlier.
    """

    kind: Kind
    line: Expense
    before: int
    after: int
    entry: int | None

    @property
    def difference(self) -> int:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Step:
    """One statement of an envelope's amount between the two moments, with what it was before; None where none stood."""

    grant: str
    before: int | None
    after: int
    decision: str
    entry: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure at two moments, every change that leads from one to the other, and the entries between them by number.

    `allocated` are the amounts of its envelopes then and now; None where the figure has none.
    """

    figure: Figure
    year: int
    known_on: tuple[date, date]
    before: int
    after: int
    changes: tuple[Change, ...]
    allocated: tuple[int, int] | None
    steps: tuple[Step, ...]
    entries: Mapping[int, Entry]


def changes(earlier: Ledger, later: Ledger, year: int, codes: Collection[str | None]) -> tuple[Change, ...]:
    """Every cost whose part in the figure of `year` and `codes` is another, or that has more facts, by line number."""
    before, after = (_by_cost(books, later, year, codes) for books in (earlier, later))
    known = {later.origin(e) for e in earlier.expenses}
    found = []
    for cost in before.keys() | after.keys():
        old, new = before.get(cost, _NOWHERE), after.get(cost, _NOWHERE)
        if kind := _kind(old, new, is_known=cost in known):
            line = (new.lines or old.lines)[-1]
            found.append(Change(kind, line, old.cents, new.cents, _entry(earlier, later, kind, old, line)))
    return tuple(sorted(found, key=lambda change: change.line.number))


def steps(earlier: Ledger, later: Ledger, grants: Collection[str], year: int) -> tuple[Step, ...]:
    """Every allocation stated between the two moments, in the order recorded."""
    stated = sorted((a for a in later.allocations if a.grant in grants and a.year == year), key=lambda a: a.version)
    amounts = {grant: cents for grant in grants if (cents := earlier.allocated(grant, year)) is not None}
    found = []
    for a in stated:
        if a not in earlier.allocations:
            found.append(Step(a.grant, amounts.get(a.grant), a.cents, a.decision, a.entry))
            amounts[a.grant] = a.cents
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Part:
    """The live lines of one cost, and their cents in the figure."""

    cents: int
    lines: tuple[Expense, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(line.number for line in self.lines)


_NOWHERE = _Part(0, ())


def _by_cost(books: Ledger, later: Ledger, year: int, codes: Collection[str | None]) -> Mapping[int, _Part]:
    """By the line first posted, as a correction stands for the same cost; also lines that count nothing here."""
    lines: dict[int, list[Expense]] = defaultdict(list)
    for expense in books.live():
        lines[later.origin(expense)].append(expense)
    return {
        cost: _Part(sum(_cents(books, e, year, codes) for e in held), tuple(held)) for cost, held in lines.items()
    }  # fmt: skip


def _cents(books: Ledger, expense: Expense, year: int, codes: Collection[str | None]) -> int:
    if expense.details.year != year or not books.agreement.is_claiming(expense.details.entity):
        return 0
    return sum(share.cents for share in expense.shares if share.code in codes)


def _kind(old: _Part, new: _Part, *, is_known: bool) -> Kind | None:
    if old.cents == new.cents:
        facts = [line.details for line in old.lines] != [line.details for line in new.lines]
        return "supplemented" if old.cents and facts and old.numbers == new.numbers else None
    if not old.lines:
        return "brought-back" if is_known else "new"
    if not new.lines:
        return "taken-back"
    if old.numbers != new.numbers:
        return "corrected"
    return "retagged" if [line.shares for line in old.lines] != [line.shares for line in new.lines] else "agreement"


def _entry(earlier: Ledger, later: Ledger, kind: Kind, old: _Part, line: Expense) -> int | None:
    """The entry that posted the line since, or took it back; None where it was done to a line that stood there."""
    if kind == "taken-back":
        back = later.reversed_by(old.lines[-1].number)
        taking = later.expense(back) if back is not None else None
        return taking.entry if taking else None
    return line.entry if line.entry > (earlier.entries[-1].number if earlier.entries else 0) else None
