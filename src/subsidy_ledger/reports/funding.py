"""Other subsidies as tables: the sources, what they pay of lines, and whose pay is carried by what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import groupby
from typing import TypeVar

from subsidy_ledger.domain.funding import fundings, paid_elsewhere, pay_of, pay_shares, percent
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import FundingShare, PayShare
from subsidy_ledger.domain.sentences import Sentence, as_it_is, say
from subsidy_ledger.domain.vocabulary import in_words
from subsidy_ledger.reports.tables import Column, Table, Value

Share = TypeVar("Share", FundingShare, PayShare)

HISTORY = (
    Column("reason", "Reason"), Column("by", "By"), Column("at", "When", "moment"), Column("status", "Status", "code"),
)  # fmt: skip
COUNTS, REPLACED, TAKEN_BACK = say("counts"), say("replaced"), say("its line was taken back")


def fundings_table(ledger: Ledger) -> Table:
    """Every version of every source, and what the latest pays of our lines."""
    paid: dict[str, int] = {}
    for each in paid_elsewhere(ledger).values():
        for share in each.shares:
            paid[share.funding] = paid.get(share.funding, 0) + share.cents
    latest = fundings(ledger)
    columns = (
        Column("code", "Code", "code"), Column("version", "Version", "integer"), Column("title", "Title"),
        Column("funder", "Funder"), Column("starts_on", "First day", "date"), Column("ends_on", "Last day", "date"),
        Column("amount", "Pays of lines", "money"), *HISTORY,
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    for f in ledger.fundings:
        is_last = f == latest[f.code]
        status = REPLACED if not is_last else in_words("live" if f.is_live else "retired")
        rows.append(
            (
                f.code, f.version, f.title, f.funder, f.starts_on, f.ends_on, paid.get(f.code, 0) if is_last else None,
                *_history(ledger, f.entry), status,
            )
        )  # fmt: skip
    hint = say("No other subsidy is named yet: ledger funding add CODE --title … --funder …")
    return Table("fundings", "Other subsidies", columns, tuple(rows), (), () if rows else (hint,))


def funding_shares_table(ledger: Ledger) -> Table:
    """Everything that was ever said of what a source pays of a line, in order of line and entry."""
    counting = {share: paid.expense for paid in paid_elsewhere(ledger).values() for share in paid.shares}
    gone = _gone(ledger, ledger.funding_shares, lambda share: share.funding)
    columns = (
        Column("line", "Line", "integer"), Column("funding", "Subsidy", "code"), Column("amount", "Pays", "money"),
        Column("supplier", "Supplier"), Column("document", "Document", "code"), Column("of", "Line amount", "money"),
        *HISTORY,
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    for share in sorted(ledger.funding_shares, key=lambda s: (s.expense, s.funding, s.entry)):
        line = counting.get(share) or ledger.expense(share.expense)
        details = line.details if line else None
        rows.append(
            (
                line.number if line else share.expense, share.funding, share.cents,
                details.supplier if details else None,
                (details.invoice_no or details.document_no) if details else None, details.amount if details else None,
                *_history(ledger, share.entry),
                _status(is_counting=share in counting, is_none=not share.cents, is_gone=share in gone),
            )
        )  # fmt: skip
    hint = say("No line is paid by another subsidy: ledger funding assign EXPENSE CODE --share 40% --reason …")
    return Table(
        "funding_shares", "What other subsidies pay of lines", columns, tuple(rows), (), () if rows else (hint,)
    )


def pay_table(ledger: Ledger) -> Table:
    """Everything that was ever said here of one person's pay, by person and month, with the total that counts.

    Below a month stands what the beneficiary's other agreements carry of it.
    """
    counting = {share: line for those in pay_shares(ledger).values() for share, line in those}
    gone = _gone(ledger, ledger.pay_shares, lambda share: (share.person, share.month))
    columns = (
        Column("person", "Person", "code"), Column("month", "Month", "code"), Column("line", "Line", "integer"),
        Column("funding", "Subsidy", "code"), Column("agreement", "Agreement", "code"), Column("share", "Share"),
        Column("total", "All together"), *HISTORY,
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    of_month = sorted(ledger.pay_shares, key=lambda s: (s.person.casefold(), s.month, s.entry))
    for (person, month), shares in groupby(of_month, key=lambda s: (s.person.casefold(), s.month)):
        pay = pay_of(ledger, person, month)
        for share in shares:
            line = counting.get(share)
            rows.append(
                (
                    share.person, share.month, line.number if line else share.expense, share.funding or "",
                    ledger.agreement.code, as_it_is(percent(share.basis)),
                    as_it_is(percent(pay.total)) if share in counting else "",
                    *_history(ledger, share.entry),
                    _status(is_counting=share in counting, is_none=not share.basis, is_gone=share in gone),
                )
            )  # fmt: skip
        rows += [
            (
                claim.person, claim.month, claim.line, claim.funding or "", claim.source,
                as_it_is(percent(claim.basis)), as_it_is(percent(pay.total)), "", "", None, COUNTS,
            )
            for claim in pay.others
        ]  # fmt: skip
    return Table("pay_shares", "Shares of one person's pay by month", columns, tuple(rows))


def _history(ledger: Ledger, number: int) -> tuple[str, str, datetime]:
    entry = next(entry for entry in ledger.entries if entry.number == number)
    return entry.reason, entry.by, entry.at


def _gone(ledger: Ledger, shares: Sequence[Share], key: Callable[[Share], object]) -> frozenset[Share]:
    """The last word said of lines that were taken back, and whose place no other took."""
    live = {ledger.origin(expense) for expense in ledger.live()}
    last: dict[object, Share] = {}
    for share in sorted(shares, key=lambda s: s.entry):
        line = ledger.expense(share.expense or 0)  # pay that another subsidy carries is of no line
        if line is not None and ledger.origin(line) not in live:
            last[ledger.origin(line), key(share)] = share
    return frozenset(last.values())


def _status(*, is_counting: bool, is_none: bool, is_gone: bool) -> Sentence:
    if is_counting:
        return COUNTS
    return say("withdrawn") if is_none else TAKEN_BACK if is_gone else REPLACED
