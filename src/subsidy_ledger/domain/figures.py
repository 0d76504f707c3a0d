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


@dataclass(frozen=True, slots=True)
class Figure:
    """The codes whose shares add up to a figure (None: untagged), and the grants whose envelopes it stands against."""

    name: str
    codes: frozenset[str | None]
    grants: tuple[str, ...] = ()
    target: Target | None = None

    def title(self, language: str) -> Sentence | str:
        if self.target is not None:
            return self.target.title.said_in(language)
        return Sentence(WORDS[self.name], {})


def figure_of(agreement: Agreement, text: str) -> Figure:
    """The figure of a code, an alias or a word; raises WrongUse with the nearest codes where there is none.

    A code of the agreement goes before a word of ours.
    """
    word = text.strip().casefold()
    targets = agreement.targets
    named = {alias.casefold() for t in targets.values() for alias in (t.code, *t.grant.aliases)}
    if word not in WORDS or word in named:
        target = target_of(agreement, text)
        grants = (target.code,) if target.level == "grant" else ()
        return Figure(target.code, frozenset(codes_below(agreement, target)), grants, target)
    if word == "untagged":
        return Figure(word, frozenset({None}))
    if word == "total":
        return Figure(word, frozenset(targets), tuple(grant.code for grant in agreement.grants))
    moved = {code for code, t in targets.items() if t.is_transfer and word in ("transfers", t.mode)}
    return Figure(word, frozenset(moved))


def codes_below(agreement: Agreement, target: Target) -> tuple[str, ...]:
    """The code itself and every code whose money it holds."""
    found = [target.code]
    for code, other in agreement.targets.items():
        is_in_grant = target.level == "grant" and other.grant.code == target.code
        is_in_sector = target.level == "sector" and other.sector is not None and other.sector.code == target.code
        if code != target.code and (is_in_grant or is_in_sector):
            found.append(code)
    return tuple(found)
