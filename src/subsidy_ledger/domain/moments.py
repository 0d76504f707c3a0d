"""Days and moments: the ledger records UTC, people think in Europe/Brussels."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo


def brussels() -> tzinfo:
    """Loaded when asked for: most commands never need it."""
    from zoneinfo import ZoneInfo

    return ZoneInfo("Europe/Brussels")


def end_of_day(day: date) -> datetime:
    """The last microsecond of the day in Brussels, in UTC."""
    midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=brussels())
    return midnight.astimezone(UTC) - timedelta(microseconds=1)


def local(moment: datetime) -> datetime:
    """The moment on a clock in Brussels."""
    return moment.astimezone(brussels())
