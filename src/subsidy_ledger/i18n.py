"""The words of one language: sentences, amounts, days and numbers as its readers write them.

Whatever is worked out is worked out in codes, facts and English sentences; whoever shows it asks `words()` for the
language of the person in front of her. Two languages live side by side in one process.
"""

from __future__ import annotations

import gettext
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Final, Protocol

from subsidy_ledger.domain.moments import local
from subsidy_ledger.domain.money import to_grouped
from subsidy_ledger.domain.sentences import Euro, Fact, Listed, Percent, Phrase, Sentence, joined

LANGUAGES: Final = ("nl", "fr", "en")
CATALOGUE: Final = "subsidy_ledger"
LOCALE: Final = Path(__file__).resolve().parent / "locale"


@dataclass(frozen=True, slots=True)
class Style:
    """How numbers and days are written: `euro`, `percent` with {} for the number, `day` as strftime wants it."""

    group: str
    decimal: str
    euro: str
    percent: str
    day: str


# Belgian, as the Unicode locale data have nl-BE and fr-BE; days always with two digits, so that columns stand straight.
STYLES: Final[Mapping[str, Style]] = {
    "nl": Style(".", ",", "€\u00a0{}", "{}%", "%d/%m/%Y"),
    "fr": Style("\u202f", ",", "{}\u00a0€", "{}\u00a0%", "%d/%m/%Y"),
    "en": Style(" ", ".", "{}", "{} %", "%Y-%m-%d"),
}
AND: Phrase = "and"
OR: Phrase = "or"


class Catalogue(Protocol):
    """What gives another language's words for English ones; those of the standard library do."""

    def gettext(self, message: str, /) -> str: ...
    def ngettext(self, one: str, many: str, n: int, /) -> str: ...


class Words:
    """One language. `text` says a phrase, `say` a sentence with its facts; the others write single values."""

    def __init__(self, language: str, catalogue: Catalogue | None = None) -> None:
        self.language = language
        self._style = STYLES[language]
        self._catalogue = catalogue or gettext.NullTranslations()

    def unbroken(self) -> Words:
        """The same words, with amounts that no line of a printed cell breaks apart."""
        found, style = copy(self), self._style
        hard = {name: getattr(style, name).replace(" ", "\u00a0") for name in ("group", "percent")}
        found._style = replace(style, **hard)
        return found

    def text(self, phrase: Phrase) -> str:
        """The phrase in this language; the English one where no other is known."""
        return self._catalogue.gettext(phrase) if phrase else ""

    def counted(self, one: Phrase, many: Phrase, n: int) -> str:
        return self._catalogue.ngettext(one, many, n)

    def say(self, sentence: Sentence) -> str:
        if sentence.many:
            count = sentence.facts["n"]
            template = self.counted(sentence.template, sentence.many, count if isinstance(count, int) else 0)
        else:
            template = self.text(sentence.template)
        return template.format_map({name: self._fact(fact) for name, fact in sentence.facts.items()})

    def _fact(self, fact: Fact) -> object:
        """A whole number stays one, so that a template may align it."""
        if isinstance(fact, Euro):
            return self.money(fact.cents)
        if isinstance(fact, Percent):
            return self.percent(fact.number)
        if isinstance(fact, Sentence):
            return self.say(fact)
        if isinstance(fact, Listed):
            last = {"and": AND, "or": OR}.get(fact.last, "")
            return joined([str(self._fact(item)) for item in fact.items], self.text(last), fact.between)
        if isinstance(fact, datetime):
            return self.moment(fact)
        if isinstance(fact, Decimal):
            return str(fact).replace(".", self._style.decimal)
        return self.day(fact) if isinstance(fact, date) else fact

    def money(self, cents: int) -> str:
        """An amount inside a sentence: "€ 1.896.439,60", "1 896 439,60 €", "1 896 439.60"."""
        return self._style.euro.format(self.figure(cents))

    def figure(self, cents: int) -> str:
        """An amount in a column of amounts, without the sign of the euro."""
        whole, _, decimals = to_grouped(cents).partition(".")
        return whole.replace(" ", self._style.group) + self._style.decimal + decimals

    def percent(self, tenths: str) -> str:
        """A percentage given as "97.3" or "33.33"."""
        return self._style.percent.format(tenths.replace(".", self._style.decimal))

    def day(self, day: date) -> str:
        return day.strftime(self._style.day)

    def moment(self, moment: datetime) -> str:
        """A moment (UTC) on a clock in Brussels, to the minute."""
        return local(moment).strftime(f"{self._style.day} %H:%M")


@lru_cache(maxsize=len(LANGUAGES))
def words_of(language: str) -> Words:
    """The words of nl, fr or en; its catalogue is read once."""
    if language == "en":
        return Words("en")
    with (LOCALE / language / "LC_MESSAGES" / f"{CATALOGUE}.mo").open("rb") as file:
        return Words(language, gettext.GNUTranslations(file))


ENGLISH: Final = words_of("en")
_spoken: ContextVar[Words] = ContextVar("spoken", default=ENGLISH)


def words() -> Words:
    """The words spoken here and now."""
    return _spoken.get()


def speak(template: Phrase, /, **facts: Fact) -> str:
    """A sentence in the words spoken here and now."""
    return words().say(Sentence(template, facts))


@contextmanager
def speaking(chosen: Words) -> Iterator[Words]:
    """Everything said inside is said in these words."""
    token = _spoken.set(chosen)
    try:
        yield chosen
    finally:
        _spoken.reset(token)


def language_of(said: str | None, environment: Mapping[str, str]) -> str:
    """What was said (--lang), else LEDGER_LANG, else the locale's language, else English."""
    for name in (said, environment.get("LEDGER_LANG")):
        if name and name[:2].lower() in LANGUAGES:
            return name[:2].lower()
    named = next((found for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (found := environment.get(key))), "")
    name = (named or _of_the_system())[:2].lower()
    return name if name in LANGUAGES else "en"


def _of_the_system() -> str:
    """Windows has no LANG: "Dutch_Belgium" or "nl_BE" from the system's own settings."""
    if sys.platform != "win32":
        return ""
    import locale

    name = locale.getlocale()[0] or ""
    return {"dutch": "nl", "french": "fr"}.get(name.split("_")[0].lower(), name)
