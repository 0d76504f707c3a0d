"""What a plan changes in the envelopes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from subsidy_ledger.domain.position import Position
from subsidy_ledger.domain.sentences import Euro, Sentence, say
from subsidy_ledger.reports.tables import Column, Table


def effect_table(before: Sequence[Position], after: Sequence[Position]) -> Table:
    """What a plan changes: spent before and after by grant, objective and year, and what remains of the envelope."""
    columns = (
        Column("year", "Year"), Column("code", "Code", "code"), Column("before", "Before", "money"),
        Column("change", "Change", "money"), Column("after", "After", "money"),
        Column("remaining", "Remaining", "money"),
    )  # fmt: skip
    old = {(year, code): cents for year, code, cents, _ in _spent(before)}
    rows = tuple(
        (str(year), code, was, cents - was, cents, left)
        for year, code, cents, left in _spent(after)
        if cents != (was := old.get((year, code), 0))
    )
    overspent = tuple(
        say(
            "This overspends {grant} {year} by {euros}.", grant=g.grant.code, year=str(p.year), euros=Euro(-g.remaining)
        )
        for p in after
        for g in p.grants
        if g.overspent and g.spent != old.get((p.year, g.grant.code), 0)
    )
    return Table("effect", "", columns, rows, (), overspent)


def _spent(positions: Sequence[Position]) -> Iterable[tuple[int, str | Sentence, int, int | None]]:
    for position in positions:
        for held in position.grants:
            yield position.year, held.grant.code, held.spent, held.remaining
            yield position.year, say("  (no sector)"), held.unassigned, None
            for sector in held.sectors:
                yield position.year, say("  {code} (no objective)", code=sector.sector.code), sector.unassigned, None
                for part in sector.objectives:
                    yield position.year, f"  {part.objective.code}", part.spent, None
        yield position.year, say("(untagged)"), position.untagged.cents, None
