"""Rows with their live cells, gathered one by one: the ledger's figures first, formulas beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from subsidy_ledger.domain.sentences import Phrase, Sentence
from subsidy_ledger.reports.reconciliation.book import Block, Choice, Formula
from subsidy_ledger.reports.tables import Column, Table, Value, Weight


@dataclass(slots=True)
class Rows:
    """A block in the making. A live cell without a value of its own is given the ledger's figure for it."""

    columns: tuple[Column, ...]
    rows: list[tuple[Value, ...]] = field(default_factory=list)
    weights: list[Weight] = field(default_factory=list)
    live: dict[tuple[int, str], Formula] = field(default_factory=dict)

    def add(
        self, values: Mapping[str, Value], formulas: Mapping[str, Formula] | None = None, weight: Weight = "line"
    ) -> int:
        """Appends a row (columns not named stay empty) and gives its place, from 0."""
        unknown = {*values, *(formulas or {})} - {column.key for column in self.columns}
        if unknown:
            raise KeyError(", ".join(sorted(unknown)))
        place = len(self.rows)
        self.rows.append(tuple(values.get(column.key) for column in self.columns))
        self.weights.append(weight)
        self.live.update({(place, key): formula for key, formula in (formulas or {}).items()})
        return place

    def block(
        self,
        key: str,
        title: Phrase | Sentence = "",
        zero: tuple[str, ...] = (),
        notes: Iterable[Sentence] = (),
        inputs: Mapping[str, Choice] | None = None,
    ) -> Block:
        live = self.live
        if "line" not in self.weights:
            # Of an empty list the total stands where its lines would: it must not add up itself.
            live = {place: formula for place, formula in live.items() if f"{{{key}." not in formula.text}
        table = Table(key, title, self.columns, tuple(self.rows), tuple(self.weights), tuple(notes))
        return Block(table, live, zero, inputs or {})
