"""What the State paid: recording instalments, and taking back a mistake by a counter-receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from subsidy_ledger.domain.codes import check_year, grant_of
from subsidy_ledger.domain.drafts import Draft, Head
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.receipts import Receipt, of_envelope, standing
from subsidy_ledger.domain.sentences import Euro, Listed
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.session import Session


@dataclass(frozen=True, slots=True)
class Received:
    """A receipt, what was received of its envelope with it, what was granted, and whether anything was written."""

    receipt: Receipt
    received: int
    granted: int | None
    written: bool


def add_receipt(session: Session, grant: str, year: int, cents: int, received_on: date, *, document: str) -> Received:
    """Records one instalment; the same grant, year, amount, date and document once more is not written again.

    A negative amount is money paid back. Raises WrongUse where more would be paid back than was received.
    """
    if cents == 0:
        raise WrongUse("receipt-zero", "A receipt of 0.00 says nothing. State the amount that was paid.")
    done: list[Received] = []

    def think(ledger: Ledger, _head: Head) -> Draft | None:
        code = grant_of(ledger.agreement, grant).code
        check_year(ledger.agreement, year)
        new = Receipt(_next(ledger), code, year, cents, received_on, document)
        counting = standing(of_envelope(ledger.receipts, code, year))
        same = next((r for r in counting if _facts(r) == _facts(new)), None)
        before = sum(r.cents for r in counting)
        granted = ledger.allocated(code, year)
        if same is not None:
            done[:] = [Received(same, before, granted, written=False)]
            return None
        if before + cents < 0:
            raise WrongUse(
                "receipt-below-zero",
                "{paid} cannot be paid back: of {grant} {year} no more than {received} was received.",
                paid=Euro(-cents), grant=code, year=str(year), received=Euro(before),
            )  # fmt: skip
        done[:] = [Received(new, before + cents, granted, written=True)]
        return Draft("receipt", receipts=(new,))

    session.write(think)
    return done[0]


def _facts(receipt: Receipt) -> tuple[object, ...]:
    return receipt.grant, receipt.year, receipt.cents, receipt.received_on, receipt.document


def reverse_receipt(session: Session, number: int, *, reason: str) -> Received:
    """Takes a receipt back by a counter-receipt: both stay to be seen, and neither counts."""
    done: list[Received] = []

    def think(ledger: Ledger, _head: Head) -> Draft:
        old = _receipt(ledger, number)
        counter = Receipt(
            _next(ledger), old.grant, old.year, -old.cents, old.received_on, old.document, reverses=old.number
        )
        left = sum(r.cents for r in standing(of_envelope(ledger.receipts, old.grant, old.year))) - old.cents
        if left < 0:
            raise WrongUse(
                "receipt-below-zero-without",
                "Receipt {n} cannot be taken back: more was paid back of {grant} {year} than would be received without "
                "it. Take the repayment back first.",
                n=number, grant=old.grant, year=str(old.year),
            )  # fmt: skip
        done[:] = [Received(counter, left, ledger.allocated(old.grant, old.year), written=True)]
        return Draft("receipt", reason, receipts=(counter,))

    session.write(think)
    return done[0]


def _receipt(ledger: Ledger, number: int) -> Receipt:
    """A receipt that counts; raises WrongUse for any other number."""
    found = next((r for r in ledger.receipts if r.number == number), None)
    if found is None:
        if not ledger.receipts:
            raise WrongUse(
                "receipt-unknown",
                "There is no receipt {n}: none is recorded yet. Record one: ledger receipt add",
                n=number,
            )
        known = Listed(tuple(r.number for r in ledger.receipts))
        raise WrongUse("receipt-unknown", "There is no receipt {n}; there are: {known}.", n=number, known=known)
    if found.reverses is not None:
        raise WrongUse(
            "receipt-reverses", "Receipt {n} takes receipt {other} back and stays as it is.",
            n=number, other=found.reverses,
        )  # fmt: skip
    back = next((r.number for r in ledger.receipts if r.reverses == number), None)
    if back is not None:
        raise WrongUse("receipt-reversed", "Receipt {n} was taken back by receipt {back}.", n=number, back=back)
    return found


def _next(ledger: Ledger) -> int:
    return 1 + max((r.number for r in ledger.receipts), default=0)
