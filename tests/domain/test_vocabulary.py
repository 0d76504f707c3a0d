"""Codes and fields in words: those that are known in the reader's language, and all others as they are."""

from __future__ import annotations

import pytest

from subsidy_ledger.domain.sentences import Sentence
from subsidy_ledger.domain.vocabulary import CODES, FIELDS, counted, field_name, field_names, in_words
from subsidy_ledger.i18n import words_of


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_a_word_of_its_own_in_every_language(code: str) -> None:
    """Lost otherwise: a Dutch table would hold "use-spare" or "deduction"."""
    assert in_words(code) == Sentence(CODES[code], {})
    assert all(words_of(language).say(in_words(code)) for language in ("nl", "fr", "en"))


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_is_a_word_of_its_own(name: str) -> None:
    """Lost otherwise: an officer would be asked for a document_no."""
    assert field_name(name) == Sentence(FIELDS[name], {})
    assert "_" not in str(field_name(name))


def test_what_nobody_knows_stays_as_it_is() -> None:
    """Lost otherwise: a code of another agreement would end the command, or be shown as nothing."""
    assert words_of("nl").say(in_words("G2.1")) == "G2.1"
    assert words_of("nl").say(field_name("my_own_field")) == "my own field"
    assert str(field_names(["document_no", "my_field"])) == "document no, my field"


@pytest.mark.parametrize(
    ("what", "one", "many"),
    [
        ("error", "1 error", "2 errors"),
        ("warning", "1 warning", "2 warnings"),
        ("info", "1 info", "2 info"),
        ("accepted", "1 accepted", "2 accepted"),
        ("disputed", "1 disputed", "2 disputed"),
    ],
)
def test_findings_are_counted_by_what_they_are(what: str, one: str, many: str) -> None:
    """Lost otherwise: two errors would be summed up as accepted."""
    assert (str(counted(what, 1)), str(counted(what, 2)), str(counted(what, 0))) == (one, many, many.replace("2", "0"))
