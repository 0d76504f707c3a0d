"""From what a spreadsheet writes in its sector and grant columns to the code that is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from subsidy_ledger.domain.agreement import Agreement, Grant, Objective, Sector, Target
from subsidy_ledger.domain.codes import nearest
from subsidy_ledger.domain.names import normal_name
from subsidy_ledger.domain.sentences import Fact, Sentence, say

SECTOR_WORDS = r"activiteitssector|sector|secteur d activite|secteur|activity sector|as"
OBJECTIVE_WORDS = (
    r"strategische doelstelling|strategische doelstellingen|doelstelling|doelstellingen|objectif strategique|"
    r"objectifs strategiques|objectif|objectifs|strategic objective|strategic objectives|objective|sd|os"
)
NUMBERS = r"\d+(?: (?:en|et|and|a) \d+| \d+)*"
BY_NUMBER = re.compile(
    rf"^(?:(?:{SECTOR_WORDS}) )?(?P<sector>\d+)(?: (?:(?:{OBJECTIVE_WORDS}) )?(?P<objective>{NUMBERS}))?$"
)


# A code that a spreadsheet may take for a number, and lose its last zeros.
DECIMAL = re.compile(r"[0-9]+\.[0-9]+")


@dataclass(frozen=True, slots=True)
class Misread:
    """Why no code could be settled on: a stable code and the sentences for a problem."""

    code: str
    field: str
    expected: Sentence
    message: Sentence


class Targets:
    """Looks up codes, names and numbers of one agreement; every distinct pair of texts is worked out once."""

    def __init__(self, agreement: Agreement) -> None:
        self._agreement = agreement
        self._known: dict[tuple[str | None, str | None], str | Misread | None] = {}
        self._grants = {
            normal_name(word): grant
            for grant in agreement.grants
            for word in (grant.code, *grant.aliases, grant.title.nl, grant.title.fr, grant.title.en)
        }
        self._names: dict[str, list[Target]] = {}
        for target in agreement.targets.values():
            if target.level != "grant":
                for word in {target.title.nl, target.title.fr, target.title.en}:
                    self._names.setdefault(normal_name(word), []).append(target)
        self._codes = {_bare(code): target for code, target in agreement.targets.items()}

    def code_of(self, objective: str | None, grant: str | None) -> str | Misread | None:
        """The code for one row's texts; None where nothing is written; Misread where it cannot be settled."""
        key = (objective, grant)
        if key not in self._known:
            self._known[key] = self._look_up(objective, grant)
        return self._known[key]

    def _look_up(self, objective: str | None, grant: str | None) -> str | Misread | None:
        within = self._grants.get(normal_name(grant)) if grant else None
        if grant and within is None:
            return Misread(
                "grant-unknown",
                "grant",
                say("one of: {names}", names=", ".join(g.code for g in self._agreement.grants)),
                say(
                    'there is no grant "{grant}" in this agreement; write one of {names}, or add the word as an alias',
                    grant=grant,
                    names=", ".join(g.code for g in self._agreement.grants),
                ),
            )
        if not objective:
            return within.code if within else None
        if twins := self._as_numbers(objective):
            return _alike_as_numbers(objective, twins)
        found = self._candidates(objective, within)
        if within is not None and (other := [t for t in found if t.grant.code != within.code]):
            return _contradiction(objective, str(grant), other[0], within)
        # Numbers begin again in each grant, unless the number is the very code.
        is_number = within is None and len(self._agreement.grants) > 1 and _is_number(objective)
        if len(found) == 1 and (not is_number or _bare(objective) == _bare(found[0].code)):
            return found[0].code
        return self._unknown(objective) if not found else _ambiguous(objective, found)

    def _as_numbers(self, text: str) -> list[Target]:
        """The codes that are the same number as the text, where there are several: 10.1 and 10.10."""
        if not DECIMAL.fullmatch(text):
            return []
        same = [t for c, t in self._agreement.targets.items() if DECIMAL.fullmatch(c) and Decimal(c) == Decimal(text)]
        return same if len(same) > 1 else []

    def _candidates(self, text: str, within: Grant | None) -> list[Target]:
        """Every target the text can mean; a code says more than a name, a name more than a number."""
        first = text.split()[0].rstrip(":;,") if text.split() else text
        # "10 1" is objective 1 of sector 10, also where 10 is a code.
        for word in (text,) if _is_number(text) else (text, first):
            # A grant's code in front of other words says too little: "Radicalisation: secteur 1" is R1.
            if (exact := self._codes.get(_bare(word))) and (word == text or exact.level != "grant"):
                return [exact]
        plain = normal_name(text)
        if plain in self._grants:
            return [self._agreement.targets[self._grants[plain].code]]
        named = self._names.get(plain, [])
        if named:
            return [t for t in named if within is None or t.grant.code == within.code] or named[:1]
        return self._by_number(plain, within)

    def _by_number(self, plain: str, within: Grant | None) -> list[Target]:
        read = BY_NUMBER.match(plain)
        if read is None:
            return []
        number = int(read["sector"])
        numbers = tuple(int(n) for n in re.findall(r"\d+", read["objective"] or ""))
        sectors = [s for grant in ([within] if within else self._agreement.grants) for s in grant.sectors]
        codes = [_code_in(sector, numbers) for sector in sectors if sector.number == number]
        return [self._agreement.targets[code] for code in codes if code]

    def _unknown(self, text: str) -> Misread:
        near: Fact = nearest(self._agreement, text) or say("none is like it")
        return Misread(
            "code-unknown",
            "objective",
            say("a code of the agreement (`ledger agreement show`)"),
            say(
                '"{text}" is no code or name of the agreement; nearest: {near}. If the column is about something '
                "else, leave it unread with --map objective=-",
                text=text,
                near=near,
            ),
        )


def _code_in(sector: Sector, numbers: tuple[int, ...]) -> str | None:
    if not numbers:
        return sector.code
    found: list[Objective] = [
        o for o in sector.objectives if o.numbers == numbers or (len(numbers) == 1 and numbers[0] in o.numbers)
    ]
    return found[0].code if len(found) == 1 else None


def _contradiction(text: str, grant: str, target: Target, within: Grant) -> Misread:
    return Misread(
        "code-contradicts-grant",
        "objective",
        say("a code of the grant {grant}", grant=within.code),
        say(
            '"{text}" is {code} of the grant {other}, but the grant column says "{grant}"; mend one of the two',
            text=text, code=target.code, other=target.grant.code, grant=grant,
        ),
    )  # fmt: skip


def _alike_as_numbers(objective: str, found: list[Target]) -> Misread:
    codes = ", ".join(t.code for t in found)
    return Misread(
        "code-alike-as-number",
        "objective",
        say("a code and its name, such as {example}", example=f"{found[0].code} {found[0].title.nl}"),
        say(
            '"{text}" may be any of {codes}, which a spreadsheet holds as one and the same number; write the name '
            "behind the code",
            text=objective, codes=codes,
        ),
    )  # fmt: skip


def _ambiguous(text: str, found: list[Target]) -> Misread:
    codes = ", ".join(t.code for t in found)
    return Misread(
        "code-ambiguous",
        "objective",
        say("one of: {codes}", codes=codes),
        say(
            '"{text}" can mean {codes}; write the code, or add a column that names the grant',
            text=text, codes=codes,
        ),
    )  # fmt: skip


def _is_number(text: str) -> bool:
    return BY_NUMBER.match(normal_name(text)) is not None


def _bare(code: str) -> str:
    return re.sub(r"\s+", "", code).casefold()
