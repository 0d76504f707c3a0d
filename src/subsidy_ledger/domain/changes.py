"""What changed in the books after a line was posted: corrected, taken back, undone, redone, tagged anew, revised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal

from subsidy_ledger.domain.expenses import CENTS_FIELDS, DETAIL_FIELDS, Expense, Share
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.lineage import Lineage
from subsidy_ledger.domain.records import Allocation, Contribution, SectorPlan
from subsidy_ledger.domain.sentences import Euro, Fact, Sentence, say

Act = Literal[
    "corrected", "taken-back", "undone", "redone", "replaced", "gone", "tagged", "retagged", "revised", "carried-over",
    "contribution", "sector-plan", "posted", "supplemented", "agreement", "submitted", "settled", "received", "decided",
    "first", "indicator", "sampled", "tied-out", "funding", "listed", "rule", "refused", "other",
]  # fmt: skip
# Each entry that divided a line over codes, in order; the first one posted it.
Taggings = Mapping[int, tuple[tuple[int, tuple[Share, ...]], ...]]
Held = dict[str | None, int]


@dataclass(frozen=True, slots=True)
class Change:
    """One act on lines, or on a figure of the agreement: cents by code before and after, in one budget year.

    `lines` held the money before and `heirs` hold it now; `facts` are the fields that a correction changed, `decision`
    that of a revision, and `told` says what no field does. Money of a submission is what is claimed, of a settlement
    what is accepted, of a receipt what is received.
    """

    entry: int
    act: Act
    before: Mapping[str | None, int]
    after: Mapping[str | None, int]
    lines: tuple[int, ...] = ()
    heirs: tuple[int, ...] = ()
    entities: frozenset[str] = frozenset()
    facts: Mapping[str, Sentence] = field(default_factory=dict)
    decision: str = ""
    told: tuple[Sentence, ...] = ()


def changes(ledger: Ledger, taggings: Taggings, year: int) -> tuple[Change, ...]:
    """Every change that touched the money of a budget year, in the order of the entries."""
    found = (*_of_lines(ledger, taggings, year), *_of_tags(ledger, taggings, year), *_of_figures(ledger, year))
    return tuple(sorted(found, key=lambda change: (change.entry, change.lines, change.heirs)))


def changed_facts(before: Expense, after: Expense) -> dict[str, Sentence]:
    """What a correction changed: field to "before -> after"."""
    pairs = ((name, getattr(before.own_details, name), getattr(after.own_details, name)) for name in DETAIL_FIELDS)
    return {
        name: say("{before} -> {after}", before=_shown(name, old), after=_shown(name, new))
        for name, old, new in pairs
        if old != new
    }


def _shown(name: str, value: Any) -> Fact:
    if value is None:
        return say("nothing")
    return Euro(value) if name in CENTS_FIELDS else value


def _of_lines(ledger: Ledger, taggings: Taggings, year: int) -> Iterator[Change]:
    """Lines that were taken back and those that took their place, by the entry that did it."""
    kinds = {entry.number: entry.kind for entry in ledger.entries}
    going: dict[int, list[Expense]] = defaultdict(list)
    coming: dict[int, list[Expense]] = defaultdict(list)
    for line in ledger.expenses:
        if line.reverses is not None and (old := ledger.expense(line.reverses)) is not None:
            going[line.entry].append(old)
        elif line.replaces is not None:
            coming[line.entry].append(line)
    lineage = Lineage(ledger)
    for entry in going.keys() | coming.keys():
        for act, olds, news in _acts(kinds[entry], lineage, entry, going[entry], coming[entry]):
            if any(line.details.year == year for line in (*olds, *news)):
                yield Change(
                    entry, act,
                    _held(((line, line.shares) for line in olds), year),
                    _held(((line, posted_shares(line, taggings)) for line in news), year),
                    tuple(line.number for line in olds), tuple(line.number for line in news),
                    frozenset(line.details.entity for line in (*olds, *news)),
                    changed_facts(olds[0], news[0]) if len(olds) == len(news) == 1 and act != "undone" else {},
                )  # fmt: skip


def _acts(
    kind: str, lineage: Lineage, entry: int, going: list[Expense], coming: list[Expense]
) -> Iterator[tuple[Act, list[Expense], list[Expense]]]:
    """An undo or redo is one act on all its lines; a correction is one on each line, a later file one a document."""
    if kind in ("undo", "redo"):
        yield "undone" if kind == "undo" else "redone", going, coming
        return
    rest = {line.number: line for line in going}
    if kind == "import":
        number = next((i.number for i in lineage.ledger.imports if i.entry == entry), None)
        for swap in lineage.swaps(number) if number is not None else ():
            old = [rest.pop(n) for line in swap.lines if (n := _gone_in(lineage, line, rest)) is not None]
            heirs = [line for n in swap.heirs if (line := lineage.ledger.expense(n)) is not None]
            if old:
                yield "replaced" if heirs else "gone", old, heirs
    for line in coming:
        if line.replaces in rest:
            yield "corrected", [rest.pop(line.replaces)], [line]
    for line in rest.values():
        yield "taken-back", [line], []


def _gone_in(lineage: Lineage, root: int, going: Mapping[int, Expense]) -> int | None:
    """The version of a cost that is among the lines taken back."""
    return next((version.number for version in lineage.versions(root) if version.number in going), None)


def posted_shares(line: Expense, taggings: Taggings) -> tuple[Share, ...]:
    """The shares a line was posted with."""
    found = taggings.get(line.number)
    return found[0][1] if found else line.shares


def _held(parts: Iterable[tuple[Expense, tuple[Share, ...]]], year: int) -> Held:
    held: Held = defaultdict(int)
    for line, shares in parts:
        for share in shares if line.details.year == year else ():
            held[share.code] += share.cents
    return dict(held)


def _of_tags(ledger: Ledger, taggings: Taggings, year: int) -> Iterator[Change]:
    """Taggings after a line was posted; lines that went from the same codes to the same are one change."""
    moved: dict[tuple[int, frozenset[str | None], frozenset[str | None]], list[tuple[Expense, int]]] = defaultdict(list)
    for number, found in taggings.items():
        line = ledger.expense(number)
        if line is None or line.details.year != year:
            continue
        for place in range(1, len(found)):
            before, after = (frozenset(share.code for share in found[at][1]) for at in (place - 1, place))
            if found[place - 1][1] != found[place][1]:
                moved[found[place][0], before, after].append((line, place))
    for (entry, before_codes, _), lines in moved.items():
        numbers = tuple(line.number for line, _ in lines)
        yield Change(
            entry, "retagged" if before_codes - {None} else "tagged",
            _held(((line, taggings[line.number][place - 1][1]) for line, place in lines), year),
            _held(((line, taggings[line.number][place][1]) for line, place in lines), year),
            numbers, numbers, frozenset(line.details.entity for line, _ in lines),
        )  # fmt: skip


def _of_figures(ledger: Ledger, year: int) -> Iterator[Change]:
    """Allocations, contributions and the city's own plans of the year that a later decision changed."""
    kinds = {entry.number: entry.kind for entry in ledger.entries}
    series: dict[tuple[Act, str | None], list[Allocation | Contribution | SectorPlan]] = defaultdict(list)
    for a in ledger.allocations:
        series["revised", a.grant].append(a)
    for c in ledger.contributions:
        series["contribution", None].append(c)
    for p in ledger.sector_plans:
        series["sector-plan", p.sector].append(p)
    for (act, code), recorded in series.items():
        versions = sorted((r for r in recorded if r.year == year), key=lambda r: r.version)
        for before, after in pairwise(versions):
            is_carried = act == "revised" and kinds.get(after.entry) == "carry-over"
            yield Change(
                after.entry, "carried-over" if is_carried else act, {code: before.cents}, {code: after.cents},
                decision=after.decision,
            )  # fmt: skip
