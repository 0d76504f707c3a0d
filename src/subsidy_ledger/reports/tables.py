"""What a report is made of: typed tables that renderers only render."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from subsidy_ledger.domain.sentences import Euro, Phrase, Sentence

# "money" is cents; "percent" a text such as "97.3" or None; "moment" a UTC datetime; the rest as they are called.
# A text of ours is a Sentence, which a renderer says in its reader's language; a str is data and stays as it is.
Kind = Literal["text", "code", "money", "integer", "date", "moment", "percent"]
# An Euro is an amount among other values, in a column that is none of money.
Value = str | int | date | datetime | Euro | Sentence | None
# How much a row stands out: an ordinary line, a heading above its lines, or a total.
Weight = Literal["line", "heading", "total"]


@dataclass(frozen=True, slots=True)
class Column:
    """`key` names the column in machine formats; `title` is what a person reads, a phrase to be translated.

    `width_max` lets long texts wrap also where the output is as wide as it likes.
    """

    key: str
    title: Phrase
    kind: Kind = "text"
    width_max: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as wide as `columns`. `weights` is empty (all lines) or one a row. `notes` stand below the table.

    `title` is a phrase to be translated, or a sentence where it holds facts; empty for none.
    """

    key: str
    title: Phrase | Sentence
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    weights: tuple[Weight, ...] = ()
    notes: tuple[Sentence, ...] = ()

    def weight(self, row: int) -> Weight:
        return self.weights[row] if self.weights else "line"
