"""The first-hour pages are run, command by command, in their language; what they show is what is printed."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from tools.demo import STEPS
from tools.pages import LANGUAGES, PAGES, agrees, files_of, path_of, runs, steps_of

ALL = [(language, page) for language in LANGUAGES for page in PAGES]


@pytest.mark.parametrize(("language", "page"), ALL, ids=["/".join(each) for each in ALL])
def test_what_a_page_shows_is_what_its_commands_print(language: str, page: str, tmp_path: Path) -> None:
    """Lost otherwise: the first thing an officer types would print something else. Mend: python -m tools.pages"""
    text = path_of(language, page).read_text(encoding="utf-8")
    for step, output in runs(text, language):
        assert agrees(step.shown, output), f"{step.command}\n{output}"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_the_same_in_every_language(page: str) -> None:
    """Lost otherwise: a case would be explained in one language only."""
    found = [path_of(language, page).read_text(encoding="utf-8") for language in LANGUAGES]
    assert len({tuple(step.command.split()[1] for step in steps_of(text)) for text in found}) == 1
    assert len({len(files_of(text)) for text in found}) == 1
    assert len({text.count("\n## ") for text in found}) == 1


def test_the_pages_of_the_demonstration_are_the_demonstration() -> None:
    """Lost otherwise: the pages would show another demonstration than the one that runs."""
    for language in LANGUAGES:
        steps = steps_of(path_of(language, "demo").read_text(encoding="utf-8"))
        assert [tuple(shlex.split(step.command)[1:]) for step in steps] == list(STEPS)


def test_a_page_that_shows_something_else_is_noticed() -> None:
    """Lost otherwise: the tests above could not fail."""
    assert agrees("one\n…\nfour\n", "one\ntwo\nthree\nfour\n")
    assert agrees("…\n", "one\n")
    assert agrees("", "")
    assert not agrees("one\n…\nfour\n", "one\ntwo\nfour and more\n")
    assert not agrees("one\n", "one\ntwo\n")
    assert not agrees("", "one\n")
