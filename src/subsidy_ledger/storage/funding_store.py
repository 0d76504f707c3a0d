"""Reading other subsidies: every version of a source, and every share ever recorded."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from subsidy_ledger.domain.records import Funding, FundingShare, PayShare, Tenancy
from subsidy_ledger.storage import schema
from subsidy_ledger.storage.recorded import all_rows


def load_fundings(connection: Connection, tenancy: Tenancy, until: int | None) -> tuple[Funding, ...]:
    return tuple(
        Funding(r.code, r.version, r.title, r.funder, r.starts_on, r.ends_on, bool(r.is_live), r.entry)
        for r in all_rows(connection, schema.funding, tenancy, until)
    )


def load_funding_shares(connection: Connection, tenancy: Tenancy, until: int | None) -> tuple[FundingShare, ...]:
    return tuple(
        FundingShare(r.expense, r.funding, r.version, r.cents, r.entry)
        for r in all_rows(connection, schema.funding_share, tenancy, until)
    )


def load_pay_shares(connection: Connection, tenancy: Tenancy, until: int | None) -> tuple[PayShare, ...]:
    return tuple(
        PayShare(r.person, r.month, r.expense, r.funding, r.version, r.basis, r.entry)
        for r in all_rows(connection, schema.pay_share, tenancy, until)
    )
