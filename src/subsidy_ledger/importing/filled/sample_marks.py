"""What the auditor filled in on the sheet of a sample, or in a list of errors: checked cell by cell, then taken."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from subsidy_ledger.domain.cells import column_letter
from subsidy_ledger.domain.money import from_text
from subsidy_ledger.domain.sample_sheet import COLUMNS, NO, YES, Mark
from subsidy_ledger.domain.samples import Chosen, Sample
from subsidy_ledger.domain.sentences import Euro, Listed, Sentence, say, say_n
from subsidy_ledger.errors import Refused
from subsidy_ledger.i18n import Words
from subsidy_ledger.importing.cells.texts import cell_text
from subsidy_ledger.importing.filled.filled_in import cell_at, cents_of
from subsidy_ledger.importing.filled.sample_table import NEEDED, find_table, tongues
from subsidy_ledger.importing.intake import Cell, Problem, Sheet

NUMBER = re.compile(r"[0-9]{1,9}")
AMOUNT = re.compile(r"\d{1,13}(?:[.,]\d{1,2})?")
SHOWN_MAX = 60
SEEN = say("yes, no, or nothing")
EXPECTED: Final = {
    "number": say("the number of a line of this sample"),
    "amount": say("the amount that was drawn"),
    "deduction": say("an amount from 0.00 up with two decimals at most"),
    "reason": say("why it is deducted"),
    "document_seen": SEEN,
    "payment_seen": SEEN,
}


@dataclass(frozen=True, slots=True)
class SampleMarks:
    """The marks in the order of the sample's lines; every wrong cell of the sheet, where its columns stand, and the
    words of their headings (those of whoever asks, where they are as csv has them)."""

    marks: tuple[Mark, ...]
    problems: tuple[Problem, ...]
    sheet: str
    columns: Mapping[str, int]
    words: Words


def marks_of(file: str, sheets: Sequence[Sheet], sample: Sample, *, is_whole: bool) -> SampleMarks:
    """`is_whole`: every line of the sample must stand there. Raises Refused where no sheet has the columns."""
    table = find_table(sheets)
    if table is not None:
        reading = _Reading(table.sheet, table.columns, {c.line: c for c in sample.drawn.chosen})
        reading.read(table.header, is_whole=is_whole)
        marks = tuple(reading.marks[c.line] for c in sample.drawn.chosen if c.line in reading.marks)
        return SampleMarks(marks, tuple(reading.problems), table.sheet.name, table.columns, table.words)
    titles = tuple(said.text(COLUMNS[key]) for key in NEEDED for said in tongues())
    raise Refused(
        "sample-no-sheet",
        "{file}: no row has the headings of a sample's sheet, in one language: {titles}. Fill in the sheet that "
        "`ledger export reconciliation --sample {n}` writes.",
        file=file, titles=Listed(tuple(dict.fromkeys(titles))), n=sample.number,
    )  # fmt: skip


@dataclass(slots=True)
class _Reading:
    """One reading of one sheet: its marks so far and everything that is wrong with it."""

    sheet: Sheet
    columns: Mapping[str, int]
    chosen: Mapping[int, Chosen]
    marks: dict[int, Mark] = field(default_factory=dict)
    rows: dict[int, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def read(self, header: int, *, is_whole: bool) -> None:
        for row in range(header + 1, len(self.sheet.rows)):
            if any(str(self.cell(row, key)).strip() for key in ("number", "deduction", "reason")):
                self.row(row)
        missing = tuple(line for line in self.chosen if line not in self.marks)
        if is_whole and missing and not self.problems:
            self.refuse(
                "row-missing", header, "number", say("a row for each line of the sample"),
                say_n(
                    "line {lines} of the sample is not there; put it back",
                    "lines {lines} of the sample are not there; put them back",
                    n=len(missing), lines=Listed(missing),
                ),
            )  # fmt: skip

    def cell(self, row: int, key: str) -> Cell:
        found = cell_at(self.sheet, row, self.columns[key]) if key in self.columns else None
        return "" if found is None else found

    def refuse(self, code: str, row: int, key: str, expected: Sentence, message: Sentence) -> None:
        cell = f"{column_letter(self.columns[key])}{row + 1}"
        shown = cell_text(self.cell(row, key))[:SHOWN_MAX]
        self.problems.append(Problem(code, "refused", self.sheet.name, cell, key, shown, expected, message))

    def row(self, row: int) -> None:
        for key, place in self.columns.items():
            if (row, place) in self.sheet.flaws and key in EXPECTED:
                self.refuse(
                    "cell-flawed", row, key, EXPECTED[key],
                    say("this cell holds an error, or a formula never calculated; write what is meant"),
                )  # fmt: skip
                return
        chosen = self.line(row)
        if chosen is None:
            return
        deduction = self.deduction(row, chosen)
        reason = str(self.cell(row, "reason")).strip()
        if deduction and not reason:
            self.refuse(
                "reason-missing", row, "reason", EXPECTED["reason"],
                say("{euros} is deducted and no reason is given; write it", euros=Euro(deduction)),
            )  # fmt: skip
        if deduction is not None:
            self.correct_amount(row, chosen.cents - deduction)
        seen = [self.answer(row, key) for key in ("document_seen", "payment_seen")]
        self.marks[chosen.line] = Mark(chosen.line, deduction or 0, reason, *seen)

    def line(self, row: int) -> Chosen | None:
        stands = str(self.cell(row, "number")).strip().removesuffix(".0")
        chosen = self.chosen.get(int(stands)) if NUMBER.fullmatch(stands) else None
        if chosen is None:
            self.refuse(
                "line-unknown", row, "number", EXPECTED["number"],
                say("this is no line of this sample; put back the number that stood here, or empty the row"),
            )  # fmt: skip
            return None
        if chosen.line in self.marks:
            self.refuse(
                "row-twice", row, "number", say("each line once"),
                say("line {n} stands on row {other} too; keep one of them",
                    n=chosen.line, other=self.rows[chosen.line] + 1),
            )  # fmt: skip
            return None
        self.rows[chosen.line] = row
        if "amount" in self.columns and _cents(self.cell(row, "amount"), signed=True) != chosen.cents:
            self.refuse(
                "ledger-cell-edited", row, "amount", Sentence("{value}", {"value": Euro(chosen.cents)}),
                say("this is the amount that was drawn, and it was edited; put it back, and deduct what is wrong"),
            )  # fmt: skip
        return chosen

    def deduction(self, row: int, chosen: Chosen) -> int | None:
        stands = self.cell(row, "deduction")
        if str(stands).strip() == "":
            return 0
        cents = _cents(stands)
        if cents is None:
            self.refuse(
                "amount-unreadable", row, "deduction", EXPECTED["deduction"],
                say("an amount belongs here, and this is none; type it as a number")
                if _cents(stands, signed=True) is None
                else say("a deduction is not below 0.00; type it without the minus, or empty the cell")
                if chosen.cents > 0
                else say(
                    "of a credit note too, a deduction is typed without the minus here, unlike on the sheet Expenses: "
                    "it says how much too little was credited; type it so, or empty the cell"
                ),
            )  # fmt: skip
        elif cents > (most := abs(chosen.cents)):
            self.refuse(
                "above-claim", row, "deduction", say("{euros} at most", euros=Euro(most)),
                say("{deducted} is more than the {euros} of the line; deduct {euros} at most",
                    deducted=Euro(cents), euros=Euro(most)),
            )  # fmt: skip
        return cents

    def correct_amount(self, row: int, cents: int) -> None:
        """What was typed over its formula would be lost: only the deduction is taken."""
        stands = self.cell(row, "correct_amount")
        is_open = "correct_amount" not in self.columns or (row, self.columns["correct_amount"]) in self.sheet.flaws
        if not is_open and str(stands).strip() and _cents(stands, signed=True) != cents:
            self.refuse(
                "correct-amount-edited", row, "correct_amount", Sentence("{value}", {"value": Euro(cents)}),
                say("the correct amount follows from the deduction; write there what is wrong, and put the formula "
                    "back or empty this cell"),
            )  # fmt: skip

    def answer(self, row: int, key: str) -> bool | None:
        stands = str(self.cell(row, key)).strip().casefold()
        if stands == "":
            return None
        for said in tongues():
            for answer, phrase in ((True, YES), (False, NO)):
                if stands == said.text(phrase).casefold():
                    return answer
        self.refuse("seen-unreadable", row, key, SEEN, say("say yes or no, or leave the cell empty"))
        return None


def _cents(cell: Cell, *, signed: bool = False) -> int | None:
    """Cents of a number, or of a text such as 12,50 without thousands; None for anything else."""
    if isinstance(cell, str):
        text = cell.strip()
        digits = text.removeprefix("-") if signed else text
        return from_text(text.replace(",", ".")) if AMOUNT.fullmatch(digits) else None
    cents = cents_of(cell)
    return cents if cents is not None and (signed or cents >= 0) else None
