"""Sheets that hold no list of expenses: notes, legends, pivot tables, recaps, empty ones."""

from __future__ import annotations

from random import Random

from seeded.grid import Grid, number
from seeded.words import CODES, PURPOSES, TITLES

PIVOT = {
    "nl": ("Draaitabel", "Rijlabels", "Som van Bedrag", "Eindtotaal"),
    "fr": ("TCD", "Étiquettes de lignes", "Somme de Montant", "Total général"),
    "en": ("Pivot", "Row Labels", "Sum of Amount", "Grand Total"),
}
LEGEND = {
    "nl": ("Legende", "Code", "Betekenis"),
    "fr": ("Légende", "Code", "Signification"),
    "en": ("Key", "Code", "Meaning"),
}
RECAP = {
    "nl": ("Samenvatting", "Sector", "Totaal"),
    "fr": ("Récapitulatif", "Secteur", "Total"),
    "en": ("Summary", "Sector", "Total"),
}
NOTES = {"nl": "Leesmij", "fr": "Lisez-moi", "en": "Read me"}


def some_sheets(chance: Random, values: Random, language: str) -> list[Grid]:
    """None, one or two of them."""
    makers = (_notes, _legend, _pivot, _recap, _empty)
    chosen = chance.sample(makers, chance.choice((0, 0, 1, 2)))
    return [make(values, language) for make in chosen]


def _notes(values: Random, language: str) -> Grid:
    grid = Grid(NOTES[language])
    for row, text in enumerate(values.sample(TITLES[language], 4)):
        grid.put(row, 0, text)
    grid.put_row(6, ("Contact", "Dienst Preventie", "02 123 45 67"))
    return grid


def _legend(_: Random, language: str) -> Grid:
    name, *headings = LEGEND[language]
    grid = Grid(name)
    grid.put_row(0, headings)
    for row, code in enumerate(CODES, 1):
        grid.put_row(row, (code, PURPOSES[row % len(PURPOSES)]))
    return grid


def _pivot(values: Random, language: str) -> Grid:
    name, rows, sums, total = PIVOT[language]
    grid = Grid(name)
    grid.put_row(2, (rows, sums))
    _sums(values, grid, 3, total)
    return grid


def _recap(values: Random, language: str) -> Grid:
    name, *headings = RECAP[language]
    grid = Grid(name)
    grid.put_row(0, headings)
    _sums(values, grid, 1, PIVOT[language][3])
    return grid


def _sums(values: Random, grid: Grid, row: int, total: str) -> None:
    cents = [values.randint(1000, 900_000) for _ in CODES[:5]]
    for place, (code, each) in enumerate(zip(CODES[:5], cents, strict=True), row):
        grid.put_row(place, (code, number(f"{each / 100:.2f}")))
    grid.put_row(row + 5, (total, number(f"{sum(cents) / 100:.2f}")))


def _empty(_: Random, __: str) -> Grid:
    return Grid("Blad9")
