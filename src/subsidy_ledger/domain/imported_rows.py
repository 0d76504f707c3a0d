"""Every row of an import with what it came to, adding up to what `ledger imports` says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from subsidy_ledger.domain.drafts import Outcome, SourceRow
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.imported import moves
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Import

What = Outcome | Literal["replaced", "taken-back"]

# Each figure of an import, and what became of the rows it counts. `supplemented` rows are known ones; `replaced` ones
# came with other figures and were posted in the place of a line, `changed` ones were held back.
FIGURES: Final[dict[str, tuple[What, ...]]] = {
    "new": ("new",),
    "replaced": ("replaced",),
    "taken-back": ("taken-back",),
    "posted": ("new", "replaced", "taken-back"),
    "known": ("known", "supplemented"),
    "changed": ("changed",),
    "refused": ("refused",),
    "zero": ("zero",),
    "totals": ("total",),
    "hidden": ("hidden",),
    "read": ("new", "replaced", "known", "supplemented", "changed", "refused", "zero", "total", "hidden"),
}


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """A row of a file, or a line that the import took back; `row` None where the file has it no more.

    `line` is the one it became, was recognised as, or took back. `cents` is what it counts, None where nobody can
    tell; `text` what stands in a row of no line; `refused` the number it is kept under.
    """

    row: int | None
    what: What
    line: Expense | None
    cents: int | None
    text: str = ""
    refused: int | None = None


def rows_of(ledger: Ledger, batch: Import, rows: Iterable[SourceRow]) -> tuple[ImportedRow, ...]:
    """In the order of the file, what was taken back last; `rows` are those on record."""
    kept = {r.row: r for r in ledger.refused if r.import_number == batch.number}
    totals = {t.row: t for t in ledger.control_totals if t.import_number == batch.number}
    replaced = {s.row for s in ledger.superseded if (s.import_number, s.entry) == (batch.number, batch.entry)}
    heirs = {line.source.row: line for n, line, sign in moves(ledger) if n == batch.number and sign > 0 and line.source}
    found = []
    for row in sorted(rows, key=lambda row: row.row):
        what: What = "replaced" if row.outcome == "changed" and row.row in replaced else row.outcome
        line = heirs[row.row] if what == "replaced" else ledger.expense(row.expense or 0)
        cents = line.amount if line is not None else 0 if what == "zero" else None
        if row.row in totals:
            cents = totals[row.row].stated
        if row.row in kept:
            cents = kept[row.row].cents
        text = "" if line is not None else " · ".join(cell for cell in row.cells if cell.strip())
        found.append(ImportedRow(row.row, what, line, cents, text, kept[row.row].number if row.row in kept else None))
    return (*found, *_taken_back(ledger, batch))


def _taken_back(ledger: Ledger, batch: Import) -> Iterator[ImportedRow]:
    """The lines that gave way when the import was posted; what a later redo did is another entry's."""
    rows = {s.expense: s.row for s in ledger.superseded if (s.import_number, s.entry) == (batch.number, batch.entry)}
    for number, line, sign in moves(ledger):
        if number == batch.number and sign < 0:
            yield ImportedRow(rows[line.number], "taken-back", line, -line.amount)


def of_figure(rows: Iterable[ImportedRow], figure: str) -> tuple[ImportedRow, ...]:
    return tuple(row for row in rows if row.what in FIGURES[figure])
