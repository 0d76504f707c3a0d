"""How much room a text takes on a terminal, where an accent may be a character of its own and a letter two wide."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Between words, and not within a figure: 9 846.25, 40 %.
BREAK: Final = re.compile(r" (?!(?<=[0-9] )(?:[0-9]{3}(?![0-9])|%))")


def shown_width(text: str) -> int:
    """Columns of a terminal."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Filled up with blanks to the width, at the left where it is to stand at the right."""
    blanks = " " * (width - shown_width(text))
    return blanks + text if right else text + blanks


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns, broken between words and never within an amount, else after a hyphen.

    Later lines keep the indent.
    """
    if shown_width(text) <= width:
        return [text]
    indent = " " * (len(text) - len(text.lstrip(" ")))
    lines, line = [], ""
    for word in BREAK.split(text):
        fuller = f"{line} {word}" if line.strip() else (line or indent) + word
        if line.strip() and shown_width(fuller.rstrip()) > width:
            lines.append(line.rstrip())
            fuller = indent + word
        while shown_width(fuller) > width and len(fuller) > len(indent) + 1:
            head = _fitting(fuller, width)
            lines.append(fuller[:head])
            fuller = indent + fuller[head:]
        line = fuller
    return [*lines, line] if line.strip() else lines or [""]


def _fitting(text: str, width: int) -> int:
    """How many characters fit; at least one, so that there is an end."""
    total = 0
    for place, character in enumerate(text):
        total += _width(character)
        if total > width:
            return text.rfind("-", 1, place) + 1 or max(place, 1)
    return len(text)
