"""The auditor's filled-in sheet beside the ledger as it was when the workbook was made: every cell that was edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.sentences import Euro, Sentence, say
from subsidy_ledger.i18n import Words
from subsidy_ledger.importing.filled.filled_in import (
    cell_at,
    cents_of,
    day_of,
    is_empty,
    text_of,
    whole_of,
)
from subsidy_ledger.importing.intake import Cell, Sheet
from subsidy_ledger.operations.auditor_marks import FilledIn, read_marks
from subsidy_ledger.reports.reconciliation.labels import label
from subsidy_ledger.reports.reconciliation.lines import AUDITOR_KEYS, EXPENSES_COLUMNS, expenses_sheet
from subsidy_ledger.reports.tables import Value

# Without these a row cannot be told from another, or says nothing.
NEEDED: Final = ("number", "code", "share", "accepted", "deducted", "reason")
CELL_MAX = 32_000


def find_table(sheet: Sheet, words: Words) -> tuple[int, dict[str, int]] | None:
    """The row of the headings and each column's place, from 0; None where the sheet has no such table."""
    titles = {column.key: words.text(column.title) for column in EXPENSES_COLUMNS}
    for row in range(len(sheet.rows)):
        texts = [text_of(cell) for cell in sheet.rows[row]]
        places = _places(texts, titles)
        if all(key in places for key in NEEDED):
            return row, places
    return None


def _places(texts: Sequence[str], titles: Mapping[str, str]) -> dict[str, int]:
    """The columns are where their headings stand, also where somebody put others between or moved them."""
    return {key: texts.index(title) for key, title in titles.items() if title in texts}


def read_back(ledger: Ledger, year: int, sheet: Sheet, words: Words, *, same_program: bool = True) -> FilledIn | None:
    """Every row beside what `ledger` (as the workbook was made from) says of it; None where there is no such table.

    Another version of the program may have other words for a state or a mode: those are not compared then.
    """
    found = find_table(sheet, words)
    if found is None:
        return None
    header, places = found
    expected = _expected(ledger, year, words, same_program=same_program)
    filled = FilledIn(sheet, places, expected.keys())
    for row in range(header + 1, len(sheet.rows)):
        key = _key(filled, row)
        if key is None:
            _refuse_nameless(filled, row, words)
            continue
        if key not in expected:
            if _is_marked(filled, row) or _is_of_the_ledger(filled, row, key):
                _refuse_unknown(filled, row, ledger, year)
            continue
        if key in filled.rows:
            filled.refuse(
                "row-twice", row, "number", say("each line and code once"),
                say("line {n} on {code} stands on row {other} too; keep one of them",
                    n=key[0], code=key[1], other=filled.rows[key] + 1),
            )  # fmt: skip
            continue
        filled.rows[key] = row
        _compare(filled, row, expected[key])
        read_marks(filled, row, expected[key], words, is_tagged=key[1] in ledger.agreement.targets)
    return filled


def _expected(
    ledger: Ledger, year: int, words: Words, *, same_program: bool
) -> dict[tuple[int, str], dict[str, Value]]:
    """What the program itself wrote on each row, by line and code as they stand in the workbook."""
    table = expenses_sheet(ledger, year, words.language).blocks[0].table
    keys = [(column.key, column.kind) for column in table.columns]
    rows: dict[tuple[int, str], dict[str, Value]] = {}
    for place, values in enumerate(table.rows):
        if table.weight(place) != "line":
            continue
        row: dict[str, Value] = {
            key: words.say(value) if isinstance(value, Sentence) else value
            for (key, _), value in zip(keys, values, strict=True)
            if same_program or key == "code" or not isinstance(value, Sentence)
        }
        number = row["number"]
        if isinstance(number, int):
            rows[number, str(row["code"])] = row
    return rows


def _key(filled: FilledIn, row: int) -> tuple[int, str] | None:
    """The line and code of a row; None for rows of no line: blank ones, the total, notes."""
    number, code = (cell_at(filled.sheet, row, filled.columns[key]) for key in ("number", "code"))
    if is_empty(number) and is_empty(code):
        return None
    whole = whole_of(number)
    return (whole if whole is not None else -1), text_of(code)


def _is_of_the_ledger(filled: FilledIn, row: int, key: tuple[int, str]) -> bool:
    """A row with a share that names a line or a code; a sum that somebody put below names neither."""
    return key != (-1, "") and not is_empty(cell_at(filled.sheet, row, filled.columns["share"]))


def _is_marked(filled: FilledIn, row: int) -> bool:
    return any(
        not is_empty(cell_at(filled.sheet, row, filled.columns[key])) for key in AUDITOR_KEYS if key in filled.columns
    )


def _refuse_nameless(filled: FilledIn, row: int, words: Words) -> None:
    """A decision on a row that says neither line nor code; the row of totals is none, nor is a remark."""
    supplier = text_of(cell_at(filled.sheet, row, filled.columns["supplier"])) if "supplier" in filled.columns else ""
    decided = any(not is_empty(cell_at(filled.sheet, row, filled.columns[key])) for key in ("accepted", "deducted"))
    if decided and supplier != words.say(label("total_shown")):
        filled.refuse(
            "line-unknown", row, "number", say("a line of this workbook"),
            say("something is decided here, and the row does not say of which line; put its number and code back, or "
                "empty it"),
        )  # fmt: skip


def _refuse_unknown(filled: FilledIn, row: int, ledger: Ledger, year: int) -> None:
    number, code = _key(filled, row) or (-1, "")
    if ledger.expense(number) is None:
        message = say(
            "there is no such line in this workbook's ledger; put back the number that stood here, or take the row away"
        )
    else:
        message = say(
            "line {n} has no share on {code} in {year}; put number and code back as they were, or take the row away",
            n=number, code=code, year=str(year),
        )  # fmt: skip
    key = "number" if ledger.expense(number) is None else "code"
    filled.refuse("line-unknown", row, key, say("a line of this workbook"), message)


def _compare(filled: FilledIn, row: int, expected: Mapping[str, Value]) -> None:
    """Every column of the ledger's must still say what the program wrote."""
    kinds = {column.key: column.kind for column in EXPENSES_COLUMNS}
    for key, place in filled.columns.items():
        if key in AUDITOR_KEYS or key not in expected:
            continue
        cell = cell_at(filled.sheet, row, place)
        if not _is_same(cell, expected[key], kinds[key]):
            filled.refuse(
                "ledger-cell-edited", row, key, _shown(expected[key], kinds[key]),
                say("this is the ledger's, and it was edited; put back what stood there, or correct the line in the "
                    "ledger: ledger correct"),
            )  # fmt: skip


def _is_same(cell: Cell, value: Value, kind: str) -> bool:
    if value is None or value == "":
        return is_empty(cell)
    if kind == "money":
        return cents_of(cell) == value
    if isinstance(value, int):
        return whole_of(cell) == value
    if isinstance(value, date):
        return day_of(cell) == value or text_of(cell) == value.isoformat()
    wanted = " ".join(str(value).split())
    return text_of(cell) == wanted or (len(wanted) > CELL_MAX and text_of(cell)[:CELL_MAX] == wanted[:CELL_MAX])


def _shown(value: Value, kind: str) -> Sentence:
    if value is None:
        return say("an empty cell")
    return Sentence("{value}", {"value": Euro(value) if kind == "money" and isinstance(value, int) else str(value)})
