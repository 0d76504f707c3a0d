"""What was submitted, held to the books as they are."""

from __future__ import annotations

from collections.abc import Iterator

from subsidy_ledger.checks import tags
from subsidy_ledger.checks.check import Found, check
from subsidy_ledger.domain.claimed_twice import claimed_twice as costs_claimed_twice
from subsidy_ledger.domain.claimed_twice import twice_sentence
from subsidy_ledger.domain.ledger import Ledger


@check(
    "claimed-twice",
    severity="error",
    title="Two claims hold the same cost for more than it comes to",
    ground="The same cost is not claimed twice, of two grants or of two years: practice of public funders.",
    remedy="Submit again the grant and year from which the cost moved away (ledger submit --year YEAR --grant GRANT): "
    "its next version leaves the cost out. If it should count there after all, move it back first, with ledger tag "
    "or ledger correct.",
    assumption=True,
)
def claimed_twice(ledger: Ledger) -> Iterator[Found]:
    """Finds costs that the last submissions of several grants and years hold together for more than they come to.

    Why: a submission stays as it is. A cost that is tagged to another grant or corrected to another year after it was
    submitted stands in both claims once the other is submitted too, and can be accepted and paid twice.

    How: of each cost, whatever line has its place by now, the parts in the last version of every grant and year are
    added up: accepted ones as accepted, undecided ones as claimed, spare ones as far as they were let in, and nothing
    of what was rejected. The euros are what that is above the cost in the books, and the year is that of the claim to
    submit again. Costs of the same claims are one finding.

    Edge: a cost divided over two grants comes to the same and is not found, nor is one that one claim alone holds for
    more than the books: ledger submissions diff shows that. A file imported again as other lines is another cost:
    see duplicate-invoice.
    """
    for one in costs_claimed_twice(ledger):
        past = one.past or one.claims
        yield Found(
            "|".join(f"{claim.place.grant} {claim.place.year}" for claim in one.claims),
            max(claim.place.year for claim in past),
            one.excess,
            twice_sentence(one),
            grant=tags.sole(claim.place.grant for claim in past),
            expenses=one.all_lines,
        )
