"""One document, or one person's pay, of which all sources of money together pay more than there is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from subsidy_ledger.checks import tags
from subsidy_ledger.checks.check import Found, check
from subsidy_ledger.checks.pay import pay_above_whole
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.funding import paid_elsewhere
from subsidy_ledger.domain.identity import number_of
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.names import comparable_name
from subsidy_ledger.domain.records import Claim, FundingShare
from subsidy_ledger.domain.sentences import Euro, Listed, Phrase, Phrases, Sentence, say

Document = tuple[str, str, str]  # supplier, kind of number, number
OVER: Final[Phrases] = {
    "unknown": "{excess} of document {document} of {supplier} (line {line}) is claimed here and under {sources} too. "
    "One of them pays it: take it back from the other.",
    "shared": "Document {document} of {supplier} (line {line}) comes to {whole}, and {claimed} of it is claimed, here "
    "and under {sources}: {excess} too much. Decide who pays what.",
    "funded": "Document {document} of {supplier} (line {line}) comes to {whole}, and more is paid of it ({parts}): "
    "{excess} too much. Decide who pays what: ledger funding assign {line} CODE --share …, or ledger correct {line}.",
    "line": "Line {line} comes to {whole}, and more is paid of it ({parts}): {excess} too much. Decide who pays what: "
    "ledger funding assign {line} CODE --share …, or ledger correct {line}.",
    "alone": "Document {document} of {supplier} (line {line}) comes to {whole}, and {claimed} of it is claimed: "
    "{excess} too much. Correct the amounts, or take a line back.",
}


@dataclass(frozen=True, slots=True)
class Part:
    """What one source of money pays of a document, in cents; `whole` is the document's own amount where it is known."""

    source: str
    cents: int
    whole: int | None


@check(
    "double-financing",
    severity="error",
    title="More is paid of a document, or of one person's pay, than it comes to",
    ground="Practice of public funders: no cost is financed twice, and all sources together pay at most 100 % of it. "
    "The agreement does not say so in words.",
    remedy="Decide which source pays what, and take the rest back or correct the amount (ledger correct LINE --amount "
    "… or --take-back --reason …), or what other subsidies are said to pay (ledger funding assign, ledger funding "
    "pay).",
    assumption=True,
)
def double_financing(ledger: Ledger) -> Iterator[Found]:
    """Finds the documents, and the pay of one person in one month, of which all sources together pay more than 100 %.

    Why: the same cost under two subsidies is what audit offices look for first.

    How: a document is the same by supplier (case, accents, punctuation and legal form make no difference) and invoice
    number, else by document number. What is claimed of it here, on all grants, is added to what the beneficiary's other
    agreements in this ledger claim of it. Where the document's own amount is known, the euros are what is claimed above
    it. Where it is not, the lines that stand under both agreements with the same amount are claimed twice, and the
    euros are their sum.

    What other subsidies pay of a line (ledger funding assign) is added too. There the part of a line that nobody tagged
    claims nothing, and where no line says what the document comes to, it comes to its lines together.

    The shares of one person's pay in one month (ledger funding pay) that lines and other subsidies carry are added up.
    The euros are the part above 100 % of the pay, worked out from the largest line; 0.00 where there is no line.

    Edge: exactly 100 % is no finding. An invoice whose parts, of different amounts, stand under two agreements is none.
    Lines without supplier or number are not compared; lists that are evidence claim nothing. The same invoice twice
    within this agreement is duplicate-invoice.
    """
    paid = paid_elsewhere(ledger)
    ours: dict[Document, list[Expense]] = defaultdict(list)
    for expense in ledger.claiming():
        d = expense.details
        document = _document(d.supplier, d.invoice_no, d.document_no)
        if document is None and expense.number in paid:
            document = ("", "line", str(expense.number))
        if document is not None:
            ours[document].append(expense)
    theirs: dict[Document, list[Claim]] = defaultdict(list)
    for claim in ledger.elsewhere:
        document = _document(claim.supplier, claim.invoice_no, claim.document_no)
        if document in ours:
            theirs[document].append(claim)
    for document, lines in ours.items():
        others = theirs.get(document, [])
        shares = [(e.number, share) for e in lines if e.number in paid for share in paid[e.number].shares]
        if shares:
            yield from _funded(ledger, sorted(lines, key=_number), others, shares)
        elif others or any(e.details.document_amount is not None for e in lines):
            yield from _judged(ledger, sorted(lines, key=_number), others)
    yield from pay_above_whole(ledger)


