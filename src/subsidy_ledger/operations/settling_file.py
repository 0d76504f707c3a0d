"""Settling from the auditor's filled-in workbook: held to ledger and claim, shown, and kept all or nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from subsidy_ledger.domain.claimed_twice import ClaimedTwice, claimed_twice
from subsidy_ledger.domain.drafts import Attachment, Draft, Head
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Entry
from subsidy_ledger.domain.sentences import Sentence
from subsidy_ledger.domain.submitted import Ruling
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.intake import Problem
from subsidy_ledger.importing.opening.delivery import Delivery, receive
from subsidy_ledger.operations.auditor_rulings import rulings_of
from subsidy_ledger.operations.exported import exported, made_by
from subsidy_ledger.operations.filled_in import read_back
from subsidy_ledger.operations.problem_files import FilledProblems
from subsidy_ledger.operations.session import Session, load_or_refuse
from subsidy_ledger.operations.settling import Places, Ruled
from subsidy_ledger.reports.reconciliation.lines import EXPENSES_COLUMNS
from subsidy_ledger.reports.resubmitted import accepted_elsewhere_sentences
from subsidy_ledger.reports.rulings import Change

TITLES: Final = {column.key: column.title for column in EXPENSES_COLUMNS}
TYPED: Final = tuple(column.key for column in EXPENSES_COLUMNS if column.kind in ("money", "integer", "date"))


@dataclass(frozen=True, slots=True)
class Audit:
    """What a filled-in workbook comes to. `open` rows are not decided, nor are the lines whose rows are `missing`; with
    problems nothing is kept. `warnings` and `seen_alone` are what rows say that are not decided; `twice` what would
    be accepted of costs that another claim holds too, `cut_elsewhere` what would be of costs that another one was cut
    for."""

    filled: FilledProblems
    year: int
    ruled: tuple[Ruled, ...]
    open: int
    missing: tuple[int, ...] = ()
    changes: tuple[Change, ...] = ()
    warnings: tuple[Problem, ...] = ()
    seen_alone: tuple[int, ...] = ()
    twice: tuple[ClaimedTwice, ...] = ()
    cut_elsewhere: tuple[Sentence, ...] = ()

    @property
    def delivery(self) -> Delivery:
        return self.filled.delivery

    @property
    def problems(self) -> Sequence[Problem]:
        return self.filled.problems

    @property
    def news(self) -> tuple[Ruling, ...]:
        return tuple(each.ruling for each in self.ruled if each.written)


def read_audit(session: Session, path: str | os.PathLike[str], *, overturn: bool = False) -> Audit:
    """Reads the workbook and holds it to the ledger it was made from and to the claim; raises Refused for a file that
    is no such workbook, or one of another ledger. `overturn`: it may also change what was decided after it was made.
    """
    delivery = receive(path)
    book = exported(delivery)
    if book is None:
        raise _no_workbook(delivery)
    with session.reading() as (connection, tenancy, _):
        ledger = load_or_refuse(connection, tenancy)
        made = made_by(book, ledger.agreement.code, ledger.entries).number
        made_from = load_or_refuse(connection, tenancy, made)
    filled = read_back(made_from, book.year, book.expenses, book.words, same_program=book.same_program)
    if filled is None:
        raise _no_workbook(delivery)
    ruled = tuple(rulings_of(ledger, filled, book.year, delivery.sha256, made=made, overturn=overturn))
    typed = {book.expenses.name: frozenset(filled.columns[k] for k in TYPED if k in filled.columns)}
    faults = FilledProblems(delivery, filled.in_order(), TITLES, typed, book.words, "ledger settle --from")
    missing = sorted({line for line, code in filled.written if (line, code) not in filled.rows})
    changes = tuple(_changes(ruled, {entry.number: entry for entry in ledger.entries}))
    return Audit(
        faults, book.year, ruled, len(filled.blank), tuple(missing), changes, tuple(filled.warnings),
        tuple(sorted(filled.seen_alone)), _twice(ledger, ruled),
        tuple(accepted_elsewhere_sentences(ledger, [each.ruling for each in ruled if each.written])),
    )  # fmt: skip


def _twice(ledger: Ledger, ruled: Iterable[Ruled]) -> tuple[ClaimedTwice, ...]:
    entry = 1 + max(e.number for e in ledger.entries)
    new = [replace(each.ruling, entry=entry) for each in ruled]
    return claimed_twice(replace(ledger, rulings=(*ledger.rulings, *new)), [r.line for r in new if r.accepted])


def _changes(ruled: Iterable[Ruled], entries: Mapping[int, Entry]) -> Iterator[Change]:
    for each in ruled:
        last = each.before.ruling or each.before.reopened
        if each.written and last is not None:
            yield Change(each.grant, last, entries[last.entry], each.ruling)


def _no_workbook(delivery: Delivery) -> Refused:
    return Refused(
        "no-auditor-workbook",
        "{file} is not a filled-in reconciliation workbook: its cover, the sheet of expenses or the auditor's columns "
        "are missing. Make one with ledger export reconciliation --year YEAR FILE.xlsx and fill in that.",
        file=delivery.name,
    )


def keep(session: Session, audit: Audit, *, reason: str = "") -> int | None:
    """Writes the decisions that were shown, all under one entry; raises Refused where the ledger moved meanwhile."""
    if audit.problems:
        raise AssertionError("a workbook with problems is refused as a whole")

    def think(ledger: Ledger, _head: Head) -> Draft | None:
        places = Places(ledger)
        for each in audit.ruled:
            now = [p for p in places.of(each.before.line, each.grant) if p.line == each.before]
            if not now:
                raise Refused(
                    "audit-moved",
                    "The ledger changed since this was shown: line {n} stands otherwise now. Nothing was kept; run it "
                    "again.",
                    n=each.before.line,
                )
        if not audit.news:
            return None
        attached = (Attachment(audit.delivery.sha256, audit.delivery.data),)
        name = audit.delivery.name
        return Draft("settlement", reason or name, rulings=audit.news, attachments=attached)

    return session.write(think)
