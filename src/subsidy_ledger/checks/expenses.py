"""Lines by themselves: no objective, or a budget year the agreement does not have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from subsidy_ledger.checks.check import Found, check
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.sentences import Euro, say


@check(
    "untagged",
    severity="warning",
    title="Money that nobody has tagged",
    cites_agreement=True,
    ground="The agreement grants money for its objectives; that a cost without one is not claimed is practice.",
    remedy="Give the lines a code: ledger tag LINE… CODE. A file imported again does not change the tags of "
    "known lines.",
)
def untagged(ledger: Ledger) -> Iterator[Found]:
    """Finds, for each year, the lines of which the whole or a part has no code at all.

    Why: untagged money is in no grant, so it is neither claimed nor yet taken off what is left.

    How: the parts without a code are added up; a credit note takes off. One finding a year, with all its lines.

    Edge: a line tagged to a grant or a sector only is tagged: it counts in the envelope, and the balance shows it
    as without an objective yet.
    """
    lines: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for expense in ledger.claiming():
        if part := expense.untagged:
            lines[expense.details.year].append((expense.number, part))
    for year, parts in lines.items():
        cents = sum(part for _, part in parts)
        yield Found(
            str(year),
            year,
            cents,
            say(
                "{amount} of {year} has no objective (lines: {count}), so it is in no grant. Tag these lines.",
                amount=Euro(cents), year=str(year), count=len(parts),
            ),
            expenses=[number for number, _ in parts],
        )  # fmt: skip


@check(
    "outside-agreement",
    severity="error",
    title="A budget year that the agreement does not have",
    cites_agreement=True,
    ground="The agreement, general provisions, no. 2: it is in force from its first day to its last.",
    remedy="Mend the budget year (ledger correct LINE --year … --reason …), or take the line out of the claim "
    "(ledger correct LINE --take-back --reason …). A payment after the last day is no fault: the budget "
    "year decides.",
)
def outside_agreement(ledger: Ledger) -> Iterator[Found]:
    """Finds the lines whose budget year is none of the agreement's years.

    Why: a cost of another year cannot be claimed under this agreement, whatever its tag.

    How: the budget year of the line decides, not its dates. One finding a year, with all its lines.

    Edge: a line of the last year that was paid in the next one is of the last year, and is no finding.
    """
    years = frozenset(ledger.agreement.years)
    lines: dict[int, list[Expense]] = defaultdict(list)
    for expense in ledger.claiming():
        if expense.details.year not in years:
            lines[expense.details.year].append(expense)
    for year, found in lines.items():
        cents = sum(expense.amount for expense in found)
        yield Found(
            str(year),
            year,
            cents,
            say(
                "{amount} has the budget year {year} (lines: {count}), where the agreement has only {years}. Mend the "
                "year of these lines, or leave them out of this claim.",
                amount=Euro(cents), count=len(found), year=str(year),
                years=", ".join(str(y) for y in ledger.agreement.years),
            ),
            expenses=[expense.number for expense in found],
        )  # fmt: skip
