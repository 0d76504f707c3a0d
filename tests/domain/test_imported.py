"""What each import came to when it was posted, whatever became of its lines since."""

from __future__ import annotations

from dataclasses import replace

from ledger_builders import SHA, YEAR, entries_of, expense, ledger_of, reversal
from subsidy_ledger.domain.expenses import Expense, Source
from subsidy_ledger.domain.imported import Effect, effects, moves
from subsidy_ledger.domain.records import Import, Superseded
from subsidy_ledger.domain.refused import RefusedRow


def imported(number: int, entry: int) -> Import:
    return Import(number, entry, "lines.xlsx", SHA, "Blad1", 1, "city", ("amount",), ("Bedrag",), 3, 3, 0, 0, 0, 0)


def posted(number: int, cents: int, batch: int, entry: int) -> Expense:
    source = Source(batch, "lines.xlsx", SHA, "Blad1", number)
    return replace(expense(number, cents, "G2.1"), entry=entry, source=source)


def test_an_import_comes_to_its_lines_less_those_it_took_back() -> None:
    """Lost otherwise: the list of imports would add up to another sum than the books were moved by."""
    first, second, new = posted(1, 500, 1, 1), posted(2, 70, 1, 1), posted(3, 450, 2, 2)
    corrected = replace(first, number=9, entry=3, replaces=1)  # of the same row, and not by the import
    by_hand = replace(expense(8, 1, "G2.1"), source=None)
    lines = [first, second, by_hand, replace(reversal(first, 4), entry=2), new, corrected,
             replace(reversal(second, 5), entry=3)]  # fmt: skip
    rows = [
        RefusedRow(n, entry, batch, n, YEAR, 5, {}, (), ()) for n, entry, batch in ((1, 1, 1), (2, 2, 2), (3, 2, 2))
    ]
    ledger = ledger_of(
        lines, imports=(imported(1, 1), imported(2, 2)), entries=entries_of("import", "import", "correction"),
        superseded=(Superseded(2, 1, 3, 2), Superseded(2, 2, None, 3), Superseded(2, 77, None, 2)), refused=tuple(rows),
    )  # fmt: skip
    assert effects(ledger) == {1: Effect(570, 0, 1), 2: Effect(-50, 1, 2)}
    assert [(batch, line.number, sign) for batch, line, sign in moves(ledger)] == [
        (1, 1, 1), (1, 2, 1), (2, 3, 1), (2, 1, -1),
    ]  # fmt: skip
