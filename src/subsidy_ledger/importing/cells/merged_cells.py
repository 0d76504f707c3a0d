"""Merged cells below the headings: what they say holds for every row they cover, but an amount for none of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from subsidy_ledger.domain.cells import cell_name
from subsidy_ledger.domain.sentences import Listed, Sentence, say, say_n
from subsidy_ledger.importing.cells.amounts import EXPECTED, Bad
from subsidy_ledger.importing.cells.columns import plain
from subsidy_ledger.importing.cells.some_cells import NAMED_MAX
from subsidy_ledger.importing.cells.totals import FIRST
from subsidy_ledger.importing.intake import Merge, Table

# Beyond this a sheet is drawn rather than written.
COVERED_MAX = 1_000_000


class MergedCells:
    """The cells of a table that are merged over several of its rows; rows and columns count from 0."""

    def __init__(self, table: Table, money: Collection[str]) -> None:
        self._rows = table.sheet.rows
        self._origins: dict[tuple[int, int], int] = {}
        self._amounts: dict[tuple[int, int], Merge] = {}
        self._used: dict[tuple[int, int], None] = {}
        amounts = {column for name, column in table.columns.items() if name in money}
        columns = set(table.columns.values())
        for merge in table.sheet.merges:
            covered = range(merge.top, min(merge.bottom + 1, len(self._rows)))
            if merge.left not in columns or merge.top < table.header_row or len(covered) < 2:
                continue
            if len(self._origins) > COVERED_MAX:
                break
            if merge.left not in amounts:
                self._origins |= dict.fromkeys(((row, merge.left) for row in covered[1:]), merge.top)
            elif any(any(cell not in ("", None) for cell in self._rows[row]) for row in covered[1:]):
                self._amounts |= dict.fromkeys(((row, merge.left) for row in covered), merge)

    def origin(self, row: int, column: int) -> int | None:
        """The row in which stands what an empty cell says; None where it says nothing, as beside a total."""
        origin = self._origins.get((row, column))
        if origin is None or any(FIRST.fullmatch(plain(c)) for c in self._rows[row] if isinstance(c, str)):
            return None
        self._used[origin, column] = None
        return origin

    def amount(self, row: int, column: int) -> Bad | None:
        """Why an amount is no line's: it stands for several of them."""
        merge = self._amounts.get((row, column))
        if merge is None:
            return None
        return Bad(
            "amount-merged",
            EXPECTED,
            say(
                "the amount of {cell} is merged over rows {first} to {last}, and nobody can tell what each of them "
                "costs; take the cells apart and type each amount, or empty the rows that are no cost",
                cell=cell_name(merge.top, merge.left), first=merge.top + 1, last=merge.bottom + 1,
            ),
        )  # fmt: skip

    def notes(self) -> Iterator[Sentence]:
        """One sentence on the cells that were read for more rows than their own, for the plan."""
        names = [cell_name(row, column) for row, column in self._used]
        if names:
            yield say_n(
                "a merged cell is read for every row it covers ({cells})",
                "{n} merged cells are read for every row they cover ({cells})",
                n=len(names), cells=Listed((*names[:NAMED_MAX], "…") if len(names) > NAMED_MAX else tuple(names)),
            )  # fmt: skip
