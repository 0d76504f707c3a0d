"""Tables for machines: csv and json, never translated, amounts with two decimals and a point, dates as ISO."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Final

from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.sentences import Euro, Sentence
from subsidy_ledger.reports.tables import Kind, Table, Value

Plain = str | int | None

# What a spreadsheet program may take for the beginning of a formula.
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t")
QUOTED: Final = frozenset(',"\n\r')


def plain(value: Value, kind: Kind) -> Plain:
    """One value as machines read it: cents as "12.30", days and moments (UTC) as ISO, our own texts in English."""
    if kind == "money" and isinstance(value, int):
        return to_text(value)
    if isinstance(value, Euro):
        return to_text(value.cents)
    if isinstance(value, Sentence):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return value


def to_json(table: Table) -> list[dict[str, Plain]]:
    """One object a row, by the keys of the columns. Notes and weights are for people and are left out."""
    kinds = [(column.key, column.kind) for column in table.columns]
    return [{key: plain(value, kind) for (key, kind), value in zip(kinds, row, strict=True)} for row in table.rows]


def to_csv(table: Table) -> str:
    """A header of column keys and one record a row, separated by commas, each ended by a line feed; no totals.

    What is read back is what was written, to the letter: a text that begins like a formula is put between quotes and
    not changed, so that machines get it as it is. Quotes do not keep a spreadsheet program from computing such a text
    when a csv file is opened in it; people are given the xlsx export, where text stays text.
    """
    header = _record(column.key for column in table.columns)
    kinds = [column.kind for column in table.columns]
    # A total among the rows would double the money of whoever sums the column.
    lines = (row for i, row in enumerate(table.rows) if table.weight(i) != "total")
    rows = (_record(_field(value, kind) for value, kind in zip(row, kinds, strict=True)) for row in lines)
    return "".join((header, *rows))


def _record(fields: Iterable[str]) -> str:
    found = list(fields)
    # A lone empty field would be an empty line, which readers skip.
    return ('""' if found == [""] else ",".join(found)) + "\n"


def _field(value: Value, kind: Kind) -> str:
    found = plain(value, kind)
    if found is None:
        return ""
    text = str(found)
    is_text = isinstance(value, str | Sentence) and kind != "percent"
    if QUOTED & set(text) or (is_text and text.startswith(FORMULA_STARTS)):
        return '"' + text.replace('"', '""') + '"'
    return text
