"""What an officer asks of an import, or of a comparison, in her own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from subsidy_ledger.importing.dialect import Dialect
from subsidy_ledger.importing.opening.limits import Limits


@dataclass(frozen=True, slots=True)
class ProfileWishes:
    """What the officer said of profiles. `folder` None reads none at all; `use` and `save` are names."""

    folder: Path | None = None
    use: str | None = None
    none: bool = False
    save: str | None = None
    overwrite: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """What the officer asks of an import, in her own words; `objective` and `entity` are looked up here.

    `sheets` names the sheets of each file that are read, every one a part of the plan; none lets the file decide.
    """

    files: tuple[str, ...]
    sheets: tuple[str, ...] = ()
    header_row: int | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    dialect: Dialect = field(default_factory=Dialect)
    year: int | None = None
    year_overrides: bool = False
    entity: str | None = None
    objective: str | None = None
    as_new: tuple[int, ...] = ()
    limits: Limits = field(default_factory=Limits)
    profiles: ProfileWishes = field(default_factory=ProfileWishes)
    accept_partial: bool = False
    replace_changed: bool = False
    reverse_gone: bool = False
    reason: str = ""
