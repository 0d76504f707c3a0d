"""Migrations: what they make is what the program believes, and versions are told apart."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, select, text
from sqlalchemy.exc import DBAPIError

from builders import import_file, session_of, write_workbook
from subsidy_ledger.errors import NotReady
from subsidy_ledger.operations.undoing import redo, undo
from subsidy_ledger.storage.database import SCHEMA_VERSION, Database
from subsidy_ledger.storage.migrate import Migrated, _config, migrate, migrations_folder
from subsidy_ledger.storage.schema import metadata

OLDER = [path.name.split("_")[0] for path in sorted((migrations_folder() / "versions").glob("0*.py"))][:-1]


def test_the_migrations_make_the_schema_the_program_knows(empty_url: str) -> None:
    """Lost otherwise: a fresh ledger would lack a column or a key that the code relies on."""
    database = Database(empty_url)
    assert database.version() is None
    assert migrate(database) is Migrated.CREATED
    assert migrate(database) is Migrated.CURRENT
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    database.engine.dispose()


def test_the_newest_migration_is_the_version_the_program_asks_for() -> None:
    """Lost otherwise: a new migration would never be applied."""
    versions = sorted(path.name.split("_")[0] for path in (migrations_folder() / "versions").glob("0*.py"))
    assert versions[-1] == SCHEMA_VERSION


@pytest.mark.parametrize(("version", "sentence"), [("9999", "newer version"), ("0000", "older version")])
def test_another_version_is_told(empty_url: str, version: str, sentence: str) -> None:
    """Lost otherwise: an old program would write into a newer ledger."""
    database = Database(empty_url)
    migrate(database)
    with database.engine.connect() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})
        connection.commit()
    with pytest.raises(NotReady, match=sentence), database.reading():
        pass
    database.engine.dispose()


@pytest.mark.parametrize("version", OLDER)
def test_a_filled_older_ledger_is_brought_up_to_date(
    empty_url: str, sqlite_template: Path, tmp_path: Path, version: str
) -> None:
    """Lost otherwise: a city's books would not survive the next version of the program."""
    books_file = tmp_path / "source.db"
    books_file.write_bytes(sqlite_template.read_bytes())
    source = session_of(f"sqlite:///{books_file}")
    row = [2019, "D1", date(2019, 3, 1), "Zenne", "x", "G2.1", 5.0]
    import_file(source, write_workbook(tmp_path / "1.xlsx", [row, [*row[:-1], 7.0]]))
    undo(source, 1, reason="wrong")
    older = Database(empty_url)
    with older.engine.connect() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, version)
    held = MetaData()
    held.reflect(older.engine)
    with source.database.engine.connect() as books, older.engine.connect() as connection:
        for table in (t for t in metadata.sorted_tables if t.name in held.tables):
            shared = [c for c in table.c if c.name in held.tables[table.name].c]
            if rows := [dict(found._mapping) for found in books.execute(select(*shared))]:
                connection.execute(table.insert(), rows)
        connection.commit()
    assert migrate(older) is Migrated.UPGRADED
    here = session_of(empty_url)
    assert here.ledger() == source.ledger()
    redo(here, 1, reason="right")
    assert sum(e.amount for e in here.ledger().live()) == 1200
    for name in sorted(set(metadata.tables) - set(held.tables)):
        with older.engine.connect() as connection:
            triggers = {
                "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :name",
                "postgresql": "SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "WHERE c.relname = :name AND NOT t.tgisinternal",
            }[connection.dialect.name]
            assert connection.execute(text(triggers), {"name": name}).scalar(), name
    with pytest.raises(DBAPIError, match="append-only"), older.engine.connect() as connection:
        connection.execute(text("UPDATE import_redo SET entry = 1"))
    older.engine.dispose()
