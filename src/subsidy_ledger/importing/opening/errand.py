"""What the program and the process that opens files say to each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from subsidy_ledger.importing.opening.limits import Limits

# Every answer is preceded by its length.
LENGTH_BYTES = 8


class Order(Protocol):
    """What can be done in a process of its own; it goes there pickled, and so comes back what it yields.

    What it yields may only be made of plain values, dates, and the dataclasses that `answers.py` lets in.
    """

    @property
    def file(self) -> str:
        """The name of the file it concerns, as a person should see it."""

    @property
    def limits(self) -> Limits: ...

    def carry_out(self) -> Iterator[object]: ...


@dataclass(frozen=True, slots=True)
class Ending:
    """The last answer, unless it is an error; `where` is "IndexError reader.py:40" where the program has a fault."""

    how: Literal["done", "out of memory", "fault"]
    where: str = ""
