"""What of a file the ledger already has: a multiset match, so that twins are kept and nothing comes twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from subsidy_ledger.domain.expenses import PAYMENT_FIELDS, Details, Expense
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.importing.planning.changes import changed_rows
from subsidy_ledger.importing.planning.keys import Incoming, key_of, shared_fields

# Most pairs have none: one for all.
NO_FACTS: Mapping[str, str | date] = {}


@dataclass(frozen=True, slots=True)
class Pair:
    """A row recognised as a line; `facts` are payment facts the line lacks, `differing` those that disagree.

    Where anything disagrees it is another payment, and no fact of it is taken over.
    """

    row: int
    line: int
    facts: Mapping[str, str | date]
    differing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matches:
    """Every incoming row is in exactly one of `new`, `known` and `changed`.

    `changed` are rows of a document that the ledger has with other figures, with the line nearest to them. `spare` are
    lines that none of the rows is. `incomparable` are imports whose columns have too little in common with the file's
    to tell; `thin` the fields that were all there was to go by, where that was only one.
    """

    new: tuple[Incoming, ...]
    known: tuple[Pair, ...]
    changed: tuple[Pair, ...]
    incomparable: tuple[int, ...] = ()
    thin: tuple[str, ...] = ()
    spare: tuple[Expense, ...] = ()


def match(
    rows: Sequence[Incoming],
    fields: Collection[str],
    ledger: Ledger,
    as_new: Collection[int] = (),
    headers: tuple[str, ...] = (),
    taken_elsewhere: Collection[int] = (),
    lines: Iterable[Expense] | None = None,
) -> Matches:
    """Matches rows that were read with `fields` against the live lines; rows in `as_new` are new whatever happens.

    `headers` identify the list: within one list the same document number is the same document. `taken_elsewhere` are
    lines that another table of the file comes to. `lines` are the only ones to match with, where not all are meant.
    """
    entities = {incoming.details.entity for incoming in rows}
    free = (e for e in (ledger.recognisable() if lines is None else lines) if e.number not in taken_elsewhere)
    groups, incomparable = _groups(ledger, free, entities, frozenset(fields))
    left = {incoming.row: incoming for incoming in rows if incoming.row not in as_new}
    taken: dict[int, Pair] = {}
    spare: list[Expense] = []
    thin: set[str] = set()
    for shared, lines in groups:
        before = len(taken)
        spare += _match_group(left, lines, shared, ledger, taken)
        if len(taken) > before and len(shared) == 1:
            thin.update(shared)
    by_row = {incoming.row: incoming for incoming in rows}
    changed = {
        row: pair_of(by_row[row], line) for row, line in changed_rows(left.values(), spare, ledger, headers).items()
    }
    return Matches(
        tuple(i for i in rows if i.row not in taken and i.row not in changed),
        tuple(_of_live(taken[i.row], ledger) for i in rows if i.row in taken),
        tuple(changed[i.row] for i in rows if i.row in changed),
        incomparable,
        tuple(sorted(thin)),
        _unused(spare, changed.values()),
    )


def _unused(spare: Iterable[Expense], changed: Iterable[Pair]) -> tuple[Expense, ...]:
    used = {pair.line for pair in changed}
    return tuple(line for line in spare if line.number not in used)


def _groups(
    ledger: Ledger, lines: Iterable[Expense], entities: Collection[str], fields: frozenset[str]
) -> tuple[list[tuple[tuple[str, ...], list[Expense]]], tuple[int, ...]]:
    """Live lines by the key fields they share with the file, the most telling group first."""
    layouts = {i.number: shared_fields(fields, frozenset(i.fields)) for i in ledger.imports}
    groups: dict[tuple[str, ...], list[Expense]] = defaultdict(list)
    incomparable: set[int] = set()
    for line in lines:
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
    lines: Sequence[Expense],
    shared: tuple[str, ...],
    ledger: Ledger,
    taken: dict[int, Pair],
) -> list[Expense]:
    """Pairs what is left of the file with these lines; gives the lines nothing was paired with.

    A corrected line matches the row it came from, else a row that says what it says now.
    """
    spare = _match_by(left, ((line, ledger.delivered(line)) for line in lines), shared, taken)
    corrected = [line for line in spare if line.replaces is not None]
    _match_by(left, ((line, line.details) for line in corrected), shared, taken)
    used = {pair.line for pair in taken.values()}
    return [line for line in spare if line.number not in used]


def _match_by(
    left: dict[int, Incoming],
    lines: Iterable[tuple[Expense, Details]],
    shared: tuple[str, ...],
    taken: dict[int, Pair],
) -> list[Expense]:
    # Lines and the rows of the same key in one list: there may be a list a line, so that two would take much room.
    waiting: dict[Hashable, list[Expense | Incoming]] = defaultdict(list)
    for line, details in lines:
        waiting[key_of(details, shared)].append(line)
    if not waiting:
        return []
    for incoming in left.values():
        if (found := waiting.get(key_of(incoming.details, shared))) is not None:
            found.append(incoming)
    spare = []
    for both in waiting.values():
        twins = [each for each in both if isinstance(each, Expense)]
        used = set()
        for pair in _pair_twins([each for each in both if isinstance(each, Incoming)], twins):
            taken[pair.row] = pair
            used.add(pair.line)
            del left[pair.row]
        spare += [line for line in twins if line.number not in used]
    return spare


def _pair_twins(rows: list[Incoming], lines: list[Expense]) -> Iterator[Pair]:
    """Twins pair first where their payment facts agree, then where the line has none yet, then as they come."""
    if len(rows) > 1 or len(lines) > 1:
        yield from _pair_same_payments(rows := list(rows), lines := list(lines))
    for fits in (_fills_in, _any):
        for incoming in list(rows):
            line = next((line for line in lines if fits(incoming.details, line.details)), None)
            if line is not None:
                rows = [row for row in rows if row is not incoming]
                lines = [other for other in lines if other is not line]
                yield pair_of(incoming, line)


def _pair_same_payments(rows: list[Incoming], lines: list[Expense]) -> Iterator[Pair]:
    """Takes the pairs with equal payment facts out of both lists; quick also among thousands of twins."""
    by_payment: dict[Hashable, list[Expense]] = defaultdict(list)
    for line in reversed(lines):
        by_payment[_payment(line.details)].append(line)
    pairs = [(row, by_payment[key].pop()) for row in rows if by_payment[key := _payment(row.details)]]
    gone = {id(row) for row, _ in pairs} | {id(line) for _, line in pairs}
    rows[:] = [row for row in rows if id(row) not in gone]
    lines[:] = [line for line in lines if id(line) not in gone]
    yield from (pair_of(row, line) for row, line in pairs)


def _payment(details: Details) -> Hashable:
    return tuple(getattr(details, name) for name in PAYMENT_FIELDS)


def pair_of(incoming: Incoming, line: Expense) -> Pair:
    """The pair with the payment facts that the row adds, or those it states differently."""
    facts: dict[str, str | date] = {}
    differing = []
    for name in PAYMENT_FIELDS:
        theirs, ours = getattr(incoming.details, name), getattr(line.details, name)
        if theirs is not None and ours is None:
            facts[name] = theirs
        elif theirs is not None and theirs != ours:
            differing.append(name)
    return Pair(incoming.row, line.number, facts if facts and not differing else NO_FACTS, tuple(differing))


def _of_live(pair: Pair, ledger: Ledger) -> Pair:
    """A line that was taken back as claimed in error is recognised and left alone."""
    line = ledger.expense(pair.line)
    return pair if line is not None and ledger.is_live(line) else Pair(pair.row, pair.line, NO_FACTS, ())


def _fills_in(row: Details, line: Details) -> bool:
    """Nothing that both state differs."""
    return all(
        getattr(line, name) is None or getattr(row, name) is None or getattr(row, name) == getattr(line, name)
        for name in PAYMENT_FIELDS
    )


def _any(_row: Details, _line: Details) -> bool:
    return True
