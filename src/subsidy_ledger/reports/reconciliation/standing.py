"""What is ruled of the rows of the sheet Expenses: the auditor's cells as they come filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from subsidy_ledger.domain.claimed_twice import claimed_twice, twice_sentence
from subsidy_ledger.domain.expenses import Expense, Share
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.money import split
from subsidy_ledger.domain.sentences import Euro, Sentence, say
from subsidy_ledger.domain.settlement import GrantSettlement, SettledLine, settlement
from subsidy_ledger.domain.vocabulary import in_words
from subsidy_ledger.reports.moved_claims import parted_sentences
from subsidy_ledger.reports.resubmitted import elsewhere_sentences

Part = tuple[Expense, Share]
Decided = tuple[int, int, int]
# Whether something is to be decided of a row: claimed (or nothing submitted yet), spare, or in no claim.
CLAIMED, SPARE, SPARE_USED, UNCLAIMED = "yes", "spare", "spare used", "no"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: whether it is in the claim, and the ruling that stands of it; spare ones have none."""

    share: int
    claim: str
    accepted: int | None = None
    deducted: int | None = None
    reason: str | None = None
    document_seen: bool | None = None
    payment_seen: bool | None = None

    @property
    def cells(self) -> dict[str, Any]:
        """By column of the sheet."""
        seen = {key: getattr(self, key) for key in ("document_seen", "payment_seen")}
        return {
            "in_claim": in_words(self.claim), "accepted": self.accepted, "reason": self.reason,
            # Empty, it follows from what is accepted, also where somebody changes that.
            "deducted": None,
            **{key: None if value is None else in_words("yes" if value else "no") for key, value in seen.items()},
        }  # fmt: skip

    @property
    def sums(self) -> Decided:
        """Accepted, deducted, and not decided yet."""
        accepted, deducted = self.accepted or 0, self.deducted or 0
        return accepted, deducted, self.share - accepted - deducted if self.claim == CLAIMED else 0


OUTSIDE: Final = Row(0, UNCLAIMED)


class Standing:
    """The rows of a year by line and code."""

    def __init__(self, ledger: Ledger, year: int, found: Iterable[Part]) -> None:
        self._ledger, self._settled = ledger, settlement(ledger, year)
        self._targets, self._grants = ledger.agreement.targets, self._settled.grants
        self._rows: dict[tuple[int, str], Row] = {}
        self._by_code: dict[str, list[Row]] = {}
        by_grant: dict[str, dict[int, list[Share]]] = {}
        for expense, share in found:
            if share.code is not None:
                grant = self._targets[share.code].grant.code
                by_grant.setdefault(grant, {}).setdefault(expense.number, []).append(share)
        for held in self._grants:
            lines = {line.line: line for line in held.lines}
            for number, shares in by_grant.get(held.grant.code, {}).items():
                rows = _rows(held, lines.get(number), shares)
                for share, row in zip(shares, rows, strict=True):
                    self._rows[number, str(share.code)] = row
                    self._by_code.setdefault(str(share.code), []).append(row)

    def of(self, expense: Expense, share: Share) -> Row:
        return self._rows.get((expense.number, share.code or ""), OUTSIDE)

    def on(self, code: str) -> Decided:
        """The sums of the rows on one code."""
        return _added(self._by_code.get(code, ()))

    def in_grant(self, grant: str) -> Decided:
        found = (rows for code, rows in self._by_code.items() if self._targets[code].grant.code == grant)
        return _added(row for rows in found for row in rows)

    def notes(self, year: int) -> Iterator[Sentence]:
        """What is not to be decided, and where the rows make other sums than the settlement, or than what is spent."""
        yield from parted_sentences(self._ledger, self._settled)
        yield from (twice_sentence(one) for one in claimed_twice(self._ledger) if one.is_of(year))
        for held in self._grants:
            code, figures = held.grant.code, held.figures
            if held.submission is None:
                continue
            yield from elsewhere_sentences(self._ledger, code, year)
            if figures.spare:
                yield say(
                    "{grant}: {spare} on spare lines stands in none of the auditor's columns; {used} of it replaces "
                    "what was rejected.",
                    grant=code, spare=Euro(figures.spare), used=Euro(figures.spare_used),
                )  # fmt: skip
            if self.in_grant(code) != (figures.accepted, figures.rejected, figures.open):
                yield say(
                    "{grant}: the settlement has accepted {accepted}, deducted {deducted} and not decided {open}, as "
                    "lines were tagged otherwise since they were claimed: ledger submit --year {year}",
                    grant=code, accepted=Euro(figures.accepted), deducted=Euro(figures.rejected),
                    open=Euro(figures.open), year=str(year),
                )  # fmt: skip


def _added(rows: Iterable[Row]) -> Decided:
    sums = [row.sums for row in rows]
    accepted, deducted, undecided = (sum(each[place] for each in sums) for place in range(3))
    return accepted, deducted, undecided


def _rows(held: GrantSettlement, line: SettledLine | None, shares: list[Share]) -> list[Row]:
    """The shares of one line in one grant; a line that claims another amount by now is in no claim."""
    if held.submission is None:
        return [Row(share.cents, CLAIMED) for share in shares]
    cents = [share.cents for share in shares]
    if line is None or line.cents != sum(cents):
        return [Row(each, UNCLAIMED) for each in cents]
    if line.is_spare:
        return [Row(each, SPARE_USED if line.ruling else SPARE) for each in cents]
    ruling = line.ruling
    if ruling is None:
        return [Row(each, CLAIMED) for each in cents]
    accepted = cents if line.rejected == 0 else split(line.accepted, [abs(each) for each in cents])
    return [
        Row(
            each, CLAIMED, part, each - part, ruling.reason or None, ruling.document_seen, ruling.payment_seen
        )
        for each, part in zip(cents, accepted, strict=True)
    ]  # fmt: skip
