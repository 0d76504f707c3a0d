"""The sheet Police zone: transfers by mode, the contribution due, and the zone's own list beside the transfers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from subsidy_ledger.domain.ledger import Ledger, Sum, fold
from subsidy_ledger.domain.payers import ZoneLists
from subsidy_ledger.domain.position import Position
from subsidy_ledger.domain.vocabulary import in_words
from subsidy_ledger.reports.balance import in_language
from subsidy_ledger.reports.reconciliation.book import Block, Formula, Sheet
from subsidy_ledger.reports.reconciliation.formulas import UNDECIDED, Sums, minus, rounded, total, worded
from subsidy_ledger.reports.reconciliation.labels import column, label
from subsidy_ledger.reports.reconciliation.lines import (
    COUNTED,
    LIST_COLUMNS,
    lines_block,
    parts,
    transfer_mode,
    transfer_parts,
)
from subsidy_ledger.reports.reconciliation.rows import Rows
from subsidy_ledger.reports.reconciliation.sides import sides_block
from subsidy_ledger.reports.tables import Value

FOR_CITY: Final = {"{evidence.counted}": worded(COUNTED)}
SIDE_BY_SIDE: Final = (
    "spent_live", "spent", "spent_difference", "shown", "shown_ledger", "shown_difference", "unshown",
)  # fmt: skip
MODES: Final = ("project", "deduction", UNDECIDED)
Spent = Mapping[str | None, int]


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the lists show: by code where it was paid for the city, and the sum paid for other municipalities."""

    by_code: Spent
    others: int


def zone_sheet(ledger: Ledger, found: Position, sums: Sums, language: str) -> Sheet:
    """Sums first, then the two lists they are made of, with the same columns."""
    year = found.year
    claimed = _by_code(ledger.totals(), year)
    evidence = [e for e in ledger.live() if not ledger.agreement.is_claiming(e.details.entity)]
    lists = ZoneLists(ledger.agreement)
    shown = fold(e for e in evidence if lists.proves(e))
    others = sum(e.amount for e in evidence if e.details.year == year and not lists.proves(e))
    own_list = parts(ledger, year, claiming=False)
    return Sheet(
        "zone",
        label("sheet.zone"),
        label("heading.zone", year=str(year)),
        label("lead.zone"),
        (
            _modes(ledger, claimed, found, sums),
            _contribution(ledger, claimed, year),
            sides_block(ledger, year, sums),
            _projects(ledger, claimed, _Evidence(_by_code(shown, year), others), sums, language),
            lines_block(
                ledger,
                year,
                language,
                "transfers",
                label("block.transfers"),
                LIST_COLUMNS,
                transfer_parts(ledger, year),
            ),
            lines_block(ledger, year, language, "evidence", label("block.evidence"), LIST_COLUMNS, own_list),
        ),
        main="transfers",
    )


def _by_code(totals: Mapping[tuple[int, str | None], Sum], year: int) -> Spent:
    return {code: found.cents for (of, code), found in totals.items() if of == year}


def _of_mode(ledger: Ledger, claimed: Spent, mode: str) -> int:
    targets = ledger.agreement.targets
    return sum(cents for code, cents in claimed.items() if transfer_mode(targets.get(code or "")) == mode)


def _modes(ledger: Ledger, claimed: Spent, found: Position, sums: Sums) -> Block:
    columns = (
        column("mode", "code"), column("what"), column("live", "money"), column("ledger", "money"),
        column("difference", "money"),
    )  # fmt: skip
    rows, difference = Rows(columns), minus("{.live}", "{.ledger}")
    for mode in MODES:
        cents = _of_mode(ledger, claimed, mode)
        live = sums.where("{expenses.share}", {"{expenses.mode}": "{.mode}"})
        rows.add(
            {"mode": in_words(mode), "what": label(f"mode.{mode}"), "live": cents, "ledger": cents, "difference": 0},
            {"live": Formula(live), "difference": difference},
        )
    rows.add(
        {"what": label("total"), "live": found.transferred, "ledger": found.transferred, "difference": 0},
        {"live": total("{modes.live}"), "difference": difference},
        "total",
    )
    return rows.block("modes", label("block.modes"), zero=("difference",))


