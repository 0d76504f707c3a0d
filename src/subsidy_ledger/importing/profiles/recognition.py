"""Which profile a file is read by: the one whose headings it has, or the one that was named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from subsidy_ledger.domain.sentences import Listed, as_it_is
from subsidy_ledger.errors import Refused, WrongUse
from subsidy_ledger.importing.cells.texts import cell_text
from subsidy_ledger.importing.finding.areas import sheet_named
from subsidy_ledger.importing.finding.headings import (
    HEADER_ROWS_MAX,
    Heading,
    extended,
    heading_at,
    headings_ending_at,
    no_heading,
)
from subsidy_ledger.importing.finding.regions import tables_of, up_to_the_next
from subsidy_ledger.importing.finding.stacking import is_heading_like
from subsidy_ledger.importing.intake import Sheet, Workbook
from subsidy_ledger.importing.profile import Profile, heading_key
from subsidy_ledger.importing.profiles.profile_fit import Found, fit_of
from subsidy_ledger.importing.profiles.profile_words import shown, template_changed


@dataclass(frozen=True, slots=True)
class Search:
    """Where the officer says the table is, and the fields she names herself."""

    sheets: tuple[str, ...] = ()
    header_row: int | None = None
    said: frozenset[str] = frozenset()


def recognised(
    workbook: Workbook, profiles: Sequence[Profile], search: Search
) -> tuple[tuple[Found, ...], list[Found]]:
    """The tables of the file with the one profile that knows their headings, and the profiles that nearly do.

    Raises Refused where two know them equally well, or where a profile's list has changed so that a column of it
    cannot be found any more.
    """
    fits = {profile.name: fits_of(workbook, profile, search) for profile in profiles if profile.headers}
    each = [likest(found) for found in fits.values() if found]
    matching = [found for found in each if found.fit.is_match]
    if matching:
        most = max(found.fit.likeness for found in matching)
        chosen = [found for found in matching if found.fit.likeness == most]
        if len(chosen) > 1:
            raise _two(workbook, chosen)
        return _tables(workbook, fits[chosen[0].profile.name], search), []
    if changed := [found for found in each if found.fit.is_changed]:
        best = likest(changed)
        raise template_changed(workbook.name, best.profile, best)
    return (), [found for found in each if found.fit.is_near]


def named(workbook: Workbook, profile: Profile, search: Search) -> tuple[Found, ...]:
    """The tables of the file as a profile reads them that was named; Refused where a column of it is not there."""
    if not profile.headers:
        return _by_letters(workbook, profile, search)
    fits = fits_of(workbook, profile, search)
    if not fits or not likest(fits).fit.is_whole:
        raise template_changed(workbook.name, profile, likest(fits) if fits else None)
    return _tables(workbook, fits, search)


def fits_of(workbook: Workbook, profile: Profile, search: Search) -> list[Found]:
    """The headings that fit the profile best on each sheet; none where not one of them is there."""
    return [found for sheet in _sheets(workbook, profile, search) for found in _on(sheet, profile, search)]


def likest(fits: Sequence[Found]) -> Found:
    """The one that fits best; of several that fit alike, the first that has lines."""
    best = max(map(_rank, fits))
    equal = [found for found in fits if _rank(found) == best]
    return equal[0] if len(equal) == 1 else next((f for f in equal if f.heading.rows_below()), equal[0])


def _rank(found: Found) -> tuple[bool, int]:
    return found.fit.is_match, found.fit.likeness


def _sheets(workbook: Workbook, profile: Profile, search: Search) -> list[Sheet]:
    """The sheets the officer names, else those of the profile that are there, else all that can be seen."""
    if search.sheets:
        return [sheet_named(workbook, name) for name in search.sheets]
    if there := [sheet for name in profile.sheets if (sheet := _sheet(workbook, name)) is not None]:
        return there
    return [s for s in workbook.sheets if s.visible and s.rows] or [s for s in workbook.sheets if s.rows]


def _sheet(workbook: Workbook, name: str) -> Sheet | None:
    try:
        return sheet_named(workbook, name)
    except WrongUse:
        return None


def _sheet_of(workbook: Workbook, name: str, profile: Profile) -> Sheet:
    sheet = _sheet(workbook, name)
    if sheet is None:
        raise Refused(
            "profile-sheet",
            '{file} has no sheet "{sheet}", which profile {name} reads; it has: {names}. Say with --sheet which are '
            "meant.",
            file=workbook.name, sheet=name, name=profile.name, names=Listed(tuple(s.name for s in workbook.sheets)),
        )  # fmt: skip
    return sheet


def _tables(workbook: Workbook, fits: Sequence[Found], search: Search) -> tuple[Found, ...]:
    """The best table alone, or one on each sheet that the officer or the profile names."""
    best = likest(fits)
    profile = best.profile
    wanted = search.sheets or profile.sheets
    if len(wanted) > 1:
        each = [_on(_sheet_of(workbook, name, profile), profile, search) for name in wanted]
        for there in each:
            if not there or not there[0].fit.is_whole:
                raise template_changed(workbook.name, profile, there[0] if there else None)
        return tuple(there[0] for there in each)
    equal = [found for found in fits if _rank(found) == _rank(best)]
    filled = [found for found in equal if found.heading.rows_below()] if len(equal) > 1 else []
    if len(filled) > 1:
        raise _two_tables(workbook, filled)
    return (best,)


def _on(sheet: Sheet, profile: Profile, search: Search) -> list[Found]:
    """The headings of a sheet that fit best: of several tables that fit alike all, else one."""
    if search.header_row == 0 or not _may_hold(sheet, profile, search):
        return []
    said = {name: place.heading for name, place in profile.columns.items() if place.heading}
    width = max(map(len, sheet.rows), default=0)
    rows = [_found(profile, heading, search, width) for heading in _headings(sheet, said, profile, search)]
    # Looking through the whole sheet takes long: only where every column is there, if need be in several tables.
    is_worth_it = search.header_row is not None or any(not found.fit.gone for found in rows)
    tables = [_found(profile, h, search, width) for h in _tables_of(sheet, said, search)] if is_worth_it else []
    fits = [found for found in (*tables, *rows) if found.fit.likeness]
    if not fits:
        return []
    best = likest(fits)
    return [found for found in tables if _rank(found) == _rank(best)] or [best]


def _found(profile: Profile, heading: Heading, search: Search, width: int) -> Found:
    texts = (*heading.texts, *("" for _ in range(width - len(heading.texts))))
    return Found(profile, heading, fit_of(profile, texts, search.said))


def _tables_of(sheet: Sheet, said: Mapping[str, str], search: Search) -> list[Heading]:
    if search.header_row is None:
        return tables_of(sheet, said)
    if search.header_row > len(sheet.rows):
        return []
    return [up_to_the_next(heading_at(sheet, search.header_row - 1, said), said)]


def _headings(sheet: Sheet, said: Mapping[str, str], profile: Profile, search: Search) -> Iterator[Heading]:
    """Every row that can be a heading, whatever its words mean: the profile may say what nobody else can."""
    for row in _rows(sheet, profile) if search.header_row is None else ():
        if is_heading_like(sheet.rows[row]) or row == profile.header_row - 1:
            for heading in headings_ending_at(sheet, row, said):
                yield extended(heading, said)
                yield heading


def _rows(sheet: Sheet, profile: Profile) -> range:
    return range(min(max(HEADER_ROWS_MAX, profile.header_row), len(sheet.rows)))


def _may_hold(sheet: Sheet, profile: Profile, search: Search) -> bool:
    """Whether a third of the words of the headings stand where headings stand: most profiles are soon ruled out."""
    rows = _rows(sheet, profile) if search.header_row is None else range(min(search.header_row + 4, len(sheet.rows)))
    wanted = {word for text in profile.headers for word in heading_key(text).split()}
    there = {
        word
        for row in rows
        for cell in sheet.rows[row]
        if isinstance(cell, str | int | float) and cell != ""
        for word in heading_key(cell_text(cell)).split()
    }
    return 3 * len(wanted & there) >= len(wanted)


def _by_letters(workbook: Workbook, profile: Profile, search: Search) -> tuple[Found, ...]:
    said = {name: place.letter for name, place in profile.columns.items()}
    each = [
        _found(profile, no_heading(sheet, said), search, max(map(len, sheet.rows), default=0))
        for sheet in _sheets(workbook, profile, search)
    ]
    if len(each) > 1 and not (search.sheets or profile.sheets):
        raise _two_tables(workbook, each)
    for found in each:
        if not found.fit.is_whole:
            raise template_changed(workbook.name, profile, found)
    return tuple(each)


def _two(workbook: Workbook, chosen: Sequence[Found]) -> Refused:
    each = [
        as_it_is(f"{found.profile.name} ({found.profile.file}; {' '.join(shown(found.profile))})") for found in chosen
    ]
    return Refused(
        "profile-two",
        "{file}: two profiles know these headings equally well: {profiles}. Say which one is meant: --profile {first}, "
        "or --no-profile for none.",
        file=workbook.name, profiles=Listed(tuple(each), "and"), first=chosen[0].profile.name,
    )  # fmt: skip


def _two_tables(workbook: Workbook, equal: Sequence[Found]) -> Refused:
    places = tuple(f'"{found.heading.sheet.place}" ({found.heading.rows_below()})' for found in equal)
    return Refused(
        "profile-tables",
        "{file}: several tables have the headings of profile {name}, here with their rows: {places}. Say with --sheet "
        "which one is meant, or name each that is.",
        file=workbook.name, name=equal[0].profile.name, places=Listed(places, "and"),
    )  # fmt: skip
