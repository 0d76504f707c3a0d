"""Reading: rows become the one immutable `Ledger`, as recorded up to any entry."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.engine import Connection

from subsidy_ledger.domain.agreement import Agreement
from subsidy_ledger.domain.agreement_file import agreement_of
from subsidy_ledger.domain.findings import Decision
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import (
    Allocation,
    Claim,
    Contribution,
    ControlTotal,
    Entry,
    Import,
    PayClaim,
    SectorPlan,
    Superseded,
    Tenancy,
)
from subsidy_ledger.domain.rules import Conditions, Rule
from subsidy_ledger.storage import schema
from subsidy_ledger.storage.claims import other_agreements_claims, other_agreements_pay
from subsidy_ledger.storage.funding_list_store import load_funding_lists
from subsidy_ledger.storage.funding_store import load_funding_shares, load_fundings, load_pay_shares
from subsidy_ledger.storage.indicator_store import load_indicator_values
from subsidy_ledger.storage.line_store import load_lines
from subsidy_ledger.storage.recorded import all_rows, turns_of, undone_by, up_to
from subsidy_ledger.storage.refused_store import load_refused_closings, load_refused_rows
from subsidy_ledger.storage.sample_store import load_samples
from subsidy_ledger.storage.settlement_store import load_receipts, load_rulings, load_submissions
from subsidy_ledger.storage.tie_out_store import load_tie_outs


def tenancies(connection: Connection) -> tuple[Tenancy, ...]:
    """Every agreement this database holds, in code order."""
    c = schema.agreement_revision.c
    found = connection.execute(select(c.beneficiary, c.agreement).distinct())
    return tuple(
        sorted((Tenancy(r.beneficiary, r.agreement) for r in found), key=lambda t: (t.agreement, t.beneficiary))
    )


def last_entry_by(connection: Connection, tenancy: Tenancy, moment: datetime) -> int:
    """The number of the last entry recorded up to `moment`; 0 where there is none."""
    c = schema.entry.c
    found = connection.execute(
        select(c.number).where(c.beneficiary == tenancy.beneficiary, c.at <= moment).order_by(c.number.desc()).limit(1)
    ).scalar()
    return int(found or 0)


@dataclass(frozen=True, slots=True)
class Revision:
    """The latest revision of an agreement's text."""

    revision: int
    sha256: str


def last_revision(connection: Connection, tenancy: Tenancy) -> Revision | None:
    c = schema.agreement_revision.c
    found = connection.execute(
        up_to(select(c.revision, c.sha256), schema.agreement_revision, tenancy, None).order_by(c.revision.desc())
    ).first()
    return None if found is None else Revision(found.revision, found.sha256)


def catalogue_codes(connection: Connection, tenancy: Tenancy) -> frozenset[str]:
    """Every code that any revision of the agreement ever had."""
    return frozenset(row.code for row in all_rows(connection, schema.catalogue, tenancy, None))


def load_agreement(connection: Connection, tenancy: Tenancy, until: int | None = None) -> Agreement | None:
    """The latest revision recorded up to entry `until`; None where there was none yet."""
    c = schema.agreement_revision.c
    found = connection.execute(
        up_to(select(c.content), schema.agreement_revision, tenancy, until).order_by(c.revision.desc()).limit(1)
    ).scalar()
    return None if found is None else agreement_of(json.loads(found))


def load(connection: Connection, tenancy: Tenancy, until: int | None = None) -> Ledger | None:
    """Everything recorded up to entry `until` (None: everything); None where the agreement was not yet loaded."""
    agreement = load_agreement(connection, tenancy, until)
    if agreement is None:
        return None
    imports = load_imports(connection, tenancy, until)
    claims, pay = load_claims(connection, tenancy, until)
    return Ledger(
        agreement,
        load_allocations(connection, tenancy, until),
        tuple(
            Contribution(r.year, r.version, r.cents, r.decision, r.document, r.entry)
            for r in all_rows(connection, schema.contribution, tenancy, until)
        ),
        load_lines(connection, tenancy, until, {i.number: i for i in imports}),
        imports,
        _control_totals(connection, tenancy, until, {i.number for i in imports}),
        entries(connection, tenancy, until),
        load_sector_plans(connection, tenancy, until),
        tuple(
            Decision(r.finding, r.act, r.check_id, r.subject, r.year, r.cents, r.lines, r.entry)
            for r in all_rows(connection, schema.finding_decision, tenancy, until)
        ),
        _superseded(connection, tenancy, until, {i.number for i in imports}),
        load_rules(connection, tenancy, until),
        claims,
        load_receipts(connection, tenancy, until),
        load_submissions(connection, tenancy, until),
        load_rulings(connection, tenancy, until),
        load_samples(connection, tenancy, until),
        load_refused_rows(connection, tenancy, until),
        load_refused_closings(connection, tenancy, until),
        load_fundings(connection, tenancy, until),
        load_funding_shares(connection, tenancy, until),
        load_pay_shares(connection, tenancy, until),
        load_tie_outs(connection, tenancy, until),
        load_indicator_values(connection, tenancy, until),
        load_funding_lists(connection, tenancy, until),
        pay,
    )


