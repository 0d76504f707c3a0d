"""Headings over several rows: a group above its fields, or the same headings in another language below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, product
from math import prod

from subsidy_ledger.importing.cells.columns import PART, WEAK, Match, field_of, field_of_part, plain
from subsidy_ledger.importing.cells.synonyms import DATED, MONEY
from subsidy_ledger.importing.intake import Cell, Merge

# What only a heading that says more can tell apart: below "Vastlegging", "bedrag" is not what was spent.
GENERIC = MONEY | DATED
# Groups about the document of a cost itself: a date or an amount below them that says what it is needs no more.
DOCUMENTS = frozenset({"invoice_no", "document_no"})
ALTERNATIVES = re.compile(r"[/\n|]| [-–—] ")
FIGURE = re.compile(r"[\d\s.,'’/:()+\-€%]*\d[\d\s.,'’/:()+\-€%]*(?:eur)?", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d")
LANGUAGES = " / "
# In three languages over three rows there are 27 ways to read a heading; a text full of strokes is none.
READINGS_MAX = 64


@dataclass(frozen=True, slots=True)
class Header:
    """The heading of one column: all its words, and the field they name."""

    text: str = ""
    match: Match | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """What one row says of a column; `group` is the column where a text begins that stands above several."""

    text: str
    group: int | None = None


def is_heading_like(cells: Sequence[Cell]) -> bool:
    """Whether a row holds texts only, and none of them is a number or a date; a year may head a column."""
    texts = [cell for cell in cells if cell not in ("", None)]
    return bool(texts) and all(isinstance(c, str) and not is_figure(c) for c in texts)


def is_figure(text: str) -> bool:
    bare = text.strip()
    return FIGURE.fullmatch(bare) is not None and YEAR.fullmatch(bare) is None


def is_numbering(cells: Sequence[Cell], columns: int) -> bool:
    """The row of column numbers that forms print below their headings, one below each: (1) (2) (3)."""
    texts = [str(int(c)) if isinstance(c, float) and c.is_integer() else str(c) for c in cells if c not in ("", None)]
    numbers = [text.strip(" ().") for text in texts]
    return len(numbers) > 2 and len(numbers) >= columns and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def stacked(rows: Sequence[Sequence[str]], first: int, merges: Sequence[Merge]) -> list[Header]:
    """One heading a column from its texts in several rows, top to bottom, of which the first is row `first` (from 0).

    A text stands above all columns it is merged over; where nothing is merged, above the empty cells to its right, as
    far as what stands below them needs it.
    """
    width = max(map(len, rows), default=0)
    above = [_spread(rows, index, first, width, merges) for index in range(len(rows) - 1)]
    lowest = [_Part(text) for text in (*rows[-1], *[""] * (width - len(rows[-1])))]
    columns = [list(_apart(parts)) for parts in zip(*above, lowest, strict=True)]
    found = [_header(parts) for parts in columns]
    return [header for header, _ in _settle_inherited(columns, found)]


def _spread(rows: Sequence[Sequence[str]], index: int, first: int, width: int, merges: Sequence[Merge]) -> list[_Part]:
    """The texts of an upper row, each also where it reaches to."""
    texts = [*rows[index], *[""] * (width - len(rows[index]))]
    parts = [_Part(text) for text in texts]
    here = [m for m in merges if m.top <= first + index <= m.bottom and m.left < width]
    if any(first <= m.top < first + len(rows) for m in merges):
        for merge in here:
            if merge.top == first + index and merge.right > merge.left and texts[merge.left]:
                for column in range(merge.left, min(merge.right + 1, width)):
                    parts[column] = _Part(texts[merge.left], merge.left)
        return parts
    below = rows[index + 1]
    start: int | None = None
    for column in range(width):
        has_below = column < len(below) and bool(below[column])
        if texts[column]:
            start = column if has_below else None
        elif start is not None and has_below and not _stands_alone(below[column], texts[start]):
            parts[column] = _Part(texts[start], start)
            parts[start] = _Part(texts[start], start)
        else:
            start = None
    return parts


def _stands_alone(text: str, group: str) -> bool:
    """Whether a heading to the right of a group's last one is surely of a field that needs no group: "Leverancier"."""
    own = field_of(text)
    is_sure = own is not None and own.strength > WEAK and own.field not in GENERIC and own.field != "line_no"
    return is_sure and field_of_part(f"{group} {text}") is None


def _apart(parts: Sequence[_Part]) -> Iterator[_Part]:
    """The parts that say something, each once."""
    last = ""
    for part in parts:
        if part.text and plain(part.text) != last:
            last = plain(part.text)
            yield part


def _header(parts: Sequence[_Part]) -> tuple[Header, bool]:
    """The heading of a column, and whether its meaning is only its group's."""
    if not parts:
        return Header(), False
    if len(parts) == 1:
        return Header(_line(parts[0].text), field_of(parts[0].text)), False
    texts = [part.text for part in parts]
    words = _line(" ".join(texts))
    if (whole := _whole(texts)) is not None:
        return Header(words, whole), False
    upper, lower = field_of(" ".join(texts[:-1])) or field_of(texts[0]), field_of(texts[-1])
    is_group = parts[-2].group is not None
    if upper is None or lower is None:
        only = upper or lower
        match = only and Match(only.field, min(PART, only.strength), only.other)
        is_inherited = lower is None and match is not None and is_group
        return Header(words, match), is_inherited
    both = {upper.field, upper.other} & {lower.field, lower.other} - {None}
    if both:
        field = lower.field if lower.field in both else upper.field
        match = Match(field, min(PART, upper.strength, lower.strength))
        return Header(words if is_group else _line(LANGUAGES.join(texts)), match), False
    if lower.strength == WEAK or (lower.field in GENERIC and upper.field not in DOCUMENTS):
        return Header(words), False
    return Header(words, Match(lower.field, PART, lower.other)), False


def _line(text: str) -> str:
    return " ".join(text.split())


def _whole(texts: Sequence[str]) -> Match | None:
    """The field that all the words together name, in one language or in each of them."""
    choices = [[p for p in ALTERNATIVES.split(text) if plain(p)] or [text] for text in texts]
    if prod(map(len, choices)) > READINGS_MAX:
        return None
    found = [m for words in product(*choices) if (m := field_of_part(" ".join(words))) is not None]
    if len({m.field for m in found}) != 1:
        return None
    return min(found, key=lambda m: m.strength)


def _settle_inherited(
    columns: Sequence[Sequence[_Part]], found: Sequence[tuple[Header, bool]]
) -> list[tuple[Header, bool]]:
    """Below a group of amounts, a column whose own words say nothing is one only if no other of the group is.

    Below any other group such a column is none of its fields: "Factuur" above "opmerking" is no invoice number.
    """
    groups = [parts[-2].group if len(parts) > 1 else None for parts in columns]
    settled = list(found)
    for group, members in groupby(range(len(columns)), key=lambda c: groups[c]):
        own = list(members)
        if group is None:
            continue
        has_money = any((m := found[c][0].match) and m.field in MONEY and not found[c][1] for c in own)
        for column in own:
            header, is_inherited = found[column]
            if is_inherited and header.match and (has_money or header.match.field not in MONEY):
                settled[column] = Header(header.text), False
    return settled
