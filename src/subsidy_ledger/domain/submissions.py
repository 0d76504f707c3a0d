"""Submissions: what was claimed of a grant and year, frozen; and the difference between two of them, line by line."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from subsidy_ledger.domain.expenses import Details
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.submitted import Submission, SubmittedShare, last_submission

# What became of a cost between two claims.
Kind = Literal[
    "new", "changed", "taken-back", "retagged", "corrected", "made-spare", "made-claimed",
    "moved-here", "moved-away", "moved-in-part", "renumbered",
]  # fmt: skip
OriginOf = Callable[[int], int]
Shares = tuple[SubmittedShare, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One cost that two claims have differently, by the number its line has in the later one (else in the earlier)."""

    kind: Kind
    line: int
    before: Shares
    after: Shares

    @property
    def cents_before(self) -> int:
        """What it claimed; spare lines claim nothing."""
        return claimed(self.before)

    @property
    def cents_after(self) -> int:
        return claimed(self.after)

    @property
    def difference(self) -> int:
        return self.cents_after - self.cents_before


def claimed(shares: Iterable[SubmittedShare]) -> int:
    return sum(share.cents for share in shares if not share.is_spare)


def spare(shares: Iterable[SubmittedShare]) -> int:
    return sum(share.cents for share in shares if share.is_spare)


def claim_of(ledger: Ledger, grant: str, year: int, spare_origins: Collection[int] = ()) -> Shares:
    """The live shares of claiming lines on a grant's codes in a year, by line and code; costs in `spare_origins` are
    spare."""
    targets = ledger.agreement.targets
    found: list[SubmittedShare] = []
    for expense in ledger.claiming():
        if expense.details.year != year:
            continue
        by_code: dict[str, int] = defaultdict(int)
        for share in expense.shares:
            if share.code is not None and targets[share.code].grant.code == grant:
                by_code[share.code] += share.cents
        is_spare = ledger.origin(expense) in spare_origins
        found += (SubmittedShare(expense.number, code, cents, is_spare) for code, cents in by_code.items() if cents)
    return tuple(sorted(found, key=lambda s: (s.line, s.code)))


def claim_digest(agreement: str, grant: str, year: int, shares: Iterable[SubmittedShare]) -> str:
    """sha256 of a claim: the same lines, codes, amounts and spare marks always give the same one."""
    rows = [[s.line, s.code, s.cents, int(s.is_spare)] for s in shares]
    return hashlib.sha256(json.dumps([agreement, grant, year, rows], separators=(",", ":")).encode()).hexdigest()


def origin_in(ledger: Ledger) -> OriginOf:
    """From a line's number to that of the line first posted for the same cost."""

    def origin(number: int) -> int:
        expense = ledger.expense(number)
        return number if expense is None else ledger.origin(expense)

    return origin


def spare_origins(ledger: Ledger, submission: Submission | None) -> frozenset[int]:
    """The costs that a submission holds as spare."""
    origin = origin_in(ledger)
    return frozenset(origin(s.line) for s in submission.shares if s.is_spare) if submission else frozenset()


def differences(origin: OriginOf, before: Iterable[SubmittedShare], after: Iterable[SubmittedShare]) -> list[Change]:
    """Every cost that the two claims have differently, by line number; what each claims more or less adds up to the
    difference of the claims."""
    sides: dict[int, tuple[list[SubmittedShare], list[SubmittedShare]]] = defaultdict(lambda: ([], []))
    for side, shares in enumerate((before, after)):
        for share in shares:
            sides[origin(share.line)][side].append(share)
    found = []
    for old, new in sides.values():
        if (kind := _kind(old, new)) is not None:
            found.append(Change(kind, (new or old)[0].line, tuple(old), tuple(new)))
    return sorted(found, key=lambda change: change.line)


@dataclass(frozen=True, slots=True)
class MovedClaim:
    """What becomes of a claim that was submitted, were it submitted again: its last version, and the costs that an
    entry changes in it. `is_back`: no cost claims anything else than it did in that version."""

    submission: Submission
    changes: tuple[Change, ...]
    is_back: bool

    @property
    def difference(self) -> int:
        return sum(change.difference for change in self.changes)


def moved_claims(before: Ledger, after: Ledger) -> list[MovedClaim]:
    """The claims of all submitted grants and years that differ between two states of the books."""
    found, origin = [], origin_in(after)
    for grant, year in sorted({(s.grant, s.year) for s in before.submissions}):
        last = last_submission(before.submissions, grant, year)
        assert last is not None
        held = spare_origins(before, last)
        old, new = (claim_of(ledger, grant, year, held) for ledger in (before, after))
        if changes := differences(origin, old, new):
            is_back = all(change.kind == "corrected" for change in differences(origin, last.shares, new))
            found.append(MovedClaim(last, tuple(changes), is_back))
    return found


def renumbered(change: Change, ledger: Ledger) -> Change:
    """A cost that has another line and says all that it said, as after an undo and a redo, was not corrected."""
    if change.kind != "corrected":
        return change
    before, after = ([_details(ledger, n) for n in lines_of(side)] for side in (change.before, change.after))
    return replace(change, kind="renumbered") if before == after else change


def lines_of(shares: Shares) -> tuple[int, ...]:
    return tuple(sorted({share.line for share in shares}))


def _details(ledger: Ledger, number: int) -> Details | None:
    expense = ledger.expense(number)
    return expense.details if expense is not None else None


def _kind(old: Sequence[SubmittedShare], new: Sequence[SubmittedShare]) -> Kind | None:
    """None where both are the same; "corrected" where another line has the place and claims the same."""
    if not old:
        return "new"
    if not new:
        return "taken-back"
    if old[0].is_spare != new[0].is_spare:
        return "made-spare" if new[0].is_spare else "made-claimed"
    if sum(s.cents for s in old) != sum(s.cents for s in new):
        return "changed"
    if _by_code(old) != _by_code(new):
        return "retagged"
    return None if {s.line for s in old} == {s.line for s in new} else "corrected"


def _by_code(shares: Iterable[SubmittedShare]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for share in shares:
        found[share.code] += share.cents
    return found
