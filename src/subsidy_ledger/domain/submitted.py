"""What is kept of a submission and of the rulings on its lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

# What a person decides of a submitted line; "use-spare" lets a spare one count, "reopen" leaves it undecided again.
Act = Literal["accept", "reduce", "reject", "use-spare", "reopen"]


@dataclass(frozen=True, slots=True)
class SubmittedShare:
    """The part of a line that was claimed on one code, in cents; a spare one does not count in the claim."""

    line: int
    code: str
    cents: int
    is_spare: bool = False


@dataclass(frozen=True, slots=True)
class Submission:
    """A version of what is claimed of a grant and year; the latest counts. `digest` is that of its shares."""

    number: int
    grant: str
    year: int
    version: int
    digest: str
    shares: tuple[SubmittedShare, ...]
    entry: int = 0


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was decided of the part of a line that a submission claims: `claimed` cents then, `accepted` of them.

    Its entry says who and when. From a filled-in workbook it also has the file's sha256, the cell, and what was seen.
    """

    submission: int
    line: int
    act: Act
    claimed: int
    accepted: int
    reason: str
    entry: int = 0
    document_seen: bool | None = None
    payment_seen: bool | None = None
    sha256: str | None = None
    cell: str | None = None


def last_submission(submissions: Iterable[Submission], grant: str, year: int) -> Submission | None:
    """The version that counts for a grant and year; None where nothing was submitted yet."""
    found = (s for s in submissions if (s.grant, s.year) == (grant, year))
    return max(found, key=lambda s: s.version, default=None)
