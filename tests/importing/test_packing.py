"""Rows held by the hundred thousand."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from subsidy_ledger.importing.intake import Row
from subsidy_ledger.importing.opening.packing import Packing

VALUES = st.dictionaries(
    st.sampled_from(["supplier", "document_no", "amount", "invoice_date", "year"]),
    st.text(max_size=5) | st.integers() | st.dates(),
)
ROWS = st.lists(st.builds(Row, st.integers(1, 9), VALUES, st.lists(st.text(max_size=3)).map(tuple)), max_size=8)


@settings(max_examples=50, deadline=None)
@given(ROWS)
def test_packed_rows_say_what_they_said(rows: list[Row]) -> None:
    """A cell or value that another row's stands in for would be posted under the wrong figures, in silence."""
    packed = Packing().rows(rows)
    assert [(row.number, dict(row.values), row.cells) for row in packed] == [
        (row.number, dict(row.values), row.cells) for row in rows
    ]
    assert [[type(value) for value in row.values.values()] for row in packed] == [
        [type(value) for value in row.values.values()] for row in rows
    ]
    assert [row.amount for row in packed] == [row.amount for row in rows]


def test_equal_texts_are_held_once() -> None:
    """A hundred thousand rows would take as much memory as if each had a supplier of its own."""
    first, second = Packing().rows(
        [
            Row(n, {"supplier": "".join(("Bak", "ker")), "invoice_date": date(2019, 1, 1)}, ("".join(("Bak", "ker")),))
            for n in (1, 2)
        ]
    )
    assert first.values["supplier"] is second.values["supplier"]
    assert first.cells[0] is second.cells[0]