def entries(connection: Connection, tenancy: Tenancy, until: int | None = None) -> tuple[Entry, ...]:
    return tuple(
        Entry(r.number, r.kind, r.by, r.at, r.reason, r.db_role, r.previous, r.digest)
        for r in connection.execute(
            select(schema.entry)
            .where(
                schema.entry.c.beneficiary == tenancy.beneficiary,
                *([schema.entry.c.number <= until] if until is not None else []),
            )
            .order_by(schema.entry.c.number)
        )
    )


def load_rules(connection: Connection, tenancy: Tenancy, until: int | None = None) -> tuple[Rule, ...]:
    """Every version of every rule, by number and version."""
    return tuple(
        Rule(
            r.number, r.version, r.code,
            Conditions(r.supplier, r.likeness_min, r.budget_article, r.description, r.entity, r.account),
            bool(r.is_live), r.entry,
        )
        for r in all_rows(connection, schema.rule, tenancy, until)
    )  # fmt: skip


def load_allocations(connection: Connection, tenancy: Tenancy, until: int | None = None) -> tuple[Allocation, ...]:
    return tuple(
        Allocation(r.grant, r.year, r.version, r.cents, r.decision, r.entry)
        for r in all_rows(connection, schema.allocation, tenancy, until)
    )


def load_sector_plans(connection: Connection, tenancy: Tenancy, until: int | None = None) -> tuple[SectorPlan, ...]:
    return tuple(
        SectorPlan(r.sector, r.year, r.version, r.cents, r.decision, r.entry)
        for r in all_rows(connection, schema.sector_plan, tenancy, until)
    )


def load_claims(
    connection: Connection, tenancy: Tenancy, until: int | None = None
) -> tuple[tuple[Claim, ...], tuple[PayClaim, ...]]:
    """What the beneficiary's other agreements in this ledger claim, of documents and of one person's pay."""
    others = (t for t in tenancies(connection) if t.beneficiary == tenancy.beneficiary and t != tenancy)
    claims: list[Claim] = []
    pay: list[PayClaim] = []
    for other in others:
        agreement = load_agreement(connection, other, until)
        if agreement is not None:
            claims += other_agreements_claims(connection, other, agreement, until)
            pay += other_agreements_pay(connection, other, agreement, until)
    return tuple(claims), tuple(pay)


def load_imports(connection: Connection, tenancy: Tenancy, until: int | None) -> tuple[Import, ...]:
    """Every import, by number, with the entries that undid and redid it."""
    undos, redos = (turns_of(connection, table, tenancy, until) for table in (schema.import_undo, schema.import_redo))
    return tuple(
        Import(
            r.number, r.entry, r.file, r.sha256, r.sheet, r.header_row, r.entity, tuple(json.loads(r.fields)),
            tuple(json.loads(r.headers)), r.rows_read, r.rows_new, r.rows_known, r.rows_zero, r.rows_total,
            r.cents_new, undone_by(undos[r.number], redos[r.number]), undos[r.number], redos[r.number],
            r.profile, r.profile_sha256,
        )
        for r in all_rows(connection, schema.import_, tenancy, until)
    )  # fmt: skip


def _control_totals(
    connection: Connection, tenancy: Tenancy, until: int | None, imports: set[int]
) -> tuple[ControlTotal, ...]:
    found = all_rows(connection, schema.control_total, tenancy, until)
    return tuple(
        ControlTotal(getattr(r, "import"), r.row, r.label, r.stated, r.computed, r.year)
        for r in found
        if getattr(r, "import") in imports
    )


def _superseded(
    connection: Connection, tenancy: Tenancy, until: int | None, imports: set[int]
) -> tuple[Superseded, ...]:
    found = all_rows(connection, schema.superseded, tenancy, until)
    rows = (Superseded(getattr(r, "import"), r.expense, r.row, r.entry) for r in found)
    return tuple(row for row in rows if row.import_number in imports)
