"""Lines of earlier files of a list that its newest file has no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from datetime import date

from subsidy_ledger.domain.expenses import Details, Expense
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Import
from subsidy_ledger.domain.sentences import Euro, Sentence, say_n
from subsidy_ledger.importing.intake import Reading
from subsidy_ledger.importing.planning.file_plan import FilePlan
from subsidy_ledger.importing.planning.keys import compared


def gone_lines(part: FilePlan, ledger: Ledger, entity: str, seen: Collection[int]) -> tuple[Expense, ...]:
    """In the ledger from an earlier file of the same list and year, within this file's dates, and no longer in it.

    Only files that share a line with this one count: another part of a divided list says nothing of this part. `seen`
    are lines that a file of the plan has, or that are told otherwise.
    """
    rows = [incoming.details for incoming in part.posting.ready]
    if not rows:
        return ()
    in_common = {
        line.source.import_number
        for pair in (*part.matches.known, *part.matches.changed)
        if (line := ledger.expense(pair.line)) is not None and line.source is not None
    }
    files = _earlier_files(part, ledger, entity) & in_common
    years = {details.year for details in rows}
    days = sorted(day for details in rows if (day := details.date) is not None)
    set_aside = _set_aside(part.intake.reading)
    found = []
    for line in part.matches.spare:
        if line.number in seen or not ledger.is_live(line) or line.source is None:
            continue
        if line.source.import_number not in files or line.details.year not in years:
            continue
        if not _is_within(ledger.delivered(line).date, days):
            continue
        if set_aside[key := _figures(ledger.delivered(line))]:
            set_aside[key] -= 1
            continue
        found.append(line)
    return tuple(sorted(found, key=lambda line: line.number))


def unsure(gone: Sequence[Expense]) -> Sentence:
    """While rows of the plan are refused nobody knows which lines they are."""
    return say_n(
        "{n} line of an earlier file ({euros}) is none of the rows that could be read; while rows are refused nobody "
        "can tell whether it is gone, and it stays as it is: mend the rows and import again",
        "{n} lines of earlier files ({euros}) are none of the rows that could be read; while rows are refused nobody "
        "can tell whether they are gone, and they stay as they are: mend the rows and import again",
        n=len(gone), euros=Euro(sum(line.amount for line in gone)),
    )  # fmt: skip


def _earlier_files(part: FilePlan, ledger: Ledger, entity: str) -> set[int]:
    table = part.intake.reading.table
    wanted = entity, table.headers, _sheet(table.sheet.name, part.intake.name)
    return {i.number for i in ledger.imports if (i.entity, i.headers, _sheet_of(i)) == wanted}


def _sheet_of(batch: Import) -> str:
    return _sheet(batch.sheet, batch.file)


def _sheet(sheet: str, file: str) -> str:
    """A .csv file has no sheet, and is read as one called after itself, whatever it is called today."""
    return "" if file.rpartition(".")[0] == sheet else sheet


def _is_within(day: date | None, days: list[date]) -> bool:
    """A line without any date is always within."""
    return day is None or (bool(days) and days[0] <= day <= days[-1])


def _set_aside(reading: Reading) -> Counter[Hashable]:
    """Hidden rows that are left out because the officer says so: they are in the file all the same."""
    return Counter(_of_values(row.values) for row in reading.hidden)


def _figures(details: Details) -> Hashable:
    return _of_values({name: getattr(details, name) for name in ("document_no", "invoice_no", "supplier", "amount")})


def _of_values(values: Mapping[str, object]) -> Hashable:
    texts = (compared(n, str(values[n]) if values.get(n) else None) for n in ("document_no", "invoice_no", "supplier"))
    return values.get("amount"), tuple(texts)


def lines_in_doubt(parts: Iterable[FilePlan]) -> set[int]:
    """Lines of documents of which nobody can tell which line is which row: they are changed, and not gone."""
    return {line.number for part in parts for change in part.changes for line in change.lines}
