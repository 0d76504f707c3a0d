"""Transfers to the police zone: what is due, claimed, paid and proven, objective by objective."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from subsidy_ledger.domain.agreement import Agreement, Mode
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.identity import is_paid
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.payers import ZoneLists

WHOLE_YEAR = ""  # where the zone's list names no project, the year is compared as a whole


@dataclass(frozen=True, slots=True)
class Side:
    """The transfers of one mode and code in one year, in cents; code None stands for all codes of the mode.

    `due` is the contribution of the year (deductions; None where it is not recorded), `shown` what the zone's own list
    shows for the city (projects). `codes` are those added up; `lines` those behind the figures, on both sides.
    """

    year: int
    mode: Mode | None
    code: str | None
    codes: tuple[str, ...]
    claimed: int
    paid: int
    due: int | None = None
    shown: int = 0
    lines: frozenset[int] = frozenset()

    @property
    def proven(self) -> int:
        """The part of what is claimed that is proven: by the zone's list, or as paid and owed. A net repayment needs
        no proof."""
        if self.claimed <= 0:
            return self.claimed
        proof = self.shown if self.mode == "project" else min(self.paid, self.due or 0) if self.mode else 0
        return max(0, min(self.claimed, proof))

    @property
    def open(self) -> int:
        return self.claimed - self.proven


@dataclass(slots=True)
class Sums:
    """Cents and lines by (year, code)."""

    cents: dict[tuple[int, str], int] = field(default_factory=lambda: defaultdict(int))
    paid: dict[tuple[int, str], int] = field(default_factory=lambda: defaultdict(int))
    lines: dict[tuple[int, str], set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, expense: Expense, code: str, cents: int) -> None:
        key = expense.details.year, code
        self.cents[key] += cents
        self.paid[key] += cents if is_paid(expense.details) else 0
        self.lines[key].add(expense.number)


def codes_of(agreement: Agreement, mode: Mode | None) -> tuple[str, ...]:
    """The transfer codes of one mode, None for sectors that have both, in the order of the agreement."""
    return tuple(code for code, target in agreement.targets.items() if target.is_transfer and target.mode == mode)


def project_sides(ledger: Ledger) -> tuple[tuple[Side, ...], frozenset[int]]:
    """Project transfers beside the zone's own list, for every year, and the years that have such a list.

    Codes stand one by one; where either side is on a sector as a whole, the sector does, and where the list of a year
    names no project, the year as a whole.
    """
    projects, lists = frozenset(codes_of(ledger.agreement, "project")), ZoneLists(ledger.agreement)
    claimed, shown, names_project = Sums(), Sums(), dict[int, bool]()
    for expense in ledger.claiming():
        for share in expense.shares:
            if share.code in projects and share.cents:
                claimed.add(expense, share.code, share.cents)
    for expense in lists.proofs(ledger):
        year = expense.details.year
        names_project[year] = names_project.get(year, False) or any(s.code is not None for s in expense.shares)
        for share in expense.shares:
            if share.code is None or share.code in projects:
                shown.add(expense, share.code or WHOLE_YEAR, share.cents)
    found: list[Side] = []
    for year in sorted({year for side in (claimed, shown) for year, _ in side.cents}):
        groups = _groups(ledger.agreement, projects, {c for y, c in (*claimed.cents, *shown.cents) if y == year})
        if not names_project.get(year, True):
            groups = dict.fromkeys((*groups, WHOLE_YEAR), WHOLE_YEAR)
        for group in sorted(set(groups.values())):
            codes = tuple(sorted(code for code, of in groups.items() if of == group))
            found.append(_side(year, group, codes, claimed, shown))
    return tuple(found), frozenset(names_project)


def _groups(agreement: Agreement, projects: frozenset[str], used: set[str]) -> Mapping[str, str]:
    """What each code in use stands as: itself, or its sector where money stands on that as a whole."""
    groups = {}
    for code in used & projects:
        sector = agreement.targets[code].sector
        groups[code] = sector.code if sector is not None and sector.code in used else code
    return groups


def _side(year: int, group: str, codes: tuple[str, ...], claimed: Sums, shown: Sums) -> Side:
    def total(cents: Mapping[tuple[int, str], int]) -> int:
        return sum(cents.get((year, code), 0) for code in codes)

    lines = frozenset(n for side in (claimed, shown) for code in codes for n in side.lines.get((year, code), ()))
    real = tuple(code for code in codes if code != WHOLE_YEAR)
    return Side(
        year, "project", group or None, real, total(claimed.cents), total(claimed.paid), shown=total(shown.cents),
        lines=lines,
    )  # fmt: skip


def sides(ledger: Ledger, year: int) -> tuple[Side, ...]:
    """Everything of one year side by side: projects, then deductions, then what is on a sector that has both modes.

    Deductions stand in one row, as they have one contribution; it is there too where only the contribution is known.
    """
    projects = (side for side in project_sides(ledger)[0] if side.year == year)
    contribution = ledger.contribution(year)
    deductions = tuple(_one(ledger, year, "deduction", contribution.cents if contribution else None))
    return (*projects, *deductions, *_one(ledger, year, None, None))


def _one(ledger: Ledger, year: int, mode: Mode | None, due: int | None) -> Iterator[Side]:
    codes, found = codes_of(ledger.agreement, mode), Sums()
    for expense in ledger.claiming():
        for share in expense.shares:
            if share.code in codes and share.cents and expense.details.year == year:
                found.add(expense, share.code, share.cents)
    used = tuple(code for code in codes if (year, code) in found.cents)
    if used or due is not None:
        sole = codes[0] if len(codes) == 1 else used[0] if len(used) == 1 else None
        lines = _all(found.lines.values())
        yield Side(year, mode, sole, codes, sum(found.cents.values()), sum(found.paid.values()), due, lines=lines)


def _all(lines: Iterable[set[int]]) -> frozenset[int]:
    return frozenset(number for each in lines for number in each)


@dataclass(frozen=True, slots=True)
class ZoneList:
    """The zone's own list of a year in cents: what proves project transfers, what does not, and why not."""

    proves: int
    elsewhere: int  # paid for the city, on a code that is no project transfer, or on none
    others: int  # paid for another municipality
    unknown: int  # paid for a municipality that the agreement does not know
    lines: int

    @property
    def total(self) -> int:
        return self.proves + self.elsewhere + self.others + self.unknown


def zone_list(ledger: Ledger, year: int) -> ZoneList:
    """What becomes of each euro of the zone's list."""
    lists, found, lines = ZoneLists(ledger.agreement), dict.fromkeys(("city", "other", "unknown"), 0), 0
    for expense in ledger.live():
        if expense.details.year == year and lists.has(expense.details):
            found[lists.payers.paid_for(expense.details.payer)] += expense.amount
            lines += 1
    proves = sum(side.shown for side in project_sides(ledger)[0] if side.year == year)
    return ZoneList(proves, found["city"] - proves, found["other"], found["unknown"], lines)
