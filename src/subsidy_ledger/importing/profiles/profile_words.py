"""What the plan says of a profile: why it is used, what comes from it, what goes before it, and what has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from subsidy_ledger.domain.cells import cell_name, column_letter
from subsidy_ledger.domain.sentences import Listed, Sentence, as_it_is, say
from subsidy_ledger.domain.vocabulary import field_name
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.intake import Problem, Table
from subsidy_ledger.importing.profile import Profile, heading_key
from subsidy_ledger.importing.profiles.profile_fit import Fit

if TYPE_CHECKING:
    from subsidy_ledger.importing.profiles.profile_fit import Found


def shown(profile: Profile) -> list[str]:
    """Its settings as options."""
    return [f"{option} {value}".strip() for option, value in profile.settings()]


def recognised_by(profile: Profile, fit: Fit) -> Sentence:
    here, headings = _headings_here(profile, fit)
    return say("recognised by its headings, {n} of {all}", n=here, all=headings)


def _headings_here(profile: Profile, fit: Fit) -> tuple[int, int]:
    """How many of its headings are here, and how many it has."""
    headings = sum(1 for text in profile.headers if heading_key(text))
    return headings - len(fit.absent), headings


def used(profile: Profile, fit: Fit, said: Mapping[str, str], *, is_named: bool) -> Iterator[Sentence]:
    """Why the profile is used, what comes from it, and what was said and goes before it; `said` is by option."""
    here, headings = _headings_here(profile, fit)
    if not profile.headers:
        yield say("profile {name}: used as --profile says, by the letters of its columns", name=profile.name)
    elif is_named:
        yield say("profile {name}: used as --profile says; {n} of its {all} headings are here",
                  name=profile.name, n=here, all=headings)  # fmt: skip
    else:
        yield say("profile {name}: {why}", name=profile.name, why=recognised_by(profile, fit))
    taken = tuple(f"{option} {value}".strip() for option, value in profile.settings() if option not in said)
    if taken:
        yield say("from profile {name}: {settings}", name=profile.name, settings=Listed(taken))
    remembered: dict[str, str] = {}
    for option, value in (*profile.settings(), *_columns(profile)):
        remembered[option] = f"{remembered[option]}, {value}" if option in remembered else value
    for option, value in remembered.items():
        if option in said and said[option] != value:
            yield say(
                "{option} {said} goes before {value} of profile {name}",
                option=option, said=said[option], value=value, name=profile.name,
            )  # fmt: skip


def _columns(profile: Profile) -> Iterator[tuple[str, str]]:
    """Where its fields stand, as --map says it."""
    return ((f"--map {name}", place.heading or place.letter) for name, place in profile.columns.items())


def changes(profile: Profile, fit: Fit) -> Iterator[Sentence]:
    """What is otherwise than when the profile was saved, and does no harm."""
    if fit.moved:
        each = tuple(
            say("{field} from {then} to {now}", field=field_name(name), then=column_letter(then),
                now=column_letter(now))
            for name, then, now in fit.moved
        )  # fmt: skip
        yield say("columns have moved since profile {name} was saved: {moved}", name=profile.name, moved=Listed(each))
    if fit.lost:
        yield say(
            "headings of profile {name} that are not here any more, and were never read: {headings}",
            name=profile.name, headings=_quoted(fit.lost),
        )  # fmt: skip


def near(found: Found) -> Sentence:
    """Why a profile that knows most of the headings is not used."""
    missing = [found.profile.columns[name].heading for name in (*found.fit.gone, *found.fit.doubtful)]
    if missing:
        return say(
            "profile {name} is not used: it looks for headings that are not here: {headings}; --profile {name} tells "
            "more",
            name=found.profile.name, headings=_quoted(missing),
        )  # fmt: skip
    return say(
        "profile {name} is not used: its columns are here, but too many others as well ({percent} % alike); if it is "
        "the same list, say --profile {name}",
        name=found.profile.name, percent=found.fit.likeness,
    )  # fmt: skip


def new_columns(table: Table) -> list[Problem]:
    """A warning for every column that the profile does not know: nobody has decided yet what it is."""
    if table.by is None:
        return []
    name = table.by.profile.name
    return [
        Problem(
            "profile-column-new", "warning", table.sheet.name, cell_name(max(table.header_row - 1, 0), column), "",
            table.headers[column], say("a column that was there when profile {name} was saved", name=name),
            say(
                "the column is new and is not read; --map FIELD={letter} reads it, and --save-profile {name} "
                "--overwrite-profile remembers it as it is read now",
                letter=column_letter(column), name=name,
            ),
        )
        for column in table.by.new
    ]  # fmt: skip


def template_changed(file: str, profile: Profile, found: Found | None) -> Refused:
    """The list of a profile without a column that the profile reads, with both rows of headings."""
    missing = tuple(faults(profile, found.fit)) if found else (say("none of its headings is here"),)
    fields = (*found.fit.gone, *found.fit.doubtful) if found else tuple(profile.columns)
    refused = Refused(
        "profile-changed",
        "{file}: profile {name} reads columns that are not in this list: {fields}. If the list has changed, name the "
        "columns (--map {field}=COLUMN) and add --save-profile {name} --overwrite-profile; if it is another list, say "
        "--no-profile.",
        file=file, name=profile.name, fields=Listed(missing), field=fields[0],
    )  # fmt: skip
    refused.also = (
        say("the headings of profile {name}: {headings}", name=profile.name, headings=_lettered(profile.headers)),
        say("the headings of {file}: {headings}", file=file, headings=_lettered(found.heading.texts if found else ())),
    )
    return refused


def faults(profile: Profile, fit: Fit) -> Iterator[Sentence]:
    for name in fit.gone:
        place = profile.columns[name]
        field, heading = field_name(name), place.heading or place.letter
        yield say('{field} "{heading}" (gone)', field=field, heading=heading)
    for name in fit.doubtful:
        field, heading = field_name(name), profile.columns[name].heading
        yield say('{field} "{heading}" (not as often as it was)', field=field, heading=heading)


def _lettered(headers: Sequence[str]) -> Listed:
    texts = tuple(f'{column_letter(i)} "{" ".join(t.split())}"' for i, t in enumerate(headers) if t)
    return Listed(texts)


def _quoted(texts: Sequence[str]) -> Listed:
    return Listed(tuple(as_it_is(f'"{" ".join(text.split())}"') for text in texts))
