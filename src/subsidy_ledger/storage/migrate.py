"""Bringing a database to this program's schema; alembic is loaded only here."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from subsidy_ledger.errors import NotReady
from subsidy_ledger.storage.database import SCHEMA_VERSION, Database

if TYPE_CHECKING:
    from alembic.config import Config


def migrations_folder() -> Path:
    """Beside the installed package, else at the top of the checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_migrations", package.parent.parent / "migrations"):
        if (folder / "env.py").is_file():
            return folder
    raise NotReady("migrations-missing", "This installation lacks its migrations. Install subsidy-ledger again.")


class Migrated(Enum):
    """What became of the tables."""

    CREATED = "created"
    UPGRADED = "upgraded"
    CURRENT = "current"


def migrate(database: Database) -> Migrated:
    """Creates or upgrades the tables, and says which it was. Never goes back, never deletes."""
    if database.sqlite_path is not None:
        folder = database.sqlite_path.resolve().parent
        if not folder.is_dir():
            raise NotReady("folder-missing", "The folder {folder} does not exist. Make it first.", folder=str(folder))
    found = database.version()
    if found is not None and found >= SCHEMA_VERSION:
        return Migrated.CURRENT
    from alembic import command

    with database.sentences(), database.engine.connect() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, SCHEMA_VERSION)
    return Migrated.CREATED if found is None else Migrated.UPGRADED


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    return config
