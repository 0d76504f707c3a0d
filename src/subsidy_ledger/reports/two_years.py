"""A figure of two years side by side, as tables and for machines."""

from __future__ import annotations

from typing import Any

from subsidy_ledger.domain.agreement import Target
from subsidy_ledger.domain.findings import ranges
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.sentences import Sentence, say
from subsidy_ledger.domain.two_years import KINDS, Side, TwoYears
from subsidy_ledger.reports.balance import TOTAL
from subsidy_ledger.reports.tables import Column, Table, Value, Weight

WHAT = Column("what", "What", "code")
MONEY = (
    Column("earlier", "First year", "money"),
    Column("later", "Second year", "money"),
    Column("difference", "Difference", "money"),
)
CODE_COLUMNS = (Column("code", "Code", "code"), WHAT, *MONEY)
SUPPLIER_COLUMNS = (
    Column("supplier", "Supplier", width_max=44),
    Column("budget_article", "Budget article", "code"),
    WHAT,
    *MONEY,
    Column("earlier_lines", "Lines, first year", width_max=30),
    Column("later_lines", "Lines, second year", width_max=30),
)


def codes_table(found: TwoYears) -> Table:
    """One row a code, and the figure itself as their sum."""
    rows: list[tuple[Value, ...]] = [
        (_code(target), _kind(side), *side.cents, side.difference) for target, side in found.codes
    ]
    rows.append((TOTAL, None, *found.whole.cents, found.whole.difference))
    return Table("two_years_codes", say("By code"), CODE_COLUMNS, tuple(rows), _weights(len(rows)))


def suppliers_table(found: TwoYears) -> Table:
    """One row a supplier and budget article, with its lines in both years; their sum is the figure again."""
    rows: list[tuple[Value, ...]] = [
        (
            of.supplier, of.article, _kind(of.side), *of.side.cents, of.side.difference,
            *(ranges(lines) for lines in of.side.lines),
        )
        for of in found.suppliers
    ]  # fmt: skip
    rows.append((TOTAL, None, None, *found.whole.cents, found.whole.difference, None, None))
    return Table(
        "two_years_suppliers", say("By supplier and budget article"), SUPPLIER_COLUMNS, tuple(rows),
        _weights(len(rows)),
    )  # fmt: skip


def two_years_json(found: TwoYears) -> dict[str, Any]:
    """Both ways to add it up, and the figure of each year."""
    return {
        "code": found.figure.name,
        "years": list(found.years),
        **_plain(found.whole),
        "allocated": [to_text(cents) for cents in found.allocated] if found.allocated else None,
        "codes": [{"code": target and target.code, "what": side.kind, **_plain(side)} for target, side in found.codes],
        "suppliers": [
            {
                "supplier": of.supplier, "budget_article": of.article, "what": of.side.kind, **_plain(of.side),
                "lines": [list(lines) for lines in of.side.lines],
            }
            for of in found.suppliers
        ],
    }  # fmt: skip


def _code(target: Target | None) -> Value:
    """The code itself; of a grant or a sector it is only what no code below it has."""
    if target is None:
        return say("(untagged)")
    if target.level == "objective":
        return target.code
    if target.level == "sector":
        return say("{code}, no objective yet", code=target.code)
    return say("{code}, no sector yet", code=target.code)


def _plain(side: Side) -> dict[str, Any]:
    return {"amounts": [to_text(cents) for cents in side.cents], "difference": to_text(side.difference)}


def _kind(side: Side) -> Sentence:
    return Sentence(KINDS[side.kind], {})


def _weights(n: int) -> tuple[Weight, ...]:
    lines: list[Weight] = ["line"] * (n - 1)
    return (*lines, "total")
