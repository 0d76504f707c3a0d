"""An expense: one line of somebody's books, its shares over the catalogue, and where it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Details:
    """What a document says of a cost. `amount` is in cents, positive for spending, negative for a credit note.

    `document_amount` is the document's own total where only part of it is claimed; `payer` the municipality
    a line of a multi-municipality zone was paid for. Texts are as delivered; absent ones are None.
    """

    entity: str
    year: int
    amount: int
    supplier: str | None = None
    description: str | None = None
    document_no: str | None = None
    invoice_no: str | None = None
    invoice_date: date | None = None
    booking_date: date | None = None
    payment_date: date | None = None
    budget_article: str | None = None
    account: str | None = None
    category: str | None = None
    project: str | None = None
    commitment_no: str | None = None
    charge_no: str | None = None
    order_no: str | None = None
    statement_no: str | None = None
    supplier_no: str | None = None
    iban: str | None = None
    payer: str | None = None
    line_no: str | None = None
    document_amount: int | None = None
    net_amount: int | None = None
    vat_amount: int | None = None

    @property
    def date(self) -> date | None:
        """The date that orders the line and that `--as-of` looks at: invoice, else booking, else payment date."""
        return self.invoice_date or self.booking_date or self.payment_date


DETAIL_FIELDS: tuple[str, ...] = tuple(f.name for f in fields(Details))
DATE_FIELDS = ("invoice_date", "booking_date", "payment_date")
CENTS_FIELDS = ("amount", "document_amount", "net_amount", "vat_amount")
PAYMENT_FIELDS = ("payment_date", "order_no", "statement_no")


@dataclass(frozen=True, slots=True)
class Share:
    """The part of an expense, in cents, that one code carries; code None is the part nobody tagged."""

    code: str | None
    cents: int


@dataclass(frozen=True, slots=True)
class RuleUse:
    """The version of a rule that gave a line its code; `likeness` of the supplier, of 100, where the rule names one."""

    rule: int
    version: int
    likeness: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a line was read: import number, file as named then, its sha256, sheet, row as Excel counts."""

    import_number: int
    file: str
    sha256: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Expense:
    """A posted line. `reverses` names the line this one takes back; `replaces` the line this one corrects.

    `details` already carry the payment facts that later exports supplied, and `supplied` names those; `shares` are
    those of the latest tagging, and `tagged_by` the rules that gave them, none where a person or a file did.
    """

    number: int
    entry: int
    details: Details
    shares: tuple[Share, ...]
    reverses: int | None = None
    replaces: int | None = None
    source: Source | None = None
    supplied: tuple[str, ...] = ()
    tagged_by: tuple[RuleUse, ...] = ()

    @property
    def own_details(self) -> Details:
        """The details without what later exports supplied: what the line itself was posted with."""
        facts: dict[str, Any] = dict.fromkeys(self.supplied)
        return replace(self.details, **facts) if facts else self.details

    @property
    def amount(self) -> int:
        return self.details.amount

    @property
    def untagged(self) -> int:
        """Cents that no code carries."""
        return sum(share.cents for share in self.shares if share.code is None)


@dataclass(frozen=True, slots=True)
class Supplement:
    """Payment facts that a later import filled in on a known line."""

    expense: int
    entry: int
    source: Source
    facts: Mapping[str, str | date]
