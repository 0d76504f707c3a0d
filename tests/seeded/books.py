"""A made file: a list with its faults among other sheets, as bytes, with all that must be found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from seeded.faults import FAULTS, FileKind, Seed, fits
from seeded.grid import Grid, name_of
from seeded.hand import some_hand
from seeded.layout import Placed, place, some_frame
from seeded.lines import Style, some_lines, some_style
from seeded.other_sheets import some_sheets
from seeded.whole import some_whole
from seeded.words import LANGUAGES
from seeded.writers import csv_text, ods_bytes, xlsx_bytes

LINES_MIN, LINES_MAX = 6, 24
FAULTS_MAX = 4
MAIN_NAMES = ("Blad1", "Uitgaven", "Dépenses", "Feuil1", "Lijst 2019", "Export", 'Lijst\'s "A" & B')
SEPARATORS = (";", ",", "\t", "|")
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16")


@dataclass(frozen=True, slots=True)
class Seeded:
    """A fault in its place: what it is, its sheet and cell as a spreadsheet names them, and how it must be told."""

    name: str
    codes: tuple[str, ...]
    sheet: str
    cell: str
    severity: str
    near: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A file and what is true of it: where its table is, what its rows come to, which faults were seeded.

    `refusal` is the fault for which the whole file must be refused. `lines` are the cents of the rows that must be
    read, by row as Excel counts; `columns` are counted from 0.
    """

    name: str
    data: bytes
    sheet: str
    headings: tuple[int, int]
    columns: dict[str, int]
    lines: dict[int, int]
    faults: tuple[Seeded, ...]
    refusal: Seeded | None = None
    traits: tuple[str, ...] = field(default=())

    @property
    def seeded(self) -> tuple[Seeded, ...]:
        """Everything that must be named."""
        return self.faults if self.refusal is None else (self.refusal,)


def some_file(chance: Random, faults_max: int = FAULTS_MAX) -> Made:
    """Any file: what can be seen of it is drawn from `chance`, what its cells hold from a number it gives."""
    kind: FileKind = chance.choice(("xlsx", "xlsx", "ods", "csv"))
    language = chance.choice(LANGUAGES)
    values = Random(chance.getrandbits(32))
    is_typed = kind != "csv"
    style = some_style(chance, some_hand(chance, language, is_typed=is_typed), is_typed=is_typed)
    frame = some_frame(chance)
    style.lines = some_lines(values, style, chance.randint(LINES_MIN, LINES_MAX))
    whole = some_whole(chance, style, kind, frame)
    sown = [] if whole else _sow(chance, values, style, kind, chance.randint(0, faults_max))
    if whole is not None:
        whole.sow(values, style)
    name = chance.choice(MAIN_NAMES) if is_typed else "lijst"
    placed = place(values, style, frame, name)
    grids = [placed.grid]
    if is_typed:
        before, after = some_sheets(chance, values, language), some_sheets(chance, values, language)
        grids = _named_apart([*before, placed.grid, *after])
    refusal = None if whole is None else Seeded(whole.name, (whole.code,), name, "", "file", whole.near(placed))
    lines = {row + 1: line.cents for row, line in zip(placed.rows, style.lines, strict=True) if line.is_read}
    faults = tuple(_seeded(placed, sown_at, fault, seed) for sown_at, fault, seed in sown)
    return Made(
        f"lijst.{kind}", _written(chance, kind, grids), placed.grid.name, placed.headings, placed.columns, lines,
        faults, refusal, (kind, language, style.money),
    )  # fmt: skip


def _sow(chance: Random, values: Random, style: Style, kind: FileKind, n: int) -> list[tuple[int, str, Seed]]:
    """Up to n faults, each in a line of its own; the first two lines settle how the others are read."""
    able = [fault for fault in FAULTS if fits(fault, style, kind)]
    places = values.sample(range(2, len(style.lines)), min(n, len(style.lines) - 2))
    chosen = [(at, chance.choice(able)) for at in sorted(places)]
    return [(at, fault.name, fault.sow(values, style, style.lines[at])) for at, fault in chosen]


def _seeded(placed: Placed, at: int, name: str, seed: Seed) -> Seeded:
    row = placed.rows[at]
    column = placed.columns[seed.field] if seed.field else 0
    return Seeded(name, seed.codes, placed.grid.name, name_of(row, column), seed.severity, seed.near)


def _named_apart(grids: Sequence[Grid]) -> list[Grid]:
    """No two sheets of a workbook have one name."""
    taken: set[str] = set()
    for grid in grids:
        while grid.name.casefold() in taken:
            grid.name += " (2)"
        taken.add(grid.name.casefold())
    return list(grids)


def _written(chance: Random, kind: FileKind, grids: Sequence[Grid]) -> bytes:
    if kind == "xlsx":
        return xlsx_bytes(grids)
    if kind == "ods":
        return ods_bytes(grids)
    separator = chance.choice(SEPARATORS)
    text = csv_text(grids[0], separator, quote_all=chance.random() < 0.2, is_ragged=chance.random() < 0.3)
    if chance.random() < 0.1:
        text = f"sep={separator}\r\n{text}"
    encoding = chance.choice(ENCODINGS)
    if chance.random() < 0.2:
        text = text.replace("\r\n", "\n")
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.encode("utf-8")
