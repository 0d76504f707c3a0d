"""Whether the books are still what was recorded: the digest to keep, and the chain computed again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.session import Session, nothing_yet

if TYPE_CHECKING:
    from subsidy_ledger.storage.verifying import Verified

DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Kept:
    """The digest that stands for all that a beneficiary's books held at its last entry."""

    beneficiary: str
    entry: int
    at: datetime
    digest: str


def digest(session: Session, *, known_on: date | None = None) -> Kept:
    """The digest of the last entry recorded up to a day; raises WrongUse where nothing was recorded yet."""
    from subsidy_ledger.storage.ledger_store import entries

    with session.reading(known_on) as (connection, tenancy, until):
        found = entries(connection, tenancy, until)
    if not found:
        raise nothing_yet()
    last = found[-1]
    return Kept(tenancy.beneficiary, last.number, last.at, last.digest)


def verify(session: Session, kept: str | None = None) -> Verified:
    """Computes the chain again from every stored row, against a digest that was kept where one is given."""
    from subsidy_ledger.storage.verifying import verify as verify_rows

    if kept is not None:
        kept = kept.strip().casefold()
        if not DIGEST.fullmatch(kept):
            raise WrongUse(
                "digest-unreadable",
                '"{digest}" is no digest: it has 64 characters, 0 to 9 and a to f, and is the last word of what '
                "`ledger digest` prints.",
                digest=kept,
            )
    with session.reading() as (connection, tenancy, _):
        return verify_rows(connection, tenancy.beneficiary, kept)
