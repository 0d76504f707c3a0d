"""Finding the table: which sheet, which row holds the headings, and which column is what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from subsidy_ledger.domain.sentences import Sentence, say
from subsidy_ledger.errors import Refused, WrongUse
from subsidy_ledger.importing.cells import column_letter
from subsidy_ledger.importing.columns import FIELDS, assign, matches, plain
from subsidy_ledger.importing.intake import Cell, Sheet, Table, Workbook
from subsidy_ledger.importing.texts import cell_text

HEADER_ROWS_MAX = 40
MONEY = frozenset({"amount", "claimed", "net_amount", "debit", "credit"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that can be the heading of a sheet: how many fields it names, how surely, and the rows below it."""

    sheet: Sheet
    row: int
    fields: frozenset[str]
    strength: int
    rows_below: int


def find_table(
    workbook: Workbook,
    *,
    sheet: str | None = None,
    header_row: int | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Table:
    """The table to read. `mapping` gives fields a column by letter or heading; `header_row` counts as Excel does.

    Raises Refused where no table is found or two are equally good, WrongUse where what was said does not exist.
    """
    said = dict(mapping or {})
    if unknown := [name for name in said if name not in FIELDS]:
        raise WrongUse(
            "map-field", 'There is no field "{name}"; there are: {fields}.', name=unknown[0], fields=", ".join(FIELDS)
        )
    sheets = _sheets(workbook, sheet)
    if header_row is not None:
        found = [_at(s, header_row - 1, said) for s in sheets if header_row <= len(s.rows)]
    else:
        found = [best for s in sheets if (best := _best_row(s, said)) is not None]
    if not found:
        raise _no_table(workbook, sheets, header_row)
    best = max(found, key=lambda c: (len(c.fields), c.strength, c.rows_below))
    _refuse_rival(workbook, best, found)
    return _table(workbook, best, found, said, settled=header_row is not None)


def _sheets(workbook: Workbook, wanted: str | None) -> list[Sheet]:
    if wanted is None:
        return [s for s in workbook.sheets if s.visible and s.rows] or [s for s in workbook.sheets if s.rows]
    for found in workbook.sheets:
        if found.name.strip().casefold() == wanted.strip().casefold():
            return [found]
    raise WrongUse(
        "sheet-unknown",
        '{file} has no sheet "{sheet}"; it has: {names}.',
        file=workbook.name,
        sheet=wanted,
        names=", ".join(s.name for s in workbook.sheets),
    )


def header_texts(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(cell_text(cell) for cell in cells)


def _best_row(sheet: Sheet, said: Mapping[str, str]) -> Candidate | None:
    """The row of the first forty that names most fields, among them an amount."""
    found = [_at(sheet, row, said) for row in range(min(HEADER_ROWS_MAX, len(sheet.rows)))]
    able = [c for c in found if c.fields & MONEY and (len(c.fields) > 1 or _texts(sheet.rows[c.row]) > 1)]
    return max(able, key=lambda c: (len(c.fields), c.strength, -c.row), default=None)


def _texts(cells: Sequence[Cell]) -> int:
    return sum(1 for cell in cells if isinstance(cell, str) and cell.strip())


def _at(sheet: Sheet, row: int, said: Mapping[str, str]) -> Candidate:
    headers = header_texts(sheet.rows[row])
    # A row of figures names nothing: headings are texts.
    named = matches([h if isinstance(c, str) else "" for h, c in zip(headers, sheet.rows[row], strict=True)])
    pointed = {name for name, column in said.items() if _column(column, headers) is not None}
    strength = sum(found[0][1].strength for found in named.values()) + len(pointed)
    filled = sum(1 for cells in sheet.rows[row + 1 :] if any(c not in ("", None) for c in cells))
    # A letter points at a column in every row, so it is no sign of a heading.
    by_text = {name for name in pointed if not _is_letter(said[name], headers)}
    return Candidate(sheet, row, frozenset({*named, *by_text, *(pointed if named else ())}), strength, filled)


def _is_letter(column: str, headers: Sequence[str]) -> bool:
    return re.fullmatch(r"[A-Za-z]{1,3}", column) is not None and plain(column) not in map(plain, headers)


def _column(column: str, headers: Sequence[str]) -> int | None:
    """The index of a column named by its heading, else by its letter."""
    wanted = plain(column)
    for index, header in enumerate(headers):
        if header and plain(header) == wanted:
            return index
    if re.fullmatch(r"[A-Za-z]{1,3}", column):
        index = 0
        for letter in column.upper():
            index = index * 26 + ord(letter) - ord("A") + 1
        return index - 1
    return None


def _refuse_rival(workbook: Workbook, best: Candidate, found: Sequence[Candidate]) -> None:
    """Two sheets with the same headings and lines below them are two halves, or two versions: nobody can tell."""
    ours = tuple(map(plain, header_texts(best.sheet.rows[best.row])))
    rivals = [
        c.sheet.name
        for c in found
        if c is not best and c.rows_below and tuple(map(plain, header_texts(c.sheet.rows[c.row]))) == ours
    ]
    if rivals and best.rows_below:
        names = ", ".join(f'"{name}"' for name in (best.sheet.name, *rivals))
        raise Refused(
            "sheets-ambiguous",
            "{file} has several sheets with the same headings: {names}. Import them one by one: --sheet {first}.",
            file=workbook.name, names=names, first=f'"{best.sheet.name}"',
        )  # fmt: skip


def _table(
    workbook: Workbook, best: Candidate, found: Sequence[Candidate], said: Mapping[str, str], *, settled: bool
) -> Table:
    sheet = best.sheet
    headers = header_texts(sheet.rows[best.row])
    pointed = {}
    for name, column in said.items():
        index = _column(column, headers)
        if index is None:
            named = ", ".join(f"{column_letter(i)} {h}".strip() for i, h in enumerate(headers) if h)
            raise WrongUse(
                "map-column", 'There is no column "{column}" in {sheet}; there are: {named}.',
                column=column, sheet=sheet.name, named=named,
            )  # fmt: skip
        pointed[name] = index
    columns, ties = assign(headers, pointed)
    if not MONEY & set(columns):
        raise _no_table(workbook, [sheet], best.row + 1 if settled else None)
    unused = tuple(i for i, h in enumerate(headers) if h and i not in columns.values())
    return Table(sheet, best.row + 1, columns, headers, unused, (*ties, *_others(workbook, best, found)))


def _others(workbook: Workbook, best: Candidate, found: Sequence[Candidate]) -> list[Sentence]:
    """The sheets that were left aside, so that nobody believes the whole workbook was read."""
    named = {c.sheet.name: c for c in found if c.sheet is not best.sheet}
    notes = [
        say(
            'sheet "{name}" looks like a table too ({n} rows) and is not read: --sheet names it',
            name=name,
            n=c.rows_below,
        )
        for name, c in named.items()
    ]
    rest = [s.name for s in workbook.sheets if s is not best.sheet and s.name not in named and s.rows]
    if rest:
        notes.append(say("sheets without a table: {names}", names=", ".join(rest)))
    return notes


def _no_table(workbook: Workbook, sheets: Sequence[Sheet], header_row: int | None) -> Refused:
    where = ", ".join(f'"{s.name}"' for s in sheets) or "no sheet with anything in it"
    looked = f"row {header_row}" if header_row is not None else f"the first {HEADER_ROWS_MAX} rows"
    return Refused(
        "no-table",
        "{file}: no headings with an amount were found in {looked} of {where}. A column for the amount is needed "
        "(bedrag, montant, amount). Name the row with --header-row and the column with --map amount=F.",
        file=workbook.name, looked=looked, where=where,
    )  # fmt: skip
