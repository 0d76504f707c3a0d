"""The list of problems is the program's own, in three languages, and every problem has a case among the tests."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools.problem_codes import Code, problem_codes
from tools.problems_page import PAGES, problems_page

TESTS = Path(__file__).resolve().parent
# Shown by what becomes of the file, in the tests of codes, profiles and samples.
BY_OUTCOME = frozenset({
    "code-alike-as-number", "profile-sheet", "profile-unreadable", "profile-year",
})  # fmt: skip


@pytest.mark.parametrize("language", list(PAGES))
def test_the_list_of_problems_is_what_the_program_says(language: str) -> None:
    """Lost otherwise: an officer would look up a sentence that is no longer said; python -m tools.problems_page."""
    assert PAGES[language].read_text(encoding="utf-8") == problems_page(language)


def test_every_problem_has_a_case_among_the_tests() -> None:
    """Lost otherwise: a problem could go unnamed and nobody would notice."""
    tests = "\n".join(p.read_text(encoding="utf-8") for p in TESTS.rglob("*.py") if p != Path(__file__))
    bare = [code.name for code in problem_codes() if code.name not in BY_OUTCOME and not _is_in(tests, code)]
    assert bare == []


def _is_in(tests: str, code: Code) -> bool:
    """Whether the code is written out somewhere, or four words of a sentence of its own."""
    words = [part.split() for text in code.messages for part in re.split(r"\{\w+\}", text)]
    said = {" ".join(part[n : n + 4]) for part in words for n in range(len(part) - 3)}
    return re.search(rf'["\']{code.name}["\']', tests) is not None or any(text in tests for text in said)


def test_every_problem_says_something_and_every_cells_problem_what_was_expected() -> None:
    """Lost otherwise: a code would be listed with nothing behind it, because its sentence was not found."""
    codes = problem_codes()
    assert len(codes) > 90
    assert [code.name for code in codes if not code.messages] == []
    by_rules = {"rules-disagree", "rule-contradicts-grant"}
    of_cells = [c for c in codes if c.weights & {"refused", "warning"} and c.name not in by_rules]
    assert [code.name for code in of_cells if not code.expected] == []
