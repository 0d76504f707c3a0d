"""Other subsidies: naming and retiring them, and recording what they pay of a line or of one person's pay."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from subsidy_ledger.domain.drafts import Draft, Head
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.funding import CODE, MONTH, WHOLE, funding_of, fundings, paid_elsewhere, pay_of, pay_shares
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.money import portion
from subsidy_ledger.domain.records import Funding, FundingShare, PayShare
from subsidy_ledger.domain.sentences import Euro, Sentence, say
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.lines import live_line
from subsidy_ledger.operations.session import Session


@dataclass(frozen=True, slots=True)
class Source:
    """Another subsidy as the officer names it."""

    code: str
    title: str
    funder: str
    starts_on: date | None = None
    ends_on: date | None = None


def add_funding(session: Session, source: Source, *, reason: str = "") -> int | None:
    """Names another subsidy, or anew one that changed (with a reason); gives the entry, None where nothing changed.

    Raises WrongUse for a code of other characters or of a grant, a period that ends before it starts, and a change
    without a reason.
    """
    if not CODE.fullmatch(source.code):
        raise WrongUse("funding-code", '"{code}" is no code: use letters, digits, points and dashes.', code=source.code)
    if source.starts_on and source.ends_on and source.ends_on < source.starts_on:
        raise WrongUse(
            "period-backwards", "The period would end on {ends}, before it starts on {starts}.",
            ends=source.ends_on, starts=source.starts_on,
        )  # fmt: skip

    def think(ledger: Ledger, _head: Head) -> Draft | None:
        if source.code.casefold() in {code.casefold() for code in (ledger.agreement.code, *ledger.agreement.targets)}:
            raise WrongUse(
                "funding-is-ours", "{code} is a code of this agreement; another subsidy needs a code of its own.",
                code=source.code,
            )  # fmt: skip
        old = next((f for c, f in fundings(ledger).items() if c.casefold() == source.code.casefold()), None)
        code, version = (old.code, old.version + 1) if old else (source.code, 1)
        made = Funding(code, version, source.title, source.funder, source.starts_on, source.ends_on, True, 0)
        if old is not None and replace(old, version=version, entry=0) == made:
            return None
        if old is not None and not reason:
            raise WrongUse(
                "reason-needed", '{code} is named already ("{title}"). To change it, say why: --reason …',
                code=code, title=old.title,
            )  # fmt: skip
        return Draft("funding", reason, fundings=(made,))

    return session.write(think)


def retire_funding(session: Session, code: str, *, reason: str) -> int:
    """Closes a source to new shares; gives how many lines keep theirs, which go on counting."""
    kept: list[int] = []

    def think(ledger: Ledger, _head: Head) -> Draft:
        old = funding_of(ledger, code)
        kept[:] = [n for n, paid in paid_elsewhere(ledger).items() if any(s.funding == old.code for s in paid.shares)]
        return Draft("funding", reason, fundings=(replace(old, version=old.version + 1, is_live=False, entry=0),))

    session.write(think)
    return len(kept)


@dataclass(frozen=True, slots=True)
class Assigned:
    """What a source pays of a line's document: before and after, of how much, and by all sources together.

    `claimed` is the part of the line that is tagged to this agreement; `entry` None where nothing changed.
    """

    expense: Expense
    funding: str
    before: int
    after: int
    whole: int
    claimed: int
    others: int
    entry: int | None = None

    @property
    def excess(self) -> int:
        return max(0, self.claimed + self.others + self.after - self.whole)


def assign(session: Session, number: int, code: str, part: Fraction | int, *, reason: str) -> Assigned:
    """Records what another subsidy pays of a line: a share of its document, or an amount in cents; 0 withdraws it.

    A share is of the document's own amount, where the line says it, else of the line. Raises WrongUse for a line that
    does not count, and for an amount of the other sign or above the document.
    """
    seen: list[Assigned] = []

    def think(ledger: Ledger, _head: Head) -> Draft | None:
        line = live_line(ledger, number)
        _claiming(ledger, line)
        paid = paid_elsewhere(ledger).get(number)
        known = {share.funding: share.cents for share in paid.shares} if paid else {}
        whole = line.details.document_amount or line.amount
        cents = portion(whole, part) if isinstance(part, Fraction) else part
        # To take back what a retired source was said to pay must stay possible.
        source = funding_of(ledger, code, live=cents != 0)
        if cents * whole < 0:
            raise WrongUse(
                "amount-sign", "Line {n} comes to {amount}; what another subsidy pays of it has the same sign.",
                n=number, amount=Euro(line.amount),
            )  # fmt: skip
        if abs(cents) > abs(whole):
            raise WrongUse(
                "amount-above-document",
                "The document of line {n} comes to {whole}, and no subsidy can pay {amount} of it. Where the document "
                "comes to more, say so first: ledger correct {n} --document-amount … --reason …",
                n=number, whole=Euro(whole), amount=Euro(cents),
            )  # fmt: skip
        before = known.pop(source.code, 0)
        seen[:] = [Assigned(line, source.code, before, cents, whole, line.amount - line.untagged, sum(known.values()))]
        if before == cents:
            return None
        return Draft("funding", reason, funding_shares=(FundingShare(number, source.code, source.version, cents, 0),))

    entry = session.write(think)
    return replace(seen[0], entry=entry)


@dataclass(frozen=True, slots=True)
class Payroll:
    """All shares of one person's pay in one month, in hundredths of a percent, once one more is recorded; and what is
    doubtful of its month."""

    total: int
    entry: int | None
    doubt: Sentence | None = None

    @property
    def excess(self) -> int:
        return max(0, self.total - WHOLE)


def assign_pay(
    session: Session, person: str, month: str, share: Fraction, *, line: int | None, code: str | None, reason: str
) -> Payroll:
    """Records which share of a person's pay of a month a line, or another subsidy, carries; 0 withdraws it.

    Raises WrongUse for a month that is none, and for a reference that holds a national register number.
    """
    from subsidy_ledger.checks.personal import holds_register_number

    if not MONTH.fullmatch(month):
        raise WrongUse("month-unreadable", '"{month}" is no month; write 2019-03.', month=month)
    if not person.strip() or holds_register_number(person):
        raise WrongUse(
            "person-reference",
            "A person is named by a reference of your own, such as the number of the post; never by a national "
            "register number, which is personal data that nobody needs here.",
        )
    if (line is None) == (code is None):
        raise WrongUse("pay-source", "Say what carries the share: --line EXPENSE, or --funding CODE, and not both.")
    basis, totals = round(share * WHOLE), [0]
    doubts: list[Sentence] = []

    def think(ledger: Ledger, head: Head) -> Draft | None:
        source = funding_of(ledger, code, live=basis != 0) if code is not None else None
        if line is not None:
            _claiming(ledger, live_line(ledger, line))
        made = PayShare(
            person.strip(), month, line, source.code if source else None, source.version if source else None, basis, 0
        )
        is_same = _same_place(ledger, made)
        known = pay_shares(ledger).get((made.person, month), ())
        old = next((found for found, _ in known if is_same(found)), None)
        then = replace(ledger, pay_shares=(*ledger.pay_shares, replace(made, entry=head.entry + 1)))
        totals[0] = pay_of(then, made.person, month).total
        doubts[:] = _doubts(ledger, made, source) if basis else ()
        if (old.basis if old else 0) == basis:
            return None
        return Draft("funding", reason, pay_shares=(made,))

    entry = session.write(think)
    return Payroll(totals[0], entry, next(iter(doubts), None))


def _doubts(ledger: Ledger, made: PayShare, source: Funding | None) -> Iterator[Sentence]:
    """A month typed in error is a month of its own, and what is carried twice would not add up above 100 %."""
    if source is not None and source.starts_on is not None and made.month < f"{source.starts_on:%Y-%m}":
        yield say(
            "Warning: {funding} begins on {first}, after {month}. If another month was meant, withdraw this one: the "
            "same command with --share 0%.",
            funding=source.code, first=source.starts_on, month=made.month,
        )  # fmt: skip
    if source is not None and source.ends_on is not None and made.month > f"{source.ends_on:%Y-%m}":
        yield say(
            "Warning: {funding} ends on {last}, before {month}. If another month was meant, withdraw this one: the "
            "same command with --share 0%.",
            funding=source.code, last=source.ends_on, month=made.month,
        )  # fmt: skip
    line = ledger.expense(made.expense) if made.expense is not None else None
    if line is not None and str(line.details.year) != made.month[:4]:
        yield say(
            "Warning: line {n} is of budget year {year}, and {month} is no month of it. If another month was meant, "
            "withdraw this one: the same command with --share 0%.",
            n=line.number, year=str(line.details.year), month=made.month,
        )  # fmt: skip


def _same_place(ledger: Ledger, made: PayShare) -> Callable[[PayShare], bool]:
    """Whether a share is of the same source, or of the same cost, whatever corrections took its place since."""

    def origin(share: PayShare) -> int | None:
        line = ledger.expense(share.expense) if share.expense is not None else None
        return ledger.origin(line) if line is not None else None

    ours = origin(made)
    return lambda share: (share.funding, origin(share)) == (made.funding, ours)


def _claiming(ledger: Ledger, line: Expense) -> None:
    if not ledger.agreement.is_claiming(line.details.entity):
        raise WrongUse(
            "line-evidence", "Line {n} is evidence of {entity}: it claims nothing that another subsidy could pay too.",
            n=line.number, entity=line.details.entity,
        )  # fmt: skip
