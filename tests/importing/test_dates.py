"""Dates: however a day is written, it reads back, or is refused; day and month never change places in silence."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.amounts import Bad
from subsidy_ledger.importing.dates import decide_order, read_date

days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
recent = st.dates(date(2000, 1, 1), date(2099, 12, 31))
BELGIAN = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d/%m/%Y 00:00:00")
AMERICAN = ("%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y", "%m/%d/%Y 08:30")
NEUTRAL = ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y-%m-%dT%H:%M:%S")


@given(st.lists(recent, min_size=1, max_size=8), st.sampled_from(BELGIAN))
def test_a_belgian_column_reads_back(found: list[date], form: str) -> None:
    """Lost otherwise: an invoice of 3 April would be dated 4 March."""
    texts = [day.strftime(form) for day in found]
    order = decide_order([*texts, date(2019, 3, 31).strftime(form)], None, column="E", file="f")
    assert [read_date(text, order) for text in texts] == found


@given(st.lists(recent, min_size=1, max_size=8), st.sampled_from(AMERICAN))
def test_an_american_column_reads_back(found: list[date], form: str) -> None:
    """Lost otherwise: an export of an American program would be misdated."""
    texts = [day.strftime(form) for day in found]
    order = decide_order([*texts, date(2019, 3, 31).strftime(form)], None, column="E", file="f")
    assert [read_date(text, order) for text in texts] == found


@given(days, st.sampled_from(NEUTRAL), st.sampled_from(["dmy", "mdy", "ymd"]))
def test_a_year_in_front_needs_no_order(day: date, form: str, order: str) -> None:
    """Lost otherwise: an ISO date could be read two ways."""
    assert read_date(day.strftime(form), order) == day  # type: ignore[arg-type]


@given(days)
def test_serials_are_the_days_excel_means(day: date) -> None:
    """Lost otherwise: a date stored as a number would be a day, or four years, off."""
    serial = float((day - date(1899, 12, 30)).days)
    assert read_date(serial, "dmy") == day
    assert read_date(serial + 0.75, "dmy") == day
    assert read_date(float((day - date(1904, 1, 1)).days), "dmy", epoch_1904=True) == day
    assert read_date(day, "dmy") == read_date(datetime.combine(day, time(9)), "dmy") == day


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("31/02/2019", "not-a-date"), ("maart", "not-a-date"), (True, "not-a-date"), (-3.0, "not-a-date"),
        (timedelta(1), "not-a-date"), (date(1899, 1, 1), "date-out-of-range"), (5.0, "date-out-of-range"),
        ("01/01/1950", "date-out-of-range"), ("2019-13-01", "not-a-date"), (9e9, "not-a-date"),
    ],
)  # fmt: skip
def test_what_is_no_date_is_named(cell: object, code: str) -> None:
    """Lost otherwise: a line would be dated by a mistake."""
    found = read_date(cell, "dmy")  # type: ignore[arg-type]
    assert isinstance(found, Bad)
    assert found.code == code


def test_a_column_that_fits_two_orders_is_refused_with_both() -> None:
    """Lost otherwise: 03/04/2019 would be posted as one of two days, and nobody would know."""
    with pytest.raises(Refused, match=r'"03/04/2019".*2019-04-03 or 2019-03-04.*--dates'):
        decide_order(["03/04/2019", "05/05/2019"], None, column="E (Datum)", file="f.xlsx")
    assert decide_order(["03/04/2019"], "mdy", column="E", file="f") == "mdy"
    assert decide_order(["03/04/2019", "31/12/2019"], None, column="E", file="f") == "dmy"
    assert decide_order(["05/05/2019"], None, column="E", file="f") == "dmy"
    assert decide_order([], None, column="E", file="f") == "dmy"
