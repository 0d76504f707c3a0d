"""The fold begun in SQL: live claiming shares by year and code, equal to `Ledger.totals()`."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import and_, exists, func, select
from sqlalchemy.engine import Connection

from subsidy_ledger.domain.ledger import Sum, Totals
from subsidy_ledger.domain.records import Tenancy
from subsidy_ledger.storage import schema


def load_totals(
    connection: Connection, tenancy: Tenancy, claiming: Collection[str], until: int | None = None
) -> Totals:
    """Cents and lines by (year, code), as recorded up to entry `until`. `claiming` are the entities that count."""
    line, share = schema.expense, schema.share
    back = schema.expense.alias("back")
    ours = [line.c.beneficiary == tenancy.beneficiary, line.c.agreement == tenancy.agreement]
    reversal = [back.c.beneficiary == line.c.beneficiary, back.c.reverses == line.c.number]
    latest_share = [share.c.beneficiary == tenancy.beneficiary]
    if until is not None:
        ours.append(line.c.entry <= until)
        reversal.append(back.c.entry <= until)
        latest_share.append(share.c.entry <= until)
    latest = (
        select(share.c.expense, func.max(share.c.entry).label("entry"))
        .where(*latest_share)
        .group_by(share.c.expense)
        .subquery("latest")
    )
    query = (
        select(line.c.year, share.c.code, func.sum(share.c.cents), func.count())
        .join_from(line, latest, latest.c.expense == line.c.number)
        .join(
            share,
            and_(
                share.c.beneficiary == line.c.beneficiary,
                share.c.expense == line.c.number,
                share.c.entry == latest.c.entry,
            ),
        )
        .where(
            *ours,
            line.c.entity.in_(claiming),
            line.c.reverses.is_(None),
            ~exists().where(*reversal),
        )
        .group_by(line.c.year, share.c.code)
    )
    return {(year, code): Sum(int(cents), int(lines)) for year, code, cents, lines in connection.execute(query)}
