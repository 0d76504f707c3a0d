"""Taking back a whole import, and posting it again: what it replaced comes back or goes with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import count

from subsidy_ledger.domain.drafts import Draft, Head
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.lineage import Lineage, reverse, revive
from subsidy_ledger.domain.records import EntryKind
from subsidy_ledger.domain.refused import RefusedRow, refusals
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.lists import import_of
from subsidy_ledger.operations.reviving import LeftOut, Turn, turn_again, turn_back
from subsidy_ledger.operations.session import Session


@dataclass(frozen=True, slots=True)
class Turned:
    """An import undone or posted again: the lines taken back and brought back, and the books before and after.

    `entry` is None where there was nothing to do. `standing` counts the lines of it that stay as a later import
    replaced them, by import; `also_in` are imports whose files state some of what went; `poorer` are lines of other
    imports that lost payment facts this one had supplied. `refused` are the open refused rows before and after.
    """

    number: int
    file: str
    entry: int | None
    reversals: tuple[Expense, ...]
    revived: tuple[Expense, ...]
    left_out: tuple[LeftOut, ...]
    before: Ledger
    after: Ledger
    standing: Mapping[int, int] = field(default_factory=dict)
    also_in: tuple[int, ...] = ()
    poorer: tuple[int, ...] = ()
    refused: tuple[tuple[RefusedRow, ...], tuple[RefusedRow, ...]] = ((), ())


def undo(session: Session, number: int, *, reason: str) -> Turned:
    """Takes back every live line of an import, corrected ones included; what it had replaced or found gone lives
    again. The payment facts it supplied go too."""
    done: list[Turned] = []

    def think(ledger: Ledger, head: Head) -> Draft:
        done.clear()
        batch = import_of(ledger, number)
        if batch.undone_by is not None:
            raise WrongUse(
                "import-undone",
                "Import {n} was undone already, by entry {entry}. To post it again: ledger redo {n} --reason …",
                n=number,
                entry=batch.undone_by,
            )
        lineage = Lineage(ledger)
        turned = _turned(ledger, head, number, turn_back(lineage, number))
        done.append(replace(turned, standing=_standing(lineage, number)))
        return _draft("undo", reason, turned)

    entry = session.write(think)
    return _with_others(session, replace(done[0], entry=entry))


def redo(session: Session, number: int, *, reason: str) -> Turned:
    """Posts the lines of an undone import again as they stood when it was undone, with tags and payment facts.

    What it had replaced or found gone is taken back again. A line that the ledger has otherwise by now stays out.
    """
    done: list[Turned] = []

    def think(ledger: Ledger, head: Head) -> Draft | None:
        done.clear()
        batch = import_of(ledger, number)
        if batch.undone_by is None:
            raise WrongUse("import-not-undone", "Import {n} is not undone: there is nothing to post again.", n=number)
        turned = _turned(ledger, head, number, turn_again(Lineage(ledger), number))
        done.append(turned)
        if turned.left_out and not (turned.reversals or turned.revived):
            return None
        return _draft("redo", reason, turned)

    entry = session.write(think)
    return replace(done[0], entry=entry)


def _turned(ledger: Ledger, head: Head, number: int, turn: Turn) -> Turned:
    numbers = count(head.next_expense)
    reversals = tuple(reverse(line, next(numbers)) for line in turn.going)
    revived = tuple(revive(line, next(numbers)) for line in turn.coming)
    after = replace(ledger, expenses=(*ledger.expenses, *reversals, *revived))
    file = import_of(ledger, number).file
    return Turned(
        number, file, None, reversals, revived, turn.left_out, ledger, after, refused=_refused(ledger, number)
    )


def _refused(ledger: Ledger, number: int) -> tuple[tuple[RefusedRow, ...], tuple[RefusedRow, ...]]:
    """The refused rows that are open, and those that are once this import is undone, or posted again."""
    held = ledger.refusals()
    after = refusals(ledger.refused, ledger.refused_closings, held.undone ^ {number})
    return held.open(), after.open()


def _draft(kind: EntryKind, reason: str, turned: Turned) -> Draft:
    lines, numbers = (*turned.reversals, *turned.revived), (turned.number,)
    return Draft(
        kind, reason, expenses=lines, undone=numbers if kind == "undo" else (), redone=numbers if kind == "redo" else ()
    )


def _standing(lineage: Lineage, number: int) -> dict[int, int]:
    """How many lines of the import another one replaced, and so keep out of this undo, by that import."""
    counts: dict[int, int] = {}
    for line in lineage.costs_of(number):
        barrier = lineage.barrier(line.number) if lineage.fate(line.number) == "superseded" else None
        if barrier is not None and barrier[0] == "replaced":
            counts[barrier[1]] = counts.get(barrier[1], 0) + 1
    return counts


def _with_others(session: Session, turned: Turned) -> Turned:
    """Adds which other lines and imports an undo touches, so that nothing goes without a word."""
    from subsidy_ledger.storage.lookups import knowing_imports, supplemented_by

    lineage = Lineage(turned.before)
    lines = {v.number for e in turned.reversals if e.reverses is not None for v in lineage.versions(e.reverses)}
    passed_over = {i.number for i in turned.before.imports if i.undone_by is not None}
    with session.reading() as (connection, tenancy, _):
        poorer = supplemented_by(connection, tenancy, turned.number) - lines
        sources = {e.source.import_number for n in poorer if (e := turned.before.expense(n)) and e.source}
        others = knowing_imports(connection, tenancy, lines | poorer, turned.number) - passed_over - sources
    return replace(turned, also_in=tuple(sorted(others)), poorer=tuple(sorted(poorer)))
