"""How much a file may ask of the computer it is read on; the officer can raise each of these with an option."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1 << 20
# A sheet's cells stand in one block; so many of them fit into each megabyte, beside what they hold.
CELLS_PER_MEGABYTE = 20_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in megabytes of 1 048 576 bytes, `rows` of one table, `seconds` by the clock on the wall.

    `size` is the file's own, `unpacked` that of a zip's parts together, `memory` and `seconds` are what reading may
    take. Where the system cannot hold a program to its memory (Windows), `memory` only bounds the block of cells.
    """

    size: int = 100
    unpacked: int = 1024
    rows: int = 250_000
    memory: int = 1024
    seconds: int = 50

    @property
    def cells(self) -> int:
        """Cells of the blocks from A1 to the last filled row and column, all sheets together."""
        return self.memory * CELLS_PER_MEGABYTE
