"""The cells of a column that something is told of once: how many they are, and the first of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from subsidy_ledger.domain.cells import cell_name
from subsidy_ledger.domain.sentences import Listed

NAMED_MAX = 5


@dataclass(slots=True)
class SomeCells:
    """`column` and rows count from 0."""

    column: int
    count: int = 0
    first: list[int] = field(default_factory=list)

    def add(self, row: int) -> None:
        self.count += 1
        if len(self.first) < NAMED_MAX:
            self.first.append(row)

    def named(self) -> Listed:
        """ "F2, F5, F9" and an ellipsis where there are more."""
        names = [cell_name(row, self.column) for row in self.first]
        return Listed((*names, "…") if self.count > len(names) else tuple(names))
