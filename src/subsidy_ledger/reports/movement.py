"""What files come to by budget year and code, as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from subsidy_ledger.domain.sentences import say
from subsidy_ledger.reports.tables import Column, Table, Value


def movement_table(rows: Iterable[tuple[tuple[int, str | None], Mapping[str, int]]]) -> Table:
    """New, known, changed and gone money, each row a budget year and code."""
    columns = (
        Column("year", "Year"), Column("code", "Code", "code"), Column("new", "New", "money"),
        Column("known", "Known", "money"), Column("changed_from", "Changed from", "money"),
        Column("changed_to", "Changed to", "money"), Column("gone", "Gone", "money"),
    )  # fmt: skip
    found: tuple[tuple[Value, ...], ...] = tuple(
        (str(year), say("(untagged)") if code is None else code, *moved.values()) for (year, code), moved in rows
    )
    return Table("movement", "", columns, found, (), ())
