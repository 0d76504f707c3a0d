"""`verify` names what was changed, removed or added behind the ledger's back; a kept digest shows a chain made anew."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, select, text

from builders import session_of
from command import ledger
from storage.test_ledger_store import post, random_lines
from subsidy_ledger.operations.decisions import set_contribution
from subsidy_ledger.operations.verifying import digest, verify
from subsidy_ledger.storage import schema
from subsidy_ledger.storage.database import Database
from subsidy_ledger.storage.seal import digest_of

Tampering = Callable[[Connection], None]


def tamper(url: str, *statements: str | Tampering) -> None:
    """What someone can do who owns the database: nothing the ledger set up stands in the way."""
    with Database(url).engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            triggers = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in triggers.all():
                connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        else:
            connection.exec_driver_sql("SET session_replication_role = replica")
        for statement in statements:
            if isinstance(statement, str):
                connection.execute(text(statement))
            else:
                statement(connection)
        connection.commit()


def filled(url: str) -> str:
    """A ledger with lines and a contribution, and the digest somebody noted then."""
    here = session_of(url)
    post(here, *random_lines(random.Random(7), 1, 12))
    set_contribution(here, 2019, 5, decision="council")
    return digest(here).digest


def rechain(connection: Connection) -> None:
    """Seals every entry anew over what now stands there, as a forger who knows the program would."""
    previous = "0" * 64
    for entry in connection.execute(select(schema.entry).order_by(schema.entry.c.number)).mappings().all():
        rows = [
            (table.name, dict(row))
            for table in schema.metadata.sorted_tables
            if table.name != "entry"
            for row in connection.execute(select(table).where(table.c.entry == entry["number"])).mappings()
        ]
        facts = {name: value for name, value in entry.items() if name != "digest"} | {"previous": previous}
        previous_now = digest_of(facts, rows)
        own = schema.entry.c.number == entry["number"]
        connection.execute(schema.entry.update().where(own).values(previous=previous, digest=previous_now))
        previous = previous_now


def test_an_untouched_ledger_verifies(url: str) -> None:
    """Lost otherwise: a sound ledger would be distrusted, or the digest an auditor keeps would fit nothing."""
    kept = filled(url)
    found = verify(session_of(url), kept)
    assert (found.ok, found.entries, found.kept, found.digest) == (True, 3, 3, kept)
    set_contribution(session_of(url), 2018, 5, decision="council")
    later = verify(session_of(url), kept.upper())
    assert (later.ok, later.entries, later.kept) == (True, 4, 3)
    said = ledger(url, "digest")
    assert said.code == 0
    assert said.out.split()[-1] == later.digest
    assert ledger(url, "verify", "--digest", kept).code == 0


@pytest.mark.parametrize(
    ("statement", "where", "key"),
    [
        ("UPDATE expense SET amount = amount + 1 WHERE number = 3", "entry", "2"),
        ("UPDATE share SET code = 'G2.2' WHERE expense = 3", "entry", "2"),
        ("UPDATE contribution SET decision = 'mayor'", "entry", "3"),
        ("UPDATE entry SET \"by\" = 'nobody' WHERE number = 2", "entry", "2"),
        ("UPDATE entry SET at = '2019-01-01 00:00:00.000000' WHERE number = 3", "entry", "3"),
        ("DELETE FROM share WHERE expense = 3", "entry", "2"),
        ("DELETE FROM contribution", "entry", "3"),
        ("DELETE FROM entry WHERE number = 2", "entry", "2"),
        (
            "INSERT INTO contribution (beneficiary, agreement, year, version, cents, decision, document, entry) "
            "SELECT beneficiary, agreement, 2018, version, cents, decision, document, entry FROM contribution",
            "entry", "3",
        ),
        (
            "INSERT INTO contribution (beneficiary, agreement, year, version, cents, decision, document, entry) "
            "SELECT beneficiary, agreement, 2018, version, cents, decision, document, 9 FROM contribution",
            "contribution", "brussels, brussels-2018-2019, 2018, 1",
        ),
    ],
)  # fmt: skip
def test_every_tampering_is_named(url: str, statement: str, where: str, key: str) -> None:
    """Lost otherwise: whoever owns the database could change a figure that an auditor signed for."""
    filled(url)
    tamper(url, statement)
    shown = ledger(url, "verify", "--format", "json")
    assert shown.code == 3
    assert shown.json["ok"] is False
    assert (where, key) in [(d["table"], d["key"]) for d in shown.json["damage"]]
    assert "Do not go on with this ledger" in ledger(url, "verify").out


def test_only_a_kept_digest_shows_a_chain_that_was_written_anew(url: str) -> None:
    """Lost otherwise: who changes a figure and seals every entry again would never be caught."""
    kept = filled(url)
    tamper(url, "UPDATE expense SET supplier = 'other' WHERE number = 3", rechain)
    assert verify(session_of(url)).ok
    against = ledger(url, "verify", "--digest", kept)
    assert against.code == 3
    assert kept in against.out


def test_entries_cut_off_at_the_end_are_missed_by_a_kept_digest(url: str) -> None:
    """Lost otherwise: the last decision could be removed without a trace."""
    kept = filled(url)
    tamper(url, "DELETE FROM contribution", "DELETE FROM entry WHERE number = 3")
    assert verify(session_of(url)).ok
    assert not verify(session_of(url), kept).ok


def test_a_value_that_cannot_be_read_is_damage_and_no_crash(sqlite_url: str) -> None:
    """Lost otherwise: a damaged file would end in a traceback instead of a sentence."""
    filled(sqlite_url)
    tamper(sqlite_url, "UPDATE expense SET invoice_date = 'zzz' WHERE number = 3")
    assert "expense" in [d.table for d in verify(session_of(sqlite_url)).damage]


def test_a_fraction_of_a_cent_is_damage(sqlite_url: str) -> None:
    """Lost otherwise: SQLite would sum a fraction that reading whole cents hides from the chain."""
    filled(sqlite_url)
    tamper(sqlite_url, "UPDATE share SET cents = cents + 0.4 WHERE expense = 3")
    assert "share" in [d.table for d in verify(session_of(sqlite_url)).damage]


def test_what_is_no_digest_is_refused_with_what_one_looks_like(sqlite_url: str) -> None:
    """Lost otherwise: a digest cut off in copying would look like a forged ledger."""
    refused = ledger(sqlite_url, "verify", "--digest", "abc")
    assert refused.code == 2
    assert "64 characters" in refused.err
