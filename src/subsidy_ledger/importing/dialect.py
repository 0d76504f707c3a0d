"""What the cells of a file may leave open, and how a person settles it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DecimalMark = Literal["comma", "point"]
DateOrder = Literal["dmy", "mdy", "ymd"]
Sign = Literal["keep", "flip"]
Hidden = Literal["include", "skip"]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the officer settled what the cells leave open; None lets the cells of each column decide.

    `hidden` says whether hidden rows are read like any other or left out; None refuses them.
    """

    decimal: DecimalMark | None = None
    dates: DateOrder | None = None
    sign: Sign | None = None
    hidden: Hidden | None = None
