"""Finding the table: which sheet, which row holds the headings, and which column is what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from subsidy_ledger.domain.cells import column_letter
from subsidy_ledger.domain.sentences import Sentence, say
from subsidy_ledger.errors import Refused, WrongUse
from subsidy_ledger.importing.columns import FIELDS, WEAK, assign, matches, plain
from subsidy_ledger.importing.intake import Cell, Sheet, Table, Workbook
from subsidy_ledger.importing.texts import cell_text

HEADER_ROWS_MAX = 40
MONEY = frozenset({"amount", "claimed", "net_amount", "debit", "credit"})
ALIASES = {"amount_net": "net_amount", "vat": "vat_amount"}
# What stands for "no column" in a mapping: a heading is taken for a field that it is not.
NO_COLUMN = "-"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that can be the heading of a sheet: how many fields it names, how surely, and the rows below it."""

    sheet: Sheet
    row: int
    fields: frozenset[str]
    strength: int
    rows_below: int = 0


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
    said = _fields_said(mapping or {})
    sheets = _sheets(workbook, sheet)
    if header_row is not None:
        found = [_at(s, header_row - 1, said) for s in sheets if 1 <= header_row <= len(s.rows)]
    else:
        found = [best for s in sheets if (best := _best_row(s, said)) is not None]
    if header_row is not None and sheets and not found:
        raise _no_row(workbook, sheets, header_row)
    if not found:
        raise _no_table(workbook, sheets, header_row)
    found = [replace(each, rows_below=_filled_below(each)) for each in found]
    best = max(found, key=lambda c: (len(c.fields), c.strength, c.rows_below))
    _refuse_rival(workbook, best, found)
    return _table(workbook, best, found, said, settled=header_row is not None)


def _fields_said(mapping: Mapping[str, str]) -> dict[str, str]:
    """The officer's mapping by field; WrongUse for a field there is none of."""
    said = {ALIASES.get(name, name): column for name, column in mapping.items()}
    if unknown := [name for name in said if name not in FIELDS]:
        raise WrongUse(
            "map-field", 'There is no field "{name}"; there are: {fields}.', name=unknown[0], fields=", ".join(FIELDS)
        )
    return said


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
    able = [c for c in found if c.fields & MONEY and (len(c.fields) > 1 or _is_heading_alone(c))]
    return max(able, key=lambda c: (len(c.fields), c.strength, -c.row), default=None)


def _is_heading_alone(candidate: Candidate) -> bool:
    """An amount without any other field is a heading beside other texts; "Total" is not, it stands below pivots."""
    texts = sum(1 for cell in candidate.sheet.rows[candidate.row] if isinstance(cell, str) and cell.strip())
    return texts > 1 and candidate.strength > WEAK


def _at(sheet: Sheet, row: int, said: Mapping[str, str]) -> Candidate:
    headers = header_texts(sheet.rows[row])
    # A row of figures names nothing: headings are texts.
    named = matches([h if isinstance(c, str) else "" for h, c in zip(headers, sheet.rows[row], strict=True)])
    pointed = {name for name, column in said.items() if _column(column, headers) is not None}
    strength = sum(found[0][1].strength for found in named.values()) + len(pointed)
    # A letter points at a column in every row, so it is no sign of a heading.
    by_text = {name for name in pointed if not _is_letter(said[name], headers)}
    return Candidate(sheet, row, frozenset({*named, *by_text, *(pointed if named else ())}), strength)


def _filled_below(candidate: Candidate) -> int:
    below = islice(candidate.sheet.rows, candidate.row + 1, None)
    return sum(1 for cells in below if any(cell not in ("", None) for cell in cells))


def _is_letter(column: str, headers: Sequence[str]) -> bool:
    return re.fullmatch(r"[A-Za-z]{1,3}", column) is not None and plain(column) not in map(plain, headers)


