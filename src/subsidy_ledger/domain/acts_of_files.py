"""What a later revision of an agreement's file says otherwise, as a change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from subsidy_ledger.domain.changes import Change
from subsidy_ledger.domain.sentences import Fact, Sentence, say, say_n

# Of an agreement's file no more differences than these are told one by one.
DIFFERENCES_MAX = 12
TEXT_MAX = 60


@dataclass(frozen=True, slots=True)
class Revision:
    """An agreement's file as an entry recorded it."""

    number: int
    entry: int
    content: Mapping[str, Any]


def revised(revisions: Sequence[Revision]) -> Iterator[Change]:
    """What a later revision of the agreement's file says otherwise than the one before."""
    for place, revision in enumerate(revisions[1:], 1):
        found = list(_differences(revisions[place - 1].content, revision.content))
        told = [say("revision {n}", n=revision.number), *found[:DIFFERENCES_MAX]]
        if len(found) > DIFFERENCES_MAX:
            more = len(found) - DIFFERENCES_MAX
            told.append(say_n("{n} further difference", "{n} further differences", n=more))
        yield Change(revision.entry, "agreement", {}, {}, told=tuple(told))


def _differences(old: Any, new: Any, path: str = "") -> Iterator[Sentence]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys([*old, *new]):
            yield from _differences(old.get(key), new.get(key), f"{path}.{key}" if path else str(key))
    elif isinstance(old, list) and isinstance(new, list):
        for place in range(max(len(old), len(new))):
            before, after = (each[place] if place < len(each) else None for each in (old, new))
            yield from _differences(before, after, f"{path}[{place}]")
    elif old != new:
        change = say("{before} -> {after}", before=shown(old), after=shown(new))
        yield say("{path}: {fault}", path=path, fault=change)


def shown(value: Any) -> Fact:
    """A value that changed, short enough for a cell."""
    if value is None or value == "":
        return say("nothing")
    if isinstance(value, Mapping | list):
        return say_n("{n} value", "{n} values", n=len(value))
    text = value if isinstance(value, str) else None
    return f"{text[:TEXT_MAX]}…" if text is not None and len(text) > TEXT_MAX else value
