"""From header texts to fields: precise words win over general ones, and money is never guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from subsidy_ledger.domain.cells import column_letter
from subsidy_ledger.domain.sentences import Sentence, say
from subsidy_ledger.domain.vocabulary import field_name
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.cells.factors import split_factor
from subsidy_ledger.importing.cells.synonyms import (
    GENERAL,
    MUST_BE_ONE,
    NAME_WORDS,
    NAMED,
    NUMBER_WORDS,
    NUMBERED,
    QUALIFIERS,
    SYNONYMS,
)

FIELDS = tuple(SYNONYMS)
# How sure a heading is of its field.
PRECISE, QUALIFIED, PART, WEAK = 4, 3, 2, 1
MOVEMENTS = ("debit", "credit")


@dataclass(frozen=True, slots=True)
class Match:
    """The field a heading names and how surely; `other` is what the word means where that field has its column."""

    field: str
    strength: int
    other: str | None = None


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Lower case, no accents or punctuation; "n°", "no." and "nummer" are all "nr"; € is "eur", % is "pct".

    Words written together are taken apart where a capital shows it: "nomFournisseur" is "nom fournisseur".
    """
    apart = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])", " ", text)
    lower = apart.casefold().replace("€", " eur ").replace("°", " ").replace("º", " ").replace("%", " pct ")
    letters = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
    words = re.findall(r"[a-z0-9]+", letters)
    return " ".join("nr" if w in NUMBER_WORDS else re.sub(r"nummer$", "nr", w) for w in words)


def _index() -> dict[str, tuple[str, ...]]:
    """Plain synonym to its fields, also written without blanks; the field declared first comes first."""
    found: dict[str, tuple[str, ...]] = {}
    for field, words in SYNONYMS.items():
        for word in dict.fromkeys(map(plain, words)):
            found[word] = (*found.get(word, ()), field)
    for word, fields in list(found.items()):
        found.setdefault(word.replace(" ", ""), fields)
    return found


INDEX = _index()
WEAK_WORDS = frozenset(plain(word) for word in GENERAL)
FREE = frozenset(QUALIFIERS)
# The words that count of each synonym; where two are then the same, the one that says no more than them.
INDEX_BY_WORDS = {frozenset(word.split()) - FREE: fields for word, fields in reversed(INDEX.items())} | {
    frozenset(word.split()): fields for word, fields in reversed(INDEX.items())
}


@lru_cache(maxsize=4096)
def field_of(header: str) -> Match | None:
    """The field a heading names and how surely; None where it names none."""
    _, header = split_factor(header)
    whole = field_of_part(header)
    if whole is not None:
        return whole
    parts = [p for p in re.split(r"[/\n|]| [-–—] ", header) if plain(p)]
    if len(parts) < 2:
        return None
    found = [m for p in parts if (m := field_of_part(p)) is not None]
    # Behind a dash stands what the words before it are about, unless both say the same: "Date - Décision".
    if len(found) < len(parts) and not re.search(r"[/\n|]", header):
        return None
    meant = [{m.field, m.other} - {None} for m in found]
    both = set.intersection(*meant) if meant else set()
    fields = [m.field for m in found if m.field in both]
    return Match(fields[0], min(PART, *(m.strength for m in found))) if fields else None


def field_of_part(text: str) -> Match | None:
    """Exactly a synonym; else its words in any order; else its words and such as do not change what it means."""
    words = plain(text)
    fields = INDEX.get(words)
    # "Boekstuk nr" is one word written apart; "Credit EUR" is no crediteur.
    if fields is None and not FREE.intersection(words.split()):
        fields = INDEX.get(words.replace(" ", ""))
    if fields is not None:
        return _match(fields, words, PRECISE)
    rest = [w for w in words.split() if w not in FREE]
    for dropped, allowed in ((frozenset[str](), None), (NAME_WORDS, NAMED), (frozenset({"nr"}), NUMBERED)):
        kept = [w for w in rest if w not in dropped]
        fields = _fields_of_words(kept)
        if fields and (allowed is None or fields[0] in allowed):
            return _match(fields, " ".join(dict.fromkeys(kept)), QUALIFIED)
    return None


