"""Migrations: what they make is what the program believes, and versions are told apart."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from subsidy_ledger.errors import NotReady
from subsidy_ledger.storage.database import SCHEMA_VERSION, Database
from subsidy_ledger.storage.migrate import migrate, migrations_folder
from subsidy_ledger.storage.schema import metadata


def test_the_migrations_make_the_schema_the_program_knows(empty_url: str) -> None:
    """Lost otherwise: a fresh ledger would lack a column or a key that the code relies on."""
    database = Database(empty_url)
    assert database.version() is None
    assert migrate(database)
    assert not migrate(database)
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
