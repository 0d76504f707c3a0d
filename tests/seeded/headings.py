"""The headings of a made list: in one row or two, in one language or two, in groups, with units and line breaks."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from seeded.grid import Grid
from seeded.words import BELOW, GROUPS, HEADINGS, LANGUAGES, OTHER

MONEY = frozenset({"amount", "claimed", "net_amount", "vat_amount", "debit", "credit"})
GROUP_OF = {"invoice_no": "invoice", "invoice_date": "invoice", "net_amount": "money", "vat_amount": "money"}
# Words that two fields have, so that no list uses both: "Datum" beside "Datum betaling" is read, "Totaal" twice is not.
KINDS = ("one", "one", "one", "slash", "rows", "groups", "lines", "units")


def put_headings(chance: Random, grid: Grid, row: int, columns: Sequence[str | None], language: str) -> int:
    """Writes the headings from a row on, and returns the row below them; a column of nothing is left empty."""
    kind = chance.choice(KINDS)
    other = chance.choice([each for each in LANGUAGES if each != language])
    if kind == "groups" and (spans := _groups(columns)):
        return _grouped(chance, grid, row, columns, spans, language)
    texts = [heading(chance, name, language) for name in columns]
    if kind == "rows":
        grid.put_row(row, texts)
        grid.put_row(row + 1, [heading(chance, name, other) for name in columns])
        return row + 2
    if kind in ("slash", "lines"):
        between = chance.choice((" / ", "/")) if kind == "slash" else "\n"
        texts = [
            f"{text}{between}{heading(chance, name, other)}" if text and "/" not in text else text
            for text, name in zip(texts, columns, strict=True)
        ]
    if kind == "units":
        unit = chance.choice((" (EUR)", " in €", " EUR", ":"))
        texts = [text + unit if name in MONEY else text for text, name in zip(texts, columns, strict=True)]
    if chance.random() < 0.1:
        texts = [text.upper() for text in texts]
    grid.put_row(row, texts)
    return row + 1


def heading(chance: Random, name: str | None, language: str) -> str:
    if name is None:
        return ""
    return chance.choice(OTHER[language] if name == "other" else HEADINGS[name][language])


def _groups(columns: Sequence[str | None]) -> list[tuple[int, int, str]]:
    """Neighbouring columns that one heading can stand above: first, last, and of what."""
    of = [GROUP_OF.get(name or "", "") for name in columns]
    for column, name in enumerate(columns):
        if name == "amount" and "money" in (of[column - 1 : column] + of[column + 1 : column + 2]):
            of[column] = "money"
    spans: list[tuple[int, int, str]] = []
    for column, group in enumerate(of):
        if group and spans and spans[-1][1:] == (column - 1, group):
            spans[-1] = spans[-1][0], column, group
        elif group:
            spans.append((column, column, group))
    return [span for span in spans if span[1] > span[0]]


def _grouped(
    chance: Random, grid: Grid, row: int, columns: Sequence[str | None], spans: Sequence[tuple[int, int, str]],
    language: str,
) -> int:  # fmt: skip
    """A row of groups above the row of their columns; what is in no group is merged over both, or stands below."""
    are_merged = chance.random() < 0.7
    grouped = {column for first, last, _ in spans for column in range(first, last + 1)}
    for first, last, group in spans:
        grid.put(row, first, GROUPS[language][group])
        if are_merged:
            grid.merges.append((row, first, row, last))
    for column, name in enumerate(columns):
        if column in grouped:
            grid.put(row + 1, column, BELOW[language][name or ""])
        elif name is not None and are_merged:
            grid.put(row, column, heading(chance, name, language))
            grid.merges.append((row, column, row + 1, column))
        else:
            grid.put(row + 1, column, heading(chance, name, language))
    return row + 2
