"""What the sheet of a sample asks of the auditor; whoever writes it and whoever reads it back use these words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from subsidy_ledger.domain.sentences import Phrase, Phrases

COLUMNS: Final[Phrases] = {
    "number": "Line",
    "amount": "Amount drawn",
    "document_seen": "Document seen",
    "payment_seen": "Payment seen",
    "deduction": "Deduction",
    "correct_amount": "Correct amount",
    "reason": "Reason",
}
YES: Phrase = "yes"
NO: Phrase = "no"
# Above the lines: which sample it is, of which year, and the mark by which it is known again.
SAMPLE: Phrase = "Sample"
YEAR: Phrase = "Budget year"
MARK: Phrase = "Mark of the sample"


@dataclass(frozen=True, slots=True)
class Mark:
    """What the auditor wrote beside a line: what is deducted of it in cents, and what was seen (None: not said)."""

    line: int
    deduction: int = 0
    reason: str = ""
    document_seen: bool | None = None
    payment_seen: bool | None = None

    @property
    def is_examined(self) -> bool:
        return self.deduction > 0 or self.document_seen is not None
