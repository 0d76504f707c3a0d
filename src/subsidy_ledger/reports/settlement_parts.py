"""What a figure of a settlement is made of, as a table and for machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.parts import Part, cents_of
from subsidy_ledger.domain.sentences import Phrases, Sentence
from subsidy_ledger.domain.settlement import SettledLine
from subsidy_ledger.reports.settled_lines import RULED, state_of
from subsidy_ledger.reports.settlement import FIGURES
from subsidy_ledger.reports.tables import Column, Table, Value

# Those that `ledger settlement` shows, and what else can be asked for.
TITLES: Phrases = {
    **FIGURES,
    "reduced": "Taken off lines accepted in part",
    "spare_left": "Room left for spare lines",
    "above_grant": "Received and accepted above what was granted",
}
KINDS: Phrases = {
    "line": "line",
    "receipt": "receipt",
    "allocation": "allocation",
    "contribution": "contribution due",
    "floor": "not below 0.00",
    "room": "no room for more spare lines",
}
COLUMNS = (
    Column("grant", "Grant", "code"),
    Column("what", "What"),
    Column("number", "Number", "integer"),
    Column("amount", "Amount", "money"),
    Column("running", "Running total", "money"),
    Column("text", "Supplier, document or decision", width_max=44),
    Column("document_no", "Document no", "code"),
    Column("status", "Status", "code"),
    Column("reason", "Reason", width_max=50),
    Column("by", "By"),
    Column("at", "When", "moment"),
    Column("cell", "Cell of the workbook"),
)
# By grant, in the order of the agreement.
Found = Mapping[str, Sequence[Part]]


def parts_table(ledger: Ledger, found: Found) -> Table:
    """One row a line, receipt or statement of the allocation, with the running total over all grants."""
    facts, running = _Facts(ledger), 0
    rows: list[tuple[Value, ...]] = []
    for grant, parts in found.items():
        for part in parts:
            running += part.cents
            known = facts.of(part)
            rows.append(
                (
                    grant, Sentence(KINDS[part.kind], {}), part.number, part.cents, running, known["text"],
                    known["document_no"], known["status"] and Sentence(RULED[known["status"]], {}), known["reason"],
                    known["by"], known["at"], known["cell"],
                )
            )  # fmt: skip
    return Table("settlement_parts", "", COLUMNS, tuple(rows))


def parts_json(ledger: Ledger, figure: str, year: int, found: Found) -> dict[str, Any]:
    """The figure of every grant with its parts, and of all grants together."""
    facts = _Facts(ledger)
    return {
        "figure": figure,
        "year": year,
        "amount": to_text(sum(cents_of(parts) for parts in found.values())),
        "grants": [
            {
                "code": grant,
                "amount": to_text(cents_of(parts)),
                "parts": [
                    {"what": p.kind, "number": p.number, "amount": to_text(p.cents), **facts.plain(p)} for p in parts
                ],
            }
            for grant, parts in found.items()
        ],
    }


class _Facts:
    """What is known of a part: of a line its ruling, of the others the entry that recorded them."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._entries = {entry.number: entry for entry in ledger.entries}

    def of(self, part: Part) -> dict[str, Any]:
        """`at` is a moment; what is not known is None."""
        found: dict[str, Any] = dict.fromkeys(("text", "document_no", "status", "reason", "by", "at", "cell"))
        if part.line is not None:
            return found | self._line(part.line)
        recorded = part.receipt or part.allocation
        if recorded is None:
            return found
        entry = self._entries[recorded.entry]
        text = part.receipt.document if part.receipt is not None else part.allocation and part.allocation.decision
        return found | {"text": text, "reason": entry.reason or None, "by": entry.by, "at": entry.at}

    def plain(self, part: Part) -> dict[str, Any]:
        found = self.of(part)
        return found | {"at": found["at"].isoformat() if found["at"] else None}

    def _line(self, line: SettledLine) -> dict[str, Any]:
        expense, ruling = self._ledger.expense(line.line), line.ruling or line.moved
        entry = self._entries[ruling.entry] if ruling else None
        return {
            "text": expense.details.supplier if expense else None,
            "document_no": expense.details.document_no if expense else None,
            "status": state_of(line),
            "reason": ruling.reason if ruling else None,
            "by": entry.by if entry else None,
            "at": entry.at if entry else None,
            "cell": ruling.cell if ruling else None,
        }
