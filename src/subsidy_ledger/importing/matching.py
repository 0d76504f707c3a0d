"""What of a file the ledger already has: a multiset match, so that twins are kept and nothing comes twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from subsidy_ledger.domain.expenses import PAYMENT_FIELDS, Details, Expense
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.names import normal_name

# The fields that say two lines are the same, beside entity, year and amount. Never among them: line number,
# payment, order and statement numbers and dates, objective, grant, project.
KEY_TEXTS = ("supplier", "document_no", "invoice_no", "budget_article", "description")
KEY_DATES = ("invoice_date", "booking_date")
NAMES = frozenset({"supplier", "description"})
STRONG = frozenset({"document_no", "invoice_no"})


@dataclass(frozen=True, slots=True)
class Incoming:
    """A row of the file, ready to be posted; `row` as Excel counts."""

    row: int
    details: Details


@dataclass(frozen=True, slots=True)
class Pair:
    """A row recognised as a line; `facts` are payment facts the line lacks, `differing` those that disagree."""

    row: int
    line: int
    facts: Mapping[str, str | date]
    differing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matches:
    """Every incoming row is in exactly one of `new`, `known` and `changed`.

    `changed` pairs rows with the one line of the same document that shows other figures. `incomparable` are
    imports whose columns have too little in common with the file's to tell.
    """

    new: tuple[Incoming, ...]
    known: tuple[Pair, ...]
    changed: tuple[Pair, ...]
    incomparable: tuple[int, ...]


def match(rows: Sequence[Incoming], fields: Collection[str], ledger: Ledger, as_new: Collection[int] = ()) -> Matches:
    """Matches rows that were read with `fields` against the live lines; rows in `as_new` are new whatever happens."""
    entities = {incoming.details.entity for incoming in rows}
    groups, incomparable = _groups(ledger, entities, frozenset(fields))
    left = {incoming.row: incoming for incoming in rows if incoming.row not in as_new}
    taken: dict[int, Pair] = {}
    spare: list[Expense] = []
    for shared, lines in groups:
        spare += _match_group(left, lines, shared, ledger, taken)
    changed = _changed(left.values(), spare, ledger)
    return Matches(
        tuple(i for i in rows if i.row not in taken and i.row not in changed),
        tuple(taken[i.row] for i in rows if i.row in taken),
        tuple(changed[i.row] for i in rows if i.row in changed),
        incomparable,
    )


def shared_fields(ours: frozenset[str], theirs: frozenset[str]) -> tuple[str, ...] | None:
    """The key fields both tables have; None where they have too little in common to tell two lines apart."""
    both = tuple(name for name in (*KEY_TEXTS, *KEY_DATES) if name in ours and name in theirs)
    keys = frozenset((*KEY_TEXTS, *KEY_DATES))
    same_layout = ours & keys == theirs & keys
    enough = bool(STRONG.intersection(both)) or len(both) >= 2
    return both if same_layout or enough else None


def _groups(
    ledger: Ledger, entities: Collection[str], fields: frozenset[str]
) -> tuple[list[tuple[tuple[str, ...], list[Expense]]], tuple[int, ...]]:
    """Live lines by the key fields they share with the file, the most telling group first."""
    layouts = {i.number: shared_fields(fields, frozenset(i.fields)) for i in ledger.imports}
    groups: dict[tuple[str, ...], list[Expense]] = defaultdict(list)
    incomparable: set[int] = set()
    for line in ledger.live():
        if line.source is None or line.details.entity not in entities:
            continue
        shared = layouts[line.source.import_number]
        if shared is None:
            incomparable.add(line.source.import_number)
        else:
            groups[shared].append(line)
    return sorted(groups.items(), key=lambda g: (-len(g[0]), g[0])), tuple(sorted(incomparable))


def _match_group(
    left: dict[int, Incoming],
    lines: Iterable[Expense],
    shared: tuple[str, ...],
    ledger: Ledger,
    taken: dict[int, Pair],
) -> list[Expense]:
    """Pairs what is left of the file with these lines; gives the lines nothing was paired with."""
    waiting: dict[Hashable, list[Expense]] = defaultdict(list)
    for line in lines:
        waiting[_key(ledger.delivered(line), shared)].append(line)
    rows: dict[Hashable, list[Incoming]] = defaultdict(list)
    for incoming in left.values():
        rows[_key(incoming.details, shared)].append(incoming)
    for key, twins in waiting.items():
        for pair in _pair_twins(rows.get(key, []), twins):
            taken[pair.row] = pair
            del left[pair.row]
    used = {pair.line for pair in taken.values()}
    return [line for twins in waiting.values() for line in twins if line.number not in used]


def _pair_twins(rows: list[Incoming], lines: list[Expense]) -> Iterator[Pair]:
    """Twins pair first where their payment facts agree, then where the line has none yet, then as they come."""
    rows, lines = list(rows), list(lines)
    for fits in (_same_payment, _fills_in, _any):
        for incoming in list(rows):
            line = next((line for line in lines if fits(incoming.details, line.details)), None)
            if line is not None:
                rows.remove(incoming)
                lines.remove(line)
                yield pair_of(incoming, line)


def pair_of(incoming: Incoming, line: Expense) -> Pair:
    """The pair with the payment facts that the row adds, and those it states differently."""
    facts: dict[str, str | date] = {}
    differing = []
    for name in PAYMENT_FIELDS:
        theirs, ours = getattr(incoming.details, name), getattr(line.details, name)
        if theirs is not None and ours is None:
            facts[name] = theirs
        elif theirs is not None and theirs != ours:
            differing.append(name)
    return Pair(incoming.row, line.number, facts, tuple(differing))


def _same_payment(row: Details, line: Details) -> bool:
    return all(getattr(row, name) == getattr(line, name) for name in PAYMENT_FIELDS)


def _fills_in(row: Details, line: Details) -> bool:
    """Nothing that both state differs."""
    return all(
        getattr(line, name) is None or getattr(row, name) is None or getattr(row, name) == getattr(line, name)
        for name in PAYMENT_FIELDS
    )


def _any(_row: Details, _line: Details) -> bool:
    return True


def _key(details: Details, shared: tuple[str, ...]) -> Hashable:
    texts = tuple(_plain(name, getattr(details, name)) for name in shared if name not in KEY_DATES)
    dates = [getattr(details, name) for name in shared if name in KEY_DATES]
    day = next((found for found in dates if found is not None), None)
    return details.entity, details.year, details.amount, texts, day


def _plain(name: str, text: str | None) -> str:
    if text is None:
        return ""
    return normal_name(text) if name in NAMES else "".join(text.split()).casefold()


def _changed(rows: Iterable[Incoming], lines: Iterable[Expense], ledger: Ledger) -> dict[int, Pair]:
    """One row and one line left over for the same document of the same year: the same cost with other figures."""
    by_document: dict[Hashable, tuple[list[Incoming], list[Expense]]] = defaultdict(lambda: ([], []))
    for incoming in rows:
        if (document := _document(incoming.details)) is not None:
            by_document[document][0].append(incoming)
    for line in lines:
        if (document := _document(ledger.delivered(line))) is not None:
            by_document[document][1].append(line)
    found = {}
    for ours, theirs in by_document.values():
        if len(ours) == len(theirs) == 1 and _alike(ours[0].details, ledger.delivered(theirs[0])):
            found[ours[0].row] = pair_of(ours[0], theirs[0])
    return found


def _document(details: Details) -> Hashable | None:
    if details.document_no:
        return details.entity, details.year, "document", _plain("document_no", details.document_no)
    if details.invoice_no and details.supplier:
        number = _plain("invoice_no", details.invoice_no)
        return details.entity, details.year, _plain("supplier", details.supplier), number
    return None


def _alike(row: Details, line: Details) -> bool:
    """The same document number in two lists of one entity can be chance; something else must agree as well."""
    return (
        _plain("supplier", row.supplier) == _plain("supplier", line.supplier)
        or (row.invoice_no is not None and row.invoice_no == line.invoice_no)
        or row.amount == line.amount
    )
