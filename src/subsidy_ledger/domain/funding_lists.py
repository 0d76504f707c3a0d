"""The lists of other subsidies that the ledger was compared with, and what their rows say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from subsidy_ledger.domain.expenses import Details
from subsidy_ledger.domain.records import Entry


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of another subsidy's list: the cell its amount stands in, and what it says of the document, in cents."""

    sheet: str
    cell: str
    cents: int
    supplier: str | None = None
    document_no: str | None = None
    invoice_no: str | None = None
    day: date | None = None
    document_cents: int | None = None

    @property
    def place(self) -> str:
        return f"{self.sheet}!{self.cell}" if self.sheet else self.cell

    def details(self, year: int) -> Details:
        """What it says, of no books of ours."""
        return Details(
            "", year, self.cents, self.supplier, document_no=self.document_no, invoice_no=self.invoice_no,
            invoice_date=self.day, document_amount=self.document_cents,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class FundingList:
    """What a file says that another subsidy pays in one year; the latest of a subsidy and a year counts.

    `version` is that of the subsidy; `rows` are in the order of the file, and empty where a later list counts: then
    `rows_once` says how many there were, and `cents_once` for how much.
    """

    number: int
    funding: str
    version: int
    year: int
    file: str
    sha256: str
    sheet: str
    rows: tuple[ListRow, ...]
    entry: int
    rows_once: int = 0
    cents_once: int = 0

    @property
    def stated(self) -> tuple[int, int]:
        """How many rows it has, or had while it counted, and the cents of all of them."""
        return (len(self.rows), self.cents) if self.rows else (self.rows_once, self.cents_once)

    @property
    def cents(self) -> int:
        return sum(row.cents for row in self.rows)


# A list that counts, and the entry that recorded it.
Counting = tuple[FundingList, Entry]


def latest_lists(lists: Iterable[FundingList]) -> tuple[FundingList, ...]:
    """The one that counts for each subsidy and year."""
    last = {(one.funding, one.year): one for one in sorted(lists, key=lambda one: one.number)}
    return tuple(last[key] for key in sorted(last))


def rows_of(lists: Sequence[FundingList], funding: str) -> list[tuple[FundingList, ListRow]]:
    """Every row that counts of what a subsidy pays, year by year."""
    return [(one, row) for one in latest_lists(lists) if one.funding == funding for row in one.rows]
