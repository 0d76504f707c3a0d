"""Finding the table: which sheets, which rows are the headings, and which column is what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from subsidy_ledger.errors import Refused, WrongUse
from subsidy_ledger.importing.cells.columns import FIELDS, assign
from subsidy_ledger.importing.cells.synonyms import MONEY
from subsidy_ledger.importing.finding.areas import overlap, sheet_named
from subsidy_ledger.importing.finding.headings import Heading, heading_at, no_heading, pointed_heading
from subsidy_ledger.importing.finding.mapping import NO_COLUMN, columns_said, fields_said, is_letter
from subsidy_ledger.importing.finding.margins import besides, heading_notes, lone_amount_notes
from subsidy_ledger.importing.finding.no_table import no_row, no_table
from subsidy_ledger.importing.finding.regions import tables_of, up_to_the_next
from subsidy_ledger.importing.finding.sheets import chosen, left_aside, several
from subsidy_ledger.importing.intake import Sheet, Table, Workbook


def find_tables(
    workbook: Workbook,
    *,
    sheets: Sequence[str] = (),
    header_row: int | None = None,
    mapping: Mapping[str, str] | None = None,
) -> tuple[Table, ...]:
    """The tables to read, in the order in which they are named; one, the best, where none is named.

    `sheets` are names, or parts such as Blad1!A:C; `mapping` gives fields a column by letter or heading; `header_row`
    counts as Excel does, 0 where there are no headings. Raises Refused where no table is found or two are equally
    good, WrongUse where what was said does not exist.
    """
    said = fields_said(mapping or {})
    wanted = [sheet_named(workbook, name) for name in sheets]
    _refuse_twice(wanted)
    here = wanted or [s for s in workbook.sheets if s.visible and s.rows] or [s for s in workbook.sheets if s.rows]
    found = [(sheet, _headings(workbook, sheet, header_row, said, is_alone=len(here) == 1)) for sheet in here]
    if wanted:
        if bare := [sheet for sheet, headings in found if not headings]:
            raise no_table(workbook, bare, header_row, said)
        picked = [_best(workbook, headings, said) for _, headings in found]
    else:
        everything = [heading for _, headings in found for heading in headings]
        if not everything and header_row:
            raise no_row(workbook, here, header_row)
        if not everything:
            raise no_table(workbook, here, header_row, said)
        picked = [_best(workbook, everything, said)]
    tables = [_table(workbook, heading, said, header_row) for heading in picked]
    others = [h for _, headings in found for h in headings if h not in picked]
    others += [h for s in workbook.sheets if not any(s.name == own.name for own in here) for h in tables_of(s, said)]
    aside = [(other, _glance(workbook, other, said)) for other in others]
    notes = [*(() if wanted else chosen(picked[0], others)), *left_aside(workbook, tables, aside)]
    # What is left aside concerns the workbook: it is told once, with the first of its tables.
    return (replace(tables[0], notes=(*tables[0].notes, *notes)), *tables[1:])


def find_table(
    workbook: Workbook,
    *,
    sheet: str | None = None,
    header_row: int | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Table:
    """The one table of a file of which at most one sheet is named; as `find_tables`."""
    return find_tables(workbook, sheets=() if sheet is None else (sheet,), header_row=header_row, mapping=mapping)[0]


def known_tables(
    workbook: Workbook, known: Sequence[tuple[Heading, Mapping[str, int]]], mapping: Mapping[str, str]
) -> tuple[Table, ...]:
    """The tables of headings that somebody knows already, each with the column of every field that is read.

    What the officer's `mapping` says goes before it; a field that neither names is not read.
    """
    said = fields_said(mapping)
    tables = [_table(workbook, heading, said, None, columns) for heading, columns in known]
    others = [
        heading
        for sheet in workbook.sheets
        for heading in tables_of(sheet, said)
        if not any(_is_same(heading, own) for own, _ in known)
    ]
    notes = left_aside(workbook, tables, [(other, _glance(workbook, other, said)) for other in others])
    return (replace(tables[0], notes=(*tables[0].notes, *notes)), *tables[1:])


def _is_same(one: Heading, other: Heading) -> bool:
    """Whether two readings of a sheet are of the same table."""
    if one.sheet.area and other.sheet.area:
        return one.sheet.place == other.sheet.place
    return one.sheet.name == other.sheet.name and one.first <= other.last and other.first <= one.last


def _refuse_twice(wanted: Sequence[Sheet]) -> None:
    for place, sheet in enumerate(wanted):
        if other := next((s for s in wanted[:place] if s.name == sheet.name and overlap(s, sheet)), None):
            raise WrongUse(
                "sheet-twice", "--sheet names cells of {other} again with {sheet}; they would be claimed twice.",
                other=f'"{other.place}"', sheet=f'"{sheet.place}"',
            )  # fmt: skip


def _headings(
    workbook: Workbook, sheet: Sheet, header_row: int | None, said: Mapping[str, str], *, is_alone: bool
) -> list[Heading]:
    """The headings of a sheet that can be meant: all it has, or the one in the row that was named."""
    has_letters = any(is_letter(column, ()) for name, column in said.items() if name in MONEY)
    if header_row is None:
        pointed = pointed_heading(sheet, said) if has_letters else None
        return tables_of(sheet, said) or ([] if pointed is None else [pointed])
    if header_row == 0:
        if not has_letters:
            raise WrongUse(
                "no-headings",
                "Without headings (--header-row 0) every column that is to be read is named by its letter, first of "
                "all that of the amount: --map amount=F.",
            )
        return [no_heading(sheet, said)]
    if 1 <= header_row <= len(sheet.rows):
        return [up_to_the_next(heading_at(sheet, header_row - 1, said), said)]
    if is_alone:
        raise no_row(workbook, [sheet], header_row)
    return []


def _best(workbook: Workbook, found: Sequence[Heading], said: Mapping[str, str]) -> Heading:
    """The one that says most; Refused where another one with lines says as much."""
    if len(found) == 1:
        return found[0]
    below = {id(h): h.rows_below() for h in found}
    best = max(found, key=lambda h: (bool(below[id(h)]), len(h.fields), h.strength, below[id(h)]))
    rivals = [h for h in found if h is not best and below[id(h)] and len(h.fields) == len(best.fields)]
    if rivals and below[id(best)]:
        both = [h for h in found if h is best or h in rivals]
        raise several(workbook, [(h, _glance(workbook, h, said)) for h in both])
    return best


def _table(
    workbook: Workbook,
    heading: Heading,
    said: Mapping[str, str],
    header_row: int | None,
    known: Mapping[str, int] | None = None,
) -> Table:
    sheet, headers = heading.sheet, heading.texts
    pointed = columns_said(sheet, (headers, *heading.rows), said)
    unread = {name for name, column in said.items() if column == NO_COLUMN}
    columns_of = pointed
    if known is not None:
        free = {name: c for name, c in known.items() if name not in unread and c not in pointed.values()}
        columns_of = free | pointed
        unread = set(FIELDS) - set(columns_of)
    beside = besides(heading) - set(columns_of.values())
    each = [None if column in beside else match for column, match in enumerate(heading.matches)]
    columns, ties = assign(headers, columns_of, unread, workbook.name, each)
    if not MONEY & set(columns):
        raise no_table(workbook, [sheet], header_row, said)
    unused = tuple(i for i, h in enumerate(headers) if h and i not in columns.values())
    notes = (*heading_notes(heading, beside), *ties, *lone_amount_notes(columns, headers))
    row = heading.last + 1
    return Table(sheet, row, columns, headers, unused, notes, frozenset(pointed), heading.rows, beside)


def _glance(workbook: Workbook, heading: Heading, said: Mapping[str, str]) -> Table | None:
    """The table of a heading that may not be read; None where nobody can tell its columns."""
    try:
        return _table(workbook, heading, said, None)
    except (Refused, WrongUse):
        return None
