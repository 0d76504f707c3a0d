"""A profile: how one list is read and posted, kept beside the lists and recognised by its headings."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Literal

from subsidy_ledger.domain.sentences import Sentence
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.cells.columns import plain
from subsidy_ledger.importing.dialect import Dialect

# The year of a line: as the list states it; said anew with --year every time; said, and going before the list's own.
YearPolicy = Literal["stated", "asked", "overrides"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field stands: below a heading, the `nth` of that wording, or in a column without one, by its letter."""

    heading: str = ""
    nth: int = 1
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is remembered of a list. `headers` are its headings by column, none where it has none.

    `columns` are all fields that are read; `unhidden` those read although their column is hidden. `header_row` is only
    a hint. `sha256` is that of the file it stands in, `file` that file as a person knows it.
    """

    name: str
    headers: tuple[str, ...]
    columns: Mapping[str, Place]
    sheets: tuple[str, ...] = ()
    header_row: int = 0
    dialect: Dialect = field(default_factory=Dialect)
    unhidden: tuple[str, ...] = ()
    entity: str | None = None
    objective: str | None = None
    year: YearPolicy = "stated"
    sha256: str = ""
    file: str = ""

    def settings(self) -> Iterator[tuple[str, str]]:
        """What it says beside the columns, as the options that say the same."""
        for sheet in self.sheets:
            yield "--sheet", sheet
        for each in fields(self.dialect):
            if value := getattr(self.dialect, each.name):
                yield f"--{each.name}", value
        if self.entity is not None:
            yield "--entity", self.entity
        if self.objective is not None:
            yield "--objective", self.objective
        if self.year == "overrides":
            yield "--year-overrides", ""


@dataclass(frozen=True, slots=True)
class ProfileUse:
    """The profile a table was read by, and the columns (from 0) that were not there when it was saved."""

    profile: Profile
    new: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ProfileMark:
    """A profile as an import names it: what it was called, and the sha256 of its file then."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Profiles:
    """The profiles a file may be read by: all there are, or the one that was named.

    `said` are the options given with the command, by name, that go before what a profile says; `broken` is why others
    cannot be used.
    """

    among: tuple[Profile, ...] = ()
    is_named: bool = False
    said: Mapping[str, str] = field(default_factory=dict)
    broken: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a profile has to do with a file: whether it would be used, and why or why not."""

    name: str
    is_used: bool
    why: Sentence
    likeness: int = 0


def heading_key(text: str) -> str:
    """A heading as headings are compared; one that has no Latin letter or digit stands for itself."""
    return plain(text) or " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def places_of(headers: Sequence[str]) -> dict[str, list[int]]:
    """The columns (from 0) of each heading."""
    found: dict[str, list[int]] = {}
    for column, text in enumerate(headers):
        if key := heading_key(text):
            found.setdefault(key, []).append(column)
    return found


def likeness(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """How much two rows of headings have in common, in percent of both together."""
    a, b = (Counter(key for text in texts if (key := heading_key(text))) for texts in (ours, theirs))
    together = a.total() + b.total()
    return 200 * (a & b).total() // together if together else 0
