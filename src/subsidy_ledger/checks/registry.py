"""Running the checks over a ledger, and the manual of each."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from subsidy_ledger.checks.catalogue import CHECKS
from subsidy_ledger.checks.check import Check
from subsidy_ledger.domain.agreement import Agreement, Parameter, Severity
from subsidy_ledger.domain.findings import Finding
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.parameters import FILE_DUE, SEVERITIES, in_force, setting_of
from subsidy_ledger.domain.standings import Standings
from subsidy_ledger.errors import WrongUse

NEAREST_MAX = 3


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
        ground = f"Assumption. {self.ground}" if self.assumption else self.ground
        head = f"{self.id} ({self.severity}, on trial)" if self.trial else f"{self.id} ({self.severity})"
        parts = [head, self.title + ".", self.text, "Ground: " + ground]
        if self.parameters:
            parts.append("Parameters in force:\n" + "\n".join(_told(p, meaning) for p, meaning in self.parameters))
        return "\n\n".join((*parts, "What to do: " + self.remedy))


def _told(parameter: Parameter, meaning: str) -> str:
    text = f"  {parameter.key} = {parameter.value}: {meaning}."
    return f"{text} Assumption: {parameter.assumption}" if parameter.assumption else text


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
    """
    (found,) = _chosen((check_id,))
    severity = agreement.severities.get(found.id, found.severity) if agreement else found.severity
    return Manual(
        found.id, found.title, found.milder(severity), found.ground, found.assumption, found.remedy, found.text,
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
