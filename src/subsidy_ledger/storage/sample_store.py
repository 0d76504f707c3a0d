"""Samples as rows, and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy.engine import Connection

from subsidy_ledger.domain.records import Tenancy
from subsidy_ledger.domain.samples import Chosen, Drawn, Population, Sample
from subsidy_ledger.storage import schema
from subsidy_ledger.storage.recorded import all_rows

Row = dict[str, Any]


def load_samples(connection: Connection, tenancy: Tenancy, until: int | None = None) -> tuple[Sample, ...]:
    """Every sample recorded up to entry `until`, with its lines in the order of their numbers."""
    chosen: dict[int, list[Chosen]] = defaultdict(list)
    for r in all_rows(connection, schema.sample_line, tenancy, until):
        chosen[r.sample].append(Chosen(r.expense, r.cents, r.stratum, r.hit))
    return tuple(
        Sample(
            r.number, r.year, r.grant, r.size, r.materiality, r.seed,
            Drawn(
                Population(r.lines, r.cents, r.negative_lines, r.negative_cents, r.population_digest),
                r.interval_cents, r.start_cents, tuple(chosen[r.number]),
            ),
            r.entry,
        )
        for r in all_rows(connection, schema.sample, tenancy, until)
    )  # fmt: skip


def sample_rows(own: Row, samples: Iterable[Sample]) -> Iterator[Row]:
    for s in samples:
        population = s.drawn.population
        yield {
            **own, "number": s.number, "year": s.year, "grant": s.grant, "size": s.size,
            "materiality": s.materiality, "seed": s.seed, "interval_cents": s.drawn.interval,
            "start_cents": s.drawn.start, "lines": population.lines, "cents": population.cents,
            "negative_lines": population.negative_lines, "negative_cents": population.negative_cents,
            "population_digest": population.digest,
        }  # fmt: skip


def sample_line_rows(own: Row, samples: Iterable[Sample]) -> Iterator[Row]:
    for s in samples:
        for c in s.drawn.chosen:
            yield {
                **own, "sample": s.number, "expense": c.line, "cents": c.cents, "stratum": c.stratum, "hit": c.hit
            }  # fmt: skip
