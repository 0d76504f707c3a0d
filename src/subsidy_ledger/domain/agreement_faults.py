"""What can be wrong with an agreement file, and how it is said: every fault with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from subsidy_ledger.domain.sentences import Fact, Listed, Phrase, Sentence, say
from subsidy_ledger.errors import Refused

SHOWN_MAX = 60  # characters of a text repeated in a sentence
STEP: Final = re.compile(r'"[^"]*"|[^.\[\]]+')


class AgreementFaults(Refused):
    """An agreement with mistakes: `faults` holds for each its key path and what is wrong there.

    `raw` is the file; the codes or titles of the parts on the way are named beside each path.
    """

    def __init__(self, faults: Iterable[tuple[str, Sentence]], raw: Mapping[str, object]) -> None:
        self.faults: tuple[tuple[str, Sentence], ...] = tuple(faults)
        super().__init__(
            "agreement-faulty",
            "The agreement cannot be used as it stands; to be mended ({count}):\n{faults}",
            count=len(self.faults),
            faults=Listed(tuple(_told(raw, path, fault) for path, fault in self.faults), between="\n"),
        )


def _told(raw: Mapping[str, object], path: str, fault: Sentence) -> Sentence:
    parts = tuple(_names(raw, path))
    if parts:
        return say("{path}: {fault} (in {parts})", path=path, parts=Listed(parts), fault=fault)
    return say("{path}: {fault}", path=path, fault=fault)


def _names(raw: Mapping[str, object], path: str) -> Iterator[str]:
    """The code, else the title, of every listed part on the way: a person does not count parts from 0."""
    held: object = raw
    for step in STEP.findall(path):
        if isinstance(held, Mapping):
            held = held.get(step.strip('"'))
        elif isinstance(held, list) and step.isdecimal() and int(step) < len(held):
            held = held[int(step)]
            if name := _name(held):
                yield name[:SHOWN_MAX]
        else:
            return


def _name(part: object) -> str:
    if not isinstance(part, Mapping):
        return ""
    title = part.get("title")
    texts = (part.get("code"), title, *(title.values() if isinstance(title, Mapping) else ()))
    return next((text.strip() for text in texts if isinstance(text, str) and text.strip()), "")


class Faults:
    """The faults found so far."""

    def __init__(self) -> None:
        self.found: list[tuple[str, Sentence]] = []

    def add(self, path: str, template: Phrase, /, **facts: Fact) -> None:
        self.found.append((path, say(template, **facts)))

    def unknown(self, path: str, word: str, known: Iterable[str]) -> None:
        """`word` is not among `known`: suggests the nearest, or else names them all."""
        from difflib import get_close_matches

        choices = list(known)
        near = get_close_matches(word, choices, n=1)
        if near:
            self.add(path, '"{word}" is not known here; did you mean "{near}"?', word=word, near=near[0])
        else:
            self.add(path, '"{word}" is not known here; known are: {known}.', word=word, known=", ".join(choices))


def shown(value: object) -> str:
    """A value as the file has it, short enough for a sentence."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= SHOWN_MAX else f'"{value[:SHOWN_MAX]}…"'
    if isinstance(value, Mapping):
        return "{…}"
    return "[…]" if isinstance(value, list) else str(value)


def unreadable(text: str, message: str) -> Refused:
    """The refusal of a text that is no TOML, from the parser's message: "… (at line 3, column 5)"."""
    reason, _, place = message.rpartition(" (at ")
    numbers = [int(number) for number in re.findall(r"[0-9]+", place)]
    lines = text.split("\n")
    line, column = numbers if len(numbers) == 2 else (len(lines), len(lines[-1]) + 1)
    return Refused(
        "agreement-unreadable",
        "The agreement file cannot be read further than line {line}, column {column} ({reason}). There stands: "
        "{stands}\nMost often a quote, a comma or a bracket is missing there or just before, or a key stands twice.",
        line=line,
        column=column,
        reason=reason or message,
        stands=lines[line - 1].strip()[: 2 * SHOWN_MAX] or say("(nothing)"),
    )
