"""One file's part of a plan: what was opened and read, what matched, and the lines it would become."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from subsidy_ledger.domain.drafts import DraftImport
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.records import Superseded
from subsidy_ledger.domain.refused import Closing, RefusedRow
from subsidy_ledger.domain.sentences import Sentence
from subsidy_ledger.importing.intake import Problem, Reading, Row
from subsidy_ledger.importing.planning.matching import Matches
from subsidy_ledger.importing.planning.posting import Posting, Wishes
from subsidy_ledger.importing.planning.replacing import Change
from subsidy_ledger.importing.profile import ProfileMark


@dataclass(frozen=True, slots=True)
class Intake:
    """One file as opened and read: its name, bytes and the table's rows.

    `wishes` are those of this table, where its profile has a say in them; `profile` is the one that goes on record.
    """

    name: str
    sha256: str
    content: bytes
    reading: Reading
    wishes: Wishes | None = None
    profile: ProfileMark | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What becomes of refused rows: those that go on record, those (by row) that are on record under a number
    already, and what the file's rows close of those kept before."""

    rows: tuple[RefusedRow, ...] = ()
    before: Mapping[int, int] = field(default_factory=dict)
    closings: tuple[Closing, ...] = ()


@dataclass(frozen=True, slots=True)
class FilePlan:
    """One file's part of a plan.

    `expenses` are the lines to be, those of the new rows first; `batch` is None when there are none and nothing is
    supplemented. `changes` are the changed documents, `gone` the lines of earlier files that this one has no more, and
    `superseded` those of both that this import takes back.
    """

    intake: Intake
    matches: Matches
    posting: Posting
    expenses: tuple[Expense, ...]
    batch: DraftImport | None
    problems: tuple[Problem, ...]
    notes: tuple[Sentence, ...]
    kept: Kept = field(default_factory=Kept)
    changes: tuple[Change, ...] = ()
    gone: tuple[Expense, ...] = ()
    superseded: tuple[Superseded, ...] = ()

    @property
    def refused(self) -> tuple[Row, ...]:
        return (*self.intake.reading.refused, *self.posting.refused)

    @property
    def new_lines(self) -> tuple[Expense, ...]:
        """The lines that new rows become; the others take lines back, or their place."""
        return self.expenses[: len(self.matches.new)]

    def count(self) -> dict[str, int]:
        """Rows by what becomes of them; `read` is the sum of all but `gone`."""
        reading = self.intake.reading
        counts = {
            "new": len(self.matches.new), "known": len(self.matches.known), "changed": len(self.matches.changed),
            "refused": len(self.refused), "zero": len(reading.zero), "totals": len(reading.totals),
            "hidden": len(reading.hidden),
        }  # fmt: skip
        return {"read": sum(counts.values()), **counts, "gone": len(self.gone)}

    def cents(self) -> dict[str, int]:
        """Money by what becomes of it, as far as it could be read."""
        amounts = {incoming.row: incoming.details.amount for incoming in self.posting.ready}
        return {
            "new": sum(incoming.details.amount for incoming in self.matches.new),
            "known": sum(amounts[pair.row] for pair in self.matches.known),
            "changed": sum(amounts[pair.row] for pair in self.matches.changed),
            "gone": sum(line.amount for line in self.gone),
            "refused": sum(row.amount for row in self.refused),
            "hidden": sum(row.amount for row in self.intake.reading.hidden),
        }
