"""What a plan changes in the envelopes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from subsidy_ledger.domain.position import Position
from subsidy_ledger.reports.tables import Column, Table


def effect_table(before: Sequence[Position], after: Sequence[Position]) -> Table:
    """What a plan changes: spent before and after by grant, objective and year, and what remains of the envelope."""
    columns = (
        Column("year", "Year"), Column("code", "Code", "code"), Column("before", "Before", "money"),
        Column("change", "Change", "money"), Column("after", "After", "money"),
        Column("remaining", "Remaining", "money"),
    )  # fmt: skip
    old = {(year, code): (cents, left) for year, code, cents, left in _spent(before)}
    rows = []
    for year, code, cents, left in _spent(after):
        was = old.get((year, code), (0, None))[0]
        if cents != was:
            rows.append((str(year), code, was, cents - was, cents, left))
    return Table("effect", "", columns, tuple(rows))


def _spent(positions: Sequence[Position]) -> Iterable[tuple[int, str, int, int | None]]:
    for position in positions:
        for held in position.grants:
            yield position.year, held.grant.code, held.spent, held.remaining
            for sector in held.sectors:
                for part in sector.objectives:
                    yield position.year, f"  {part.objective.code}", part.spent, None
        yield position.year, "(untagged)", position.untagged.cents, None
