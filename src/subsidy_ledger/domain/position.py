"""What is left: allocated, spent, transferred and remaining, for one year; the only place that knows the rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from subsidy_ledger.domain.agreement import Agreement, Grant, Objective, Sector
from subsidy_ledger.domain.carry_over import CarryOver
from subsidy_ledger.domain.ledger import Sum, Totals
from subsidy_ledger.domain.money import used_percent

# The amount that counts for (grant, year), or what is planned for (sector, year), in cents; absent where none is.
Allocated = Mapping[tuple[str, int], int]
NOTHING_PLANNED: Allocated = {}


@dataclass(frozen=True, slots=True)
class ObjectivePosition:
    objective: Objective
    spent: int
    transferred: int


@dataclass(frozen=True, slots=True)
class SectorPosition:
    """`spent` holds the objectives and `unassigned`: what is tagged to the sector and none of its objectives.

    `planned` is the city's own plan, None where none was recorded.
    """

    sector: Sector
    spent: int
    transferred: int
    unassigned: int
    objectives: tuple[ObjectivePosition, ...]
    planned: int | None = None


@dataclass(frozen=True, slots=True)
class GrantPosition:
    """One envelope. `unassigned` is tagged to the grant and to no sector yet; `allocated` None where none stands.

    `carry_overs` are those this year gave or took, `carried_over` what they brought it; `allocated` holds it already.
    """

    grant: Grant
    allocated: int | None
    spent: int
    transferred: int
    unassigned: int
    sectors: tuple[SectorPosition, ...]
    carry_overs: tuple[CarryOver, ...] = ()
    carried_over: int = 0

    @property
    def remaining(self) -> int:
        return (self.allocated or 0) - self.spent

    @property
    def overspent(self) -> bool:
        return self.remaining < 0

    @property
    def used_percent(self) -> str | None:
        return used_percent(self.spent, self.allocated or 0)


@dataclass(frozen=True, slots=True)
class Position:
    """One budget year. Untagged money is in no grant and not in the total; it is shown apart."""

    year: int
    grants: tuple[GrantPosition, ...]
    untagged: Sum

    @property
    def allocated(self) -> int:
        return sum(g.allocated or 0 for g in self.grants)

    @property
    def spent(self) -> int:
        return sum(g.spent for g in self.grants)

    @property
    def transferred(self) -> int:
        return sum(g.transferred for g in self.grants)

    @property
    def remaining(self) -> int:
        return self.allocated - self.spent

    @property
    def used_percent(self) -> str | None:
        return used_percent(self.spent, self.allocated)

    @property
    def untagged_exceeds_remaining(self) -> bool:
        """True when tagging what is untagged could overspend what is left."""
        return self.untagged.cents > 0 and self.remaining < self.untagged.cents


def position(
    agreement: Agreement,
    allocated: Allocated,
    totals: Totals,
    year: int,
    planned: Allocated = NOTHING_PLANNED,
    carried: Iterable[CarryOver] = (),
) -> Position:
    """The position of every grant of the agreement in `year`."""
    nothing, carried = Sum(0, 0), tuple(carried)

    def spent(code: str) -> int:
        return totals.get((year, code), nothing).cents

    def transferred(code: str) -> int:
        return spent(code) if agreement.targets[code].is_transfer else 0

    def of_sector(sector: Sector) -> SectorPosition:
        objectives = tuple(ObjectivePosition(o, spent(o.code), transferred(o.code)) for o in sector.objectives)
        return SectorPosition(
            sector,
            spent(sector.code) + sum(o.spent for o in objectives),
            transferred(sector.code) + sum(o.transferred for o in objectives),
            spent(sector.code),
            objectives,
            planned.get((sector.code, year)),
        )

    def of_grant(grant: Grant) -> GrantPosition:
        sectors = tuple(of_sector(sector) for sector in grant.sectors)
        moved = tuple(c for c in carried if c.grant == grant.code and c.into(year))
        return GrantPosition(
            grant,
            allocated.get((grant.code, year)),
            spent(grant.code) + sum(s.spent for s in sectors),
            transferred(grant.code) + sum(s.transferred for s in sectors),
            spent(grant.code),
            sectors,
            moved,
            sum(c.into(year) for c in moved),
        )

    grants = tuple(of_grant(grant) for grant in agreement.grants)
    return Position(year, grants, totals.get((year, None), nothing))


def known_years(agreement: Agreement, totals: Totals) -> tuple[int, ...]:
    """The agreement's years and every other year that carries money."""
    return tuple(sorted({*agreement.years, *(year for year, _ in totals)}))
