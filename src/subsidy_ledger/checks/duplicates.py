"""The same invoice on more than one line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from subsidy_ledger.checks import tags
from subsidy_ledger.checks.check import Found, check
from subsidy_ledger.domain.agreement import Severity
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.identity import number_of, supplier_of
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.names import normal_name, normal_number
from subsidy_ledger.domain.sentences import Euro, Phrase, Sentence, say

LINES_NAMED_MAX = 6  # in the sentence; the finding has them all

Key = tuple[str, str, int]  # supplier, invoice number, cents


@check(
    "duplicate-invoice",
    severity="error",
    title="The same invoice is claimed more than once",
    ground="Practice of public funders: no cost is financed twice. The agreement does not say so in words.",
    remedy="Look at the documents. Take back the line that is one too many (ledger correct LINE --take-back "
    "--reason …, or ledger undo for a whole import); where they are different costs, correct the invoice "
    "number.",
    assumption=True,
)
def duplicate_invoice(ledger: Ledger) -> Iterator[Found]:
    """Finds lines with the same supplier, the same invoice number and the same amount.

    Why: an invoice that stands in two lists, or twice in one, is claimed twice.

    How: claiming lines of all years and all entities are put together by supplier (case, accents, punctuation and
    legal form make no difference), invoice number (case, blanks and punctuation make none; zeros do) and amount.
    The euros are what would go if one of them stayed. The year is that of the latest line; the finding is also
    shown with every other year that holds one of its lines.

    Edge: where all come from one import and no two have both budget article and description in common, they may be
    one invoice booked in parts, and it is a warning. Lines without supplier or invoice number are not compared.
    Corrected and undone lines are left out.
    """
    for (_, _, cents), lines in _groups(ledger).items():
        if len(lines) > 1:
            lines.sort(key=lambda line: line.number)
            numbers = [line.number for line in lines]
            code = tags.sole(share.code for line in lines for share in line.shares)
            target = ledger.agreement.targets[code] if code is not None else None
            yield Found(
                str(ledger.first_origin(lines)),
                max(line.details.year for line in lines),
                cents * (len(lines) - 1),
                _sentence(lines, numbers),
                grant=target.grant.code if target else None,
                objective=code,
                expenses=numbers,
                severity=_severity(lines),
            )


def _groups(ledger: Ledger) -> dict[Key, list[Expense]]:
    groups: dict[Key, list[Expense]] = defaultdict(list)
    for expense in ledger.claiming():
        supplier, invoice = supplier_of(expense.details), number_of(expense.details.invoice_no)
        if supplier and invoice:
            groups[supplier, invoice, expense.amount].append(expense)
    return groups


def _severity(lines: list[Expense]) -> Severity | None:
    """Milder where one import gave them all and each has an article or a description of its own."""
    batch = tags.sole(line.source.import_number if line.source else None for line in lines)
    parts = {
        (normal_number(line.details.budget_article or ""), normal_name(line.details.description or ""))
        for line in lines
    }  # fmt: skip
    return "warning" if batch is not None and len(parts) == len(lines) else None


def _sentence(lines: list[Expense], numbers: list[int]) -> Sentence:
    first = lines[0]
    more = len(numbers) - LINES_NAMED_MAX
    shown = ", ".join(str(number) for number in numbers[:LINES_NAMED_MAX])
    template: Phrase = (
        "Invoice {invoice} of {supplier} over {amount} stands on {count} lines ({lines} and {more} more). One is "
        "enough: look at the documents, and take back what is one too many."
        if more > 0
        else "Invoice {invoice} of {supplier} over {amount} stands on {count} lines ({lines}). One is enough: look at "
        "the documents, and take back what is one too many."
    )
    return say(
        template,
        invoice=first.details.invoice_no, supplier=first.details.supplier, amount=Euro(first.amount),
        count=len(numbers), lines=shown, more=more,
    )  # fmt: skip
