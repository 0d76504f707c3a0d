"""Comparing the ledger with the list of another subsidy, and keeping what was compared; nothing is posted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from subsidy_ledger.checks.listed import OnList, costs_on_lists, subject_of
from subsidy_ledger.checks.registry import run
from subsidy_ledger.domain.drafts import Attachment, Draft, Head
from subsidy_ledger.domain.expenses import DATE_FIELDS
from subsidy_ledger.domain.findings import Finding
from subsidy_ledger.domain.funding import funding_of, paid_elsewhere
from subsidy_ledger.domain.funding_lists import FundingList, ListRow, latest_lists
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Funding
from subsidy_ledger.errors import WrongUse
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

RANKS = ("info", "warning", "error")


@dataclass(frozen=True, slots=True)
class Against:
    """The other list, one part a year, beside the ledger: what stands in both, and what is found of each of these.

    `before` are the lists whose place it takes.
    `other_years` are rows and cents left out; `kept` says whether the lists are kept, under their numbers. `remarks`
    are on how the file was read.
    """

    funding: Funding
    lists: tuple[FundingList, ...]
    before: tuple[FundingList, ...]
    costs: tuple[tuple[OnList, tuple[Finding, ...]], ...]
    other_years: tuple[int, int]
    kept: bool
    remarks: Remarks = field(default_factory=Remarks)

    def asks_attention(self, least: str) -> bool:
        """Something is found, at least that serious, that nobody accepted."""
        found = [finding for _, those in self.costs for finding in those]
        return any(f.asks_attention and RANKS.index(f.severity) >= RANKS.index(least) for f in found)


def compare_with(
    session: Session, request: Request, code: str, known_on: date | None = None, *, dry_run: bool = False
) -> Against:
    """Reads the one file of `request` and compares its rows with our live claiming lines of all years.

    What was read is kept, so that double claims are findings from then on, but not where `dry_run` says so or the
    ledger is that of an earlier day. The rows are of the years that their own column says, else --year, else their
    date; with --year, rows of other years are left out.

    Raises WrongUse for an unknown or retired subsidy, Refused where a row cannot be read, named by its cell, or says
    no year.
    """
    ledger = session.ledger(known_on)
    funding = funding_of(ledger, code)
    intakes = read_whole(request)
    by_year, others = _by_year(intakes, request.year)
    sheets = ", ".join(intake.reading.table.sheet.place for intake in intakes)
    found = tuple(
        FundingList(
            0, funding.code, funding.version, year, intakes[0].name, intakes[0].sha256, sheets, tuple(those), 0
        )
        for year, those in sorted(by_year.items())
    )  # fmt: skip
    earlier = tuple(one for one in latest_lists(ledger.funding_lists) if _place(one) in {_place(new) for new in found})
    is_kept = not dry_run and known_on is None
    if is_kept:
        _keep(session, found, Attachment(intakes[0].sha256, intakes[0].content))
        ledger = session.ledger()
    else:
        ledger = replace(ledger, funding_lists=(*ledger.funding_lists, *_numbered(ledger, found)))
    compared = beside(ledger, funding, tuple(by_year), others, kept=is_kept)
    numbers = {one.number for one in compared.lists}
    before = tuple(one for one in earlier if one.number not in numbers)
    return replace(compared, before=before, remarks=remarks_of(intakes))


def _by_year(intakes: Sequence[Intake], said: int | None) -> tuple[dict[int, list[ListRow]], tuple[int, int]]:
    """The rows by year, and how many of other years than the one `said` are left out, with their cents.

    Dates alone do not part a list into years: a list of 2019 may hold an invoice of December 2018.
    """
    file, rows = intakes[0].name, [each for intake in intakes for each in _rows(intake, said)]
    years = {year for year, _, _ in rows if year is not None}
    if said is not None:
        refuse_other_years(file, said, years)
    elif not rows or any(year is None for year, _, _ in rows):
        raise yearless(file, has_rows=bool(rows))
    elif len(years) > 1 and not all(is_own for _, is_own, _ in rows):
        raise several_years(file, years)
    found: dict[int, list[ListRow]] = defaultdict(list, {said: []} if said is not None else {})
    others: list[int] = []
    for year, _, row in rows:
        if year is None or (said is not None and year != said):
            others.append(row.cents)
        else:
            found[year].append(row)
    return found, (len(others), sum(others))


def _place(one: FundingList) -> tuple[str, int]:
    return one.funding, one.year


def _numbered(ledger: Ledger, lists: tuple[FundingList, ...]) -> tuple[FundingList, ...]:
    """Those that say something else than the last list of their subsidy and year, with the next numbers."""
    held = {(one.funding, one.year): one for one in latest_lists(ledger.funding_lists)}
    new = []
    for one in lists:
        last = held.get((one.funding, one.year))
        if last is None or replace(one, number=last.number, version=last.version, entry=last.entry) != last:
            new.append(one)
    first = 1 + max((one.number for one in ledger.funding_lists), default=0)
    return tuple(replace(one, number=number) for number, one in enumerate(new, first))


def _keep(session: Session, found: tuple[FundingList, ...], document: Attachment) -> None:
    def think(ledger: Ledger, _head: Head) -> Draft | None:
        new = _numbered(ledger, found)
        return Draft("funding", funding_lists=new, attachments=(document,)) if new else None

    session.write(think)


def withdraw_list(session: Session, code: str, year: int, *, reason: str) -> FundingList:
    """Lets the list of a subsidy and a year say nothing any more, as where it was compared in error; gives that list.

    Raises WrongUse where none counts.
    """
    withdrawn: list[FundingList] = []

    def think(ledger: Ledger, _head: Head) -> Draft:
        funding = funding_of(ledger, code, live=False)
        counting = (one for one in latest_lists(ledger.funding_lists) if _place(one) == (funding.code, year))
        last = next(counting, None)
        if last is None or not last.rows:
            raise WrongUse(
                "list-none",
                "No list of {code} counts for {year}. ledger reconcile names those that do.",
                code=funding.code, year=str(year),
            )  # fmt: skip
        withdrawn[:] = [last]
        return Draft("funding", reason, funding_lists=_numbered(ledger, (replace(last, rows=()),)))

    session.write(think)
    return withdrawn[0]


def beside(
    ledger: Ledger, funding: Funding, years: tuple[int, ...], other_years: tuple[int, int], *, kept: bool
) -> Against:
    """The lists of those years beside the lines as they are in `ledger`, with what is found and was decided of each."""
    lists = tuple(
        one for one in latest_lists(ledger.funding_lists) if one.funding == funding.code and one.year in years
    )
    told = {finding.subject: finding for finding in run(ledger, only=("double-financing",)).findings}
    numbers = {one.number for one in lists}
    costs = [
        (one, _findings(ledger, one, told))
        for one in costs_on_lists(ledger, paid_elsewhere(ledger))
        if any(source.number in numbers for source, _ in one.rows)
    ]
    return Against(funding, lists, (), tuple(costs), other_years, kept)


def _findings(ledger: Ledger, one: OnList, told: Mapping[str, Finding]) -> tuple[Finding, ...]:
    """Where it surely is the same cost, those of its document, whoever pays too much of it; and that of itself."""
    numbers = {line.number for line in one.same.lines} if one.same.certainty == "certain" else set()
    # What is found of a document goes by the number of its first line; all else by a word.
    found = [f for f in told.values() if f.subject.isdigit() and numbers.intersection(f.expenses)]
    own = told.get(subject_of(ledger, one))
    return (*found, own) if own is not None else tuple(found)


def _rows(intake: Intake, said: int | None) -> Iterator[tuple[int | None, bool, ListRow]]:
    """Each with its year, and whether its own column says that."""
    table = intake.reading.table
    for row in intake.reading.rows:
        facts: dict[str, Any] = {name: row.values.get(name) for name in ("supplier", "document_no", "invoice_no")}
        days = (row.values.get(name) for name in DATE_FIELDS)
        facts |= {"day": next((day for day in days if day), None), "document_cents": row.values.get("document_amount")}
        yield (
            year_of(row.values, said),
            "year" in row.values,
            ListRow(table.sheet.place, amount_cell(table, row), row.amount, **facts),
        )
