"""The yearly overview of expenses: our own workbook, or the administration's template filled in."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from subsidy_ledger.domain.cells import column_letter
from subsidy_ledger.domain.codes import check_year
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.money import to_decimal
from subsidy_ledger.domain.sentences import Sentence
from subsidy_ledger.errors import Refused
from subsidy_ledger.i18n import Words
from subsidy_ledger.importing.filled.filled import sheets_of
from subsidy_ledger.importing.filled.filled_in import cell_at, text_of
from subsidy_ledger.importing.intake import Sheet
from subsidy_ledger.importing.marking.annotate_xml import Unmarkable
from subsidy_ledger.importing.marking.template import Filled, Occupied, fill
from subsidy_ledger.importing.opening.delivery import Delivery, receive
from subsidy_ledger.operations.session import Session
from subsidy_ledger.reports.overview import COLUMNS, facts_of, overview, shares_of
from subsidy_ledger.reports.reconciliation_book import ReconciliationBook
from subsidy_ledger.reports.tables import Value

FIELDS = {each.key: each.kind for each in COLUMNS}


@dataclass(frozen=True, slots=True)
class Mapping:
    """Where a template wants its rows: the sheet, the first row as Excel counts, and column or heading to field."""

    sheet: str
    first_row: int
    columns: dict[str, str]


def overview_of(session: Session, year: int, language: str) -> ReconciliationBook:
    """Our own overview; raises WrongUse for a year that is not of this ledger."""
    return overview(_ledger(session, year), year, language)


def filled_template(session: Session, year: int, template: Path, mapping: Path, words: Words) -> bytes:
    """The administration's own workbook with a row for each share of the year; Refused where it does not fit."""
    ledger, wanted, delivery = _ledger(session, year), read_mapping(mapping), receive(template)
    sheets = {sheet.name: sheet for sheet in sheets_of(delivery)}
    if wanted.sheet not in sheets:
        raise Refused(
            "template-sheet",
            "{file} has no sheet {sheet}; it has {sheets}. Correct sheet = in {mapping}.",
            file=delivery.name, sheet=wanted.sheet, sheets=", ".join(sheets), mapping=str(mapping),
        )  # fmt: skip
    columns = _columns(sheets[wanted.sheet], wanted, delivery, mapping)
    rows: list[dict[int, Filled]] = []
    for expense, share in shares_of(ledger, year):
        facts = facts_of(ledger, expense, share)
        rows.append({column: _value(facts[name], FIELDS[name], words) for column, name in columns.items()})
    try:
        return fill(delivery.data, wanted.sheet, wanted.first_row - 1, rows)
    except Occupied as error:
        raise Refused(
            "template-occupied",
            "{sheet}!{cell} of {file} is not empty, and {n} rows are needed from row {row} on. Empty that cell, insert "
            "rows above it, or correct first_row in {mapping}.",
            sheet=wanted.sheet, cell=str(error), file=delivery.name, n=len(rows), row=wanted.first_row,
            mapping=str(mapping),
        ) from None  # fmt: skip
    except Unmarkable:
        raise Refused(
            "template-unfillable",
            "{file} cannot be filled in with certainty. Save it as .xlsx with Excel or LibreOffice and try again.",
            file=delivery.name,
        ) from None


def read_mapping(path: Path) -> Mapping:
    """The TOML that says where a template's columns are; raises Refused where it says something else."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Refused(
            "template-mapping-unreadable",
            "{mapping} cannot be read: {why}. Name the .toml file that says where the template's columns are.",
            mapping=str(path), why=str(error.strerror or error),
        ) from None  # fmt: skip
    except ValueError as error:
        raise _no_mapping(path, str(error)) from None
    sheet, first_row, columns = found.get("sheet"), found.get("first_row"), found.get("columns")
    if not isinstance(sheet, str):
        raise _no_mapping(path, "sheet")
    if not isinstance(first_row, int) or isinstance(first_row, bool) or first_row < 1:
        raise _no_mapping(path, "first_row")
    if not isinstance(columns, dict) or not columns:
        raise _no_mapping(path, "columns")
    unknown = next((name for name in columns.values() if not isinstance(name, str) or name not in FIELDS), None)
    if unknown is not None:
        raise Refused(
            "template-field",
            "{mapping} names the field {name}; the fields are {fields}.",
            mapping=str(path), name=str(unknown), fields=", ".join(FIELDS),
        )  # fmt: skip
    return Mapping(sheet, first_row, columns)


def _no_mapping(path: Path, what: str) -> Refused:
    return Refused(
        "template-mapping",
        '{mapping} is no mapping ({what}). It wants `sheet = "…"`, `first_row = 8` (counted from 1), and under '
        '`[columns]` a letter or a heading of the template and a field: `B = "document_no"`.',
        mapping=str(path),
        what=what,
    )


def _columns(sheet: Sheet, wanted: Mapping, delivery: Delivery, mapping: Path) -> dict[int, str]:
    """Column to field; a heading is looked for above the first row, and a letter is the column itself."""
    headings: dict[str, int] = {}
    width = max((len(row) for row in sheet.rows[: wanted.first_row - 1]), default=0)
    for row in range(min(wanted.first_row - 1, len(sheet.rows))):
        for place in range(width):
            text = text_of(cell_at(sheet, row, place))
            if text:
                headings[text.casefold()] = place
    letters = {column_letter(column): column for column in range(16_384)}
    found: dict[int, str] = {}
    for where, name in wanted.columns.items():
        column: int | None = headings.get(" ".join(where.split()).casefold(), letters.get(where.upper()))
        if column is None:
            raise Refused(
                "template-column",
                'No cell above row {row} of sheet {sheet} in {file} says "{heading}", and it is no column\'s letter.',
                row=wanted.first_row, sheet=sheet.name, file=delivery.name, heading=where,
            )  # fmt: skip
        if column in found:
            raise Refused(
                "template-column-twice",
                "{mapping} names column {letter} of sheet {sheet} twice, for {first} and for {second}; leave one out.",
                mapping=str(mapping), letter=column_letter(column), sheet=sheet.name, first=found[column], second=name,
            )  # fmt: skip
        found[column] = name
    return found


def _value(value: Value, kind: str, words: Words) -> Filled:
    if isinstance(value, Sentence):
        return words.say(value)
    if kind == "money" and isinstance(value, int):
        return to_decimal(value)
    return value if isinstance(value, str | int | date) else None


def _ledger(session: Session, year: int) -> Ledger:
    ledger = session.ledger()
    check_year(ledger.agreement, year, frozenset(e.details.year for e in ledger.expenses))
    return ledger
