"""What each import came to when it was posted: in euros, in lines it took back, and in rows it could not post."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

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
    entries = {batch.number: batch.entry for batch in ledger.imports}
    for line in ledger.expenses:
        if line.source and line.reverses is None and line.entry == entries.get(line.source.import_number):
            found[line.source.import_number].cents += line.amount
    for each in ledger.superseded:
        old = ledger.expense(each.expense)
        if old is not None and each.entry == entries.get(each.import_number):
            found[each.import_number].cents -= old.amount
            found[each.import_number].taken_back += 1
    for row in ledger.refused:
        found[row.import_number].refused += 1
    return found
