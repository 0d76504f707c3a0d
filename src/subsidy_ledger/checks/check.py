"""A check: what it is called, how serious it is, what it rests on, and the function that looks."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from subsidy_ledger.domain.agreement import Severity
from subsidy_ledger.domain.findings import Finding
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Found:
    """What a check's function saw: a finding that does not know yet which check it is of.

    `subject` names it in terms that outlive the run: codes, years, line numbers, import numbers and rows. `cents`
    is the money at stake. `severity` is given only where this case differs from the check's own.
    """

    subject: str
    year: int | None
    cents: int
    sentence: Sentence
    grant: str | None = None
    objective: str | None = None
    expenses: Iterable[int] = ()
    severity: Severity | None = None


Search = Callable[[Ledger], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Check:
    """One check. `assumption` is True where its ground is practice that nothing confirms for this scheme.

    `cites_agreement` is True where its ground names what stands in the agreement that travels with the program.
    `parameters` are the keys of those it looks at, FILE_DUE for the due days of all years. A check on trial is a new
    one that has still to prove itself: it warns at most, and never asks for attention.
    """

    id: str
    severity: Severity
    title: str
    ground: str
    remedy: str
    assumption: bool
    search: Search
    parameters: tuple[str, ...]
    trial: bool
    cites_agreement: bool

    @property
    def text(self) -> str:
        """The function's own words: what it finds, why, how that is worked out, and where the edge lies."""
        return inspect.getdoc(self.search) or ""

    def severity_in(self, ledger: Ledger, found: Found) -> Severity:
        """What the agreement says of this check, else of this case, else the check's own."""
        return self.milder(ledger.agreement.severities.get(self.id, found.severity or self.severity))

    def milder(self, severity: Severity) -> Severity:
        """On trial a check warns at most."""
        return "warning" if self.trial and severity == "error" else severity

    def findings(self, ledger: Ledger) -> Iterator[Finding]:
        for found in self.search(ledger):
            yield Finding(
                check=self.id,
                severity=self.severity_in(ledger, found),
                subject=found.subject,
                year=found.year,
                cents=found.cents,
                sentence=found.sentence,
                grant=found.grant,
                objective=found.objective,
                expenses=tuple(sorted(found.expenses)),
                trial=self.trial,
            )


def check(
    check_id: str,
    *,
    severity: Severity,
    title: str,
    ground: str,
    remedy: str,
    assumption: bool = False,
    parameters: tuple[str, ...] = (),
    trial: bool = False,
    cites_agreement: bool = False,
) -> Callable[[Search], Check]:
    """Makes a Check of the function below it, whose docstring becomes its manual; `catalogue` then lists it."""

    def made(search: Search) -> Check:
        return Check(check_id, severity, title, ground, remedy, assumption, search, parameters, trial, cites_agreement)

    return made
