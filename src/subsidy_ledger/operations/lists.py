"""Looking: lines by filter, imports, transfers; and an imported file given back as it was delivered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from subsidy_ledger.domain.codes import check_year, entity_of, target_of
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.figures import codes_below
from subsidy_ledger.domain.funding_lists import FundingList
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.names import normal_name
from subsidy_ledger.domain.records import Import, TieOut
from subsidy_ledger.domain.sentences import Listed
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.session import Session

# What a kept file was read for.
Kind = Literal["import", "tie-out", "list"]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which lines; every condition given must hold. Without any: all lines, reversals among them."""

    year: int | None = None
    code: str | None = None
    entity: str | None = None
    supplier: str | None = None
    import_number: int | None = None
    untagged: bool = False
    live: bool = False
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The ledger looked at, its lines that fit in order of number, and the codes asked for with those below them."""

    ledger: Ledger
    lines: tuple[Expense, ...]
    codes: frozenset[str] | None


def expenses(session: Session, wanted: Filter, *, known_on: date | None = None) -> Found:
    """The lines that fit; raises WrongUse for a year, code, entity or import that nobody knows."""
    ledger = session.ledger(known_on)
    if wanted.year is not None:
        check_year(ledger.agreement, wanted.year, frozenset(e.details.year for e in ledger.expenses))
    if wanted.entity is not None:
        entity_of(ledger.agreement, wanted.entity)
    if wanted.import_number is not None:
        import_of(ledger, wanted.import_number)
    codes = frozenset(codes_below(ledger.agreement, target_of(ledger.agreement, wanted.code))) if wanted.code else None
    if wanted.as_of is not None:
        ledger = ledger.as_of(wanted.as_of)
    return Found(ledger, tuple(e for e in ledger.expenses if _fits(ledger, e, wanted, codes)), codes)


def import_of(ledger: Ledger, number: int) -> Import:
    """The import of that number; raises WrongUse with those there are."""
    found = next((i for i in ledger.imports if i.number == number), None)
    if found is None:
        if not ledger.imports:
            raise WrongUse(
                "import-unknown",
                "There is no import {n}: nothing was imported yet. First: ledger import FILE",
                n=number,
            )
        known = Listed(tuple(i.number for i in ledger.imports))
        raise WrongUse("import-unknown", "There is no import {n}; there are: {known}.", n=number, known=known)
    return found


def _fits(ledger: Ledger, expense: Expense, wanted: Filter, codes: Collection[str] | None) -> bool:
    details, source = expense.details, expense.source
    return (
        (wanted.year is None or details.year == wanted.year)
        and (codes is None or any(share.code in codes for share in expense.shares))
        and (wanted.entity is None or details.entity.casefold() == wanted.entity.strip().casefold())
        and (wanted.supplier is None or normal_name(wanted.supplier) in normal_name(details.supplier or ""))
        and (wanted.import_number is None or (source is not None and source.import_number == wanted.import_number))
        and (not wanted.untagged or (expense.untagged != 0 and ledger.agreement.is_claiming(details.entity)))
        and (not (wanted.live or wanted.untagged) or ledger.is_live(expense))
    )


def untagged(session: Session, year: int | None = None) -> tuple[Expense, ...]:
    """Live claiming lines with money nobody tagged, most of it first."""
    ledger = session.ledger()
    if year is not None:
        check_year(ledger.agreement, year, frozenset(e.details.year for e in ledger.expenses))
    found = [e for e in ledger.claiming() if e.untagged and year in (None, e.details.year)]
    return tuple(sorted(found, key=lambda e: (-abs(e.untagged), e.number)))


def file_of(session: Session, number: int, kind: Kind = "import") -> tuple[Import | TieOut | FundingList, bytes]:
    """An import, a tie-out or another subsidy's list, and the bytes of its file, exactly as delivered."""
    from subsidy_ledger.operations.session import load_or_refuse
    from subsidy_ledger.storage.lookups import file_content

    with session.reading() as (connection, tenancy, _):
        ledger = load_or_refuse(connection, tenancy)
        batch = import_of(ledger, number) if kind == "import" else _compared(ledger, number, kind)
        return batch, file_content(connection, tenancy, batch.sha256)


def _compared(ledger: Ledger, number: int, kind: Kind) -> TieOut | FundingList:
    kept: Sequence[TieOut | FundingList] = ledger.tie_outs if kind == "tie-out" else ledger.funding_lists
    found = next((one for one in kept if one.number == number), None)
    if found is None:
        raise WrongUse(
            "comparison-unknown",
            "No comparison is kept under number {n}. ledger reconcile names those that count, with their numbers.",
            n=number,
        )
    return found
