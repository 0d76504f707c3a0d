"""From a row that was read to a line that can be posted: whose books, which year, which code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from subsidy_ledger.domain.agreement import Agreement
from subsidy_ledger.domain.cells import cell_name, row_of
from subsidy_ledger.domain.expenses import DETAIL_FIELDS, Details, RuleUse
from subsidy_ledger.domain.rulebook import Rulebook, Verdict
from subsidy_ledger.domain.sentences import Sentence, say
from subsidy_ledger.domain.sharing import Shared
from subsidy_ledger.importing.cells.targets import Misread, Targets
from subsidy_ledger.importing.intake import Problem, Reading, Row, Table
from subsidy_ledger.importing.planning.keys import Incoming


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the officer said about a file: `objective` is a code, `objective_from` where it was said; `as_new` are
    rows to post whatever the ledger has; with `accept_partial` refused rows go on record and the others are posted.

    `replace_changed` lets changed rows take the place of their lines, `reverse_gone` takes back lines that the file has
    no more; `reason` says why, for whoever reads the entry.
    """

    entity: str
    year: int | None = None
    year_overrides: bool = False
    objective: str | None = None
    as_new: frozenset[int] = frozenset()
    objective_from: str = "--objective"
    accept_partial: bool = False
    replace_changed: bool = False
    reverse_gone: bool = False
    reason: str = ""


