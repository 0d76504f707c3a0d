"""From the text of a .csv file to its rows; the separator is the one that the lines agree on."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.opening.text_encoding import decode

if TYPE_CHECKING:
    import _csv

SAMPLE_RECORDS = 1000
SAMPLE_TEXT = 1 << 18
FIELD_LIMIT = 16 << 20
DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d{1,2}(?!\d))")
# Excel's own first line, which it does not show as a row.
NAMED_SEPARATOR = re.compile(r'"?sep=([^\n"])"?\n', re.IGNORECASE)
# How some programs keep a spreadsheet from taking a text for a number: ="0640".
KEPT_TEXT = re.compile(r'="([^"]*)"')
# A character that no text has, to see whether the last record was closed.
END = "\ufdd0"

Rows = tuple[tuple[str, ...], ...]


def read_rows(data: bytes, name: str) -> tuple[Rows, str]:
    """Every record as texts, ragged as they stand, and the separator; nothing is a number, and ="0640" is 0640.

    A record's place (from 0) is its spreadsheet row: Excel shows record 0 as row 1. An empty line is an empty
    record; a "sep=;" line is none, as in Excel; a record with line breaks inside quotes is one row, so rows count
    records and not lines. Refused when the bytes are no text or a quotation mark is never closed.
    """
    text = decode(data, name)
    named = NAMED_SEPARATOR.match(text)
    separator = named[1] if named is not None else _separator(text)
    return _records(text[named.end() :] if named is not None else text, separator, name), separator


def _records(text: str, separator: str, name: str) -> Rows:
    if text and not text.endswith("\n"):
        text += "\n"
    rows: list[tuple[str, ...]] = []
    begins = line = 1
    try:
        reader = _reader(text + END, separator)
        for record in reader:
            begins, line = line, reader.line_num + 1
            _refuse_swallowed(record, separator, begins, name)
            rows.append(tuple(map(_kept, record)))
    except csv.Error as error:
        raise _unclosed(begins, name) from error
    if rows.pop() != (END,):
        raise _unclosed(begins, name)
    return tuple(rows)


def _kept(cell: str) -> str:
    found = KEPT_TEXT.fullmatch(cell) if cell.startswith("=") else None
    return found[1] if found is not None else cell


def _reader(text: str, separator: str) -> _csv.Reader:
    csv.field_size_limit(FIELD_LIMIT)
    return csv.reader(io.StringIO(text, newline="\n"), delimiter=separator, skipinitialspace=separator != "\t")


def _refuse_swallowed(record: list[str], separator: str, line: int, name: str) -> None:
    """A stray quotation mark makes one cell of many lines; it shows by whole records inside that cell."""
    separators = max(len(record) - 1, 3)
    for cell in record:
        if "\n" in cell and any(part.count(separator) >= separators for part in cell.split("\n")[1:-1]):
            raise _unclosed(line, name)


def _unclosed(line: int, name: str) -> Refused:
    return Refused(
        "quote-not-closed",
        "In {file} a quotation mark opens in the row that begins at line {line} and swallows the rows behind it. "
        "Remove it there, or double it if it belongs to the text, and import again.",
        file=name,
        line=line,
    )


class _Fit(NamedTuple):
    """How well a separator fits: the share of filled records that have the most common width above 1."""

    share: float
    width: int
    separator: str


def _separator(text: str) -> str:
    """The separator, by how the first records fall apart.

    Commas also stand in texts and amounts, so that a comma is chosen over another separator that splits half of
    the records alike only where it does no worse on any count, and never where all of them stand in amounts.
    """
    comma = _fit(text, ",")
    other = max((_fit(text, separator) for separator in ";\t|"), key=lambda fit: fit.share * (fit.width - 1))
    if other.share and "," not in DECIMAL_COMMA.sub("", text[:SAMPLE_TEXT]):
        return other.separator
    if other.share == 0 or comma.share == 0:
        return other.separator if other.share else ","
    if other.share < 0.5:
        return "," if comma.share >= other.share else other.separator
    no_worse = comma.share >= other.share and comma.width >= other.width
    return "," if no_worse and comma[:2] != other[:2] else other.separator


def _fit(text: str, separator: str) -> _Fit:
    try:
        records = [record for record in islice(_reader(text, separator), SAMPLE_RECORDS) if any(record)]
    except csv.Error:
        records = []
    widths = Counter(len(record) for record in records if len(record) > 1)
    if not widths:
        return _Fit(0.0, 1, separator)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return _Fit(count / len(records), width, separator)
