"""What another agreement of the same beneficiary claims of its documents and carries of one person's pay.

Only the columns that this takes are read, and never the books of another beneficiary.
"""

from __future__ import annotations

from sqlalchemy import exists, select
from sqlalchemy.engine import Connection

from subsidy_ledger.domain.agreement import Agreement
from subsidy_ledger.domain.expenses import Details, Expense
from subsidy_ledger.domain.funding import pay_shares
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Claim, PayClaim, Tenancy
from subsidy_ledger.storage import schema
from subsidy_ledger.storage.funding_store import load_pay_shares
from subsidy_ledger.storage.recorded import up_to


def other_agreements_claims(
    connection: Connection, tenancy: Tenancy, agreement: Agreement, until: int | None
) -> list[Claim]:
    """The live claiming lines of one agreement that name a supplier and a number, as recorded up to entry `until`."""
    line, back = schema.expense, schema.expense.alias("back")
    claiming = [entity.code for entity in agreement.entities if entity.role == "claiming"]
    reversal = [back.c.beneficiary == line.c.beneficiary, back.c.reverses == line.c.number]
    ours = [line.c.beneficiary == tenancy.beneficiary, line.c.agreement == tenancy.agreement]
    if until is not None:
        ours.append(line.c.entry <= until)
        reversal.append(back.c.entry <= until)
    query = (
        select(
            line.c.year, line.c.supplier, line.c.invoice_no, line.c.document_no, line.c.amount,
            line.c.document_amount, line.c.number,
        )
        .where(*ours, line.c.entity.in_(claiming), line.c.reverses.is_(None), ~exists().where(*reversal))
        .where(line.c.supplier.is_not(None), line.c.invoice_no.is_not(None) | line.c.document_no.is_not(None))
        .order_by(line.c.number)
    )  # fmt: skip
    return [Claim(tenancy.agreement, *row) for row in connection.execute(query)]


def other_agreements_pay(
    connection: Connection, tenancy: Tenancy, agreement: Agreement, until: int | None
) -> list[PayClaim]:
    """The shares of one person's pay that count in one agreement, as recorded up to entry `until`."""
    shares = load_pay_shares(connection, tenancy, until)
    if not shares:
        return []
    c = schema.expense.c
    columns = (c.number, c.entry, c.entity, c.year, c.amount, c.reverses, c.replaces)
    query = up_to(select(*columns), schema.expense, tenancy, until).order_by(c.number)
    lines = tuple(
        Expense(r.number, r.entry, Details(r.entity, r.year, r.amount), (), r.reverses, r.replaces)
        for r in connection.execute(query)
    )
    counting = pay_shares(Ledger(agreement, expenses=lines, pay_shares=shares))
    return [
        PayClaim(
            tenancy.agreement, share.person, share.month, line.number if line else None, share.funding,
            line.amount if line else 0, share.basis,
        )
        for carried in counting.values()
        for share, line in carried
    ]  # fmt: skip
