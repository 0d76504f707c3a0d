"""Where a sample's sheet stands in a workbook, and which sample it says that it is of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
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
FACTS_MAX: Final = 200


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
    """What the first sheet with the mark of a sample says of it, wherever it was moved; None where there is none."""
    for sheet in sheets:
        places = dict(_texts(sheet))
        at = _beside(places, MARK)
        if at is not None and (mark := text_of(cell_at(sheet, *at))):
            number, year = (
                cell_at(sheet, *place) if (place := _beside(places, each)) else None for each in (SAMPLE, YEAR)
            )
            return SaidOf(mark, f"{sheet.name}!{cell_name(*at)}", whole_of(number), text_of(year))
    return None


def _texts(sheet: Sheet) -> Iterator[tuple[str, tuple[int, int]]]:
    """Where each text stands above the lines, the first of several last."""
    for row in reversed(range(min(len(sheet.rows), FACTS_MAX))):
        for column, cell in enumerate(sheet.rows[row]):
            if isinstance(cell, str):
                yield text_of(cell), (row, column)


def _beside(places: Mapping[str, tuple[int, int]], label: Phrase) -> tuple[int, int] | None:
    """The cell at the right of a label, in whichever language."""
    found = next((places[text] for said in tongues() if (text := said.text(label)) in places), None)
    return None if found is None else (found[0], found[1] + 1)


def tongues() -> tuple[Words, ...]:
    """The words of whoever asks, then those of each language."""
    return (words(), *map(words_of, LANGUAGES))


def _columns(row: Sequence[Cell]) -> Mapping[str, int]:
    """Which heading of ours stands in which column, in any language, or as csv has it."""
    known = {said.text(title).casefold(): key for key, title in COLUMNS.items() for said in tongues()}
    names = {**known, **{key: key for key in COLUMNS}}
    found = {names.get(str(cell).strip().casefold()): place for place, cell in enumerate(row)}
    return {key: place for key, place in found.items() if key is not None}
