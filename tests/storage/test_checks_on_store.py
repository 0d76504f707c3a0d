"""Every check on ledgers that were written to a database and read back, on SQLite and PostgreSQL."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from check_cases import CASES
from checks_store import keep
from conftest import _create
from subsidy_ledger.checks.catalogue import CHECKS
from subsidy_ledger.checks.registry import run
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.storage.database import Database
from subsidy_ledger.storage.migrate import migrate

_numbers = itertools.count()


@pytest.fixture(scope="session")
def bare_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the tables and nothing in them."""
    path = tmp_path_factory.mktemp("bare") / "ledger.db"
    migrate(Database(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def bare_server(request: pytest.FixtureRequest) -> Callable[[], str]:
    """Makes databases with the tables and nothing in them."""
    server = request.getfixturevalue("postgres")
    database = Database(_create(server, "bare_template"))
    migrate(database)
    database.engine.dispose()
    return lambda: str(_create(server, f"bare_{os.getpid()}_{next(_numbers)}", "bare_template"))


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        path = tmp_path / "ledger.db"
        path.write_bytes(request.getfixturevalue("bare_file").read_bytes())
        return f"sqlite:///{path}"
    make: Callable[[], str] = request.getfixturevalue("bare_server")
    return make()


@pytest.mark.parametrize("check", [one.id for one in CHECKS])
def test_a_check_finds_the_same_in_a_database(bare_url: str, check: str) -> None:
    """Lost otherwise: what the checks were tested on would not be what they look at."""
    cases = [case for case in CASES if case.check == check]
    assert cases
    for number, case in enumerate(cases):
        here = keep(bare_url, of_town(case.ledger, number))
        kept = here.ledger()
        assert [(e.details, e.shares, e.reverses) for e in kept.expenses] == [
            (e.details, e.shares, e.reverses) for e in sorted(case.ledger.expenses, key=lambda e: e.number)
        ]
        found = run(kept, only=[case.check]).findings
        assert sorted(((f.year, f.cents, f.expenses) for f in found), key=str) == sorted(case.found, key=str), case.name
        assert found == run(case.ledger, only=[case.check]).findings
        here.database.engine.dispose()


def of_town(ledger: Ledger, number: int) -> Ledger:
    """The same books of another town, so that one database holds all cases of a check."""
    agreement = replace(ledger.agreement, beneficiary=f"town-{number}", code=f"town-{number}-2018-2019")
    return replace(ledger, agreement=agreement)