def _fields_of_words(words: list[str]) -> tuple[str, ...]:
    return INDEX_BY_WORDS.get(frozenset(words)) or INDEX.get("".join(words)) or () if words else ()


def _match(fields: tuple[str, ...], words: str, strength: int) -> Match:
    return Match(fields[0], WEAK if words in WEAK_WORDS else strength, fields[1] if len(fields) > 1 else None)


def matches(each: Sequence[Match | None]) -> dict[str, list[tuple[int, Match]]]:
    """Every field named by some heading, with its columns, the surest first; from what each column's heading names."""
    found: dict[str, list[tuple[int, Match]]] = {}
    named = [(column, match) for column, match in enumerate(each) if match is not None]
    certain = {match.field for _, match in named if match.other is None}
    for column, match in named:
        is_taken = match.other is not None and match.field in certain and match.other not in certain
        found.setdefault(str(match.other) if is_taken else match.field, []).append((column, match))
    for those in found.values():
        those.sort(key=lambda pair: (-pair[1].strength, pair[0]))
    return found


def assign(
    headers: Sequence[str],
    said: Mapping[str, int],
    unread: Collection[str] = (),
    file: str = "the file",
    each: Sequence[Match | None] | None = None,
) -> tuple[dict[str, int], tuple[Sentence, ...]]:
    """One column for each field, those the officer said first, none for the fields she wants `unread`.

    `each` is what the heading of every column names, where more than its own words tells.
    Raises Refused where money fits two columns.
    """
    columns = dict(said)
    notes: list[Sentence] = []
    named = [field_of(h) if h else None for h in headers] if each is None else each
    for field, found in matches(named).items():
        free = [(column, match) for column, match in found if column not in said.values()]
        if field in said or field in unread or not free:
            continue
        # How surely a heading says "amount" does not tell which of two amounts is meant: both are named.
        best = [c for c, m in free if m.strength == free[0][1].strength or (field in MUST_BE_ONE and field != "year")]
        if len(best) > 1:
            notes += _tie(field, best, headers, file)
        columns[field] = best[0]
    notes += _settle_movements(columns, said, headers)
    return dict(sorted(columns.items(), key=lambda pair: pair[1])), tuple(notes)


def _settle_movements(columns: dict[str, int], said: Mapping[str, int], headers: Sequence[str]) -> Iterator[Sentence]:
    """An amount beside debit and credit: the officer's word counts, a lone one of the pair is left aside."""
    movements = [name for name in MOVEMENTS if name in columns]
    if "amount" not in columns or not movements:
        return
    if "amount" not in said and said.keys() & set(MOVEMENTS):
        del columns["amount"]
        return
    if "amount" not in said and len(movements) == 2:
        raise Refused(
            "columns-ambiguous",
            "There is an amount ({amount}) as well as a debit ({debit}) and a credit ({credit}). Say which is meant: "
            "--map amount={amount}, or --map debit={debit} --map credit={credit}.",
            amount=column_letter(columns["amount"]), debit=column_letter(columns["debit"]),
            credit=column_letter(columns["credit"]),
        )  # fmt: skip
    for name in movements:
        if name not in said:
            column = columns.pop(name)
            yield say(
                '{letter} "{header}" is not read, because there is an amount beside it',
                letter=column_letter(column), header=headers[column],
            )  # fmt: skip


def _tie(field: str, best: list[int], headers: Sequence[str], file: str) -> Iterator[Sentence]:
    names = " and ".join(f'{column_letter(c)} "{" ".join(headers[c].split())}"' for c in best)
    if field in MUST_BE_ONE:
        raise Refused(
            "columns-ambiguous",
            "{file}: the columns {names} can both be the {field}. Say which is meant: --map {name}={first}.",
            file=file, names=names, field=field_name(field), name=field, first=column_letter(best[0]),
        )  # fmt: skip
    yield say("{names} can both be the {field}; the first is read", names=names, field=field_name(field))
