"""From header texts to fields: precise words win over general ones, and money is never guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from subsidy_ledger.domain.sentences import Sentence, say
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.cells import column_letter
from subsidy_ledger.importing.synonyms import GENERAL, MUST_BE_ONE, QUALIFIERS, SYNONYMS

FIELDS = tuple(SYNONYMS)
# How sure a heading is of its field.
PRECISE, QUALIFIED, PART, WEAK = 4, 3, 2, 1
NUMBER_WORDS = frozenset({"n", "no", "nr", "num", "numero", "nummer", "number"})


@dataclass(frozen=True, slots=True)
class Match:
    field: str
    strength: int


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Lower case, no accents or punctuation; "n°", "no." and "nummer" are all "nr"; € is "eur"."""
    lower = text.casefold().replace("€", " eur ").replace("°", " ").replace("º", " ")
    letters = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
    words = re.findall(r"[a-z0-9]+", letters)
    return " ".join("nr" if w in NUMBER_WORDS else re.sub(r"nummer$", "nr", w) for w in words)


def _index() -> dict[str, str]:
    """Plain synonym to field, also written without blanks; the field declared first keeps a shared word."""
    found: dict[str, str] = {}
    for field, words in SYNONYMS.items():
        for word in words:
            found.setdefault(plain(word), field)
    for word, field in list(found.items()):
        found.setdefault(word.replace(" ", ""), field)
    return found


INDEX = _index()
INDEX_BY_WORDS = {frozenset(word.split()): field for word, field in reversed(INDEX.items())}
WEAK_WORDS = frozenset(plain(word) for word in GENERAL)
FREE = frozenset(QUALIFIERS)


@lru_cache(maxsize=4096)
def field_of(header: str) -> Match | None:
    """The field a heading names and how surely; None where it names none."""
    whole = _field_of_part(header)
    if whole is not None:
        return whole
    parts = [p for p in re.split(r"[/\n|]| [-–—] ", header) if plain(p)]
    if len(parts) < 2:
        return None
    found = {m.field: m for p in parts if (m := _field_of_part(p)) is not None}
    if len(found) != 1:
        return None
    (only,) = found.values()
    return Match(only.field, min(PART, only.strength))


def _field_of_part(text: str) -> Match | None:
    words = plain(text)
    field = INDEX.get(words) or INDEX.get(words.replace(" ", ""))
    if field is not None:
        return Match(field, WEAK if words in WEAK_WORDS else PRECISE)
    rest = [w for w in words.split() if w not in FREE]
    for kept in (words.split(), rest):
        if kept and (field := INDEX_BY_WORDS.get(frozenset(kept))) is not None:
            return Match(field, WEAK if " ".join(kept) in WEAK_WORDS else QUALIFIED)
    field = INDEX.get("".join(rest)) if rest else None
    return None if field is None else Match(field, WEAK if "".join(rest) in WEAK_WORDS else QUALIFIED)


def matches(headers: Sequence[str]) -> dict[str, list[tuple[int, Match]]]:
    """Every field named by some heading, with its columns, the surest first."""
    found: dict[str, list[tuple[int, Match]]] = {}
    for column, header in enumerate(headers):
        match = field_of(header) if header else None
        if match is not None:
            found.setdefault(match.field, []).append((column, match))
    for those in found.values():
        those.sort(key=lambda pair: (-pair[1].strength, pair[0]))
    return found


def assign(headers: Sequence[str], said: Mapping[str, int]) -> tuple[dict[str, int], tuple[Sentence, ...]]:
    """One column for each field, those the officer said first; raises Refused where money fits two columns."""
    columns = dict(said)
    notes: list[Sentence] = []
    for field, found in matches(headers).items():
        free = [(column, match) for column, match in found if column not in said.values()]
        if field in said or not free:
            continue
        best = [column for column, match in free if match.strength == free[0][1].strength]
        if len(best) > 1:
            notes += _tie(field, best, headers)
        columns[field] = best[0]
    return dict(sorted(columns.items(), key=lambda pair: pair[1])), tuple(notes)


def _tie(field: str, best: list[int], headers: Sequence[str]) -> Iterator[Sentence]:
    names = " and ".join(f'{column_letter(c)} "{headers[c]}"' for c in best)
    if field in MUST_BE_ONE:
        raise Refused(
            "columns-ambiguous",
            "The columns {names} can both be the {field}. Say which is meant: --map {name}={first}.",
            names=names, field=field.replace("_", " "), name=field, first=column_letter(best[0]),
        )  # fmt: skip
    yield say("{names} can both be the {field}; the first is read", names=names, field=field.replace("_", " "))
