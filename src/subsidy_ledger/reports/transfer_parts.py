"""What a figure of the transfers to the police zone is made of, as a table and for machines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.parts import Part, cents_of
from subsidy_ledger.domain.proof import Side
from subsidy_ledger.domain.sentences import Phrases, Sentence, say
from subsidy_ledger.domain.vocabulary import in_words
from subsidy_ledger.reports.settlement_parts import KINDS
from subsidy_ledger.reports.tables import Column, Table, Value

TITLES: Phrases = {
    "due": "Due",
    "claimed": "Claimed",
    "paid": "Amount paid",
    "shown": "In the zone's own list",
    "proven": "Proven",
    "open": "Open",
}
COLUMNS = (
    Column("objective", "Objective", "code"),
    Column("mode", "Mode", "code"),
    Column("what", "What"),
    Column("number", "Number", "integer"),
    Column("entity", "Entity", "code"),
    Column("code", "Code", "code"),
    Column("amount", "Amount", "money"),
    Column("running", "Running total", "money"),
    Column("text", "Payee, supplier or decision", width_max=44),
    Column("document_no", "Document no", "code"),
    Column("payment_date", "Paid", "date"),
    Column("source", "File, sheet, row"),
)
# By row of `ledger transfers`.
Found = Sequence[tuple[Side, Sequence[Part]]]


def is_due_known(found: Found) -> bool:
    """Whether the contribution of the year is recorded."""
    return any(side.due is not None for side, _ in found)


def parts_table(found: Found) -> Table:
    """One row a share of a line, or the contribution due, with the running total over all objectives."""
    rows: list[tuple[Value, ...]] = []
    running = 0
    for side, parts in found:
        for part in parts:
            running += part.cents
            known = _facts(part)
            rows.append(
                (
                    side.code or say("(all)"), in_words(side.mode or "undecided"), Sentence(KINDS[part.kind], {}),
                    part.number, known["entity"], part.code, part.cents, running, known["text"], known["document_no"],
                    known["payment_date"], known["source"],
                )
            )  # fmt: skip
    return Table("transfer_parts", "", COLUMNS, tuple(rows))


def parts_json(figure: str, year: int, found: Found) -> dict[str, Any]:
    """The figure of every objective with its parts, and of all together; null where it is not known what is due."""
    is_known = figure != "due" or is_due_known(found)
    return {
        "figure": figure,
        "year": year,
        "amount": to_text(sum(cents_of(parts) for _, parts in found)) if is_known else None,
        "sides": [
            {
                "objective": side.code,
                "mode": side.mode,
                "amount": to_text(cents_of(parts)),
                "parts": [
                    {"what": p.kind, "number": p.number, "objective": p.code, "amount": to_text(p.cents), **_plain(p)}
                    for p in parts
                ],
            }
            for side, parts in found
        ],
    }


def _facts(part: Part) -> dict[str, Any]:
    found: dict[str, Any] = dict.fromkeys(("entity", "text", "document_no", "payment_date", "source"))
    if part.contribution is not None:
        return found | {"text": part.contribution.decision, "document_no": part.contribution.document or None}
    if part.expense is None:
        return found
    details, source = part.expense.details, part.expense.source
    return {
        "entity": details.entity, "text": details.supplier, "document_no": details.document_no,
        "payment_date": details.payment_date,
        "source": f"{source.file}, {source.sheet}, {source.row}" if source else None,
    }  # fmt: skip


def _plain(part: Part) -> dict[str, Any]:
    found = _facts(part)
    return found | {"payment_date": found["payment_date"] and found["payment_date"].isoformat()}