def _column(column: str, headers: Sequence[str]) -> int | None:
    """The index of a column named by its heading, else by its letter."""
    exact = " ".join(column.split())
    if exact in headers:
        return headers.index(exact)
    wanted = plain(column)
    for index, header in enumerate(headers):
        if wanted and plain(header) == wanted:
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
    pointed = _columns_said(sheet, headers, said)
    columns, ties = assign(
        headers, pointed, {name for name, column in said.items() if column == NO_COLUMN}, workbook.name
    )
    if not MONEY & set(columns):
        raise _no_table(workbook, [sheet], best.row + 1 if settled else None)
    unused = tuple(i for i, h in enumerate(headers) if h and i not in columns.values())
    notes = (*ties, *_others(workbook, best, found))
    return Table(sheet, best.row + 1, columns, headers, unused, notes, frozenset(pointed))


def _columns_said(sheet: Sheet, headers: Sequence[str], said: Mapping[str, str]) -> dict[str, int]:
    """The officer's mapping by column index; WrongUse for a column that the sheet does not have."""
    width = max(map(len, sheet.rows), default=0)
    found = {}
    for name, column in said.items():
        if column == NO_COLUMN:
            continue
        index = _column(column, headers)
        if index is None or index >= width:
            named = ", ".join(f"{column_letter(i)} {h}".strip() for i, h in enumerate(headers) if h)
            raise WrongUse(
                "map-column", 'There is no column "{column}" in {sheet}; there are: {named}.',
                column=column, sheet=sheet.name, named=named,
            )  # fmt: skip
        same = [i for i, h in enumerate(headers) if h == column] or [
            i for i, h in enumerate(headers) if plain(h) == plain(headers[index]) != ""
        ]
        twins = [column_letter(i) for i in same]
        if not _is_letter(column, headers) and len(twins) > 1:
            raise WrongUse(
                "map-column-twice", '"{column}" stands above several columns: {letters}. Name one by its letter.',
                column=column, letters=", ".join(twins),
            )  # fmt: skip
        found[name] = index
    return found


def _others(workbook: Workbook, best: Candidate, found: Sequence[Candidate]) -> list[Sentence]:
    """Why this sheet, and the sheets that were left aside, so that nobody believes the whole workbook was read."""
    named = {c.sheet.name: c for c in found if c.sheet is not best.sheet}
    notes = []
    if named:
        notes.append(
            say(
                'sheet "{name}" is read: it has most columns that are understood ({fields}), and rows below ({n})',
                name=best.sheet.name, fields=len(best.fields), n=best.rows_below,
            )
        )  # fmt: skip
    notes += [
        say(
            'sheet "{name}" looks like a table too ({n} rows) and is not read: --sheet names it',
            name=name,
            n=c.rows_below,
        )
        for name, c in named.items()
    ]
    aside = [s for s in workbook.sheets if s is not best.sheet and s.name not in named and s.rows]
    notes += [
        say('the hidden sheet "{name}" ({n} rows) is not read: --sheet names it', name=s.name, n=len(s.rows))
        for s in aside
        if not s.visible
    ]
    rest = [s.name for s in aside if s.visible]
    if rest:
        notes.append(say("sheets without a table: {names}", names=", ".join(rest)))
    return notes


def _no_row(workbook: Workbook, sheets: Sequence[Sheet], header_row: int) -> WrongUse:
    return WrongUse(
        "header-row-unknown",
        "{file} has no row {row} for the headings; the longest sheet, {sheet}, has {n} rows.",
        file=workbook.name, row=header_row, n=max(len(s.rows) for s in sheets),
        sheet=max(sheets, key=lambda s: len(s.rows)).name,
    )  # fmt: skip


def _no_table(workbook: Workbook, sheets: Sequence[Sheet], header_row: int | None) -> Refused:
    where = ", ".join(f'"{s.name}"' for s in sheets) or "no sheet with anything in it"
    looked = f"row {header_row}" if header_row is not None else f"the first {HEADER_ROWS_MAX} rows"
    return Refused(
        "no-table",
        "{file}: no headings with an amount were found in {looked} of {where}. A column for the amount is needed "
        "(bedrag, montant, amount). Name the row with --header-row and the column with --map amount=F.",
        file=workbook.name, looked=looked, where=where,
    )  # fmt: skip
