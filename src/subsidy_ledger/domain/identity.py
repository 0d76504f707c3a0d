"""What tells one document or payment from another: the numbers on it that say something."""

from __future__ import annotations

from subsidy_ledger.domain.expenses import Details
from subsidy_ledger.domain.names import normal_name, normal_number

# What people write where there is no number.
NO_NUMBER = frozenset({"NVT", "NB", "NA", "NIHIL", "GEEN", "ZONDER", "NEANT", "NÉANT", "SANS", "NONE", "XXX"})


def number_of(text: str | None) -> str | None:
    """The number as it compares (`normal_number`); None for a dash, zeros only, or a word for "none"."""
    if not text:
        return None
    plain = normal_number(text)
    return plain if plain.strip("0") and plain not in NO_NUMBER else None


def supplier_of(details: Details) -> str | None:
    """The supplier's name as it compares; None where there is none."""
    return (normal_name(details.supplier) or None) if details.supplier else None


def is_paid(details: Details) -> bool:
    """A payment date or a statement number shows it."""
    return details.payment_date is not None or number_of(details.statement_no) is not None
