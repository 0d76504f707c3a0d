"""Purchases from one supplier that stay below the procurement threshold one by one, and pass it together."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from subsidy_ledger.checks import tags
from subsidy_ledger.checks.check import Found, check
from subsidy_ledger.checks.payee import ZonePayee
from subsidy_ledger.checks.suppliers import Suppliers
from subsidy_ledger.domain.articles import article_codes
from subsidy_ledger.domain.expenses import Details, Expense
from subsidy_ledger.domain.identity import number_of
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.names import normal_name
from subsidy_ledger.domain.parameters import cents, whole
from subsidy_ledger.domain.payers import Names
from subsidy_ledger.domain.sentences import Euro, say

# Economic codes of what is not bought: personnel, and money that is passed on.
NO_PURCHASE = ("11", "3", "4")
# The same as a list may call it in its column of cost categories.
NO_PURCHASE_WORDS = frozenset({
    "personeel", "personeelskosten", "loon", "lonen", "loonkosten", "wedde", "wedden", "overdracht", "overdrachten",
    "toelage", "toelagen", "personnel", "salaire", "salaires", "traitement", "traitements", "transfert", "transferts",
    "subside", "subsides", "staff", "salary", "salaries", "wage", "wages", "transfer", "transfers",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Purchase:
    """One document of a supplier: its day, its value without VAT where that is known, and its lines."""

    day: date
    cents: int
    lines: tuple[Expense, ...]


@check(
    "below-procurement-threshold",
    severity="info",
    title="Purchases below the procurement threshold that pass it together",
    ground="Belgian procurement law since 30 June 2017: below the threshold an accepted invoice is enough, and an "
    "order may not be split to stay below it. How purchases are added up is audit practice; the agreement does not "
    "say.",
    remedy="See whether it was one need, and whether a contract was awarded for it. If so, accept the finding and name "
    "the contract.",
    assumption=True,
    parameters=("procurement-threshold", "procurement-months", "near-duplicate-likeness"),
)
def below_procurement_threshold(ledger: Ledger) -> Iterator[Found]:
    """Finds the suppliers whose purchases, each below the threshold, come to more than it within some months in a row.

    Why: an order that was split to stay below the threshold is not eligible.

    How: the claimed lines of one document are one purchase, of all years and entities. Its value is the net amount,
    else the document's amount less its VAT, else the document's amount, else the line's. Purchases at or above the
    threshold are left out, as are transfers, payments to the zone and to other entities of the agreement, personnel
    and money that is passed on (economic codes 11x, 3xx, 4xx, or a cost category that says so). Then every span of
    that many months that begins with a purchase is added up, credit notes taken off; the one with the greatest sum is
    told, and what lies before and after it is looked at by itself. Names that are alike are one supplier, as for
    near-duplicate.

    Edge: exactly the threshold together is no finding; exactly the threshold alone is not below it. A purchase on the
    same day of the month, that many months later, is outside the span. Lines without a date or supplier are left out.
    """
    threshold = cents(ledger.agreement, "procurement-threshold")
    months = whole(ledger.agreement, "procurement-months")
    for supplier, purchases in _purchases(ledger).items():
        small = sorted((p for p in purchases if p.cents < threshold), key=lambda p: (p.day, p.lines[0].number))
        for span in _spans(small, months, threshold):
            yield _found(supplier, span, threshold)


def _purchases(ledger: Ledger) -> dict[str, list[Purchase]]:
    lines = list(_bought(ledger))
    suppliers = Suppliers((e.details for e in lines), whole(ledger.agreement, "near-duplicate-likeness"))
    documents: dict[tuple[str, object], list[Expense]] = defaultdict(list)
    for expense in lines:
        supplier = suppliers.of(expense.details)
        if supplier:
            documents[supplier, _document(expense)].append(expense)
    purchases: dict[str, list[Purchase]] = defaultdict(list)
    for (supplier, _), parts in documents.items():
        days = [e.details.date for e in parts if e.details.date is not None]
        if days:
            parts.sort(key=lambda e: e.number)
            purchases[supplier].append(Purchase(min(days), sum(_net(e.details) for e in parts), tuple(parts)))
    return purchases


def _bought(ledger: Ledger) -> Iterator[Expense]:
    """The claimed lines that are purchases from a supplier."""
    zone, transfers = ZonePayee(ledger.agreement.zone), tags.transfers(ledger.agreement)
    entities = Names(name for entity in ledger.agreement.entities for name in (entity.name, *entity.names))
    for expense in ledger.claiming():
        details = expense.details
        if not (
            _is_no_purchase(details)
            or any(share.code in transfers for share in expense.shares)
            or zone.proof(details)
            or entities.found_in(details.supplier)
        ):
            yield expense


def _is_no_purchase(details: Details) -> bool:
    article = article_codes(details.budget_article or "")
    if article is not None and article[1].startswith(NO_PURCHASE):
        return True
    return not NO_PURCHASE_WORDS.isdisjoint(normal_name(details.category or "").split())


def _document(expense: Expense) -> object:
    details = expense.details
    invoice, document = number_of(details.invoice_no), number_of(details.document_no)
    return ("invoice", invoice) if invoice else (details.entity, document) if document else expense.number


def _net(details: Details) -> int:
    """Without VAT where that is known."""
    if details.net_amount is not None:
        return details.net_amount
    gross = details.amount if details.document_amount is None else details.document_amount
    return gross - (details.vat_amount or 0)


def _spans(purchases: Sequence[Purchase], months: int, threshold: int) -> Iterator[Sequence[Purchase]]:
    """The spans above the threshold that have no purchase in common, the greatest of them first."""
    best, best_sum, end, total = (0, 0), threshold, 0, 0
    for start, first in enumerate(purchases):
        limit = _months_later(first.day, months)
        while end < len(purchases) and purchases[end].day < limit:
            total += purchases[end].cents
            end += 1
        begins = start == 0 or purchases[start - 1].day < first.day
        if begins and total > best_sum:
            best, best_sum = (start, end), total
        total -= first.cents
    if best_sum > threshold:
        yield purchases[best[0] : best[1]]
        yield from _spans(purchases[: best[0]], months, threshold)
        yield from _spans(purchases[best[1] :], months, threshold)


def _months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _found(supplier: str, span: Sequence[Purchase], threshold: int) -> Found:
    lines = [line for purchase in span for line in purchase.lines]
    total = sum(purchase.cents for purchase in span)
    return Found(
        f"{supplier}|{span[0].day.isoformat()}",
        max(line.details.year for line in lines),
        total,
        say(
            "{supplier} was paid {amount} (without VAT, where that is known) in {count} purchases from {first} to "
            "{last}, each below {threshold}. See whether it was one need, and whether a contract was awarded.",
            supplier=lines[0].details.supplier, amount=Euro(total), count=len(span), first=span[0].day,
            last=span[-1].day, threshold=Euro(threshold),
        ),
        expenses=[line.number for line in lines],
    )  # fmt: skip
