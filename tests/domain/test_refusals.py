"""Refused rows: open until a later file or a person closes them, and open again where that is taken back."""

from __future__ import annotations

from ledger_builders import YEAR
from subsidy_ledger.domain.refused import AtStake, Closing, RefusedRow, at_stake, by_import, refusals, stake_text


def row(number: int, batch: int = 1, cents: int | None = 500) -> RefusedRow:
    return RefusedRow(number, batch, batch, number + 1, YEAR, cents, {}, (), ())


def test_a_row_is_closed_as_long_as_what_closed_it_stands() -> None:
    """Lost otherwise: a cost would be lost between an import that was undone and the row that waited for it."""
    rows = [row(1), row(2), row(3), row(4), row(5, batch=2)]
    closings = [
        Closing(1, "close", 3, import_number=3, line=7, line_import=3),
        Closing(2, "close", 3, import_number=3, line=8, line_import=4),
        Closing(3, "close", 5),
        Closing(4, "close", 5), Closing(4, "reopen", 6),
    ]  # fmt: skip
    found = refusals(rows, closings, ())
    assert [found.state(each) for each in rows] == ["closed", "closed", "closed", "open", "open"]
    assert [each.number for each in found.open()] == [4, 5]
    closer_undone, line_undone = refusals(rows, closings, {3}), refusals(rows, closings, {4})
    assert [closer_undone.state(each) for each in rows[:3]] == ["open", "open", "closed"]
    assert [line_undone.state(each) for each in rows[:3]] == ["closed", "open", "closed"]
    withdrawn = refusals(rows, closings, {2})
    assert [withdrawn.state(each) for each in rows[3:]] == ["open", "withdrawn"]
    assert [each.number for each in withdrawn.open()] == [4]


def test_what_is_at_stake_counts_rows_without_an_amount_apart() -> None:
    """Lost otherwise: a row whose amount nobody could read would be a row of 0.00."""
    assert at_stake([]) == AtStake(0, 0, 0)
    mixed = at_stake([row(1), row(2, cents=None), row(3, cents=-100)])
    assert mixed == AtStake(3, 400, 1)
    assert str(stake_text(mixed)) == "3 rows, 4.00, of which 1 without an amount that can be read"
    assert str(stake_text(at_stake([row(1)]))) == "1 row, 5.00"
    assert str(stake_text(at_stake([row(1, cents=None)]))) == "1 row without an amount that can be read"
    rows = [row(1), row(2, batch=2), row(3)]
    assert {n: [r.number for r in found] for n, found in by_import(rows).items()} == {1: [1, 3], 2: [2]}
