"""Every row of an import with what it came to: nothing left out, and each figure the sum of its rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger_builders import SHA, YEAR, entries_of, expense, ledger_of, reversal
from subsidy_ledger.domain.drafts import Outcome, SourceRow
from subsidy_ledger.domain.expenses import Expense, Source
from subsidy_ledger.domain.imported_rows import FIGURES, of_figure, rows_of
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import ControlTotal, Import, Superseded
from subsidy_ledger.domain.refused import RefusedRow


def imported(number: int, entry: int) -> Import:
    return Import(number, entry, "lines.xlsx", SHA, "Blad1", 1, "city", ("amount",), ("Bedrag",), 9, 3, 0, 0, 0, 0)


def posted(number: int, cents: int, batch: int, row: int, entry: int) -> Expense:
    return replace(expense(number, cents, "G2.1"), entry=entry, source=Source(batch, "lines.xlsx", SHA, "Blad1", row))


def kept(number: int, batch: int, row: int, cents: int | None) -> RefusedRow:
    return RefusedRow(number, batch, batch, row, YEAR, cents, {}, (), ())


# The first import has lines 1, 2 and 3. The second states line 1 otherwise, has line 2 no more, knows line 3, and has
# a row for each other thing that becomes of one; its rows come in another order than the file's.
OLD, GONE, KNOWN = posted(1, 100, 1, 5, 1), posted(2, 200, 1, 2, 1), posted(3, 300, 1, 3, 1)
NEW, INSTEAD = posted(12, 50, 2, 4, 2), posted(13, 130, 2, 5, 2)
CELLS = ("D1", "  ", "Zenne")
ROWS: tuple[tuple[int, Outcome, int | None], ...] = (
    (12, "note", None), (2, "hidden", None), (3, "zero", None), (4, "new", 12), (5, "changed", 1), (6, "known", 3),
    (7, "supplemented", 3), (8, "changed", 2), (9, "refused", None), (10, "refused", None), (11, "total", None),
)  # fmt: skip
FOUND = [
    (2, "hidden", None, None, None), (3, "zero", None, 0, None), (4, "new", 12, 50, None),
    (5, "replaced", 13, 130, None), (6, "known", 3, 300, None), (7, "supplemented", 3, 300, None),
    (8, "changed", 2, 777, 22), (9, "refused", None, 40, 23), (10, "refused", None, None, 24),
    (11, "total", None, 480, None), (12, "note", None, None, None), (5, "taken-back", 1, -100, None),
    (None, "taken-back", 2, -200, None),
]  # fmt: skip


@pytest.fixture
def ledger() -> Ledger:
    lines = [OLD, GONE, KNOWN, replace(reversal(OLD, 10), entry=2), replace(reversal(GONE, 11), entry=2), NEW, INSTEAD,
             posted(14, 9, 3, 5, 3)]  # fmt: skip
    return ledger_of(
        lines, imports=(imported(1, 1), imported(2, 2), imported(3, 3)), entries=entries_of("import", "import", "redo"),
        # The last one is what a redo did since: not what the import came to.
        superseded=(Superseded(2, 1, 5, 2), Superseded(2, 2, None, 2), Superseded(2, 1, 8, 3), Superseded(1, 3, 6, 1)),
        refused=(kept(22, 2, 8, 777), kept(23, 2, 9, 40), kept(24, 2, 10, None), kept(21, 1, 9, 1)),
        control_totals=(ControlTotal(2, 11, "Totaal", 480, 470, YEAR), ControlTotal(1, 12, "Totaal", 9, 9, YEAR)),
    )  # fmt: skip


def test_every_row_is_told_with_what_it_came_to(ledger: Ledger) -> None:
    """Lost otherwise: an auditor would count the rows of a file and miss one, or find another amount beside it."""
    rows = [SourceRow(row, outcome, line, CELLS) for row, outcome, line in ROWS]
    found = rows_of(ledger, ledger.imports[1], rows)
    assert [(r.row, r.what, r.line.number if r.line else None, r.cents, r.refused) for r in found] == FOUND
    assert {r.text for r in found if r.line} == {""}
    assert {r.text for r in found if not r.line} == {"D1 · Zenne"}


@pytest.mark.parametrize(
    ("figure", "rows"),
    [
        ("new", [4]), ("replaced", [5]), ("taken-back", [5, None]), ("posted", [4, 5, 5, None]), ("known", [6, 7]),
        ("changed", [8]), ("refused", [9, 10]), ("zero", [3]), ("totals", [11]), ("hidden", [2]),
        ("read", [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
    ],
)  # fmt: skip
def test_a_figure_of_an_import_is_its_rows(ledger: Ledger, figure: str, rows: list[int | None]) -> None:
    """Lost otherwise: the figures of an import would not be those rows that the screen lists for them."""
    every = rows_of(ledger, ledger.imports[1], [SourceRow(row, outcome, line, CELLS) for row, outcome, line in ROWS])
    assert [row.row for row in of_figure(every, figure)] == rows
    assert figure in FIGURES


def test_the_first_import_tells_what_it_posted_whatever_came_of_it(ledger: Ledger) -> None:
    """Lost otherwise: an import would come to less once a later one took its lines back."""
    rows = [SourceRow(n, "new", n, CELLS) for n in (3, 1, 2)]
    found = rows_of(ledger, ledger.imports[0], rows)
    assert [(r.row, r.cents) for r in of_figure(found, "new")] == [(1, 100), (2, 200), (3, 300)]
