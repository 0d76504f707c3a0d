"""What stands beside a table and is none of it, and what the plan says of headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from subsidy_ledger.domain.cells import column_letter
from subsidy_ledger.domain.sentences import Listed, Sentence, say, say_n
from subsidy_ledger.importing.cells.synonyms import MONEY
from subsidy_ledger.importing.cells.totals import OF_A_DOCUMENT
from subsidy_ledger.importing.finding.headings import Heading
from subsidy_ledger.importing.finding.regions import blocks_of

# A recap or legend has none of these.
OF_THE_TABLE = frozenset({*MONEY, *OF_A_DOCUMENT, "year", "supplier"})


def besides(heading: Heading) -> frozenset[int]:
    """Columns that hold something and are none of the table's: a recap or legend to its right, whose rows are others.

    Columns without a heading to the right of all others; and blocks of headings behind an empty column, where their
    rows are not those of the table.
    """
    if heading.last < 0:
        return frozenset()
    blocks = blocks_of(heading)
    headed = max((block.stop for block in blocks), default=0)
    width = max((len(cells) for cells in heading.sheet.rows[heading.last + 1 :]), default=0)
    beyond = {c for c in range(headed, width) if _rows_filled(heading, range(c, c + 1))}
    if len(blocks) < 2:
        return frozenset(beyond)
    main = max(blocks, key=lambda b: len(_names(heading, b)))
    lines = sorted({row for b in blocks if b is main or _names(heading, b) & MONEY for row in _rows_filled(heading, b)})
    # What stands to the left, or holds what only a line has, is the table's, though sections are named in it.
    apart = [b for b in blocks if b.start > main.start and not _names(heading, b) & OF_THE_TABLE]
    return frozenset(beyond | {c for b in apart if _is_apart(lines, _rows_filled(heading, b)) for c in b})


def _names(heading: Heading, block: range) -> frozenset[str]:
    """The fields that the headings of a block name."""
    return frozenset(m.field for c in block if (m := heading.matches[c]) is not None)


def _rows_filled(heading: Heading, columns: range) -> list[int]:
    return [
        row
        for row in range(heading.last + 1, len(heading.sheet.rows))
        if any(cell not in ("", None) for cell in heading.sheet.rows[row][columns.start : columns.stop])
    ]


def _is_apart(lines: list[int], filled: list[int]) -> bool:
    """Whether a block has rows of its own, or is a short list that begins beside the first lines and ends."""
    if set(filled) - set(lines):
        return True
    is_unbroken = bool(filled) and filled[-1] - filled[0] + 1 == len(filled) and len(filled) > 1
    return is_unbroken and filled[0] <= lines[0] + 1 and len(filled) * 2 < len(lines)


def heading_notes(heading: Heading, beside: frozenset[int]) -> Iterator[Sentence]:
    """What an officer should know of the headings: rows joined, none at all, columns without one."""
    if heading.last < 0:
        yield say("no headings: the columns are what --map says, and the lines begin with the first row")
        return
    if heading.first != heading.last:
        yield say(
            "the headings stand in rows {first} to {last} and are read together",
            first=heading.first + 1, last=heading.last + 1,
        )  # fmt: skip
    headed = [column for column, header in enumerate(heading.headers) if header.text]
    for column in range(headed[-1]) if headed else ():
        cells = 0 if heading.headers[column].text else len(_rows_filled(heading, range(column, column + 1)))
        if cells:
            yield say_n(
                "column {letter} has no heading and {n} filled cell; it is kept with its line, and not read",
                "column {letter} has no heading and {n} filled cells; they are kept with their lines, and not read",
                letter=column_letter(column), n=cells,
            )  # fmt: skip
    if beside:
        yield say(
            "columns {first} to {last} stand beside the table and are not read",
            first=column_letter(min(beside)), last=column_letter(max(beside)),
        )  # fmt: skip


def lone_amount_notes(columns: Mapping[str, int], headers: Sequence[str]) -> Iterator[Sentence]:
    """Where nothing but amounts was understood, no line can be told from another."""
    if MONEY.issuperset(columns) and len([header for header in headers if header]) > 1:
        named = Listed(tuple(f'{column_letter(c)} "{headers[c]}"' for c in columns.values() if c < len(headers)))
        yield say(
            "only the amount was understood ({columns}): no supplier, date, number or description is read, so that a "
            "later file cannot be compared; name them, such as --map supplier=B",
            columns=named,
        )  # fmt: skip
