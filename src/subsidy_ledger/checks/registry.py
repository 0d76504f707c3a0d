"""Running the checks over a ledger, and the manual of each."""

from __future__ import annotations

import difflib
import re
import textwrap
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from subsidy_ledger.agreements import BUILTIN
from subsidy_ledger.checks.catalogue import CHECKS
from subsidy_ledger.checks.check import Check
from subsidy_ledger.domain.agreement import Agreement, Parameter, Severity
from subsidy_ledger.domain.findings import Finding
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.parameters import FILE_DUE, SEVERITIES, in_force, setting_of
from subsidy_ledger.domain.sentences import Phrase, Phrases
from subsidy_ledger.domain.standings import Standings
from subsidy_ledger.errors import WrongUse

NEAREST_MAX = 3
PAGE_WIDTH = 100
PAGE: Phrases = {
    "head": "{check} ({severity})",
    "trial": "{check} ({severity}, on trial)",
    "ground": "Ground: {ground}",
    "assumption": "Ground (an assumption): {ground}",
    "parameters": "Parameters in force:",
    "parameter": "{key} = {value}: {meaning}.",
    "assumed": "{key} = {value}: {meaning}. Assumption: {assumption}",
    "remedy": "What to do: {remedy}",
}


OTHER_GROUND: Phrase = (
    "An earlier agreement of the same scheme asks for it; nobody has compared it with this agreement's own articles "
    "yet."
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The ids of the checks that ran, in the order of the catalogue, and what they found, most serious first."""

    checks: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Manual:
    """What there is to know about one check; `text` may have several paragraphs. `str()` is a page for a person.

    `parameters` are those in force, each with what it is for.
    """

    id: str
    title: str
    severity: Severity
    ground: str
    assumption: bool
    remedy: str
    text: str
    parameters: tuple[tuple[Parameter, str], ...] = ()
    trial: bool = False

    def __str__(self) -> str:
        return self.page(lambda phrase: phrase, "en")

    def page(self, tell: Callable[[Phrase], str], language: str) -> str:
        """The page as `tell` says each of its texts in `language`: title, paragraphs, ground and remedy."""
        head = tell(PAGE["trial"] if self.trial else PAGE["head"])
        ground = tell(PAGE["assumption"] if self.assumption else PAGE["ground"])
        parts = [
            head.format(check=self.id, severity=tell(self.severity)),
            tell(self.title) + ".",
            *(tell(paragraph) for paragraph in self.paragraphs),
            ground.format(ground=tell(self.ground)),
            *([tell(PAGE["parameters"])] if self.parameters else []),
            *(_told(parameter, meaning, tell, language) for parameter, meaning in self.parameters),
            tell(PAGE["remedy"]).format(remedy=tell(self.remedy)),
        ]
        return "\n\n".join(textwrap.fill(part, PAGE_WIDTH) for part in parts)

    @property
    def paragraphs(self) -> tuple[Phrase, ...]:
        """The text by paragraphs, each on one line; what is numbered (1), (2) is a paragraph each."""
        parts = re.split(r"\n\n|\n(?=\([0-9]\))", self.text)
        return tuple(" ".join(part.split()) for part in parts)

    def phrases(self) -> Iterator[Phrase]:
        """Every text of the page."""
        told: list[Phrase] = []

        def tell(phrase: Phrase) -> str:
            told.append(phrase)
            return phrase

        self.page(tell, "en")
        return iter(told)


def _told(parameter: Parameter, meaning: Phrase, tell: Callable[[Phrase], str], language: str) -> str:
    """The agreement gives its assumption in every language; that of a default is a message, which `tell` translates."""
    template = tell(PAGE["assumed"] if parameter.assumption else PAGE["parameter"])
    facts = {"key": parameter.key, "value": parameter.value, "meaning": tell(meaning)}
    return template.format(**facts, assumption=tell(parameter.assumption.said_in(language)))


def run(ledger: Ledger, *, year: int | None = None, only: Collection[str] = ()) -> Outcome:
    """Runs the checks of which `only` names the ids (all of them where it is empty).

    With `year`: the findings of that year, those with a line in it, and those that are of no year. Sorted by
    severity, then the catalogue's order, year (no year last) and subject. Raises WrongUse for an unknown id.
    """
    chosen = _chosen(only)
    standings = Standings(ledger)
    found = [
        replace(f, standing=standings.of(f))
        for one in chosen
        for f in one.findings(ledger)
        if year is None or _concerns(ledger, f, year)
    ]
    return Outcome(tuple(one.id for one in chosen), tuple(sorted(found, key=_order())))


def manual(check_id: str, agreement: Agreement | None = None) -> Manual:
    """The manual of one check, with the severity and the parameters that `agreement` gives it; without one, nothing
    is said of parameters. Raises WrongUse for an unknown id.

    The articles that the checks name are those of the agreement that travels with the program: for any other one they
    prove nothing.
    """
    (found,) = _chosen((check_id,))
    severity = agreement.severities.get(found.id, found.severity) if agreement else found.severity
    is_foreign = agreement is not None and agreement.code != BUILTIN and found.cites_agreement
    ground, assumption = (OTHER_GROUND, True) if is_foreign else (found.ground, found.assumption)
    return Manual(
        found.id, found.title, found.milder(severity), ground, assumption, found.remedy, found.text,
        tuple(_in_force(found, agreement)) if agreement else (), found.trial,
    )  # fmt: skip


def _in_force(found: Check, agreement: Agreement) -> Iterator[tuple[Parameter, str]]:
    for key in found.parameters:
        for each in (f"{key}{year}" for year in agreement.years) if key == FILE_DUE else (key,):
            yield in_force(agreement, each), setting_of(key).meaning


def _chosen(only: Collection[str]) -> tuple[Check, ...]:
    wanted = {check_id.strip().casefold(): check_id for check_id in only}
    known = [one.id for one in CHECKS]
    for plain, check_id in wanted.items():
        if plain not in known:
            raise WrongUse(
                "check-unknown",
                'There is no check "{check}"; nearest: {near}. The checks are: {checks}.',
                check=check_id,
                near=", ".join(difflib.get_close_matches(plain, known, n=NEAREST_MAX, cutoff=0)),
                checks=", ".join(known),
            )
    return tuple(one for one in CHECKS if not wanted or one.id in wanted)


def _concerns(ledger: Ledger, finding: Finding, year: int) -> bool:
    """A finding over several years belongs to each of them."""
    if finding.year is None or finding.year == year:
        return True
    lines = (ledger.expense(number) for number in finding.expenses)
    return any(line is not None and line.details.year == year for line in lines)


def _order() -> Callable[[Finding], tuple[object, ...]]:
    places = {one.id: place for place, one in enumerate(CHECKS)}

    def order(finding: Finding) -> tuple[object, ...]:
        year = (finding.year is None, finding.year or 0)
        return SEVERITIES.index(finding.severity), places[finding.check], year, _natural(finding.subject)

    return order


def _natural(subject: str) -> tuple[str | int, ...]:
    """Line 9 before line 10: texts and numbers by turns, each compared with its own kind."""
    return tuple(int(part) if place % 2 else part for place, part in enumerate(re.split("([0-9]+)", subject)))
