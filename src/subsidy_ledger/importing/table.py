"""Finding the table: which sheets, which row holds the headings, and which column is what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from subsidy_ledger.errors import Refused, WrongUse
from subsidy_ledger.importing.columns import assign, plain
from subsidy_ledger.importing.headings import HEADER_ROWS_MAX, MONEY, Heading, best_heading, heading_at
from subsidy_ledger.importing.intake import Sheet, Table, Workbook
from subsidy_ledger.importing.mapping import NO_COLUMN, columns_said, fields_said
from subsidy_ledger.importing.sheets import chosen, left_aside


def find_tables(
    workbook: Workbook,
    *,
    sheets: Sequence[str] = (),
    header_row: int | None = None,
    mapping: Mapping[str, str] | None = None,
) -> tuple[Table, ...]:
    """The tables to read, in the order their sheets are named in; one, the best, where none is named.

    `mapping` gives fields a column by letter or heading; `header_row` counts as Excel does. Raises Refused where no
    table is found or two are equally good, WrongUse where what was said does not exist.
    """
    said = fields_said(mapping or {})
    if sheets:
        named = _named(workbook, sheets)
        found = [_only(workbook, sheet, header_row, said) for sheet in named]
        tables = [_table(workbook, heading, said, settled=header_row is not None) for heading in found]
        why = []
    else:
        best, rivals = _best(workbook, header_row, said)
        tables = [_table(workbook, best, said, settled=header_row is not None)]
        why = chosen(best, rivals)
    aside = [*why, *left_aside(workbook, tables, lambda sheet: _glance(workbook, sheet, said))]
    # What is left aside concerns the workbook: it is told once, with the first of its tables.
    first = replace(tables[0], notes=(*tables[0].notes, *aside))
    return (first, *tables[1:])


def find_table(
    workbook: Workbook,
    *,
    sheet: str | None = None,
    header_row: int | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Table:
    """The one table of a file of which at most one sheet is named; as `find_tables`."""
    return find_tables(workbook, sheets=() if sheet is None else (sheet,), header_row=header_row, mapping=mapping)[0]


def _named(workbook: Workbook, wanted: Sequence[str]) -> list[Sheet]:
    """The sheets that were asked for; WrongUse for one that is not there, or that is named twice."""
    found: list[Sheet] = []
    for name in wanted:
        sheet = next((s for s in workbook.sheets if s.name.strip().casefold() == name.strip().casefold()), None)
        if sheet is None:
            raise WrongUse(
                "sheet-unknown",
                '{file} has no sheet "{sheet}"; it has: {names}.',
                file=workbook.name,
                sheet=name,
                names=", ".join(s.name for s in workbook.sheets),
            )
        if sheet in found:
            raise WrongUse(
                "sheet-twice", '--sheet names "{sheet}" twice, and its lines are claimed once.', sheet=sheet.name
            )
        found.append(sheet)
    return found


def _only(workbook: Workbook, sheet: Sheet, header_row: int | None, said: Mapping[str, str]) -> Heading:
    """The heading of one sheet."""
    if header_row is not None:
        if not 1 <= header_row <= len(sheet.rows):
            raise _no_row(workbook, [sheet], header_row)
        return heading_at(sheet, header_row - 1, said)
    best = best_heading(sheet, said)
    if best is None:
        raise _no_table(workbook, [sheet], None)
    return best


def _best(workbook: Workbook, header_row: int | None, said: Mapping[str, str]) -> tuple[Heading, list[Heading]]:
    """The heading that says most of all sheets, and those of the other sheets; two that say the same are refused."""
    sheets = [s for s in workbook.sheets if s.visible and s.rows] or [s for s in workbook.sheets if s.rows]
    if header_row is not None:
        found = [heading_at(s, header_row - 1, said) for s in sheets if 1 <= header_row <= len(s.rows)]
        if sheets and not found:
            raise _no_row(workbook, sheets, header_row)
    else:
        found = [best for s in sheets if (best := best_heading(s, said)) is not None]
    if not found:
        raise _no_table(workbook, sheets, header_row)
    below = {id(h): h.rows_below() for h in found}
    best = max(found, key=lambda h: (len(h.fields), h.strength, below[id(h)]))
    others = [h for h in found if h is not best]
    ours = tuple(map(plain, best.texts))
    rivals = [h for h in others if below[id(h)] and tuple(map(plain, h.texts)) == ours]
    if rivals and below[id(best)]:
        raise _ambiguous_sheets(workbook, [best, *rivals])
    return best, others


def _table(workbook: Workbook, heading: Heading, said: Mapping[str, str], *, settled: bool) -> Table:
    sheet, headers = heading.sheet, heading.texts
    pointed = columns_said(sheet, headers, said)
    unread = {name for name, column in said.items() if column == NO_COLUMN}
    columns, ties = assign(headers, pointed, unread, workbook.name)
    if not MONEY & set(columns):
        raise _no_table(workbook, [sheet], heading.row + 1 if settled else None)
    unused = tuple(i for i, h in enumerate(headers) if h and i not in columns.values())
    return Table(sheet, heading.row + 1, columns, headers, unused, ties, frozenset(pointed))


def _glance(workbook: Workbook, sheet: Sheet, said: Mapping[str, str]) -> Table | None:
    """The table of a sheet that is not read; None where there is none, or nobody can tell which."""
    best = best_heading(sheet, said)
    try:
        return None if best is None else _table(workbook, best, said, settled=False)
    except (Refused, WrongUse):
        return None


def _ambiguous_sheets(workbook: Workbook, found: Sequence[Heading]) -> Refused:
    """Two sheets with the same headings and lines below them are two halves, or two versions: nobody can tell."""
    return Refused(
        "sheets-ambiguous",
        "{file} has several sheets with the same headings: {names}. Name the one to read with --sheet {first}, or all "
        "that belong together: {all}.",
        file=workbook.name,
        names=", ".join(f'"{h.sheet.name}"' for h in found),
        first=f'"{found[0].sheet.name}"',
        all=" ".join(f'--sheet "{h.sheet.name}"' for h in found),
    )


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
