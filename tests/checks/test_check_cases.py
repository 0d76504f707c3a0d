"""Every check silent, speaking and on its edge."""

from __future__ import annotations

import pytest

from check_cases import CASES, Case
from checks_builders import found
from checks_told import FILE, told
from edge_cases import EDGES
from edge_cases_lines import EDGES as MORE
from subsidy_ledger.checks.catalogue import CHECKS


@pytest.mark.parametrize("case", [*CASES, *EDGES, *MORE], ids=str)
def test_a_check_finds_what_is_there_and_nothing_else(case: Case) -> None:
    """Lost otherwise: a check would miss what it is for, or cry over what is in order."""
    told = [(f.year, f.cents, f.expenses) for f in found(case.check, case.ledger)]
    assert sorted(told, key=str) == sorted(case.found, key=str)


@pytest.mark.parametrize("check", [one.id for one in CHECKS])
def test_every_check_is_seen_silent_speaking_and_on_its_edge(check: str) -> None:
    """Lost otherwise: a new check could come without the cases that show what it does."""
    cases = [case for case in CASES if case.check == check]
    assert any(not case.found for case in cases)
    assert any(case.found for case in cases)
    assert any("edge" in case.name or "one cent more" in case.name for case in cases)


def test_what_the_checks_say_is_what_was_read_and_agreed_to() -> None:
    """Lost otherwise: a sentence could name a wrong sum, line or grant. Renew: python tests/checks_told.py."""
    assert told() == FILE.read_text(encoding="utf-8")
