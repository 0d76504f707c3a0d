"""A large table is read in portions, so that neither who reads nor who takes holds everything twice."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import Any

from subsidy_ledger.importing.intake import Problem, Reading, Row, TotalRow
from subsidy_ledger.importing.opening.packing import Packing


@dataclass(slots=True)
class Portion:
    """What stands in the next `read` rows of a table that has `of` rows in all, blank ones counted."""

    read: int = 0
    of: int = 0
    rows: list[Row] = field(default_factory=list)
    zero: list[Row] = field(default_factory=list)
    totals: list[TotalRow] = field(default_factory=list)
    notes: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    refused: list[Row] = field(default_factory=list)
    hidden: list[Row] = field(default_factory=list)

    @property
    def filled(self) -> int:
        """Rows that hold anything."""
        return sum(len(getattr(self, name)) for name in KINDS if name != "problems")

    def add(self, other: Portion, packing: Packing | None = None) -> None:
        """Put the portion that follows behind this one, its lines packed where the table may be long."""
        self.read += other.read
        self.of = other.of
        if packing is not None:
            other.rows = packing.rows(other.rows)
            other.zero = packing.rows(other.zero)
        for name in KINDS:
            getattr(self, name).extend(getattr(other, name))

    def complete(self, whole: Reading) -> Reading:
        """The reading of all rows, from what was said of the table as a whole."""
        kinds: dict[str, Any] = {name: tuple(getattr(self, name)) for name in KINDS}
        return replace(whole, **kinds)


# What of a Reading comes in portions, and is a list here and a tuple there.
KINDS = tuple(f.name for f in fields(Portion) if f.name not in ("read", "of"))
