"""Which profile a file would be read by, and why not the others; done in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from subsidy_ledger.domain.sentences import Fact, Listed, Sentence, say
from subsidy_ledger.importing.opening.delivery import Delivery
from subsidy_ledger.importing.opening.limits import Limits
from subsidy_ledger.importing.profile import Profile, Verdict
from subsidy_ledger.importing.profiles.profile_words import faults, recognised_by

if TYPE_CHECKING:
    from subsidy_ledger.importing.profiles.profile_fit import Found

FAULTS_SHOWN_MAX = 3


@dataclass(frozen=True, slots=True)
class CheckOrder:
    """Looks through a file for the headings of each profile."""

    delivery: Delivery
    profiles: tuple[Profile, ...]
    limits: Limits = field(default_factory=Limits)

    @property
    def file(self) -> str:
        return self.delivery.name

    def carry_out(self) -> Iterator[Verdict]:
        """A verdict on each; then raises what an import of the file would be refused for."""
        from subsidy_ledger.importing.opening.workbook import open_workbook
        from subsidy_ledger.importing.profiles.recognition import Search, fits_of, likest, recognised

        workbook = open_workbook(self.delivery, self.limits)
        fits = [(p, fits_of(workbook, p, Search()) if p.headers else []) for p in self.profiles]
        found = [(p, likest(each) if each else None) for p, each in fits]
        matching = [each for _, each in found if each is not None and each.fit.is_match]
        most = max((each.fit.likeness for each in matching), default=0)
        best = [each.profile.name for each in matching if each.fit.likeness == most]
        for profile, each in found:
            yield _verdict(profile, each, best)
        recognised(workbook, self.profiles, Search())


def _verdict(profile: Profile, found: Found | None, best: Sequence[str]) -> Verdict:
    name = profile.name
    if not profile.headers:
        return Verdict(name, False, say("it has no headings, and is used only with --profile {name}", name=name))
    if found is None:
        return Verdict(name, False, say("none of its headings is here"))
    fit = found.fit
    if fit.is_match and name in best:
        others = tuple(other for other in best if other != name)
        why = recognised_by(profile, fit)
        if others:
            why = say("it knows these headings just as well as {others}: say --profile", others=Listed(others))
        return Verdict(name, not others, why, fit.likeness)
    return Verdict(name, False, _why_not(profile, found, best), fit.likeness)


def _why_not(profile: Profile, found: Found, best: Sequence[str]) -> Sentence:
    if found.fit.is_match:
        return say("it knows these headings too, but less well than {others}", others=Listed(tuple(best)))
    if found.fit.is_whole:
        return say("its columns are here, but too many others as well")
    missing: tuple[Fact, ...] = tuple(faults(profile, found.fit))
    shown = missing if len(missing) <= FAULTS_SHOWN_MAX else (*missing[:FAULTS_SHOWN_MAX], "…")
    return say("it reads columns that are not here: {fields}", fields=Listed(shown))
