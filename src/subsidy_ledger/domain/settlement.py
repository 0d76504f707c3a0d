"""The settlement of a year: granted, claimed, accepted, received, and what is still to come or to go back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from subsidy_ledger.domain.agreement import Grant
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.receipts import Receipt, of_envelope, standing
from subsidy_ledger.domain.submissions import OriginOf, origin_in
from subsidy_ledger.domain.submitted import Ruling, Submission, SubmittedShare, last_submission


@dataclass(frozen=True, slots=True)
class SettledLine:
    """A line as it was submitted, and the ruling that holds of it, None while it is open.

    `moved` is the last ruling where it no longer holds, because the line claims another amount by now; `reopened` the
    one that took the last decision back.
    """

    line: int
    shares: tuple[SubmittedShare, ...]
    ruling: Ruling | None = None
    moved: Ruling | None = None
    reopened: Ruling | None = None

    @property
    def cents(self) -> int:
        return sum(share.cents for share in self.shares)

    @property
    def is_spare(self) -> bool:
        return self.shares[0].is_spare

    @property
    def accepted(self) -> int:
        return self.ruling.accepted if self.ruling is not None else 0

    @property
    def rejected(self) -> int:
        return self.cents - self.accepted if self.ruling is not None else 0

    @property
    def open(self) -> int:
        return self.cents if self.ruling is None else 0


@dataclass(frozen=True, slots=True)
class Figures:
    """One envelope in cents. `accepted` and `rejected` are of the claimed lines; `spare_chosen` is what rulings let
    spare lines count, and `spare_used` what of it has room."""

    granted: int
    claimed: int
    accepted: int
    rejected: int
    spare: int
    spare_chosen: int
    received: int

    @property
    def open(self) -> int:
        return self.claimed - self.accepted - self.rejected

    @property
    def spare_room(self) -> int:
        """What spare lines may replace in all: no more than was rejected, and within what was granted, as if all that
        is open were accepted."""
        return max(0, min(self.rejected, self.granted - self.accepted - self.open))

    @property
    def spare_used(self) -> int:
        return min(self.spare_chosen, self.spare_room)

    @property
    def spare_left(self) -> int:
        """What further spare lines may still replace."""
        return max(0, min(self.spare_room, self.spare) - self.spare_used)

    @property
    def accepted_in_all(self) -> int:
        return self.accepted + self.spare_used

    @property
    def balance(self) -> int:
        """Still to receive: of what was accepted, and no more than was granted."""
        return max(0, min(self.granted, self.accepted_in_all) - self.received)

    @property
    def recovery(self) -> int:
        """To be paid back: received, and not accepted."""
        return max(0, self.received - self.accepted_in_all)

    @property
    def above_grant(self) -> int:
        """Received above what was granted, as after a revision; in the recovery already where it was not accepted."""
        return max(0, self.received - self.granted - self.recovery)

    def if_all_is_accepted(self) -> Figures:
        """The same with everything open accepted."""
        return Figures(
            self.granted, self.claimed, self.accepted + self.open, self.rejected, self.spare, self.spare_chosen,
            self.received,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class GrantSettlement:
    """One grant of one year: its figures, and the lines and receipts behind them. `submission` None: none yet."""

    grant: Grant
    figures: Figures
    submission: Submission | None
    lines: tuple[SettledLine, ...]
    receipts: tuple[Receipt, ...]

    @property
    def rejected_credits(self) -> tuple[SettledLine, ...]:
        """The claimed credit notes that were not accepted in full: what was rejected of them is below zero, and what
        is accepted of the grant so much higher."""
        return tuple(line for line in self.lines if not line.is_spare and line.rejected < 0)

    @property
    def counted(self) -> dict[int, int]:
        """What each decided line brings to what is accepted in all: of spare lines what has room, those that were let
        in first before the others. Credit notes among them make room for all."""
        found = {line.line: line.accepted for line in self.lines if line.ruling is not None}
        room = self.figures.spare_room
        let_in = [
            (line.accepted > 0, line.ruling.entry, line.line)
            for line in self.lines
            if line.is_spare and line.ruling is not None
        ]
        for *_, number in sorted(let_in):
            found[number] = min(found[number], room)
            room -= found[number]
        return found


@dataclass(frozen=True, slots=True)
class Settlement:
    """All grants of one year. Each grant is settled by itself: what one is owed does not pay what another owes."""

    year: int
    grants: tuple[GrantSettlement, ...]


def settlement(ledger: Ledger, year: int) -> Settlement:
    """The settlement of every grant of the agreement for `year`, from all that is recorded."""
    return Settlement(year, tuple(_grant(ledger, grant, year) for grant in ledger.agreement.grants))


def grant_settlement(ledger: Ledger, code: str, year: int) -> GrantSettlement:
    """That of one grant alone, by its code."""
    return _grant(ledger, ledger.agreement.grant(code), year)


def _grant(ledger: Ledger, grant: Grant, year: int) -> GrantSettlement:
    submission = last_submission(ledger.submissions, grant.code, year)
    mine = {s.number for s in ledger.submissions if (s.grant, s.year) == (grant.code, year)}
    rulings = [r for r in ledger.rulings if r.submission in mine]
    lines = settled_lines(submission.shares if submission else (), rulings, origin_in(ledger))
    receipts = of_envelope(ledger.receipts, grant.code, year)
    received = sum(r.cents for r in standing(receipts))
    return GrantSettlement(
        grant, figures(ledger.allocated(grant.code, year) or 0, lines, received), submission, lines, receipts
    )


def figures(granted: int, lines: Iterable[SettledLine], received: int) -> Figures:
    """The sums over lines, whatever their order."""
    found = tuple(lines)
    counted = [line for line in found if not line.is_spare]
    spare = [line for line in found if line.is_spare]
    return Figures(
        granted,
        sum(line.cents for line in counted),
        sum(line.accepted for line in counted),
        sum(line.rejected for line in counted),
        sum(line.cents for line in spare),
        sum(line.accepted for line in spare),
        received,
    )


def settled_lines(
    shares: Iterable[SubmittedShare], rulings: Iterable[Ruling], origin: OriginOf
) -> tuple[SettledLine, ...]:
    """Each submitted line with the last ruling on it, or on the line whose place it took: it holds while the amount
    and the kind (claimed or spare) are what was ruled on."""
    by_line: dict[int, list[SubmittedShare]] = {}
    for share in shares:
        by_line.setdefault(share.line, []).append(share)
    last: dict[int, Ruling] = {}
    by_origin: dict[int, Ruling] = {}
    for ruling in sorted(rulings, key=lambda r: r.entry):
        last[ruling.line] = by_origin[origin(ruling.line)] = ruling
    heirs = Counter(origin(number) for number in by_line)
    found = []
    for number, parts in sorted(by_line.items()):
        ruled = last.get(number) or (by_origin.get(origin(number)) if heirs[origin(number)] == 1 else None)
        found.append(_settled(SettledLine(number, tuple(parts)), ruled))
    return tuple(found)


def _settled(line: SettledLine, ruled: Ruling | None) -> SettledLine:
    if ruled is None or ruled.act == "reopen":
        return SettledLine(line.line, line.shares, reopened=ruled)
    holds = ruled.claimed == line.cents and line.is_spare == (ruled.act == "use-spare")
    return SettledLine(line.line, line.shares, ruled if holds else None, None if holds else ruled)
