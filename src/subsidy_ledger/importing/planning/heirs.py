"""Which rows of a file take the place of rows that were refused before.

A refused row is never closed on doubt. A row of the file takes its place where it is of the same list (entity, sheet,
headings), says the same in every field of the refused row that was not at fault, and names the same document or stands
at the same row; and where no other row of the file, and no other refused row, would do as well. A line that was in the
books before the refusal is another cost, and a line that has closed a row closes no other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from subsidy_ledger.domain.drafts import Head
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.refused import Closing, RefusedRow
from subsidy_ledger.importing.cells.shifted import ROW_TOO_LONG
from subsidy_ledger.importing.cells.values import MONEY_FIELDS
from subsidy_ledger.importing.planning.file_plan import FilePlan
from subsidy_ledger.importing.planning.keys import KEY_DATES, KEY_TEXTS, compared

# What says which cost a row is; payments and codes may be filled in later, and the numbers of lines mean nothing.
IDENTITY = (*KEY_TEXTS, *KEY_DATES, "year", "amount")
NUMBERS = ("document_no", "invoice_no")
TELLING = ("invoice_no", *KEY_DATES)
Facts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Heir:
    """A row of the file that can take the place of a refused one: what it says, and which line it is.

    `since` is the entry that recorded the line, None where this import does. `successor` is the number of a row that
    is refused as well, and says something else now. With neither it is not posted, and closes nothing.
    """

    row: int
    facts: Facts
    line: int | None = None
    line_import: int | None = None
    since: int | None = None
    successor: int | None = None


def closings(
    waiting: Sequence[RefusedRow], refused: Sequence[RefusedRow], part: FilePlan, ledger: Ledger, head: Head
) -> tuple[Closing, ...]:
    """What of the rows that wait is closed by the lines of this file, or by the rows it refuses.

    Those at the same row are paired first, then those of the same document.
    """
    since = min(kept.entry for kept in waiting)
    heirs = [*_lines(part, ledger, head, since), *(Heir(r.row, telling(r), successor=r.number) for r in refused)]
    fitting = _fitting(waiting, heirs, _mended(waiting, part, ledger))
    places = {kept.number: kept.row for kept in waiting}
    taken: dict[int, Heir] = {}
    for is_in_place in (True, False):
        used = {heir.row for heir in taken.values()}
        edges = {
            number: [h for h in found if h.row not in used and (h.row == places[number] or not is_in_place)]
            for number, found in fitting.items()
            if number not in taken
        }
        wanted = Counter(heir.row for found in edges.values() for heir in found)
        taken |= {n: found[0] for n, found in edges.items() if len(found) == 1 and wanted[found[0].row] == 1}
    return tuple(
        Closing(number, "close", head.entry + 1, head.next_import, heir.line, heir.successor, heir.line_import)
        for number, heir in sorted(taken.items(), key=lambda pair: pair[0])
        if heir.line is not None or heir.successor is not None
    )


def texts(values: Mapping[str, object]) -> Facts:
    """What a row says by field, as it is kept."""
    return {name: str(value) for name, value in values.items()}


def telling(row: RefusedRow) -> Facts:
    """What says which cost a refused row is, without what its faults cast doubt on: where cells may have shifted,
    nothing does."""
    if any(fault.code == ROW_TOO_LONG.code for fault in row.faults):
        return {}
    doubtful = {"amount" if fault.field in MONEY_FIELDS else fault.field for fault in row.faults}
    return _identity({name: text for name, text in row.facts.items() if name not in doubtful})


def _identity(facts: Facts) -> Facts:
    return {name: compared(name, facts[name]) for name in IDENTITY if name in facts}


def _lines(part: FilePlan, ledger: Ledger, head: Head, since: int) -> Iterator[Heir]:
    """The rows of the file that become lines or have become one after entry `since`, and those that are a changed line
    and not posted."""
    values = {row.number: row.values for row in part.intake.reading.rows}
    used = {_root(ledger, c.line) for c in ledger.refused_closings if c.line is not None}
    for incoming, expense in zip(part.matches.new, part.new_lines, strict=True):
        yield Heir(incoming.row, _identity(texts(values[incoming.row])), expense.number, head.next_import)
    for pair in part.matches.known:
        line, first = ledger.expense(pair.line), ledger.expense(_root(ledger, pair.line))
        if line is None or first is None or line.source is None or not ledger.is_live(line):
            continue
        if first.entry > since and first.number not in used:
            facts = _identity(texts(values[pair.row]))
            yield Heir(pair.row, facts, line.number, line.source.import_number, first.entry)
    yield from (Heir(pair.row, _identity(texts(values[pair.row]))) for pair in part.matches.changed)


def _root(ledger: Ledger, number: int) -> int:
    """The line as it was first posted, whatever took its place since."""
    line = ledger.expense(number)
    return number if line is None else ledger.origin(line)


def _fitting(waiting: Iterable[RefusedRow], heirs: Sequence[Heir], mended: Collection[int]) -> Mapping[int, list[Heir]]:
    """For each row that waits those that can take its place, found by place, by number, or as twins."""
    at = {heir.row: heir for heir in heirs}
    near: dict[Hashable, list[Heir]] = defaultdict(list)
    for heir in heirs:
        for key in _numbers(heir.facts):
            near[key].append(heir)
        near[_whole(heir.facts)].append(heir)
    found: dict[int, list[Heir]] = {}
    for kept in waiting:
        here = at.get(kept.row)
        # Identical rows are the same cost: which of them stands where the refused one stood means nothing.
        twins = {here.row} if here is not None else set()
        if here is not None and here.facts:
            twins |= {heir.row for heir in near[_whole(here.facts)]}
        rows = {heir.row for key in _numbers(telling(kept)) for heir in near[key]} | twins
        is_mended = kept.import_number in mended
        found[kept.number] = [
            at[row] for row in sorted(rows) if _fits(kept, at[row], is_there=row in twins, is_mended=is_mended)
        ]
    return found


def _numbers(facts: Facts) -> Iterator[Hashable]:
    return ((name, facts[name]) for name in NUMBERS if name in facts)


def _whole(facts: Facts) -> Hashable:
    return frozenset(facts.items())


def _fits(kept: RefusedRow, heir: Heir, *, is_there: bool, is_mended: bool) -> bool:
    """Whether the row may be the refused one, mended. A line that was in the books before is another one."""
    facts = telling(kept)
    if heir.since is not None and heir.since <= kept.entry:
        return False
    if heir.successor is not None:
        facts = {name: text for name, text in facts.items() if name in heir.facts}
    if any(heir.facts.get(name) != text for name, text in facts.items()):
        return False
    has_number = "document_no" in facts or {"invoice_no", "supplier"} <= facts.keys()
    return has_number or (is_there and (is_mended or any(name in facts for name in TELLING)))


def _mended(waiting: Iterable[RefusedRow], part: FilePlan, ledger: Ledger) -> Collection[int]:
    """The imports whose every line this file has at the same row: it is the same file, mended."""
    known = {pair.row: pair.line for pair in part.matches.known}
    lines, wanted = set(known.values()), {row.import_number for row in waiting}
    is_whole: dict[int, bool] = {}
    for line in ledger.recognisable():
        if line.source is not None and line.source.import_number in wanted:
            number, is_here = line.source.import_number, line.number in lines and line.source.row in known
            is_whole[number] = is_whole.get(number, True) and is_here
    return {number for number, whole in is_whole.items() if whole}
