"""Transfers to the police zone: the tag and the payee must say the same."""

from __future__ import annotations

from collections.abc import Iterator

from subsidy_ledger.checks import tags
from subsidy_ledger.checks.check import Found, check
from subsidy_ledger.checks.payee import Proof, ZonePayee
from subsidy_ledger.domain.expenses import Expense, Share
from subsidy_ledger.domain.identity import is_paid
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.sentences import Euro, Phrase, Phrases, Sentence, say

ASSUMED = (
    "How the zone is recognised is not in the agreement: its file says so in the part [zone], for the city to edit."
)
PAID_TO_ZONE: Phrases = {
    "name": "Line {line} pays {amount} to the police zone (payee: {shown}), and {part} of it is on no transfer "
    "objective. Tag it as a transfer, or correct the payee.",
    "account": "Line {line} pays {amount} to the police zone's account {shown}, and {part} of it is on no transfer "
    "objective. Tag it as a transfer, or correct the account.",
    "enterprise number": "Line {line} pays {amount} to the police zone (enterprise number {shown}), and {part} of it "
    "is on no transfer objective. Tag it as a transfer, or correct the number.",
    "budget article": "Line {line} of {amount} stands on the police zone's budget article {shown}, and {part} of it "
    "is on no transfer objective. Tag it as a transfer, or correct the article.",
}


@check(
    "transfer-untagged",
    severity="error",
    title="Paid to the police zone, but not tagged as a transfer",
    cites_agreement=True,
    ground="The agreement: money goes to the zone only under its transfer objectives. " + ASSUMED,
    remedy="Tag the line to a transfer objective (ledger tag LINE CODE); where the payee is not the zone after all, "
    "correct the line, or narrow the budget articles in the agreement's file.",
    assumption=True,
)
def transfer_untagged(ledger: Ledger) -> Iterator[Found]:
    """Finds the lines that pay the zone while a part of them is on another objective, or on none.

    Why: a transfer needs its own proof, and must not be claimed as the city's own spending.

    How: the line is the zone's when its payee has one of the zone's names, its account or its enterprise number, or
    when its budget article is one of the zone's. The euros are the part that is on no transfer objective.

    Edge: a line tagged to a sector of which every objective is a transfer is a transfer; a line tagged only to the
    grant is not.
    """
    zone, transfers = ZonePayee(ledger.agreement.zone), tags.transfers(ledger.agreement)
    for expense in ledger.claiming():
        astray = [share for share in expense.shares if share.cents and share.code not in transfers]
        proof = zone.proof(expense.details) if astray else None
        if proof is not None:
            part = sum(share.cents for share in astray)
            yield _found(ledger, expense, astray, part, _paid_to_zone(expense, part, proof))


@check(
    "transfer-payee",
    severity="error",
    title="Tagged as a transfer, but nothing shows that it was paid to the police zone",
    cites_agreement=True,
    ground="The agreement: a transfer is a payment to the police zone. " + ASSUMED,
    remedy="Tag the line to the objective it is for, or correct its payee. Where the payee is the zone under another "
    "name, add the name, the account or the enterprise number to the agreement's file and load it again.",
    assumption=True,
)
def transfer_payee(ledger: Ledger) -> Iterator[Found]:
    """Finds the lines on a transfer objective whose payee and budget article are not the zone's.

    Why: a transfer is proven by a payment to the zone; a purchase is not, whatever it was for.

    How: neither the name, the account and the enterprise number of the payee nor the budget article is the zone's.
    The euros are the part that is on transfer objectives.

    Edge: one of the four is enough. A line without payee and without budget article shows nothing, so it is found.
    """
    zone, transfers = ZonePayee(ledger.agreement.zone), tags.transfers(ledger.agreement)
    for expense in ledger.claiming():
        tagged = [share for share in expense.shares if share.cents and share.code in transfers]
        if tagged and zone.proof(expense.details) is None:
            part = sum(share.cents for share in tagged)
            yield _found(ledger, expense, tagged, part, _not_the_zone(expense, tagged, part))


@check(
    "transfer-unproven",
    severity="warning",
    title="A transfer that nothing shows to be paid",
    ground="The sister decree of 2015, art. 8: each expense needs its proof of payment. The text that holds for these "
    "years was not found.",
    remedy="Import an export with payment dates or statement numbers, or add them: ledger correct LINE --payment-date "
    "… --reason …",
    assumption=True,
)
def transfer_unproven(ledger: Ledger) -> Iterator[Found]:
    """Finds the lines on a transfer objective with neither a payment date nor the number of a bank statement.

    Why: the payment itself is what proves a transfer, whatever the zone then did with it.

    How: one of the two is enough, in whatever year it was paid. The euros are the part that is on transfer objectives.

    Edge: a payment in the year after the budget year is a proof like any other. Money that the zone paid back needs
    its proof too.
    """
    transfers = tags.transfers(ledger.agreement)
    for expense in ledger.claiming():
        tagged = [share for share in expense.shares if share.cents and share.code in transfers]
        if tagged and not is_paid(expense.details):
            part = sum(share.cents for share in tagged)
            sentence = say(
                "Line {line} transfers {part} to the police zone, and shows neither a payment date nor a statement "
                "number. Add the proof of payment.",
                line=expense.number, part=Euro(part),
            )  # fmt: skip
            yield _found(ledger, expense, tagged, part, sentence)


def _found(ledger: Ledger, expense: Expense, shares: list[Share], cents: int, sentence: Sentence) -> Found:
    """A finding of one line, on the code of these shares where it is one."""
    code = tags.sole(share.code for share in shares)
    target = ledger.agreement.targets[code] if code is not None else None
    return Found(
        str(ledger.origin(expense)),
        expense.details.year,
        cents,
        sentence,
        grant=target.grant.code if target else None,
        objective=code,
        expenses=(expense.number,),
    )


def _paid_to_zone(expense: Expense, part: int, proof: Proof) -> Sentence:
    details = expense.details
    shown = {
        "name": details.supplier,
        "account": details.iban,
        "enterprise number": details.supplier_no,
        "budget article": details.budget_article,
    }
    return say(
        PAID_TO_ZONE[proof], line=expense.number, amount=Euro(expense.amount), part=Euro(part), shown=shown[proof]
    )


def _not_the_zone(expense: Expense, tagged: list[Share], part: int) -> Sentence:
    codes = ", ".join(sorted({share.code for share in tagged if share.code is not None}))
    template: Phrase = (
        "{part} of line {line} is tagged as a transfer ({codes}), but its payee is {payee} and nothing shows that this "
        "is the police zone. Tag it to another objective, or correct the payee."
        if expense.details.supplier
        else "{part} of line {line} is tagged as a transfer ({codes}), but it names no payee and nothing else shows "
        "that it is the police zone. Tag it to another objective, or correct the payee."
    )
    return say(template, part=Euro(part), line=expense.number, codes=codes, payee=expense.details.supplier)
