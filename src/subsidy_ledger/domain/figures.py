"""The figures that can be led back to their lines: those of a code, and those that no single code names."""

from __future__ import annotations

from dataclasses import dataclass

from subsidy_ledger.domain.agreement import Agreement, Target
from subsidy_ledger.domain.codes import target_of
from subsidy_ledger.domain.sentences import Phrases, Sentence

# Figures by the word they are asked for with.
WORDS: Phrases = {
    "total": "everything that is in a grant",
    "untagged": "what nobody tagged",
    "transfers": "all transfers to the police zone",
    "project": "transfers to the police zone for projects",
    "deduction": "transfers deducted from the contribution",
}

TRANSFERS = ("transfers", "project", "deduction")


@dataclass(frozen=True, slots=True)
class Figure:
    """The codes whose shares add up to a figure (None: untagged), and the grants whose envelopes it stands against.

    `word` is one of WORDS where the figure has no code, or is only a part of one: its transfers.
    """

    name: str
    codes: frozenset[str | None]
    grants: tuple[str, ...] = ()
    target: Target | None = None
    word: str = ""

    def title(self, language: str) -> Sentence | str:
        if self.target is not None:
            return self.target.title.said_in(language)
        return Sentence(WORDS[self.word], {})


def figure_of(agreement: Agreement, text: str) -> Figure:
    """The figure of a code, an alias or a word; raises WrongUse with the nearest codes where there is none.

    A code of the agreement goes before a word of ours. "general transfers" are those of a code alone.
    """
    word = text.strip().casefold()
    targets = agreement.targets
    named = {alias.casefold() for t in targets.values() for alias in (t.code, *t.grant.aliases)}
    whole, _, moved = word.rpartition(" ")
    if whole and moved in TRANSFERS and word not in named:
        of, only = figure_of(agreement, whole), figure_of(agreement, moved)
        return Figure(f"{of.name} {moved}", of.codes & only.codes, word=moved)
    if word not in WORDS or word in named:
        target = target_of(agreement, text)
        grants = (target.code,) if target.level == "grant" else ()
        return Figure(target.code, frozenset(codes_below(agreement, target)), grants, target)
    if word == "untagged":
        return Figure(word, frozenset({None}), word=word)
    if word == "total":
        return Figure(word, frozenset(targets), tuple(grant.code for grant in agreement.grants), word=word)
    codes = {code for code, t in targets.items() if t.is_transfer and word in ("transfers", t.mode)}
    return Figure(word, frozenset(codes), word=word)


def codes_below(agreement: Agreement, target: Target) -> tuple[str, ...]:
    """The code itself and every code whose money it holds; no grant, sector or objective shares its code."""
    below = (
        code
        for code, other in agreement.targets.items()
        if target.code in (other.grant.code, other.sector and other.sector.code) and code != target.code
    )
    return target.code, *below
