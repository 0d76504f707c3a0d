"""What can be wrong with a file as a whole: nobody can tell how its columns are meant, or where its amounts are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from seeded.faults import FileKind
from seeded.grid import name_of, words
from seeded.layout import Frame, Placed
from seeded.lines import MONEY, Style

DAYS = ("invoice_date", "booking_date", "payment_date")


@dataclass(frozen=True, slots=True)
class WholeFault:
    """A fault of a file: what it does to the lines before, and to the sheet after they are placed.

    `near` gives the words that must stand in the refusal, from the sheet.
    """

    name: str
    code: str
    sow: Callable[[Random, Style], None]
    near: Callable[[Placed], str]
    fits: Callable[[Style, FileKind, Frame], bool]


def _ambiguous_amounts(values: Random, style: Style) -> None:
    for line in style.lines:
        for name in MONEY[style.money]:
            if name in line.cells and name != "sign":
                mark = "." if style.hand.mark == "comma" else ","
                line.cells[name] = words(f"{values.randint(1, 9)}{mark}{values.randint(100, 999)}")


def _ambiguous_days(values: Random, style: Style) -> None:
    for line in style.lines:
        for name in DAYS:
            if name in line.cells:
                line.cells[name] = words(f"{values.randint(1, 6):02}/{values.randint(7, 12):02}/2019")


def _negative(_: Random, style: Style) -> None:
    for line in style.lines:
        line.cells["amount"] = style.hand.amount(-abs(line.cents))


def _first_of(placed: Placed, names: tuple[str, ...]) -> str:
    """The row and the letter of the first cell of the leftmost of some columns that can be read two ways."""
    column = min(placed.columns[name] for name in names if name in placed.columns)
    row = next(row for row in placed.rows if (row, column) in placed.grid.cells)
    return f"in row {row + 1} of column {name_of(0, column)[:-1]} "


def _hide(placed: Placed) -> str:
    column = placed.columns[placed.style.claim]
    placed.grid.hidden_columns.add(column)
    return f"column {name_of(0, column)[:-1]} "


def _has_no_sums(frame: Frame) -> bool:
    return not (frame.has_total or frame.has_subtotals)


def _money(placed: Placed) -> tuple[str, ...]:
    return tuple(name for name in MONEY[placed.style.money] if name != "sign")


WHOLE = (
    WholeFault(
        "amounts with two readings", "number-ambiguous", _ambiguous_amounts, lambda p: _first_of(p, _money(p)),
        lambda _, __, frame: _has_no_sums(frame),
    ),
    WholeFault(
        "dates with two readings", "date-ambiguous", _ambiguous_days, lambda p: _first_of(p, DAYS),
        lambda *_: True,
    ),
    WholeFault(
        "mostly negative", "mostly-negative", _negative, lambda _: "--sign flip",
        lambda style, _, frame: style.money == "amount" and _has_no_sums(frame),
    ),
    WholeFault(
        "amounts in a hidden column", "hidden-amounts", lambda *_: None, _hide, lambda _, kind, __: kind != "csv",
    ),
)  # fmt: skip


def some_whole(chance: Random, style: Style, kind: FileKind, frame: Frame) -> WholeFault | None:
    """None for most files."""
    able = [fault for fault in WHOLE if fault.fits(style, kind, frame)]
    return chance.choice(able) if chance.random() < 0.08 else None
