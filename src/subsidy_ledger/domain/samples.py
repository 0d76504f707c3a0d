"""A recorded sample: what was asked, the lines it was drawn from in figures, and the lines drawn."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Stratum = Literal["exhaustive", "interval", "negative"]


@dataclass(frozen=True, slots=True)
class Item:
    """A line and what counts of it, in cents: the whole line, or what of it is tagged to the grant sampled."""

    line: int
    cents: int


@dataclass(frozen=True, slots=True)
class Population:
    """All items in a few figures; `digest` is over every one of them, so that another population is noticed."""

    lines: int
    cents: int
    negative_lines: int
    negative_cents: int
    digest: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A line of the sample. `hit` is the cent, counted through the lower stratum, that chose it there."""

    line: int
    cents: int
    stratum: Stratum
    hit: int | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """The sample with all that is needed to draw it again; interval and start are 0 where every line is taken."""

    population: Population
    interval: int
    start: int
    chosen: tuple[Chosen, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A recorded sample: what was asked, and what was drawn. `grant` None is the whole year."""

    number: int
    year: int
    grant: str | None
    size: int
    materiality: int | None
    seed: str
    drawn: Drawn
    entry: int

    @property
    def fingerprint(self) -> str:
        """What a sheet of this sample carries, so that it is never evaluated as another one."""
        drawn = self.drawn
        asked = f"{self.year};{self.grant or ''};{self.size};{self.materiality or ''};{self.seed}"
        lines = (f"{c.line};{c.cents};{c.stratum};{c.hit or ''}" for c in drawn.chosen)
        return sha256_of([asked, f"{drawn.population.digest};{drawn.interval};{drawn.start}", *lines])


def sha256_of(lines: Iterable[str]) -> str:
    """Of the lines as one text, each ended by a line feed."""
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
