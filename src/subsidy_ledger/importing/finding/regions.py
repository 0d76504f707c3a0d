"""The tables of one sheet: one, or several below and beside each other; and what only stands beside a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from subsidy_ledger.importing.cells.amounts import EITHER, read_amount
from subsidy_ledger.importing.cells.synonyms import MONEY
from subsidy_ledger.importing.finding.areas import ALL, cut
from subsidy_ledger.importing.finding.headings import Heading, best_heading, extended, headings_ending_at
from subsidy_ledger.importing.finding.stacking import is_heading_like
from subsidy_ledger.importing.intake import Sheet

# A recap beside or below a list names what it sums, and the sum.
FIELDS_MIN = 2


def tables_of(sheet: Sheet, said: Mapping[str, str]) -> list[Heading]:
    """The headings of the tables of a sheet, each on its own part of it where there are several."""
    best = best_heading(sheet, said)
    if best is None:
        return []
    above = best_heading(sheet, said, range(best.first)) if best.first else None
    first = above if above is not None and _is_table(above, best.first) else best
    return [each for heading in _below_each_other(first, best, said) for each in _beside_each_other(heading)]


def up_to_the_next(heading: Heading, said: Mapping[str, str]) -> Heading:
    """The table of a heading alone, where another table begins below it."""
    return _below_each_other(heading, heading, said)[0]


def _below_each_other(first: Heading, best: Heading, said: Mapping[str, str]) -> list[Heading]:
    """Each heading below the first that is not its repetition begins a table of its own, if it has amounts."""
    found = [first]
    row = first.last + 1
    while row < len(first.sheet.rows):
        heading = _heading_on(first.sheet, row, found[-1], best, said)
        if heading is not None:
            found.append(heading)
            row = heading.last
        row += 1
    if len(found) == 1:
        return found
    ends = [*(after.first for after in found[1:]), len(first.sheet.rows)]
    return [_only(h, cut(h.sheet, range(h.first, end))) for h, end in zip(found, ends, strict=True)]


def _heading_on(sheet: Sheet, row: int, current: Heading, best: Heading, said: Mapping[str, str]) -> Heading | None:
    if row == best.first and current is not best:
        return best
    if not is_heading_like(sheet.rows[row]):
        return None
    able = [h for h in headings_ending_at(sheet, row, said) if h.first > current.last]
    heading = extended(max(able, key=lambda h: (len(h.fields), h.strength)), said)
    is_other = len(heading.fields) >= FIELDS_MIN and heading.fields & MONEY and not _repeats(heading, current)
    return heading if is_other and _is_table(heading, len(sheet.rows)) else None


def _repeats(heading: Heading, current: Heading) -> bool:
    """Whether a row only says again what the columns are: the same amounts, and no column another field."""
    theirs = [*current.matches, *[None] * len(heading.matches)]
    pairs = [(ours, theirs[column]) for column, ours in enumerate(heading.matches) if ours is not None]
    money = heading.money
    return money <= current.money and all(b is None or a.field == b.field for a, b in pairs)


def _is_table(heading: Heading, stop: int) -> bool:
    """Whether an amount stands below, before another row of texts that can be a heading."""
    money = heading.money
    for cells in heading.sheet.rows[heading.last + 1 : stop]:
        here = [cells[column] for column in money if column < len(cells)]
        if any(isinstance(read_amount(cell, way), int) for cell in here for way in EITHER):
            return True
    return False


def _only(heading: Heading, sheet: Sheet) -> Heading:
    return replace(heading, sheet=sheet)


def _beside_each_other(heading: Heading) -> Iterator[Heading]:
    """Blocks of columns with an empty column between them that name the same fields are tables of their own."""
    blocks = blocks_of(heading)
    named = [_fields_in(heading, block) for block in blocks]
    twins = [b for b, fields in zip(blocks, named, strict=True) if len(fields) >= FIELDS_MIN and fields & MONEY]
    shared = [_fields_in(heading, a) & _fields_in(heading, b) for a, b in pairwise(twins)]
    if len(twins) < 2 or not all(len(both) >= FIELDS_MIN and both & MONEY for both in shared):
        yield heading
        return
    for block in twins:
        headers = tuple(h if c in block else replace(h, text="", match=None) for c, h in enumerate(heading.headers))
        rows = _rows_of(heading.sheet)
        fields = _fields_in(heading, block)
        yield replace(heading, sheet=cut(heading.sheet, rows, block), headers=headers, fields=fields)


def _rows_of(sheet: Sheet) -> range:
    """The rows a sheet was cut to already."""
    if not sheet.area:
        return ALL
    filled = [row for row, cells in enumerate(sheet.rows) if cells]
    return range(filled[0], len(sheet.rows)) if filled else ALL


def _fields_in(heading: Heading, block: range) -> frozenset[str]:
    return frozenset(h.match.field for c, h in enumerate(heading.headers) if c in block and h.match is not None)


def blocks_of(heading: Heading) -> list[range]:
    """The columns that have headings, in blocks between which a column is empty all the way down."""
    headed = [column for column, header in enumerate(heading.headers) if header.text]
    if not headed:
        return []
    filled = set(headed)
    open_columns = set(range(headed[0], headed[-1])) - filled
    for cells in heading.sheet.rows[heading.last + 1 :]:
        if not open_columns:
            break
        found = {column for column in open_columns if column < len(cells) and cells[column] not in ("", None)}
        filled |= found
        open_columns -= found
    blocks: list[range] = []
    for column in range(headed[0], headed[-1] + 1):
        if column not in filled:
            continue
        if blocks and blocks[-1].stop == column:
            blocks[-1] = range(blocks[-1].start, column + 1)
        else:
            blocks.append(range(column, column + 1))
    return blocks
