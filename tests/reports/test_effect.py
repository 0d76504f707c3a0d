"""What a plan changes in the envelopes: every grant for itself, and years that come and go."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from builders import HEADER, session_of, write_workbook
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.operations.balance import positions_of
from subsidy_ledger.operations.importing import make_plan, post, read_files
from subsidy_ledger.operations.request import Request
from subsidy_ledger.operations.session import Session
from subsidy_ledger.operations.undoing import undo
from subsidy_ledger.reports.effect import effect_table


def _row(document: str, code: str, amount: float, year: int = 2019) -> list[object]:
    return [year, document, date(2019, 3, 1), "Zenne", "affiches", code, amount]


def _effect(here: Session, file: Path) -> list[tuple[object, ...]]:
    """What importing the file changes, and posts."""
    request = Request((str(file),))
    plan = make_plan(here, request, read_files(request))
    assert post(here, plan) is not None
    return _moved(plan.before, plan.after)


def _moved(before: Ledger, after: Ledger) -> list[tuple[object, ...]]:
    rows = effect_table(positions_of(before), positions_of(after)).rows
    return [(str(row[0]), str(row[1]), row[2], row[4]) for row in rows]


def test_money_of_one_grant_without_a_sector_is_not_taken_for_the_other_ones(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: a plan for the one grant would show the other's 50.00 without a sector as taken away."""
    here = session_of(sqlite_url)
    both = write_workbook(
        tmp_path / "a.xlsx", [_row("D1", "general", 70.0), _row("D2", "radicalisation", 50.0)], HEADER
    )
    assert _effect(here, both) == [
        ("2019", "general", 0, 7000), ("2019", "  (no sector)", 0, 7000), ("2019", "radicalisation", 0, 5000),
        ("2019", "  (no sector)", 0, 5000),
    ]  # fmt: skip
    more = write_workbook(tmp_path / "b.xlsx", [_row("D3", "G2.1", 10.0)], HEADER)
    assert _effect(here, more) == [("2019", "general", 7000, 8000), ("2019", "  G2.1", 0, 1000)]


def test_the_last_line_of_a_year_outside_the_agreement_is_seen_to_go(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: undoing the import of a wrong year would show that it changes nothing."""
    here = session_of(sqlite_url)
    _effect(here, write_workbook(tmp_path / "a.xlsx", [_row("D1", "G2.1", 10.0, 2031)], HEADER))
    done = undo(here, 1, reason="another year")
    assert _moved(done.before, done.after) == [("2031", "general", 1000, 0), ("2031", "  G2.1", 1000, 0)]
