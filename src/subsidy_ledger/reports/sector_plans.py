"""The city's own plans by sector as a table, beside what is spent."""

from __future__ import annotations

from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import SectorPlan
from subsidy_ledger.domain.sentences import say
from subsidy_ledger.reports.tables import Column, Table

COLUMNS = (
    Column("sector", "Sector", "code"),
    Column("year", "Year", "code"),
    Column("version", "Version", "integer"),
    Column("amount", "Planned", "money"),
    Column("spent", "Spent", "money"),
    Column("decision", "Decision"),
    Column("by", "By"),
    Column("at", "When", "moment"),
    Column("status", "Status", "code"),
)


def sector_plans_table(ledger: Ledger) -> Table:
    """Every version of every plan; the one that counts has what is spent on the sector beside it."""
    entries = {e.number: e for e in ledger.entries}
    order = {code: place for place, code in enumerate(ledger.agreement.targets)}
    rows = []
    for plan in sorted(ledger.sector_plans, key=lambda p: (order[p.sector], p.year, p.version)):
        counts = not any(_replaces(other, plan) for other in ledger.sector_plans)
        entry = entries[plan.entry]
        rows.append(
            (
                plan.sector, str(plan.year), plan.version, plan.cents, _spent(ledger, plan) if counts else None,
                plan.decision, entry.by, entry.at, say("counts") if counts else say("replaced"),
            )
        )  # fmt: skip
    return Table("sector_plans", "Sector plans", COLUMNS, tuple(rows))


def _replaces(other: SectorPlan, plan: SectorPlan) -> bool:
    return (other.sector, other.year) == (plan.sector, plan.year) and other.version > plan.version


def _spent(ledger: Ledger, plan: SectorPlan) -> int:
    targets = ledger.agreement.targets
    below = {code for code, target in targets.items() if target.sector and target.sector.code == plan.sector}
    return sum(found.cents for (year, code), found in ledger.totals().items() if year == plan.year and code in below)
