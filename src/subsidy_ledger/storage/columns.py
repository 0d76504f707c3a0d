"""The columns that tables are made of: cents, moments, codes, and the tenant that comes first in every key."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, ForeignKeyConstraint, Integer, MetaData, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine


class Cents(TypeDecorator[int]):
    """Money as BIGINT; PostgreSQL gives sums of it as Decimal, so results are made int again."""

    impl = BigInteger
    cache_ok = True

    def process_result_value(self, value: int | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, to the microsecond; SQLite keeps it without its zone, PostgreSQL with."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[datetime]:
        return dialect.type_descriptor(DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        utc = value.astimezone(UTC)
        return utc if dialect.name == "postgresql" else utc.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def code() -> Text:
    """Codes and names have no length of their own: what one database takes the other must take too."""
    return Text()


def tenant() -> Column[str]:
    return Column("beneficiary", code(), nullable=False)


def number(name: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=nullable)


def of_entry() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["beneficiary", "entry"], ["entry.beneficiary", "entry.number"])


def of_agreement() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["beneficiary", "agreement"], ["agreement.beneficiary", "agreement.agreement"])


def table(name: str, *parts: Any) -> Table:
    """A table without SQLite's hidden rowid: a replacing insert could name it and walk around the triggers."""
    return Table(name, metadata, *parts, sqlite_with_rowid=False)
