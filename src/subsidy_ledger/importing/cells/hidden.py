"""Hidden rows: refused until the officer says whether they are meant, then read like any other or left out."""

from __future__ import annotations

from collections.abc import Iterator

from subsidy_ledger.domain.sentences import Fact, Listed, Sentence, say, say_n
from subsidy_ledger.importing.cells.amounts import Bad
from subsidy_ledger.importing.cells.totals import Label, Sums
from subsidy_ledger.importing.cells.values import Fields, Reader
from subsidy_ledger.importing.dialect import Hidden
from subsidy_ledger.importing.intake import Row

ROWS_NAMED_MAX = 10
HIDDEN = Bad(
    "hidden-row",
    say("a row that can be seen"),
    say(
        "the row is hidden, by a filter or by hand: show it and look, or say --hidden include to read hidden rows like "
        "any other, --hidden skip to leave them out"
    ),
)


class HiddenRows:
    """What becomes of the hidden rows of one table; `sums` are those of all lines.

    Only a row with something at stake counts: an empty one, a heading, a remark, a total or a row of 0.00 is what it
    is whether it can be seen or not.
    """

    def __init__(self, reader: Reader, wish: Hidden | None) -> None:
        self._reader = reader
        self._wish = wish
        self.sums = Sums()
        self._read: list[int] = []

    def takes(self, index: int, row: Row, found: Fields) -> bool:
        """True for a hidden row that is left out; one that nobody has settled gets its problem."""
        is_zero = row.amount == 0 and not found.is_refused
        is_hidden = index in self._reader.table.sheet.hidden_rows and not is_zero
        if is_hidden and self._wish == "skip":
            return True
        if is_hidden and self._wish is None:
            found.problems.append(self._reader.problem_at(index, 0, HIDDEN, row.cells[0]))
        elif is_hidden:
            self._read.append(row.number)
        return False

    def total(self, visible: int, label: Label, stated: int) -> int:
        """What the lines above a total come to: those that can be seen, or all of them where that agrees."""
        everything = self.sums.close(label, stated)
        return everything if everything == stated else visible

    def notes(self) -> Iterator[Sentence]:
        """One sentence on the hidden rows that were read, for the plan."""
        if self._read:
            named: tuple[Fact, ...] = tuple(self._read[:ROWS_NAMED_MAX])
            yield say_n(
                "a hidden row is read like any other (row {rows})",
                "{n} hidden rows are read like any other (rows {rows})",
                n=len(self._read),
                rows=Listed((*named, "…") if len(self._read) > ROWS_NAMED_MAX else named),
            )
