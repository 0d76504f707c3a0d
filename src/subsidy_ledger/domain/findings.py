"""A finding: what a check found, where, and how many euros are at stake."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from subsidy_ledger.domain.agreement import Severity
from subsidy_ledger.domain.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `subject` names what it is about in stable terms, so that its id outlives the run.

    `cents` is the money at stake; `expenses` the line numbers concerned, in order; `year` None where none is meant.
    """

    check: str
    severity: Severity
    subject: str
    year: int | None
    cents: int
    sentence: Sentence
    grant: str | None = None
    objective: str | None = None
    expenses: tuple[int, ...] = ()

    @property
    def id(self) -> str:
        """Ten hexadecimal digits from check and subject: the same on every run and every database."""
        return hashlib.sha256(f"{self.check}|{self.subject}".encode()).hexdigest()[:10]
