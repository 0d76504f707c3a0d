"""Dates: however a day is written, it reads back, or is refused; day and month never change places in silence."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.cells.amounts import Bad
from subsidy_ledger.importing.cells.dates import DateDialect, decide_order, read_date
from subsidy_ledger.importing.cells.day_text import MONTHS
from subsidy_ledger.importing.dialect import DateOrder
from subsidy_ledger.importing.intake import Cell

DMY = DateDialect("dmy")
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
recent = st.dates(date(2018, 1, 1), date(2020, 12, 31))
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
def test_a_year_in_front_needs_no_order(day: date, form: str, order: DateOrder) -> None:
    """Lost otherwise: an ISO date could be read two ways."""
    assert read_date(day.strftime(form), DateDialect(order)) == day


@given(days)
def test_serials_are_the_days_excel_means(day: date) -> None:
    """Lost otherwise: a date stored as a number would be a day, or four years, off."""
    serial = float((day - date(1899, 12, 30)).days)
    assert read_date(serial, DMY) == day
    assert read_date(serial + 0.75, DMY) == day
    assert read_date(float((day - date(1904, 1, 1)).days), DateDialect("dmy", epoch_1904=True)) == day
    assert read_date(day, DMY) == read_date(datetime.combine(day, time(9)), DMY) == day


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("31/02/2019", "not-a-date"), ("maart", "date-without-day"), ("maart 2019", "date-without-day"),
        ("2019-03", "date-without-day"),
        ("03/2019", "date-without-day"), ("mrt-19", "date-without-day"), ("2019", "date-without-day"),
        (2019.0, "date-without-day"), ("03/31/2019", "date-other-order"), ("later", "not-a-date"),
        (True, "not-a-date"), (-3.0, "not-a-date"),
        (timedelta(1), "not-a-date"), (date(1899, 1, 1), "date-out-of-range"), (5.0, "date-out-of-range"),
        ("01/01/1950", "date-out-of-range"), ("2019-13-01", "not-a-date"), (9e9, "not-a-date"),
    ],
)  # fmt: skip
def test_what_is_no_date_is_named(cell: object, code: str) -> None:
    """Lost otherwise: a line would be dated by a mistake."""
    found = read_date(cell, DMY)  # type: ignore[arg-type]
    assert isinstance(found, Bad)
    assert found.code == code


def test_a_column_that_fits_two_orders_is_refused_with_both() -> None:
    """Lost otherwise: 03/04/2019 would be posted as one of two days, and nobody would know."""
    with pytest.raises(Refused, match=r'"03/04/2019".*2019-04-03 or 2019-03-04.*--dates'):
        decide_order(["03/04/2019", "05/05/2019"], None, column="E (Datum)", file="f.xlsx")
    assert decide_order(["03/04/2019"], "mdy", column="E", file="f").order == "mdy"
    assert decide_order(["03/04/2019", "31/12/2019"], None, column="E", file="f").order == "dmy"
    assert decide_order(["05/05/2019"], None, column="E", file="f").order == "dmy"
    assert decide_order([], None, column="E", file="f").order == "dmy"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3 maart 2019", date(2019, 3, 3)), ("1er février 2019", date(2019, 2, 1)), ("3-mrt-19", date(2019, 3, 3)),
        ("15 août 2019", date(2019, 8, 15)), ("March 3, 2019", date(2019, 3, 3)),
        ("3rd of March 2019", date(2019, 3, 3)),
        ("maandag 4 maart 2019", date(2019, 3, 4)), ("lun. 4 mars 2019", date(2019, 3, 4)),
        ("mar. 5 mars 2019", date(2019, 3, 5)), ("Monday, March 4, 2019", date(2019, 3, 4)),
        ("5 mar 2019", date(2019, 3, 5)),
        ("ma 4/3/2019", date(2019, 3, 4)), ("31.03.2019", date(2019, 3, 31)), ("31 / 03 / 2019", date(2019, 3, 31)),
        ("2019-03-31T23:30:00Z", date(2019, 3, 31)), ("2019-03-31 14:05:59.123", date(2019, 3, 31)),
        ("31/03/2019 om 14.05 uur", date(2019, 3, 31)), ("31/12/19", date(2019, 12, 31)),
        ("31/12/99", date(1999, 12, 31)),
        ("2019-mrt-31", date(2019, 3, 31)), ("le 3 mars 2019", date(2019, 3, 3)), ("3 DÉC. 2019", date(2019, 12, 3)),
        ("20190331", date(2019, 3, 31)), (20190331.0, date(2019, 3, 31)),
    ],
)  # fmt: skip
def test_a_day_in_words_or_figures_is_that_day(text: Cell, day: date) -> None:
    """Lost otherwise: a list typed in Dutch or French would have to be typed again."""
    assert read_date(text, DMY) == day


@given(days, st.data())
def test_every_month_has_its_names(day: date, data: st.DataObject) -> None:
    """Lost otherwise: one month of one language would be unreadable, and nobody would notice before that month."""
    name = data.draw(st.sampled_from(MONTHS[day.month - 1]))
    name = data.draw(st.sampled_from([name, name.upper(), name.title(), f"{name}."]))
    weekday = data.draw(st.sampled_from(["", "ma ", "mardi ", "Wednesday, "]))
    form = data.draw(st.sampled_from(["{d} {m} {y}", "{d}-{m}-{y}", "{d:02} {m}, {y}", "{m} {d}, {y}", "{y} {m} {d}"]))
    assert read_date(weekday + form.format(d=day.day, m=name, y=day.year), DMY) == day


def codes(texts: list[str], asked: DateOrder | None = None) -> list[str | date | None]:
    dialect = decide_order(texts, asked, column="E", file="f")
    return [found.code if isinstance(found := read_date(text, dialect), Bad) else found for text in texts]


def test_a_column_of_two_hands_is_refused_where_they_differ() -> None:
    """Lost otherwise: one cell more would decide whether 03/04 is in March or in April."""
    texts = ["31/03/2019", "30/03/2019", "03/31/2019", "03/04/2019", "05/05/2019", "2019-03-01"]
    odd = [date(2019, 3, 31), date(2019, 3, 30), "date-other-order", "date-two-readings", date(2019, 5, 5)]
    assert codes(texts) == [*odd, date(2019, 3, 1)]
    assert codes(texts, "dmy")[2:4] == ["date-other-order", date(2019, 4, 3)]
    assert codes(texts, "mdy")[:4] == ["date-other-order", "date-other-order", date(2019, 3, 31), date(2019, 3, 4)]


def test_two_figures_in_front_that_look_like_the_year_are_asked_about() -> None:
    """Lost otherwise: 19/03/31 would be posted in 2031."""
    texts = ["19/03/31", "19/04/02", "18/12/30"]
    with pytest.raises(Refused, match=r"2031-03-19 or 2019-03-31.*--dates ymd"):
        decide_order(texts, None, column="E", file="f")
    assert codes(texts, "ymd") == [date(2019, 3, 31), date(2019, 4, 2), date(2018, 12, 30)]
    assert codes(["31/03/19", "02/04/19", "30/12/18"])[0] == date(2019, 3, 31)
    assert codes(["15/03/18", "15/04/19"])[0] == date(2018, 3, 15)
