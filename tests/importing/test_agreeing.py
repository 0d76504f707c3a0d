"""Large documents: what agrees is found without comparing each with each, and found all the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import import_file, session_of, write_workbook
from subsidy_ledger.importing.planning import changes
from subsidy_ledger.importing.planning.agreeing import Agreeing
from subsidy_ledger.importing.planning.changes import differing
from subsidy_ledger.operations.importing import make_plan, read_files
from subsidy_ledger.operations.request import Request

marks = st.tuples(*[st.sampled_from([None, "a", "b"])] * 3)


def _amount(row: list[object]) -> float:
    return float(str(row[6]))


@settings(max_examples=100)
@given(st.lists(marks, max_size=12), marks)
def test_those_that_differ_nowhere_are_found(each: list[tuple[Hashable, ...]], asked: tuple[Hashable, ...]) -> None:
    """Lost otherwise: a row could take the place of one of two lines that say the same."""
    numbered = dict(enumerate(each))
    found = sorted(Agreeing(numbered).with_(asked))
    assert found == [number for number, own in numbered.items() if not differing(own, asked)]


@pytest.mark.parametrize("text", ["loon", "loon {n}"])
@pytest.mark.parametrize("more", [0, 3])
def test_a_document_too_large_to_compare_each_with_each_is_changed_as_ever(
    monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path, text: str, more: int
) -> None:
    """Lost otherwise: rows of a large document would be posted as new beside the lines that they are."""
    here = session_of(sqlite_url)
    rows = [[2019, "D1", date(2019, 3, 1), "Zenne", text.format(n=n), "G2.1", 100.0 + n] for n in range(20)]
    import_file(here, write_workbook(tmp_path / "a.xlsx", rows))
    # Divided anew, or each a little dearer.
    half = [[*row[:4], f"{row[4]} bis", row[5], _amount(row) / 2] for row in (*rows, *rows)]
    newer = half if more == 0 else [[*row[:6], _amount(row) + more + 0.5] for row in rows]
    request = Request((str(write_workbook(tmp_path / "b.xlsx", newer)),), replace_changed=True)
    intakes = read_files(request)
    plans = []
    for limit in (changes.PAIRS_MAX, 1):
        monkeypatch.setattr(changes, "PAIRS_MAX", limit)
        plan = make_plan(here, request, intakes)
        plans.append((plan.files[0].count(), Counter(e.amount for e in plan.after.live())))
    assert plans[0] == plans[1]
    assert plans[0][0]["changed"] == len(newer)


def test_a_thousand_changed_lines_of_one_document_are_quick(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: a list booked under one number would take minutes, or all memory, to compare."""
    here = session_of(sqlite_url)
    rows = [[2019, "D1", date(2019, 3, 1), "Zenne", f"loon {n}", "G2.1", 100.0 + n] for n in range(1500)]
    import_file(here, write_workbook(tmp_path / "a.xlsx", rows))
    request = Request((str(write_workbook(tmp_path / "b.xlsx", [[*r[:6], 7.0] for r in rows])),))
    intakes = read_files(request)
    start = perf_counter()
    assert make_plan(here, request, intakes).files[0].count()["changed"] == 1500
    assert perf_counter() - start < 6
