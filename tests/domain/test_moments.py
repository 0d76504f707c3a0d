"""Days end in Brussels, and are kept in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from subsidy_ledger.domain.moments import end_of_day, local


@pytest.mark.parametrize(
    ("day", "next_begins"),
    [
        (date(2020, 1, 31), datetime(2020, 1, 31, 23, tzinfo=UTC)),
        (date(2020, 7, 31), datetime(2020, 7, 31, 22, tzinfo=UTC)),
        (date(2020, 3, 29), datetime(2020, 3, 29, 22, tzinfo=UTC)),  # summer begins
        (date(2020, 10, 25), datetime(2020, 10, 25, 23, tzinfo=UTC)),  # summer ends
    ],
)
def test_a_day_ends_a_microsecond_before_the_next_begins_in_brussels(day: date, next_begins: datetime) -> None:
    """Lost otherwise: what was recorded in the last hour of a day would be of the next, or the reverse."""
    assert end_of_day(day) == next_begins - timedelta(microseconds=1)
    assert end_of_day(day).utcoffset() == timedelta(0)


def test_a_moment_is_shown_as_on_a_clock_in_brussels() -> None:
    """Lost otherwise: an auditor would read an hour that no clock in the city showed."""
    assert local(datetime(2020, 7, 1, 22, 30, tzinfo=UTC)).isoformat() == "2020-07-02T00:30:00+02:00"
