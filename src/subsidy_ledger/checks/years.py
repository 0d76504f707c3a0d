"""The budget year of a line, against what else on the line speaks of a year."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final, Literal

from subsidy_ledger.checks.check import Found, check
from subsidy_ledger.checks.periods import years_named
from subsidy_ledger.domain.agreement import Agreement
from subsidy_ledger.domain.expenses import Details, Expense
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.parameters import whole
from subsidy_ledger.domain.sentences import Euro, Phrases, say

Evidence = Literal["period", "invoice", "payment"]

YEARS_AROUND: Final = 3  # years further than this from the agreement's are no budget years, whatever a text says
TOLD: Final[Phrases] = {
    "period": "{amount} has the budget year {year} (lines: {count}), and the descriptions speak of {other}. Look at "
    "the documents, and correct the year where it is wrong.",
    "invoice": "{amount} has the budget year {year} (lines: {count}), and the invoices are dated in {other}, without a "
    "period in the description that would explain it. Look at the documents, and correct the year where it is wrong.",
    "payment": "{amount} has the budget year {year} (lines: {count}) and was paid in {other}, and nothing else says "
    "which year it is of. Look at the documents, and correct the year where it is wrong.",
}


@check(
    "year-doubtful",
    severity="warning",
    title="The evidence for the budget year disagrees",
    ground="Practice: a cost belongs to the budget year to which it was committed, whenever it is paid. The agreement "
    "does not say how the year of a cost is shown.",
    remedy="Look at the documents. Where the year is wrong: ledger correct LINE --year … --reason …; where it is "
    "right, accept the finding with the reason.",
    assumption=True,
    parameters=("next-year-payment-until-month",),
)
def year_doubtful(ledger: Ledger) -> Iterator[Found]:
    """Finds the claimed lines whose budget year is not the one that the rest of the line speaks of.

    Why: money of one year cannot be used for another, and the change of the year is where costs slip across.

    How: the strongest evidence there is decides: the period that the description names ("december 2019", "Q4 2019",
    "2018-2019"), else the year of the invoice date, else the payment date, which may lie in the budget year or in the
    next one up to the end of the month that the agreement's file names. The lines of one budget year that one kind of
    evidence puts in one other year are one finding; the euros are their sum, credit notes taken off.

    Edge: one of several years named is enough. An invoice of January is no finding where its description names the
    budget year. Paid on the last day of that month is no finding; on the first day of the next it is.
    """
    lines: dict[tuple[int, Evidence, int], list[Expense]] = defaultdict(list)
    near = range(ledger.agreement.years[0] - YEARS_AROUND, ledger.agreement.years[-1] + YEARS_AROUND + 1)
    for expense in ledger.claiming():
        other = _other_year(ledger.agreement, expense.details, near)
        if other is not None:
            lines[expense.details.year, other[0], other[1]].append(expense)
    for (year, evidence, other_year), found in lines.items():
        cents = sum(expense.amount for expense in found)
        yield Found(
            f"{year}|{evidence}|{other_year}",
            year,
            cents,
            say(
                TOLD[evidence],
                amount=Euro(cents), year=str(year), count=len(found), other=str(other_year),
            ),
            expenses=[expense.number for expense in found],
        )  # fmt: skip


def _other_year(agreement: Agreement, details: Details, near: range) -> tuple[Evidence, int] | None:
    """The evidence that counts and its year, where that is not the budget year."""
    period = {year for year in years_named(details.description or "") if year in near}
    if period:
        return None if details.year in period else ("period", min(period, key=lambda y: (abs(y - details.year), y)))
    if details.invoice_date is not None:
        found = details.invoice_date.year
        return None if found == details.year else ("invoice", found)
    if details.payment_date is not None and not _is_normal(agreement, details.year, details.payment_date):
        return "payment", details.payment_date.year
    return None


def _is_normal(agreement: Agreement, year: int, paid: date) -> bool:
    """Paid in the budget year, or in the next one up to the month that the agreement's file names."""
    month = whole(agreement, "next-year-payment-until-month")
    return date(year, 1, 1) <= paid <= date(year + 1, month, monthrange(year + 1, month)[1])
