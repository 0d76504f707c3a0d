"""Made workbooks of any layout, language and hand: the table is found, every seeded fault named, every cent read."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeded.books import some_file
from seeded.judge import judge

# Files that once were read wrongly, by the number they are made from.
ONCE_WRONG = (10, 23, 46, 69, 196, 783, 991, 1379, 1411, 2763)


@settings(max_examples=40, derandomize=True)
@given(st.randoms(use_true_random=False))
def test_nothing_of_a_made_workbook_is_lost_or_passed_over(chance: Random) -> None:
    """Lost otherwise: an error cell, a hidden row or a foreign currency could come in as nothing, or as an amount."""
    verdict = judge(some_file(chance))
    assert verdict.wrongs == []
    assert verdict.named == len(verdict.made.seeded)


@pytest.mark.parametrize("seed", ONCE_WRONG)
def test_a_workbook_that_once_was_read_wrongly_is_read(seed: int) -> None:
    """Lost otherwise: a mended fault could come back unseen."""
    assert judge(some_file(Random(seed))).wrongs == []
