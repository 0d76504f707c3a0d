"""Transfers to the police zone of one year: due, paid, proven and open side by side, and payment by payment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from subsidy_ledger.domain.expenses import Expense, Share
from subsidy_ledger.domain.identity import is_paid
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.proof import Side, ZoneList, codes_of, sides, zone_list
from subsidy_ledger.domain.records import Contribution
from subsidy_ledger.domain.sentences import Euro, Sentence, say, say_n
from subsidy_ledger.domain.vocabulary import in_words
from subsidy_ledger.reports.tables import Column, Table, Value, Weight

MODES = ("project", "deduction")


@dataclass(frozen=True, slots=True)
class Transfers:
    """The live shares on transfer codes; `mode` None for a sector whose objectives' modes differ.

    `sides` are the same by objective beside what proves them, `zone` what becomes of the zone's own list.
    `deducts` where the agreement has an objective of deductions.
    """

    year: int
    parts: tuple[tuple[Expense, Share, str | None], ...]
    contribution: Contribution | None
    sides: tuple[Side, ...]
    zone: ZoneList
    deducts: bool

    def total(self, mode: str | None) -> int:
        return sum(share.cents for _, share, m in self.parts if m == mode)


def transfers(ledger: Ledger, year: int) -> Transfers:
    return Transfers(
        year, tuple(_parts(ledger, year)), ledger.contribution(year), sides(ledger, year), zone_list(ledger, year),
        deducts=bool(codes_of(ledger.agreement, "deduction")),
    )  # fmt: skip


def _parts(ledger: Ledger, year: int) -> Iterator[tuple[Expense, Share, str | None]]:
    for expense in ledger.claiming():
        for share in expense.shares:
            target = ledger.agreement.targets[share.code] if share.code else None
            if expense.details.year == year and target is not None and target.is_transfer:
                yield expense, share, target.mode


def transfers_table(found: Transfers) -> Table:
    """One row a transfer, sums by mode, and what the contribution leaves room for."""
    columns = (
        Column("number", "Line", "integer"),
        Column("objective", "Objective", "code"),
        Column("mode", "Mode", "code"),
        Column("payee", "Payee"),
        Column("date", "Date", "date"),
        Column("payment_date", "Paid", "date"),
        Column("statement_no", "Statement", "code"),
        Column("amount", "Amount", "money"),
    )
    rows: list[tuple[Value, ...]] = [
        (
            e.number, share.code, in_words(mode or "undecided"), e.details.supplier, e.details.date,
            e.details.payment_date, e.details.statement_no, share.cents,
        )
        for e, share, mode in found.parts
    ]  # fmt: skip
    weights: list[Weight] = ["line"] * len(rows)
    modes = [mode for mode in MODES if mode != "deduction" or found.deducts]
    for mode in (*modes, *([None] if found.total(None) else [])):
        rows.append(("", "", in_words(mode or "undecided"), say("Total"), None, None, "", found.total(mode)))
        weights.append("total")
    return Table(
        "transfers",
        say("Transfers to the police zone {year}", year=str(found.year)),
        columns,
        tuple(rows),
        tuple(weights),
        tuple(_notes(found)),
    )


def _notes(found: Transfers) -> Iterator[Sentence]:
    unpaid = [(e, s) for e, s, _ in found.parts if not is_paid(e.details)]
    if unpaid:
        yield say_n(
            "{n} transfer ({euros}) shows neither a payment date nor a statement number.",
            "{n} transfers ({euros}) show neither a payment date nor a statement number.",
            n=len(unpaid),
            euros=Euro(sum(s.cents for _, s in unpaid)),
        )


def transfers_json(found: Transfers) -> dict[str, Any]:
    """The shape of the contract."""
    due, zone = found.contribution, found.zone
    return {
        "year": found.year,
        "modes": {mode: to_text(found.total(mode)) for mode in MODES},
        "contribution_due": to_text(due.cents) if due else None,
        "contribution": {"amount": to_text(due.cents), "decision": due.decision, "document": due.document or None,
                         "version": due.version} if due else None,
        "sides": [
            {
                "objective": side.code,
                "mode": side.mode,
                "due": to_text(side.due) if side.due is not None else None,
                "claimed": to_text(side.claimed),
                "paid": to_text(side.paid),
                "shown": to_text(side.shown) if side.mode == "project" else None,
                "proven": to_text(side.proven),
                "open": to_text(side.open),
            }
            for side in found.sides
        ],
        "zone_list": {
            "lines": zone.lines,
            "amount": to_text(zone.total),
            "proves": to_text(zone.proves),
            "on_other_codes": to_text(zone.elsewhere),
            "other_municipalities": to_text(zone.others),
            "unknown_municipalities": to_text(zone.unknown),
        },
        "transfers": [
            {
                "number": e.number,
                "objective": share.code,
                "mode": mode,
                "payee": e.details.supplier,
                "date": e.details.date.isoformat() if e.details.date else None,
                "payment_date": e.details.payment_date.isoformat() if e.details.payment_date else None,
                "statement_no": e.details.statement_no,
                "paid": is_paid(e.details),
                "amount": to_text(share.cents),
            }
            for e, share, mode in found.parts
        ],
    }  # fmt: skip
