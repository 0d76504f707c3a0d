"""A profile as the TOML that is kept: the same for the same profile, and made to be read by a person."""

from __future__ import annotations

import json
from collections.abc import Iterator

from subsidy_ledger.importing.cells.factors import split_factor
from subsidy_ledger.importing.profile import Place, Profile

FORMAT = 1
HEAD = """\
# How the ledger reads one list, made by: ledger import FILE --save-profile {name}
# It holds headings and settings only, no line of the list. It may be edited; `ledger profiles show {name}` reads it.
format = {format}
"""
HEADERS = """
# The headings as they stood, column by column. A file with these headings is read by this profile without being
# asked; capitals, accents and punctuation make no difference.
"""
NO_HEADERS = """
# The list has no headings: it is never recognised, and is read by this profile only with --profile {name}.
"""
TABLE = """
[table]
# sheets: the sheets that are read; where none is named, the one that has the headings.
# header_row: the last row of the headings when this was saved, 0 for none. Only a hint: the headings are looked for.
"""
COLUMNS = """
[columns]
# field = the heading above its column. No other column is read.
"""
READING = """
[reading]
# What cells leave open: decimal (comma, point), dates (dmy, mdy, ymd), sign (keep, flip), hidden (include, skip).
# unhidden: fields that are read although their column is hidden.
"""
POSTING = """
[posting]
# entity: whose books these are. objective: the code of lines that carry none of their own.
# year: "stated" by the list, "asked" with --year every time, or "overrides": asked, and going before the list's own.
"""


def profile_text(profile: Profile) -> str:
    return "".join(_parts(profile))


def _parts(profile: Profile) -> Iterator[str]:
    yield HEAD.format(name=profile.name, format=FORMAT)
    if profile.headers:
        yield HEADERS
        yield "headers = [\n" + "".join(f"    {toml_text(text)},\n" for text in profile.headers) + "]\n"
    else:
        yield NO_HEADERS.format(name=profile.name)
        yield "headers = []\n"
    yield TABLE
    if profile.sheets:
        yield f"sheets = {_listed(profile.sheets)}\n"
    yield f"header_row = {profile.header_row}\n"
    yield COLUMNS
    for name, place in profile.columns.items():
        yield f"{name} = {_place(place)}{_factor(place)}\n"
    yield READING
    for name in ("decimal", "dates", "sign", "hidden"):
        if (value := getattr(profile.dialect, name)) is not None:
            yield f"{name} = {toml_text(value)}\n"
    if profile.unhidden:
        yield f"unhidden = {_listed(profile.unhidden)}\n"
    yield POSTING
    if profile.entity is not None:
        yield f"entity = {toml_text(profile.entity)}\n"
    if profile.objective is not None:
        yield f"objective = {toml_text(profile.objective)}\n"
    yield f"year = {toml_text(profile.year)}\n"


def _place(place: Place) -> str:
    if place.letter:
        return f"{{ letter = {toml_text(place.letter)} }}"
    if place.nth > 1:
        return f"{{ heading = {toml_text(place.heading)}, nth = {place.nth} }}"
    return toml_text(place.heading)


def _factor(place: Place) -> str:
    factor, _ = split_factor(place.heading)
    return "" if factor == 1 else f"  # x {factor}, as the heading says"


def _listed(texts: tuple[str, ...]) -> str:
    return "[" + ", ".join(map(toml_text, texts)) + "]"


def toml_text(text: str) -> str:
    """A text as TOML writes it; what no TOML can hold (half a character) becomes a replacement character."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    # JSON escapes the same characters the same way, but for DEL, which TOML wants escaped too.
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")
