"""The same document with other figures: what a corrected export shows, and must not be claimed beside the old line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable

from subsidy_ledger.domain.expenses import Details, Expense
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.importing.keys import KEY_DATES, KEY_TEXTS, Incoming, compared


def changed_rows(
    rows: Iterable[Incoming], lines: Iterable[Expense], ledger: Ledger, headers: tuple[str, ...]
) -> dict[int, Expense]:
    """Rows that matched no line, of a document of which a line matched no row, with the line nearest in amount.

    Posting any of them would claim the document's old and new figures together, however many lines it now has.
    """
    left = list(rows)
    spare = list(lines)
    own = {i.number for i in ledger.imports if i.headers == headers}
    found: dict[int, Expense] = {}
    by_document: dict[Hashable, list[Expense]] = defaultdict(list)
    for line in spare:
        if (document := _document(ledger.delivered(line))) is not None:
            by_document[document].append(line)
    for incoming in left:
        candidates = [
            line
            for line in by_document.get(_document(incoming.details), ())
            if (line.source and line.source.import_number in own) or _alike(incoming.details, ledger.delivered(line))
        ]
        if candidates:
            amount = incoming.details.amount
            found[incoming.row] = min(candidates, key=lambda line: (abs(line.amount - amount), line.number))
    return found | _moved([i for i in left if i.row not in found], spare, ledger)


def _document(details: Details) -> Hashable | None:
    if details.document_no:
        return details.entity, details.year, "document", compared("document_no", details.document_no)
    if details.invoice_no and details.supplier:
        number = compared("invoice_no", details.invoice_no)
        return details.entity, details.year, compared("supplier", details.supplier), number
    return None


def _alike(row: Details, line: Details) -> bool:
    """The same document number in two lists of one entity can be chance; something else must agree as well."""
    if row.supplier and line.supplier and compared("supplier", row.supplier) == compared("supplier", line.supplier):
        return True
    return row.invoice_no is not None and row.invoice_no == line.invoice_no


def _moved(rows: Iterable[Incoming], lines: Iterable[Expense], ledger: Ledger) -> dict[int, Expense]:
    """The very same cost under another budget year: one of the two years is wrong."""
    by_cost: dict[Hashable, list[Expense]] = defaultdict(list)
    for line in lines:
        details = ledger.delivered(line)
        if _is_telling(details):
            by_cost[_cost(details)].append(line)
    found: dict[int, Expense] = {}
    for incoming in rows:
        twins = by_cost.get(_cost(incoming.details), []) if _is_telling(incoming.details) else []
        other = next((line for line in twins if line.details.year != incoming.details.year), None)
        if other is not None:
            twins.remove(other)
            found[incoming.row] = other
    return found


def _is_telling(details: Details) -> bool:
    """A number or a date of its own; rent of the same amount every year has neither and is no moved line."""
    return bool(details.document_no or details.invoice_no) or details.invoice_date is not None


def _cost(details: Details) -> Hashable:
    texts = tuple(compared(name, getattr(details, name)) for name in KEY_TEXTS)
    return details.entity, details.amount, texts, tuple(getattr(details, name) for name in KEY_DATES)
