"""A sentence for a person: a template and its facts, kept apart so that another language can say the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from subsidy_ledger.domain.money import to_grouped


@dataclass(frozen=True, slots=True)
class Euro:
    """An amount inside a sentence; whoever shows the sentence decides how it is written."""

    cents: int

    def __str__(self) -> str:
        return to_grouped(self.cents)


Fact = str | int | date | Euro | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """English template with {named} facts; `str()` is the English sentence."""

    template: str
    facts: Mapping[str, Fact]

    def __str__(self) -> str:
        return self.template.format_map(dict(self.facts))


def say(template: str, /, **facts: Fact) -> Sentence:
    return Sentence(template, facts)
