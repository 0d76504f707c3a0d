"""The same document with other figures: what a corrected export shows, and must not be claimed beside the old line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from itertools import cycle

from subsidy_ledger.domain.expenses import Details, Expense
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.importing.planning.agreeing import Marks
from subsidy_ledger.importing.planning.keys import KEY_DATES, KEY_TEXTS, Incoming, compared

# Beyond so many, the rows and lines of one document are paired in order of their amounts and not each with each.
PAIRS_MAX = 250_000


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
        lines_of[document_of(ledger.delivered(line))].append(line)
    for incoming in left:
        rows_of[document_of(incoming.details)].append(incoming)
    found: dict[int, Expense] = {}
    for document, ours in rows_of.items():
        if document is not None and document in lines_of:
            found |= _pair_document(ours, lines_of[document], ledger, own)
    return found | _moved([i for i in left if i.row not in found], spare, ledger)


def _pair_document(rows: list[Incoming], lines: list[Expense], ledger: Ledger, own: set[int]) -> dict[int, Expense]:
    """Those that say all the same first, then most of the same, then the nearest in amount; see `changed_rows`."""
    said = {line.number: ledger.delivered(line) for line in lines}
    by_marks: dict[Hashable, list[Expense]] = defaultdict(list)
    alike: dict[Hashable, list[Incoming]] = defaultdict(list)
    for line in lines:
        by_marks[marks_of(said[line.number])].append(line)
    for incoming in rows:
        alike[marks_of(incoming.details)].append(incoming)
    found: dict[int, Expense] = {}
    for marks, ours in alike.items():
        _take(_pairs(ours, by_marks.get(marks, []), said, own), found)
    used = {line.number for line in found.values()}
    left = [incoming for incoming in rows if incoming.row not in found]
    _take(_pairs(left, [line for line in lines if line.number not in used], said, own), found)
    if found and sum(i.details.amount for i in rows) == sum(line.amount for line in lines):
        left = [incoming for incoming in rows if incoming.row not in found]
        found |= {row: line for _, _, row, line in reversed(_pairs(left, lines, said, own))}
    return found


Rank = tuple[int, int]  # how many fields differ, and by how many cents


def _pairs(
    rows: Iterable[Incoming], lines: list[Expense], said: Mapping[int, Details], own: set[int]
) -> list[tuple[Rank, int, int, Expense]]:
    """Every row with every line of its sign that it can be: rank, line, row; the best first."""
    rows = list(rows)
    if len(rows) * len(lines) > PAIRS_MAX:
        return _pairs_in_order(rows, lines, said, own)
    marks = {line.number: marks_of(said[line.number]) for line in lines}
    found = []
    for incoming in rows:
        details, ours = incoming.details, marks_of(incoming.details)
        for line in lines:
            is_of_sign = (line.amount > 0) == (details.amount > 0)
            if is_of_sign and (_is_of(line, own) or is_alike(details, said[line.number])):
                rank = (differing(ours, marks[line.number]), abs(line.amount - details.amount))
                found.append((rank, line.number, incoming.row, line))
    return sorted(found, key=lambda pair: pair[:3])


def _pairs_in_order(
    rows: list[Incoming], lines: list[Expense], said: Mapping[int, Details], own: set[int]
) -> list[tuple[Rank, int, int, Expense]]:
    """The smallest row with the smallest line, and so on, within each sign; a row beyond the last begins again.

    For documents with thousands of lines, such as a whole list booked under one number. Lines of another list are only
    tried with rows of their supplier.
    """
    is_one_list = all(_is_of(line, own) for line in lines)

    def group(details: Details, cents: int) -> Hashable:
        return cents > 0, None if is_one_list or not details.supplier else compared("supplier", details.supplier)

    lines_of: dict[Hashable, list[Expense]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: (line.amount, line.number)):
        lines_of[group(said[line.number], line.amount)].append(line)
    turns = {key: cycle(found) for key, found in lines_of.items()}
    found = []
    for incoming in sorted(rows, key=lambda incoming: (incoming.details.amount, incoming.row)):
        key = group(incoming.details, incoming.details.amount)
        if key in turns:
            line = next(turns[key])
            if _is_of(line, own) or is_alike(incoming.details, said[line.number]):
                found.append(((0, abs(line.amount - incoming.details.amount)), line.number, incoming.row, line))
    return found


def _take(pairs: Iterable[tuple[Rank, int, int, Expense]], found: dict[int, Expense]) -> None:
    """Adds the best pair of every row and line that has none yet."""
    used = {line.number for line in found.values()}
    for _, number, row, line in pairs:
        if row not in found and number not in used:
            found[row] = line
            used.add(number)


def marks_of(details: Details) -> Marks:
    """What is compared of a cost but its amount, entity and year; None where nothing stands."""
    texts = ((name, getattr(details, name)) for name in KEY_TEXTS)
    return (
        *(None if text is None else compared(name, text) for name, text in texts),
        *(getattr(details, name) for name in KEY_DATES),
    )


def differing(row: Marks, line: Marks) -> int:
    """How many of the marks that both have say otherwise."""
    return sum(
        ours is not None and theirs is not None and ours != theirs for ours, theirs in zip(row, line, strict=True)
    )


def _is_of(line: Expense, own: set[int]) -> bool:
    """Of the same list: there the same document number is the same document."""
    return line.source is not None and line.source.import_number in own


def document_of(details: Details) -> Hashable | None:
    """What names the document within its entity and year: its own number, else the supplier's invoice."""
    if details.document_no:
        return details.entity, details.year, "document", compared("document_no", details.document_no)
    if details.invoice_no and details.supplier:
        number = compared("invoice_no", details.invoice_no)
        return details.entity, details.year, compared("supplier", details.supplier), number
    return None


def is_alike(row: Details, line: Details) -> bool:
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
            by_cost[cost_of(details)].append(line)
    found: dict[int, Expense] = {}
    for incoming in rows:
        twins = by_cost.get(cost_of(incoming.details), []) if _is_telling(incoming.details) else []
        other = next((line for line in twins if line.details.year != incoming.details.year), None)
        if other is not None:
            twins.remove(other)
            found[incoming.row] = other
    return found


def _is_telling(details: Details) -> bool:
    """A date or an invoice number of its own; document numbers begin again each year, and so does the rent."""
    return bool(details.invoice_no) or details.invoice_date is not None or details.booking_date is not None


def cost_of(details: Details) -> Hashable:
    """All that is compared of a cost but its budget year."""
    texts = tuple(compared(name, getattr(details, name)) for name in KEY_TEXTS)
    return details.entity, details.amount, texts, tuple(getattr(details, name) for name in KEY_DATES)
