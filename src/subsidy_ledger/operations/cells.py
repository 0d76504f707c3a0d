"""From a cell of the reconciliation workbook, named as it stands there, to the lines that its figure adds up."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from subsidy_ledger.domain.cells import cell_name, column_index
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.imported import moves
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Entry
from subsidy_ledger.domain.samples import Sample
from subsidy_ledger.domain.sentences import Euro, Listed
from subsidy_ledger.errors import Refused, WrongUse
from subsidy_ledger.importing.filled.filled_in import cents_of, text_of
from subsidy_ledger.importing.filled.sample_table import fingerprints
from subsidy_ledger.importing.intake import Cell
from subsidy_ledger.importing.opening.delivery import receive
from subsidy_ledger.operations.cell_places import Places, said
from subsidy_ledger.operations.cell_story import CellStory, Kind, Named, Part
from subsidy_ledger.operations.exported import Exported, exported, made_by
from subsidy_ledger.operations.session import Session, load_or_refuse
from subsidy_ledger.operations.workbook import book_of
from subsidy_ledger.reports.reconciliation.book import ReconciliationBook, Sheet
from subsidy_ledger.reports.reconciliation.trace import NoSumError, Spot, Trace
from subsidy_ledger.reports.tables import Column, Value

# By objective!F12 as this program says it, 'By objective'!$F$12 as Excel, $'By objective'.F12 as LibreOffice does.
CELL: Final = re.compile(
    r"=?\$?(?P<quote>'?)(?P<sheet>.+)(?P=quote)[!.]\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>[1-9][0-9]{0,6})"
)
LISTS: Final = ("expenses", "transfers", "evidence", "sample")
# What says best what a row is, and how much of it is said.
SAYS: Final = (
    "number", "code", "objective", "title", "mode", "supplier",
    "what", "decision", "label", "file", "check", "rule",
)  # fmt: skip
SAYS_MAX: Final = 2
# What is recorded as it stands, and the command that shows how.
RECORDED: Final = {
    "position": "ledger allocation list", "carry_overs": "ledger allocation list",
    "contribution": "ledger contribution list", "sides": "ledger contribution list", "rules": "ledger rules list",
}  # fmt: skip


def explain_cell(session: Session, path: str | os.PathLike[str], asked: str) -> CellStory:
    """The story of a cell; raises WrongUse where no such cell is of the ledger, Refused for another workbook."""
    return open_workbook(session, path).explain(asked)


def open_workbook(session: Session, path: str | os.PathLike[str]) -> OpenWorkbook:
    """The workbook beside the ledger that it was made from; raises Refused for any other."""
    from subsidy_ledger.storage.lookups import history_of

    delivery = receive(path)
    book = exported(delivery)
    if book is None:
        raise Refused(
            "no-reconciliation-workbook",
            "{file} is not a reconciliation workbook: its cover or its sheet of expenses is missing. Make one with "
            "ledger export reconciliation --year YEAR FILE.xlsx.",
            file=delivery.name,
        )
    with session.reading() as (connection, tenancy, _):
        now = load_or_refuse(connection, tenancy)
        entries = now.entries
        entry = made_by(book, now.agreement.code, entries)
        ledger = load_or_refuse(connection, tenancy, entry.number)
        history = history_of(connection, tenancy, entry.number)
    sample = _sample_in(book, ledger)
    made = book_of(ledger, history, book.year, language=book.words.language, sample=sample, since=book.since)
    later = tuple(each for each in entries if each.number > entry.number)
    return OpenWorkbook(book, made, ledger, entry, later)


def _sample_in(book: Exported, ledger: Ledger) -> Sample | None:
    if not ledger.samples:
        return None
    held = fingerprints(tuple(book.sheets.values()))
    return next((sample for sample in ledger.samples if sample.fingerprint in held), None)


class OpenWorkbook:
    """The workbook as somebody has it, beside the book as the ledger makes it."""

    def __init__(
        self, file: Exported, made: ReconciliationBook, ledger: Ledger, entry: Entry, later: tuple[Entry, ...]
    ) -> None:
        self.file, self.made, self.ledger, self.entry, self.later = file, made, ledger, entry, later
        self.places = Places(file, made)
        self.tables = {block.table.key: block.table for block in made.blocks()}
        self.trace = Trace(made, dict(self.places.typed()))

    def explain(self, asked: str) -> CellStory:
        """The story of one cell; raises WrongUse where no such cell is of the ledger."""
        sheet, row, column = self._found(asked)
        spot, stands = self.places.spot(sheet, row, column), self.places.shown(sheet, row, column)
        cell, book = Named(f"{sheet.title}!{cell_name(row, column)}"), self.file
        story = CellStory(book.file, book.year, self.entry, self.later, book.same_program, "empty", cell)
        if spot is None or spot[1] < 0 or self.trace.value(spot) is None:
            shown = text_of(stands)
            return replace(story, kind="text" if shown else "empty", text=shown)
        story = replace(story, kind="text", cell=self._named(spot))
        if self._column(spot).kind != "money" and not isinstance(self.trace.value(spot), Euro):
            over = tuple(map(self._named, self.trace.named(spot)))
            text = said(self.trace.value(spot), self.file.words)
            return replace(story, kind="ratio" if over else "text", text=text, over=over)
        if self._is_live(spot) and self.places.is_uncalculated(sheet, row, column):
            return self._summed(replace(story, is_uncalculated=True), spot)
        return self._summed(replace(story, shown=self._shown(stands, self.trace.value(spot))), spot)

    def _shown(self, stands: Cell, value: Value) -> int | str:
        """The amount that stands there; an older workbook has the amounts among texts as texts."""
        cents, text = cents_of(stands), text_of(stands)
        if cents is None and isinstance(value, Euro) and text == text_of(self.file.words.money(value.cents)):
            return value.cents
        return text if cents is None else cents

    def _found(self, asked: str) -> tuple[Sheet, int, int]:
        """The sheet, and the row and column from 0."""
        titles = Listed(self.places.titles)
        found = CELL.fullmatch(asked.strip())
        if found is None:
            raise WrongUse(
                "cell-unreadable",
                '"{asked}" is no cell of a workbook. Write its sheet and its name, such as {example}; the sheets are '
                "{sheets}.",
                asked=asked, example=f"'{self.places.titles[1]}!D5'", sheets=titles,
            )  # fmt: skip
        name = found["sheet"].replace("''", "'")
        sheet = self.places.sheet(name)
        if sheet is None:
            raise WrongUse(
                "cell-sheet",
                '{file} has no sheet "{name}" of the ledger\'s; its sheets are {sheets}.',
                file=self.file.file, name=name, sheets=titles,
            )  # fmt: skip
        return sheet, int(found["row"]) - 1, column_index(found["column"])

    def _summed(self, story: CellStory, spot: Spot) -> CellStory:
        over = tuple(map(self._named, self.trace.named(spot)))
        if spot[0] == "imports":
            number = self._beside(spot, "import")
            moved = (Part("", line, None, sign * line.amount) for n, line, sign in moves(self.ledger) if n == number)
            return replace(story, kind="sum", parts=tuple(moved))
        if self.trace.is_difference(spot):
            return replace(story, kind="difference", over=over)
        try:
            added = self.trace.added(spot)
        except NoSumError:
            return replace(story, kind="ratio", over=over)
        parts, recorded = [], []
        for each, n in sorted(added.parts.items()):
            line = self._line(each)
            named = self._named(each)
            if line is None:
                recorded.append(replace(named, cents=n * named.cents))
            else:
                parts.append(Part(named.cell, line, self._code(each), n * named.cents))
        kind: Kind = "recorded" if [named.spot for named in recorded] == [spot] else "sum"
        cell = replace(story.cell, cents=added.cents)
        return replace(story, kind=kind, cell=cell, over=over, parts=tuple(parts), recorded=tuple(recorded))

    def _line(self, spot: Spot) -> Expense | None:
        number = self._beside(spot, "number") if spot[0] in LISTS else None
        return self.ledger.expense(number) if isinstance(number, int) else None

    def _code(self, spot: Spot) -> str | None:
        code = self._beside(spot, "code") if spot[0] != "sample" else None
        return code if isinstance(code, str) else None

    def _beside(self, spot: Spot, column: str) -> Value:
        return self.trace.value((spot[0], spot[1], column))

    def _is_live(self, spot: Spot) -> bool:
        """Whether the ledger has a formula there."""
        return spot[1:] in self.made.block(spot[0]).live

    def _column(self, spot: Spot) -> Column:
        return next(column for column in self.tables[spot[0]].columns if column.key == spot[2])

    def _named(self, spot: Spot) -> Named:
        block = spot[0]
        value = self.trace.value(spot)
        cents = value.cents if isinstance(value, Euro) else value
        known = {column.key: self._beside(spot, column.key) for column in self.tables[block].columns}
        if block == "sample_facts":
            known["sample"] = self._beside((block, 0, ""), "value")
        says = [said(each, self.file.words) for key in SAYS if (each := known.get(key)) is not None]
        return Named(
            self.places.name(spot), spot, self._column(spot).title, ": ".join(says[:SAYS_MAX]),
            cents if isinstance(cents, int) else 0, _leads(spot, known),
        )  # fmt: skip


def _leads(spot: Spot, known: Mapping[str, Value]) -> str:
    """The command that leads on from a figure that is recorded as it stands; empty where none does."""
    block = spot[0]
    if block in ("imports", "control_totals"):
        return f"ledger explain import {known['import']}"
    if block == "sample_facts":
        return f"ledger sample show {known['sample']} --population"
    if block == "sample_changed":
        return f"ledger explain {known['number']}"
    if block == "findings":
        return f"ledger explain {known['finding']}"
    if block == "changes" and (lines := re.findall("[0-9]+", str(known["lines"]))):
        return f"ledger explain {lines[0]}"
    return RECORDED.get(block, "")
