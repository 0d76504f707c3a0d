"""A draft: everything one entry will write, worked out before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from subsidy_ledger.domain.expenses import Expense, RuleUse, Share, Supplement
from subsidy_ledger.domain.findings import Decision
from subsidy_ledger.domain.funding_lists import FundingList
from subsidy_ledger.domain.indicators import IndicatorValue
from subsidy_ledger.domain.receipts import Receipt
from subsidy_ledger.domain.records import (
    Allocation,
    Contribution,
    ControlTotal,
    EntryKind,
    Funding,
    FundingShare,
    Import,
    PayShare,
    SectorPlan,
    Superseded,
    TieOut,
)
from subsidy_ledger.domain.refused import Closing, RefusedRow
from subsidy_ledger.domain.rules import Rule
from subsidy_ledger.domain.samples import Sample
from subsidy_ledger.domain.submitted import Ruling, Submission

Outcome = Literal["new", "known", "supplemented", "changed", "zero", "total", "note", "hidden", "refused"]


@dataclass(frozen=True, slots=True)
class Head:
    """Where a tenant's chain stands: the last entry's number and digest, and the next free numbers."""

    entry: int = 0
    digest: str = "0" * 64
    next_expense: int = 1
    next_import: int = 1
    next_refused: int = 1


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What became of one row of a file; `expense` is the line it became or was recognised as."""

    row: int
    outcome: Outcome
    expense: int | None
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftImport:
    """One table to be posted, with the file's own bytes and every row's outcome.

    `refused` are the rows kept on record for later, `closings` what it closes of those kept before.
    """

    record: Import
    content: bytes
    rows: tuple[SourceRow, ...]
    control_totals: tuple[ControlTotal, ...] = ()
    supplements: tuple[Supplement, ...] = ()
    refused: tuple[RefusedRow, ...] = ()
    closings: tuple[Closing, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftAgreement:
    """A revision of an agreement: the TOML text as delivered, its sha256, and the same as parsed JSON."""

    revision: int
    source: str
    sha256: str
    content: str
    codes: tuple[tuple[str, str, str | None], ...]  # new codes only: code, level, parent
    titles: tuple[tuple[str, str, str, str, str | None], ...]  # code, nl, fr, en, transfer mode


@dataclass(frozen=True, slots=True)
class Attachment:
    """The bytes of a document that decisions were read from, kept as delivered."""

    sha256: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """One entry to be. `taggings` gives existing lines new shares; `expenses` carry their own.

    `tagged_by` names for lines of `taggings` the rules that gave them theirs.
    """

    kind: EntryKind
    reason: str = ""
    expenses: tuple[Expense, ...] = ()
    taggings: Mapping[int, tuple[Share, ...]] = field(default_factory=dict)
    tagged_by: Mapping[int, tuple[RuleUse, ...]] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    imports: tuple[DraftImport, ...] = ()
    undone: tuple[int, ...] = ()
    redone: tuple[int, ...] = ()
    superseded: tuple[Superseded, ...] = ()
    agreement: DraftAgreement | None = None
    sector_plans: tuple[SectorPlan, ...] = ()
    decisions: tuple[Decision, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    submissions: tuple[Submission, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    fundings: tuple[Funding, ...] = ()
    funding_shares: tuple[FundingShare, ...] = ()
    pay_shares: tuple[PayShare, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    samples: tuple[Sample, ...] = ()
    closings: tuple[Closing, ...] = ()
    tie_outs: tuple[TieOut, ...] = ()
    indicators: tuple[IndicatorValue, ...] = ()
    funding_lists: tuple[FundingList, ...] = ()
