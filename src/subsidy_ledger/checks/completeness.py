"""What every claimed cost needs in the yearly file: a document, a proof of payment, and both in time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from subsidy_ledger.checks import tags
from subsidy_ledger.checks.check import Found, check
from subsidy_ledger.domain.identity import is_paid, number_of
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.parameters import FILE_DUE, file_due
from subsidy_ledger.domain.sentences import Euro, say

FILE_GROUND = (
    "The sister decree of 2015, art. 8: the yearly file holds a supporting document and a proof of payment for each "
    "expense. The text that holds for these years was not found."
)


@check(
    "document-missing",
    severity="warning",
    title="Costs without a document number",
    ground=FILE_GROUND,
    remedy="Find the documents and add their numbers (ledger correct LINE --document-no … --reason …), or import an "
    "export that has the column.",
    assumption=True,
)
def document_missing(ledger: Ledger) -> Iterator[Found]:
    """Finds, for each year, the claimed lines that have no document number.

    Why: a cost whose document cannot be found is rejected when the file is controlled.

    How: the number of the city's own document counts, not the supplier's invoice number: that says what the document
    is, and not where it is kept. A dash, zeros or a word for "none" is no number. Credit notes need one too; the euros
    are the sum of all these lines. One finding a year.

    Edge: lines of a list that is evidence (the zone's) need none here: the zone keeps its own documents.
    """
    missing: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for expense in ledger.claiming():
        if number_of(expense.details.document_no) is None:
            missing[expense.details.year].append((expense.number, expense.amount))
    for year, lines in missing.items():
        cents = sum(amount for _, amount in lines)
        yield Found(
            str(year),
            year,
            cents,
            say(
                "{amount} of {year} has no document number (lines: {count}). Add the numbers, so that the documents "
                "can be found.",
                amount=Euro(cents), year=str(year), count=len(lines),
            ),
            expenses=[number for number, _ in lines],
        )  # fmt: skip


@check(
    "payment-missing",
    severity="warning",
    title="Costs that nothing shows to be paid",
    ground=FILE_GROUND,
    remedy="Import an export with payment dates or statement numbers: it adds them to the lines that are known "
    "already. For single lines: ledger correct LINE --payment-date … --reason …",
    assumption=True,
)
def payment_missing(ledger: Ledger) -> Iterator[Found]:
    """Finds, for each year, the claimed costs with neither a payment date nor the number of a bank statement.

    Why: a cost that is not shown to be paid is not accepted.

    How: one of the two is enough; the number of a payment order is not, as an order can be refused. Transfers to the
    police zone are left to transfer-unproven, also where they are a part of a line. The euros are the sum of the rest.
    One finding a year.

    Edge: a credit note is nothing that is paid, so it needs neither.
    """
    transfers = tags.transfers(ledger.agreement)
    missing: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for expense in ledger.claiming():
        part = expense.amount - tags.cents_on(expense, transfers)
        if part > 0 and not is_paid(expense.details):
            missing[expense.details.year].append((expense.number, part))
    for year, lines in missing.items():
        cents = sum(part for _, part in lines)
        yield Found(
            str(year),
            year,
            cents,
            say(
                "{amount} of {year} shows neither a payment date nor a statement number (lines: {count}). Add the "
                "proof of payment.",
                amount=Euro(cents), year=str(year), count=len(lines),
            ),
            expenses=[number for number, _ in lines],
        )  # fmt: skip


@check(
    "paid-late",
    severity="info",
    title="Paid after the year's file was due",
    ground="The sister decree of 2015, art. 8: the file of a year, with its proofs of payment, is due by 30 June of "
    "the next year. The date for these years was not found.",
    remedy="See whether the proof of payment can still be handed in; ask the administration where it is not clear. The "
    "due day of each year can be changed in the agreement's file.",
    assumption=True,
    parameters=(FILE_DUE,),
)
def paid_late(ledger: Ledger) -> Iterator[Found]:
    """Finds, for each budget year, the claimed lines that were paid after the day on which its file was due.

    Why: what was not yet paid then could not be proven in the file.

    How: the payment date decides; a credit note was not paid, so it is left out. The euros are the sum of the lines.
    One finding a year.

    Edge: paid on the due day itself is in time. Lines without a payment date are left to payment-missing.
    """
    late: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for expense in ledger.claiming():
        paid, year = expense.details.payment_date, expense.details.year
        if paid is not None and expense.amount > 0 and paid > file_due(ledger.agreement, year):
            late[year].append((expense.number, expense.amount))
    for year, lines in late.items():
        cents = sum(amount for _, amount in lines)
        yield Found(
            str(year),
            year,
            cents,
            say(
                "{amount} of {year} was paid after {due}, when the file of the year was due (lines: {count}). See "
                "whether the proof of payment can still be handed in.",
                amount=Euro(cents), year=str(year), due=file_due(ledger.agreement, year), count=len(lines),
            ),
            expenses=[number for number, _ in lines],
        )  # fmt: skip
