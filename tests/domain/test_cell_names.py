"""Cells as a spreadsheet names them: every figure is led back to one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy_ledger.domain.cells import cell_name, column_index, column_letter, row_of


@pytest.mark.parametrize(
    ("index", "letters"),
    [(0, "A"), (1, "B"), (25, "Z"), (26, "AA"), (27, "AB"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"),
     (16383, "XFD")],
)  # fmt: skip
def test_columns_are_named_as_a_spreadsheet_names_them(index: int, letters: str) -> None:
    """Lost otherwise: an auditor would look in the column beside the one that is meant."""
    assert (column_letter(index), column_index(letters), column_index(letters.lower())) == (letters, index, index)


@given(st.integers(0, 20_000), st.integers(0, 1_048_575))
def test_a_cell_can_be_found_again_by_its_name(column: int, row: int) -> None:
    """Lost otherwise: what a remark stands beside would be another row."""
    name = cell_name(row, column)
    assert name == f"{column_letter(column)}{row + 1}"
    assert (row_of(name), column_index(name.rstrip("0123456789"))) == (row + 1, column)
