"""The envelopes, and the city's own plans by sector: what there is for a year, against what is spent on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from subsidy_ledger.checks import tags
from subsidy_ledger.checks.check import Found, check
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.sentences import Euro, Phrase, Sentence, say

Envelope = tuple[str, int]  # grant, year


@dataclass(frozen=True, slots=True)
class Part:
    """What one line spends of one envelope, in cents."""

    expense: Expense
    cents: int

    @property
    def place(self) -> tuple[date, int]:
        """By date, then number; a line without a date always counts, so it comes first."""
        return self.expense.details.date or date.min, self.expense.number


@check(
    "overspent-envelope",
    severity="error",
    title="More is spent than the grant allows for the year",
    cites_agreement=True,
    ground="The agreement, general provisions, no. 1: one amount for each grant and each year.",
    remedy="Retag lines or take them back (ledger correct LINE --take-back --reason …) until the year fits, or "
    "record the revised amount with its decision (ledger allocation revise). What stays above is not "
    "covered by the amount allotted.",
)
def overspent_envelope(ledger: Ledger) -> Iterator[Found]:
    """Finds each grant and year of which more is spent than is allocated, and names the line that broke it.

    Why: the agreement allots one amount for each grant and year; nothing in it lets one year use the money of another.

    How: everything tagged to the grant, to one of its sectors or to one of their objectives counts, transfers and
    credit notes included; untagged money does not. The amount that counts is the last one recorded. The lines are
    put in order of date (invoice, else booking, else payment), then number, those without any date first; the line
    named is the one with which the total goes above the amount for the last time.

    Edge: spent exactly to the cent is no finding; one cent more is. An envelope that a credit note brought below
    again is none, and a later line that breaks it anew is the one that is named.
    """
    for (grant, year), parts in _envelopes(ledger).items():
        allocated, spent = ledger.allocated(grant, year), sum(part.cents for part in parts)
        if allocated is not None and spent > allocated:
            breaking = _breaking(parts, allocated)
            yield Found(
                f"{grant}|{year}",
                year,
                spent - allocated,
                _overspent(grant, year, allocated, spent, breaking),
                grant=grant,
                expenses=(breaking.expense.number,),
            )


@check(
    "spending-without-allocation",
    severity="error",
    title="Money is spent of a grant that has no amount for the year",
    cites_agreement=True,
    ground="The agreement, general provisions, no. 1: money is granted per grant and per year.",
    remedy="Record the amount with its decision (ledger allocation revise), or mend the budget year or the tag.",
)
def spending_without_allocation(ledger: Ledger) -> Iterator[Found]:
    """Finds each grant that has spending in a year of the agreement for which no amount was ever recorded.

    Why: without an amount nothing says how much may be spent, and no over-spending can be seen.

    How: every line with a part on the grant, its sectors or its objectives counts; the euros are their sum.

    Edge: an amount of 0.00 is an amount (spending above it is overspent-envelope). Years outside the agreement are
    left to outside-agreement. Lines that cancel out are still spending.
    """
    for (grant, year), parts in _envelopes(ledger).items():
        if year in ledger.agreement.years and ledger.allocated(grant, year) is None:
            spent = sum(part.cents for part in parts)
            yield Found(
                f"{grant}|{year}",
                year,
                spent,
                say(
                    "{spent} is spent from the grant {grant} in {year}, for which no amount is recorded. Record the "
                    "amount with its decision, or mend the year or the tag of these lines.",
                    spent=Euro(spent), grant=grant, year=str(year),
                ),
                grant=grant,
                expenses=[part.expense.number for part in parts],
            )  # fmt: skip


@check(
    "overspent-sector",
    severity="warning",
    title="More is spent on a sector than the city planned",
    ground="The city's own plan, as it was recorded (ledger sector-plan set). The agreement gives no amounts by "
    "sector, so nothing is owed back for it.",
    remedy="Retag lines, or record a new plan with its decision (ledger sector-plan set SECTOR …).",
)
def overspent_sector(ledger: Ledger) -> Iterator[Found]:
    """Finds each sector and year of which more is spent than the city planned, and names the line that broke the plan.

    Why: a plan that is overrun is seen while the grant as a whole still has room.

    How: everything tagged to the sector or to one of its objectives counts, transfers and credit notes included; what
    is tagged to the grant only is in no sector yet. The plan that counts is the last one recorded. The line named is
    found as for overspent-envelope.

    Edge: spent exactly to the cent is no finding. A sector without a plan is never one; a plan of 0.00 is a plan.
    """
    sector_of = {code: t.sector.code for code, t in ledger.agreement.targets.items() if t.sector is not None}
    for (sector, year), parts in _spending(ledger, sector_of).items():
        planned, spent = ledger.planned(sector, year), sum(part.cents for part in parts)
        if planned is not None and spent > planned:
            breaking = _breaking(parts, planned)
            yield Found(
                f"{sector}|{year}",
                year,
                spent - planned,
                say(
                    "{spent} is spent on the sector {sector} in {year}, {excess} above the {planned} that the city "
                    "planned. Line {line} broke the plan with {amount}. Retag lines, or record a new plan.",
                    spent=Euro(spent), sector=sector, year=str(year), excess=Euro(spent - planned),
                    planned=Euro(planned), line=breaking.expense.number, amount=Euro(breaking.cents),
                ),
                grant=ledger.agreement.grant(sector).code,
                objective=sector,
                expenses=(breaking.expense.number,),
            )  # fmt: skip


def _envelopes(ledger: Ledger) -> Mapping[Envelope, list[Part]]:
    """What each live claiming line spends of each envelope."""
    return _spending(ledger, tags.grants(ledger.agreement))


def _spending(ledger: Ledger, group_of: Mapping[str, str]) -> Mapping[tuple[str, int], list[Part]]:
    """What each live claiming line spends by year on each group of codes; parts of nothing are left out."""
    parts: dict[tuple[str, int], list[Part]] = defaultdict(list)
    for expense in ledger.claiming():
        cents: dict[str, int] = {}
        for share in expense.shares:
            group = group_of.get(share.code) if share.code is not None and share.cents else None
            if group is not None:
                cents[group] = cents.get(group, 0) + share.cents
        for group, amount in cents.items():
            parts[group, expense.details.year].append(Part(expense, amount))
    return parts


def _breaking(parts: list[Part], allocated: int) -> Part:
    """The part with which the running total goes from within `allocated` to above it for the last time."""
    total = 0
    found = parts[0]
    for part in sorted(parts, key=lambda p: p.place):
        if total <= allocated < total + part.cents:
            found = part
        total += part.cents
    return found


def _overspent(grant: str, year: int, allocated: int, spent: int, breaking: Part) -> Sentence:
    day = breaking.expense.details.date
    template: Phrase = (
        "{spent} is spent from the grant {grant} in {year}, {excess} above its {allocated}. Line {line} of {date} "
        "broke it with {amount}. Take back or retag lines, or record a revised amount."
        if day is not None
        else "{spent} is spent from the grant {grant} in {year}, {excess} above its {allocated}. Line {line}, which "
        "has no date, broke it with {amount}. Take back or retag lines, or record a revised amount."
    )
    return say(
        template,
        spent=Euro(spent), grant=grant, year=str(year), excess=Euro(spent - allocated), allocated=Euro(allocated),
        line=breaking.expense.number, date=day, amount=Euro(breaking.cents),
    )  # fmt: skip
