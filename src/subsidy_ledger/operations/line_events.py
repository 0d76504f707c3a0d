"""What happened to a line, one event after another: among them the claims that hold it and what was decided of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from subsidy_ledger.domain.expenses import Expense, RuleUse, Share
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Entry
from subsidy_ledger.domain.sentences import Euro, Fact, Listed, Phrases, Sentence, as_it_is, say


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a line, with the entry that recorded it; `rules` gave it these `shares`.

    `told` says what a code alone cannot, and `reason` why, where it is not the entry's own.
    """

    entry: Entry
    what: str
    shares: tuple[Share, ...] = ()
    import_number: int | None = None
    row: int | None = None
    facts: Mapping[str, Any] | None = None
    other: int | None = None
    rules: tuple[RuleUse, ...] = ()
    told: Sentence | None = None
    reason: str | None = None

    @property
    def why(self) -> str:
        return self.entry.reason if self.reason is None else self.reason


RULED: Phrases = {
    "accept": "{grant}: {claimed} accepted",
    "reduce": "{grant}: reduced to {accepted} of {claimed}",
    "reject": "{grant}: {claimed} rejected",
    "use-spare": "{grant}: spare, replaces {accepted} of what was rejected",
    "reopen": "{grant}: not decided any more",
}


def claimed_events(ledger: Ledger, expense: Expense, entries: Mapping[int, Entry]) -> Iterator[Event]:
    """Every submission that holds the line, and every ruling on it."""
    grants = {}
    for submission in ledger.submissions:
        grants[submission.number] = submission.grant
        mine = [share for share in submission.shares if share.line == expense.number]
        if mine:
            facts: dict[str, Fact] = {
                "amount": Euro(sum(share.cents for share in mine)), "version": submission.version,
                "grant": submission.grant, "year": str(submission.year),
            }  # fmt: skip
            told = (
                say("submitted as spare, {amount}, in version {version} of {grant} {year}", **facts)
                if mine[0].is_spare
                else say("submitted for {amount} in version {version} of {grant} {year}", **facts)
            )
            yield Event(entries[submission.entry], "submitted", told=told)
    for ruling in ledger.rulings:
        if ruling.line == expense.number:
            told = Sentence(
                RULED[ruling.act],
                {
                    "grant": grants[ruling.submission],
                    "claimed": Euro(ruling.claimed),
                    "accepted": Euro(ruling.accepted),
                },
            )
            yield Event(entries[ruling.entry], ruling.act, told=told, reason=ruling.reason)


def closing_events(ledger: Ledger, lines: Collection[int], entries: Mapping[int, Entry]) -> Iterator[Event]:
    """Every row that an import had refused, and whose place one of the lines took."""
    rows = {row.number: row for row in ledger.refused}
    files = {batch.number: batch.file for batch in ledger.imports}
    for closing in ledger.refused_closings:
        if closing.line in lines:
            row = rows[closing.refused]
            told = say(
                "takes the place of refused row {n} ({file}, row {row}: {cells})",
                n=row.number, file=files[row.import_number], row=row.row,
                cells=Listed(tuple(as_it_is(f'{f.cell} "{f.value}"' if f.value else f.cell) for f in row.faults)),
            )  # fmt: skip
            yield Event(entries[closing.entry], "closed", told=told)
