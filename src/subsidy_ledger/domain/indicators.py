"""What was reached of an agreement's indicators, year by year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """What an indicator came to in a year, with the document that shows it; the latest version counts.

    `indicator` is its place in the agreement's list of the objective, counted from 1; `value` is as it was stated,
    as an indicator may be a number, a share or a word.
    """

    objective: str
    indicator: int
    year: int
    version: int
    value: str
    document: str
    note: str
    entry: int

    @property
    def place(self) -> tuple[str, int]:
        return self.objective, self.indicator

    @property
    def stated(self) -> tuple[str, str, str]:
        """All that a person says of it."""
        return self.value, self.document, self.note


def values_of(values: Iterable[IndicatorValue], year: int) -> Mapping[tuple[str, int], IndicatorValue]:
    """The value that counts of each indicator (objective, place) in a year; absent where none was recorded."""
    ordered = sorted((v for v in values if v.year == year), key=lambda v: v.version)
    return {value.place: value for value in ordered}
