"""Comparing the ledger with the list of another subsidy: read as an import is, and nothing is posted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from subsidy_ledger.checks.same_cost import Reach, Same, same_costs
from subsidy_ledger.domain.cells import cell_name
from subsidy_ledger.domain.expenses import DETAIL_FIELDS, Details
from subsidy_ledger.domain.funding import funding_of, paid_elsewhere
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.parameters import whole
from subsidy_ledger.domain.records import Funding
from subsidy_ledger.domain.sentences import as_it_is
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.intake import Table
from subsidy_ledger.importing.planning.file_plan import Intake
from subsidy_ledger.importing.planning.summary import problem_line
from subsidy_ledger.operations.importing import Request, read_files
from subsidy_ledger.operations.session import Session

REFUSED_SHOWN_MAX = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the other list: where its amount stands, and what it says."""

    sheet: str
    cell: str
    details: Details


@dataclass(frozen=True, slots=True)
class Against:
    """The other list beside the ledger; `recorded` is what is recorded already as paid by it, by line number."""

    file: str
    sha256: str
    funding: Funding
    tables: tuple[Table, ...]
    rows: tuple[Row, ...]
    same: tuple[Same, ...]
    recorded: dict[int, int]

    @property
    def doubles(self) -> tuple[Same, ...]:
        """What is surely paid twice, or for more than the document."""
        return tuple(s for s in self.same if s.certainty == "certain" and s.verdict in ("twice", "over"))


def compare_with(session: Session, request: Request, code: str, year: int | None) -> Against:
    """Reads the one file of `request` and pairs its rows with our live claiming lines (of a year, or all).

    Raises WrongUse for an unknown subsidy, Refused where a row cannot be read, named by its cell.
    """
    ledger = session.ledger()
    funding = funding_of(ledger, code, live=False)
    intakes = read_files(request)
    refuse_unread(intakes)
    rows = tuple(row for intake in intakes for row in _rows(intake))
    lines = [e for e in ledger.claiming() if year is None or e.details.year == year]
    reach = Reach(whole(ledger.agreement, "near-duplicate-likeness"), whole(ledger.agreement, "near-duplicate-days"))
    same = same_costs(lines, [row.details for row in rows], reach)
    tables = tuple(intake.reading.table for intake in intakes)
    return Against(intakes[0].name, intakes[0].sha256, funding, tables, rows, same, _recorded(ledger, funding.code))


def _recorded(ledger: Ledger, code: str) -> dict[int, int]:
    found = {n: sum(s.cents for s in paid.shares if s.funding == code) for n, paid in paid_elsewhere(ledger).items()}
    return {number: cents for number, cents in found.items() if cents}


def refuse_unread(intakes: tuple[Intake, ...]) -> None:
    """Raises Refused where a cell cannot be read, and names the first ones."""
    refused = [p for intake in intakes for p in intake.reading.problems if p.severity == "refused"]
    if refused:
        error = Refused(
            "rows-refused",
            "{file}: {n} cells cannot be read, so nothing was compared. Mend them, and compare again.",
            file=intakes[0].name, n=len(refused),
        )  # fmt: skip
        error.also = tuple(as_it_is(problem_line(problem)) for problem in refused[:REFUSED_SHOWN_MAX])
        raise error


def _rows(intake: Intake) -> list[Row]:
    table = intake.reading.table
    column = amount_column(table)
    return [
        Row(table.sheet.place, cell_name(row.number - 1, column), _details(row.values)) for row in intake.reading.rows
    ]


def amount_column(table: Table) -> int:
    """Where the amount of a row stands, or what it is made of."""
    names = ("claimed", "amount", "net_amount", "debit", "credit")
    return next(table.columns[name] for name in names if name in table.columns)


def _details(values: Mapping[str, Any]) -> Details:
    """What a row says, of no books and no year of ours."""
    return Details("", 0, **{n: v for n, v in values.items() if n in DETAIL_FIELDS and n not in ("entity", "year")})
