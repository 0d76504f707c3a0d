"""What whoever signs a declaration must know first: declared lines without proofs, and errors that are not settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from subsidy_ledger.domain.findings import Finding, ranges
from subsidy_ledger.domain.identity import is_paid, number_of
from subsidy_ledger.domain.sentences import Euro, Sentence, say, say_n
from subsidy_ledger.reports.declared import Declaration

# Longer lists of line numbers are cut short, so that the declaration stays one page.
NAMED_MAX = 100

# The declared cents of lines, by number.
Cents = Mapping[int, int]


def before_signing(declared: Declaration, findings: Iterable[Finding]) -> Iterator[Sentence]:
    """What the declaration cannot claim, and the errors among the findings of the year; nothing where all is well."""
    yield from lacking(declared)
    errors = [each for each in findings if each.severity == "error" and each.asks_attention]
    if errors:
        yield say_n(
            "Before you sign: {n} error ({amount}) is open or disputed. Read it first: ledger reconcile --year {year}",
            "Before you sign: {n} errors ({amount}) are open or disputed. Read them first: ledger reconcile --year "
            "{year}",
            n=len(errors), amount=Euro(sum(each.cents for each in errors)), year=str(declared.year),
        )  # fmt: skip


def lacking(declared: Declaration) -> Iterator[Sentence]:
    """The declared lines, and the spare ones in use, that show no payment or have no document number: as the checks
    payment-missing and document-missing see them, transfers to the zone by themselves."""
    unpaid, transfers, undocumented = _lacking(declared)
    if unpaid:
        yield say_n(
            "Before you sign: {n} declared line ({amount}) shows no proof of payment, neither a payment date nor a "
            "statement number: line {lines}. Add it: ledger correct LINE --payment-date … --reason …",
            "Before you sign: {n} declared lines ({amount}) show no proof of payment, neither a payment date nor a "
            "statement number: lines {lines}. Add it: ledger correct LINE --payment-date … --reason …",
            n=len(unpaid), amount=Euro(sum(unpaid.values())), lines=_named(unpaid),
        )  # fmt: skip
    if transfers:
        yield say_n(
            "Before you sign: {n} declared transfer to the zone ({amount}) shows no payment of its own: line {lines}. "
            "See what proves it: ledger reconcile --check transfer-unproven",
            "Before you sign: {n} declared transfers to the zone ({amount}) show no payment of their own: lines "
            "{lines}. See what proves them: ledger reconcile --check transfer-unproven",
            n=len(transfers), amount=Euro(sum(transfers.values())), lines=_named(transfers),
        )  # fmt: skip
    if undocumented:
        yield say_n(
            "Before you sign: {n} declared line ({amount}) has no document number: line {lines}. Add it: ledger "
            "correct LINE --document-no … --reason …",
            "Before you sign: {n} declared lines ({amount}) have no document number: lines {lines}. Add it: ledger "
            "correct LINE --document-no … --reason …",
            n=len(undocumented), amount=Euro(sum(undocumented.values())), lines=_named(undocumented),
        )  # fmt: skip


def _lacking(declared: Declaration) -> tuple[Cents, Cents, Cents]:
    """Without a proof of payment, the same of transfers, and without a document number."""
    ledger = declared.ledger
    costs, transfers, whole = Counter[int](), Counter[int](), Counter[int]()
    for held in declared.grants:
        for share in held.shares:
            if not share.is_spare or share.line in held.used:
                target = ledger.agreement.targets.get(share.code)
                (transfers if target and target.is_transfer else costs)[share.line] += share.cents
                whole[share.line] += share.cents
    details = {number: line.details for number in whole if (line := ledger.expense(number)) is not None}
    unpaid = {number for number, known in details.items() if not is_paid(known)}
    undocumented = {number for number, known in details.items() if number_of(known.document_no) is None}
    # A credit note is nothing that is paid.
    return (
        {number: cents for number, cents in costs.items() if number in unpaid and cents > 0},
        {number: cents for number, cents in transfers.items() if number in unpaid and cents > 0},
        {number: cents for number, cents in whole.items() if number in undocumented},
    )


def _named(lines: Iterable[int]) -> Sentence | str:
    numbers: Sequence[int] = sorted(lines)
    shown = len(numbers)
    while len(ranges(numbers[:shown])) > NAMED_MAX:
        shown -= 1
    more = len(numbers) - shown
    named = ranges(numbers[:shown])
    return say("{lines} and {more} more", lines=named, more=more) if more else named
