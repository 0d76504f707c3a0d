"""Reading a profile's TOML back: anything in it that is not a profile is one sentence with the file and the key."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from hashlib import sha256
from typing import Any, cast, get_args

from subsidy_ledger.domain.sentences import Listed, Sentence, say
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.cells.columns import FIELDS
from subsidy_ledger.importing.cells.synonyms import MONEY
from subsidy_ledger.importing.dialect import DateOrder, DecimalMark, Dialect, Hidden, Sign
from subsidy_ledger.importing.finding.mapping import LETTERS
from subsidy_ledger.importing.profile import Place, Profile, YearPolicy, heading_key, places_of
from subsidy_ledger.importing.profiles.profile_text import FORMAT

TOP = ("format", "headers", "table", "columns", "reading", "posting")
CHOICES = {
    "decimal": get_args(DecimalMark), "dates": get_args(DateOrder), "sign": get_args(Sign), "hidden": get_args(Hidden),
}  # fmt: skip
A_TEXT, TEXTS = say("a text"), say("a list of texts")
A_NUMBER, A_SECTION = say("a whole number"), say("a section of its own")


def profile_of_text(text: bytes, *, name: str, file: str) -> Profile:
    """The profile in a file's bytes; Refused with the file and the key where it is none."""
    return _File(name, file).profile(text)


@dataclass(frozen=True, slots=True)
class _File:
    """One file while it is read; every fault is told with its name."""

    name: str
    file: str

    def profile(self, data: bytes) -> Profile:
        raw = self._parsed(data)
        self._only(raw, TOP, "")
        if raw.get("format") != FORMAT:
            raise self.bad("format", raw.get("format"), say("{n}, the only format there is yet", n=FORMAT))
        headers = self._texts(raw, "headers", "headers", is_needed=True)
        sections = {key: self._section(raw, key) for key in TOP[2:]}
        self._only(sections["table"], ("sheets", "header_row"), "table.")
        self._only(sections["columns"], FIELDS, "columns.")
        self._only(sections["reading"], (*CHOICES, "unhidden"), "reading.")
        self._only(sections["posting"], ("entity", "objective", "year"), "posting.")
        columns = {field: self._place(field, value, headers) for field, value in sections["columns"].items()}
        if not MONEY & columns.keys():
            raise self.fault(say("[columns] names no amount; it needs one of: {fields}", fields=_either(sorted(MONEY))))
        posting = sections["posting"]
        return Profile(
            self.name, headers, columns, self._texts(sections["table"], "sheets", "table.sheets"),
            self._number(sections["table"], "header_row", "table.header_row"), self._dialect(sections["reading"]),
            self._texts(sections["reading"], "unhidden", "reading.unhidden"),
            self._text(posting, "entity", "posting.entity"), self._text(posting, "objective", "posting.objective"),
            self._year(posting),
            sha256(data).hexdigest(), self.file,
        )  # fmt: skip

    def _parsed(self, data: bytes) -> dict[str, Any]:
        import tomllib

        try:
            return tomllib.loads(data.decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise self.fault(say("it is not written in UTF-8")) from None
        except tomllib.TOMLDecodeError as error:
            raise self.fault(_no_toml(str(error))) from None
        except (ValueError, RecursionError):
            raise self.fault(say("it has a number that is too long, or lists too deep in one another")) from None

    def _only(self, raw: Mapping[str, Any], known: Collection[str], where: str) -> None:
        if unknown := [key for key in raw if key not in known]:
            key = f"{where}{unknown[0]}"
            raise self.fault(say('it has no use for "{key}"; there are: {known}', key=key, known=Listed(tuple(known))))

    def _section(self, raw: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        value = raw.get(key, {})
        if not isinstance(value, dict):
            raise self.bad(key, value, A_SECTION)
        return value

    def _text(self, raw: Mapping[str, Any], key: str, path: str) -> str | None:
        value = raw.get(key)
        if value is not None and not (isinstance(value, str) and value.strip()):
            raise self.bad(path, value, A_TEXT)
        return value

    def _texts(self, raw: Mapping[str, Any], key: str, path: str, *, is_needed: bool = False) -> tuple[str, ...]:
        value = raw.get(key, None if is_needed else [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.bad(path, value, TEXTS)
        return tuple(value)

    def _number(self, raw: Mapping[str, Any], key: str, path: str) -> int:
        value = raw.get(key, 0)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.bad(path, value, A_NUMBER)
        return value

    def _choice(self, raw: Mapping[str, Any], key: str, path: str, choices: tuple[str, ...]) -> str | None:
        value = raw.get(key)
        if value is not None and value not in choices:
            raise self.bad(path, value, say("one of {choices}", choices=_either(choices)))
        return value

    def _dialect(self, raw: Mapping[str, Any]) -> Dialect:
        said = {f.name: self._choice(raw, f.name, f"reading.{f.name}", CHOICES[f.name]) for f in fields(Dialect)}
        return Dialect(**cast("dict[str, Any]", said))

    def _year(self, raw: Mapping[str, Any]) -> YearPolicy:
        year = self._choice(raw, "year", "posting.year", get_args(YearPolicy))
        return "stated" if year is None else cast("YearPolicy", year)

    def _place(self, field: str, value: object, headers: tuple[str, ...]) -> Place:
        path = f"columns.{field}"
        given: Any = {"heading": value} if isinstance(value, str) else value
        if not isinstance(given, dict) or not all(isinstance(given.get(k, ""), str) for k in ("heading", "letter")):
            raise self.bad(path, value, say('a heading, or {{ letter = "F" }} for a column without one'))
        self._only(given, ("heading", "nth", "letter"), f"{path}.")
        nth: Any = given.get("nth", 1)
        place = Place(given.get("heading", ""), nth, given.get("letter", ""))
        if place.letter:
            if place.heading or not LETTERS.fullmatch(place.letter):
                raise self.bad(path, place.letter, say("the letter of a column, and no heading beside it"))
            return place
        there = len(places_of(headers).get(heading_key(place.heading), ()))
        if not there:
            raise self.bad(path, place.heading, say("one of the headings under headers"))
        if type(nth) is not int or not 1 <= nth <= there:
            raise self.bad(f"{path}.nth", nth, say("1 to {n}: so often headers has that heading", n=there))
        return place

    def bad(self, key: str, value: object, expected: Sentence) -> Refused:
        if value is None:
            return self.fault(say("{key} is missing; expected: {expected}", key=key, expected=expected))
        shown = value if isinstance(value, str) else repr(value)
        return self.fault(say('{key} is "{value}"; expected: {expected}', key=key, value=shown, expected=expected))

    def fault(self, what: Sentence) -> Refused:
        return unusable(self.file, self.name, what)


def unusable(file: str, name: str, what: Sentence) -> Refused:
    return Refused(
        "profile-unreadable",
        "The profile {file} cannot be used: {what}. Mend it in a text editor, make it anew (--save-profile {name} "
        "--overwrite-profile), or import by another profile (--profile) or by none (--no-profile).",
        file=file, what=what, name=name,
    )  # fmt: skip


def _no_toml(why: str) -> Sentence:
    place = re.search(r"at line (\d+), column (\d+)", why)
    if place is None:
        return say("it is no complete TOML; the end is missing")
    return say("line {line}, column {column} is no TOML", line=int(place[1]), column=int(place[2]))


def _either(choices: Collection[str]) -> Listed:
    return Listed(tuple(choices), "or")
