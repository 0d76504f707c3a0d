"""Reading one part of an agreement file: what cannot be read is noted as a fault and comes back empty."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from subsidy_ledger.domain.agreement import NO_TEXT, Texts, same_in_all
from subsidy_ledger.domain.agreement_faults import Faults, shown
from subsidy_ledger.domain.sentences import Fact, Phrase

T = TypeVar("T")

YEAR = re.compile(r"[1-9][0-9]{3}")
BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
AMOUNT = re.compile(r"[0-9]{1,13}\.[0-9]{2}")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_RULE: Phrase = "Here stands {value}; this code has lower-case letters, digits and single dashes only."
NEGATIVE = re.compile(r"\s*[-−].*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that a part of the file must have, and those it may have."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


LANGUAGES = Keys(("nl", "fr", "en"))
IN_EACH = '{ nl = "…", fr = "…", en = "…" }'

# How a missing key is written, where it is more than a text; without words, which would be in one language.
EXAMPLES = {
    "allocations": 'allocations = { 2018 = "60000.00" }',
    "beneficiary": 'beneficiary = "our-city"',
    "beneficiary_name": f"beneficiary_name = {IN_EACH}",
    "ends_on": "ends_on = 2019-12-31",
    "entities": "[[entities]]",
    "grants": "[[grants]]",
    "names": 'names = ["…"]',
    "numbers": "numbers = [1]",
    "objectives": "[[grants.sectors.objectives]]",
    "parties": "[[parties]]",
    "role": 'role = "claiming"',
    "sectors": "[[grants.sectors]]",
    "starts_on": "starts_on = 2018-01-01",
    "title": f"title = {IN_EACH}",
    "value": "value = 7",
}


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the file (`raw`), where it stands (`path`), and where its faults go.

    A key that is absent comes back empty without a fault; whether it may be absent is for `only` to say.
    """

    raw: Mapping[str, object]
    path: str
    faults: Faults

    def at(self, key: str) -> str:
        """The path of a key in this part, such as `grants[0].sectors[1].title`."""
        word = key if BARE_KEY.fullmatch(key) else f'"{key}"'
        return f"{self.path}.{word}" if self.path else word

    def fault(self, key: str, template: Phrase, /, **facts: Fact) -> None:
        self.faults.add(self.at(key), template, **facts)

    def only(self, keys: Keys) -> None:
        """Notes every key that is missing and every key that is not known."""
        for key in keys.required:
            if key not in self.raw:
                self._missing(key)
        for key in self.raw:
            if key not in keys.required and key not in keys.optional:
                self.faults.unknown(self.at(key), key, (*keys.required, *keys.optional))

    def _missing(self, key: str) -> None:
        example = EXAMPLES.get(key, f'{key} = "…"')
        code = self.raw.get("code")
        if isinstance(code, str) and code:
            self.fault(key, "This is missing in {code}; write: {example}", code=code, example=example)
        else:
            self.fault(key, "This is missing; write: {example}", example=example)

    def text(self, key: str) -> str:
        return self._text(self.raw[key], self.at(key)) if key in self.raw else ""

    def _text(self, value: object, path: str) -> str:
        if not isinstance(value, str):
            self.faults.add(path, "Here stands {value}, where a text between quotes is expected.", value=shown(value))
            return ""
        if not value.strip():
            self.faults.add(path, "This text is empty; fill it in, or remove it where it is not needed.")
        return value

    def remark(self, key: str) -> Texts:
        """A text, in one language or in each, that may be empty."""
        value = self.raw.get(key, "")
        return NO_TEXT if value == "" else self._one_or_each(value, self.at(key))

    def _one_or_each(self, value: object, path: str) -> Texts:
        """A text that is the same in all languages, or a part that has it in each."""
        if isinstance(value, Mapping):
            return Section(value, path, self.faults).as_texts()
        if isinstance(value, str):
            return same_in_all(self._text(value, path))
        text: Phrase = (
            "Here stands {value}, where a text between quotes is expected, or one in each language: {example}"
        )
        self.faults.add(path, text, value=shown(value), example=IN_EACH)
        return NO_TEXT

    def code(self, key: str, pattern: re.Pattern[str], template: Phrase) -> str:
        """A text of the characters that `pattern` allows; `template` says which, with the fact {value}."""
        code = self.text(key)
        if code.strip() and not pattern.fullmatch(code):
            self.fault(key, template, value=shown(code))
        return code

    def slug(self, key: str) -> str:
        """A code in lower-case letters, digits and single dashes."""
        return self.code(key, SLUG, SLUG_RULE)

    def choice(self, key: str, allowed: Mapping[str, T]) -> T | None:
        value = self.text(key)
        if value.strip() and value not in allowed:
            self.faults.unknown(self.at(key), value, allowed)
        return allowed.get(value)

    def day(self, key: str) -> date | None:
        if key not in self.raw:
            return None
        value = self.raw[key]
        try:
            if isinstance(value, str) and DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:  # 2018-02-30 between quotes
            pass
        self.fault(key, "Here stands {value}, where a day is expected, such as 2018-01-31.", value=shown(value))
        return None

    def is_year(self, key: str, year: str, years: range | None) -> bool:
        """`year`, which stands in `key`, is one of the agreement's years (None: not known); else that is a fault."""
        if not YEAR.fullmatch(year):
            self.fault(key, "Here stands {year}, where a year such as 2018 is expected.", year=shown(year))
            return False
        if years is not None and int(year) not in years:
            text: Phrase = "{year} is no year of the agreement, which goes from {first} to {last}."
            self.fault(key, text, year=year, first=str(years[0]), last=str(years[-1]))
            return False
        return True

    def amount(self, key: str) -> str:
        """An amount of euros as the file must have it, "60000.00"; empty where it has a fault."""
        value = self.raw[key]
        if isinstance(value, str) and AMOUNT.fullmatch(value):
            return value
        if isinstance(value, str) and NEGATIVE.fullmatch(value):
            self.fault(key, "This amount is negative ({value}); write 0.00 or more.", value=shown(value))
        elif isinstance(value, int | float) and not isinstance(value, bool):
            self.fault(key, 'Write this amount ({value}) between quotes: "60000.00".', value=shown(value))
        else:
            self.fault(key, 'Here stands {value}; write an amount with two decimals: "60000.00".', value=shown(value))
        return ""

    def whole(self, key: str) -> int | None:
        """A whole number above zero."""
        return self._whole(self.raw[key], self.at(key)) if key in self.raw else None

    def _whole(self, value: object, path: str) -> int | None:
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        text: Phrase = "Here stands {value}, where a whole number from 1 up is expected."
        self.faults.add(path, text, value=shown(value))
        return None

    def whole_list(self, key: str) -> tuple[int, ...]:
        path = self.at(key)
        found = (self._whole(value, f"{path}[{place}]") for place, value in enumerate(self.listed(key)))
        return tuple(number for number in found if number is not None)

    def listed(self, key: str) -> list[object]:
        value = self.raw.get(key, [])
        if isinstance(value, list):
            return value
        self.fault(key, "Here stands {value}, where a list between [ and ] is expected.", value=shown(value))
        return []

    def text_list(self, key: str) -> tuple[str, ...]:
        path = self.at(key)
        return tuple(self._text(value, f"{path}[{place}]") for place, value in enumerate(self.listed(key)))

    def texts_list(self, key: str) -> tuple[Texts, ...]:
        path = self.at(key)
        return tuple(self._one_or_each(value, f"{path}[{place}]") for place, value in enumerate(self.listed(key)))

    def section(self, key: str) -> Section:
        """The part of the file under `key`; an empty one where there is none."""
        found = self._section(self.raw[key], self.at(key)) if key in self.raw else None
        return found or Section({}, self.at(key), self.faults)

    def _section(self, value: object, path: str) -> Section | None:
        if isinstance(value, Mapping):
            return Section(value, path, self.faults)
        self.faults.add(path, "Here stands {value}, where a part with keys of its own is expected.", value=shown(value))
        return None

    def sections(self, key: str) -> list[Section]:
        """The parts listed under `key` ([[key]] in the file); a list of none is a fault."""
        values = self.listed(key)
        if self.raw.get(key) == []:
            self.fault(key, "This is empty; at least one part headed [[…{key}]] is needed.", key=key)
        path = self.at(key)
        found = (self._section(value, f"{path}[{place}]") for place, value in enumerate(values))
        return [section for section in found if section is not None]

    def texts(self, key: str) -> Texts:
        """A text in three languages."""
        found = self._section(self.raw[key], self.at(key)) if key in self.raw else None
        return found.as_texts() if found is not None else NO_TEXT

    def as_texts(self) -> Texts:
        self.only(LANGUAGES)
        return Texts(self.text("nl"), self.text("fr"), self.text("en"))
