"""Looking: lines by filter, imports, transfers; and an imported file given back as it was delivered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from subsidy_ledger.domain.codes import check_year, target_of
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.names import normal_name
from subsidy_ledger.domain.records import Import
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.explain import codes_below
from subsidy_ledger.operations.session import Session


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


def expenses(session: Session, wanted: Filter, *, known_on: date | None = None) -> tuple[Ledger, tuple[Expense, ...]]:
    """The ledger and its lines that fit, in order of number."""
    ledger = session.ledger(known_on)
    if wanted.as_of is not None:
        ledger = ledger.as_of(wanted.as_of)
    if wanted.year is not None:
        check_year(ledger.agreement, wanted.year, frozenset(e.details.year for e in ledger.expenses))
    codes = frozenset(codes_below(ledger, target_of(ledger.agreement, wanted.code))) if wanted.code else None
    return ledger, tuple(e for e in ledger.expenses if _fits(ledger, e, wanted, codes))


def _fits(ledger: Ledger, expense: Expense, wanted: Filter, codes: Collection[str] | None) -> bool:
    details, source = expense.details, expense.source
    return (
        (wanted.year is None or details.year == wanted.year)
        and (codes is None or any(share.code in codes for share in expense.shares))
        and (wanted.entity is None or details.entity == wanted.entity.strip().lower())
        and (wanted.supplier is None or normal_name(wanted.supplier) in normal_name(details.supplier or ""))
        and (wanted.import_number is None or (source is not None and source.import_number == wanted.import_number))
        and (not wanted.untagged or expense.untagged != 0)
        and (not (wanted.live or wanted.untagged) or ledger.is_live(expense))
    )


def untagged(session: Session, year: int | None = None) -> tuple[Expense, ...]:
    """Live claiming lines with money nobody tagged, most of it first."""
    ledger = session.ledger()
    if year is not None:
        check_year(ledger.agreement, year, frozenset(e.details.year for e in ledger.expenses))
    found = [e for e in ledger.claiming() if e.untagged and year in (None, e.details.year)]
    return tuple(sorted(found, key=lambda e: (-abs(e.untagged), e.number)))


def imports(session: Session) -> Ledger:
    """The ledger, whose imports and entries the list is made of."""
    return session.ledger()


def file_of(session: Session, number: int) -> tuple[Import, bytes]:
    """An import and the bytes of its file, exactly as delivered."""
    from subsidy_ledger.operations.session import load_or_refuse
    from subsidy_ledger.storage.lookups import file_content

    with session.reading() as (connection, tenancy, _):
        ledger = load_or_refuse(connection, tenancy)
        batch = next((i for i in ledger.imports if i.number == number), None)
        if batch is None:
            known = ", ".join(str(i.number) for i in ledger.imports) or "none"
            raise WrongUse("import-unknown", "There is no import {n}; there are: {known}.", n=number, known=known)
        return batch, file_content(connection, tenancy, batch.sha256)
