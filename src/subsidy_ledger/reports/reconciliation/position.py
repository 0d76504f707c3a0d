"""The sheet Position: the ledger's figures beside live sums over the sheet Expenses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from subsidy_ledger.domain.carry_over import carry_overs
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.position import GrantPosition, Position, position
from subsidy_ledger.domain.vocabulary import in_words
from subsidy_ledger.reports.balance import in_language
from subsidy_ledger.reports.reconciliation.book import Block, Chart, Formula, Sheet
from subsidy_ledger.reports.reconciliation.formulas import (
    NO_TRANSFER,
    UNTAGGED,
    Sums,
    minus,
    rounded,
    total,
    used,
    worded,
)
from subsidy_ledger.reports.reconciliation.labels import LABELS, column, label
from subsidy_ledger.reports.reconciliation.rows import Rows
from subsidy_ledger.reports.reconciliation.standing import CLAIMED, Decided, Standing
from subsidy_ledger.reports.tables import Value

SPENT_COLUMNS = (
    column("spent_live", "money"), column("spent", "money"), column("spent_difference", "money"),
)  # fmt: skip
# What the auditor made of what was spent, once the yellow cells of Expenses are filled in.
AUDITED_COLUMNS = (column("accepted_sum", "money"), column("deducted_sum", "money"), column("undecided", "money"))
AUDITED = tuple(each.key for each in AUDITED_COLUMNS)
SPENT_DIFFERENCE = minus("{.spent_live}", "{.spent}")


def position_of(ledger: Ledger, year: int) -> Position:
    """The position from the whole ledger, with the allocations that count."""
    grants = [grant.code for grant in ledger.agreement.grants]
    found = {(code, year): ledger.allocated(code, year) for code in grants}
    allocated = {key: cents for key, cents in found.items() if cents is not None}
    carried = carry_overs(ledger.allocations)
    return position(ledger.agreement, allocated, ledger.totals(), year, carried=carried)


def position_sheet(found: Position, standing: Standing, sums: Sums, language: str) -> Sheet:
    """One row a grant and their total; below, what no grant holds and a check that nothing is left out."""
    return Sheet(
        "position",
        label("sheet.position"),
        label("heading.position", year=str(found.year)),
        label("lead.position"),
        (_grants(found, standing, sums, language), _apart(found, sums), *_carried(found)),
        main="position",
        chart=Chart(label("chart.position"), "position", "code", ("allocated", "spent_live"), len(found.grants)),
    )


def _grants(found: Position, standing: Standing, sums: Sums, language: str) -> Block:
    rows = Rows(
        (
            column("code", "code"), column("title"), column("allocated", "money"), *SPENT_COLUMNS,
            column("zone_live", "money"), column("zone", "money"), column("zone_difference", "money"),
            column("remaining", "money"), column("used_percent", "percent"), *AUDITED_COLUMNS,
        )
    )  # fmt: skip
    same_grant = {"{expenses.of_grant}": "{.code}"}
    ruled = [standing.in_grant(held.grant.code) for held in found.grants]
    for held, decided in zip(found.grants, ruled, strict=True):
        rows.add(
            {
                **_envelope(held, held.allocated, held.grant.code, in_language(held.grant.title, language)),
                **audited_cells(decided),
            },
            {
                "spent_live": Formula(sums.where("{expenses.share}", same_grant)),
                "zone_live": Formula(
                    sums.where("{expenses.share}", same_grant, {"{expenses.mode}": worded(NO_TRANSFER)})
                ),
                **_derived(),
                **audited(sums, same_grant),
            },
        )
    last = len(found.grants) - 1
    added = {key: total(f"{{.{key}@0:{last}}}") for key in ("allocated", "spent_live", "zone_live", *AUDITED)}
    rows.add(
        {**_envelope(found, found.allocated, None, label("total")), **audited_cells(*ruled)},
        {**added, **_derived()},
        "total",
    )
    return rows.block("position", zero=("spent_difference", "zone_difference"), notes=standing.notes(found.year))


def _envelope(
    held: GrantPosition | Position, allocated: int | None, code: str | None, title: Value
) -> dict[str, Value]:
    return {
        "code": code, "title": title, "allocated": allocated,
        "spent_live": held.spent, "spent": held.spent, "spent_difference": 0,
        "zone_live": held.transferred, "zone": held.transferred, "zone_difference": 0,
        "remaining": held.remaining, "used_percent": held.used_percent,
    }  # fmt: skip


def _derived() -> dict[str, Formula]:
    return {
        "spent_difference": SPENT_DIFFERENCE,
        "zone_difference": minus("{.zone_live}", "{.zone}"),
        "remaining": minus("{.allocated}", "{.spent_live}"),
        "used_percent": used("{.spent_live}", "{.allocated}", LABELS["not_allocated"]),
    }


def _apart(found: Position, sums: Sums) -> Block:
    """Untagged money, and the sum of all rows of Expenses, which grants and untagged together must be."""
    rows = Rows((column("code", "code"), column("what"), column("value"), *SPENT_COLUMNS))
    rows.add(
        {"code": in_words(UNTAGGED), "what": label("untagged"), **spent_cells(found.untagged.cents)},
        compared(sums.where("{expenses.share}", {"{expenses.code}": "{.code}"})),
    )
    rows.add(
        {"what": label("all_rows"), **spent_cells(found.spent + found.untagged.cents)},
        compared(total("{expenses.share}").text),
        "total",
    )
    return rows.block("untagged", label("block.untagged"), zero=("spent_difference",))


def _carried(found: Position) -> Iterator[Block]:
    """What the allocations above hold from other years, or gave to them; no block where there is nothing."""
    rows = Rows(
        (column("code", "code"), column("decision"), column("carried_over", "money"), column("other_year", "integer"))
    )
    for held in found.grants:
        for carried in held.carry_overs:
            cents = carried.into(found.year)
            other = carried.from_year if cents > 0 else carried.to_year
            rows.add(
                {"code": held.grant.code, "decision": carried.decision, "carried_over": cents, "other_year": other}
            )  # fmt: skip
    if rows.rows:
        yield rows.block("carry_overs", label("block.carried"))


def spent_cells(cents: int) -> dict[str, Value]:
    """The ledger's figure, three times as SPENT_COLUMNS want it: as computed, as recorded, and their difference."""
    return {"spent_live": cents, "spent": cents, "spent_difference": 0}


def compared(text: str) -> dict[str, Formula]:
    """The formulas of SPENT_COLUMNS: `text` computes what was spent."""
    return {"spent_live": Formula(text), "spent_difference": SPENT_DIFFERENCE}


def audited_cells(*decided: Decided) -> dict[str, Value]:
    """What the ledger's rulings leave accepted, deducted and undecided, of several added up."""
    return {key: sum(each[place] for each in decided) for place, key in enumerate(AUDITED)}


def audited(sums: Sums, equal: Mapping[str, str]) -> dict[str, Formula]:
    """The formulas of AUDITED_COLUMNS over the rows of Expenses where other columns equal a cell."""
    claimed = sums.where("{expenses.share}", {**equal, "{expenses.in_claim}": worded(CLAIMED)})
    return {
        "accepted_sum": Formula(sums.decided("accepted", "deducted", equal)),
        "deducted_sum": Formula(sums.decided("deducted", "accepted", equal)),
        "undecided": Formula(rounded(f"{claimed}-{{.accepted_sum}}-{{.deducted_sum}}")),
    }
