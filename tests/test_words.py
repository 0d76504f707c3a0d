"""The words of the program: found where they are written, said in two languages at once, written as in Belgium."""

from __future__ import annotations

import ast
import string
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from babel.numbers import format_currency, format_decimal, format_percent
from hypothesis import given, settings
from hypothesis import strategies as st
from tools.words import SOURCE, compiled, messages, po_file, renewed, texts_of, unwritten

from subsidy_ledger.domain.sentences import Euro, Listed, Percent, Sentence, say, say_n
from subsidy_ledger.i18n import ENGLISH, Words, language_of, speak, speaking, words_of

OTHERS = ("nl", "fr")
FILES = sorted(SOURCE.rglob("*.py"))


@pytest.mark.parametrize("file", FILES, ids=[str(f.relative_to(SOURCE)) for f in FILES])
def test_every_sentence_is_written_out_where_it_is_said(file: Path) -> None:
    """Lost otherwise: a sentence glued together while running is found by nobody, and stays English."""
    tables = file.parent.name in ("reports", "render")
    assert list(unwritten(ast.parse(file.read_text(encoding="utf-8")), tables=tables)) == []


def test_sentences_are_found_however_they_are_said() -> None:
    """Lost otherwise: a way of saying something that the extraction does not know would never be translated."""
    source = """
RULE: Phrase = "rule {x}"
WORDS: Final[Phrases] = {"key": "word", "other": "other " "word"}
say("one {a}", a=1)
say_n("{n} line", "{n} lines", n=2)
speak("first" if a else "second")
raise Refused("code", "refused {file}", file=f)
faults.add(path, "fault")
self.faults.add(path, "own fault")
section.fault(key, "fault of a section")
super().__init__("code", "an error of its own")
Column("key", "Heading", "money")
words.say(sentence)
"""
    found = list(texts_of(ast.parse(source)))
    assert sorted(text for text, _ in found) == [
        "Heading", "an error of its own", "fault", "fault of a section", "first", "one {a}", "other word", "own fault",
        "refused {file}", "rule {x}", "second", "word", "{n} line",
    ]  # fmt: skip
    assert [many for text, many in found if many] == ["{n} lines"]


@pytest.mark.parametrize("line", ['say(f"{x}")', "say(text)", 'Refused("c", "a" + b)', 'faults.add(p, "a".upper())'])
def test_what_is_written_out_nowhere_is_named(line: str) -> None:
    """Lost otherwise: the rule above would hold by itself."""
    assert list(unwritten(ast.parse(line))) == [1]


def test_two_languages_are_spoken_in_one_process() -> None:
    """Lost otherwise: a page for two officers would show one of them the language of the other."""
    dutch, french = Words("nl", Shouting("NL ")), Words("fr", Shouting("FR "))
    with speaking(dutch):
        assert speak("{n} of {all}", n=1, all=2) == "NL 1 of 2"
        with speaking(french):
            assert speak("{n} of {all}", n=1, all=2) == "FR 1 of 2"
        assert speak("{n} of {all}", n=1, all=2) == "NL 1 of 2"
    assert speak("{n} of {all}", n=1, all=2) == "1 of 2"


class Shouting:
    """A catalogue that puts a mark before everything."""

    def __init__(self, mark: str) -> None:
        self.mark = mark

    def gettext(self, message: str, /) -> str:
        return self.mark + message

    def ngettext(self, one: str, many: str, n: int, /) -> str:
        return self.mark + (one if n == 1 else many)


def test_facts_are_said_in_the_language_too() -> None:
    """Lost otherwise: a French sentence would hold an English amount, day or word."""
    sentence = say(
        "{euros} on {day}: {what} ({codes})",
        euros=Euro(-123456), day=date(2019, 3, 5), what=say_n("{n} line", "{n} lines", n=2), codes=Listed(("A", "B")),
    )  # fmt: skip
    assert str(sentence) == "-1 234.56 on 2019-03-05: 2 lines (A, B)"
    assert ENGLISH.say(sentence) == str(sentence)
    dutch = Words("nl", Shouting("")).say(sentence)
    assert dutch == "€\u00a0-1.234,56 on 05/03/2019: 2 lines (A, B)"
    assert str(Listed(("A", "B", say("C")), "or")) == "A, B or C"
    assert Words("fr", Shouting("~")).say(Sentence("{x}", {"x": Listed((1, 2), "and")})) == "~1 ~and 2"


