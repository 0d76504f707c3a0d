"""French typography: the spaces that must not break, put in by the tool, as nobody sees them when typing."""

from __future__ import annotations

import re

NO_BREAK = "\u00a0"
SPACES = (
    (re.compile(r'"(\{\w+\})"'), rf"«{NO_BREAK}\1{NO_BREAK}»"),
    (re.compile(r" +([:;?!»])(?=[\s).,]|$)"), rf"{NO_BREAK}\1"),
    (re.compile(r"« +"), f"«{NO_BREAK}"),
    (re.compile(r"([\w)}%…»])([;?!])(?=\s|$)"), rf"\1{NO_BREAK}\2"),
    (re.compile(r"(?<=[\d}]) %"), f"{NO_BREAK}%"),
)


def spaced(text: str) -> str:
    """The text with no-break spaces before : ; ? ! % and inside « »; commands between backticks stay as typed."""
    parts = re.split(r"(`[^`]*`)", text)
    for at in range(0, len(parts), 2):
        for pattern, right in SPACES:
            parts[at] = pattern.sub(right, parts[at])
    return "".join(parts)
