"""Making a profile of an import, and keeping it: whole or not at all, and never over another one unasked."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from subsidy_ledger.domain.cells import column_letter
from subsidy_ledger.domain.sentences import Listed, Sentence, say
from subsidy_ledger.errors import Refused, WrongUse
from subsidy_ledger.importing.dialect import Dialect
from subsidy_ledger.importing.intake import Table
from subsidy_ledger.importing.planning.file_plan import Intake
from subsidy_ledger.importing.profile import Place, Profile, YearPolicy, heading_key, places_of
from subsidy_ledger.importing.profiles.profile_text import profile_text
from subsidy_ledger.operations.profiles import FOLDER, checked_name, profile_at, usable_profiles

if TYPE_CHECKING:
    from subsidy_ledger.operations.request import Request

How = Literal["new", "same", "overwritten"]


@dataclass(frozen=True, slots=True)
class Saving:
    """A profile to be written to `path`; `differs` says what another one that stands there says otherwise."""

    path: Path
    profile: Profile
    differs: tuple[Sentence, ...] = ()


def profile_to_save(intakes: Sequence[Intake], request: Request) -> Profile:
    """What is to be remembered of a file that was read, by what was said and what its cells proved."""
    assert request.profiles.save is not None
    name = checked_name(request.profiles.save)
    tables = [intake.reading.table for intake in intakes]
    keys = [tuple(map(heading_key, _headers(table))) for table in tables]
    if len({intake.name for intake in intakes}) > 1 or any(other != keys[0] for other in keys):
        raise WrongUse(
            "profile-of-one",
            "--save-profile remembers one list; import the files, and sheets with other headings, one by one.",
        )
    table, used = tables[0], tables[0].by.profile if tables[0].by else None
    wishes = intakes[0].wishes
    profile = Profile(
        name,
        _headers(table),
        {field: _place(column, table) for field, column in table.columns.items()},
        request.sheets or (used.sheets if used else ()),
        used.header_row if used and used.name == name else table.header_row,
        _dialect(intakes, request.dialect, used),
        tuple(field for field, c in table.columns.items() if c in table.sheet.hidden_columns and field in table.said),
        wishes.entity if wishes else None,
        wishes.objective if wishes else None,
        _year(table, request, used),
        file=str(_path(request)),
    )
    return replace(profile, sha256=sha256(profile_text(profile).encode()).hexdigest())


def _headers(table: Table) -> tuple[str, ...]:
    if not table.header_row:
        return ()
    headed = [column for column, text in enumerate(table.headers) if heading_key(text)]
    return table.headers[: headed[-1] + 1] if headed else ()


def _place(column: int, table: Table) -> Place:
    headers = _headers(table)
    if column >= len(headers) or not (key := heading_key(headers[column])):
        return Place(letter=column_letter(column))
    return Place(headers[column], places_of(headers)[key].index(column) + 1)


def _dialect(intakes: Sequence[Intake], said: Dialect, used: Profile | None) -> Dialect:
    """What was said, else what the profile that was used says, else what the cells of every table prove alike."""
    found = []
    for each in fields(Dialect):
        proven = {getattr(intake.reading.settled, each.name) for intake in intakes}
        own = getattr(said, each.name) or (getattr(used.dialect, each.name) if used else None)
        found.append(own or (proven.pop() if len(proven) == 1 else None))
    return Dialect(*found)


def _year(table: Table, request: Request, used: Profile | None) -> YearPolicy:
    """The year itself is never remembered: next year's list would be posted under it."""
    if request.year_overrides:
        return "overrides"
    if used is not None:
        return used.year
    return "asked" if request.year is not None and "year" not in table.columns else "stated"


def _path(request: Request) -> Path:
    assert request.profiles.save is not None
    return (request.profiles.folder or FOLDER) / f"{checked_name(request.profiles.save)}.toml"


def saving_of(intakes: Sequence[Intake], request: Request) -> Saving:
    """The profile to be saved, and in what the one that stands under its name already differs from it.

    One that says the same, with remarks of somebody's own or another hint of the row, is kept as it is.
    """
    profile, path = profile_to_save(intakes, request), _path(request)
    if not path.is_file() or request.profiles.overwrite:
        return Saving(path, profile)
    there = profile_at(path)
    differs = tuple(_differences(there, profile))
    return Saving(path, profile, differs) if differs else Saving(path, there)


def rivals_of(saving: Saving) -> tuple[str, ...]:
    """Other profiles in the same folder that know the very same headings: next time one of them must be named."""
    keys = Counter(map(heading_key, saving.profile.headers))
    others, _ = usable_profiles(saving.path.parent, but=saving.path.stem)
    return tuple(p.name for p in others if p.headers and Counter(map(heading_key, p.headers)) == keys)


def _differences(then: Profile, now: Profile) -> Iterator[Sentence]:
    if then.headers != now.headers:
        gone = _quoted([text for text in then.headers if text not in now.headers])
        new = _quoted([text for text in now.headers if text not in then.headers])
        yield say("headings only in the old one: {gone}; only in the new one: {new}", gone=gone, new=new)
    for name in dict.fromkeys((*then.columns, *now.columns)):
        one, other = then.columns.get(name), now.columns.get(name)
        if one != other:
            yield _differs(name, _shown(one), _shown(other))
    for name in ("sheets", "unhidden"):
        if getattr(then, name) != getattr(now, name):
            yield _differs(name, ", ".join(getattr(then, name)), ", ".join(getattr(now, name)))
    for f in fields(Dialect):
        if getattr(then.dialect, f.name) != getattr(now.dialect, f.name):
            yield _differs(f.name, getattr(then.dialect, f.name), getattr(now.dialect, f.name))
    for name in ("entity", "objective", "year"):
        if getattr(then, name) != getattr(now, name):
            yield _differs(name, getattr(then, name), getattr(now, name))


def _differs(name: str, then: str | None, now: str | None) -> Sentence:
    return say("{key}: {then} -> {now}", key=name, then=then or say("none"), now=now or say("none"))


def _shown(place: Place | None) -> str | None:
    if place is None or place.letter:
        return place.letter if place else None
    return f'"{place.heading}"' + (f" ({place.nth})" if place.nth > 1 else "")


def _quoted(texts: Sequence[str]) -> Listed | Sentence:
    return Listed(tuple(f'"{text}"' for text in texts)) if texts else say("none")


def save(saving: Saving) -> How:
    """Writes the profile whole or not at all; Refused where another stands there and may not be written over."""
    path, content = saving.path, profile_text(saving.profile).encode()
    if saving.differs:
        refused = Refused(
            "profile-exists",
            "There is a profile {file} already, and it says something else, so nothing was posted. Write over it with "
            "--overwrite-profile, or give another name to --save-profile.",
            file=str(path),
        )
        refused.also = saving.differs
        raise refused
    try:
        was = path.read_bytes() if path.is_file() else None
        if was is not None and sha256(was).hexdigest() == saving.profile.sha256:
            return "same"
        _put(path, content)
    except OSError as error:
        raise WrongUse(
            "profile-unwritable",
            "The profile cannot be written to {file}: {why}. Nothing was posted; name another folder with "
            "--profiles-dir.",
            file=str(path), why=error.strerror or type(error).__name__,
        ) from None  # fmt: skip
    return "new" if was is None else "overwritten"


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        beside.chmod(0o644)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
