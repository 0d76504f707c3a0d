"""Transfers for projects, beside the list that proves what the police zone spent them on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from subsidy_ledger.checks import tags
from subsidy_ledger.checks.check import Found, check
from subsidy_ledger.checks.payee import zone_entities
from subsidy_ledger.domain.agreement import Agreement
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.payers import Payers
from subsidy_ledger.domain.sentences import Euro, Phrases, Sentence, say

ALL = "*"  # where the zone's list names no project, the year is compared as a whole
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


@dataclass(slots=True)
class _Side:
    """What one side shows: cents and lines by (year, code)."""

    cents: dict[tuple[int, str], int] = field(default_factory=lambda: defaultdict(int))
    lines: dict[tuple[int, str], set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, expense: Expense, code: str, cents: int) -> None:
        self.cents[expense.details.year, code] += cents
        self.lines[expense.details.year, code].add(expense.number)


@check(
    "transfer-project-mismatch",
    severity="warning",
    title="Project transfers differ from the police zone's own list",
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
    projects = tags.of_mode(ledger.agreement, "project")
    paid, shown, has_codes = _Side(), _Side(), dict[int, bool]()  # by year, where the zone has a list
    for expense in ledger.claiming():
        for share in expense.shares:
            if share.code in projects and share.cents:
                paid.add(expense, share.code, share.cents)
    for expense in _zone_lines(ledger):
        year = expense.details.year
        has_codes[year] = has_codes.get(year, False) or any(share.code is not None for share in expense.shares)
        for share in expense.shares:
            if share.code is None or share.code in projects:
                shown.add(expense, share.code or ALL, share.cents)
    for year in sorted({year for side in (paid, shown) for year, _ in side.cents}):
        group_of = _groups(ledger.agreement, projects, {c for y, c in (*paid.cents, *shown.cents) if y == year})
        if not has_codes.get(year, False):
            group_of = dict.fromkeys((*projects, ALL), ALL)
        for group in sorted(set(group_of.values())):
            codes = [code for code, found in group_of.items() if found == group]
            found = _compared(ledger.agreement, year, group, codes, paid, shown, year in has_codes)
            if found is not None:
                yield found


def _zone_lines(ledger: Ledger) -> Iterator[Expense]:
    """What the zone's lists show as paid for the city."""
    entities, payers = zone_entities(ledger.agreement), Payers(ledger.agreement)
    return (e for e in ledger.live() if e.details.entity in entities and payers.counts(e))


def _groups(agreement: Agreement, projects: frozenset[str], used: set[str]) -> dict[str, str]:
    """What each code in use is compared as: itself, or its sector where money stands on that as a whole."""
    groups = {}
    for code in used & projects:
        sector = agreement.targets[code].sector
        groups[code] = sector.code if sector is not None and sector.code in used else code
    return groups


def _compared(
    agreement: Agreement, year: int, group: str, codes: list[str], paid: _Side, shown: _Side, has_list: bool
) -> Found | None:
    transferred, proven = (sum(side.cents.get((year, code), 0) for code in codes) for side in (paid, shown))
    if transferred == proven:
        return None
    code = None if group == ALL else group
    return Found(
        str(year) if code is None else f"{code}|{year}",
        year,
        abs(transferred - proven),
        _sentence(year, code, transferred, proven, has_list),
        grant=agreement.grant(code).code if code is not None else None,
        objective=code,
        expenses={n for side in (paid, shown) for c in codes for n in side.lines.get((year, c), ())},
    )


def _sentence(year: int, code: str | None, transferred: int, proven: int, has_list: bool) -> Sentence:
    kind = "no list" if not has_list else "no project" if code is None else "less" if transferred > proven else "more"
    return say(
        DIFFERENCE[kind],
        transferred=Euro(transferred), code=code, year=str(year), proven=Euro(proven),
        difference=Euro(abs(transferred - proven)),
    )  # fmt: skip
