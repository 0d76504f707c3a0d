"""What the auditor filled in on the sheet of a sample, or in a list of errors: checked cell by cell, then taken."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from subsidy_ledger.domain.cells import cell_name
from subsidy_ledger.domain.money import from_text
from subsidy_ledger.domain.sample_sheet import COLUMNS, NO, YES, Mark
from subsidy_ledger.domain.samples import Chosen, Sample
from subsidy_ledger.domain.sentences import Euro, Fact, Listed, Phrase, Sentence, say
from subsidy_ledger.errors import Refused
from subsidy_ledger.i18n import LANGUAGES, words_of
from subsidy_ledger.importing.cells.texts import cell_text
from subsidy_ledger.importing.filled.filled_in import cell_at, cents_of
from subsidy_ledger.importing.intake import Cell, Sheet

NUMBER = re.compile(r"[0-9]{1,9}")
MARK = re.compile(r"[0-9a-f]{64}")
AMOUNT = re.compile(r"\d{1,13}(?:[.,]\d{1,2})?")
NEEDED = ("number", "deduction", "reason")
SHOWN_MAX = 60


def fingerprints(sheets: Sequence[Sheet]) -> frozenset[str]:
    """The marks of samples that stand in the workbook."""
    cells = (cell for sheet in sheets for row in sheet.rows for cell in row if isinstance(cell, str))
    return frozenset(cell.strip() for cell in cells if MARK.fullmatch(cell.strip()))


def marks_of(file: str, sheets: Sequence[Sheet], sample: Sample, *, is_whole: bool) -> tuple[Mark, ...]:
    """The marks in the order of the sample's lines; `is_whole`: every line of the sample must stand there.

    Raises Refused naming every wrong cell at once.
    """
    for sheet in sheets:
        for row in range(len(sheet.rows)):
            columns = _columns(sheet.rows[row])
            if all(key in columns for key in NEEDED):
                reading = _Reading(sheet, columns, {c.line: c for c in sample.drawn.chosen})
                reading.read(row + 1, is_whole=is_whole)
                if reading.faults:
                    raise _refused(file, sample, reading.faults)
                return tuple(reading.marks[c.line] for c in sample.drawn.chosen if c.line in reading.marks)
    titles = tuple(words_of(language).text(COLUMNS[key]) for key in NEEDED for language in LANGUAGES)
    raise Refused(
        "sample-no-sheet",
        "{file}: no row has the headings of a sample's sheet, in one language: {titles}. Fill in the sheet that "
        "`ledger export reconciliation --sample {n}` writes.",
        file=file, titles=Listed(tuple(dict.fromkeys(titles))), n=sample.number,
    )  # fmt: skip


def _refused(file: str, sample: Sample, faults: Sequence[Sentence]) -> Refused:
    return Refused(
        "sample-marks",
        "{file}: what is filled in for sample {n} cannot be used yet ({count}):\n{faults}",
        file=file, n=sample.number, count=len(faults), faults=Listed(tuple(faults), between="\n"),
    )  # fmt: skip


def _columns(row: Sequence[Cell]) -> Mapping[str, int]:
    """Which heading of ours stands in which column, in any language, or as csv has it."""
    said = {words_of(lang).text(title).casefold(): key for key, title in COLUMNS.items() for lang in LANGUAGES}
    names = {**said, **{key: key for key in COLUMNS}}
    found = {names.get(str(cell).strip().casefold()): place for place, cell in enumerate(row)}
    return {key: place for key, place in found.items() if key is not None}


@dataclass(slots=True)
class _Reading:
    """One reading of one sheet: its marks so far and everything that is wrong with it."""

    sheet: Sheet
    columns: Mapping[str, int]
    chosen: Mapping[int, Chosen]
    marks: dict[int, Mark] = field(default_factory=dict)
    faults: list[Sentence] = field(default_factory=list)

    def read(self, first: int, *, is_whole: bool) -> None:
        for row in range(first, len(self.sheet.rows)):
            if any(str(self.cell(row, key)).strip() for key in ("number", "deduction", "reason")):
                self.row(row)
        missing = [line for line in self.chosen if line not in self.marks]
        if is_whole and missing and not self.faults:
            self.faults.append(
                say(
                    "{sheet}: lines {lines} of the sample are not there; put them back.",
                    sheet=self.sheet.name, lines=Listed(tuple(missing)),
                )
            )  # fmt: skip

    def cell(self, row: int, key: str) -> Cell:
        found = cell_at(self.sheet, row, self.columns[key]) if key in self.columns else None
        return "" if found is None else found

    def fault(self, at: tuple[int, str], template: Phrase, /, **facts: Fact) -> None:
        row, key = at
        place = Listed((self.sheet.name, cell_name(row, self.columns[key])), between="!")
        self.faults.append(say("{place}: {fault}", place=place, fault=say(template, **facts)))

    def row(self, row: int) -> None:
        for key, place in self.columns.items():
            if (row, place) in self.sheet.flaws and key != "correct_amount":
                self.fault((row, key), "this cell holds an error, or a formula never calculated; write what is meant.")
                return
        chosen = self.line(row)
        if chosen is None:
            return
        deduction = self.deduction(row, chosen)
        reason = str(self.cell(row, "reason")).strip()
        if deduction and not reason:
            self.fault((row, "reason"), "{euros} is deducted and no reason is given; write it.", euros=Euro(deduction))
        seen = [self.answer(row, key) for key in ("document_seen", "payment_seen")]
        self.marks[chosen.line] = Mark(chosen.line, deduction or 0, reason, *seen)

    def line(self, row: int) -> Chosen | None:
        stands = str(self.cell(row, "number")).strip().removesuffix(".0")
        chosen = self.chosen.get(int(stands)) if NUMBER.fullmatch(stands) else None
        if chosen is None:
            self.fault((row, "number"), 'here stands "{value}", which is no line of this sample.', value=_shown(stands))
            return None
        if chosen.line in self.marks:
            self.fault((row, "number"), "line {n} stands here a second time; take one of the two away.", n=chosen.line)
            return None
        if "amount" in self.columns:
            self.amount(row, chosen)
        return chosen

    def amount(self, row: int, chosen: Chosen) -> None:
        stands = self.cell(row, "amount")
        if _cents(stands, signed=True) != chosen.cents:
            text: Phrase = 'here stands "{value}", and the ledger has {euros}; put it back, and deduct what is wrong.'
            self.fault((row, "amount"), text, value=_shown(stands), euros=Euro(chosen.cents))

    def deduction(self, row: int, chosen: Chosen) -> int | None:
        stands = self.cell(row, "deduction")
        if str(stands).strip() == "":
            return 0
        cents = _cents(stands)
        if cents is None:
            text: Phrase = 'here stands "{value}"; write an amount from 0.00 up with two decimals at most.'
            self.fault((row, "deduction"), text, value=_shown(stands))
        elif 0 < chosen.cents < cents:
            text_above: Phrase = "{deducted} is more than the {euros} of the line; deduct {euros} at most."
            self.fault((row, "deduction"), text_above, deducted=Euro(cents), euros=Euro(chosen.cents))
        return cents

    def answer(self, row: int, key: str) -> bool | None:
        stands = str(self.cell(row, key)).strip().casefold()
        if stands == "":
            return None
        for language in LANGUAGES:
            for answer, phrase in ((True, YES), (False, NO)):
                if stands == words_of(language).text(phrase).casefold():
                    return answer
        self.fault((row, key), 'here stands "{value}"; write yes or no.', value=_shown(self.cell(row, key)))
        return None


def _cents(cell: Cell, *, signed: bool = False) -> int | None:
    """Cents of a number, or of a text such as 12,50 without thousands; None for anything else."""
    if isinstance(cell, str):
        text = cell.strip()
        digits = text.removeprefix("-") if signed else text
        return from_text(text.replace(",", ".")) if AMOUNT.fullmatch(digits) else None
    cents = cents_of(cell)
    return cents if cents is not None and (signed or cents >= 0) else None


def _shown(cell: Cell) -> str:
    return cell_text(cell)[:SHOWN_MAX]
