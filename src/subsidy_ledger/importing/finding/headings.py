"""The rows of a sheet that can be its headings, and how much each of them says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from subsidy_ledger.importing.cells.amounts import EITHER, read_amount
from subsidy_ledger.importing.cells.columns import PART, WEAK, Match, field_of, matches, plain
from subsidy_ledger.importing.cells.synonyms import MONEY
from subsidy_ledger.importing.cells.texts import cell_text
from subsidy_ledger.importing.cells.totals import FIRST
from subsidy_ledger.importing.finding.mapping import column_of, is_letter
from subsidy_ledger.importing.finding.stacking import Header, is_heading_like, is_numbering, stacked
from subsidy_ledger.importing.intake import Cell, Sheet

HEADER_ROWS_MAX = 40
# Forms of three languages under a group, and a row of column numbers.
DEPTH_MAX = 5


@dataclass(frozen=True, slots=True)
class Heading:
    """Rows `first` to `last` (from 0) read as the headings of a sheet; none at all where `last` is -1.

    `headers` are the columns' headings, `fields` what they name, with what the officer said; `strength` how surely.
    `money` are the columns (from 0) of amounts.
    """

    sheet: Sheet
    first: int
    last: int
    headers: tuple[Header, ...]
    fields: frozenset[str]
    strength: int
    money: frozenset[int] = frozenset()

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(header.text for header in self.headers)

    @property
    def matches(self) -> tuple[Match | None, ...]:
        return tuple(header.match for header in self.headers)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The texts of each row of the heading."""
        return tuple(header_texts(self.sheet.rows[row]) for row in range(self.first, self.last + 1))

    def rows_below(self) -> int:
        below = islice(self.sheet.rows, self.last + 1, None)
        return sum(1 for cells in below if any(cell not in ("", None) for cell in cells))


