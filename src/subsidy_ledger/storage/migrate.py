"""Bringing a database to this program's schema; alembic is loaded only here."""

from __future__ import annotations

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


def migrate(database: Database) -> bool:
    """Creates or upgrades the tables; True when anything was done. Never goes back, never deletes."""
    if database.sqlite_path is not None:
        folder = database.sqlite_path.resolve().parent
        if not folder.is_dir():
            raise NotReady("folder-missing", "The folder {folder} does not exist. Make it first.", folder=str(folder))
    found = database.version()
    if found is not None and found >= SCHEMA_VERSION:
        return False
    from alembic import command

    with database.sentences(), database.engine.connect() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, SCHEMA_VERSION)
    return True


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    return config
