"""What each import came to when it was posted: in euros, in lines it took back, and in rows it could not post."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.ledger import Ledger


@dataclass(slots=True)
class Effect:
    """`cents` is what the import moved in all: its lines, less those it took back; `refused` are rows on record."""

    cents: int = 0
    taken_back: int = 0
    refused: int = 0


def effects(ledger: Ledger) -> Mapping[int, Effect]:
    """By number of import, as it was posted; what was undone or corrected since makes no difference."""
    found: dict[int, Effect] = defaultdict(Effect)
    for number, line, sign in moves(ledger):
        found[number].cents += sign * line.amount
        found[number].taken_back += sign < 0
    for row in ledger.refused:
        found[row.import_number].refused += 1
    return found


def moves(ledger: Ledger) -> Iterator[tuple[int, Expense, Literal[1, -1]]]:
    """Every line that an import posted (1) or took back (-1) when it was posted, with the number of the import."""
    entries = {batch.number: batch.entry for batch in ledger.imports}
    for line in ledger.expenses:
        if line.source and line.reverses is None and line.entry == entries.get(line.source.import_number):
            yield line.source.import_number, line, 1
    for each in ledger.superseded:
        old = ledger.expense(each.expense)
        if old is not None and each.entry == entries.get(each.import_number):
            yield each.import_number, old, -1
