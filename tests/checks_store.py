"""Putting a ledger of the checks' small agreement into a database, as the program itself would have written it."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

from builders import Clock
from checks_builders import AGREEMENT, line
from subsidy_ledger.domain.agreement import Agreement, Texts
from subsidy_ledger.domain.agreement_file import agreement_of
from subsidy_ledger.domain.drafts import Attachment, Draft, DraftAgreement, DraftImport, Head, SourceRow
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Import, Tenancy
from subsidy_ledger.operations.session import Session
from subsidy_ledger.storage.append import append


def keep(url: str, ledger: Ledger) -> Session:
    """The ledger in an empty, migrated database; the session reads it back."""
    here = Session(url, ledger.agreement.code, by="officer", now=Clock())
    _append(here, ledger.agreement, Draft("agreement", agreement=_revision(ledger.agreement)))
    numbers = {e.source.import_number for e in ledger.expenses if e.source is not None}
    records = {n: _import(n) for n in numbers} | {i.number: i for i in ledger.imports}
    imports = tuple(_batch(record, ledger) for _, record in sorted(records.items()))
    undone = tuple(i.number for i in ledger.imports if i.undone_by)
    draft = Draft(
        "import", allocations=ledger.allocations, contributions=ledger.contributions, expenses=ledger.expenses,
        imports=imports, sector_plans=ledger.sector_plans, undone=undone, closings=ledger.refused_closings,
    )  # fmt: skip
    _append(here, ledger.agreement, draft)
    # What was said one after the other stands in entries of its own; their numbers only order them.
    _append(here, ledger.agreement, Draft("funding", fundings=ledger.fundings))
    for funding_share in sorted(ledger.funding_shares, key=lambda s: s.entry):
        _append(here, ledger.agreement, Draft("funding", funding_shares=(funding_share,)))
    for pay_share in sorted(ledger.pay_shares, key=lambda s: s.entry):
        _append(here, ledger.agreement, Draft("funding", pay_shares=(pay_share,)))
    for tie_out in ledger.tie_outs:
        document = Attachment(tie_out.sha256, b"")
        _append(here, ledger.agreement, Draft("tie-out", tie_outs=(tie_out,), attachments=(document,)))
    for one in ledger.funding_lists:
        document = Attachment(one.sha256, b"")
        _append(here, ledger.agreement, Draft("funding", funding_lists=(one,), attachments=(document,)))
    for submission in ledger.submissions:
        _append(here, ledger.agreement, Draft("submission", submissions=(submission,)))
    for ruling in sorted(ledger.rulings, key=lambda r: r.entry):
        _append(here, ledger.agreement, Draft("settlement", rulings=(ruling,)))
    for source in sorted({claim.source for claim in ledger.elsewhere}):
        _keep_elsewhere(here, ledger, source)
    return here


def _keep_elsewhere(here: Session, ledger: Ledger, source: str) -> None:
    """The claims of another agreement of the same beneficiary, as lines of it."""
    other = replace(AGREEMENT, code=source, beneficiary=ledger.agreement.beneficiary)
    _append(here, other, Draft("agreement", agreement=_revision(other)))
    lines: list[Expense] = []
    for number, claim in enumerate((c for c in ledger.elsewhere if c.source == source), 1000):
        names = ("supplier", "invoice_no", "document_no", "year")
        facts: dict[str, Any] = {name: getattr(claim, name) for name in names}
        lines.append(line(number, claim.cents, batch=None, document_amount=claim.document_cents, **facts))
    _append(here, other, Draft("import", expenses=tuple(lines)))


def _append(here: Session, agreement: Agreement, draft: Draft) -> None:
    from subsidy_ledger.storage.append import head

    with here.database.writing() as connection:
        based_on: Head = head(connection, agreement.beneficiary)
        append(connection, Tenancy(agreement.beneficiary, agreement.code), draft, based_on=based_on, by="officer")


def _import(number: int) -> Import:
    return Import(number, 1, "stad.xlsx", f"{number:064d}", "Blad1", 1, "city", (), (), 0, 0, 0, 0, 0, 0)


def _batch(record: Import, ledger: Ledger) -> DraftImport:
    refused = tuple(r for r in ledger.refused if r.import_number == record.number)
    return DraftImport(
        record, b"", tuple(SourceRow(r.row, "refused", None, r.cells) for r in refused),
        tuple(t for t in ledger.control_totals if t.import_number == record.number), refused=refused,
    )  # fmt: skip


def _revision(agreement: Agreement) -> DraftAgreement:
    raw = raw_of(agreement)
    assert agreement_of(raw) == agreement
    codes = tuple((code, target.level, target.parent) for code, target in agreement.targets.items())
    titles = tuple(
        (code, t.title.nl, t.title.fr, t.title.en, t.objective.transfer if t.objective else None)
        for code, t in agreement.targets.items()
    )
    return DraftAgreement(1, "made for a test", "0" * 64, json.dumps(raw), codes, titles)


def raw_of(agreement: Agreement) -> dict[str, object]:
    """The agreement as its file would give it."""
    raw: dict[str, Any] = _plain(asdict(agreement))
    del raw["_targets"]
    del raw["legal_basis"]
    if not raw["zone"]["municipalities"]:
        del raw["zone"]["municipalities"]
    raw["parameters"] = {
        p.key: {"value": int(p.value) if p.value.isdigit() else p.value}
        | ({"assumption": asdict(p.assumption)} if p.assumption else {})
        for p in agreement.parameters
    }
    return raw


NO_TEXT = asdict(Texts("", "", ""))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item is not None and item != NO_TEXT}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, str | int) else str(value)
