"""One document, or one person's pay, of which all sources of money together pay more than there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from subsidy_ledger.checks import tags
from subsidy_ledger.checks.check import Found, check
from subsidy_ledger.checks.listed import OnList, costs_on_lists, doubt, doubts
from subsidy_ledger.checks.pay import pay_above_whole
from subsidy_ledger.checks.sharing import Part, in_both, whole_of
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.funding import paid_elsewhere
from subsidy_ledger.domain.identity import number_of
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.names import comparable_name
from subsidy_ledger.domain.records import Claim, FundingShare
from subsidy_ledger.domain.sentences import Euro, Listed, Phrases, Sentence, say

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
    "listed": "{excess} of document {document} of {supplier} (line {line}) is claimed here and stands in the list of "
    "another subsidy too ({parts}). One of them pays it: take it back here, or say who pays what (ledger funding "
    "assign {line} CODE --amount …, ledger correct {line}).",
    "alone": "Document {document} of {supplier} (line {line}) comes to {whole}, and {claimed} of it is claimed: "
    "{excess} too much. Correct the amounts, or take a line back.",
}


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
    parameters=("near-duplicate-days", "near-duplicate-likeness"),
)
def double_financing(ledger: Ledger) -> Iterator[Found]:
    """Finds the documents, and the pay of one person in one month, of which all sources together pay more than 100 %.

    Why: the same cost under two subsidies is what audit offices look for first.

    How: a document is the same by supplier (case, accents, punctuation and legal form make no difference) and invoice
    number, else by document number. What is claimed of it here, on all grants, is added to what the beneficiary's other
    agreements in this ledger claim of it. Where the document's own amount is known, the euros are what is claimed above
    it. Where it is not, what stands under both agreements with the same amount, on lines or in all, is claimed twice,
    and the euros are its sum.

    What other subsidies pay of a line (ledger funding assign) is added too. There the part of a line that nobody tagged
    claims nothing, and where no line says what the document comes to, it comes to its lines together.

    So is what stands in another subsidy's list (ledger reconcile --against FILE --funding CODE), as it was last
    compared, unless a share of it is recorded: one supplier and one number is the same document. Where nothing says
    what the document comes to, the same amount in both is paid twice. Warnings are what a person has to look at: costs
    that only look the same, other amounts of one document, and recorded shares that the list says otherwise.

    The shares of one person's pay in one month (ledger funding pay) that lines and other subsidies carry are added up,
    over all agreements of the beneficiary in this ledger; another beneficiary's books are never looked at. The euros
    are the part above 100 % of the pay, worked out from the largest line; 0.00 where there is no line.

    Edge: exactly 100 % is no finding. An invoice whose parts, of different amounts, stand under two agreements is none.
    Lines without supplier or number are not compared; lists that are evidence claim nothing. The same invoice twice
    within this agreement is duplicate-invoice.
    """
    paid = paid_elsewhere(ledger)
    on_lists = costs_on_lists(ledger, paid)
    listed: dict[int, list[OnList]] = defaultdict(list)
    for one in on_lists:
        if one.counts:
            listed[one.same.lines[0].number].append(one)
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
        shares = [(e.number, share) for e in lines if e.number in paid for share in paid[e.number].shares]
        those = [one for e in lines for one in listed.get(e.number, ())]
        others = theirs.get(document, [])
        if shares or those or others or any(e.details.document_amount is not None for e in lines):
            yield from Payers(sorted(lines, key=_number), others, shares, those).found(ledger)
    yield from doubts(ledger, on_lists)
    yield from pay_above_whole(ledger)


def _number(expense: Expense) -> int:
    return expense.number


def _document(supplier: str | None, invoice_no: str | None, document_no: str | None) -> Document | None:
    name = comparable_name(supplier) if supplier else ""
    invoice, document = number_of(invoice_no), number_of(document_no)
    if not name:
        return None
    return (name, "invoice", invoice) if invoice else (name, "document", document) if document else None


@dataclass(frozen=True, slots=True)
class Payers:
    """Who pays a document: lines of ours, other agreements, recorded shares of other subsidies, and their lists."""

    lines: Sequence[Expense]
    claims: Sequence[Claim]
    shares: Sequence[tuple[int, FundingShare]]
    on_lists: Sequence[OnList]

    def found(self, ledger: Ledger) -> Iterator[Found]:
        here = [Part(ledger.agreement.code, e.amount, e.details.document_amount) for e in self.lines]
        there = [Part(claim.source, claim.cents, claim.document_cents) for claim in self.claims]
        whole = whole_of([*here, *there, *(part for one in self.on_lists for part in one.parts())])
        if self.shares and whole is None:
            whole = sum(part.cents for part in here)
        if whole is not None:
            excess = self._paid() - whole
        else:
            excess = in_both(here, there) + sum(one.same.cents for one in self.on_lists if one.same.verdict == "twice")
        if excess > 0:
            yield _found(ledger, self.lines, excess, self._sentence(whole, excess))
        for one in self.on_lists if whole is None else ():
            if one.same.verdict == "look" and one.same.cents > 0:
                yield doubt(ledger, one, "look", one.same.cents)

    def _paid(self) -> int:
        others = sum(c.cents for c in self.claims) + sum(s.cents for _, s in self.shares)
        return sum(map(self._claimed, self.lines)) + others + sum(one.there for one in self.on_lists)

    def _claimed(self, line: Expense) -> int:
        """Where it is said who pays the rest, the part of a line that nobody tagged claims nothing."""
        return line.amount - line.untagged if self.shares else line.amount

    def _sentence(self, whole: int | None, excess: int) -> Sentence:
        details = self.lines[0].details
        document = details.invoice_no or details.document_no
        if self.shares or self.on_lists:
            kind = "listed" if whole is None else "funded" if details.supplier and document else "line"
        else:
            kind = "unknown" if whole is None else "shared" if self.claims else "alone"
        return say(
            OVER[kind],
            document=document, supplier=details.supplier, line=self.lines[0].number, whole=Euro(whole or 0),
            claimed=Euro(self._paid()), excess=Euro(excess), parts=Listed(tuple(self._named())),
            sources=Listed(tuple(sorted({claim.source for claim in self.claims}))),
        )  # fmt: skip

    def _named(self) -> Iterator[Sentence]:
        """Every line and every source with its amount."""
        for e in self.lines:
            yield say("line {line}: {amount}", line=e.number, amount=Euro(self._claimed(e)))
        for claim in self.claims:
            yield say("{source}: {amount}", source=claim.source, amount=Euro(claim.cents))
        for number, share in self.shares:
            yield say("{source} of line {line}: {amount}", source=share.funding, line=number, amount=Euro(share.cents))
        for one in self.on_lists:
            yield one.named()


def _found(ledger: Ledger, lines: Sequence[Expense], excess: int, sentence: Sentence) -> Found:
    code = tags.sole(share.code for e in lines for share in e.shares)
    return Found(
        str(ledger.first_origin(lines)),
        max(e.details.year for e in lines),
        excess,
        sentence,
        grant=ledger.agreement.grant(code).code if code is not None else None,
        objective=code,
        expenses=[e.number for e in lines],
    )
