"""What the plan says of a workbook's sheets: which was read and why, and what the others hold, in rows and money."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from subsidy_ledger.domain.sentences import Euro, Sentence, say
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.columns import plain
from subsidy_ledger.importing.headings import Heading
from subsidy_ledger.importing.intake import Dialect, Sheet, Table, Workbook
from subsidy_ledger.importing.rows import read_rows


def chosen(best: Heading, others: Sequence[Heading]) -> list[Sentence]:
    """Why this sheet, where another could have been meant."""
    if not others:
        return []
    return [
        say(
            'sheet "{name}" is read: it has most columns that are understood ({fields}), and rows below ({n})',
            name=best.sheet.name, fields=len(best.fields), n=best.rows_below(),
        )
    ]  # fmt: skip


def left_aside(workbook: Workbook, tables: Sequence[Table], glance: Callable[[Sheet], Table | None]) -> list[Sentence]:
    """The sheets that are not read, so that nobody believes the whole workbook was."""
    read = {table.sheet.name for table in tables}
    rest = [sheet for sheet in workbook.sheets if sheet.rows and sheet.name not in read]
    found = [(sheet, glance(sheet)) for sheet in rest]
    ours = {tuple(map(plain, table.headers)) for table in tables}
    notes = [_of_table(sheet, table, ours) for sheet, table in found if table is not None]
    notes += [
        say('the hidden sheet "{name}" ({n} rows) is not read: --sheet names it', name=sheet.name, n=len(sheet.rows))
        for sheet, table in found
        if table is None and not sheet.visible
    ]
    bare = [sheet.name for sheet, table in found if table is None and sheet.visible]
    if bare:
        notes.append(say("sheets without a table: {names}", names=", ".join(bare)))
    return notes


def _of_table(sheet: Sheet, table: Table, ours: set[tuple[str, ...]]) -> Sentence:
    """A table that is not read, with what it would come to."""
    name, n, euros = sheet.name, *_lines(table)
    if euros is None:
        return say('sheet "{name}" looks like a table too ({n} rows) and is not read: --sheet names it', name=name, n=n)
    if not sheet.visible:
        return say(
            'the hidden sheet "{name}" holds a table too ({n} lines, {euros}) and is not read: --sheet names it',
            name=name, n=n, euros=euros,
        )  # fmt: skip
    if tuple(map(plain, table.headers)) in ours:
        return say(
            'sheet "{name}" has the same headings ({n} lines, {euros}) and is not read: name it with one more --sheet '
            "if it goes on with this list",
            name=name, n=n, euros=euros,
        )  # fmt: skip
    return say(
        'sheet "{name}" looks like a table too ({n} lines, {euros}) and is not read: --sheet names it',
        name=name, n=n, euros=euros,
    )  # fmt: skip


def _lines(table: Table) -> tuple[int, Euro | None]:
    """Number and sum of a table's lines; its filled rows and None where they cannot be read as they stand."""
    try:
        reading = read_rows(table, Dialect())
    except Refused:
        below = table.sheet.rows[table.header_row :]
        return sum(1 for cells in below if any(cell not in ("", None) for cell in cells)), None
    return len(reading.rows) + len(reading.refused), Euro(sum(row.amount for row in reading.rows))
