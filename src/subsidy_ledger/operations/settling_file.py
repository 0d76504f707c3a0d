"""Settling from the auditor's filled-in workbook: held to ledger and claim, shown, and kept all or nothing."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from subsidy_ledger import __version__
from subsidy_ledger.domain.drafts import Attachment, Draft, Head
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.sentences import Euro, say
from subsidy_ledger.domain.submitted import Act, Ruling
from subsidy_ledger.errors import Refused, WrongUse
from subsidy_ledger.i18n import LANGUAGES, Words, words_of
from subsidy_ledger.importing.filled.filled import sheets_of
from subsidy_ledger.importing.filled.filled_in import cell_at, is_empty, text_of, whole_of
from subsidy_ledger.importing.intake import Cell, Problem, Sheet
from subsidy_ledger.importing.opening.delivery import Delivery, receive
from subsidy_ledger.operations.auditor_marks import FilledIn, Mark
from subsidy_ledger.operations.filled_in import read_back
from subsidy_ledger.operations.session import Session, load_or_refuse
from subsidy_ledger.operations.settling import Place, Places, Ruled, is_news
from subsidy_ledger.reports.reconciliation_labels import COVER, SHEETS

COVER_ROWS_MAX: Final = 200


@dataclass(frozen=True, slots=True)
class Audit:
    """What a filled-in workbook comes to. `open` rows are not decided; with problems nothing is kept."""

    delivery: Delivery
    year: int
    ruled: tuple[Ruled, ...]
    open: int
    problems: tuple[Problem, ...]

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
    ruled = tuple(_rulings(ledger, made_from, delivery, filled, book.year))
    return Audit(delivery, book.year, ruled, len(filled.blank), tuple(filled.problems))


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


def _rulings(ledger: Ledger, made_from: Ledger, delivery: Delivery, filled: FilledIn, year: int) -> Iterator[Ruled]:
    """One ruling for each line and grant that was marked; what does not fit is told by cell."""
    places, targets = Places(ledger), ledger.agreement.targets
    groups: dict[tuple[int, str], list[Mark]] = defaultdict(list)
    for mark in filled.marks:
        if mark.code not in targets:
            filled.refuse(
                "line-untagged", mark.row, "code", say("a line that is tagged to a grant"),
                say("what nobody tagged is not claimed, so nothing can be decided of it"),
            )  # fmt: skip
            continue
        groups[mark.line, targets[mark.code].grant.code].append(mark)
    blank_of, sha256 = _blank_rows(made_from, filled), delivery.sha256
    for (line, grant), marks in groups.items():
        blank = blank_of.get((line, grant), [])
        if blank:
            filled.refuse(
                "half-decided", blank[0], "accepted", say("an amount"),
                say("another share of line {n} in {grant} is decided on row {other}; decide all of them or none",
                    n=line, grant=grant, other=marks[0].row + 1),
            )  # fmt: skip
            continue
        place = _place(places, filled, marks, grant, year)
        if place is not None:
            yield _ruled(place, sha256, filled, marks)


def _blank_rows(made_from: Ledger, filled: FilledIn) -> dict[tuple[int, str], list[int]]:
    targets = made_from.agreement.targets
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    for (line, code), row in filled.blank.items():
        if code in targets:
            found[line, targets[code].grant.code].append(row)
    return found


def _place(places: Places, filled: FilledIn, marks: Sequence[Mark], grant: str, year: int) -> Place | None:
    """Where the line is claimed; None (and told) where it is not, is spare, or is claimed for another amount."""
    first = marks[0]
    try:
        place = next(p for p in places.of(first.line, grant) if p.held.submission and p.held.submission.year == year)
    except (WrongUse, StopIteration):
        filled.refuse(
            "line-not-submitted", first.row, "accepted", say("an empty cell"),
            say("line {n} is in no submission of {grant} {year} that counts, so nothing can be decided of it",
                n=first.line, grant=grant, year=str(year)),
        )  # fmt: skip
        return None
    share = sum(mark.share for mark in marks)
    if place.line.is_spare:
        filled.refuse(
            "line-spare", first.row, "accepted", say("an empty cell"),
            say("line {n} was submitted as spare; let it in with ledger settle {n} --use-spare", n=first.line),
        )  # fmt: skip
        return None
    if place.line.cents != share:
        filled.refuse(
            "claim-differs", first.row, "share", say("{claimed}, as submitted", claimed=Euro(place.line.cents)),
            say("line {n} is submitted for {claimed} in {grant}, and {share} stands in this workbook; export it anew",
                n=first.line, claimed=Euro(place.line.cents), grant=grant, share=Euro(share)),
        )  # fmt: skip
        return None
    return place


def _ruled(place: Place, sha256: str, filled: FilledIn, marks: Sequence[Mark]) -> Ruled:
    claimed, accepted = (sum(values) for values in zip(*((m.share, m.accepted) for m in marks), strict=True))
    act: Act = "accept" if accepted == claimed else "reject" if accepted == 0 else "reduce"
    ruling = Ruling(
        place.submission, place.line.line, act, claimed, accepted,
        "; ".join(dict.fromkeys(mark.reason for mark in marks if mark.reason)), 0,
        _all(mark.document_seen for mark in marks), _all(mark.payment_seen for mark in marks), sha256,
        f"{filled.sheet.name}!{filled.cell(marks[0].row, 'accepted')}",
    )  # fmt: skip
    return Ruled(place.held.grant.code, place.line, ruling, is_news(place.line, ruling))


def _all(seen: Iterator[bool | None]) -> bool | None:
    """No where any is no, yes where all are yes."""
    found = list(seen)
    return False if False in found else None if None in found else True


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
