"""What the plan says of a workbook's tables: which was read and why, and what the others hold, in lines and money."""

from __future__ import annotations

import re
from collections.abc import Sequence

from subsidy_ledger.domain.sentences import Euro, Listed, Sentence, say, say_n
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.cells.columns import plain
from subsidy_ledger.importing.dialect import Dialect
from subsidy_ledger.importing.finding.headings import Heading
from subsidy_ledger.importing.finding.rows import read_rows
from subsidy_ledger.importing.intake import Table, Workbook

Glimpse = tuple[Heading, Table | None]
MONTHS = (
    r"(?:jan|feb|fev|mar|maa|mrt|apr|avr|mei|mai|may|jun|juin|jul|juil|aug|aou|sep|okt|oct|nov|dec)[a-z]*(?: \d{2,4})?"
)
# Sheets that are named alike in one of these ways are parts of one list.
SERIES = tuple(
    re.compile(pattern)
    for pattern in (
        r".*\b(?:19|20)\d\d\b.*", MONTHS, r".*\b(?:q|t|kw|kwartaal|trim|trimestre|quarter) ?[1-4]\b.*",
        r".*\b(?:sector|secteur|doelstelling|objectif) ?\d+.*", r"[a-z]\d(?: \d)*",
    )
)  # fmt: skip


def chosen(best: Heading, others: Sequence[Heading]) -> list[Sentence]:
    """Why this table, where another could have been meant."""
    if not any(other.sheet.visible for other in others):
        return []
    fields, n = len(best.fields), best.rows_below()
    return [
        say(
            '"{place}" is read: most of its columns are understood ({fields}); rows below its headings: {n}',
            place=best.sheet.place, fields=fields, n=n,
        )
    ]  # fmt: skip


def several(workbook: Workbook, found: Sequence[Glimpse]) -> Refused:
    """Two tables that say as much, with lines below them: two halves, two versions, or two things. Nobody can tell."""
    seen = Listed(tuple(_shown(heading, table) for heading, table in found), between="; ")
    places = [f'--sheet "{heading.sheet.place}"' for heading, _ in found]
    is_one_sheet = len({heading.sheet.name for heading, _ in found}) == 1
    return Refused(
        "tables-ambiguous" if is_one_sheet else "sheets-ambiguous",
        "{file} has several tables that are equally well understood: {tables}. Name the one to read with {first}, or "
        "all that belong together: {all}.",
        file=workbook.name, tables=seen, first=places[0], all=" ".join(places),
    )  # fmt: skip


def _shown(heading: Heading, table: Table | None) -> Sentence:
    n, euros = (heading.rows_below(), None) if table is None else _lines(table)
    place = heading.sheet.place
    if euros is None:
        return say_n('"{place}" ({n} row)', '"{place}" ({n} rows)', n=n, place=place)
    return say_n('"{place}" ({n} line, {euros})', '"{place}" ({n} lines, {euros})', n=n, place=place, euros=euros)


def left_aside(workbook: Workbook, tables: Sequence[Table], others: Sequence[Glimpse]) -> list[Sentence]:
    """The tables and sheets that are not read, so that nobody believes the whole workbook was."""
    notes = [_of_table(heading, table, tables) for heading, table in others]
    told = {table.sheet.name for table in tables} | {heading.sheet.name for heading, _ in others}
    rest = [sheet for sheet in workbook.sheets if sheet.rows and sheet.name not in told]
    notes += [
        say_n(
            'the hidden sheet "{name}" ({n} row) is not read: --sheet names it',
            'the hidden sheet "{name}" ({n} rows) is not read: --sheet names it',
            n=len(sheet.rows),
            name=sheet.name,
        )
        for sheet in rest
        if not sheet.visible
    ]
    bare = [sheet for sheet in rest if sheet.visible]
    if bare:
        names = ", ".join(f'"{sheet.name}" ({sum(1 for cells in sheet.rows if any(cells))})' for sheet in bare)
        notes.append(say("sheets without a table, with their filled rows: {names}", names=names))
    return notes


def _of_table(heading: Heading, table: Table | None, read: Sequence[Table]) -> Sentence:
    """A table that is not read, with what it would come to."""
    place = heading.sheet.place
    n, euros = (heading.rows_below(), None) if table is None else _lines(table)
    if euros is None:
        return say_n(
            '"{place}" looks like a table too ({n} row) and is not read: --sheet names it',
            '"{place}" looks like a table too ({n} rows) and is not read: --sheet names it',
            n=n, place=place,
        )  # fmt: skip
    if not heading.sheet.visible:
        return say_n(
            'the hidden sheet "{place}" holds a table too ({n} line, {euros}) and is not read: --sheet names it',
            'the hidden sheet "{place}" holds a table too ({n} lines, {euros}) and is not read: --sheet names it',
            n=n, place=place, euros=euros,
        )  # fmt: skip
    if any(_goes_on(heading, own) for own in read):
        return say_n(
            '"{place}" seems to go on with this list ({n} line, {euros}) and is not read: name it with one more '
            "--sheet if it does",
            '"{place}" seems to go on with this list ({n} lines, {euros}) and is not read: name it with one more '
            "--sheet if it does",
            n=n, place=place, euros=euros,
        )  # fmt: skip
    return say_n(
        '"{place}" looks like a table too ({n} line, {euros}) and is not read: --sheet names it',
        '"{place}" looks like a table too ({n} lines, {euros}) and is not read: --sheet names it',
        n=n, place=place, euros=euros,
    )  # fmt: skip


def _goes_on(heading: Heading, read: Table) -> bool:
    """The same headings, or a sheet for another year, month, quarter or sector."""
    if tuple(map(plain, heading.texts)) == tuple(map(plain, read.headers)):
        return True
    ours, theirs = plain(read.sheet.name), plain(heading.sheet.name)
    return ours != theirs and any(kind.fullmatch(ours) and kind.fullmatch(theirs) for kind in SERIES)


def _lines(table: Table) -> tuple[int, Euro | None]:
    """Number and sum of a table's lines; its filled rows and None where they cannot be read as they stand."""
    try:
        reading = read_rows(table, Dialect())
    except Refused:
        below = table.sheet.rows[table.header_row :]
        return sum(1 for cells in below if any(cell not in ("", None) for cell in cells)), None
    return len(reading.rows) + len(reading.refused), Euro(sum(row.amount for row in reading.rows))
