"""Why a figure differs between two days: the same books read as they stood recorded on each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from subsidy_ledger.domain.codes import check_year
from subsidy_ledger.domain.differences import Change, Difference, changes, steps
from subsidy_ledger.domain.figures import figure_of
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.session import Session


def explain_difference(session: Session, code: str, year: int, earlier_day: date, later_day: date) -> Difference:
    """The difference of a figure between two days; raises WrongUse where the second is the earlier one."""
    if later_day < earlier_day:
        raise WrongUse(
            "days-reversed", "--and {later} is before --known-on {earlier}. Say the earlier day with --known-on.",
            later=later_day, earlier=earlier_day,
        )  # fmt: skip
    later = session.ledger(later_day)
    earlier = _then(session, later, earlier_day)
    figure = figure_of(later.agreement, code)
    check_year(later.agreement, year, frozenset(e.details.year for e in later.expenses))
    then, now = (
        sum(found.cents for (y, held), found in books.totals().items() if y == year and held in figure.codes)
        for books in (earlier, later)
    )
    found = [_with_entry(session, change, later_day) for change in changes(earlier, later, year, figure.codes)]
    allocated = None
    if figure.grants:
        sums = [sum(books.allocated(grant, year) or 0 for grant in figure.grants) for books in (earlier, later)]
        allocated = (sums[0], sums[1])
    return Difference(
        figure, year, (earlier_day, later_day), then, now, tuple(found), allocated,
        steps(earlier, later, figure.grants, year), {entry.number: entry for entry in later.entries},
    )  # fmt: skip


def _then(session: Session, later: Ledger, day: date) -> Ledger:
    """The books of the earlier day: empty ones where nothing was recorded yet, so that all counts from nothing."""
    from subsidy_ledger.storage.ledger_store import load

    with session.reading(day) as (connection, tenancy, until):
        return load(connection, tenancy, until) or Ledger(later.agreement)


def _with_entry(session: Session, change: Change, later_day: date) -> Change:
    """With the entry that tagged or supplemented the line last, or revised the agreement, where no line tells it."""
    from subsidy_ledger.storage import lookups

    if change.entry is not None:
        return change
    with session.reading(later_day) as (connection, tenancy, until):
        if change.kind == "supplemented":
            entries = [s["entry"] for s in lookups.supplements_of(connection, tenancy, change.line.number, until)]
        else:
            entries = [entry for entry, _ in lookups.taggings_of(connection, tenancy, change.line.number, until)]
    return replace(change, entry=max(entries, default=None))
