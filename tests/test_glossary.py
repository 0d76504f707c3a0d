"""The catalogues, and our remarks on the agreement, speak the Belgian terms of docs/glossary.md and no others."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.pofile import read_po
from tools.french import spaced
from tools.words import po_file

from subsidy_ledger.agreements import builtin
from subsidy_ledger.domain.agreement_file import agreement_of, parse

PAGE = Path(__file__).resolve().parent.parent / "docs" / "glossary.md"
LANGUAGES = ("nl", "fr")

# Words of the Netherlands or of France, or such as mean here what another word of the glossary means.
FORBIDDEN = {
    "nl": (
        "spreadsheet", "kvk", "bsn", "boekjaar", "kenmerk", "declaratie", "declareren", "crediteur", "debiteur",
        "grootboek", "regio", "subsidie", "gemeentehuis", "wethouder", "u dient",
    ),
    "fr": (
        "ttc", "tva comprise", "siret", "siren", "mairie", "municipal", "collectivité", "relevé bancaire",
        "grand livre", "tableur", "commissaire aux comptes", "préfecture", "rib", "email", "veuillez",
    ),
}  # fmt: skip

# What is rightly much shorter in another language.
BRIEF = ("up to and including", "Payment order", "Transferred")

# The names of fields stay as they are typed.
FIELDS = "Fields for --map"
# Messages in which an English word is not the term: the word -> by what they are known.
EXCEPTIONS: dict[str, tuple[str, ...]] = {
    "line": (
        "command line",
        "further than line {line}",
        "line no",
        "begins at line {line}",
        "In line {line} of {file}",
        "line {line}, column {column} is no TOML",
    ),
    "claiming": ('role = "claiming"',),
    "row": ("months in a row",),
    "import": ("else imports/profiles",),
    "supplier": ("supplier no", FIELDS),
    "check": ("Check the", "Check your"),
    "ledger": ("sqlite:///ledger.db",),
    "grant": ("The agreement grants money", FIELDS),
    "sector": (FIELDS,),
    "objective": (FIELDS,),
    "heading": ("headings of sections", "French heading", "heading of this sector", "heading of part II"),
}


class Term(NamedTuple):
    english: tuple[str, ...]
    nl: tuple[str, ...]
    fr: tuple[str, ...]


def forms(cell: str) -> tuple[str, ...]:
    return tuple(form.strip() for form in cell.split(","))


@lru_cache
def terms() -> tuple[Term, ...]:
    rows = [line.strip("|").split("|") for line in PAGE.read_text(encoding="utf-8").splitlines() if line[:2] == "| "]
    return tuple(Term(*(forms(cell) for cell in row[:3])) for row in rows[1:])


@lru_cache
def catalogue(language: str) -> tuple[tuple[str, str], ...]:
    """English and translated texts; a message that counts has each form beside each."""
    pairs = []
    with po_file(language).open("rb") as file:
        for message in read_po(file, locale=language):
            ids = message.id if isinstance(message.id, list | tuple) else (message.id,)
            said = message.string if isinstance(message.string, list | tuple) else (message.string or "",)
            if message.id and all(said) and "click" not in {place for place, _ in message.locations}:
                pairs += list(zip(ids, said, strict=True))
    return tuple(pairs)


@lru_cache
def remarks(language: str) -> tuple[tuple[str, str], ...]:
    """Our notes and assumptions in the built-in agreement, English and translated."""
    agreement = agreement_of(parse(builtin()))
    parts = [target.objective or target.sector for target in agreement.targets.values()]
    found = [*agreement.notes, *(part.note for part in parts if part is not None)]
    found += [entity.assumption for entity in agreement.entities]
    found += [parameter.assumption for parameter in agreement.parameters]
    return tuple((texts.en, texts.said_in(language)) for texts in found if texts)


def plain(text: str) -> str:
    """Without facts and commands, which stay as they are typed; no-break spaces as ordinary ones."""
    text = re.sub(r"\{[^}]*\}|`[^`]*`|--[a-z-]+( [a-z]+=)?|ledger [a-z-]+( [a-z]+)?", " ", text)
    return text.replace("\u00a0", " ").casefold()


def has(text: str, form: str) -> bool:
    return form.casefold() in text


def has_word(text: str, form: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(form.casefold())}s?(?![\w-])", text) is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_is_the_glossarys(language: str) -> None:
    """Lost otherwise: one thing would have two names, and an officer would look for the difference."""
    wrong = []
    for english, said in (*catalogue(language), *remarks(language)):
        message, text = plain(english), plain(said)
        for term in terms():
            used = next((form for form in term.english if has_word(message, form)), None)
            excused = used is not None and any(part in english for part in EXCEPTIONS.get(used, ()))
            if used is not None and not excused and not any(has(text, form) for form in getattr(term, language)):
                wrong.append((used, english, said))
    assert wrong == []


def test_french_stands_off_its_signs() -> None:
    """Lost otherwise: a line would break before its colon, and a reader of French would see that nobody reread it."""
    assert [said for _, said in catalogue("fr") if spaced(said) != said] == []
    assert spaced('Il y a "{n}" : 5 % ; voyez `a : b` ! « là »') == (
        "Il y a «\u00a0{n}\u00a0»\u00a0: 5\u00a0%\u00a0; voyez `a : b`\u00a0! «\u00a0là\u00a0»"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_cut_short(language: str) -> None:
    """Lost otherwise: a sentence that broke off in the translation would leave out what to do next."""
    short = [
        (english, said)
        for english, said in catalogue(language)
        if len(said) * 2 < len(english) and english not in BRIEF and len(english) > 8
    ]
    assert short == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_another_country_is_used(language: str) -> None:
    """Lost otherwise: an officer in Brussels would read TTC where her own forms say TVAC."""
    used = [
        (word, said)
        for _, said in (*catalogue(language), *remarks(language))
        for word in FORBIDDEN[language]
        if has_word(plain(said), word)
    ]
    assert used == []


def test_the_glossary_is_complete_and_every_source_is_named() -> None:
    """Lost otherwise: a term could stand in the table without its other languages, or on a source that is not there."""
    text = PAGE.read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:2] == "| "]
    assert len(rows) > 40
    assert all(len(row) == 4 and all(row[:3]) for row in rows)
    named = set(re.findall(r"(?m)^- \*\*([A-Z0-9]+)\*\*", text))
    assert {source for row in rows[1:] for source in forms(row[3]) if source} <= named
