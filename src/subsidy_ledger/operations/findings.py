"""What people decide about findings: accept, dispute, open again, and the second person's confirmation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from subsidy_ledger.checks.registry import run
from subsidy_ledger.domain.drafts import Draft, Head
from subsidy_ledger.domain.findings import Act, Decision, Finding, Standing
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Entry
from subsidy_ledger.domain.standings import STATUS_OF, Standings, same_person
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.reconcile import reconcile
from subsidy_ledger.operations.session import Session


@dataclass(frozen=True, slots=True)
class Decided:
    """A finding as it stands now, how it stood before, and whether this changed anything."""

    finding: Finding
    before: Standing
    written: bool


@dataclass(frozen=True, slots=True)
class FindingStory:
    """A finding as it is now (None where nothing is found any more), and every decision on it, in order."""

    id: str
    finding: Finding | None
    decisions: tuple[tuple[Decision, Entry], ...]
    ledger: Ledger


def decide(session: Session, act: Act, ids: Sequence[str], *, reason: str) -> tuple[Decided, ...]:
    """Records one decision on each finding, all under one entry, each with its figure as it is now.

    What holds already for the same reason is not written again. Raises WrongUse for an id that nothing has now, and
    for a confirmation by whoever accepted, or of what nobody accepted.
    """
    from subsidy_ledger.storage.append import system_user

    by = session.by or system_user()
    seen: list[tuple[Finding, bool]] = []

    def think(ledger: Ledger, _head: Head) -> Draft | None:
        now = {finding.id: finding for finding in run(ledger).findings}
        seen.clear()
        for wanted in dict.fromkeys(one.strip().lower() for one in ids):
            finding = now.get(wanted)
            if finding is None:
                raise _unknown(ledger, wanted)
            seen.append((finding, _changes(finding, act, reason, by)))
        decisions = tuple(_decision(finding, act) for finding, changes in seen if changes)
        return Draft("finding", reason, decisions=decisions) if decisions else None

    session.write(think)
    standings = Standings(session.ledger())
    return tuple(Decided(replace(f, standing=standings.of(f)), f.standing, written) for f, written in seen)


def _decision(finding: Finding, act: Act) -> Decision:
    return Decision(finding.id, act, finding.check, finding.subject, finding.year, finding.cents, finding.lines, 0)


def _changes(finding: Finding, act: Act, reason: str, by: str) -> bool:
    """Whether the act says anything new of the finding; raises WrongUse where it may not be done."""
    held = finding.standing
    if act == "confirm":
        return _confirms(finding, by)
    if act == "reopen":
        return held.moved or held.awaits or held.status != "open"
    said = held.status if not held.awaits else "accepted"
    return held.moved or said != STATUS_OF[act] or held.reason != reason


def _confirms(finding: Finding, by: str) -> bool:
    held = finding.standing
    if held.moved or not (held.awaits or held.status == "accepted"):
        raise WrongUse(
            "finding-not-accepted",
            "Finding {id} is not accepted as it is now, so there is nothing to confirm. First: "
            "ledger finding accept {id} --reason …",
            id=finding.id,
        )
    if held.by is not None and same_person(held.by, by):
        raise WrongUse(
            "finding-same-person",
            "Finding {id} was accepted by {by}, and a second person has to confirm that: ask a colleague, or say who "
            "you are with --by.",
            id=finding.id, by=held.by,
        )  # fmt: skip
    return held.confirmed_by is None


def _unknown(ledger: Ledger, wanted: str) -> WrongUse:
    if any(decision.finding == wanted for decision in ledger.decisions):
        return WrongUse(
            "finding-gone",
            "Finding {id} is no longer found, so nothing is left to decide. Its history: ledger finding show {id}",
            id=wanted,
        )
    return WrongUse(
        "finding-unknown", 'There is no finding "{id}". `ledger finding list` shows them with their ids.', id=wanted
    )


def story(session: Session, wanted: str) -> FindingStory:
    """A finding with all that was decided on it; raises WrongUse where there never was one of that id."""
    wanted = wanted.strip().lower()
    done = reconcile(session)
    found = next((f for f in done.outcome.findings if f.id == wanted), None)
    history = tuple(Standings(done.ledger).history(wanted))
    if found is None and not history:
        raise _unknown(done.ledger, wanted)
    return FindingStory(wanted, found, history, done.ledger)