def header_texts(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(cell_text(cell) for cell in cells)


def best_heading(sheet: Sheet, said: Mapping[str, str], rows: range | None = None) -> Heading | None:
    """The rows among the first forty, or among `rows`, that name most fields, among them an amount."""
    within = range(min(HEADER_ROWS_MAX, len(sheet.rows))) if rows is None else rows
    able = [h for row in within for h in headings_ending_at(sheet, row, said) if _is_able(h)]
    best = max(able, key=lambda h: (len(h.fields), h.strength, h.first - h.last, -h.last), default=None)
    if best is None:
        return None
    # Titles above, or the first section below, make no better headings of rows that say as much without them.
    inside = [h for h in able if best.first <= h.first and h.last <= best.last and h.fields == best.fields]
    return extended(max(inside, key=lambda h: (h.first - h.last, h.strength)), said)


def heading_at(sheet: Sheet, row: int, said: Mapping[str, str]) -> Heading:
    """The heading of which the officer named a row (from 0): that row, with those it belongs together with."""
    able = [
        h for last in range(row, min(row + DEPTH_MAX, len(sheet.rows))) for h in headings_ending_at(sheet, last, said)
    ]
    able = [h for h in able if h.first <= row]
    best = max(able, key=lambda h: (len(h.fields), h.strength, h.first - h.last, -abs(h.last - row)))
    alone = _heading(sheet, row, row, said)
    return extended(alone if len(best.fields) <= len(alone.fields) else best, said)


def no_heading(sheet: Sheet, said: Mapping[str, str]) -> Heading:
    """A sheet that begins with its lines; only letters name its columns."""
    fields = frozenset(name for name, column in said.items() if is_letter(column, ()))
    return Heading(sheet, 0, -1, (), fields, len(fields))


def pointed_heading(sheet: Sheet, said: Mapping[str, str]) -> Heading | None:
    """Where only the officer's letters tell what the columns are: the row above the first amount, or no heading."""
    pointed = [c for name, word in said.items() if name in MONEY and (c := column_of(word, ())) is not None]
    for row, cells in enumerate(sheet.rows):
        here = [cells[column] for column in pointed if column < len(cells)]
        if any(isinstance(read_amount(cell, way), int) for cell in here for way in EITHER):
            above = sheet.rows[row - 1] if row else ()
            is_headed = is_heading_like(above) and any(column < len(above) and above[column] for column in pointed)
            return _heading(sheet, row - 1, row - 1, said) if is_headed else no_heading(sheet, said)
    return None


def _is_able(heading: Heading) -> bool:
    """Names an amount and more; an amount alone is a heading beside other texts, but "Total" stands below pivots."""
    if not heading.fields & MONEY:
        return False
    texts = sum(1 for text in heading.texts if text)
    return len(heading.fields) > 1 or (texts > 1 and heading.strength > WEAK)


def headings_ending_at(sheet: Sheet, last: int, said: Mapping[str, str]) -> Iterator[Heading]:
    """The headings of one row or more whose last row this is."""
    yield _heading(sheet, last, last, said)
    if not is_heading_like(sheet.rows[last]):
        return
    for first in range(last - 1, max(last - DEPTH_MAX, -1), -1):
        cells = sheet.rows[first]
        if any(cell not in ("", None) for cell in cells):
            if not is_heading_like(cells):
                return
            heading = _heading(sheet, first, last, said)
            if _belong_together(heading):
                yield heading
        elif not any(merge.top < first <= merge.bottom for merge in sheet.merges):
            return


def _belong_together(heading: Heading) -> bool:
    """Merged cells say so; else at least half of what stands in each lower row must name something, as no line does."""
    sheet, rows = heading.sheet, range(heading.first, heading.last + 1)
    if any(m.top in rows and m.bottom in rows and (m.right > m.left or m.bottom > m.top) for m in sheet.merges):
        return True
    for row in rows[1:]:
        filled = [column for column, cell in enumerate(sheet.rows[row]) if cell not in ("", None)]
        named = [column for column in filled if heading.headers[column].match is not None]
        if 2 * len(named) < len(filled):
            return False
    return True


def extended(heading: Heading, said: Mapping[str, str]) -> Heading:
    """With the rows above and below that say the same in another language, or belong to its amounts."""
    while heading.first > 0 and _says_the_same(heading, heading.first - 1):
        heading = _heading(heading.sheet, heading.first - 1, heading.last, said)
    while heading.last + 1 < len(heading.sheet.rows) and heading.last - heading.first < DEPTH_MAX:
        below = heading.sheet.rows[heading.last + 1]
        if is_numbering(below, sum(1 for header in heading.headers if header.text)):
            return replace(heading, last=heading.last + 1)
        longer = _heading(heading.sheet, heading.first, heading.last + 1, said)
        if not (_says_the_same(heading, heading.last + 1) or _divides_amounts(heading, longer)):
            break
        heading = longer
    return heading


def _says_the_same(heading: Heading, row: int) -> bool:
    """A row of headings that names at least two of the same fields in the same columns, and no other field there."""
    cells = heading.sheet.rows[row]
    if not is_heading_like(cells):
        return False
    texts = header_texts(cells)
    # The very same again is the next page's heading, and not this one in another language.
    if any(tuple(map(plain, texts)) == tuple(map(plain, own)) for own in heading.rows):
        return False
    each = _named(texts)
    pairs = [(h.match, m) for h, m in zip(heading.headers, each, strict=False) if h.match and m]
    alike = [{a.field, a.other} & {b.field, b.other} - {None} for a, b in pairs]
    return len(alike) > 1 and all(alike)


def _divides_amounts(heading: Heading, longer: Heading) -> bool:
    """Whether the row below says more of an amount ("EUR", "excl. btw"), or its heading is merged over several."""
    below, rows = heading.sheet.rows[longer.last], range(heading.first, heading.last + 1)
    if not is_heading_like(below) or len(longer.fields) < len(heading.fields):
        return False
    under = [c for c in heading.money if c < len(below) and below[c] not in ("", None)]
    spans = [m for m in heading.sheet.merges if m.top in rows and m.bottom in rows and m.right > m.left]
    if any(m.left <= column <= m.right for m in spans for column in under):
        return True
    # "Totaal" below "Bedrag" can be a total that lost its amount.
    words = [column for column in under if FIRST.fullmatch(plain(cell_text(below[column]))) is None]
    sure = {column for column in words if (match := longer.headers[column].match) and match.strength > PART}
    return bool(sure) and _belong_together(longer)


def _named(texts: Sequence[str]) -> tuple[Match | None, ...]:
    return tuple(field_of(text) if text else None for text in texts)


def _heading(sheet: Sheet, first: int, last: int, said: Mapping[str, str]) -> Heading:
    """Those rows as a heading, with what the officer says of its columns."""
    # A row of figures names nothing: headings are texts.
    rows = [tuple(cell_text(c) if isinstance(c, str) else "" for c in sheet.rows[r]) for r in range(first, last + 1)]
    if first == last:
        texts = header_texts(sheet.rows[last])
        headers = [Header(text, match) for text, match in zip(texts, _named(rows[0]), strict=True)]
    else:
        headers = stacked(rows, first, sheet.merges)
    named = matches([header.match for header in headers])
    texts = tuple(header.text for header in headers)
    pointed = {name: c for name, column in said.items() if (c := column_of(column, texts)) is not None}
    strength = sum(found[0][1].strength for found in named.values()) + len(pointed)
    # A letter points at a column in every row, so it is no sign of a heading.
    by_text = {name for name in pointed if not is_letter(said[name], texts)}
    fields = frozenset({*named, *by_text, *(pointed if named else ())})
    money = {c for c, h in enumerate(headers) if h.match is not None and h.match.field in MONEY}
    money |= {column for name, column in pointed.items() if name in MONEY}
    return Heading(sheet, first, last, tuple(headers), fields, strength, frozenset(money))
