"""What another agreement claims of the beneficiary's documents: only the columns that tell documents apart."""

from __future__ import annotations

from sqlalchemy import exists, select
from sqlalchemy.engine import Connection

from subsidy_ledger.domain.agreement import Agreement
from subsidy_ledger.domain.records import Claim, Tenancy
from subsidy_ledger.storage import schema


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
