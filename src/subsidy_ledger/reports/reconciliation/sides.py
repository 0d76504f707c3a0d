"""On the sheet Police zone: what is due, claimed, paid, proven and open, computed from the lists below."""

from __future__ import annotations

from collections.abc import Iterable

from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.proof import Side, sides
from subsidy_ledger.domain.vocabulary import in_words
from subsidy_ledger.reports.reconciliation.book import Block, Formula
from subsidy_ledger.reports.reconciliation.formulas import (
    UNDECIDED,
    UNTAGGED,
    Sums,
    minus,
    quoted,
    rounded,
    total,
    worded,
)
from subsidy_ledger.reports.reconciliation.labels import column, label
from subsidy_ledger.reports.reconciliation.lines import COUNTED
from subsidy_ledger.reports.reconciliation.rows import Rows

YES = worded(COUNTED)
SUMMED = ("claimed", "paid_sum", "proven", "open")
COLUMNS = (
    column("objective", "code"), column("mode", "code"), column("due", "money"),
    *(column(key, "money") for key in SUMMED),
)  # fmt: skip


def sides_block(ledger: Ledger, year: int, sums: Sums) -> Block:
    """One row an objective of project transfers and one for the deductions, as `ledger transfers` has them."""
    rows = Rows(COLUMNS)
    found = sides(ledger, year)
    for side in found:
        rows.add(
            {
                "objective": side.code or label("side.all"), "mode": in_words(side.mode or UNDECIDED), "due": side.due,
                "claimed": side.claimed, "paid_sum": side.paid, "proven": side.proven, "open": side.open,
            },
            {
                "claimed": Formula(_sum(sums, "transfers", map(quoted, side.codes))),
                "paid_sum": Formula(_sum(sums, "transfers", map(quoted, side.codes), {"{transfers.paid}": YES})),
                "proven": Formula(f"IF({{.claimed}}<=0,{{.claimed}},MAX(0,MIN({{.claimed}},{_proof(side, sums)})))"),
                "open": minus("{.claimed}", "{.proven}"),
            },
        )  # fmt: skip
    figures = [(side.claimed, side.paid, side.proven, side.open) for side in found]
    columns = [sum(column) for column in zip(*figures, strict=True)] if figures else [0] * len(SUMMED)
    rows.add(
        {"objective": label("total"), **dict(zip(SUMMED, columns, strict=True))},
        {key: total(f"{{sides.{key}}}") for key in SUMMED} if found else {},
        "total",
    )
    return rows.block("sides", label("block.sides"))


def _proof(side: Side, sums: Sums) -> str:
    """What can prove the claim of a row at most: the zone's list, or the payment within the contribution due."""
    if side.mode == "deduction":
        return "MIN({.paid_sum},{.due})" if side.due is not None else "0"
    if side.mode is None:
        return "0"
    codes = [quoted(code) for code in side.codes]
    if side.code is None:  # the list names no project
        codes.append(worded(UNTAGGED))
    return _sum(sums, "evidence", codes, {"{evidence.counted}": YES})


def _sum(sums: Sums, block: str, codes: Iterable[str], equal: dict[str, str] | None = None) -> str:
    """The shares of a list on any of these codes."""
    parts = (sums.where(f"{{{block}.share}}", {f"{{{block}.code}}": code, **(equal or {})}) for code in codes)
    return rounded("+".join(parts) or "0")
