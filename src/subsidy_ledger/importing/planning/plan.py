"""The plan: what importing files would write, worked out once; what is shown is exactly what is written."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from subsidy_ledger.domain.drafts import Draft, DraftImport, Head
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Entry, Superseded
from subsidy_ledger.domain.rulebook import Rulebook
from subsidy_ledger.errors import Refused, WrongUse
from subsidy_ledger.importing.intake import Reading
from subsidy_ledger.importing.planning.alike import alike
from subsidy_ledger.importing.planning.batch import batch_of, expense_of
from subsidy_ledger.importing.planning.file_plan import FilePlan, Intake
from subsidy_ledger.importing.planning.gone import gone_lines, lines_in_doubt, unsure
from subsidy_ledger.importing.planning.keeping import kept_of
from subsidy_ledger.importing.planning.matching import Matches, match
from subsidy_ledger.importing.planning.notes import control_warnings, payment_warnings, plan_notes
from subsidy_ledger.importing.planning.payer_notes import payer_notes, payer_warnings
from subsidy_ledger.importing.planning.plan_id import Grounds, PlanId, plan_id
from subsidy_ledger.importing.planning.posting import Wishes, other_faults, prepare
from subsidy_ledger.importing.planning.replacing import changes_of
from subsidy_ledger.importing.planning.rule_notes import rule_notes, rule_warnings
from subsidy_ledger.importing.planning.sheet_notes import copy_warnings, name_notes
from subsidy_ledger.importing.planning.superseding import supersede, take_back_gone
from subsidy_ledger.importing.profiles.profile_words import new_columns


@dataclass(frozen=True, slots=True)
class Plan:
    """What several files come to together. `after` is the ledger as it will be; `draft` None when nothing is new.

    `accepts_partial`: refused rows do not keep the others from being posted.
    """

    files: tuple[FilePlan, ...]
    before: Ledger
    after: Ledger
    draft: Draft | None
    based_on: Head
    id: PlanId
    accepts_partial: bool = False

    @property
    def is_refused(self) -> bool:
        return self.has_refused and not self.accepts_partial

    @property
    def has_refused(self) -> bool:
        return any(part.refused for part in self.files)


def plan(ledger: Ledger, head: Head, intakes: Sequence[Intake], wishes: Wishes, grounds: Grounds | None = None) -> Plan:
    """One plan for all files, each matched against the ledger and the files before it.

    `wishes` are those of every file that has none of its own.
    """
    books = _Books(replace(ledger, entries=(*ledger.entries, _entry_to_be(ledger, head))), head)
    parts: list[FilePlan] = []
    book = Rulebook(ledger.rules, ledger.agreement, alike)
    for intake in intakes:
        part = _plan_file(books, intake, intake.wishes or wishes, book, parts)
        parts.append(part)
        books.take(part)
    parts = _with_gone(parts, ledger, books, wishes)
    batches = tuple(part.batch for part in parts if part.batch is not None)
    draft = Draft(
        "import", wishes.reason, imports=batches,
        expenses=tuple(sorted((e for part in parts for e in part.expenses), key=lambda e: e.number)),
        superseded=tuple(each for part in parts for each in part.superseded),
    )  # fmt: skip
    is_refused = any(part.refused for part in parts) and not wishes.accept_partial
    return Plan(
        tuple(parts), ledger, books.ledger, draft if batches and not is_refused else None, head,
        plan_id(head, parts, grounds or Grounds()), wishes.accept_partial,
    )  # fmt: skip


@dataclass(slots=True)
class _Books:
    """The ledger as it will be after the parts so far, and the next free numbers."""

    ledger: Ledger
    head: Head

    def take(self, part: FilePlan) -> None:
        """Adds what a part comes to, or only its import where its lines are still to come."""
        if part.batch is None:
            return
        ledger = self.ledger
        self.ledger = replace(
            ledger,
            expenses=_supplemented(ledger, part.batch),
            imports=(*ledger.imports, part.batch.record),
            control_totals=(*ledger.control_totals, *part.batch.control_totals),
            refused=(*ledger.refused, *part.kept.rows),
            refused_closings=(*ledger.refused_closings, *part.kept.closings),
        )
        self.head = replace(
            self.head,
            next_import=self.head.next_import + 1,
            next_refused=self.head.next_refused + len(part.kept.rows),
        )
        self.add(part.expenses, part.superseded)

    def add(self, lines: Sequence[Expense], superseded: Sequence[Superseded]) -> None:
        ledger = self.ledger
        self.ledger = replace(ledger, expenses=(*ledger.expenses, *lines), superseded=(*ledger.superseded, *superseded))
        self.head = replace(self.head, next_expense=self.head.next_expense + len(lines))


def _entry_to_be(ledger: Ledger, head: Head) -> Entry:
    """What a later file of the plan sees of the lines that an earlier one takes back: an import did it."""
    at = max((entry.at for entry in ledger.entries), default=datetime.min.replace(tzinfo=UTC))
    return Entry(head.entry + 1, "import", "", at)


def _plan_file(books: _Books, intake: Intake, wishes: Wishes, book: Rulebook, before: Sequence[FilePlan]) -> FilePlan:
    ledger, head, reading = books.ledger, books.head, intake.reading
    taken = _lines_of_other_tables(before, intake)
    posting = prepare(reading.rows, reading.table, ledger.agreement, wishes, book)
    _refuse_no_lines(wishes.as_new, reading)
    headers = reading.table.headers
    matches = match(posting.ready, reading.fields, ledger, wishes.as_new, headers, taken)
    _refuse_same_bytes(ledger, intake, matches, wishes)
    changes = changes_of(posting.ready, matches, ledger, headers, wishes.as_new)
    expenses = tuple(
        expense_of(incoming, number, head, intake, posting)
        for number, incoming in enumerate(matches.new, head.next_expense)
    )
    following = replace(head, next_expense=head.next_expense + len(expenses))
    replaced = supersede(changes if wishes.replace_changed else (), following, intake, posting)
    problems = (
        *reading.problems, *other_faults(reading, ledger.agreement, wishes), *posting.problems,
        *payment_warnings(reading, matches), *control_warnings(reading),
        *rule_warnings(posting, matches.new, reading.table), *new_columns(reading.table),
        *payer_warnings(posting, reading.table, ledger.agreement, wishes),
        *copy_warnings(before, intake),
    )  # fmt: skip
    notes = (
        *plan_notes(intake.reading, matches, posting, ledger, wishes),
        *name_notes(reading, posting, ledger.agreement, wishes),
        *rule_notes(posting, matches.new, ledger.agreement),
        *payer_notes(posting, reading.table, ledger.agreement, wishes),
    )
    part = FilePlan(
        intake, matches, posting, (*expenses, *replaced.lines), None, problems, notes, changes=changes,
        superseded=replaced.superseded,
    )  # fmt: skip
    part = replace(part, kept=kept_of(part, ledger, head, wishes))
    if part.expenses or part.kept.rows or part.kept.closings or any(pair.facts for pair in matches.known):
        part = replace(part, batch=batch_of(part, head, wishes))
    return part


def _with_gone(parts: Sequence[FilePlan], ledger: Ledger, books: _Books, wishes: Wishes) -> list[FilePlan]:
    """What is gone is known when all files of the plan are: another of them may have it."""
    seen = lines_in_doubt(parts) | {p.line for part in parts for p in (*part.matches.known, *part.matches.changed)}
    is_refused = any(part.refused for part in parts)
    found = []
    for part in parts:
        gone = gone_lines(part, ledger, (part.intake.wishes or wishes).entity, seen)
        seen |= {line.number for line in gone}
        if gone and is_refused:
            part, gone = replace(part, notes=(*part.notes, unsure(gone))), ()
        part = replace(part, gone=gone)
        if gone and wishes.reverse_gone:
            if part.batch is None:
                part = replace(part, batch=batch_of(part, books.head, part.intake.wishes or wishes))
                books.take(part)
            taken = take_back_gone(gone, replace(books.head, next_import=_number(part)))
            books.add(taken.lines, taken.superseded)
            part = replace(
                part, expenses=(*part.expenses, *taken.lines), superseded=(*part.superseded, *taken.superseded)
            )
        found.append(part)
    return found


def _number(part: FilePlan) -> int:
    """The number of its import; only a part that writes something has one."""
    assert part.batch is not None
    return part.batch.record.number


def _lines_of_other_tables(parts: Sequence[FilePlan], intake: Intake) -> frozenset[int]:
    """The lines that other sheets of the same file come to: the same rent in January and in February is two costs."""
    return frozenset(
        line
        for part in parts
        if part.intake.sha256 == intake.sha256 and _place(part.intake) != _place(intake)
        for line in (
            *(e.number for e in part.expenses),
            *(pair.line for pair in (*part.matches.known, *part.matches.changed)),
        )
    )


def _place(intake: Intake) -> tuple[str, int]:
    return intake.reading.table.sheet.place, intake.reading.table.header_row


def _supplemented(ledger: Ledger, batch: DraftImport) -> tuple[Expense, ...]:
    """The lines with what this file adds to them, so that a later file of the plan finds it there."""
    facts: dict[int, dict[str, Any]] = {s.expense: dict(s.facts) for s in batch.supplements}
    return tuple(
        replace(e, details=replace(e.details, **facts[e.number])) if e.number in facts else e for e in ledger.expenses
    )


def _refuse_no_lines(as_new: Collection[int], reading: Reading) -> None:
    """--as-new names rows that hold a line; anything else would be a silent no."""
    held = {row.number for row in (*reading.rows, *reading.refused)}
    if none := [str(row) for row in sorted(as_new) if row not in held]:
        raise WrongUse(
            "as-new-row",
            "Row {rows} of {sheet} holds no line that could be posted: it is a zero, a remark or empty.",
            rows=", ".join(none),
            sheet=reading.table.sheet.name,
        )


def _refuse_same_bytes(ledger: Ledger, intake: Intake, matches: Matches, wishes: Wishes) -> None:
    """The very file that stands in the books, and not one line of it known: the year or the entity is another."""
    table = intake.reading.table
    ours = intake.sha256, table.sheet.name, table.headers, None
    same = [i for i in ledger.imports if (i.sha256, i.sheet, i.headers, i.undone_by) == ours]
    live = {e.source.import_number for e in ledger.live() if e.source is not None}
    if matches.new and not matches.known and not matches.changed and not wishes.as_new:
        for earlier in same:
            if earlier.number in live and earlier.entity == wishes.entity:
                raise Refused(
                    "file-posted-otherwise",
                    "{file} is import {n} already, byte for byte, and none of its lines is recognised: it was posted "
                    "under another year. Take that import back first: ledger undo {n} --reason …",
                    file=intake.name,
                    n=earlier.number,
                )
