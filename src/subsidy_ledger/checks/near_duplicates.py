"""What looks like the same cost twice, although it does not say so in the same words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from subsidy_ledger.checks import tags
from subsidy_ledger.checks.check import Found, check
from subsidy_ledger.checks.groups import leaders
from subsidy_ledger.checks.suppliers import Suppliers
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.identity import number_of, supplier_of
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.parameters import whole
from subsidy_ledger.domain.sentences import Euro, say

RUNS = re.compile(r"[0-9]+|[^\W\d_]+")  # of digits or of letters


@check(
    "near-duplicate",
    severity="warning",
    title="It looks like the same cost twice",
    ground="Practice of audit: the same supplier and amount within a few days, or a number typed in another way, is "
    "how a cost that was paid or claimed twice shows itself.",
    remedy="Look at the documents. Where it is one cost, take the line that is one too many back (ledger correct LINE "
    "--take-back --reason …); where they are several, accept the finding with the reason.",
    assumption=True,
    parameters=("near-duplicate-days", "near-duplicate-likeness"),
)
def near_duplicate(ledger: Ledger) -> Iterator[Found]:
    """Finds claimed lines of one supplier and amount that are dated within a few days, or whose invoice numbers differ
    in punctuation and zeros only.

    Why: duplicate-invoice finds an invoice that was typed alike; a slip of the pen hides the same thing.

    How: claimed lines of all years and entities are put together by supplier and amount. Names that are alike enough
    are one supplier, unless their numbers differ (school 1 is not school 2) or their enterprise numbers do. Within a
    group each line that is dated at most that many days after the one before it belongs to it (invoice, else booking,
    else payment date), and each whose invoice number is the same but for punctuation and zeros in front of a figure.
    The euros are what would go if one of the lines stayed, without what duplicate-invoice already asks of them.

    Edge: exactly that many days apart is a finding, one day more is none. What duplicate-invoice finds is not repeated:
    lines that it puts together count here as one, and where nothing else is left there is no finding.
    Lines without a supplier are not compared, and those without a date by their number only. A credit note is compared
    with credit notes.
    """
    lines = [expense for expense in ledger.claiming() if expense.details.supplier]
    suppliers = Suppliers((e.details for e in lines), whole(ledger.agreement, "near-duplicate-likeness"))
    blocks: dict[tuple[str, int], list[Expense]] = defaultdict(list)
    for expense in lines:
        supplier = suppliers.of(expense.details)
        if supplier:
            blocks[supplier, expense.amount].append(expense)
    days = whole(ledger.agreement, "near-duplicate-days")
    for block in blocks.values():
        if len(block) > 1:
            for group in _groups(block, days):
                parts = _parts(group)
                if len(parts) > 1:
                    yield _found(ledger, group, parts)


def _groups(block: list[Expense], days: int) -> list[list[Expense]]:
    by_number = {expense.number: expense for expense in block}
    groups: dict[int, list[Expense]] = defaultdict(list)
    for number, first in sorted(leaders(_pairs(block, days)).items()):
        groups[first].append(by_number[number])
    return list(groups.values())


def _pairs(block: list[Expense], days: int) -> Iterator[tuple[int, int]]:
    dated = sorted((e.details.date, e.number) for e in block if e.details.date is not None)
    for (before, one), (after, other) in pairwise(dated):
        if (after - before).days <= days:
            yield one, other
    seen: dict[str, int] = {}
    for expense in sorted(block, key=lambda e: e.number):
        for key in _numbers(expense):
            yield seen.setdefault(key, expense.number), expense.number


def _numbers(expense: Expense) -> set[str]:
    """The invoice number without punctuation, and the same without the zeros in front of each figure."""
    plain = number_of(expense.details.invoice_no)
    if plain is None:
        return set()
    runs = RUNS.findall((expense.details.invoice_no or "").upper())
    return {plain, "".join(run.lstrip("0") if run.isdigit() else run for run in runs)}


def _parts(group: list[Expense]) -> list[Expense]:
    """A line for each cost that duplicate-invoice does not put together with another of the group."""
    found: dict[object, Expense] = {}
    for expense in group:
        invoice = number_of(expense.details.invoice_no)
        found.setdefault((supplier_of(expense.details), invoice) if invoice else expense.number, expense)
    return list(found.values())


def _found(ledger: Ledger, group: list[Expense], parts: list[Expense]) -> Found:
    code = tags.sole(share.code for e in group for share in e.shares)
    first, last = parts[0], parts[-1]
    return Found(
        str(ledger.first_origin(group)),
        max(e.details.year for e in group),
        first.amount * (len(parts) - 1),
        say(
            "{count} lines of {supplier} over {amount} look like one cost, such as {first} and {last}: dated close to "
            "each other, or with almost the same invoice number. Look at the documents, and take back what is one too "
            "many.",
            count=len(group), supplier=first.details.supplier, amount=Euro(first.amount), first=first.number,
            last=last.number,
        ),
        grant=ledger.agreement.grant(code).code if code is not None else None,
        objective=code,
        expenses=[e.number for e in group],
    )  # fmt: skip