def _contribution(ledger: Ledger, claimed: Spent, year: int) -> Block:
    """What the city owes the zone, what was deducted from it, and the room left; the room only where it is known."""
    due, deducted = ledger.contribution(year), _of_mode(ledger, claimed, "deduction")
    rows = Rows((column("year", "integer"), column("what"), column("euros", "money")))
    if due is None:
        text = label("contribution.none")
    elif due.document:
        text = label("contribution.document", decision=due.decision, document=due.document)
    else:
        text = label("contribution.due", decision=due.decision)
    rows.add({"year": year, "what": text, "euros": due.cents if due else None})
    rows.add(
        {"year": year, "what": label("contribution.deducted"), "euros": deducted},
        {"euros": Formula(f"{{modes.live@{MODES.index('deduction')}}}")},
    )
    if due is not None:
        rows.add(
            {"year": year, "what": label("contribution.room"), "euros": due.cents - deducted},
            {"euros": minus("{.euros@0}", "{.euros@1}")},
            "total",
        )
    return rows.block("contribution", label("block.contribution"))


def _projects(ledger: Ledger, claimed: Spent, evidence: _Evidence, sums: Sums, language: str) -> Block:
    """Codes of project transfers: transferred, shown by the zone's list, and what the list does not show yet."""
    rows = Rows((column("objective", "code"), column("title"), *(column(key, "money") for key in SIDE_BY_SIDE)))
    codes = [code for code, target in ledger.agreement.targets.items() if transfer_mode(target) == "project"]
    for code in codes:
        target = ledger.agreement.targets[code]
        title: Value = in_language(target.title, language)
        if target.level != "objective":
            title = label("no_objective", title=in_language(target.title, language))
        live = {
            "spent_live": Formula(sums.where("{expenses.share}", {"{expenses.code}": "{.objective}"})),
            "shown": Formula(sums.where("{evidence.share}", {"{evidence.code}": "{.objective}", **FOR_CITY})),
        }
        rows.add(
            {"objective": code, "title": title, **_side_by_side(claimed.get(code, 0), evidence.by_code.get(code, 0))},
            {**live, **_differences()},
        )
    _evidence_elsewhere(rows, codes, evidence, sums)
    transferred, for_city = sum(claimed.get(code, 0) for code in codes), sum(evidence.by_code.values())
    rows.add(
        {
            "title": label("total"),
            **_side_by_side(transferred, for_city + evidence.others),
            "unshown": transferred - for_city,
        },
        {
            **_differences(),
            **{key: total(f"{{projects.{key}}}") for key in ("spent_live", "shown", "unshown")},
        },
        "total",
    )
    return rows.block("projects", label("block.project"), zero=("spent_difference", "shown_difference"))


def _evidence_elsewhere(rows: Rows, codes: list[str], evidence: _Evidence, sums: Sums) -> None:
    """Evidence that stands on none of the codes above, or is not the city's, so that the list is accounted for."""
    above = f"-SUM({{.shown@0:{len(codes) - 1}}})" if codes else ""
    elsewhere = sum(cents for code, cents in evidence.by_code.items() if code not in codes)
    for_city = sums.where("{evidence.share}", FOR_CITY)
    # What was paid for others says nothing of the city's transfers, so nothing of it is missing or too much.
    differences = {key: formula for key, formula in _differences().items() if key != "unshown"}
    rows.add(
        {"title": label("evidence.elsewhere"), **_side_by_side(0, elsewhere)},
        {"shown": Formula(rounded(for_city + above)), **_differences()},
    )
    rows.add(
        {"title": label("evidence.others"), **_side_by_side(0, evidence.others), "unshown": None},
        {"shown": Formula(sums.where("{evidence.share}", {}, FOR_CITY)), **differences},
    )


def _side_by_side(transferred: int, shown: int) -> dict[str, Value]:
    return {
        "spent_live": transferred, "spent": transferred, "spent_difference": 0,
        "shown": shown, "shown_ledger": shown, "shown_difference": 0, "unshown": transferred - shown,
    }  # fmt: skip


def _differences() -> dict[str, Formula]:
    return {
        "spent_difference": minus("{.spent_live}", "{.spent}"),
        "shown_difference": minus("{.shown}", "{.shown_ledger}"),
        "unshown": minus("{.spent_live}", "{.shown}"),
    }
