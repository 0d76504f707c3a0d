"""Submitted lines with what was decided of each, by whom and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from subsidy_ledger.domain.claim_flows import Place
from subsidy_ledger.domain.cut_elsewhere import Cut, Cuts
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.records import Entry
from subsidy_ledger.domain.sentences import Euro, Fact, Listed, Phrases, Sentence, say
from subsidy_ledger.domain.settlement import GrantSettlement, SettledLine, Settlement
from subsidy_ledger.reports.tables import Column, Table, Value

RULED: Phrases = {
    "accept": "accepted",
    "reduce": "reduced",
    "reject": "rejected",
    "use-spare": "replaces what was rejected",
    "open": "open",
    "moved": "open again",
    "spare": "spare",
}


LINE_COLUMNS = (
    Column("grant", "Grant", "code"),
    Column("number", "Line", "integer"),
    Column("supplier", "Supplier", width_max=36),
    Column("document_no", "Document no", "code"),
    Column("claimed", "Claimed", "money"),
    Column("accepted", "Accepted", "money"),
    Column("rejected", "Rejected", "money"),
    Column("status", "Status", "code"),
    Column("reason", "Reason", width_max=50),
    Column("by", "By"),
    Column("at", "Decided", "moment"),
    Column("cell", "Cell of the workbook"),
)


def settled_lines_table(ledger: Ledger, found: Settlement) -> Table:
    """Every submitted line with what was decided of it, by whom and why; what is open with what another claim of the
    same cost was cut for."""
    cuts = Cuts(ledger)
    entries = {e.number: e for e in ledger.entries}
    rows: list[tuple[Value, ...]] = []
    for held in found.grants:
        counted = held.counted
        for line in held.lines:
            expense = ledger.expense(line.line)
            elsewhere = cut_elsewhere(cuts, line, Place(held.grant.code, found.year))
            ruling = line.ruling or line.moved or (elsewhere[-1].ruling if elsewhere else None)
            entry = entries[ruling.entry] if ruling else None
            rows.append(
                (
                    held.grant.code, line.line, expense.details.supplier if expense else None,
                    expense.details.document_no if expense else None, line.cents,
                    counted.get(line.line), line.rejected if line.ruling and not line.is_spare else None,
                    state_sentence(line, elsewhere, counted.get(line.line, 0)), ruling.reason if ruling else None,
                    entry.by if entry else None, entry.at if entry else None, ruling.cell if ruling else None,
                )
            )  # fmt: skip
    return Table("settled_lines", say("Lines submitted"), LINE_COLUMNS, tuple(rows))


def cut_elsewhere(cuts: Cuts, line: SettledLine, here: Place) -> tuple[Cut, ...]:
    """What was rejected of the cost in other claims, where nothing is decided of it here."""
    return () if line.ruling is not None else cuts.elsewhere(line.line, here)


def state_sentence(line: SettledLine, elsewhere: Sequence[Cut], counted: int) -> Sentence:
    """What holds of it: "open; rejected in general 2019"; of a spare line that was let in also what has no room."""
    state = Sentence(RULED[state_of(line)], {})
    if line.is_spare and line.accepted > counted:
        return say("{state}; {euros} of it has no room", state=state, euros=Euro(line.accepted - counted))
    if not elsewhere:
        return state
    cuts = Listed(tuple(cut_sentence(cut) for cut in elsewhere), between="; ")
    return Sentence("{state}; {cuts}", {"state": state, "cuts": cuts})


def cut_sentence(cut: Cut) -> Sentence:
    facts: dict[str, Fact] = {"grant": cut.place.grant, "year": str(cut.place.year)}
    if cut.ruling.act == "reject":
        return say("rejected in {grant} {year}", **facts)
    return say(
        "reduced to {accepted} of {claimed} in {grant} {year}",
        accepted=Euro(cut.ruling.accepted), claimed=Euro(cut.ruling.claimed), **facts,
    )  # fmt: skip


def settled_lines_json(ledger: Ledger, held: GrantSettlement, year: int) -> list[dict[str, Any]]:
    """The same for machines; `counted` is what a line brings to what is accepted in all."""
    entries, cuts, counted = {e.number: e for e in ledger.entries}, Cuts(ledger), held.counted
    found = []
    for line in held.lines:
        ruling = line.ruling or line.moved
        found.append(
            {
                "number": line.line,
                "claimed": to_text(line.cents),
                "spare": line.is_spare,
                "status": state_of(line),
                "accepted": to_text(line.accepted) if line.ruling else None,
                "counted": to_text(counted[line.line]) if line.ruling else None,
                "reason": ruling.reason if ruling else None,
                "by": entries[ruling.entry].by if ruling else None,
                "at": entries[ruling.entry].at.isoformat() if ruling else None,
                "document_seen": ruling.document_seen if ruling else None,
                "payment_seen": ruling.payment_seen if ruling else None,
                "cell": ruling.cell if ruling else None,
                "elsewhere": [
                    _cut_json(cut, entries[cut.ruling.entry])
                    for cut in cut_elsewhere(cuts, line, Place(held.grant.code, year))
                ],
            }
        )
    return found


def _cut_json(cut: Cut, entry: Entry) -> dict[str, Any]:
    return {
        "grant": cut.place.grant, "year": cut.place.year, "number": cut.ruling.line, "status": cut.ruling.act,
        "claimed": to_text(cut.ruling.claimed), "accepted": to_text(cut.ruling.accepted),
        "reason": cut.ruling.reason, "by": entry.by, "at": entry.at.isoformat(),
    }  # fmt: skip


def state_of(line: SettledLine) -> str:
    """What holds of a submitted line, as a word of `RULED`."""
    if line.ruling is not None:
        return line.ruling.act
    if line.is_spare:
        return "spare"
    return "open" if line.moved is None else "moved"
