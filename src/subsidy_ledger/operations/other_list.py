"""A list of others that the ledger is compared with: read as an import is, a cell and a year for each of its rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from subsidy_ledger.domain.cells import cell_name
from subsidy_ledger.domain.expenses import DATE_FIELDS
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.sentences import Euro, Listed, Sentence, as_it_is, say, say_n
from subsidy_ledger.errors import Refused, WrongUse
from subsidy_ledger.importing.intake import Problem, Row, Table, TotalRow
from subsidy_ledger.importing.planning.file_plan import Intake
from subsidy_ledger.importing.planning.notes import control_warnings
from subsidy_ledger.importing.planning.plan_json import problem_json
from subsidy_ledger.importing.planning.summary import problem_line, table_lines
from subsidy_ledger.operations.importing import read_files
from subsidy_ledger.operations.request import Request

PROBLEMS_SHOWN_MAX = 20


def read_whole(request: Request) -> tuple[Intake, ...]:
    """The sheets of the one file; raises Refused where a cell cannot be read, and names the first ones."""
    intakes = read_files(request)
    refused = [p for intake in intakes for p in intake.reading.problems if p.severity == "refused"]
    if refused:
        error = Refused(
            "rows-refused",
            "{file}: cells that cannot be read: {n}. Nothing was compared; mend them, and compare again.",
            file=intakes[0].name, n=len(refused),
        )  # fmt: skip
        error.also = tuple(as_it_is(problem_line(problem)) for problem in refused[:PROBLEMS_SHOWN_MAX])
        raise error
    return intakes


@dataclass(frozen=True, slots=True)
class Remarks:
    """What there is to know of how a list was read: table and columns, warnings by cell, and hidden rows left out, with
    their cents."""

    how: tuple[Sentence, ...] = ()
    warnings: tuple[Problem, ...] = ()
    hidden: tuple[int, int] = (0, 0)

    def sentences(self) -> Iterator[Sentence]:
        yield from self.how
        if self.hidden[0]:
            yield say_n(
                "{n} hidden row is left out, as --hidden skip says: {amount}.",
                "{n} hidden rows are left out, as --hidden skip says: {amount}.",
                n=self.hidden[0], amount=Euro(self.hidden[1]),
            )  # fmt: skip
        for problem in self.warnings[:PROBLEMS_SHOWN_MAX]:
            yield problem_line(problem)
        if (more := len(self.warnings) - PROBLEMS_SHOWN_MAX) > 0:
            yield say_n("and {n} more (--format json lists all)", "and {n} more (--format json lists all)", n=more)

    def json(self) -> dict[str, Any]:
        return {
            "hidden": {"rows": self.hidden[0], "amount": to_text(self.hidden[1])},
            "problems": [problem_json(problem) for problem in self.warnings],
        }


def remarks_of(intakes: Sequence[Intake]) -> Remarks:
    """The warnings of all sheets, total rows that do not add up among them."""
    readings = [intake.reading for intake in intakes]
    warnings = (p for r in readings for p in (*r.problems, *control_warnings(r)) if p.severity == "warning")
    hidden = [row.amount for reading in readings for row in reading.hidden]
    return Remarks(tuple(_how(intakes)), tuple(warnings), (len(hidden), sum(hidden)))


def _how(intakes: Sequence[Intake]) -> Iterator[Sentence]:
    for intake in intakes:
        yield from table_lines(intake)
        for note in (*intake.reading.table.notes, *intake.reading.dialects):
            yield say("  {note}", note=note)


def amount_cell(table: Table, row: Row | TotalRow) -> str:
    """The cell of a row's amount, or the first that holds something of what it is made of."""
    names = ("claimed", "amount", "net_amount", "vat_amount", "debit", "credit")
    columns = [table.columns[name] for name in names if name in table.columns]
    filled = (c for c in columns if c < len(row.cells) and row.cells[c].strip(" 0.,-"))
    return cell_name(row.number - 1, next(filled, columns[0]))


def year_of(values: Mapping[str, Any], said: int | None) -> int | None:
    """The row's own column of years, else what was said, else the year of its date."""
    own = values.get("year")
    if own is not None or said is not None:
        return own if own is not None else said
    return next((values[name].year for name in DATE_FIELDS if name in values), None)


def refuse_other_years(file: str, year: int, years: Collection[int]) -> None:
    """Raises Refused where every row says itself that it is of another year than the one that was said."""
    if years and year not in years:
        raise Refused(
            "list-of-other-year",
            "{file} has no row of {year}: its own column says {years}. Say --year {last}, or ask for the list of "
            "{year}.",
            file=file, year=str(year), years=Listed(tuple(map(str, sorted(years))), last="and"), last=str(max(years)),
        )  # fmt: skip


def several_years(file: str, years: Collection[int]) -> WrongUse:
    known = tuple(map(str, sorted(years)))
    return WrongUse(
        "tie-out-years",
        "{file} has rows of {years}. Say which year is compared: --year {last}.",
        file=file, years=Listed(known, last="and"), last=known[-1],
    )  # fmt: skip


def yearless(file: str, *, has_rows: bool = True) -> Refused:
    """What is said of a file whose rows, or which without any row, say no year."""
    if not has_rows:
        return Refused(
            "list-empty",
            "{file} has headings and no rows, so nothing says of which year it is. If nothing was paid in a year, say "
            "which with --year.",
            file=file,
        )
    return Refused(
        "tie-out-year",
        "{file} has rows that say no year, neither in a column of years nor by a date. Say it with --year.",
        file=file,
    )
