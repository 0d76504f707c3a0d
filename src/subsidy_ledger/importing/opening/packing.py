"""Rows as they are held by the hundred thousand: equal texts once, and no dictionary for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from subsidy_ledger.domain.sharing import Shared
from subsidy_ledger.importing.intake import Row

Value = str | int | date


@dataclass(frozen=True, slots=True, eq=False)
class Values(Mapping[str, Value]):
    """What a dictionary says, in half its room: the rows of a table share their names."""

    names: tuple[str, ...]
    held: tuple[Value, ...]

    def __getitem__(self, name: str) -> Value:
        if name in self.names:
            return self.held[self.names.index(name)]
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


class Packing:
    """Packs the rows of a file one after another; each says what it said before."""

    def __init__(self) -> None:
        self._shared = Shared()

    def rows(self, rows: list[Row]) -> list[Row]:
        return [self._row(row) for row in rows]

    def _row(self, row: Row) -> Row:
        shared = self._shared
        # A number is never shared: 1 and True are equal and not the same.
        held = tuple(value if isinstance(value, int) else shared(value) for value in row.values.values())
        return replace(row, values=Values(shared(tuple(row.values)), held), cells=tuple(map(shared, row.cells)))
