"""One euro counted twice around a transfer: in both modes, or by the city and by whoever it paid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from subsidy_ledger.checks import tags
from subsidy_ledger.checks.check import Found, check
from subsidy_ledger.checks.payments import joined, same_payments
from subsidy_ledger.domain.agreement import Agreement, Entity
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.identity import number_of, supplier_of
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.payers import Names, ZoneLists
from subsidy_ledger.domain.sentences import Euro, Sentence, say

Cost = tuple[str, str, int]  # supplier, invoice number (else document number), cents


@check(
    "transfer-counted-twice",
    severity="error",
    title="The same money is claimed as a transfer and a second time",
    cites_agreement=True,
    ground="The agreement, general grant, sector 1: a transfer is for projects (objective 1) or deducted from what the "
    "municipality owes (objective 2). That no cost is claimed twice is practice of public funders.",
    remedy="Decide which of the two is claimed: retag the other, or take it back (ledger correct LINE "
    "--take-back --reason …). Where payments to a non-profit and its own list are both claimed, make its "
    "role evidence in the agreement's file, or leave the payments out.",
    assumption=True,
)
def transfer_counted_twice(ledger: Ledger) -> Iterator[Found]:
    """Finds money that is claimed twice because it was paid on to somebody who accounts for it too.

    Why: a transfer and what it paid for are one euro, and one payment is either for projects or a deduction.

    How, in four ways:
    (1) Two claiming lines of the same entity and amount, one on a project and one on a deduction objective, are the
    same payment: same payment order, statement, document or invoice number, or same payment date and payee. Lines
    whose payment dates (for documents: invoice dates) or orders all differ are different payments.
    (2) A line of a list that is evidence (the zone's) has the supplier, amount and invoice number (else document
    number) of a line that is claimed and that is no transfer. The euros are what is claimed of it.
    (3) An entity such as a non-profit claims its own lines in a year in which another entity claims its payments to
    it. The euros are the smaller of the two sums.
    (4) The zone's list shows one cost (supplier, amount, invoice or else document number) for the city on two project
    objectives or in two years: it proves one transfer, not two. The euros are what it proves too much.

    Edge: one line divided over both modes counts once. Where the payments to the entity cancel out, nothing is found.
    """
    yield from _in_both_modes(ledger)
    yield from _in_evidence_too(ledger)
    yield from _paid_and_claimed(ledger)
    yield from _proven_twice(ledger)


def _in_both_modes(ledger: Ledger) -> Iterator[Found]:
    project, deduction = (tags.of_mode(ledger.agreement, mode) for mode in ("project", "deduction"))
    lines = [e for e in ledger.claiming() if tags.cents_on(e, project) or tags.cents_on(e, deduction)]
    mixed = (
        group
        for group in same_payments(lines)
        if any(tags.cents_on(e, project) for e in group) and any(tags.cents_on(e, deduction) for e in group)
    )
    for group in joined(mixed):
        as_project = [e.number for e in group if tags.cents_on(e, project)]
        as_deduction = [e.number for e in group if tags.cents_on(e, deduction)]
        first = as_project[0]
        second = next((number for number in as_deduction if number != first), None)
        if second is None:
            first, second = next(number for number in as_project if number != first), first
        yield Found(
            f"modes|{ledger.first_origin(group)}",
            max(e.details.year for e in group),
            _smaller(sum(tags.cents_on(e, project) for e in group), sum(tags.cents_on(e, deduction) for e in group)),
            say(
                "Line {first} (project) and line {second} (deduction) look like one payment of {amount}, counted as "
                "both. Keep one of the two tags, or correct the payment's numbers and date.",
                first=first, second=second, amount=Euro(group[0].amount),
            ),
            grant=_grant(ledger.agreement, group),
            expenses=[e.number for e in group],
        )  # fmt: skip


def _in_evidence_too(ledger: Ledger) -> Iterator[Found]:
    transfers = tags.transfers(ledger.agreement)
    proven: dict[Cost | None, list[Expense]] = defaultdict(list)
    claimed: dict[Cost | None, list[Expense]] = defaultdict(list)
    for expense in ledger.live():
        if not ledger.agreement.is_claiming(expense.details.entity) and (key := _cost(expense)):
            proven[key].append(expense)
    for expense in ledger.claiming() if proven else ():
        if (key := _cost(expense)) in proven and expense.amount != tags.cents_on(expense, transfers):
            claimed[key].append(expense)
    for key, lines in claimed.items():
        ours, theirs = sorted(lines, key=_number), sorted(proven[key], key=_number)
        part = sum(e.amount - tags.cents_on(e, transfers) for e in ours)
        yield Found(
            f"evidence|{ledger.first_origin(ours)}",
            max(e.details.year for e in ours),
            _smaller(part, sum(e.amount for e in theirs)),
            _claimed_again(ledger.agreement, ours[0], theirs[0]),
            grant=_grant(ledger.agreement, ours),
            objective=tags.sole(share.code for e in ours for share in e.shares),
            expenses=[e.number for e in (*ours, *theirs)],
        )


def _paid_and_claimed(ledger: Ledger) -> Iterator[Found]:
    others = [entity for entity in ledger.agreement.entities if entity.role == "claiming"][1:]
    names = {entity: Names((entity.name, *entity.names)) for entity in others}
    own: dict[tuple[Entity, int], list[Expense]] = defaultdict(list)
    paid: dict[tuple[Entity, int], list[Expense]] = defaultdict(list)
    for expense in ledger.claiming():
        details = expense.details
        for entity, known_as in names.items():
            if details.entity == entity.code:
                own[entity, details.year].append(expense)
            elif known_as.found_in(details.supplier):
                paid[entity, details.year].append(expense)
    for (entity, year), lines in own.items():
        claimed, payments = sum(e.amount for e in lines), sum(e.amount for e in paid[entity, year])
        if min(claimed, payments) > 0:
            yield Found(
                f"entity|{entity.code}|{year}",
                year,
                min(claimed, payments),
                _both_claim(entity, year, claimed, payments),
                expenses=[e.number for e in (*lines, *paid[entity, year])],
            )


def _proven_twice(ledger: Ledger) -> Iterator[Found]:
    projects = tags.of_mode(ledger.agreement, "project")
    proofs: dict[Cost, dict[Hashable, list[Expense]]] = defaultdict(lambda: defaultdict(list))
    for expense in ZoneLists(ledger.agreement).proofs(ledger):
        codes = frozenset(share.code for share in expense.shares if share.cents and share.code in projects)
        if codes and (key := _cost(expense)):
            proofs[key][expense.details.year, codes].append(expense)
    for by_project in proofs.values():
        if len(by_project) < 2:
            continue
        first, second, *_ = sorted((min(lines, key=_number) for lines in by_project.values()), key=_number)
        lines = [e for those in by_project.values() for e in those]
        yield Found(
            f"proof|{ledger.first_origin(lines)}",
            max(e.details.year for e in lines),
            first.amount * (len(by_project) - 1),
            say(
                "Lines {first} and {second} of the zone's list show one cost, {amount} of {supplier} (number "
                "{document}), for two projects or years. It proves one transfer only: tag one of them anew, or take "
                "it back.",
                first=first.number, second=second.number, amount=Euro(first.amount), supplier=first.details.supplier,
                document=first.details.invoice_no or first.details.document_no,
            ),
            grant=_grant(ledger.agreement, lines),
            expenses=[e.number for e in lines],
        )  # fmt: skip


def _cost(expense: Expense) -> Cost | None:
    """What makes a cost the same one in two lists; None where the supplier or the number is missing."""
    details = expense.details
    supplier, number = supplier_of(details), number_of(details.invoice_no) or number_of(details.document_no)
    return (supplier, number, expense.amount) if supplier and number else None


def _number(expense: Expense) -> int:
    return expense.number


def _smaller(one: int, other: int) -> int:
    """The one nearer to nothing: only so much stands on both sides."""
    return min(one, other, key=lambda cents: (abs(cents), cents))


def _grant(agreement: Agreement, lines: Sequence[Expense]) -> str | None:
    """The grant of all that is tagged on these lines, where it is one."""
    grants = tags.grants(agreement)
    return tags.sole(grants[share.code] for line in lines for share in line.shares if share.code is not None)


def _claimed_again(agreement: Agreement, claimed: Expense, proof: Expense) -> Sentence:
    entity = agreement.entity(proof.details.entity)
    return say(
        "Line {line} claims {amount} of {supplier} (number {document}), which also stands in the list of {entity} on "
        "line {proof}: what a transfer paid for is claimed again. Take line {line} back, or correct it.",
        line=claimed.number, amount=Euro(claimed.amount), supplier=claimed.details.supplier,
        document=claimed.details.invoice_no or claimed.details.document_no,
        entity=entity.name if entity else proof.details.entity, proof=proof.number,
    )  # fmt: skip


def _both_claim(entity: Entity, year: int, claimed: int, paid: int) -> Sentence:
    return say(
        "In {year} {paid} is claimed as paid to {entity}, and {claimed} as spent by {entity} itself: up to {amount} "
        "is the same money. Claim one of the two: make the role of {entity} evidence, or leave the payments out.",
        year=str(year), paid=Euro(paid), entity=entity.name, claimed=Euro(claimed), amount=Euro(min(claimed, paid)),
    )  # fmt: skip
