"""Whether a reconciliation workbook that comes back still says what the ledger wrote into it."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Final

from subsidy_ledger.domain.records import Entry
from subsidy_ledger.domain.sentences import Euro
from subsidy_ledger.errors import Refused
from subsidy_ledger.i18n import Words
from subsidy_ledger.importing.filled.filled import sheets_of
from subsidy_ledger.importing.filled.formulas import formulas_of
from subsidy_ledger.importing.intake import Sheet
from subsidy_ledger.importing.opening.delivery import Delivery, receive
from subsidy_ledger.importing.opening.filetype import ZIP
from subsidy_ledger.operations.cells import OpenWorkbook, open_workbook
from subsidy_ledger.operations.filled_in import find_table
from subsidy_ledger.operations.session import Session
from subsidy_ledger.operations.workbook_cells import Changed, Compared, Kept, Place, Written, compare
from subsidy_ledger.operations.workbook_rows import Lines, aligned, neutral
from subsidy_ledger.reports.reconciliation.book import ReconciliationBook
from subsidy_ledger.reports.reconciliation.book import Sheet as BookSheet
from subsidy_ledger.reports.reconciliation.fed import Fed

# Writes the book in the words of a language; it stands on the floor above.
Writer = Callable[[ReconciliationBook, IO[bytes], Words], None]
LINES: Final = "expenses"


@dataclass(frozen=True, slots=True)
class VerifiedWorkbook:
    """`cells` of the ledger's were compared, `own` are others that somebody filled in; `added` sheets are no part of
    the workbook. `later` entries were recorded since it was made."""

    file: str
    year: int
    made_from: Entry
    later: int
    cells: int
    own: int
    changed: Sequence[Changed]
    added: Sequence[str]

    @property
    def ok(self) -> bool:
        return not self.changed


def verify_workbook(session: Session, path: str | os.PathLike[str], write: Writer) -> VerifiedWorkbook:
    """Makes the workbook again from the ledger as it was and compares both; raises Refused for another ledger's,
    another version's, or a file that is no such workbook."""
    delivery = receive(path)
    book = open_workbook(session, path)
    _refuse_others(book, delivery)
    content = io.BytesIO()
    write(book.made, content, book.file.words)
    told, titles = _Comparing(book, delivery, Delivery(delivery.name, content.getvalue())).told()
    added = [title for title in book.file.sheets if title not in titles]
    file = book.file
    return VerifiedWorkbook(
        file.file, file.year, book.entry, len(book.later), told.cells, told.own, told.changed, added
    )


def _refuse_others(book: OpenWorkbook, delivery: Delivery) -> None:
    if not book.file.same_program:
        raise Refused(
            "workbook-version",
            "{file} was made by another version of the program, whose sheets may be laid out otherwise. Verify it with "
            "that version, which its cover names; or hold a fresh one against it: ledger export reconciliation --year "
            "{year} FILE.xlsx.",
            file=delivery.name, year=str(book.file.year),
        )  # fmt: skip
    if not delivery.data.startswith(ZIP):
        raise Refused(
            "workbook-formulas",
            "The formulas of {file} cannot be read in this kind of file. Save it as .xlsx or .ods and verify that.",
            file=delivery.name,
        )


class _Comparing:
    """Both workbooks, read by the same reader."""

    def __init__(self, book: OpenWorkbook, found: Delivery, made: Delivery) -> None:
        self._book, self._words, self._fed = book, book.file.words, Fed(book.made)
        self._lines_title = book.file.expenses.name
        self._sheets = {sheet.name: sheet for sheet in sheets_of(made)}
        self._formulas = formulas_of(found), formulas_of(made)
        of = find_table(self._sheets[self._lines_title], self._words)
        at = find_table(book.file.expenses, self._words)
        assert of is not None
        if at is None:
            raise Refused(
                "workbook-headings",
                "On the sheet {sheet} of {file} the headings of the lines are gone, so no row can be told from "
                "another. Ask for the workbook as it was sent.",
                sheet=self._lines_title, file=found.name,
            )  # fmt: skip
        self._at, self._of = at, of

    def told(self) -> tuple[Compared, Sequence[str]]:
        told = Compared()
        titles = tuple(self._sheets)
        lines = Lines(self._written(self._lines_title, 0), self._written(self._lines_title, 1), self._at, self._of)
        pairs = list[tuple[BookSheet, list[tuple[Place, Place]]]]()
        for sheet in self._book.places.sheets:
            title = str(sheet.title)
            if title not in self._book.file.sheets:
                told.changed.append(Changed("sheet-gone", title, "", None, title))
            elif sheet.key == LINES:
                told.changed.extend(lines.changed)
                told.own += lines.remarks
                pairs.append((sheet, lines.pairs))
            else:
                pairs.append((sheet, aligned(told, self._written(title, 0), self._written(title, 1))))
        blind = any(change.what in ("row-gone", "row-added", "row-twice") for change in told.changed)
        for sheet, cells in pairs:
            found, made = (self._written(str(sheet.title), which, blind=blind) for which in (0, 1))
            for at, of in cells:
                kept, money = self._kept(sheet, of)
                compare(told, found, at, made, of, kept, money=money)
        return told, titles

    def _written(self, title: str, which: int, *, blind: bool = False) -> Written:
        """The sheet of the one that came back (0) or as the ledger makes it (1)."""
        sheets: Mapping[str, Sheet] = (self._book.file.sheets, self._sheets)[which]
        header, columns = (self._at, self._of)[which]
        keys = {place: key for key, place in columns.items()}
        shown = self._formulas[which].get(title, {})
        formulas = {
            place: neutral(text, self._lines_title, keys, header, here=title == self._lines_title, blind=blind)
            for place, text in shown.items()
        }
        return Written(sheets[title], shown, formulas)

    def _kept(self, sheet: BookSheet, of: tuple[int, int]) -> tuple[Kept, bool]:
        """How a cell of the ledger's book is compared, and whether it is an amount."""
        found = self._book.places.layout.spot(sheet, *of)
        if found is None:
            return "beside", False
        block, row, key = found
        place = next(n for n, column in enumerate(block.table.columns) if column.key == key)
        money = row >= 0 and (
            block.table.columns[place].kind == "money" or isinstance(block.table.rows[row][place], Euro)
        )
        if row >= 0 and key in block.inputs and block.table.weight(row) != "total":
            return "input", money
        return ("formula" if (block.table.key, row, key) in self._fed else "whole"), money
