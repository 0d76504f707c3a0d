"""The engine behind a URL: connecting, reading, writing; every failure is one sentence without the password."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError, ProgrammingError
from sqlalchemy.pool import NullPool

from subsidy_ledger.domain.sentences import Phrase
from subsidy_ledger.errors import NotReady, WrongUse

SCHEMA_VERSION = "0013"
LOCK_SECONDS_MAX = 15
INSUFFICIENT_PRIVILEGE, UNDEFINED_TABLE = "42501", "42P01"
TRIES_MAX = 5

T = TypeVar("T")


class Moved(Exception):
    """Somebody else wrote between our reading and our writing; read again and think again."""


class Conflict(Moved):
    """The database could not tell two writers apart, though the books need not have moved: try the same again."""


class Database:
    """One database, not yet touched; `reading()` and `writing()` give connections inside a transaction."""

    def __init__(self, url: str) -> None:
        self.url = parse_url(url)
        self.engine = _engine(self.url)

    @property
    def shown(self) -> str:
        """The URL for people: its password is not in it."""
        return self.url.set(query={}).render_as_string(hide_password=True)

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @property
    def sqlite_path(self) -> Path | None:
        """The file of an SQLite database; None for one in memory and for PostgreSQL."""
        name = self.url.database
        return Path(name) if self.is_sqlite and name and name != ":memory:" else None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment of a migrated ledger; raises NotReady where there is none."""
        self._check_present()
        with self.sentences(), self.engine.connect() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN")
            else:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            self._check_version(connection)
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A serializable transaction; raises Moved when another writer came first."""
        self._check_present()
        with self.sentences(), self.engine.connect() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                connection = connection.execution_options(isolation_level="SERIALIZABLE")
            self._check_version(connection)
            try:
                yield connection
                connection.commit()
            except DBAPIError as error:
                if _is_conflict(error):
                    raise Conflict from error
                raise

    def _check_present(self) -> None:
        if self.sqlite_path is not None and not self.sqlite_path.exists():
            raise NotReady(
                "database-absent",
                "There is no ledger at {url}. Run `ledger init` to make one, or name another with --db.",
                url=self.shown,
            )

    def version(self) -> str | None:
        """The schema version found; None where the database holds no ledger."""
        if self.sqlite_path is not None and not self.sqlite_path.exists():
            return None
        with self.sentences(), self.engine.connect() as connection:
            return _version_of(connection)

    def _check_version(self, connection: Connection) -> None:
        found = _version_of(connection)
        if found is None:
            raise NotReady("not-migrated", "{url} holds no ledger yet. Run `ledger init`.", url=self.shown)
        if found < SCHEMA_VERSION:
            raise NotReady(
                "not-migrated", "The ledger at {url} is of an older version. Run `ledger init`.", url=self.shown
            )
        if found > SCHEMA_VERSION:
            raise NotReady(
                "newer-database",
                "The ledger at {url} was written by a newer version of this program ({found}; this one knows "
                "{known}). Install the newer version.",
                url=self.shown, found=found, known=SCHEMA_VERSION,
            )  # fmt: skip

    @contextmanager
    def sentences(self) -> Iterator[None]:
        try:
            yield
        except OperationalError as error:
            if "database is locked" in str(error.orig):
                raise NotReady(
                    "database-locked",
                    "The ledger at {url} is being written by somebody else. Try again in a moment.",
                    url=self.shown,
                ) from error
            if self.is_sqlite:
                raise NotReady(
                    "database-unwritable",
                    "The ledger at {url} cannot be opened or written: {why}. Check your rights on the file and folder.",
                    url=self.shown,
                    why=_why(error, self.url),
                ) from error
            raise NotReady(
                "database-unreachable",
                "The database at {url} cannot be reached: {why}. Check the address, and that the server runs.",
                url=self.shown, why=_why(error, self.url),
            ) from error  # fmt: skip
        except DBAPIError as error:
            if "file is not a database" in str(error.orig):
                raise NotReady(
                    "not-a-ledger", "{url} is not a ledger: the file is no SQLite database.", url=self.shown
                ) from error
            if getattr(error.orig, "sqlstate", None) == INSUFFICIENT_PRIVILEGE:
                raise NotReady(
                    "no-rights",
                    "{url}: you may not do this: {why}. Ask whoever runs the database for the right to it.",
                    url=self.shown,
                    why=_why(error, self.url),
                ) from error
            raise


def parse_url(url: str) -> URL:
    """The URL of a supported database, PostgreSQL always through psycopg 3."""
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, ValueError):
        raise WrongUse("database-url", URL_SENTENCE) from None
    if backend in ("postgresql", "postgres") and parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg"):
        raise WrongUse("database-url", URL_SENTENCE)
    return parsed


URL_SENTENCE: Phrase = (
    "The database address is not understood. Write sqlite:///ledger.db or "
    "postgresql://user:password@host/database with --db or in LEDGER_DB."
)


def _engine(url: URL) -> Engine:
    arguments: dict[str, Any] = (
        {"timeout": LOCK_SECONDS_MAX}
        if url.get_backend_name() == "sqlite"
        else {"connect_timeout": 10, "application_name": "subsidy-ledger"}
    )
    try:
        engine = create_engine(url, connect_args=arguments, poolclass=NullPool)
    except (NoSuchModuleError, ModuleNotFoundError):
        raise WrongUse("database-url", URL_SENTENCE) from None
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """We begin transactions ourselves (BEGIN IMMEDIATE for writers); foreign keys hold."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")


def _version_of(connection: Connection) -> str | None:
    try:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except (OperationalError, ProgrammingError) as error:
        is_absent = "no such table" in str(error.orig) or getattr(error.orig, "sqlstate", None) == UNDEFINED_TABLE
        if not is_absent:
            raise
        connection.rollback()
        return None
    return None if found is None else str(found)


def _is_conflict(error: DBAPIError) -> bool:
    """Serialization failure or deadlock on PostgreSQL, or the place in the chain already taken."""
    state = getattr(error.orig, "sqlstate", None)
    return state in ("40001", "40P01") or ("entry" in str(error.orig) and state == "23505")


def _why(error: DBAPIError, url: URL) -> str:
    """The driver's own reason on one line, with the password blotted out should it quote it."""
    reason = " ".join(str(error.orig).split())
    secrets = [url.password, url.query.get("password"), url.query.get("sslpassword")]
    for secret in secrets:
        for word in (secret,) if isinstance(secret, str) else secret or ():
            reason = reason.replace(word, "***") if word else reason
    return reason


def until_written(act: Callable[[], T]) -> T:
    """Runs read-think-write again when another writer came in between, a few times."""
    for _ in range(TRIES_MAX - 1):
        try:
            return act()
        except Moved:
            continue
    try:
        return act()
    except Moved:
        raise NotReady(
            "database-busy", "Others keep writing to this ledger at the same time. Try again in a moment."
        ) from None
