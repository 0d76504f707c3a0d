"""The agreement: grants, sectors and objectives with their codes, years, entities and the police zone's identity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

Mode = Literal["project", "deduction"]
Role = Literal["claiming", "evidence"]
Severity = Literal["error", "warning", "info"]
Level = Literal["grant", "sector", "objective"]


@dataclass(frozen=True, slots=True)
class Texts:
    """One text in Dutch, French and English; false where there is none."""

    nl: str
    fr: str
    en: str

    def __bool__(self) -> bool:
        return bool(self.nl or self.fr or self.en)

    def said_in(self, language: str) -> str:
        """The text in nl, fr or en."""
        return {"nl": self.nl, "fr": self.fr, "en": self.en}[language]


def same_in_all(text: str) -> Texts:
    """A text that is known in one language only and has to do for all three."""
    return Texts(text, text, text)


NO_TEXT: Final = same_in_all("")


@dataclass(frozen=True, slots=True)
class Objective:
    """A strategic objective: what a cost is tagged to. `numbers` are the document's own, with their gaps."""

    code: str
    numbers: tuple[int, ...]
    title: Texts
    transfer: Mode | None = None
    operational_objectives: tuple[Texts, ...] = ()
    expected_results: tuple[Texts, ...] = ()
    indicators: tuple[Texts, ...] = ()
    note: Texts = NO_TEXT


@dataclass(frozen=True, slots=True)
class Sector:
    """An activity sector; `number` is None where the document gives it none."""

    code: str
    number: int | None
    title: Texts
    objectives: tuple[Objective, ...]
    note: Texts = NO_TEXT


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant with its aliases in spreadsheets; `allocations` maps year to cents as first agreed."""

    code: str
    title: Texts
    aliases: tuple[str, ...]
    allocations: Mapping[int, int]
    sectors: tuple[Sector, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """Whose books a line comes from; only claiming entities enter the balance."""

    code: str
    name: str
    role: Role
    names: tuple[str, ...] = ()
    assumption: Texts = NO_TEXT


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of cost; `economic_groups` are the first digits of economic codes, `names` what lists call it."""

    code: str
    title: Texts
    economic_groups: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    assumption: Texts = NO_TEXT


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality of the police zone by all its names: the zone's own list names it in any of them."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Zone:
    """How the police zone is recognised as a payee, and whom it serves; empty where the city has to fill it in."""

    names: tuple[str, ...] = ()
    budget_articles: tuple[str, ...] = ()
    ibans: tuple[str, ...] = ()
    enterprise_numbers: tuple[str, ...] = ()
    municipalities: tuple[Municipality, ...] = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value a city may edit (a due date, a number of days); `assumption` says why it is not from the agreement."""

    key: str
    value: str
    assumption: Texts = NO_TEXT


@dataclass(frozen=True, slots=True)
class Target:
    """What a share can be tagged to: a grant, a sector or an objective, found by its code."""

    code: str
    level: Level
    grant: Grant
    sector: Sector | None = None
    objective: Objective | None = None

    @property
    def title(self) -> Texts:
        return (self.objective or self.sector or self.grant).title

    @property
    def parent(self) -> str | None:
        """The code one level up; None for a grant."""
        if self.objective is not None and self.sector is not None:
            return self.sector.code
        return self.grant.code if self.sector is not None else None

    @property
    def modes(self) -> frozenset[Mode | None]:
        """The transfer modes of all objectives at or below this code; None stands for "no transfer"."""
        if self.objective is not None:
            return frozenset({self.objective.transfer})
        sectors = (self.sector,) if self.sector is not None else self.grant.sectors
        return frozenset(o.transfer for s in sectors for o in s.objectives)

    @property
    def is_transfer(self) -> bool:
        """True when whatever objective the money ends up with is a transfer to the zone."""
        return bool(self.modes) and None not in self.modes

    @property
    def mode(self) -> Mode | None:
        """The one transfer mode of this code; None for no transfer, and for a sector whose modes differ."""
        return next(iter(self.modes)) if len(self.modes) == 1 else None


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement as data; codes belong to it alone."""

    code: str
    beneficiary: str
    beneficiary_name: Texts
    title: Texts
    starts_on: date
    ends_on: date
    parties: tuple[Texts, ...]
    legal_basis: tuple[Texts, ...]
    notes: tuple[Texts, ...]
    grants: tuple[Grant, ...]
    entities: tuple[Entity, ...]
    zone: Zone
    severities: Mapping[str, Severity]
    parameters: tuple[Parameter, ...]
    categories: tuple[Category, ...] = ()
    _targets: dict[str, Target] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._targets.update((target.code, target) for target in self._walk())

    def _walk(self) -> Iterator[Target]:
        for grant in self.grants:
            yield Target(grant.code, "grant", grant)
            for sector in grant.sectors:
                yield Target(sector.code, "sector", grant, sector)
                for objective in sector.objectives:
                    yield Target(objective.code, "objective", grant, sector, objective)

    @property
    def targets(self) -> Mapping[str, Target]:
        """Every code a share may carry, in the order of the agreement."""
        return self._targets

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.starts_on.year, self.ends_on.year + 1))

    def grant(self, code: str) -> Grant:
        return self._targets[code].grant

    def entity(self, code: str) -> Entity | None:
        return next((entity for entity in self.entities if entity.code == code), None)

    def is_claiming(self, entity: str) -> bool:
        found = self.entity(entity)
        return found is not None and found.role == "claiming"
