"""Drawing a sample and finding a recorded one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from subsidy_ledger.domain.codes import check_year, grant_of
from subsidy_ledger.domain.drafts import Draft, Head
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.sample_changes import SampleChanges, changes_of
from subsidy_ledger.domain.samples import Item, Sample
from subsidy_ledger.domain.sampling import draw, items_of, population_of, size_for
from subsidy_ledger.domain.sentences import Listed, say
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.session import Session, load_or_refuse


@dataclass(frozen=True, slots=True)
class Taken:
    """A sample with the ledger it is of; `entry` None where it was recorded before."""

    ledger: Ledger
    sample: Sample
    entry: int | None = None

    @property
    def changes(self) -> SampleChanges:
        """What has changed since it was drawn."""
        return changes_of(self.ledger, self.sample)


def take_sample(
    session: Session, year: int, grant: str | None, *, size: int | None, materiality: int | None, seed: str
) -> Taken:
    """Draws and records a sample; one drawn before of the same lines, in the same way, is given as it is.

    Either `size` or `materiality` (in cents) is given. Raises WrongUse where there is nothing to draw from.
    """
    if (size is None) == (materiality is None):
        raise WrongUse("sample-how-many", "Say either how many lines (--size) or up to which error (--materiality).")
    if (size or materiality or 0) <= 0:
        raise WrongUse("sample-none", "Size and materiality are numbers above zero.")
    if not seed.strip():
        raise WrongUse("sample-seed", "The seed is empty. Choose any word or number, such as --seed 2019-A.")
    seen: list[Taken] = []

    def think(ledger: Ledger, _head: Head) -> Draft | None:
        made = _sample(ledger, year, grant, size, materiality, seed)
        known = next((s for s in ledger.samples if s.fingerprint == made.fingerprint), None)
        seen[:] = [Taken(ledger, known or made)]
        return None if known else Draft("sample", samples=(made,))

    entry = session.write(think)
    return replace(seen[0], entry=entry)


def _sample(
    ledger: Ledger, year: int, grant: str | None, size: int | None, materiality: int | None, seed: str
) -> Sample:
    check_year(ledger.agreement, year, frozenset(e.details.year for e in ledger.expenses))
    code = grant_of(ledger.agreement, grant).code if grant is not None else None
    items = items_of(ledger, year, code)
    population = population_of(items)
    if not population.lines:
        raise WrongUse(
            "sample-nothing",
            "There is no live claimed line above zero in {year} for {grant}, so there is nothing to draw from.",
            year=str(year), grant=code or say("all grants"),
        )  # fmt: skip
    steps = size if size is not None else size_for(population.cents, materiality or 0)
    number = 1 + max((s.number for s in ledger.samples), default=0)
    return Sample(number, year, code, steps, materiality, seed, draw(items, steps, seed), 0)


def sample_of(session: Session, number: int) -> Taken:
    """The sample of that number; raises WrongUse with those there are."""
    ledger = session.ledger()
    return Taken(ledger, find_sample(ledger, number))


def find_sample(ledger: Ledger, number: int) -> Sample:
    found = next((s for s in ledger.samples if s.number == number), None)
    if found is None:
        if not ledger.samples:
            raise WrongUse(
                "sample-unknown",
                "There is no sample {n}: none was drawn yet. Draw one: ledger sample --year … --size … --seed …",
                n=number,
            )
        known = Listed(tuple(s.number for s in ledger.samples))
        raise WrongUse("sample-unknown", "There is no sample {n}; there are: {known}.", n=number, known=known)
    return found


def sample_of_year(ledger: Ledger, number: int, year: int) -> Sample:
    """The sample of that number; raises WrongUse where it is of another year."""
    found = find_sample(ledger, number)
    if found.year != year:
        raise WrongUse(
            "sample-other-year", "Sample {n} is of {other}, not of {year}. Say --year {other}.",
            n=number, other=str(found.year), year=str(year),
        )  # fmt: skip
    return found


def drawn_from(session: Session, sample: Sample) -> tuple[Item, ...]:
    """The lines as they stood when the sample was drawn."""
    with session.reading() as (connection, tenancy, _):
        return items_of(load_or_refuse(connection, tenancy, sample.entry), sample.year, sample.grant)
