"""Workbooks: the auditor's reconciliation, and a plain table. The same values always give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from os import PathLike, fspath
from typing import IO, Any

from subsidy_ledger.domain.sentences import Phrase
from subsidy_ledger.i18n import ENGLISH, Words
from subsidy_ledger.render.excel_cells import Styles
from subsidy_ledger.render.excel_sheet import Running, write_sheet
from subsidy_ledger.render.excel_words import said, said_book, said_table
from subsidy_ledger.reports.reconciliation.book import Block, ReconciliationBook, Sheet
from subsidy_ledger.reports.reconciliation.labels import label
from subsidy_ledger.reports.reconciliation.layout import Layout
from subsidy_ledger.reports.tables import Table

Target = str | PathLike[str] | IO[bytes]

# A plain table knows no moment of its own, and the clock would make every export different.
FIXED_DATE = datetime(1980, 1, 1, tzinfo=UTC)
SHEET_TITLE_MAX = 31
UNTITLED: Phrase = "Table"
DIGEST_SHOWN = 16


def write_reconciliation(
    book: ReconciliationBook, target: Target, *, program_version: str, words: Words = ENGLISH
) -> None:
    """Writes the workbook to a path or an open binary file, in the language of `words`.

    Every live cell is a formula with the ledger's figure as its cached result. Raises WrongUse where a sheet would
    be longer than Excel allows; an unwritable path is the operating system's OSError.
    """
    sheets = said_book(book.made_with(program_version), words.unbroken()).sheets
    running = Running(book.agreement, str(book.year), book.digest[:DIGEST_SHOWN], _page(words))
    with _workbook(target, str(sheets[0].heading), book.digest, book.recorded_at) as workbook:
        _write(workbook, sheets, Layout(sheets), running, words.language)


def write_table(table: Table, target: Target, *, words: Words = ENGLISH) -> None:
    """Writes one table as a workbook of one sheet with the header in its first row; errors as above."""
    words = words.unbroken()
    title, name = said(table.title, words), said(table.title or table.key, words)
    block = Block(replace(said_table(table, words), title=""))
    sheet = Sheet(table.key, sheet_title(name, words), "", "", (block,), main=table.key)
    layout = Layout((sheet,), headings=False)
    with _workbook(target, title, "", FIXED_DATE) as workbook:
        # The title stands at the edge in the middle; at the left too only where the sheet's name cannot hold it all.
        left = "" if title == sheet.title else title
        _write(workbook, (sheet,), layout, Running(left, "", "", _page(words)), words.language)


def _write(workbook: Any, sheets: Sequence[Sheet], layout: Layout, running: Running, language: str) -> None:
    styles = Styles(workbook, language)
    for sheet in sheets:
        write_sheet(workbook, styles, sheet, layout, running)


def _page(words: Words) -> str:
    return words.say(label("page", page="&P", pages="&N"))


@contextmanager
def _workbook(target: Target, title: str, comments: str, created: datetime) -> Iterator[Any]:
    """A workbook in which text never becomes a formula, a link or a number; closed, that is written, at the end."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(fspath(target) if isinstance(target, PathLike) else target, options)
    workbook.worksheet_class = _growing(workbook.worksheet_class)
    workbook.set_properties({"title": title, "comments": comments, "created": created.astimezone(UTC)})
    yield workbook
    try:
        workbook.close()
    except FileCreateError as error:
        raise error.args[0] from None


def _growing(worksheet: Any) -> Any:
    """A worksheet whose rows have their heights from the start, and grow all the same when somebody types into them: a
    height called custom stays as it is, and of a longer text only the first words are shown."""

    class Growing(worksheet):  # type: ignore[misc]
        def _xml_start_tag_unencoded(self, tag: str, attributes: Sequence[tuple[str, object]] = ()) -> None:
            super()._xml_start_tag_unencoded(tag, [each for each in attributes if each[0] != "customHeight"])

    return Growing


def sheet_title(text: str, words: Words = ENGLISH) -> str:
    """A title that Excel accepts for a sheet: at most 31 characters, none of []:*?/\\, no apostrophe at the ends."""
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", text)[:SHEET_TITLE_MAX].strip(" '")
    return words.text(UNTITLED) if plain.casefold() in ("", "history") else plain
