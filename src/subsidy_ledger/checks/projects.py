"""Transfers for projects, beside the list that proves what the police zone spent them on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from subsidy_ledger.checks.check import Found, check
from subsidy_ledger.domain.agreement import Agreement
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.proof import Side, project_sides
from subsidy_ledger.domain.sentences import Euro, Phrases, Sentence, say

DIFFERENCE: Final[Phrases] = {
    "no list": "{transferred} went to the police zone for projects in {year}, and no list of the zone shows what it "
    "was spent on. Import the zone's list (ledger import FILE --entity zone).",
    "no project": "{transferred} went to the police zone for projects in {year}, and its list, which names no project, "
    "shows {proven}: a difference of {difference}. Ask the zone for the rest, or tag its lines.",
    "less": "{transferred} went to the police zone for {code} in {year}, and its own list shows {proven}: {difference} "
    "is not shown to be spent on it. Ask the zone for the lines that are missing.",
    "more": "{transferred} went to the police zone for {code} in {year}, and its own list shows {proven}, {difference} "
    "more. See whether a transfer, or a code, is missing.",
}


@check(
    "transfer-project-mismatch",
    severity="warning",
    title="Project transfers differ from the police zone's own list",
    cites_agreement=True,
    ground="The agreement: a transfer is for specific projects of the zone. That the zone's own expense list proves "
    "what they cost is practice: the proof lies in the zone's accounts.",
    remedy="Ask the zone for the lines that are missing and import its list again, or correct the codes on either "
    "side. What the zone did not spend on the projects is not proven.",
    assumption=True,
)
def transfer_project_mismatch(ledger: Ledger) -> Iterator[Found]:
    """Finds, for each objective of project transfers and each budget year, where the transfer differs from the list.

    Why: the city's payment shows that money went to the zone; only the zone's list shows that it was for the projects.

    How: what the city claims on the objective stands beside what the zone's list shows on it, as far as the list says
    that a line was paid for the city or names no municipality. Where either side is tagged to a sector as a whole, the
    sector is compared. Where the list of a year names no project at all, or where there is no list yet, the year is
    compared as a whole. The euros are the difference, in either direction.

    Edge: equal to the cent is no finding. Deductions need no list.
    """
    found, listed = project_sides(ledger)
    for year in {side.year for side in found}:
        of_year = [side for side in found if side.year == year]
        for side in of_year if year in listed else [_together(of_year)]:
            if side.claimed != side.shown:
                yield _found(ledger.agreement, side, has_list=year in listed)


def _together(sides: Sequence[Side]) -> Side:
    """Where there is no list, all of the year is one finding."""
    claimed, lines = sum(side.claimed for side in sides), frozenset(n for side in sides for n in side.lines)
    return replace(sides[0], code=None, claimed=claimed, lines=lines)


def _found(agreement: Agreement, side: Side, *, has_list: bool) -> Found:
    return Found(
        str(side.year) if side.code is None else f"{side.code}|{side.year}",
        side.year,
        abs(side.claimed - side.shown),
        _sentence(side, has_list=has_list),
        grant=agreement.grant(side.code).code if side.code is not None else None,
        objective=side.code,
        expenses=side.lines,
    )


def _sentence(side: Side, *, has_list: bool) -> Sentence:
    part = "no project" if side.code is None else "less" if side.claimed > side.shown else "more"
    return say(
        DIFFERENCE[part if has_list else "no list"],
        transferred=Euro(side.claimed), code=side.code, year=str(side.year), proven=Euro(side.shown),
        difference=Euro(abs(side.claimed - side.shown)),
    )  # fmt: skip
