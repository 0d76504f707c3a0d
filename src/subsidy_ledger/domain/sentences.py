"""A sentence for a person: a template and its facts, kept apart so that another language can say the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from subsidy_ledger.domain.money import to_grouped

# A text or a template that a person reads. Texts are found for translation where they are written out as an argument
# of `say` and its like, or where the name they are given to is annotated with one of these.
Phrase = str
Phrases = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Euro:
    """An amount inside a sentence; whoever shows the sentence decides how it is written."""

    cents: int

    def __str__(self) -> str:
        return to_grouped(self.cents)


@dataclass(frozen=True, slots=True)
class Percent:
    """A share in hundredths of a percent: 3333 is "33.33 %", 6000 "60 %"; written as its reader's language does."""

    basis: int

    @property
    def number(self) -> str:
        whole, rest = divmod(self.basis, 100)
        return f"{whole}.{rest:02d}" if rest else str(whole)

    def __str__(self) -> str:
        return f"{self.number} %"


@dataclass(frozen=True, slots=True)
class Sentence:
    """English template with {named} facts; `str()` is the English sentence.

    `many` is the template for any number but one where the fact `n` counts; empty where nothing is counted.
    """

    template: str
    facts: Mapping[str, Fact]
    many: str = ""

    def __hash__(self) -> int:
        return hash((self.template, self.many, tuple(self.facts.items())))

    def __str__(self) -> str:
        chosen = self.many if self.many and self.facts["n"] != 1 else self.template
        return chosen.format_map(dict(self.facts))


@dataclass(frozen=True, slots=True)
class Listed:
    """Several facts in one place: "A, B, C", or with `last` "A, B and C"; `between` them can stand something else."""

    items: tuple[Fact, ...]
    last: Literal["", "and", "or"] = ""
    between: str = ", "

    def __str__(self) -> str:
        return joined([str(item) for item in self.items], self.last, self.between)


Fact = str | int | Decimal | date | Euro | Percent | Sentence | Listed | None


def say(template: Phrase, /, **facts: Fact) -> Sentence:
    return Sentence(template, facts)


def say_n(one: Phrase, many: Phrase, /, n: int, **facts: Fact) -> Sentence:
    """A sentence that counts: `one` where n is 1, `many` otherwise; both may hold {n}."""
    return Sentence(one, {"n": n, **facts}, many)


def as_it_is(fact: Fact) -> Sentence:
    """A fact where a sentence is wanted: a name, a number, an amount, with no words around it."""
    return Sentence("{fact}", {"fact": fact})


def joined(words: list[str], last: str = "", between: str = ", ") -> str:
    """With something between them; `last` before the last of several."""
    if not last or len(words) < 2:
        return between.join(words)
    return f"{between.join(words[:-1])} {last} {words[-1]}"
