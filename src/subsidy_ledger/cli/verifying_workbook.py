"""`ledger verify-workbook`: whether a reconciliation workbook still says what the ledger wrote into it."""

from __future__ import annotations

import sys
from typing import IO, TYPE_CHECKING, Any

import click

from subsidy_ledger.cli.options import common_options, format_option, session
from subsidy_ledger.cli.show import show, show_json
from subsidy_ledger.domain.sentences import Euro, Listed, Sentence, say, say_n
from subsidy_ledger.errors import ExitCode

if TYPE_CHECKING:
    from subsidy_ledger.i18n import Words
    from subsidy_ledger.operations.verifying_workbook import VerifiedWorkbook
    from subsidy_ledger.operations.workbook_cells import Changed
    from subsidy_ledger.reports.reconciliation.book import ReconciliationBook

SHOWN_MAX = 100


@click.command(
    "verify-workbook",
    short_help="Whether a reconciliation workbook still says what the ledger wrote",
    epilog="\b\nExamples:\n  ledger verify-workbook reconciliation-2019.xlsx\n"
    "  ledger verify-workbook back-from-the-auditor.ods --format json",
)
@click.argument("file", metavar="FILE")
@format_option("table", "json")
@common_options
def verify_workbook_command(file: str, format_: str) -> None:
    """Makes the workbook again from the ledger as it was then, and compares every cell that the ledger wrote.

    Amounts, texts, dates and formulas must stand there as they were exported; a formula that was replaced by its own
    figure is a change too. Yellow cells, remarks, sheets and columns of somebody's own are counted, not compared. The
    lines on the sheet Expenses may be sorted and filtered. FILE is an .xlsx, or an .ods that LibreOffice saved.

    Exit code 3 where anything was changed.
    """
    from subsidy_ledger.operations.verifying_workbook import verify_workbook

    found = verify_workbook(session(), file, _write)
    if format_ == "json":
        show_json(_json(found))
    else:
        _show(found)
    if not found.ok:
        sys.exit(ExitCode.ATTENTION)


def _write(book: ReconciliationBook, target: IO[bytes], words: Words) -> None:
    from subsidy_ledger import __version__
    from subsidy_ledger.render.excel import write_reconciliation

    write_reconciliation(book, target, program_version=__version__, words=words)


def _show(found: VerifiedWorkbook) -> None:
    for change in found.changed[:SHOWN_MAX]:
        show(_told(change))
    if len(found.changed) > SHOWN_MAX:
        show(
            say_n(
                "{n} more change; --format json names all",
                "{n} more changes; --format json names all",
                n=len(found.changed) - SHOWN_MAX,
            )
        )
    made, cells = found.made_from, say_n("{n} cell", "{n} cells", n=found.cells)
    if found.ok:
        show(say("nothing was changed: {cells} of {file} are as the ledger wrote them", cells=cells, file=found.file))
    else:
        show(
            say_n(
                "{n} change in {file}; {cells} were compared. What the ledger has stands in a fresh workbook: ledger "
                "export reconciliation --year {year} FILE.xlsx",
                "{n} changes in {file}; {cells} were compared. What the ledger has stands in a fresh workbook: ledger "
                "export reconciliation --year {year} FILE.xlsx",
                n=len(found.changed), file=found.file, cells=cells, year=str(found.year),
            )
        )  # fmt: skip
    show(say("made from entry {entry} ({at}, {by}); digest: {digest}",
             entry=made.number, at=made.at, by=made.by, digest=made.digest))  # fmt: skip
    if found.own:
        show(
            say_n(
                "{n} cell was filled in by somebody else, and is not compared",
                "{n} cells were filled in by somebody else, and are not compared",
                n=found.own,
            )
        )
    if found.added:
        show(say("sheets that are not the ledger's, and are not compared: {sheets}", sheets=Listed(tuple(found.added))))
    if found.later:
        show(say_n("{n} entry was recorded since", "{n} entries were recorded since", n=found.later))


def _told(change: Changed) -> Sentence:
    nothing = say("nothing")
    sheet, cell = change.sheet, f"{change.sheet}!{change.cell}"
    found = nothing if change.found is None else change.found
    expected = nothing if change.expected is None else change.expected
    match change.what:
        case "row-gone":
            return say("{sheet}: the row of {row} is gone", sheet=sheet, row=expected)
        case "row-added":
            return say("{cell}: this row is not the ledger's: {row}", cell=cell, row=found)
        case "row-twice":
            return say("{cell}: this row stands there twice: {row}", cell=cell, row=found)
        case "column-gone":
            return say('{sheet}: the column "{column}" is gone', sheet=sheet, column=expected)
        case "sheet-gone":
            return say('the sheet "{sheet}" is gone or was renamed', sheet=sheet)
    return say("{cell}: {found} stands there; the ledger has {expected}", cell=cell, found=found, expected=expected)


def _json(found: VerifiedWorkbook) -> dict[str, Any]:
    from subsidy_ledger.domain.money import to_text

    def plain(value: str | Euro | None) -> str | None:
        return to_text(value.cents) if isinstance(value, Euro) else value

    return {
        "ok": found.ok,
        "file": found.file,
        "year": found.year,
        "digest": found.made_from.digest,
        "entry": found.made_from.number,
        "entries_since": found.later,
        "cells": found.cells,
        "filled_in": found.own,
        "sheets_added": list(found.added),
        "changed": [
            {
                "what": c.what, "sheet": c.sheet, "cell": c.cell or None,
                "found": plain(c.found), "expected": plain(c.expected),
            }
            for c in found.changed
        ],
    }  # fmt: skip
