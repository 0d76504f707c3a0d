"""What a plan changes in the envelopes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from subsidy_ledger.domain.position import Position
from subsidy_ledger.domain.sentences import Euro, Sentence, say
from subsidy_ledger.reports.tables import Column, Table

_Place = tuple[int, str, str]  # budget year, grant, and code or nothing: every grant has its own "(no sector)"


def effect_table(before: Sequence[Position], after: Sequence[Position]) -> Table:
    """What a plan changes: spent before and after by grant, objective and year, and what remains of the envelope."""
    columns = (
        Column("year", "Year"), Column("code", "Code", "code"), Column("before", "Before", "money"),
        Column("change", "Change", "money"), Column("after", "After", "money"),
        Column("remaining", "Remaining", "money"),
    )  # fmt: skip
    old = {key: cents for key, _, cents, _ in _spent(before)}
    now = list(_spent(after))
    # A year outside the agreement is known only while it has lines.
    left = {key[0] for key in old} - {key[0] for key, *_ in now}
    now += [(key, label, 0, None) for key, label, _, _ in _spent(before) if key[0] in left]
    rows = tuple(
        (str(key[0]), label, was, cents - was, cents, remaining)
        for key, label, cents, remaining in sorted(now, key=lambda each: each[0][0])
        if cents != (was := old.get(key, 0))
    )
    overspent = tuple(
        say(
            "This overspends {grant} {year} by {euros}.", grant=g.grant.code, year=str(p.year), euros=Euro(-g.remaining)
        )
        for p in after
        for g in p.grants
        if g.overspent and g.spent != old.get((p.year, g.grant.code, g.grant.code), 0)
    )
    return Table("effect", "", columns, rows, (), overspent)


def _spent(positions: Sequence[Position]) -> Iterable[tuple[_Place, str | Sentence, int, int | None]]:
    for position in positions:
        for held in position.grants:
            grant = held.grant.code
            yield (position.year, grant, grant), grant, held.spent, held.remaining
            yield (position.year, grant, ""), say("  (no sector)"), held.unassigned, None
            for sector in held.sectors:
                code = sector.sector.code
                yield (position.year, grant, code), say("  {code} (no objective)", code=code), sector.unassigned, None
                for part in sector.objectives:
                    code = part.objective.code
                    yield (position.year, grant, code), f"  {code}", part.spent, None
        yield (position.year, "", ""), say("(untagged)"), position.untagged.cents, None
