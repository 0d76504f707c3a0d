"""The container (OLE2) of an .xls file: its streams by name, with no chain of sectors followed round in circles."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import NamedTuple

from subsidy_ledger.importing.opening.refusals import damaged

# The header names the first 109 sectors of the table of sectors; numbers from here on mark ends and free places.
FIRST_TABLES = range(76, 512, 4)
NO_SECTOR = 0xFFFFFFFA
STREAM, ROOT = 2, 5
ENTRY = 128


class Entry(NamedTuple):
    """One name in the directory, with its first sector and its length in bytes."""

    name: str
    kind: int
    first: int
    length: int


class Container:
    """Refused when damaged: a reader of values that is led round in circles takes all the memory there is."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        self._name = name
        shift, small_shift = self._number(30) & 0xFFFF, self._number(32) & 0xFFFF
        if not 6 <= small_shift <= shift <= 16:
            raise damaged(name)
        self._size, self._small_size = 1 << shift, 1 << small_shift
        self._smallest = self._number(56)
        self._table = self._read_table()
        directory = self._join(self._number(48))
        self.entries = [_entry(directory[place : place + ENTRY]) for place in range(0, len(directory), ENTRY)]
        root = next((entry for entry in self.entries if entry.kind == ROOT), None)
        if root is None:
            raise damaged(name)
        self._small_table = _numbers(self._join(self._number(60)))
        self._small = self._join(root.first) if root.length else b""
        for entry in self.entries:
            if entry.kind == STREAM and entry.length:
                self._chain(self._table if self._is_large(entry) else self._small_table, entry.first)

    def stream(self, *names: str) -> bytes | None:
        """The first of the named streams that there is; upper and lower case are alike."""
        for name in names:
            for entry in self.entries:
                if entry.kind == STREAM and entry.name.lower() == name.lower():
                    return self._content(entry)
        return None

    def _content(self, entry: Entry) -> bytes:
        if self._is_large(entry):
            content = self._join(entry.first)
        else:
            size = self._small_size
            chain = self._chain(self._small_table, entry.first)
            content = b"".join(self._small[sector * size : (sector + 1) * size] for sector in chain)
        if len(content) < entry.length:
            raise damaged(self._name)
        return content[: entry.length]

    def _is_large(self, entry: Entry) -> bool:
        return entry.length >= self._smallest

    def _read_table(self) -> Sequence[int]:
        """For every sector the one that follows it."""
        sectors = [self._number(place) for place in FIRST_TABLES]
        further, seen = self._number(68), 0
        while further < NO_SECTOR and seen * self._size < len(self._data):
            numbers = _numbers(self._sector(further))
            sectors += numbers[:-1]
            further = numbers[-1] if numbers else NO_SECTOR
            seen += 1
        return _numbers(b"".join(self._sector(sector) for sector in sectors if sector < NO_SECTOR))

    def _join(self, first: int) -> bytes:
        return b"".join(map(self._sector, self._chain(self._table, first)))

    def _chain(self, table: Sequence[int], first: int) -> list[int]:
        """The sectors from the first to the last; Refused when they lead round in circles."""
        chain: list[int] = []
        sector = first
        while sector < len(table):
            if len(chain) > len(table):
                raise damaged(self._name)
            chain.append(sector)
            sector = table[sector]
        return chain

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _number(self, place: int) -> int:
        return int.from_bytes(self._data[place : place + 4], "little")


def _numbers(data: bytes) -> Sequence[int]:
    count = len(data) // 4
    return struct.unpack(f"<{count}I", data[: count * 4])


def _entry(data: bytes) -> Entry:
    length = int.from_bytes(data[64:66], "little")
    return Entry(
        data[: max(0, min(length - 2, 64))].decode("utf-16-le", "replace"),
        data[66] if len(data) > 66 else 0,
        int.from_bytes(data[116:120], "little"),
        int.from_bytes(data[120:124], "little"),
    )
