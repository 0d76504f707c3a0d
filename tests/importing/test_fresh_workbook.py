"""A new workbook of the same cells: what a .csv, .xls or .ods gets back when its problems are to be marked."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy_ledger.importing.intake import Cell, Flaw, Sheet, Workbook
from subsidy_ledger.importing.marking.annotate_xml import Unmarkable
from subsidy_ledger.importing.marking.fresh_workbook import fresh_workbook
from subsidy_ledger.importing.opening.delivery import Delivery
from subsidy_ledger.importing.opening.limits import Limits
from subsidy_ledger.importing.opening.workbook import open_workbook

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["0640", "=1+1", "#REF!", "_x000D_", " a ", "a\nb", "1.234,56", "TRUE", "+32", "-", "'x", "@sum", "\x0b"]
)
CELLS: st.SearchStrategy[Cell] = (
    TEXTS
    | st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15)
    | st.booleans()
    | st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1))
)


def book(*sheets: Sheet, epoch_1904: bool = False) -> Workbook:
    return Workbook("export.csv", "", 1, "csv", sheets, epoch_1904)


def again(workbook: Workbook) -> tuple[Sheet, ...]:
    content, _ = fresh_workbook(workbook, {})
    return open_workbook(Delivery("new.xlsx", content), Limits()).sheets


def shorn(rows: tuple[tuple[Cell, ...], ...]) -> list[list[Cell]]:
    """Without the empty cells and rows at the ends; blanks alone are nothing."""
    found = [["" if isinstance(c, str) and not c.strip() else c for c in row] for row in rows]
    for row in found:
        while row and row[-1] == "":
            row.pop()
    while found and not found[-1]:
        found.pop()
    return found


@given(st.lists(st.lists(CELLS, max_size=5).map(tuple), max_size=6).map(tuple))
def test_every_cell_reads_back_as_it_was(rows: tuple[tuple[Cell, ...], ...]) -> None:
    """Lost otherwise: marking the problems of a .csv file would change its other cells, an article 0640 into 640."""
    (found,) = again(book(Sheet("export", True, rows)))
    assert shorn(found.rows) == shorn(rows)
    assert [[type(c) for c in row] for row in shorn(found.rows)] == [
        [float if type(c) is int else type(c) for c in row] for row in shorn(rows)
    ]


def test_what_is_hidden_or_flawed_stays_so() -> None:
    """Lost otherwise: a hidden row, or an error that nobody mended, would be posted after the detour."""
    rows = (("Bedrag", "x"), ("", "a"), ("", "b"))
    flaws = {(1, 0): Flaw("error", "#REF!"), (2, 0): Flaw("uncalculated", "=SUM(A1:A9)")}
    first = Sheet("Blad1", True, rows, flaws, frozenset({2}), frozenset({1}))
    content, _ = fresh_workbook(book(first, Sheet("Verborgen", False, (("y",),))), {})
    found, second = open_workbook(Delivery("new.xlsx", content), Limits()).sheets
    assert found.flaws == {(1, 0): Flaw("error", "#REF!"), (2, 0): Flaw("error", "#N/A")}
    assert found.hidden_rows == {2}
    assert openpyxl.load_workbook(io.BytesIO(content))["Blad1"].column_dimensions["B"].hidden
    assert (found.visible, second.visible, second.name) == (True, False, "Verborgen")


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_moments_and_spans_keep_their_value_in_both_calendars(epoch_1904: bool) -> None:
    """Lost otherwise: every date of a Mac workbook would move by four years."""
    cells = (dt.date(2019, 3, 1), dt.datetime(2019, 3, 1, 14, 30), dt.time(8, 15), dt.timedelta(hours=30))  # noqa: DTZ001
    workbook = book(Sheet("a", True, (cells,)), epoch_1904=epoch_1904)
    content, _ = fresh_workbook(workbook, {})
    found = open_workbook(Delivery("new.xlsx", content), Limits())
    assert (found.sheets[0].rows, found.epoch_1904) == ((cells,), epoch_1904)


def test_texts_are_typed_over_as_texts_and_amounts_as_numbers(tmp_path: Path) -> None:
    """Lost otherwise: an officer who mends a document number would lose its leading zeros, or type a text amount."""
    content, _ = fresh_workbook(book(Sheet("s", True, (("0640", "1,50"),))), {"s": {1}})
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert (sheet["A1"].number_format, sheet["B1"].number_format) == ("@", "General")


def test_names_that_a_workbook_cannot_have_are_made_fit() -> None:
    """Lost otherwise: the .csv of a bank, whose name is long, could not be given back."""
    names = ["a/b:c", "A-B-C", "x" * 40, "x" * 50, "''"]
    _, found = fresh_workbook(book(*(Sheet(name, True, (("1",),)) for name in names)), {})
    assert found == {"a/b:c": "a-b-c", "A-B-C": "A-B-C (2)", "x" * 40: "x" * 31, "x" * 50: "x" * 25 + " (2)", "''": "1"}


@pytest.mark.parametrize("rows", [(("x" * 32_768,),), (("",) * 16_384 + ("x",),)])
def test_what_a_workbook_cannot_hold_is_not_cut_short(rows: tuple[tuple[Cell, ...], ...]) -> None:
    """Lost otherwise: a long text would be cut in silence, and its line be posted a second time."""
    with pytest.raises(Unmarkable):
        fresh_workbook(book(Sheet("s", True, rows)), {})
