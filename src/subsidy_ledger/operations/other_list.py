"""A list of others that the ledger is compared with: read as an import is, a cell and a year for each of its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from subsidy_ledger.domain.cells import cell_name
from subsidy_ledger.domain.expenses import DATE_FIELDS
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.sentences import Euro, Sentence, as_it_is, say_n
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.intake import Problem, Row, Table, TotalRow
from subsidy_ledger.importing.planning.file_plan import Intake
from subsidy_ledger.importing.planning.notes import control_warnings
from subsidy_ledger.importing.planning.plan_json import problem_json
from subsidy_ledger.importing.planning.summary import problem_line
from subsidy_ledger.operations.importing import Request, read_files

PROBLEMS_SHOWN_MAX = 20


def read_whole(request: Request) -> tuple[Intake, ...]:
    """The sheets of the one file; raises Refused where a cell cannot be read, and names the first ones."""
    intakes = read_files(request)
    refused = [p for intake in intakes for p in intake.reading.problems if p.severity == "refused"]
    if refused:
        error = Refused(
            "rows-refused",
            "{file}: {n} cells cannot be read, so nothing was compared. Mend them, and compare again.",
            file=intakes[0].name, n=len(refused),
        )  # fmt: skip
        error.also = tuple(as_it_is(problem_line(problem)) for problem in refused[:PROBLEMS_SHOWN_MAX])
        raise error
    return intakes


@dataclass(frozen=True, slots=True)
class Remarks:
    """What there is to know of how a list was read: warnings by cell, and hidden rows left out, with their cents."""

    warnings: tuple[Problem, ...] = ()
    hidden: tuple[int, int] = (0, 0)

    def sentences(self) -> Iterator[Sentence]:
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
    return Remarks(tuple(warnings), (len(hidden), sum(hidden)))


def amount_cell(table: Table, row: Row | TotalRow) -> str:
    """The cell of a row's amount, or the first of those it is made of: the credit where there is no debit."""
    names = ("claimed", "amount", "net_amount", "debit", "credit")
    column = next(table.columns[name] for name in names if name in table.columns)
    credit = table.columns.get("credit")
    is_empty = column >= len(row.cells) or row.cells[column].strip(" 0.,-") == ""
    if credit is not None and column == table.columns.get("debit") and is_empty:
        column = credit
    return cell_name(row.number - 1, column)


def year_of(values: Mapping[str, Any], said: int | None) -> int | None:
    """The row's own column of years, else what was said, else the year of its date."""
    own = values.get("year")
    if own is not None or said is not None:
        return own if own is not None else said
    return next((values[name].year for name in DATE_FIELDS if name in values), None)


def yearless(file: str) -> Refused:
    return Refused(
        "tie-out-year",
        "{file} has rows that say no year, neither in a column of years nor by a date. Say it with --year.",
        file=file,
    )
