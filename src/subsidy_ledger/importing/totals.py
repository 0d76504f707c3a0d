"""Total rows: recognised, left out, and used as control sums of the lines they close."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from subsidy_ledger.importing.columns import plain

WORD = re.compile(
    r"^(?P<part>sub|sous|tussen|deel)?\s*(?:(?:algemeen|general|generale|grand|eind|overall)\s*)?"
    r"(?:totaal|totalen|total|totaux|totals|somme|som|sum|subtotaal|subtotal)\b"
)
# Cheap to ask of every cell before the word is looked at closely.
HINTS = ("tot", "som", "sum")
# What a line has and a total has not.
OF_A_LINE = ("document_no", "invoice_no", "invoice_date", "booking_date", "payment_date")


def is_total(values: Mapping[str, object], cells: Sequence[str]) -> str | None:
    """The label of a total row; None for a line, also one whose supplier is called Total."""
    if any(name in values for name in OF_A_LINE):
        return None
    likely = (cell for cell in cells if any(hint in cell.casefold() for hint in HINTS))
    return next((cell for cell in likely if WORD.match(plain(cell))), None)


def is_part(label: str) -> bool:
    """ "Subtotaal", "Sous-total": the lines since the total above, never more."""
    return plain(label).startswith(("sub", "sous", "tussen", "deel"))


class Sums:
    """Cents of the lines since the last total, and of all lines so far."""

    def __init__(self) -> None:
        self._section = 0
        self._all = 0

    def add(self, cents: int) -> None:
        self._section += cents
        self._all += cents

    def close(self, label: str, stated: int) -> int:
        """What the lines come to that this total closes: the reading that agrees, if one does."""
        section, everything = self._section, self._all
        self._section = 0
        if is_part(label):
            return section
        return section if stated == section else everything
