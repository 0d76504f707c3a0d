"""What rules would move in a ledger: which lines, from which code to which, and what they leave alone and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from subsidy_ledger.domain.expenses import Expense, Share
from subsidy_ledger.domain.ledger import Ledger, Sum
from subsidy_ledger.domain.rulebook import Rulebook, Verdict
from subsidy_ledger.domain.tagging import whole


@dataclass(frozen=True, slots=True)
class Move:
    """A line to which the rules give a code, with its shares before and after."""

    expense: Expense
    verdict: Verdict
    after: tuple[Share, ...]

    @property
    def code(self) -> str:
        return str(self.after[0].code)


@dataclass(frozen=True, slots=True)
class Judged:
    """A line, and what the rules say of it."""

    expense: Expense
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Effect:
    """What becomes of the lines that rules speak of; each part is ordered by money, most first.

    `moves` get a code; on `disputed` two rules disagree, so they stay as they are; `kept` carry other codes already;
    `same` lines carry the rules' code already; `near` are untagged lines that a rule's supplier almost fits.
    """

    moves: tuple[Move, ...]
    disputed: tuple[Judged, ...]
    kept: tuple[Judged, ...]
    near: tuple[Judged, ...]
    same: int

    def moved(self) -> Mapping[tuple[int, str | None, str], Sum]:
        """Cents and lines by budget year, the code they leave (None: untagged) and the code they get."""
        cents: dict[tuple[int, str | None, str], int] = defaultdict(int)
        lines: dict[tuple[int, str | None, str], int] = defaultdict(int)
        for move in self.moves:
            for share in move.expense.shares:
                if share.code != move.code:
                    key = (move.expense.details.year, share.code, move.code)
                    cents[key] += share.cents
                    lines[key] += 1
        return {key: Sum(cents[key], lines[key]) for key in sorted(cents, key=lambda k: (k[0], k[1] or "", k[2]))}

    def after(self, ledger: Ledger) -> Ledger:
        """The ledger as it will be."""
        shares = {move.expense.number: move for move in self.moves}
        return replace(
            ledger,
            expenses=tuple(
                replace(e, shares=shares[e.number].after, tagged_by=shares[e.number].verdict.uses)
                if e.number in shares
                else e
                for e in ledger.expenses
            ),
        )


def effect(
    ledger: Ledger,
    book: Rulebook,
    *,
    year: int | None = None,
    about: Collection[int] = (),
    retag: bool = False,
) -> Effect:
    """What the rules of `book` would do to the live lines of `ledger`, those of one `year` where one is given.

    With `about`, only lines that one of these rules speaks of. Tagged lines change only with `retag`.
    """
    sort = _Sorting(retag=retag)
    for expense in ledger.live():
        if year is None or expense.details.year == year:
            verdict = book.judge(expense.details)
            if not about or verdict.involves(about):
                sort.take(expense, verdict)
    return sort.effect()


class _Sorting:
    def __init__(self, *, retag: bool) -> None:
        self._retag = retag
        self._moves: list[Move] = []
        self._disputed: list[Judged] = []
        self._kept: list[Judged] = []
        self._near: list[Judged] = []
        self._same = 0

    def take(self, expense: Expense, verdict: Verdict) -> None:
        is_untagged = all(share.code is None for share in expense.shares)
        if verdict.disagrees:
            if is_untagged or self._retag:
                self._disputed.append(Judged(expense, verdict))
        elif verdict.code is None:
            if is_untagged and verdict.near:
                self._near.append(Judged(expense, verdict))
        elif (after := whole(expense.amount, verdict.code)) == expense.shares:
            self._same += 1
        elif is_untagged or self._retag:
            self._moves.append(Move(expense, verdict, after))
        else:
            self._kept.append(Judged(expense, verdict))

    def effect(self) -> Effect:
        return Effect(
            tuple(sorted(self._moves, key=_by_money)), tuple(sorted(self._disputed, key=_by_money)),
            tuple(sorted(self._kept, key=_by_money)), tuple(sorted(self._near, key=_by_money)), self._same,
        )  # fmt: skip


def _by_money(found: Move | Judged) -> tuple[int, int]:
    return -abs(found.expense.amount), found.expense.number
