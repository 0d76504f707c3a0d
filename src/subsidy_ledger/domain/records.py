"""The records beside the lines: entries, allocations, contributions, imports and their control totals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

EntryKind = Literal[
    "agreement", "allocation", "carry-over", "contribution", "import", "undo", "redo", "tagging", "correction",
    "finding", "sector-plan", "rule", "receipt", "submission", "settlement", "sample", "refused", "funding",
    "tie-out", "indicator",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tenancy:
    """Whose books: the beneficiary, first in every key, and its agreement."""

    beneficiary: str
    agreement: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One recorded act: what kind, by whom, when (UTC), why, and its place in the chain."""

    number: int
    kind: EntryKind
    by: str
    at: datetime
    reason: str = ""
    db_role: str | None = None
    previous: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Allocation:
    """A grant's amount for one year in cents, as stated by one decision; the latest version counts."""

    grant: str
    year: int
    version: int
    cents: int
    decision: str
    entry: int


@dataclass(frozen=True, slots=True)
class Contribution:
    """What the municipality owes the police zone for a year, in cents, with its decision; the latest version counts."""

    year: int
    version: int
    cents: int
    decision: str
    document: str
    entry: int


@dataclass(frozen=True, slots=True)
class SectorPlan:
    """What the city itself plans to spend on a sector in a year, in cents, and on what ground; the latest counts."""

    sector: str
    year: int
    version: int
    cents: int
    decision: str
    entry: int


@dataclass(frozen=True, slots=True)
class Funding:
    """Another subsidy that may pay a part of the city's costs; its latest version counts, retired ones take no more."""

    code: str
    version: int
    title: str
    funder: str
    starts_on: date | None
    ends_on: date | None
    is_live: bool
    entry: int


@dataclass(frozen=True, slots=True)
class FundingShare:
    """What another subsidy pays of the document of a line, in cents; the latest of both counts, and 0 is none."""

    expense: int
    funding: str
    version: int
    cents: int
    entry: int


@dataclass(frozen=True, slots=True)
class PayShare:
    """What a line, or another subsidy, pays of one person's pay in one month ("2019-03").

    `person` is a reference of the city's own, such as a post number; `basis` is in hundredths of a percent.
    """

    person: str
    month: str
    expense: int | None
    funding: str | None
    version: int | None
    basis: int
    entry: int


@dataclass(frozen=True, slots=True)
class Claim:
    """What another source of money pays of a document: another agreement of the beneficiary, or another subsidy.

    `source` is its code or name, `line` the number of the line there, None where it has none. `document_cents` is the
    document's own amount where that is known.
    """

    source: str
    year: int
    supplier: str | None
    invoice_no: str | None
    document_no: str | None
    cents: int
    document_cents: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class PayClaim:
    """What a line, or another subsidy, carries of one person's pay by another agreement of the same beneficiary.

    `source` is that agreement; `cents` is the amount of the line there, 0 for a subsidy.
    """

    source: str
    person: str
    month: str
    line: int | None
    funding: str | None
    cents: int
    basis: int


@dataclass(frozen=True, slots=True)
class Import:
    """One table of one file as it was posted. `fields` are the fields its columns were read as.

    `headers` identify the list, so that later exports of the same list are recognised. `undone_by` is the entry
    that took its lines back, None also where a later one posted them again; `undos` and `redos` are all such entries.
    `profile` is the one it was read by, with the sha256 of what that said.
    """

    number: int
    entry: int
    file: str
    sha256: str
    sheet: str
    header_row: int
    entity: str
    fields: tuple[str, ...]
    headers: tuple[str, ...]
    rows_read: int
    rows_new: int
    rows_known: int
    rows_zero: int
    rows_total: int
    cents_new: int
    undone_by: int | None = None
    undos: tuple[int, ...] = ()
    redos: tuple[int, ...] = ()
    profile: str | None = None
    profile_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Superseded:
    """A line that an import took back: `row` of its file took the line's place; None where the file has it no more."""

    import_number: int
    expense: int
    row: int | None
    entry: int


@dataclass(frozen=True, slots=True)
class ControlTotal:
    """A total row of a file beside the sum of the lines it closes, in cents."""

    import_number: int
    row: int
    label: str
    stated: int
    computed: int
    year: int | None


@dataclass(frozen=True, slots=True)
class Booking:
    """A row of a general ledger: the cell its amount stands in, and what the row says of article and document."""

    sheet: str
    cell: str
    cents: int
    article: str | None = None
    document_no: str | None = None
    invoice_no: str | None = None
    supplier: str | None = None


@dataclass(frozen=True, slots=True)
class FalseTotal:
    """A total row of a general ledger that is not the sum of the rows it closes, in cents, by the cell it stands in."""

    sheet: str
    cell: str
    label: str
    stated: int
    computed: int

    @property
    def place(self) -> str:
        return f"{self.sheet}!{self.cell}" if self.sheet else self.cell


@dataclass(frozen=True, slots=True)
class TieOut:
    """A general ledger that the lines of an entity and a year are compared with; the latest of both counts.

    `sheet` names its sheets; `bookings` are in the order of the file, and empty where a later tie-out counts, as are
    `totals`.
    """

    number: int
    year: int
    entity: str
    file: str
    sha256: str
    sheet: str
    bookings: tuple[Booking, ...]
    entry: int
    totals: tuple[FalseTotal, ...] = ()
