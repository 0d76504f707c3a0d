"""The plan: what importing files would write, worked out once; what is shown is exactly what is written."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from subsidy_ledger.domain.drafts import Draft, DraftImport, Head, Outcome, SourceRow
from subsidy_ledger.domain.expenses import Expense, Source, Supplement
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import ControlTotal, Import
from subsidy_ledger.domain.sentences import Sentence
from subsidy_ledger.domain.tagging import whole
from subsidy_ledger.errors import Refused, WrongUse
from subsidy_ledger.importing.intake import Problem, Reading, Row
from subsidy_ledger.importing.keys import Incoming
from subsidy_ledger.importing.matching import Matches, match
from subsidy_ledger.importing.notes import control_warnings, payment_warnings, plan_notes
from subsidy_ledger.importing.posting import Posting, Wishes, prepare


@dataclass(frozen=True, slots=True)
class Intake:
    """One file as opened and read: its name, bytes and the table's rows."""

    name: str
    sha256: str
    content: bytes
    reading: Reading


@dataclass(frozen=True, slots=True)
class FilePlan:
    """One file's part of a plan. `expenses` are the lines to be; `batch` is None when nothing is new."""

    intake: Intake
    matches: Matches
    posting: Posting
    expenses: tuple[Expense, ...]
    batch: DraftImport | None
    problems: tuple[Problem, ...]
    notes: tuple[Sentence, ...]

    @property
    def refused(self) -> tuple[Row, ...]:
        return (*self.intake.reading.refused, *self.posting.refused)

    def count(self) -> dict[str, int]:
        """Rows by what becomes of them; `read` is the sum of all but `gone`."""
        reading = self.intake.reading
        counts = {
            "new": len(self.matches.new), "known": len(self.matches.known), "changed": len(self.matches.changed),
            "refused": len(self.refused), "zero": len(reading.zero), "totals": len(reading.totals),
            "hidden": len(reading.hidden),
        }  # fmt: skip
        return {"read": sum(counts.values()), **counts, "gone": 0}

    def cents(self) -> dict[str, int]:
        """Money by what becomes of it, as far as it could be read."""
        amounts = {incoming.row: incoming.details.amount for incoming in self.posting.ready}
        return {
            "new": sum(incoming.details.amount for incoming in self.matches.new),
            "known": sum(amounts[pair.row] for pair in self.matches.known),
            "changed": sum(amounts[pair.row] for pair in self.matches.changed),
            "gone": 0,
            "refused": sum(row.amount for row in self.refused),
            "hidden": sum(row.amount for row in self.intake.reading.hidden),
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """What several files come to together. `after` is the ledger as it will be; `draft` None when nothing is new."""

    files: tuple[FilePlan, ...]
    before: Ledger
    after: Ledger
    draft: Draft | None
    based_on: Head
    id: str

    @property
    def is_refused(self) -> bool:
        return any(part.refused for part in self.files)


def plan(ledger: Ledger, head: Head, intakes: Sequence[Intake], wishes: Wishes) -> Plan:
    """One plan for all files, each matched against the ledger and the files before it."""
    after, parts = ledger, []
    numbers = head
    for intake in intakes:
        part = _plan_file(after, numbers, intake, wishes)
        parts.append(part)
        if part.batch is not None:
            after = replace(
                after,
                expenses=(*_supplemented(after, part.batch), *part.expenses),
                imports=(*after.imports, part.batch.record),
                control_totals=(*after.control_totals, *part.batch.control_totals),
            )
            numbers = replace(
                numbers,
                next_expense=numbers.next_expense + len(part.expenses),
                next_import=numbers.next_import + 1,
            )
    batches = tuple(part.batch for part in parts if part.batch is not None)
    draft = Draft("import", imports=batches, expenses=tuple(e for part in parts for e in part.expenses))
    is_refused = any(part.refused for part in parts)
    return Plan(tuple(parts), ledger, after, draft if batches and not is_refused else None, head, _plan_id(head, parts))


def _plan_file(ledger: Ledger, head: Head, intake: Intake, wishes: Wishes) -> FilePlan:
    reading = intake.reading
    posting = prepare(reading.rows, reading.table, ledger.agreement, wishes)
    _refuse_no_lines(wishes.as_new, reading)
    matches = match(posting.ready, reading.fields, ledger, wishes.as_new, reading.table.headers)
    _refuse_same_bytes(ledger, intake, matches, wishes)
    expenses = tuple(
        _expense(incoming, number, head, intake, posting)
        for number, incoming in enumerate(matches.new, head.next_expense)
    )
    problems = (*reading.problems, *posting.problems, *payment_warnings(reading, matches), *control_warnings(reading))
    part = FilePlan(
        intake, matches, posting, expenses, None, problems, plan_notes(intake.reading, matches, posting, ledger, wishes)
    )
    if matches.new or any(pair.facts for pair in matches.known):
        part = replace(part, batch=_batch(part, head, wishes))
    return part


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
    sheet = intake.reading.table.sheet.name
    same = [i for i in ledger.imports if (i.sha256, i.sheet, i.undone_by) == (intake.sha256, sheet, None)]
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


def _source(intake: Intake, number: int, row: int) -> Source:
    return Source(number, intake.name, intake.sha256, intake.reading.table.sheet.name, row)


def _expense(incoming: Incoming, number: int, head: Head, intake: Intake, posting: Posting) -> Expense:
    details = incoming.details
    return Expense(
        number,
        head.entry + 1,
        details,
        whole(details.amount, posting.codes[incoming.row]),
        source=_source(intake, head.next_import, incoming.row),
    )


def _batch(part: FilePlan, head: Head, wishes: Wishes) -> DraftImport:
    intake, counts = part.intake, part.count()
    table = intake.reading.table
    record = Import(
        head.next_import, head.entry + 1, intake.name, intake.sha256, table.sheet.name, table.header_row,
        wishes.entity, intake.reading.fields, table.headers, counts["read"], counts["new"], counts["known"],
        counts["zero"], counts["totals"], part.cents()["new"],
    )  # fmt: skip
    return DraftImport(
        record,
        intake.content,
        _source_rows(part),
        tuple(
            ControlTotal(record.number, t.number, t.label, t.stated, t.computed, _one_year(part))
            for t in intake.reading.totals
        ),
        tuple(
            Supplement(pair.line, head.entry + 1, _source(intake, record.number, pair.row), pair.facts)
            for pair in part.matches.known
            if pair.facts
        ),
    )


def _one_year(part: FilePlan) -> int | None:
    """The budget year of the whole file, where it has only one."""
    years = {incoming.details.year for incoming in part.posting.ready}
    return years.pop() if len(years) == 1 else None


def _source_rows(part: FilePlan) -> tuple[SourceRow, ...]:
    reading = part.intake.reading
    lines: dict[int, tuple[Outcome, int | None]] = {
        incoming.row: ("new", expense.number) for incoming, expense in zip(part.matches.new, part.expenses, strict=True)
    }
    lines |= {pair.row: ("supplemented" if pair.facts else "known", pair.line) for pair in part.matches.known}
    lines |= {pair.row: ("changed", pair.line) for pair in part.matches.changed}
    rows = [SourceRow(row.number, *lines[row.number], row.cells) for row in reading.rows if row.number in lines]
    rows += [SourceRow(row.number, "zero", None, row.cells) for row in reading.zero]
    rows += [SourceRow(total.number, "total", None, total.cells) for total in reading.totals]
    rows += [SourceRow(row.number, "note", None, row.cells) for row in reading.notes]
    rows += [SourceRow(row.number, "hidden", None, row.cells) for row in reading.hidden]
    return tuple(sorted(rows, key=lambda row: row.row))


def _plan_id(head: Head, parts: Sequence[FilePlan]) -> str:
    """Twelve hexadecimal digits of everything the plan rests on and would write."""
    seal = hashlib.sha256(head.digest.encode())
    for part in parts:
        seal.update(part.intake.sha256.encode())
        seal.update(repr((part.expenses, part.matches.known, part.matches.changed, part.count())).encode())
    return seal.hexdigest()[:12]
