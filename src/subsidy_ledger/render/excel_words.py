"""A workbook's sheets in one language: every phrase and sentence becomes the text that stands in the cell.

It is said before anything has its place, because formulas name sheets by their titles and compare cells with words.
"""

from __future__ import annotations

import re
from dataclasses import replace

from subsidy_ledger.domain.sentences import Phrase, Sentence
from subsidy_ledger.i18n import Words
from subsidy_ledger.reports.reconciliation.book import Block, Formula, ReconciliationBook, Sheet
from subsidy_ledger.reports.reconciliation.formulas import quoted
from subsidy_ledger.reports.tables import Table, Value

# What a formula compares with or shows, written {'so'} in its text.
_PHRASE = re.compile(r"\{'([^']*)'\}")


def said(text: Phrase | Sentence, words: Words) -> str:
    return words.say(text) if isinstance(text, Sentence) else words.text(text)


def said_book(book: ReconciliationBook, words: Words) -> ReconciliationBook:
    """The whole workbook in one language."""
    return replace(book, sheets=tuple(said_sheet(sheet, words) for sheet in book.sheets))


def said_sheet(sheet: Sheet, words: Words) -> Sheet:
    """The sheet with all its texts, those of its blocks, chart and formulas too."""
    return replace(
        sheet,
        title=said(sheet.title, words),
        heading=said(sheet.heading, words),
        lead=said(sheet.lead, words),
        blocks=tuple(said_block(block, words) for block in sheet.blocks),
        chart=replace(sheet.chart, title=said(sheet.chart.title, words)) if sheet.chart else None,
    )


def said_block(block: Block, words: Words) -> Block:
    live = {place: _formula(formula, words) for place, formula in block.live.items()}
    inputs = {
        key: replace(
            choice,
            phrases=tuple(words.text(phrase) for phrase in choice.phrases),
            advice=said(choice.advice, words),
        )
        for key, choice in block.inputs.items()
    }
    return replace(block, table=said_table(block.table, words), live=live, inputs=inputs)


def said_table(table: Table, words: Words) -> Table:
    """The table with title, headings, cells and notes as texts; data stay as they are."""
    columns = tuple(replace(column, title=words.text(column.title)) for column in table.columns)
    rows = tuple(tuple(_value(value, words) for value in row) for row in table.rows)
    notes = tuple(Sentence("{note}", {"note": words.say(note)}) for note in table.notes)
    return replace(table, title=said(table.title, words), columns=columns, rows=rows, notes=notes)


def _value(value: Value, words: Words) -> Value:
    return words.say(value) if isinstance(value, Sentence) else value


def _formula(formula: Formula, words: Words) -> Formula:
    text = _PHRASE.sub(lambda found: quoted(words.text(found[1])), formula.text)
    return replace(formula, text=text, if_none=words.text(formula.if_none))
