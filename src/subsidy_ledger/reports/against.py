"""The same cost in the ledger and in the list of another subsidy, in money and by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from subsidy_ledger.domain.expenses import Details, Expense
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.sentences import Euro, Phrases, Sentence, say, say_n
from subsidy_ledger.reports.tables import Column, Table, Value

VERDICTS: Final[Phrases] = {
    "twice": "paid twice",
    "over": "above 100 %",
    "shared": "shared, in order",
    "look": "amounts differ: look",
}
CERTAINTY: Final[Phrases] = {"certain": "certain", "likely": "likely"}
COLUMNS = (
    Column("line", "Line", "integer"), Column("supplier", "Supplier"), Column("document", "Document", "code"),
    Column("here", "Here", "money"), Column("cell", "Cell", "code"), Column("other_supplier", "Supplier there"),
    Column("there", "There", "money"), Column("too_much", "Too much", "money"), Column("likeness", "Alike", "integer"),
    Column("certainty", "Same cost", "code"), Column("verdict", "Verdict"), Column("recorded", "Recorded", "money"),
)  # fmt: skip

# What a pair is made of: our line, the row's sheet and cell, what it says, likeness, certainty, verdict, cents.
Pair = tuple[Expense, str, str, Details, int | None, str, str, int]


def against_table(
    pairs: Sequence[Pair], file: str, funding: str, rows: Sequence[int], recorded: Mapping[int, int]
) -> Table:
    """One row a cost that stands in both; `rows` are the amounts of the whole list."""
    found: list[tuple[Value, ...]] = [
        (
            line.number, line.details.supplier, line.details.invoice_no or line.details.document_no, line.amount,
            f"{sheet}!{cell}", there.supplier, there.amount, cents if verdict in ("twice", "over") else None, alike,
            Sentence(CERTAINTY[certainty], {}), Sentence(VERDICTS[verdict], {}), recorded.get(line.number),
        )
        for line, sheet, cell, there, alike, certainty, verdict, cents in pairs
    ]  # fmt: skip
    return Table(
        "against",
        say("{file}, the list of {funding}, beside the ledger", file=file, funding=funding),
        COLUMNS,
        tuple(found),
        (),
        tuple(_notes(pairs, funding, rows, recorded)),
    )


def _notes(pairs: Sequence[Pair], funding: str, rows: Sequence[int], recorded: Mapping[int, int]) -> Iterator[Sentence]:
    there = sum(pair[3].amount for pair in pairs)
    if not pairs:
        yield say("No cost of this list stands in the ledger too.")
    yield say_n(
        "{n} row, {total}; {there} of it stands here too, {only} stands only there.",
        "{n} rows, {total}; {there} of it stands here too, {only} stands only there.",
        n=len(rows), total=Euro(sum(rows)), there=Euro(there), only=Euro(sum(rows) - there),
    )  # fmt: skip
    for certainty, double in (("certain", True), ("likely", False)):
        chosen = [pair for pair in pairs if pair[5] == certainty and pair[6] in ("twice", "over")]
        if chosen and double:
            yield say("Paid too much by both together, certain: {amount}.", amount=Euro(sum(p[7] for p in chosen)))
        elif chosen:
            yield say(
                "Paid too much by both together, if these are the same costs: {amount}. Look at the documents.",
                amount=Euro(sum(p[7] for p in chosen)),
            )
    if any(pair[0].number not in recorded for pair in pairs):
        yield say(
            "Nothing was posted. To record what it pays of a line: ledger funding assign LINE {funding} --amount … "
            "--reason …",
            funding=funding,
        )


def against_json(
    pairs: Sequence[Pair], file: str, sha256: str, funding: str, rows: Sequence[int], recorded: Mapping[int, int]
) -> dict[str, Any]:
    """`too_much` is what both pay above the document; for "look" what may be."""
    there = sum(pair[3].amount for pair in pairs)
    return {
        "file": file, "sha256": sha256, "funding": funding, "rows": len(rows), "amount": to_text(sum(rows)),
        "in_both": to_text(there), "only_there": to_text(sum(rows) - there),
        "too_much": to_text(sum(p[7] for p in pairs if p[5] == "certain" and p[6] in ("twice", "over"))),
        "same": [
            {
                "line": line.number, "amount": to_text(line.amount), "sheet": sheet, "cell": cell,
                "supplier": other.supplier, "invoice_no": other.invoice_no, "document_no": other.document_no,
                "their_amount": to_text(other.amount), "likeness": alike, "certainty": certainty, "verdict": verdict,
                "too_much": to_text(cents),
                "recorded": to_text(recorded[line.number]) if line.number in recorded else None,
            }
            for line, sheet, cell, other, alike, certainty, verdict, cents in pairs
        ],
    }  # fmt: skip
