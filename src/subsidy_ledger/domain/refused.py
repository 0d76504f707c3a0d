"""Rows that an import could not post: kept on record until a line takes their place or a person says why not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from subsidy_ledger.domain.sentences import Euro, Sentence, say_n

State = Literal["open", "closed", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What kept a row out: the cell as Excel names it, what stands there, what was expected, how to mend it."""

    code: str
    cell: str
    field: str
    value: str
    expected: Sentence
    message: Sentence


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """One row of an imported table that was not posted. `row` as Excel counts, `cells` as delivered, as texts.

    `facts` are the fields that could be read, as texts (days in ISO, amounts in cents); `year` and `cents` are None
    where nobody can tell them from the row.
    """

    number: int
    entry: int
    import_number: int
    row: int
    year: int | None
    cents: int | None
    facts: Mapping[str, str]
    cells: tuple[str, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """One act on a refused row: closed by a line of a later import, by a refused row of it that says otherwise now
    (`successor`), or by a person, who can also open it again. `line_import` is the import that delivered the line."""

    refused: int
    act: Literal["close", "reopen"]
    entry: int
    import_number: int | None = None
    line: int | None = None
    successor: int | None = None
    line_import: int | None = None


@dataclass(frozen=True, slots=True)
class Refusals:
    """The refused rows of a ledger, and what holds of each now; `undone` are the imports that were taken back.

    What an import closed counts as long as neither it nor the import of the line is taken back.
    """

    rows: tuple[RefusedRow, ...]
    undone: frozenset[int]
    closed_by: Mapping[int, Closing]

    def state(self, row: RefusedRow) -> State:
        if row.import_number in self.undone:
            return "withdrawn"
        return "closed" if row.number in self.closed_by else "open"

    def open(self) -> tuple[RefusedRow, ...]:
        return tuple(row for row in self.rows if self.state(row) == "open")


def refusals(rows: Iterable[RefusedRow], closings: Iterable[Closing], undone: Collection[int]) -> Refusals:
    """What holds of the rows after all that was done; `closings` in the order of their entries."""
    held: dict[int, Closing] = {}
    for closing in closings:
        if closing.import_number in undone or closing.line_import in undone:
            continue
        if closing.act == "close":
            held[closing.refused] = closing
        else:
            held.pop(closing.refused, None)
    return Refusals(tuple(rows), frozenset(undone), held)


@dataclass(frozen=True, slots=True)
class AtStake:
    """So many refused rows, the cents of those whose amount could be read, and how many have none."""

    rows: int
    cents: int
    unread: int


NOTHING = AtStake(0, 0, 0)


def at_stake(rows: Iterable[RefusedRow]) -> AtStake:
    amounts = [row.cents for row in rows]
    known = [cents for cents in amounts if cents is not None]
    return AtStake(len(amounts), sum(known), len(amounts) - len(known))


def stake_text(stake: AtStake) -> Sentence:
    """ "3 rows, 100.00, and 1 without an amount that can be read"."""
    rows = say_n("{n} row, {euros}", "{n} rows, {euros}", n=stake.rows, euros=Euro(stake.cents))
    if not stake.unread:
        return rows
    if stake.unread == stake.rows:
        return say_n(
            "{n} row without an amount that can be read", "{n} rows without an amount that can be read", n=stake.rows
        )
    return say_n(
        "{rows}, of which {n} without an amount that can be read",
        "{rows}, of which {n} without an amount that can be read",
        n=stake.unread, rows=rows,
    )  # fmt: skip


def by_import(rows: Iterable[RefusedRow]) -> Mapping[int, list[RefusedRow]]:
    """Rows by the number of their import."""
    found: dict[int, list[RefusedRow]] = defaultdict(list)
    for row in rows:
        found[row.import_number].append(row)
    return found
