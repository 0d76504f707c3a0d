"""The problem workbook: the officer's own with every problem marked, or the same cells in a new one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.intake import Cell, Sheet, Workbook
from subsidy_ledger.importing.marking.annotate_list import Mark, Wording
from subsidy_ledger.importing.marking.annotate_workbook import mark_workbook
from subsidy_ledger.importing.marking.annotate_xml import Unmarkable
from subsidy_ledger.importing.marking.fresh_workbook import fresh_workbook
from subsidy_ledger.importing.opening.delivery import Delivery
from subsidy_ledger.importing.opening.limits import Limits
from subsidy_ledger.importing.opening.workbook import open_workbook

Columns = Mapping[str, Collection[int]]
TIMES_READING = 4


@dataclass(frozen=True, slots=True)
class Annotated:
    """A marked workbook: its bytes, the ending of its name, and whether it is the officer's own."""

    content: bytes
    suffix: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class MarkingOrder:
    """What to mark in a delivered file, for a process of its own; see `annotate`."""

    delivery: Delivery
    marks: Sequence[Mark]
    wording: Wording
    typed: Columns
    reading: Limits = field(default_factory=Limits)

    @property
    def file(self) -> str:
        return self.delivery.name

    @property
    def limits(self) -> Limits:
        """Longer than reading may take: the file is read, written, and read again."""
        return replace(self.reading, seconds=self.reading.seconds * TIMES_READING)

    def carry_out(self) -> Iterator[tuple[bytes, str, bool]]:
        """What an Annotated is made of, as plain values."""
        made = annotate(self.delivery, self.marks, self.wording, self.typed, self.limits)
        yield made.content, made.suffix, made.is_own


def annotate(
    delivery: Delivery, marks: Sequence[Mark], wording: Wording, typed: Columns, limits: Limits | None = None
) -> Annotated:
    """Marks the delivered workbook, or a new one of its cells where it is none that can be marked.

    What is given was read again and found to hold the same cells, sheet by sheet. `typed` are, by sheet, the columns
    of amounts, dates and years. Refused where neither can be made without changing a cell. Only ever called in a
    process that may crash, like the reading itself.
    """
    limits = limits or Limits()
    workbook = open_workbook(delivery, limits)
    if workbook.kind == "xlsx" and (made := _marked(delivery, workbook, marks, wording, limits)) is not None:
        return made
    try:
        content, names = fresh_workbook(workbook, typed)
        renamed = [replace(mark, sheet=names.get(mark.sheet, mark.sheet)) for mark in marks]
        said = replace(wording, lines=(*wording.lines, wording.fresh))
        content, suffix = mark_workbook(content, renamed, said)
    except Unmarkable as error:
        raise _impossible(delivery) from error
    if not _is_same(workbook, content, names, limits):
        raise _impossible(delivery)
    return Annotated(content, suffix, is_own=False)


def _marked(
    delivery: Delivery, workbook: Workbook, marks: Sequence[Mark], wording: Wording, limits: Limits
) -> Annotated | None:
    try:
        content, suffix = mark_workbook(delivery.data, marks, wording)
    except Unmarkable:
        return None
    names = {sheet.name: sheet.name for sheet in workbook.sheets}
    return Annotated(content, suffix, is_own=True) if _is_same(workbook, content, names, limits) else None


def _is_same(workbook: Workbook, content: bytes, names: Mapping[str, str], limits: Limits) -> bool:
    """Whether the new bytes read back to the same cells in every sheet, so that no mark can change an amount."""
    try:
        again = open_workbook(Delivery(workbook.name, content), limits)
    except Refused:
        return False
    ours = [(names[sheet.name], *_facts(sheet)) for sheet in workbook.sheets]
    return workbook.epoch_1904 == again.epoch_1904 and ours == [(s.name, *_facts(s)) for s in again.sheets]


def _facts(sheet: Sheet) -> tuple[object, ...]:
    """What must not change: visibility, cells (blanks alone are nothing), which are flawed, and what is hidden."""
    rows = [_trimmed(row) for row in sheet.rows]
    while rows and not rows[-1]:
        rows.pop()
    hidden = frozenset(row for row in sheet.hidden_rows if row < len(rows) and rows[row])
    return sheet.visible, rows, frozenset(sheet.flaws), hidden, sheet.hidden_columns


def _trimmed(row: Sequence[Cell]) -> tuple[Cell, ...]:
    cells = ["" if cell is None or (isinstance(cell, str) and not cell.strip()) else cell for cell in row]
    while cells and cells[-1] == "":
        cells.pop()
    return tuple(cells)


def _impossible(delivery: Delivery) -> Refused:
    return Refused(
        "not-markable",
        "The problems of {file} cannot be marked in a workbook without changing other cells: a cell holds more than a "
        "workbook can keep. Mend the cells that were named in {file} itself.",
        file=delivery.name,
    )
