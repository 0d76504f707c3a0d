"""The balance in the JSON of the contract: amounts are texts with two decimals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from subsidy_ledger.domain.agreement import Agreement
from subsidy_ledger.domain.ledger import Sum
from subsidy_ledger.domain.money import to_text, used_percent
from subsidy_ledger.domain.position import GrantPosition, Position, SectorPosition
from subsidy_ledger.reports.balance import in_language, sums


def year_json(
    agreement: Agreement,
    position: Position,
    language: str,
    *,
    as_of: date | None = None,
    known_on: date | None = None,
    grant: str | None = None,
) -> dict[str, Any]:
    """One year in the shape of the contract: amounts are texts with two decimals."""
    return {
        "agreement": agreement.code,
        "year": position.year,
        "as_of": as_of.isoformat() if as_of else None,
        "known_on": known_on.isoformat() if known_on else None,
        "grants": [_grant_json(g, language) for g in position.grants if grant in (None, g.grant.code)],
        "untagged": _untagged_json(position.untagged),
        "total": _total_json(*sums([position], grant)),
    }


def years_json(
    agreement: Agreement, years: Sequence[dict[str, Any]], positions: Sequence[Position], grant: str | None = None
) -> dict[str, Any]:
    """All years and their total; of one grant where only that was asked for."""
    return {"agreement": agreement.code, "years": list(years), "total": _total_json(*sums(positions, grant))}


def _untagged_json(untagged: Sum) -> dict[str, Any]:
    return {"expenses": untagged.lines, "amount": to_text(untagged.cents)}


def _total_json(allocated: int, spent: int, transferred: int) -> dict[str, Any]:
    return {
        "allocated": to_text(allocated),
        "spent": to_text(spent),
        "transferred": to_text(transferred),
        "remaining": to_text(allocated - spent),
        "used_percent": used_percent(spent, allocated),
    }


def _grant_json(held: GrantPosition, language: str) -> dict[str, Any]:
    return {
        "code": held.grant.code,
        "title": in_language(held.grant.title, language),
        "allocated": None if held.allocated is None else to_text(held.allocated),
        "carried_over": to_text(held.carried_over),
        "spent": to_text(held.spent),
        "transferred": to_text(held.transferred),
        "remaining": to_text(held.remaining),
        "used_percent": held.used_percent,
        "overspent": held.overspent,
        "no_sector": to_text(held.unassigned),
        "sectors": [_sector_json(sector, language) for sector in held.sectors],
    }


def _sector_json(sector: SectorPosition, language: str) -> dict[str, Any]:
    return {
        "code": sector.sector.code,
        "title": in_language(sector.sector.title, language),
        "planned": None if sector.planned is None else to_text(sector.planned),
        "spent": to_text(sector.spent),
        "transferred": to_text(sector.transferred),
        "no_objective": to_text(sector.unassigned),
        "objectives": [
            {
                "code": part.objective.code,
                "title": in_language(part.objective.title, language),
                "spent": to_text(part.spent),
                "transferred": to_text(part.transferred),
            }
            for part in sector.objectives
        ],
    }
