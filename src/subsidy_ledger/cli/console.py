"""Consoles that cannot show every character: the nearest they can show, rather than a crash."""

from __future__ import annotations

import codecs
import sys
from typing import Final

# What a console of an older Windows lacks, and what says the same there.
NEAREST: Final = {
    "\u202f": "\u00a0",
    "\u00a0": " ",
    "\u2011": "-",
    "→": "->",
    "⟶": "->",
    "≥": ">=",
    "≤": "<=",
    "−": "-",
    "…": "...",
    "·": "-",
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "–": "-",
    "—": "-",
    "€": "EUR",
    "œ": "oe",
    "Œ": "OE",
}
UNKNOWN: Final = "?"


def nearest(error: UnicodeError) -> tuple[str, int]:
    """For `codecs`: what stands in place of the characters that an encoding lacks; a question mark at worst."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_shown(character, error.encoding) for character in lacking), error.end


def _shown(character: str, encoding: str) -> str:
    found = NEAREST.get(character)
    while found is not None:
        try:
            found.encode(encoding)
            return found
        except UnicodeEncodeError:
            found = NEAREST.get(found)
    return UNKNOWN


def make_tolerant() -> None:
    """Whatever is printed from here on is shown as well as the console can."""
    codecs.register_error("nearest", nearest)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="nearest")
