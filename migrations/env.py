"""Runs the migrations on the connection the program hands over, or on `-x url=…` for whoever writes one."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.types import TypeDecorator


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """History never imports our types: a decorated type is written as what it is in the database."""
    if kind == "type" and isinstance(item, TypeDecorator):
        plain = item.impl
        return "sa.DateTime(timezone=True)" if type(item).__name__ == "Moment" else f"sa.{type(plain).__name__}()"
    return False


def target() -> Any:
    """The tables as the program knows them; only autogenerate asks, so only a checkout needs the package."""
    from subsidy_ledger.storage.schema import metadata

    return metadata


def run(connection: Connection, **options: Any) -> None:
    """One transaction; on SQLite foreign keys are off while tables are rebuilt, and proven afterwards."""
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    context.configure(
        connection=connection, render_as_batch=is_sqlite, render_item=render_item, transactional_ddl=True, **options
    )
    with context.begin_transaction():
        context.run_migrations()
        if is_sqlite and (broken := connection.execute(text("PRAGMA foreign_key_check")).fetchall()):
            raise RuntimeError(f"foreign keys broken by a migration: {broken[:5]}")
    connection.commit()
    if is_sqlite:
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")


handed_over = context.config.attributes.get("connection")
if handed_over is not None:
    run(handed_over)
else:
    engine = create_engine(context.get_x_argument(as_dictionary=True)["url"])
    with engine.connect() as own:
        if own.dialect.name == "sqlite":
            own.connection.driver_connection.isolation_level = None  # type: ignore[union-attr]
        run(own, target_metadata=target())
