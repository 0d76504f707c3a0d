"""The chain: one digest an entry, over its own facts, the rows it wrote, and the digest before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

Value = str | int | bytes | date | datetime | None
RowOf = tuple[str, Mapping[str, Value]]


def digest_of(entry: Mapping[str, Value], rows: Iterable[RowOf]) -> str:
    """sha256 in hexadecimal over the entry's canonical bytes and the sorted sha256 digests of its rows'.

    `entry` lacks only its digest; `rows` are (table, row) in any order.

    Absent values are left out, so that a column added later does not change what was sealed before.
    """
    return sealed(entry, (row_digest(table, row) for table, row in rows))


def sealed(entry: Mapping[str, Value], digests: Iterable[bytes]) -> str:
    """The same from the digests of the rows, which take less memory than the rows."""
    seal = hashlib.sha256(canonical("entry", entry))
    for digest in sorted(digests):
        seal.update(digest)
    return seal.hexdigest()


def row_digest(table: str, row: Mapping[str, Value]) -> bytes:
    return hashlib.sha256(canonical(table, row)).digest()


def canonical(table: str, row: Mapping[str, Value]) -> bytes:
    """One row as bytes that do not depend on the database it stands in."""
    facts = {name: _plain(value) for name, value in row.items() if value is not None}
    return json.dumps([table, facts], sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(value: Value) -> str | int:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if value is None or isinstance(value, bool):
        raise TypeError("a row holds texts, integers, dates and bytes")
    return value
