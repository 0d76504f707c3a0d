"""How well the headings of a table fit a profile: which columns are there, gone, doubtful, new or elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from subsidy_ledger.importing.cells.factors import split_factor
from subsidy_ledger.importing.finding.headings import Heading
from subsidy_ledger.importing.finding.mapping import index_of
from subsidy_ledger.importing.profile import Profile, heading_key, likeness, places_of

# In percent of all headings of both: from here on all columns are taken to be those of the same list, with columns
# added; a list without a column of the profile is taken to be that list changed, or is only told.
SAME_MIN, CHANGED_MIN, TOLD_MIN = 60, 70, 50


@dataclass(frozen=True, slots=True)
class Fit:
    """How well headings fit. Columns count from 0.

    `columns` are those found; `gone` and `doubtful` the fields whose heading is not there, or not as often as it was.
    `new` columns have headings the profile does not know; `absent` are all its headings that are not here, `lost` those
    of them that no field needs. `moved` are fields that stand elsewhere, with their columns then and now.
    """

    likeness: int
    columns: Mapping[str, int] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    new: tuple[int, ...] = ()
    absent: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    moved: tuple[tuple[str, int, int], ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every column that the profile reads is there, once."""
        return not self.gone and not self.doubtful

    @property
    def is_match(self) -> bool:
        return self.is_whole and self.likeness >= SAME_MIN

    @property
    def is_changed(self) -> bool:
        return not self.is_whole and self.likeness >= CHANGED_MIN

    @property
    def is_near(self) -> bool:
        return not self.is_match and self.likeness >= TOLD_MIN


@dataclass(frozen=True, slots=True)
class Found:
    """The headings in a file that fit a profile best, with how well."""

    profile: Profile
    heading: Heading
    fit: Fit


def fit_of(profile: Profile, headers: Sequence[str], said: Collection[str] = ()) -> Fit:
    """`headers` are as many as the sheet has columns; `said` are fields the officer has named
    herself: what the profile says of them does not matter."""
    then, now = places_of(profile.headers), places_of(headers)
    columns: dict[str, int] = {}
    gone, doubtful, moved = [], [], []
    for name, place in profile.columns.items():
        if name in said:
            continue
        if place.letter:
            column = index_of(place.letter)
            if column >= len(headers) or heading_key(headers[column]):
                gone.append(name)
            else:
                columns[name] = column
            continue
        key = heading_key(place.heading)
        here = now.get(key, [])
        if not here:
            gone.append(name)
        elif len(here) != len(then[key]):
            doubtful.append(name)
        elif split_factor(headers[here[place.nth - 1]])[0] != split_factor(place.heading)[0]:
            gone.append(name)
        else:
            columns[name] = here[place.nth - 1]
            if columns[name] != then[key][place.nth - 1]:
                moved.append((name, then[key][place.nth - 1], columns[name]))
    absent = tuple(profile.headers[column] for column in _beyond(profile.headers, headers))
    needed = {heading_key(place.heading) for place in profile.columns.values()}
    return Fit(
        likeness(profile.headers, headers), columns, tuple(gone), tuple(doubtful),
        _beyond(headers, profile.headers), absent, tuple(text for text in absent if heading_key(text) not in needed),
        tuple(moved),
    )  # fmt: skip


def _beyond(headers: Sequence[str], known: Sequence[str]) -> tuple[int, ...]:
    """The columns whose headings `known` does not hold, or not so often."""
    left = Counter(map(heading_key, known))
    beyond = []
    for column, text in enumerate(headers):
        key = heading_key(text)
        if key and not left[key]:
            beyond.append(column)
        left[key] -= 1
    return tuple(beyond)
