"""The cells of a workbook that somebody filled in, read in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from subsidy_ledger.importing.intake import Sheet
from subsidy_ledger.importing.opening.delivery import Delivery
from subsidy_ledger.importing.opening.isolation import carry_out
from subsidy_ledger.importing.opening.limits import Limits

PORTION_ROWS = 2000


@dataclass(frozen=True, slots=True)
class CellsOrder:
    """Yields every sheet that has cells, in portions of its rows; the first has its flaws and what is merged."""

    delivery: Delivery
    limits: Limits = field(default_factory=Limits)

    @property
    def file(self) -> str:
        return self.delivery.name

    def carry_out(self) -> Iterator[Sheet]:
        from subsidy_ledger.importing.opening.workbook import open_workbook

        for sheet in open_workbook(self.delivery, self.limits).sheets:
            bare = Sheet(sheet.name, sheet.visible, rows=(), flaws=sheet.flaws, merges=sheet.merges)
            for start in range(0, len(sheet.rows), PORTION_ROWS):
                yield replace(bare, rows=sheet.rows[start : start + PORTION_ROWS])
                bare = replace(bare, flaws={}, merges=())


def sheets_of(delivery: Delivery) -> tuple[Sheet, ...]:
    """The sheets of a file with values and flaws; Refused where it is no workbook that can be read."""
    order, found = CellsOrder(delivery), list[Sheet]()

    def take(part: Sheet) -> None:
        if found and found[-1].name == part.name:
            found[-1] = replace(found[-1], rows=(*found[-1].rows, *part.rows))
        else:
            found.append(part)

    carry_out(order, take)
    return tuple(found)