def _number(expense: Expense) -> int:
    return expense.number


def _document(supplier: str | None, invoice_no: str | None, document_no: str | None) -> Document | None:
    name = comparable_name(supplier) if supplier else ""
    invoice, document = number_of(invoice_no), number_of(document_no)
    if not name:
        return None
    return (name, "invoice", invoice) if invoice else (name, "document", document) if document else None


def _judged(ledger: Ledger, lines: list[Expense], others: Sequence[Claim]) -> Iterator[Found]:
    here = [Part(ledger.agreement.code, e.amount, e.details.document_amount) for e in lines]
    there = [Part(claim.source, claim.cents, claim.document_cents) for claim in others]
    whole = _whole([*here, *there])
    claimed = sum(part.cents for part in (*here, *there))
    excess = claimed - whole if whole is not None else _twice(here, there)
    if excess > 0:
        sentence = _sentence(lines[0], whole, claimed, excess, sorted({part.source for part in there}))
        yield _found(ledger, lines, excess, sentence)


def _funded(
    ledger: Ledger, lines: list[Expense], others: Sequence[Claim], shares: Sequence[tuple[int, FundingShare]]
) -> Iterator[Found]:
    """A document that other subsidies pay a part of, every line and every source named with its amount."""
    here = [Part(ledger.agreement.code, e.amount, e.details.document_amount) for e in lines]
    there = [Part(claim.source, claim.cents, claim.document_cents) for claim in others]
    whole = _whole([*here, *there])
    if whole is None:
        whole = sum(e.amount for e in lines)
    named: list[Sentence] = [
        *(say("line {line}: {amount}", line=e.number, amount=Euro(e.amount - e.untagged)) for e in lines),
        *(say("{source}: {amount}", source=claim.source, amount=Euro(claim.cents)) for claim in others),
        *(
            say("{source} of line {line}: {amount}", source=share.funding, line=number, amount=Euro(share.cents))
            for number, share in shares
        ),
    ]
    claimed = sum(e.amount - e.untagged for e in lines) + sum(claim.cents for claim in others)
    excess = claimed + sum(share.cents for _, share in shares) - whole
    if excess > 0:
        details = lines[0].details
        document = details.invoice_no or details.document_no
        sentence = say(
            OVER["funded" if details.supplier and document else "line"],
            document=document, supplier=details.supplier, line=lines[0].number, whole=Euro(whole),
            excess=Euro(excess), parts=Listed(tuple(named)),
        )  # fmt: skip
        yield _found(ledger, lines, excess, sentence)


def _found(ledger: Ledger, lines: Sequence[Expense], excess: int, sentence: Sentence) -> Found:
    code = tags.sole(share.code for e in lines for share in e.shares)
    return Found(
        str(ledger.origin(lines[0])),
        max(e.details.year for e in lines),
        excess,
        sentence,
        grant=ledger.agreement.grant(code).code if code is not None else None,
        objective=code,
        expenses=[e.number for e in lines],
    )


def _whole(parts: Sequence[Part]) -> int | None:
    """The document's own amount, None where no list says it.

    A list that repeats it on every line says it once; different amounts are the amounts of the document's parts, and
    so is what a line claims that says nothing. The list that shows most of the document counts.
    """
    sums: dict[str, int] = {}
    for source in {part.source for part in parts}:
        own = [part for part in parts if part.source == source]
        stated = {part.whole for part in own if part.whole is not None}
        if stated:
            sums[source] = sum(stated) + sum(part.cents for part in own if part.whole is None)
    return max(sums.values(), default=None)


def _twice(here: Sequence[Part], there: Sequence[Part]) -> int:
    """The sum of the amounts that stand on both sides."""
    return sum((Counter(part.cents for part in here) & Counter(part.cents for part in there)).elements())


def _sentence(line: Expense, whole: int | None, claimed: int, excess: int, sources: Sequence[str]) -> Sentence:
    template: Phrase = OVER["unknown" if whole is None else "shared" if sources else "alone"]
    details = line.details
    return say(
        template,
        document=details.invoice_no or details.document_no, supplier=details.supplier, line=line.number,
        whole=Euro(whole or 0), claimed=Euro(claimed), excess=Euro(excess), sources=Listed(tuple(sources)),
    )  # fmt: skip
