"""What a cell of the reconciliation workbook comes to: the lines and figures that it adds up, or why it is no sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.records import Entry
from subsidy_ledger.domain.sentences import Phrase
from subsidy_ledger.reports.reconciliation.trace import Spot

Kind = Literal["sum", "difference", "ratio", "recorded", "text", "empty"]


@dataclass(frozen=True, slots=True)
class Part:
    """A cell of a line that a figure adds up; `cents` below what stands there where it is taken off."""

    cell: str
    expense: Expense
    code: str | None
    cents: int


@dataclass(frozen=True, slots=True)
class Named:
    """A cell with its amount, and what it is: the title of its column and what its row says.

    `leads` is the command that leads on from an amount that is recorded as it stands.
    """

    cell: str
    spot: Spot | None = None
    title: Phrase = ""
    row: str = ""
    cents: int = 0
    leads: str = ""


@dataclass(frozen=True, slots=True)
class CellStory:
    """What a cell holds and how that came to be; `made_from` was the last entry when the workbook was made,
    `later` are those recorded since.

    `parts` and `recorded` add up to a sum. `over` are the cells that its formula names. `shown` is what the workbook
    has there, in cents, or as a text where that is no amount; None too where a formula `is_uncalculated`. Another
    version of the program may have made it.
    """

    file: str
    year: int
    made_from: Entry
    later: tuple[Entry, ...]
    same_program: bool
    kind: Kind
    cell: Named
    text: str = ""
    shown: int | str | None = None
    is_uncalculated: bool = False
    over: tuple[Named, ...] = ()
    parts: tuple[Part, ...] = ()
    recorded: tuple[Named, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether something else stands there than the ledger's amount."""
        return self.shown is not None and self.shown != self.cell.cents