@dataclass(slots=True)
class Posting:
    """Rows made ready, the code of each by its row number, and where their years and codes came from.

    `verdicts` are what rules say of rows without an objective of their own, `tagged_by` the rules that gave a code.
    """

    ready: list[Incoming] = field(default_factory=list)
    codes: dict[int, str | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    refused: list[Row] = field(default_factory=list)
    origins: dict[int, tuple[str, str]] = field(default_factory=dict)  # of year and code, by row
    verdicts: dict[int, Verdict] = field(default_factory=dict)
    tagged_by: dict[int, tuple[RuleUse, ...]] = field(default_factory=dict)


def prepare(rows: tuple[Row, ...], table: Table, agreement: Agreement, wishes: Wishes, book: Rulebook) -> Posting:
    """Every row is either ready or refused with a problem that names its cell.

    A row's own code goes before --objective, and that before the rules of `book`.
    """
    posting = Posting()
    targets, shared = Targets(agreement), Shared()
    for row in rows:
        year, year_from, year_fault = _year(row, wishes)
        code, code_from, code_fault = _code(row, targets, wishes)
        faults = [fault for fault in (year_fault, code_fault) if fault is not None]
        if faults or year is None:
            posting.problems += [_problem(table, row, fault) for fault in faults]
            posting.refused.append(row)
            continue
        details = _details(row.values, wishes.entity, year)
        posting.origins[row.number] = shared((year_from, code_from))
        posting.codes[row.number] = code
        posting.ready.append(Incoming(row.number, details))
        if year not in agreement.years and year_from in YEAR_FIELDS:
            fault = _outside(year, YEAR_FIELDS[year_from], agreement)
            posting.problems.append(_problem(table, row, fault, "warning"))
        if not row.values.get("objective") and wishes.objective is None:
            _rule(posting, row.number, book.judge(details), agreement)
    return posting


def other_faults(reading: Reading, agreement: Agreement, wishes: Wishes) -> list[Problem]:
    """What else is wrong with rows that reading refused, so that one round of mending is enough.

    Where the year or the date it would come from could not be read, a missing year is no fault of its own.
    """
    targets = Targets(agreement)
    dateless = {row_of(p.cell) for p in reading.problems if p.field in ("year", "invoice_date")}
    found = []
    for row in reading.refused:
        faults = (_year(row, wishes)[2], _code(row, targets, wishes)[2])
        found += [
            _problem(reading.table, row, fault)
            for fault in faults
            if fault is not None and not (fault is YEAR_MISSING and row.number in dateless)
        ]
    return found


def _rule(posting: Posting, row: int, verdict: Verdict, agreement: Agreement) -> None:
    """Gives the row the code its rules agree on; where it names its grant, only a code of that grant."""
    if not verdict.fits and not verdict.near:
        return
    posting.verdicts[row] = verdict
    grant = posting.codes[row]
    if verdict.code is None or (grant is not None and agreement.grant(verdict.code).code != grant):
        return
    posting.codes[row] = verdict.code
    posting.tagged_by[row] = verdict.uses
    numbers = ", ".join(str(use.rule) for use in verdict.uses)
    posting.origins[row] = (posting.origins[row][0], f"rule {numbers}")


def _details(values: Mapping[str, Any], entity: str, year: int) -> Details:
    known = {name: value for name, value in values.items() if name in DETAIL_FIELDS and name != "year"}
    return Details(entity=entity, year=year, **known)


def year_of(row: Row, wishes: Wishes) -> int | None:
    """The budget year of a row, as far as it can be told."""
    return _year(row, wishes)[0]


# Where a year came from, and the field that holds it; one that the officer gave is no surprise to her.
YEAR_COLUMN, INVOICE_DATE = "the year column", "the invoice date"
YEAR_FIELDS = {YEAR_COLUMN: "year", INVOICE_DATE: "invoice_date"}


def _outside(year: int, field: str, agreement: Agreement) -> Misread:
    first, last = str(agreement.years[0]), str(agreement.years[-1])
    return Misread(
        "year-outside",
        field,
        say("a year of the agreement, {first} to {last}", first=first, last=last),
        say(
            "the line falls in {year}, outside the agreement; it is posted, and outside-agreement finds it until its "
            "year is corrected",
            year=str(year),
        ),
    )


def _year(row: Row, wishes: Wishes) -> tuple[int | None, str, Misread | None]:
    """The row's own year column, else the year asked for, else the invoice date's."""
    own = row.values.get("year")
    if isinstance(own, int):
        if wishes.year is None or own == wishes.year:
            return own, YEAR_COLUMN, None
        if wishes.year_overrides:
            return wishes.year, "--year", None
        return None, "", _contradicting_year(own, wishes.year)
    if wishes.year is not None:
        return wishes.year, "--year", None
    day = row.values.get("invoice_date")
    if isinstance(day, date):
        return day.year, INVOICE_DATE, None
    return None, "", YEAR_MISSING


def _code(row: Row, targets: Targets, wishes: Wishes) -> tuple[str | None, str, Misread | None]:
    """The row's own code, else the file's; nothing at all is posted untagged."""
    objective, grant = row.values.get("objective"), row.values.get("grant")
    found = targets.code_of(str(objective) if objective else None, str(grant) if grant else None)
    if isinstance(found, Misread):
        return None, "", found
    if found is not None and (objective or wishes.objective is None):
        return found, "its column", None
    if wishes.objective is None:
        return None, "untagged", None
    if found is not None and targets.code_of(wishes.objective, str(grant)) != wishes.objective:
        return None, "", _contradicting_objective(wishes.objective, str(grant))
    return wishes.objective, wishes.objective_from, None


YEAR_MISSING = Misread(
    "year-missing",
    "year",
    say("a budget year"),
    say("the row has no budget year and no invoice date; give the year with --year, or fill in the column"),
)


def _contradicting_year(own: int, asked: int) -> Misread:
    return Misread(
        "year-contradicts",
        "year",
        say("{year}, as --year says", year=str(asked)),
        say(
            "the row's own year is {own} but --year says {asked}; leave --year out, or add --year-overrides "
            "if the column is wrong",
            own=str(own),
            asked=str(asked),
        ),
    )


def _contradicting_objective(code: str, grant: str) -> Misread:
    return Misread(
        "code-contradicts-grant",
        "grant",
        say("the grant of {code}", code=code),
        say('the grant column says "{grant}", but --objective {code} is of another grant', grant=grant, code=code),
    )


def _problem(table: Table, row: Row, fault: Misread, severity: Literal["refused", "warning"] = "refused") -> Problem:
    """Named by the cell of the field at fault; by the row's first cell where the table has no such column."""
    column = table.columns.get(fault.field, 0)
    value = row.cells[column] if fault.field in table.columns and column < len(row.cells) else ""
    return Problem(
        fault.code, severity, table.sheet.name, cell_name(row.number - 1, column), fault.field, value,
        fault.expected, fault.message,
    )  # fmt: skip


def untaggable(entity: str, agreement: Agreement) -> Sentence | None:
    """A note for the plan when the lines will not count: evidence explains, it never claims."""
    if agreement.is_claiming(entity):
        return None
    return say("{entity} is evidence: its lines explain transfers and are never counted as spending", entity=entity)