@settings(deadline=None)
@given(st.integers(-(10**13), 10**13))
def test_amounts_are_written_as_in_belgium(cents: int) -> None:
    """Lost otherwise: 1,234 would be read as a thousand by one and as one by another."""
    amount = Decimal(cents).scaleb(-2)
    for language in OTHERS:
        words = Words(language)
        assert words.money(cents) == format_currency(amount, "EUR", locale=f"{language}_BE")
        assert words.figure(cents) == format_decimal(amount, "#,##0.00", locale=f"{language}_BE")


def test_percentages_and_days_are_written_as_in_belgium() -> None:
    """Lost otherwise: 03/05 could be March or May."""
    assert Words("nl").percent("97.3") == format_percent(Decimal("0.973"), "0.0%", locale="nl_BE")
    assert Words("fr").percent("97.3").replace("\u00a0", "") == Words("nl").percent("97.3")
    assert Words("nl").day(date(2019, 3, 5)) == Words("fr").day(date(2019, 3, 5)) == "05/03/2019"


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize(("basis", "pattern"), [(3333, "0.00%"), (6000, "0%"), (5, "0.00%")])
def test_a_share_in_a_sentence_is_written_as_in_belgium(language: str, basis: int, pattern: str) -> None:
    """Lost otherwise: 33.33 % of a pay stood with a point between Dutch and French amounts."""
    expected = format_percent(Decimal(basis).scaleb(-4), pattern, locale=f"{language}_BE")
    said = Words(language).say(say("{share}", share=Percent(basis)))
    assert said.replace("\u00a0", "") == expected.replace("\u00a0", "").replace("\u202f", "").replace(" ", "")


@pytest.mark.parametrize(
    ("said", "environment", "language"),
    [
        ("fr", {"LEDGER_LANG": "nl"}, "fr"),
        (None, {"LEDGER_LANG": "nl", "LANG": "fr_BE.UTF-8"}, "nl"),
        (None, {"LANG": "fr_BE.UTF-8"}, "fr"),
        (None, {"LC_ALL": "C.UTF-8", "LANG": "fr_BE.UTF-8"}, "en"),
        (None, {"LC_MESSAGES": "nl_BE", "LANG": "fr_BE.UTF-8"}, "nl"),
        (None, {"LANG": "de_BE"}, "en"),
        ("de", {}, "en"),
        (None, {}, "en"),
    ],
)
def test_the_language_is_the_one_said_else_the_systems(
    said: str | None, environment: dict[str, str], language: str
) -> None:
    """Lost otherwise: an officer would have to say her language with every command."""
    assert language_of(said, environment) == language


@pytest.mark.parametrize("language", OTHERS)
def test_translations_keep_their_facts_and_their_shape(language: str) -> None:
    """Lost otherwise: a translated error would leave out the cell, or crash on a fact that is not there."""
    from babel.messages.pofile import read_po

    with po_file(language).open("rb") as file:
        for message in read_po(file, locale=language):
            if not message.id:
                continue
            one, many = forms(message.id) if message.pluralizable else forms(message.id) * 2
            for said in filter(None, forms(message.string)):
                assert facts_of(said) in (facts_of(one), facts_of(many)), said
                assert edges(said) == edges(one), said
                assert said.count("`") == one.count("`"), said


def forms(text: object) -> tuple[str, ...]:
    """A message's one form, or its two."""
    return tuple(map(str, text)) if isinstance(text, list | tuple) else (str(text),)


def facts_of(template: str) -> set[tuple[str, str, str]]:
    """The facts of a template with how they are shown; braces of other kinds are no facts."""
    return {
        (name, form or "", conversion or "")
        for _, name, form, conversion in string.Formatter().parse(template)
        if name is not None
    }


def edges(text: str) -> tuple[str, str]:
    """What a text begins and ends with and must keep: blanks that indent, and line ends."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


@pytest.mark.parametrize("language", OTHERS)
def test_the_compiled_catalogue_is_that_of_the_source(language: str) -> None:
    """Lost otherwise: what a translator mended would not be what is shown."""
    text = po_file(language).read_text(encoding="utf-8")
    assert po_file(language).with_suffix(".mo").read_bytes() == compiled(text, language)
    assert words_of(language).language == language


def test_renewing_a_catalogue_keeps_what_is_translated() -> None:
    """Lost otherwise: one command would throw away the work of days."""
    text = renewed("nl", messages())
    assert text == renewed("nl", messages())
    assert text.count("\nmsgid ") == len(messages()) + 1
