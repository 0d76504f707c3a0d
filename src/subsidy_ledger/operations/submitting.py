"""Submitting what is claimed of a year, and what changed since."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from subsidy_ledger.domain.agreement import Grant
from subsidy_ledger.domain.claim_flows import Place, TracedChange, trace
from subsidy_ledger.domain.claimed_twice import ClaimedTwice, claimed_twice
from subsidy_ledger.domain.codes import check_year, grant_of
from subsidy_ledger.domain.drafts import Draft, Head
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.resubmitted import NOTHING, Unsettled, unsettled
from subsidy_ledger.domain.sentences import Listed
from subsidy_ledger.domain.submissions import (
    Change,
    MovedClaim,
    claim_digest,
    claim_of,
    claimed,
    differences,
    moved_claims,
    origin_in,
    renumbered,
    spare,
    spare_origins,
)
from subsidy_ledger.domain.submitted import Submission, last_submission
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.lines import live_line
from subsidy_ledger.operations.session import Session, load_or_refuse


@dataclass(frozen=True, slots=True)
class Submitted:
    """The claim of one grant as it stands submitted, whether this wrote it, what changed, what was granted, and which
    decisions hold no longer."""

    submission: Submission
    before: Submission | None
    written: bool
    changes: tuple[Change, ...]
    granted: int
    unsettled: Unsettled = NOTHING

    @property
    def claimed(self) -> int:
        return claimed(self.submission.shares)

    @property
    def spare(self) -> int:
        return spare(self.submission.shares)


@dataclass(frozen=True, slots=True)
class Handed:
    """What a submission came to, grant by grant; what of the year nobody tagged, which no claim holds; what these
    claims hold together with another for more than it comes to; and the books with them."""

    grants: tuple[Submitted, ...]
    untagged: int
    twice: tuple[ClaimedTwice, ...]
    ledger: Ledger


def submit(
    session: Session,
    year: int,
    grant: str | None = None,
    *,
    reserve: Collection[int] = (),
    claim: Collection[int] = (),
    reason: str = "",
) -> Handed:
    """Freezes what is claimed of the year, of one grant or of each; a claim that did not change is not written again.

    Lines in `reserve` become spare and stay so in later versions until they are named in `claim`.
    """
    done: list[Handed] = []

    def think(ledger: Ledger, _head: Head) -> Draft | None:
        check_year(ledger.agreement, year, frozenset(e.details.year for e in ledger.expenses))
        grants = (grant_of(ledger.agreement, grant),) if grant else ledger.agreement.grants
        named = [_cost(ledger, number, year, grants) for number in (*reserve, *claim)]
        kept, taken = frozenset(named[: len(reserve)]), frozenset(named[len(reserve) :])
        if kept & taken:
            raise WrongUse("spare-both", "A line cannot be spare and claimed at once; name it once only.")
        found: list[Submitted] = []
        number = 1 + max((s.number for s in ledger.submissions), default=0)
        for one in grants:
            each = _submitted(ledger, one, year, number, kept, taken)
            if each is not None:
                number += each.written
                found.append(each)
        if not found:
            raise WrongUse(
                "nothing-to-submit",
                "No line of {year} is tagged to {grants}, so there is nothing to submit. `ledger tag --untagged` lists "
                "what is not tagged yet.",
                year=str(year), grants=Listed(tuple(g.code for g in grants), "or"),
            )  # fmt: skip
        untagged = sum(e.untagged for e in ledger.claiming() if e.details.year == year)
        new = tuple(each.submission for each in found if each.written)
        after = replace(ledger, submissions=(*ledger.submissions, *new))
        codes = [each.submission.grant for each in found]
        twice = tuple(one for one in claimed_twice(after) if any(one.is_of(year, code) for code in codes))
        done[:] = [Handed(tuple(found), untagged, twice, after)]
        return Draft("submission", reason, submissions=new) if new else None

    session.write(think)
    return done[0]


def _cost(ledger: Ledger, number: int, year: int, grants: Sequence[Grant]) -> int:
    """The cost of a live line that claims something of these grants and year; raises WrongUse for any other."""
    line = live_line(ledger, number)
    if not any(share.line == number for grant in grants for share in claim_of(ledger, grant.code, year)):
        raise WrongUse(
            "line-not-claimed",
            "Line {n} claims nothing of {grants} {year}: see its year and tags with ledger explain {n}",
            n=number, grants=Listed(tuple(g.code for g in grants), "or"), year=str(year),
        )  # fmt: skip
    return ledger.origin(line)


def _submitted(
    ledger: Ledger, grant: Grant, year: int, number: int, kept: frozenset[int], taken: frozenset[int]
) -> Submitted | None:
    last = last_submission(ledger.submissions, grant.code, year)
    shares = claim_of(ledger, grant.code, year, (spare_origins(ledger, last) | kept) - taken)
    if not shares and last is None:
        return None
    digest = claim_digest(ledger.agreement.code, grant.code, year, shares)
    granted = ledger.allocated(grant.code, year) or 0
    if last is not None and last.digest == digest:
        return Submitted(last, last, written=False, changes=(), granted=granted)
    new = Submission(number, grant.code, year, last.version + 1 if last else 1, digest, shares)
    changes = differences(origin_in(ledger), last.shares if last else (), shares)
    lost = unsettled(ledger, new)
    return Submitted(new, last, written=True, changes=tuple(changes), granted=granted, unsettled=lost)


@dataclass(frozen=True, slots=True)
class Difference:
    """What two claims of one grant and year have differently; `after` None is the ledger as it is."""

    ledger: Ledger
    before: Submission
    after: Submission | None
    changes: tuple[TracedChange, ...]
    claimed_after: int


def submission_of(ledger: Ledger, number: int) -> Submission:
    """The submission of that number; raises WrongUse with those there are."""
    found = next((s for s in ledger.submissions if s.number == number), None)
    if found is None:
        if not ledger.submissions:
            raise WrongUse(
                "submission-unknown",
                "There is no submission {n}: nothing was submitted yet. First: ledger submit --year …",
                n=number,
            )
        known = Listed(tuple(s.number for s in ledger.submissions))
        raise WrongUse("submission-unknown", "There is no submission {n}; there are: {known}.", n=number, known=known)
    return found


def compare(
    session: Session,
    before: int | None = None,
    after: int | None = None,
    *,
    year: int | None = None,
    known_on: date | None = None,
) -> tuple[Difference, ...]:
    """Two submissions of one grant and year; one and the ledger as it is; or all that count and the ledger."""
    ledger = session.ledger(known_on)
    if before is None:
        last = {(s.grant, s.year): s for s in sorted(ledger.submissions, key=lambda s: s.version)}
        return _differences(session, ledger, [(s, None) for s in last.values() if year in (None, s.year)])
    first, second = submission_of(ledger, before), submission_of(ledger, after) if after is not None else None
    if second is not None and (first.grant, first.year) != (second.grant, second.year):
        raise WrongUse(
            "submissions-differ",
            "Submission {a} is of {grant} {year} and submission {b} of {other} {other_year}: only versions of the same "
            "grant and year can be compared.",
            a=first.number, grant=first.grant, year=str(first.year),
            b=second.number, other=second.grant, other_year=str(second.year),
        )  # fmt: skip
    return _differences(session, ledger, [(first, second)])


def _differences(
    session: Session, ledger: Ledger, pairs: Sequence[tuple[Submission, Submission | None]]
) -> tuple[Difference, ...]:
    """Each pair with the books as they were when it was submitted: they say where the money went that left a claim."""
    origin = origin_in(ledger)
    with session.reading() as (connection, tenancy, _):
        entries = {submission.entry for pair in pairs for submission in pair if submission is not None}
        books = {entry: load_or_refuse(connection, tenancy, entry) for entry in entries}
    found = []
    for before, after in pairs:
        here, then = Place(before.grant, before.year), books[before.entry]
        now = ledger if after is None else books[after.entry]
        shares = claim_of(now, *here, spare_origins(now, before)) if after is None else after.shares
        told = (renumbered(change, ledger) for change in differences(origin, before.shares, shares))
        changes = trace(told, here, origin, then, now)
        found.append(Difference(ledger, before, after, changes, claimed(shares)))
    return tuple(found)


def moved_by(session: Session, before_of: Callable[[Ledger], Ledger]) -> list[MovedClaim]:
    """What the last entry moved in claims that were submitted; `before_of` the ledger gives it as it was before."""
    from subsidy_ledger.storage.settlement_store import has_submissions

    with session.reading() as (connection, tenancy, _):
        if not has_submissions(connection, tenancy):
            return []
    ledger = session.ledger()
    return moved_claims(before_of(ledger), ledger)
