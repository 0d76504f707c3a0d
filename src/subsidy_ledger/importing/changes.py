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
    """Rows that matched no line, of a document of which a line matched no row, with that line; one to one.

    Where a document has more rows than lines, the rest is new, unless all of it comes to what the lines came to:
    then the document was only divided anew. A credit note is never another figure of its invoice.
    """
    left, spare = list(rows), list(lines)
    own = {i.number for i in ledger.imports if i.headers == headers}
    lines_of: dict[Hashable, list[Expense]] = defaultdict(list)
    rows_of: dict[Hashable, list[Incoming]] = defaultdict(list)
    for line in spare:
        lines_of[_document(ledger.delivered(line))].append(line)
    for incoming in left:
        rows_of[_document(incoming.details)].append(incoming)
    found: dict[int, Expense] = {}
    for document, ours in rows_of.items():
        if document is not None and document in lines_of:
            found |= _pair_document(ours, lines_of[document], ledger, own)
    return found | _moved([i for i in left if i.row not in found], spare, ledger)


def _pair_document(rows: list[Incoming], lines: list[Expense], ledger: Ledger, own: set[int]) -> dict[int, Expense]:
    """The nearest in amount first, of one sign; see `changed_rows`."""
    pairs = sorted(
        (
            (abs(line.amount - incoming.details.amount), line.number, incoming.row, line)
            for incoming in rows
            for line in lines
            if (line.amount > 0) == (incoming.details.amount > 0)
            and (_is_of(line, own) or _alike(incoming.details, ledger.delivered(line)))
        ),
        key=lambda pair: pair[:3],
    )
    found: dict[int, Expense] = {}
    used: set[int] = set()
    for _, number, row, line in pairs:
        if row not in found and number not in used:
            found[row] = line
            used.add(number)
    if found and sum(i.details.amount for i in rows) == sum(line.amount for line in lines):
        nearest = {row: line for _, _, row, line in reversed(pairs)}
        found = {**nearest, **found}
    return found


def _is_of(line: Expense, own: set[int]) -> bool:
    """Of the same list: there the same document number is the same document."""
    return line.source is not None and line.source.import_number in own


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
    """A date or an invoice number of its own; document numbers begin again each year, and so does the rent."""
    return bool(details.invoice_no) or details.invoice_date is not None or details.booking_date is not None


def _cost(details: Details) -> Hashable:
    texts = tuple(compared(name, getattr(details, name)) for name in KEY_TEXTS)
    return details.entity, details.amount, texts, tuple(getattr(details, name) for name in KEY_DATES)
