"""Where a sample's sheet stands in a workbook, and which sample it says that it is of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from subsidy_ledger.domain.cells import cell_name
from subsidy_ledger.domain.sample_sheet import COLUMNS, MARK, SAMPLE, YEAR
from subsidy_ledger.domain.sentences import Phrase
from subsidy_ledger.i18n import LANGUAGES, Words, words, words_of
from subsidy_ledger.importing.filled.filled_in import cell_at, text_of, whole_of
from subsidy_ledger.importing.intake import Cell, Sheet

FINGERPRINT: Final = re.compile(r"[0-9a-f]{64}")
NEEDED: Final = ("number", "deduction", "reason")
# How far down the facts of a sample are looked for: they stand above its lines.
FACTS_MAX: Final = 60


@dataclass(frozen=True, slots=True)
class SampleTable:
    """The lines of a sample: the row of their headings, from 0, and which column of ours stands where."""

    sheet: Sheet
    header: int
    columns: Mapping[str, int]

    @property
    def words(self) -> Words:
        """The words of the headings; those of whoever asks, where they are as csv has them."""
        stand = {str(cell).strip().casefold() for cell in self.sheet.rows[self.header]}
        return next(
            (said for said in tongues() if {said.text(COLUMNS[k]).casefold() for k in NEEDED} <= stand), words()
        )


@dataclass(frozen=True, slots=True)
class SaidOf:
    """The mark that a sheet bears, the cell where it stands, and the number and year it gives its sample."""

    mark: str
    cell: str
    number: int | None
    year: str


def find_table(sheets: Sequence[Sheet]) -> SampleTable | None:
    """The first row that has the headings needed; None where no sheet has it."""
    for sheet in sheets:
        for row in range(len(sheet.rows)):
            columns = _columns(sheet.rows[row])
            if all(key in columns for key in NEEDED):
                return SampleTable(sheet, row, columns)
    return None


def fingerprints(sheets: Sequence[Sheet]) -> frozenset[str]:
    """Every text in the workbook that could be the mark of a sample; digests are among them."""
    cells = (cell for sheet in sheets for row in sheet.rows for cell in row if isinstance(cell, str))
    return frozenset(cell.strip() for cell in cells if FINGERPRINT.fullmatch(cell.strip()))


def said_of(sheets: Sequence[Sheet]) -> SaidOf | None:
    """What the first sheet with the mark of a sample says of it; None where there is none."""
    for sheet in sheets:
        rows = {text_of(cell_at(sheet, n, 0)): n for n in reversed(range(min(len(sheet.rows), FACTS_MAX)))}
        row = _row(rows, MARK)
        if row is not None and (mark := text_of(cell_at(sheet, row, 1))):
            number, year = (
                cell_at(sheet, n, 1) if n is not None else None for n in (_row(rows, SAMPLE), _row(rows, YEAR))
            )
            return SaidOf(mark, f"{sheet.name}!{cell_name(row, 1)}", whole_of(number), text_of(year))
    return None


def _row(rows: Mapping[str, int], label: Phrase) -> int | None:
    return next((rows[text] for said in tongues() if (text := said.text(label)) in rows), None)


def tongues() -> tuple[Words, ...]:
    """The words of whoever asks, then those of each language."""
    return (words(), *map(words_of, LANGUAGES))


def _columns(row: Sequence[Cell]) -> Mapping[str, int]:
    """Which heading of ours stands in which column, in any language, or as csv has it."""
    known = {said.text(title).casefold(): key for key, title in COLUMNS.items() for said in tongues()}
    names = {**known, **{key: key for key in COLUMNS}}
    found = {names.get(str(cell).strip().casefold()): place for place, cell in enumerate(row)}
    return {key: place for key, place in found.items() if key is not None}
