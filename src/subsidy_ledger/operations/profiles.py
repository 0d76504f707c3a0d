"""Profiles on disk: read, and chosen for an import."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from pathlib import Path

from subsidy_ledger.domain.sentences import Listed, say
from subsidy_ledger.errors import Refused, WrongUse
from subsidy_ledger.importing.dialect import Dialect
from subsidy_ledger.importing.opening.limits import Limits
from subsidy_ledger.importing.profile import Profile, Profiles, Verdict
from subsidy_ledger.importing.profiles.profile_file import profile_of_text, unusable
from subsidy_ledger.operations.request import ProfileWishes, Request

FOLDER = Path("imports") / "profiles"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
# Names that mean a device on Windows, whatever comes behind them.
DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
BYTES_MAX = 1 << 20


def load_profiles(folder: Path) -> tuple[Profile, ...]:
    """Every profile of a folder by name; Refused for the first that cannot be used."""
    profiles, broken = usable_profiles(folder)
    if broken:
        raise broken[0]
    return profiles


def usable_profiles(folder: Path, *, but: str | None = None) -> tuple[tuple[Profile, ...], tuple[Refused, ...]]:
    """Every profile of a folder by name, and why others cannot be used."""
    try:
        paths = sorted(path for path in folder.glob("*.toml") if path.is_file())
    except OSError as error:
        raise Refused(
            "profiles-unreadable",
            "The folder of profiles, {folder}, cannot be read: {why}. Mend its permissions, name another with "
            "--profiles-dir, or import with --no-profile.",
            folder=str(folder),
            why=str(error.strerror or error),
        ) from None
    profiles, broken = [], []
    for path in paths:
        try:
            if path.stem != but:
                profiles.append(profile_at(path))
        except Refused as refusal:
            broken.append(refusal)
    return tuple(profiles), tuple(broken)


def load_profile(folder: Path, name: str) -> Profile:
    """The profile of that name; WrongUse where there is none."""
    path = folder / f"{checked_name(name)}.toml"
    if not path.is_file():
        there = tuple(sorted(each.stem for each in folder.glob("*.toml")))
        if not there:
            raise WrongUse(
                "profile-unknown",
                "There is no profile {name} in {folder}: none is there yet. An import keeps one: ledger import FILE "
                "--save-profile {name}",
                name=name, folder=str(folder),
            )  # fmt: skip
        raise WrongUse(
            "profile-unknown", "There is no profile {name} in {folder}; there are: {there}.",
            name=name, folder=str(folder), there=Listed(there),
        )  # fmt: skip
    return profile_at(path)


def profile_at(path: Path) -> Profile:
    try:
        if path.stat().st_size > BYTES_MAX:
            raise unusable(str(path), path.stem, say("it is larger than any profile"))
        return profile_of_text(path.read_bytes(), name=path.stem, file=str(path))
    except OSError as error:
        why = say("it cannot be read ({why})", why=error.strerror or type(error).__name__)
        raise unusable(str(path), path.stem, why) from None


def checked_name(name: str) -> str:
    """The name without .toml behind it; WrongUse for what cannot be the name of a file everywhere."""
    bare = name.removesuffix(".toml")
    if not NAME.fullmatch(bare) or DEVICES.fullmatch(bare):
        raise WrongUse(
            "profile-name",
            '"{name}" cannot name a profile: use letters without accents, digits, - and _, 60 at most.',
            name=name,
        )
    return bare


def profiles_for(request: Request) -> Profiles:
    """The profiles that the files of a request may be read by, with the options that go before them."""
    wishes, dialect = request.profiles, request.dialect
    if wishes.folder is None or (wishes.none and wishes.use is None):
        return Profiles()
    said = {f"--{f.name}": str(value) for f in fields(Dialect) if (value := getattr(dialect, f.name)) is not None}
    said |= {"--sheet": ", ".join(request.sheets)} if request.sheets else {}
    for option, value in (("--entity", request.entity), ("--objective", request.objective), ("--year", request.year)):
        said |= {option: str(value)} if value is not None else {}
    said |= {f"--map {name}": column for name, column in request.mapping.items()}
    if wishes.use is not None:
        return Profiles((load_profile(wishes.folder, wishes.use),), True, said)
    # What is about to be written over need not be readable.
    but = checked_name(wishes.save) if wishes.save and wishes.overwrite and _is_broken(wishes) else None
    profiles, broken = usable_profiles(wishes.folder, but=but)
    return Profiles(profiles, False, said, broken)


@dataclass(frozen=True, slots=True)
class Checked:
    """What each profile has to do with a file, and why an import of it would be refused, if it would."""

    verdicts: tuple[Verdict, ...]
    refusal: Refused | None = None


def check_file(folder: Path, file: Path, limits: Limits) -> Checked:
    """By which profile a file would be read; Refused where it cannot be opened."""
    from subsidy_ledger.importing.opening.delivery import receive
    from subsidy_ledger.importing.opening.isolation import carry_out
    from subsidy_ledger.importing.profiles.profile_check import CheckOrder

    profiles, verdicts = load_profiles(folder), list[Verdict]()
    try:
        carry_out(CheckOrder(receive(file, limits), profiles, limits), verdicts.append)
    except Refused as refusal:
        if len(verdicts) < len(profiles) or not verdicts:
            raise
        return Checked(tuple(verdicts), refusal)
    return Checked(tuple(verdicts))


def _is_broken(wishes: ProfileWishes) -> bool:
    assert wishes.folder is not None
    assert wishes.save is not None
    try:
        load_profile(wishes.folder, wishes.save)
    except (Refused, WrongUse):
        return True
    return False
