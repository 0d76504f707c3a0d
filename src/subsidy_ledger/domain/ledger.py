"""The books as one immutable value; checks and reports only read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from subsidy_ledger.domain.agreement import Agreement
from subsidy_ledger.domain.expenses import Details, Expense
from subsidy_ledger.domain.findings import Decision
from subsidy_ledger.domain.funding_lists import FundingList
from subsidy_ledger.domain.indicators import IndicatorValue
from subsidy_ledger.domain.receipts import Receipt
from subsidy_ledger.domain.records import (
    Allocation,
    Claim,
    Contribution,
    ControlTotal,
    Entry,
    Funding,
    FundingShare,
    Import,
    PayClaim,
    PayShare,
    SectorPlan,
    Superseded,
    TieOut,
)
from subsidy_ledger.domain.refused import Closing, Refusals, RefusedRow, refusals
from subsidy_ledger.domain.rules import Rule
from subsidy_ledger.domain.samples import Sample
from subsidy_ledger.domain.sentences import Sentence, say
from subsidy_ledger.domain.submitted import Ruling, Submission

LIVE = say("live")


@dataclass(frozen=True, slots=True)
class Sum:
    """Cents, and on how many live lines they stand."""

    cents: int
    lines: int


# Live shares of claiming lines by (budget year, code); code None is untagged.
Totals = Mapping[tuple[int, str | None], Sum]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything recorded for one agreement, up to one moment.

    `elsewhere` is what other sources of money pay of the beneficiary's documents, `pay_elsewhere` of one person's pay.
    """

    agreement: Agreement
    allocations: tuple[Allocation, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    expenses: tuple[Expense, ...] = ()
    imports: tuple[Import, ...] = ()
    control_totals: tuple[ControlTotal, ...] = ()
    entries: tuple[Entry, ...] = ()
    sector_plans: tuple[SectorPlan, ...] = ()
    decisions: tuple[Decision, ...] = ()
    superseded: tuple[Superseded, ...] = ()
    rules: tuple[Rule, ...] = ()
    elsewhere: tuple[Claim, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    submissions: tuple[Submission, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    samples: tuple[Sample, ...] = ()
    refused: tuple[RefusedRow, ...] = ()
    refused_closings: tuple[Closing, ...] = ()
    fundings: tuple[Funding, ...] = ()
    funding_shares: tuple[FundingShare, ...] = ()
    pay_shares: tuple[PayShare, ...] = ()
    tie_outs: tuple[TieOut, ...] = ()
    indicators: tuple[IndicatorValue, ...] = ()
    funding_lists: tuple[FundingList, ...] = ()
    pay_elsewhere: tuple[PayClaim, ...] = ()
    _by_number: dict[int, Expense] = field(init=False, repr=False, compare=False, default_factory=dict)
    _reversed_by: dict[int, int] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_number.update((expense.number, expense) for expense in self.expenses)
        self._reversed_by.update((e.reverses, e.number) for e in self.expenses if e.reverses is not None)

    def expense(self, number: int) -> Expense | None:
        return self._by_number.get(number)

    def reversed_by(self, number: int) -> int | None:
        """The line that takes this one back, if one does."""
        return self._reversed_by.get(number)

    def is_live(self, expense: Expense) -> bool:
        """Neither taken back nor the taking back of another line."""
        return expense.reverses is None and expense.number not in self._reversed_by

    def status(self, expense: Expense) -> Sentence:
        """In a few words: live, or what takes the line back, or what it takes back."""
        if expense.reverses is not None:
            return say("reverses {line}", line=expense.reverses)
        back = self._reversed_by.get(expense.number)
        return LIVE if back is None else say("reversed by {line}", line=back)

    def live(self) -> Iterator[Expense]:
        return (expense for expense in self.expenses if self.is_live(expense))

    def recognisable(self) -> Iterator[Expense]:
        """Lines a file's row can be: live ones, and those a person took back one by one as claimed in error.

        Lines of an undone import are neither, nor are those an import replaced or found gone: a file that states them
        posts them again.
        """
        whole = {entry.number for entry in self.entries if entry.kind in ("import", "undo", "redo")}
        replaced = {e.replaces for e in self.expenses if e.replaces is not None}
        for expense in self.expenses:
            back = self._reversed_by.get(expense.number)
            was_error = back is not None and expense.number not in replaced and self._by_number[back].entry not in whole
            if expense.reverses is None and (back is None or was_error):
                yield expense

    def claiming(self) -> Iterator[Expense]:
        """Live lines that claim money: those of claiming entities."""
        entities = {entity.code for entity in self.agreement.entities if entity.role == "claiming"}
        return (e for e in self.live() if e.details.entity in entities)

    def delivered(self, expense: Expense) -> Details:
        """The details as a file delivered them, before any correction: what a re-import is matched against."""
        while (before := self.version_before(expense)) is not None:
            expense = before
        return expense.details

    def version_before(self, expense: Expense) -> Expense | None:
        """The line of the same row of the same file whose place this one takes; None for the one first posted."""
        before = self._by_number.get(expense.replaces) if expense.replaces is not None else None
        return before if before is not None and before.source == expense.source else None

    def origin(self, expense: Expense) -> int:
        """The number of the line as it was first posted, whatever corrections took its place since."""
        number = expense.number
        while expense.replaces is not None:
            number = expense.replaces
            found = self._by_number.get(number)
            if found is None:
                break
            expense = found
        return number

    def first_origin(self, lines: Iterable[Expense]) -> int:
        """The smallest number that any of the lines was first posted under: it stays when one of them is corrected."""
        return min(map(self.origin, lines))

    def allocated(self, grant: str, year: int) -> int | None:
        """The amount that counts for grant and year, in cents; None where none was ever recorded."""
        found = [a for a in self.allocations if (a.grant, a.year) == (grant, year)]
        return max(found, key=lambda a: a.version).cents if found else None

    def contribution(self, year: int) -> Contribution | None:
        found = [c for c in self.contributions if c.year == year]
        return max(found, key=lambda c: c.version) if found else None

    def planned(self, sector: str, year: int) -> int | None:
        """The city's own plan for a sector and year, in cents; None where none was recorded."""
        found = [p for p in self.sector_plans if (p.sector, p.year) == (sector, year)]
        return max(found, key=lambda p: p.version).cents if found else None

    def import_of(self, expense: Expense) -> Import | None:
        source = expense.source
        return next((i for i in self.imports if source and i.number == source.import_number), None)

    def date_of(self, expense: Expense) -> date | None:
        """The date that orders the line; a reversal stands on the day of the line it takes back, always."""
        line = self._by_number.get(expense.reverses) if expense.reverses is not None else None
        return (line or expense).details.date

    def refusals(self) -> Refusals:
        """The rows that imports refused and kept on record, with what holds of each now."""
        undone = {i.number for i in self.imports if i.undone_by is not None}
        return refusals(self.refused, self.refused_closings, undone)

    def as_of(self, day: date) -> Ledger:
        """The same books with only the lines dated up to `day`; lines without any date always count."""
        kept = tuple(e for e in self.expenses if (found := self.date_of(e)) is None or found <= day)
        return replace(self, expenses=kept)

    def totals(self) -> Totals:
        return fold(self.claiming())


def fold(expenses: Iterable[Expense]) -> Totals:
    """Sums the shares of lines by budget year and code; a line counts once a code."""
    cents: dict[tuple[int, str | None], int] = defaultdict(int)
    lines: dict[tuple[int, str | None], int] = defaultdict(int)
    for expense in expenses:
        for share in expense.shares:
            key = (expense.details.year, share.code)
            cents[key] += share.cents
            lines[key] += 1
    return {key: Sum(cents[key], lines[key]) for key in cents}
