"""How one list writes its amounts and days: the same in a whole column, as one program or one person writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Literal

from seeded.grid import Cell, day, number, words
from seeded.words import MONTHS, SHORT_MONTHS

THOUSANDS = {"comma": ("", ".", " ", "\u00a0", "\u202f", "'", "’"), "point": ("", ",", " ", "\u00a0", "'")}
SIGNS = ("-{}", "{}-", "({})", "\u2212{}", "- {}")
AROUND = ("{}", "{}", "{}", "€ {}", "{} €", "{}€", "{} EUR", "EUR {}")
DAYS = ("{d:02}/{m:02}/{y}", "{d}/{m}/{y}", "{d:02}-{m:02}-{y}", "{d:02}.{m:02}.{y}", "{m:02}/{d:02}/{y}",
        "{y}-{m:02}-{d:02}", "{d:02}/{m:02}/{yy:02}", "{d} {month} {y}", "{d:02}-{short}-{y}")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hand:
    """The habits of one list. Where cells are typed, amounts and days are numbers; else texts, as always in a .csv."""

    mark: Literal["comma", "point"]
    thousands: str
    negative: str
    around: str
    days: str
    language: str
    are_amounts_typed: bool
    are_days_typed: bool

    def amount(self, cents: int, *, formula: str = "") -> Cell:
        said = self.said(cents)
        if self.are_amounts_typed:
            return number(f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}", said, formula=formula)
        return words(said)

    def said(self, cents: int) -> str:
        """The amount as a text, with two decimals."""
        text = self.grouped(abs(cents) // 100) + ("." if self.mark == "point" else ",") + f"{abs(cents) % 100:02}"
        return self.around.format(self.negative.format(text) if cents < 0 else text)

    def grouped(self, whole: int) -> str:
        return f"{whole:,}".replace(",", self.thousands)

    def day(self, when: date) -> Cell:
        said = self.day_said(when)
        return day(when, said) if self.are_days_typed else words(said)

    def day_said(self, when: date) -> str:
        month, short = MONTHS[self.language][when.month - 1], SHORT_MONTHS[self.language][when.month - 1]
        return self.days.format(
            d=when.day, m=when.month, y=when.year, yy=when.year % 100, month=month, short=short
        )  # fmt: skip


def some_hand(chance: Random, language: str, *, is_typed: bool) -> Hand:
    """Any habits that go together; a list of which no cell is typed is a .csv."""
    mark: Literal["comma", "point"] = chance.choice(("comma", "point"))
    return Hand(
        mark,
        chance.choice(THOUSANDS[mark]),
        chance.choice(SIGNS),
        chance.choice(AROUND),
        chance.choice(DAYS),
        language,
        is_typed and chance.random() < 0.7,
        is_typed and chance.random() < 0.7,
    )
