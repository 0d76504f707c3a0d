"""Comparing the ledger with the city's general ledger, and keeping what was compared; nothing is posted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from subsidy_ledger.checks.registry import run
from subsidy_ledger.checks.tie_out import subject_of, subject_of_total
from subsidy_ledger.domain.drafts import Attachment, Draft, Head
from subsidy_ledger.domain.findings import Finding
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Booking, FalseTotal, TieOut
from subsidy_ledger.domain.tie_out import Group, latest, tied_out
from subsidy_ledger.importing.intake import Row
from subsidy_ledger.importing.planning.file_plan import Intake
from subsidy_ledger.operations.other_list import (
    Remarks,
    amount_cell,
    read_whole,
    refuse_other_years,
    remarks_of,
    several_years,
    year_of,
    yearless,
)
from subsidy_ledger.operations.request import Request
from subsidy_ledger.operations.session import Session
from subsidy_ledger.operations.wishes import wishes_of


@dataclass(frozen=True, slots=True)
class Compared:
    """A general ledger beside the lines; `findings` by article and document, `other_years` rows and cents left out.

    `kept` is the number of the tie-out it is kept as, None where it is not. `remarks` are on how the file was read.
    """

    tie_out: TieOut
    groups: tuple[Group, ...]
    findings: Mapping[tuple[str, str], Finding]
    other_years: tuple[int, int]
    kept: int | None = None
    remarks: Remarks = field(default_factory=Remarks)

    def asks_attention(self, *, including_info: bool = False) -> bool:
        """Anything differs that nobody accepted; articles that the ledger does not use are information only."""
        found = self.findings.values()
        return any(f.asks_attention and (including_info or f.severity != "info") for f in found)


def tie_out(session: Session, request: Request, known_on: date | None = None, *, dry_run: bool = False) -> Compared:
    """Reads the one file of `request` and compares it with the lines of its year and entity, which its profile may say.

    What was read is kept, so that the differences are findings from then on, but not where `dry_run` says so or the
    ledger is that of an earlier day.

    The year of a row is that of its own column, else --year, else that of its date. Raises Refused where a row cannot
    be read, named by its cell, or where the year is not settled.
    """
    ledger = session.ledger(known_on)
    wishes_of(ledger.agreement, request)  # refuses what does not exist before the file is opened
    intakes = read_whole(request)
    used = intakes[0].reading.table.by
    entity = wishes_of(ledger.agreement, request, used.profile if used else None).entity
    dated = [(year_of(row.values, request.year), booking) for intake in intakes for row, booking in _bookings(intake)]
    year = request.year if request.year is not None else _only_year(intakes[0].name, {y for y, _ in dated})
    refuse_other_years(intakes[0].name, year, {y for y, _ in dated if y is not None})
    sheets = ", ".join(intake.reading.table.sheet.place for intake in intakes)
    found = TieOut(
        1 + max((t.number for t in ledger.tie_outs), default=0), year, entity, intakes[0].name, intakes[0].sha256,
        sheets, tuple(booking for y, booking in dated if y == year), 0, tuple(_false_totals(intakes)),
    )  # fmt: skip
    others = [booking.cents for y, booking in dated if y != year]
    kept = None
    if not dry_run and known_on is None:
        kept = _keep(session, found, Attachment(found.sha256, intakes[0].content))
        ledger = session.ledger()
        found = next(t for t in ledger.tie_outs if t.number == kept)
    compared = beside(ledger, found, (len(others), sum(others)), kept)
    return replace(compared, remarks=remarks_of(intakes))


def _keep(session: Session, found: TieOut, document: Attachment) -> int:
    """The number it is kept under; the same comparison as the last one of its year and entity is not kept again."""
    number = found.number

    def think(ledger: Ledger, _head: Head) -> Draft | None:
        nonlocal number
        last = next((t for t in latest(ledger.tie_outs) if (t.year, t.entity) == (found.year, found.entity)), None)
        if last is not None and replace(found, number=last.number, entry=last.entry) == last:
            number = last.number
            return None
        number = 1 + max((t.number for t in ledger.tie_outs), default=0)
        return Draft("tie-out", tie_outs=(replace(found, number=number),), attachments=(document,))

    session.write(think)
    return number


def beside(ledger: Ledger, found: TieOut, other_years: tuple[int, int] = (0, 0), kept: int | None = None) -> Compared:
    """The tie-out beside the lines as they are in `ledger`, with what is found and was decided of it."""
    groups = tied_out(ledger, found)
    told = run(replace(ledger, tie_outs=(found,)), only=("file-tie-out",)).findings
    by_subject = {finding.subject: finding for finding in told}
    keys = {(group.article, document) for group in groups for document in (group.document, "*")}
    subjects = {key: by_subject.get(subject_of(found, *key)) for key in keys}
    subjects |= {("total", t.place): by_subject.get(subject_of_total(found, t)) for t in found.totals}
    return Compared(found, groups, {key: f for key, f in subjects.items() if f is not None}, other_years, kept)


def _bookings(intake: Intake) -> Iterator[tuple[Row, Booking]]:
    table = intake.reading.table
    for row in intake.reading.rows:
        facts: dict[str, Any] = {field: row.values.get(field) for field in ("document_no", "invoice_no", "supplier")}
        article: Any = row.values.get("budget_article")
        yield row, Booking(table.sheet.place, amount_cell(table, row), row.amount, article, **facts)


def _false_totals(intakes: Sequence[Intake]) -> Iterator[FalseTotal]:
    for reading in (intake.reading for intake in intakes):
        for total in reading.totals:
            if total.stated != total.computed:
                cell = amount_cell(reading.table, total)
                yield FalseTotal(reading.table.sheet.place, cell, total.label, total.stated, total.computed)


def _only_year(file: str, years: set[int | None]) -> int:
    """Raises WrongUse where the rows are of several years, Refused where they say none."""
    known = {year for year in years if year is not None}
    if len(known) == 1 and None not in years:
        return known.pop()
    if len(known) > 1:
        raise several_years(file, known)
    raise yearless(file, has_rows=bool(years))
