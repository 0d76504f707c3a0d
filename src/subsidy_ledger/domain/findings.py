"""A finding: what a check found, where, how many euros are at stake, and what people decided about it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal

from subsidy_ledger.domain.agreement import Severity
from subsidy_ledger.domain.sentences import Sentence

Status = Literal["open", "accepted", "disputed"]
Act = Literal["accept", "dispute", "reopen", "confirm"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One act of a person on a finding, with the finding's figure as it was then; its entry says who, when and why.

    `lines` are the numbers of the lines concerned, as `ranges` writes them.
    """

    finding: str
    act: Act
    check: str
    subject: str
    year: int | None
    cents: int
    lines: str
    entry: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds of a finding now, by the last decision on it: who took it, when (UTC), why.

    `moved`: it is open again because its figure is no longer the one decided on. `awaits`: it was accepted, and a
    second person has to confirm that. `confirmed_by` is that person. `decision` is None where nobody decided yet.
    """

    status: Status = "open"
    decision: Decision | None = None
    reason: str | None = None
    by: str | None = None
    at: datetime | None = None
    moved: bool = False
    awaits: bool = False
    confirmed_by: str | None = None


OPEN = Standing()


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `subject` names what it is about in stable terms, so that its id outlives the run.

    `cents` is the money at stake; `expenses` the line numbers concerned, in order; `year` None where none is meant.
    A finding of a check on trial is told, and never asks for attention.
    """

    check: str
    severity: Severity
    subject: str
    year: int | None
    cents: int
    sentence: Sentence
    grant: str | None = None
    objective: str | None = None
    expenses: tuple[int, ...] = ()
    trial: bool = False
    standing: Standing = OPEN

    @property
    def id(self) -> str:
        """Ten hexadecimal digits from check and subject: the same on every run and every database."""
        return hashlib.sha256(f"{self.check}|{self.subject}".encode()).hexdigest()[:10]

    @property
    def status(self) -> Status:
        return self.standing.status

    @property
    def asks_attention(self) -> bool:
        """Open or disputed, and of a check that counts."""
        return self.status != "accepted" and not self.trial

    @property
    def lines(self) -> str:
        return ranges(self.expenses)

    def is_as_decided(self, decision: Decision) -> bool:
        """The figure, euros and lines, is still the one that was decided on."""
        return (self.cents, self.lines) == (decision.cents, decision.lines)


def ranges(numbers: Iterable[int]) -> str:
    """Numbers as a short text: 3, 5, 6, 7 is "3, 5-7"; empty where there is none."""
    parts = []
    for _, run in groupby(enumerate(sorted(set(numbers))), lambda pair: pair[1] - pair[0]):
        members = [number for _, number in run]
        parts.append(str(members[0]) if len(members) == 1 else f"{members[0]}-{members[-1]}")
    return ", ".join(parts)


def numbers_of(lines: str) -> Iterator[int]:
    """The numbers that a text of `ranges` stands for."""
    for part in lines.split(", ") if lines else ():
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


def how_many(lines: str) -> int:
    """How many numbers a text of `ranges` stands for."""
    return sum(1 for _ in numbers_of(lines))


def last_ruling(decisions: Sequence[Decision]) -> tuple[Decision | None, Decision | None]:
    """Of one finding's decisions in order: the last that rules, and the confirmation of it, if it has one."""
    ruling = confirmation = None
    for decision in decisions:
        if decision.act == "confirm":
            confirmation = decision
        else:
            ruling, confirmation = decision, None
    return ruling, confirmation
