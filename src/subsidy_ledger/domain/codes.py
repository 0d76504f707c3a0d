"""Finding the code a person means, and the nearest ones when there is none."""

from __future__ import annotations

import difflib

from subsidy_ledger.domain.agreement import Agreement, Entity, Grant, Target
from subsidy_ledger.domain.sentences import Listed, Sentence, say
from subsidy_ledger.domain.vocabulary import in_words
from subsidy_ledger.errors import WrongUse

NEAREST_MAX = 3


def target_of(agreement: Agreement, text: str) -> Target:
    """The target of a code or a grant's alias, whatever its case; raises WrongUse with the nearest codes."""
    wanted = text.strip().casefold()
    for code, target in agreement.targets.items():
        aliases = target.grant.aliases if target.level == "grant" else ()
        if wanted in (code.casefold(), *(alias.casefold() for alias in aliases)):
            return target
    raise WrongUse(
        "code-unknown",
        'There is no code "{code}" in {agreement}; nearest: {near}. `ledger agreement show` lists them all.',
        code=text,
        agreement=agreement.code,
        near=nearest(agreement, text) or say("none is like it"),
    )


def grant_of(agreement: Agreement, text: str) -> Grant:
    """The grant of a code or alias, whatever its case; raises WrongUse with the grants there are."""
    wanted = text.strip().casefold()
    for grant in agreement.grants:
        if wanted in (grant.code.casefold(), *(alias.casefold() for alias in grant.aliases)):
            return grant
    raise WrongUse(
        "grant-unknown",
        'There is no grant "{grant}" in {agreement}; there are: {grants}.',
        grant=text,
        agreement=agreement.code,
        grants=", ".join(g.code for g in agreement.grants),
    )


def entity_of(agreement: Agreement, text: str) -> Entity:
    """The entity of that code; raises WrongUse with those there are."""
    wanted = text.strip().casefold()
    found = next((entity for entity in agreement.entities if entity.code.casefold() == wanted), None)
    if found is None:
        raise WrongUse(
            "entity-unknown",
            'There is no entity "{entity}" in {agreement}; there are: {entities}.',
            entity=text,
            agreement=agreement.code,
            entities=Listed(
                tuple(
                    Sentence("{code} ({role})", {"code": e.code, "role": in_words(e.role)}) for e in agreement.entities
                )
            ),
        )
    return found


def nearest(agreement: Agreement, text: str) -> str:
    """Up to three codes that look most like the text, or whose title does; nothing where none does."""
    wanted = text.strip().casefold()
    words: dict[str, str] = {}
    for code, target in agreement.targets.items():
        words.setdefault(code.casefold(), code)
        for title in (target.title.nl, target.title.fr, target.title.en):
            words.setdefault(title.casefold(), code)
    close = difflib.get_close_matches(wanted, list(words), n=2 * NEAREST_MAX, cutoff=0.5)
    codes = list(dict.fromkeys(words[word] for word in close))
    return ", ".join(list(dict.fromkeys(codes))[:NEAREST_MAX])


def check_year(agreement: Agreement, year: int, others: frozenset[int] = frozenset()) -> int:
    """The year itself when the agreement or any line (`others`) knows it; raises WrongUse otherwise."""
    if year in agreement.years or year in others:
        return year
    raise WrongUse(
        "year-unknown",
        "{year} is not a year of {agreement} ({years}), and no line has it.",
        year=str(year),
        agreement=agreement.code,
        years=", ".join(map(str, agreement.years)),
    )
