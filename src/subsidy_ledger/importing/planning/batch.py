"""The rows of a file as they go on record: the lines they become, and what became of every row."""

from __future__ import annotations

from subsidy_ledger.domain.drafts import DraftImport, Head, Outcome, SourceRow
from subsidy_ledger.domain.expenses import Expense, Source, Supplement
from subsidy_ledger.domain.records import ControlTotal, Import
from subsidy_ledger.domain.tagging import whole
from subsidy_ledger.importing.planning.file_plan import FilePlan, Intake
from subsidy_ledger.importing.planning.keys import Incoming
from subsidy_ledger.importing.planning.posting import Posting, Wishes


def source_of(intake: Intake, number: int, row: int) -> Source:
    """The row of this file, as import `number`."""
    return Source(number, intake.name, intake.sha256, intake.reading.table.sheet.name, row)


def expense_of(incoming: Incoming, number: int, head: Head, intake: Intake, posting: Posting) -> Expense:
    """The line a row becomes, whole on the code found for it."""
    details = incoming.details
    return Expense(
        number,
        head.entry + 1,
        details,
        whole(details.amount, posting.codes[incoming.row]),
        source=source_of(intake, head.next_import, incoming.row),
        tagged_by=posting.tagged_by.get(incoming.row, ()),
    )


def batch_of(part: FilePlan, head: Head, wishes: Wishes) -> DraftImport:
    """The import as it goes on record: its facts, its bytes, every row, its total rows, what it supplements."""
    intake, counts = part.intake, part.count()
    table = intake.reading.table
    record = Import(
        head.next_import, head.entry + 1, intake.name, intake.sha256, table.sheet.name, table.header_row,
        wishes.entity, intake.reading.fields, table.headers, counts["read"], counts["new"], counts["known"],
        counts["zero"], counts["totals"], part.cents()["new"],
        profile=intake.profile.name if intake.profile else None,
        profile_sha256=intake.profile.sha256 if intake.profile else None,
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
            Supplement(pair.line, head.entry + 1, source_of(intake, record.number, pair.row), pair.facts)
            for pair in part.matches.known
            if pair.facts
        ),
        part.kept.rows,
        part.kept.closings,
    )


def _one_year(part: FilePlan) -> int | None:
    """The budget year of the whole file, where it has only one."""
    years = {incoming.details.year for incoming in part.posting.ready}
    return years.pop() if len(years) == 1 else None


def _source_rows(part: FilePlan) -> tuple[SourceRow, ...]:
    reading = part.intake.reading
    lines: dict[int, tuple[Outcome, int | None]] = {
        incoming.row: ("new", expense.number)
        for incoming, expense in zip(part.matches.new, part.new_lines, strict=True)
    }
    lines |= {pair.row: ("supplemented" if pair.facts else "known", pair.line) for pair in part.matches.known}
    lines |= {pair.row: ("changed", pair.line) for pair in part.matches.changed}
    rows = [SourceRow(row.number, *lines[row.number], row.cells) for row in reading.rows if row.number in lines]
    rows += [SourceRow(row.number, "zero", None, row.cells) for row in reading.zero]
    rows += [SourceRow(total.number, "total", None, total.cells) for total in reading.totals]
    rows += [SourceRow(row.number, "note", None, row.cells) for row in reading.notes]
    rows += [SourceRow(row.number, "hidden", None, row.cells) for row in reading.hidden]
    rows += [SourceRow(row.number, "refused", None, row.cells) for row in part.refused]
    return tuple(sorted(rows, key=lambda row: row.row))
