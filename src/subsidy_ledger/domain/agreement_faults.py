"""What can be wrong with an agreement file, and how it is said: every fault with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from subsidy_ledger.domain.sentences import Fact, Listed, Phrase, Sentence, say
from subsidy_ledger.errors import Refused

SHOWN_MAX = 60  # characters of a text repeated in a sentence


class AgreementFaults(Refused):
    """An agreement with mistakes: `faults` holds for each its key path and what is wrong there."""

    def __init__(self, faults: Iterable[tuple[str, Sentence]]) -> None:
        self.faults: tuple[tuple[str, Sentence], ...] = tuple(faults)
        super().__init__(
            "agreement-faulty",
            "The agreement cannot be used as it stands; to be mended ({count}):\n{faults}",
            count=len(self.faults),
            faults=Listed(tuple(say("{path}: {fault}", path=p, fault=s) for p, s in self.faults), between="\n"),
        )


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
