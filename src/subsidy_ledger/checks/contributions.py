"""What the municipality owes the police zone for a year, against what the grant's deduction objective takes off it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from subsidy_ledger.checks import tags
from subsidy_ledger.checks.check import Found, check
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Contribution
from subsidy_ledger.domain.sentences import Euro, Sentence, say


@check(
    "deduction-exceeds-contribution",
    severity="error",
    title="More is deducted than the municipality owes the police zone",
    cites_agreement=True,
    ground="The agreement, general grant, sector 1, objective 2: the transfer is deducted from the amount the "
    "municipality owes for the working of the police zone.",
    remedy="Record the year's contribution due with its decision (ledger contribution set), or tag what is above it to "
    "a project transfer where it is one.",
)
def deduction_exceeds_contribution(ledger: Ledger) -> Iterator[Found]:
    """Finds each year in which more is tagged as deduction than the municipality owes the zone for that year.

    Why: the deduction is taken off what is owed, so it can never be more; without the amount owed it proves nothing.

    How: everything on a deduction objective is added up for the year and put beside the contribution that was
    recorded last. The euros are what is above it; all of it where no contribution is recorded.

    Edge: exactly the contribution is no finding. Where nothing or less than nothing is deducted, none need be known.
    """
    deductions = tags.of_mode(ledger.agreement, "deduction")
    lines: dict[int, list[int]] = defaultdict(list)
    sums: dict[int, int] = defaultdict(int)
    codes: dict[int, set[str | None]] = defaultdict(set)
    for expense in ledger.claiming():
        found = {share.code for share in expense.shares if share.cents and share.code in deductions}
        if found:
            year = expense.details.year
            lines[year].append(expense.number)
            sums[year] += tags.cents_on(expense, deductions)
            codes[year] |= found
    for year, deducted in sums.items():
        contribution = ledger.contribution(year)
        excess = deducted - (contribution.cents if contribution else 0)
        if excess > 0:
            code = tags.sole(codes[year])
            yield Found(
                str(year),
                year,
                excess,
                _sentence(year, deducted, contribution),
                grant=ledger.agreement.grant(code).code if code is not None else None,
                objective=code,
                expenses=lines[year],
            )


def _sentence(year: int, deducted: int, contribution: Contribution | None) -> Sentence:
    if contribution is None:
        return say(
            "{deducted} of {year} is tagged as deducted from what the municipality owes the police zone, but what it "
            "owes for {year} is not recorded. Record the contribution with its decision.",
            deducted=Euro(deducted), year=str(year),
        )  # fmt: skip
    return say(
        "{deducted} of {year} is tagged as deducted from what the municipality owes the police zone, {excess} more "
        "than the {due} it owes (decision: {decision}). Retag what is above it, or record the contribution anew.",
        deducted=Euro(deducted), year=str(year), excess=Euro(deducted - contribution.cents),
        due=Euro(contribution.cents), decision=contribution.decision,
    )  # fmt: skip
