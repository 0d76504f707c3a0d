"""A filled ledger of the first version, brought to this one: the same books, the same chain, still append-only."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DBAPIError

from builders import session_of
from subsidy_ledger.agreements import builtin
from subsidy_ledger.operations.decisions import set_contribution
from subsidy_ledger.operations.setup import init, load_agreement
from subsidy_ledger.storage import schema
from subsidy_ledger.storage.database import SCHEMA_VERSION, Database
from subsidy_ledger.storage.migrate import Migrated, migrate, migrations_folder
from subsidy_ledger.storage.seal import digest_of
from subsidy_ledger.storage.totals import load_totals

# Every row of a ledger that version 0001 wrote, by table: imports with a total row, a supplement and an undo, lines
# posted, corrected, taken back and retagged, a revised allocation and a contribution.
FILLED = Path(__file__).parent / "ledger-0001.json"


@pytest.fixture
def older_url(empty_url: str) -> str:
    """The URL of that ledger, not yet upgraded."""
    database = Database(empty_url)
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    with database.engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        rows: dict[str, list[dict[str, Any]]] = json.loads(FILLED.read_text(encoding="utf-8"))
        for table in schema.metadata.sorted_tables:
            for row in rows.get(table.name, []):
                connection.execute(table.insert().values({name: value_of(v) for name, v in row.items()}))
        connection.commit()
    database.engine.dispose()
    return empty_url


def value_of(plain: Any) -> Any:
    if not isinstance(plain, dict):
        return plain
    ((kind, value),) = plain.items()
    readers: dict[str, Callable[[str], Any]] = {
        "bytes": base64.b64decode,
        "moment": datetime.fromisoformat,
        "day": date.fromisoformat,
    }
    return readers[kind](value)


def broken_links(connection: Connection) -> list[int]:
    """The entries whose digest is not that of their rows, or whose link is not the digest before."""
    broken, previous = [], "0" * 64
    for entry in connection.execute(select(schema.entry).order_by(schema.entry.c.number)).mappings():
        rows = [
            (table.name, dict(row))
            for table in schema.metadata.sorted_tables
            if table.name != "entry"
            for row in connection.execute(select(table).where(table.c.entry == entry["number"])).mappings()
        ]
        facts = {name: value for name, value in entry.items() if name != "digest"}
        if entry["previous"] != previous or entry["digest"] != digest_of(facts, rows):
            broken.append(entry["number"])
        previous = entry["digest"]
    return broken


def test_a_filled_ledger_is_upgraded_with_every_euro_and_every_digest(older_url: str) -> None:
    """Lost otherwise: the books of a city would not survive the next version of the program."""
    here = session_of(older_url)
    assert here.database.version() == "0001"
    assert migrate(here.database) is Migrated.UPGRADED
    assert here.database.version() == SCHEMA_VERSION
    ledger = here.ledger()
    kept = json.loads(FILLED.read_text(encoding="utf-8"))
    assert len(ledger.expenses) == len(kept["expense"]) == 16
    assert sum(e.amount for e in ledger.expenses) == sum(row["amount"] for row in kept["expense"])
    assert (ledger.allocated("radicalisation", 2019), ledger.allocated("general", 2019)) == (5_500_000, 185_698_233)
    with here.reading() as (connection, tenancy, _):
        assert load_totals(connection, tenancy, ["city", "nonprofit"]) == ledger.totals()
        assert broken_links(connection) == []
    here.database.engine.dispose()


def test_an_older_text_of_the_agreement_is_told_and_replaced_only_when_asked(older_url: str) -> None:
    """Lost otherwise: a city's own accounts would be overwritten, or its notes stay in one language for ever."""
    here = session_of(older_url)
    done = init(here)
    before = here.ledger()
    assert (done.loaded, before.agreement.notes[0].fr) == (None, before.agreement.notes[0].en)
    assert ["ledger agreement load brussels-2018-2019" in str(note) for note in done.notes] == [True]
    assert load_agreement(here, builtin()).revision == 2
    after = here.ledger()
    assert after.agreement.notes[0].fr.startswith("La convention")
    assert after.expenses == before.expenses
    assert init(here).notes == ()
    here.database.engine.dispose()


def test_an_upgraded_ledger_takes_new_entries_and_keeps_the_old_ones(older_url: str) -> None:
    """Lost otherwise: an upgrade would open a window in which what was posted can be changed."""
    here = session_of(older_url)
    migrate(here.database)
    set_contribution(here, 2018, 123, decision="council of December")
    with here.reading() as (connection, _, _):
        assert broken_links(connection) == []
    for table in sorted(schema.metadata.tables):
        with here.database.engine.connect() as connection:
            if connection.execute(text(f'SELECT count(*) FROM "{table}"')).scalar():
                with pytest.raises(DBAPIError, match="append-only"):
                    connection.execute(text(f'DELETE FROM "{table}"'))
    here.database.engine.dispose()
