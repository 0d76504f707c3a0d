"""Settling from the auditor's filled-in workbook: held to ledger and claim, shown, and kept all or nothing."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from subsidy_ledger import __version__
from subsidy_ledger.domain.drafts import Attachment, Draft, Head
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.submitted import Ruling
from subsidy_ledger.errors import Refused
from subsidy_ledger.i18n import LANGUAGES, Words, words_of
from subsidy_ledger.importing.filled.filled import sheets_of
from subsidy_ledger.importing.filled.filled_in import cell_at, is_empty, text_of, whole_of
from subsidy_ledger.importing.intake import Cell, Problem, Sheet
from subsidy_ledger.importing.opening.delivery import Delivery, receive
from subsidy_ledger.operations.auditor_rulings import rulings_of
from subsidy_ledger.operations.filled_in import read_back
from subsidy_ledger.operations.problem_files import FilledProblems
from subsidy_ledger.operations.session import Session, load_or_refuse
from subsidy_ledger.operations.settling import Places, Ruled
from subsidy_ledger.reports.reconciliation_labels import COVER, SHEETS
from subsidy_ledger.reports.reconciliation_lines import EXPENSES_COLUMNS

COVER_ROWS_MAX: Final = 200
TITLES: Final = {column.key: column.title for column in EXPENSES_COLUMNS}
TYPED: Final = tuple(column.key for column in EXPENSES_COLUMNS if column.kind in ("money", "integer", "date"))


@dataclass(frozen=True, slots=True)
class Audit:
    """What a filled-in workbook comes to. `open` rows are not decided; with problems nothing is kept."""

    filled: FilledProblems
    year: int
    ruled: tuple[Ruled, ...]
    open: int

    @property
    def delivery(self) -> Delivery:
        return self.filled.delivery

    @property
    def problems(self) -> Sequence[Problem]:
        return self.filled.problems

    @property
    def news(self) -> tuple[Ruling, ...]:
        return tuple(each.ruling for each in self.ruled if each.written)


@dataclass(frozen=True, slots=True)
class _Workbook:
    """The sheet of expenses, its language, which ledger it was made from, and whether by this version."""

    expenses: Sheet
    words: Words
    year: int
    digest: str
    same_program: bool


def read_audit(session: Session, path: str | os.PathLike[str]) -> Audit:
    """Reads the workbook and holds it to the ledger it was made from and to the claim; raises Refused for a file that
    is no such workbook, or one of another ledger."""
    delivery = receive(path)
    book = _open(delivery)
    with session.reading() as (connection, tenancy, _):
        ledger = load_or_refuse(connection, tenancy)
        entry = next((e.number for e in ledger.entries if e.digest == book.digest), None)
        if entry is None:
            raise Refused(
                "other-ledger",
                "{file} was not made from this ledger: no entry has the digest on its cover. Choose the ledger with "
                "--db and --agreement, or export the workbook anew.",
                file=delivery.name,
            )
        made_from = load_or_refuse(connection, tenancy, entry)
    filled = read_back(made_from, book.year, book.expenses, book.words, same_program=book.same_program)
    if filled is None:
        raise _no_workbook(delivery)
    ruled = tuple(rulings_of(ledger, filled, book.year, delivery.sha256))
    typed = {book.expenses.name: frozenset(filled.columns[k] for k in TYPED if k in filled.columns)}
    faults = FilledProblems(delivery, filled.in_order(), TITLES, typed, book.words, "ledger settle --from")
    return Audit(faults, book.year, ruled, len(filled.blank))


def _open(delivery: Delivery) -> _Workbook:
    languages = [words_of(language) for language in LANGUAGES]
    names = [(words.text(SHEETS["sheet.cover"]), words.text(SHEETS["sheet.expenses"])) for words in languages]
    sheets = {sheet.name: sheet for sheet in sheets_of(delivery)}
    for words, (cover, expenses) in zip(languages, names, strict=True):
        if cover in sheets and expenses in sheets:
            year = whole_of(_beside(sheets[cover], words.text(COVER["cover.year"])))
            digest = _beside(sheets[cover], words.text(COVER["cover.digest"]))
            if year is not None and not is_empty(digest):
                version = text_of(_beside(sheets[cover], words.text(COVER["cover.program"])))
                return _Workbook(sheets[expenses], words, year, text_of(digest), version == __version__)
    raise _no_workbook(delivery)


def _beside(cover: Sheet, title: str) -> Cell:
    """What the cover says beside a label."""
    for row in range(min(len(cover.rows), COVER_ROWS_MAX)):
        if text_of(cell_at(cover, row, 0)) == title:
            return cell_at(cover, row, 1)
    return None


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
