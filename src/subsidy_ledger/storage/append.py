"""Writing: one draft becomes one entry with all its rows, or nothing at all."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from subsidy_ledger import __version__
from subsidy_ledger.domain.drafts import Draft, Head
from subsidy_ledger.domain.records import Tenancy
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.storage import schema
from subsidy_ledger.storage.database import Moved
from subsidy_ledger.storage.draft_rows import DraftRows, Row
from subsidy_ledger.storage.seal import RowOf, digest_of

# From here on PostgreSQL takes rows through COPY, some ten times faster than statements.
COPY_ROWS_MIN = 1000
PORTION_ROWS = 5000

# Rows written so far, and in all.
Progress = Callable[[int, int], None]


def system_user() -> str:
    """Who writes when nobody says: LEDGER_USER, else the system's user."""
    named = os.environ.get("LEDGER_USER")
    if named:
        return named
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise WrongUse(
            "who-unknown", "The system does not say who you are. Say it with --by NAME, or set LEDGER_USER."
        ) from None


def head(connection: Connection, beneficiary: str) -> Head:
    """Where this tenant's chain stands now."""
    e = schema.entry.c
    last = connection.execute(
        select(e.number, e.digest).where(e.beneficiary == beneficiary).order_by(e.number.desc()).limit(1)
    ).first()

    def following(table: Any) -> int:
        c = table.c
        return int(connection.execute(select(func.max(c.number)).where(c.beneficiary == beneficiary)).scalar() or 0) + 1

    if last is None:
        return Head()
    return Head(
        last.number, last.digest, following(schema.expense), following(schema.import_), following(schema.refused_row)
    )


def append(
    connection: Connection,
    tenancy: Tenancy,
    draft: Draft,
    *,
    based_on: Head,
    by: str | None = None,
    now: datetime | None = None,
    progress: Progress | None = None,
) -> int:
    """Writes the draft as the entry after `based_on` and gives its number; raises Moved where that is not the last.

    `progress` hears how many of its rows are written.
    Shares must add up to their line: a draft that would break that is a fault of ours, not of the data.
    """
    if head(connection, tenancy.beneficiary) != based_on:
        raise Moved
    number = based_on.entry + 1
    known = frozenset(
        connection.execute(
            select(schema.file.c.sha256).where(
                schema.file.c.beneficiary == tenancy.beneficiary,
                schema.file.c.sha256.in_(
                    [*(i.record.sha256 for i in draft.imports), *(a.sha256 for a in draft.attachments)]
                ),
            )
        ).scalars()
    )
    rows = DraftRows(tenancy, draft, number, known)
    fields: dict[str, Any] = {
        "beneficiary": tenancy.beneficiary,
        "number": number,
        "kind": draft.kind,
        "by": by or system_user(),
        "db_role": _role(connection),
        "at": _moment(connection, tenancy.beneficiary, now or datetime.now(UTC)),
        "reason": draft.reason,
        "program": __version__,
        "previous": based_on.digest,
    }
    tables = [table.name for table in schema.metadata.sorted_tables if table.name != "entry"]
    sealed = Counted((table, row) for table in tables for row in rows.of(table))
    fields["digest"] = digest_of(fields, sealed)
    connection.execute(schema.entry.insert(), [fields])
    written = 0
    for table in tables:
        for portion in _insert(connection, table, rows.of(table)):
            written += portion
            if progress is not None:
                progress(written, sealed.count)
    return number


class Counted:
    """Gives what it was given, and says how many there were."""

    def __init__(self, rows: Iterable[RowOf]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[RowOf]:
        for row in self._rows:
            self.count += 1
            yield row


def _moment(connection: Connection, beneficiary: str, now: datetime) -> datetime:
    """Never before the entry before it, so that `--known-on` cuts the chain in one place even if a clock is slow."""
    e = schema.entry.c
    last = connection.execute(select(func.max(e.at)).where(e.beneficiary == beneficiary)).scalar()
    return max(now, last) if last is not None else now


def _role(connection: Connection) -> str | None:
    if connection.dialect.name != "postgresql":
        return None
    return str(connection.execute(text("SELECT current_user")).scalar())


def _insert(connection: Connection, name: str, rows: Iterator[Row]) -> Iterator[int]:
    """In portions, so that memory does not grow with the import; gives how many rows each had."""
    table = schema.metadata.tables[name]
    while portion := list(islice(rows, PORTION_ROWS)):
        if connection.dialect.name == "postgresql" and len(portion) >= COPY_ROWS_MIN:
            _copy(connection, name, portion)
        else:
            connection.execute(table.insert(), portion)
        yield len(portion)


def _copy(connection: Connection, name: str, rows: list[Row]) -> None:
    columns = list(rows[0])
    quoted = ", ".join(f'"{column}"' for column in columns)
    driver: Any = connection.connection.driver_connection
    statement = f'COPY "{name}" ({quoted}) FROM STDIN'
    from psycopg import Error

    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row([row[column] for column in columns])
    except Error as error:
        # The driver's own errors become SQLAlchemy's, so that a conflict is known as one.
        raise DBAPIError.instance(statement, None, error, Error) from error
