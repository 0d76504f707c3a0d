"""What the officer says of the columns: a field and its column, by letter or by heading."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from subsidy_ledger.domain.cells import column_letter
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.importing.cells.columns import FIELDS, plain
from subsidy_ledger.importing.intake import Sheet

ALIASES = {"amount_net": "net_amount", "vat": "vat_amount"}
# What stands for "no column": a heading is taken for a field that it is not.
NO_COLUMN = "-"
LETTERS = re.compile(r"[A-Za-z]{1,3}")


def fields_said(mapping: Mapping[str, str]) -> dict[str, str]:
    """The officer's mapping by field; WrongUse for a field there is none of."""
    said = {ALIASES.get(name, name): column for name, column in mapping.items()}
    if unknown := [name for name in said if name not in FIELDS]:
        raise WrongUse(
            "map-field", 'There is no field "{name}"; there are: {fields}.', name=unknown[0], fields=", ".join(FIELDS)
        )
    return said


def is_letter(column: str, headers: Sequence[str]) -> bool:
    """Whether a column is named by its letter; a heading "F" goes before the column F."""
    return LETTERS.fullmatch(column) is not None and plain(column) not in map(plain, headers)


def column_of(column: str, headers: Sequence[str]) -> int | None:
    """The index of a column named by its heading, else by its letter."""
    exact = " ".join(column.split())
    if exact in headers:
        return headers.index(exact)
    wanted = plain(column)
    for index, header in enumerate(headers):
        if wanted and plain(header) == wanted:
            return index
    return index_of(column) if LETTERS.fullmatch(column) else None


def index_of(letters: str) -> int:
    """A is 0, Z is 25, AA is 26."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def columns_said(sheet: Sheet, headings: Sequence[Sequence[str]], said: Mapping[str, str]) -> dict[str, int]:
    """The officer's mapping by column index; WrongUse for a column that the sheet does not have.

    `headings` are the headings as they are read together, then the rows they are made of: she may name either.
    """
    width = max(map(len, sheet.rows), default=0)
    found = {}
    for name, column in said.items():
        if column == NO_COLUMN:
            continue
        headers = next(
            (h for h in headings if column_of(column, h) is not None and not is_letter(column, h)), headings[0]
        )
        index = column_of(column, headers)
        if index is None or index >= width:
            named = ", ".join(f"{column_letter(i)} {h}".strip() for i, h in enumerate(headers) if h)
            raise WrongUse(
                "map-column", 'There is no column "{column}" in {sheet}; there are: {named}.',
                column=column, sheet=sheet.name, named=named,
            )  # fmt: skip
        same = [i for i, h in enumerate(headers) if h == column] or [
            i for i, h in enumerate(headers) if index < len(headers) and plain(h) == plain(headers[index]) != ""
        ]
        twins = [column_letter(i) for i in same]
        if not is_letter(column, headers) and len(twins) > 1:
            raise WrongUse(
                "map-column-twice", '"{column}" stands above several columns: {letters}. Name one by its letter.',
                column=column, letters=", ".join(twins),
            )  # fmt: skip
        found[name] = index
    return found
