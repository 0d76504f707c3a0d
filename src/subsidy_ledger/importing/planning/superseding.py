"""The lines that take back what a file states otherwise or has no more, and those that take their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from subsidy_ledger.domain.drafts import Head
from subsidy_ledger.domain.expenses import CENTS_FIELDS, DETAIL_FIELDS, PAYMENT_FIELDS, Details, Expense, Share
from subsidy_ledger.domain.lineage import reverse
from subsidy_ledger.domain.records import Superseded
from subsidy_ledger.domain.tagging import in_order, rescaled, whole
from subsidy_ledger.importing.planning.batch import source_of
from subsidy_ledger.importing.planning.file_plan import Intake
from subsidy_ledger.importing.planning.posting import Posting
from subsidy_ledger.importing.planning.replacing import Change

# What a row says whatever columns its table has.
ALWAYS_SAID = frozenset(("entity", "year", *CENTS_FIELDS))


@dataclass(frozen=True, slots=True)
class Supersession:
    """Reversals and the lines in their place, by number, and on record what took the place of what."""

    lines: tuple[Expense, ...] = ()
    superseded: tuple[Superseded, ...] = ()

    def __add__(self, other: Supersession) -> Supersession:
        return Supersession((*self.lines, *other.lines), (*self.superseded, *other.superseded))


def supersede(changes: Iterable[Change], head: Head, intake: Intake, posting: Posting) -> Supersession:
    """What replaces the lines of every change that is beyond doubt; numbers follow `head`."""
    numbers = count(head.next_expense)
    lines: list[Expense] = []
    superseded: list[Superseded] = []
    for change in changes:
        if change.doubt is not None:
            continue
        lines += [_reversal(line, next(numbers), head) for line in change.lines]
        shares = shares_of(change, posting)
        for incoming, parts in zip(change.rows, shares, strict=True):
            lines.append(
                Expense(
                    next(numbers), head.entry + 1,
                    _restated(change.lines[0], incoming.details, intake.reading.fields), parts,
                    replaces=change.lines[0].number,
                    source=source_of(intake, head.next_import, incoming.row),
                    tagged_by=_rules(change, incoming.row, posting),
                )
            )  # fmt: skip
        superseded += [
            Superseded(head.next_import, line.number, change.rows[0].row, head.entry + 1) for line in change.lines
        ]
    return Supersession(tuple(lines), tuple(superseded))


def take_back_gone(gone: Sequence[Expense], head: Head) -> Supersession:
    """The reversals of lines that the file has no more."""
    lines = tuple(_reversal(line, number, head) for number, line in enumerate(gone, head.next_expense))
    return Supersession(lines, tuple(Superseded(head.next_import, e.number, None, head.entry + 1) for e in gone))


def _reversal(line: Expense, number: int, head: Head) -> Expense:
    return replace(reverse(line, number), entry=head.entry + 1)


def _is_untagged(change: Change) -> bool:
    return all(share.code is None for line in change.lines for share in line.shares)


def _rules(change: Change, row: int, posting: Posting) -> Any:
    if _is_untagged(change):
        return posting.tagged_by.get(row, ())
    return change.lines[0].tagged_by if len(change.lines) == 1 else ()


def shares_of(change: Change, posting: Posting) -> list[tuple[Share, ...]]:
    """The tags of the lines in proportion; where they come to the same in all, every code keeps its cents.

    What nobody had tagged takes the code of its row.
    """
    if _is_untagged(change):
        return [whole(incoming.details.amount, posting.codes[incoming.row]) for incoming in change.rows]
    pool: dict[str | None, int] = defaultdict(int)
    for line in change.lines:
        for share in line.shares:
            pool[share.code] += share.cents
    is_divided = sum(pool.values()) == sum(incoming.details.amount for incoming in change.rows)
    found = []
    for incoming in change.rows:
        parts = rescaled(in_order([Share(code, cents) for code, cents in pool.items()]), incoming.details.amount)
        found.append(parts)
        for part in parts if is_divided else ():
            pool[part.code] -= part.cents
    return found


def _restated(line: Expense, row: Details, fields: Collection[str]) -> Details:
    """What the row says; and what its table has no column for, or leaves open of the payment, as the line says it."""
    old = line.own_details
    kept = {
        name: getattr(old, name)
        for name in DETAIL_FIELDS
        if name not in ALWAYS_SAID
        and (name not in fields or (name in PAYMENT_FIELDS and getattr(row, name) is None))
    }  # fmt: skip
    return replace(row, **kept)
