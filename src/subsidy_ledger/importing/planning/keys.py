"""What makes two lines the same: the fields that are compared, and how each is compared."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from subsidy_ledger.domain.expenses import Details
from subsidy_ledger.domain.names import normal_name

# The fields that say two lines are the same, beside entity, year and amount. Never among them: line number,
# payment, order and statement numbers and dates, objective, grant, project.
KEY_TEXTS = ("supplier", "document_no", "invoice_no", "budget_article", "description")
KEY_DATES = ("invoice_date", "booking_date")
NAMES = frozenset({"supplier", "description"})
STRONG = frozenset({"document_no", "invoice_no"})
SEPARATOR = "\x1f"  # white space, which is taken out of every text that is compared


@dataclass(frozen=True, slots=True)
class Incoming:
    """A row of the file, ready to be posted; `row` as Excel counts."""

    row: int
    details: Details


def shared_fields(ours: frozenset[str], theirs: frozenset[str]) -> tuple[str, ...] | None:
    """The key fields both tables have; None where they have too little in common to tell two lines apart."""
    both = tuple(name for name in (*KEY_TEXTS, *KEY_DATES) if name in ours and name in theirs)
    keys = frozenset((*KEY_TEXTS, *KEY_DATES))
    same_layout = ours & keys == theirs & keys
    enough = bool(STRONG.intersection(both)) or len(both) >= 2
    return both if same_layout or enough else None


def key_of(details: Details, shared: tuple[str, ...]) -> Hashable:
    """Entity, year, amount and the shared fields; of two dates the invoice's, where the row has one."""
    # One text takes half the room of several, and there is a key a line; no compared text holds the separator.
    texts = SEPARATOR.join(compared(name, getattr(details, name)) for name in shared if name not in KEY_DATES)
    dates = [getattr(details, name) for name in shared if name in KEY_DATES]
    day = next((found for found in dates if found is not None), None)
    return details.entity, details.year, details.amount, texts, day


def compared(name: str, text: str | None) -> str:
    """A field as it is compared: names however they are spelled, numbers also without their leading zeros."""
    if text is None:
        return ""
    if name in NAMES:
        return normal_name(text)
    plain = "".join(text.split()).casefold()
    return plain.lstrip("0") or "0" if name in STRONG and plain.isdigit() else plain
