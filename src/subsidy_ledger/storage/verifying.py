"""Computing the chain again from what is stored: whether every row is still the one that its entry sealed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, func, or_, select
from sqlalchemy.engine import Connection

from subsidy_ledger.domain.drafts import Head
from subsidy_ledger.domain.sentences import Sentence, say, say_n
from subsidy_ledger.storage import schema
from subsidy_ledger.storage.columns import Cents
from subsidy_ledger.storage.seal import row_digest, sealed

PORTION_ROWS = 2000


@dataclass(frozen=True, slots=True)
class Damage:
    """One place where what is stored is not what was recorded; `key` is the row's, empty for a whole table."""

    table: str
    key: str
    what: Sentence


@dataclass(frozen=True, slots=True)
class Verified:
    """What was read, the digest of the last entry as it is stored, and every damage found.

    `kept` is the entry whose digest was kept, None where none was given or no entry has it.
    """

    entries: int
    rows: int
    digest: str
    damage: tuple[Damage, ...] = ()
    kept: int | None = None

    @property
    def ok(self) -> bool:
        return not self.damage


@dataclass
class _Rows:
    """The digests of all rows by their entry, and how many each table holds of it."""

    count: int = 0
    digests: dict[int, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    tables: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    damage: list[Damage] = field(default_factory=list)


def verify(connection: Connection, beneficiary: str, kept: str | None = None) -> Verified:
    """Reads every row of a beneficiary and computes the digest of every entry again.

    `kept` is a digest that somebody noted outside the ledger: only it can show a chain that was written anew.
    """
    rows = _Rows()
    entries = list(_readable(connection, schema.entry, beneficiary, rows))
    known = {entry["number"] for entry in entries}
    for table in schema.metadata.sorted_tables:
        if table.name != "entry":
            _gather(connection, table, beneficiary, known, rows)
    damage = [*_broken(entries, rows), *rows.damage]
    at = next((entry["number"] for entry in entries if entry["digest"] == kept), None)
    if kept is not None and at is None:
        told = say(
            "no entry has the digest {digest} that was kept: the chain was written anew, or cut off, since it was "
            "noted. Compare with the copy of the ledger of that day.",
            digest=kept,
        )
        damage.append(Damage("entry", "", told))
    last = entries[-1]["digest"] if entries else Head().digest
    return Verified(len(entries), rows.count, last, tuple(damage), at)


def _readable(connection: Connection, table: Table, beneficiary: str, rows: _Rows) -> Iterator[Mapping[str, Any]]:
    """The rows of a table; a value that is none of its column ends the table and is a damage."""
    query = select(table).where(table.c.beneficiary == beneficiary).order_by(*table.primary_key.columns)
    try:
        found = connection.execute(query, execution_options={"yield_per": PORTION_ROWS})
        yield from (dict(row) for row in found.mappings())
    except (ValueError, TypeError) as error:
        told = say(
            "a value stands there that the ledger never writes ({error}); the rest of the table was not read",
            error=str(error),
        )
        rows.damage.append(Damage(table.name, "", told))


def _fractions(connection: Connection, table: Table, beneficiary: str, rows: _Rows) -> None:
    """SQLite keeps a fraction in a column of integers, sums it as one, and reading whole cents would cut it off."""
    cents = [column for column in table.c if isinstance(column.type, Cents)]
    if connection.dialect.name != "sqlite" or not cents:
        return
    broken = or_(*(func.typeof(column) == "real" for column in cents))
    query = select(*table.primary_key.columns).where(table.c.beneficiary == beneficiary, broken)
    for row in connection.execute(query):
        key = ", ".join(map(str, row))
        rows.damage.append(Damage(table.name, key, say("an amount there is no whole number of cents")))


def _gather(connection: Connection, table: Table, beneficiary: str, known: set[int], rows: _Rows) -> None:
    _fractions(connection, table, beneficiary, rows)
    for row in _readable(connection, table, beneficiary, rows):
        rows.count += 1
        rows.digests[row["entry"]].append(row_digest(table.name, row))
        rows.tables[row["entry"]][table.name] += 1
        if row["entry"] not in known:
            key = ", ".join(str(row[column.name]) for column in table.primary_key.columns)
            rows.damage.append(
                Damage(table.name, key, say("it names entry {entry}, which is not there", entry=row["entry"]))
            )


def _broken(entries: list[Mapping[str, Any]], rows: _Rows) -> Iterator[Damage]:
    """Entries that are missing, do not follow the one before, or are not what they sealed."""
    previous = Head().digest
    expected = 1
    for entry in entries:
        number = entry["number"]
        for missing in range(expected, number):
            yield Damage("entry", str(missing), say("entry {entry} is not there", entry=missing))
        if expected == number and entry["previous"] != previous:
            told = say(
                "entry {entry} does not follow entry {before}: the digest it names is not the one of that entry",
                entry=number, before=number - 1,
            )  # fmt: skip
            yield Damage("entry", str(number), told)
        facts = {name: value for name, value in entry.items() if name != "digest"}
        if sealed(facts, rows.digests[number]) != entry["digest"]:
            yield Damage("entry", str(number), _unsealed(entry, rows.tables[number]))
        previous, expected = entry["digest"], number + 1


def _unsealed(entry: Mapping[str, Any], tables: Counter[str]) -> Sentence:
    held = ", ".join(f"{name} {n}" for name, n in sorted(tables.items())) or "0"
    return say_n(
        "entry {entry} by {by} is not what it sealed: it, or its one row ({tables}), was changed, added or removed",
        "entry {entry} by {by} is not what it sealed: it, or one of its {n} rows ({tables}), was changed, added or "
        "removed",
        n=sum(tables.values()), entry=entry["number"], by=entry["by"], tables=held,
    )  # fmt: skip
