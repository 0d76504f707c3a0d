"""The same cost in the ledger and in the list of another subsidy, in money and by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final

from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.findings import Finding
from subsidy_ledger.domain.funding_lists import Counting, FundingList, ListRow, latest_lists
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.moments import local
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.sentences import Euro, Phrases, Sentence, say, say_n
from subsidy_ledger.domain.vocabulary import in_words
from subsidy_ledger.reports.tables import Column, Table, Value

VERDICTS: Final[Phrases] = {
    "twice": "paid twice",
    "over": "above 100 %",
    "shared": "shared, in order",
    "look": "amounts differ: look",
}
CERTAINTY: Final[Phrases] = {"certain": "certain", "likely": "likely"}
COLUMNS = (
    Column("finding", "Finding", "code"), Column("line", "Line", "integer"), Column("supplier", "Supplier"),
    Column("document", "Document", "code"), Column("here", "Here", "money"), Column("cell", "Cell", "code"),
    Column("other_supplier", "Supplier there"), Column("there", "There", "money"),
    Column("too_much", "Too much", "money"), Column("certainty", "Same cost", "code"), Column("verdict", "Verdict"),
    Column("recorded", "Recorded", "money"), Column("status", "Status", "code"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class InBoth:
    """Lines of ours and rows of the list that are one cost, how sure that is, what of it, and what is found."""

    lines: tuple[Expense, ...]
    rows: tuple[ListRow, ...]
    likeness: int | None
    certainty: str
    verdict: str
    cents: int
    recorded: int
    findings: tuple[Finding, ...]

    @property
    def there(self) -> int:
        return sum(row.cents for row in self.rows)

    @property
    def is_double(self) -> bool:
        return self.verdict in ("twice", "over")


def against_table(
    lists: Sequence[FundingList],
    costs: Sequence[InBoth],
    funding: str,
    other_years: tuple[int, int],
    before: Sequence[FundingList] = (),
    *,
    kept: bool,
) -> Table:
    """Every line and row of what stands in both side by side; what is said of the whole cost, on its first row.

    Of several findings each stands on a row of its own.
    """
    found: list[tuple[Value, ...]] = []
    for one in costs:
        for place, (line, row, finding) in enumerate(zip_longest(one.lines, one.rows, one.findings)):
            of_all: tuple[Value, ...] = (None,) * 4
            if place == 0:
                of_all = (
                    one.cents if one.is_double else None, Sentence(CERTAINTY[one.certainty], {}),
                    Sentence(VERDICTS[one.verdict], {}), one.recorded or None,
                )  # fmt: skip
            d = line.details if line else None
            found.append((
                finding.id if finding else None, line.number if line else None,
                d.supplier if d else None, (d.invoice_no or d.document_no) if d else None,
                line.amount if line else None, row.place if row else None, row.supplier if row else None,
                row.cents if row else None, *of_all, in_words(finding.status) if finding else None,
            ))  # fmt: skip
    file = ", ".join(dict.fromkeys(one.file for one in lists))
    notes = (*_sums(lists, costs, other_years), *_next(lists, costs, funding, before, kept=kept))
    return Table(
        "against",
        say("{file}, the list of {funding}, beside the ledger", file=file, funding=funding),
        COLUMNS,
        tuple(found),
        (),
        notes,
    )


def _sums(lists: Sequence[FundingList], costs: Sequence[InBoth], other_years: tuple[int, int]) -> Iterator[Sentence]:
    there, total = sum(one.there for one in costs), sum(one.cents for one in lists)
    if not costs:
        yield say("No cost of this list stands in the ledger too.")
    yield say_n(
        "{n} row, {total}; {there} of it stands here too, {only} stands only there.",
        "{n} rows, {total}; {there} of it stands here too, {only} stands only there.",
        n=sum(len(one.rows) for one in lists), total=Euro(total), there=Euro(there), only=Euro(total - there),
    )  # fmt: skip
    if other_years[0]:
        yield say_n(
            "{n} row of another year is left out: {amount}.", "{n} rows of other years are left out: {amount}.",
            n=other_years[0], amount=Euro(other_years[1]),
        )  # fmt: skip
    if sure := [one.cents for one in costs if one.is_double and one.certainty == "certain"]:
        yield say("Paid too much by both together, certain: {amount}.", amount=Euro(sum(sure)))
    if likely := [one.cents for one in costs if one.is_double and one.certainty == "likely"]:
        yield say(
            "Paid too much by both together, if these are the same costs: {amount}. Look at the documents.",
            amount=Euro(sum(likely)),
        )


def _next(
    lists: Sequence[FundingList], costs: Sequence[InBoth], funding: str, before: Sequence[FundingList], *, kept: bool
) -> Iterator[Sentence]:
    for finding in (f for one in costs if len(one.findings) > 1 for f in one.findings):
        yield say("{id}: {message}", id=finding.id, message=finding.sentence)
    if any(not one.recorded for one in costs):
        yield say("To record what it pays of a line: ledger funding assign LINE {funding} --amount … --reason …",
                  funding=funding)  # fmt: skip
    if not kept:
        yield say("Nothing was kept.")
        return
    for one in before:
        yield say_n(
            "It takes the place of list {number} of {year}: {file}, {n} row, {amount}.",
            "It takes the place of list {number} of {year}: {file}, {n} rows, {amount}.",
            n=len(one.rows), number=one.number, year=str(one.year), file=one.file, amount=Euro(one.cents),
        )  # fmt: skip
    numbers = ", ".join(str(one.number) for one in lists)
    yield say(
        "Kept as list {numbers} of {funding}; nothing was posted. ledger reconcile shows what is paid twice from now "
        "on, and ledger finding accept ID --reason … settles what is in order.",
        numbers=numbers, funding=funding,
    )  # fmt: skip


def against_json(
    lists: Sequence[FundingList], costs: Sequence[InBoth], funding: str, other_years: tuple[int, int], *, kept: bool
) -> dict[str, Any]:
    """`too_much` is what both pay above the document; for "look" what may be."""
    there, total = sum(one.there for one in costs), sum(one.cents for one in lists)
    return {
        "file": lists[0].file if lists else None, "sha256": lists[0].sha256 if lists else None, "funding": funding,
        "years": [one.year for one in lists], "rows": sum(len(one.rows) for one in lists), "amount": to_text(total),
        "in_both": to_text(there), "only_there": to_text(total - there),
        "other_years": {"rows": other_years[0], "amount": to_text(other_years[1])},
        "too_much": to_text(sum(one.cents for one in costs if one.is_double and one.certainty == "certain")),
        "same": [_cost_json(one) for one in costs],
        "lists": [one.number for one in lists] if kept else None,
    }  # fmt: skip


def _cost_json(one: InBoth) -> dict[str, Any]:
    first = one.findings[0] if one.findings else None
    return {
        "id": first.id if first else None, "status": first.status if first else None,
        "findings": [{"id": f.id, "severity": f.severity, "status": f.status} for f in one.findings],
        "lines": [
            {
                "line": line.number, "amount": to_text(line.amount),
                "file": line.source.file if line.source else None, "sheet": line.source.sheet if line.source else None,
                "row": line.source.row if line.source else None,
            }
            for line in one.lines
        ],
        "rows": [
            {
                "sheet": row.sheet, "cell": row.cell, "amount": to_text(row.cents), "supplier": row.supplier,
                "invoice_no": row.invoice_no, "document_no": row.document_no,
            }
            for row in one.rows
        ],
        "amount": to_text(sum(line.amount for line in one.lines)), "their_amount": to_text(one.there),
        "likeness": one.likeness, "certainty": one.certainty, "verdict": one.verdict, "too_much": to_text(one.cents),
        "recorded": to_text(one.recorded) if one.recorded else None,
    }  # fmt: skip


def lists_now(ledger: Ledger, year: int | None = None) -> Iterator[Counting]:
    """The lists of other subsidies that count, of the year or of all; none that was withdrawn."""
    entries = {entry.number: entry for entry in ledger.entries}
    for one in latest_lists(ledger.funding_lists):
        entry = entries[one.entry]
        # A list without rows may be compared, without a reason; only withdrawing one gives the reason.
        if year in (None, one.year) and (one.rows or not entry.reason):
            yield one, entry


def list_sentence(counting: Counting) -> Sentence:
    one, entry = counting
    return say_n(
        "{year}, {funding}, by {file} of {day}: {n} row, {amount} (list {number})",
        "{year}, {funding}, by {file} of {day}: {n} rows, {amount} (list {number})",
        n=len(one.rows), year=str(one.year), funding=one.funding, file=one.file, day=local(entry.at).date(),
        amount=Euro(one.cents), number=one.number,
    )  # fmt: skip


def list_json(counting: Counting) -> dict[str, Any]:
    one, entry = counting
    return {
        "list": one.number, "funding": one.funding, "year": one.year, "file": one.file, "sha256": one.sha256,
        "sheet": one.sheet, "by": entry.by, "at": entry.at.isoformat(), "rows": len(one.rows),
        "amount": to_text(one.cents),
    }  # fmt: skip
