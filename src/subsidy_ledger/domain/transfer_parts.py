"""What the figures of the transfers to the police zone are made of, objective by objective."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.identity import is_paid
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.parts import Part, Parts, less, not_below_nothing, smaller, together
from subsidy_ledger.domain.payers import ZoneLists
from subsidy_ledger.domain.proof import Side

# The figures of `ledger transfers`; `shown` is what the zone's own list shows.
FIGURES: Final = ("due", "claimed", "paid", "shown", "proven", "open")


def parts_of(ledger: Ledger, side: Side, figure: str) -> Parts:
    """The parts of a figure of one row of `ledger transfers`, by name as in FIGURES; they add up to it."""
    match figure:
        case "due":
            due = ledger.contribution(side.year) if side.due is not None else None
            return (Part("contribution", due.cents, contribution=due),) if due is not None else ()
        case "claimed":
            return _of_lines(ledger.claiming(), side, frozenset(side.codes))
        case "paid":
            return _of_lines((e for e in ledger.claiming() if is_paid(e.details)), side, frozenset(side.codes))
        case "shown":
            # Where the list names no project, what stands on no code proves the year as a whole.
            codes = frozenset({*side.codes, *([None] if side.code is None else [])})
            proofs = ZoneLists(ledger.agreement).proofs(ledger) if side.mode == "project" else ()
            return _of_lines(proofs, side, codes)
        case "proven":
            claimed = parts_of(ledger, side, "claimed")
            if side.claimed <= 0:
                return claimed
            return not_below_nothing(smaller(claimed, _proof(ledger, side)))
        case "open":
            return together(parts_of(ledger, side, "claimed"), less(parts_of(ledger, side, "proven")))
    raise KeyError(figure)


def _proof(ledger: Ledger, side: Side) -> Parts:
    if side.mode == "project":
        return parts_of(ledger, side, "shown")
    if side.mode == "deduction":
        return smaller(parts_of(ledger, side, "paid"), parts_of(ledger, side, "due"))
    return ()


def _of_lines(lines: Iterable[Expense], side: Side, codes: frozenset[str | None]) -> Parts:
    found = [
        Part("line", share.cents, expense=expense, code=share.code)
        for expense in lines
        if expense.details.year == side.year
        for share in expense.shares
        if share.code in codes and share.cents
    ]
    return tuple(sorted(found, key=lambda part: part.number or 0))
