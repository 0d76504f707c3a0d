"""Acts on the claim of a year as changes: submissions, rulings, receipts, decisions on findings, indicators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from subsidy_ledger.domain.acts_of_files import shown
from subsidy_ledger.domain.changes import Change
from subsidy_ledger.domain.findings import numbers_of
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.receipts import Receipt, standing
from subsidy_ledger.domain.sentences import Euro, say
from subsidy_ledger.domain.settlement import settled_lines
from subsidy_ledger.domain.submissions import origin_in
from subsidy_ledger.domain.submitted import Ruling, SubmittedShare
from subsidy_ledger.domain.vocabulary import in_words

# What an act leaves a line or a finding as.
STATES = {
    "accept": "accepted", "reduce": "reduced", "reject": "rejected", "use-spare": "spare used", "reopen": "open",
    "dispute": "disputed", "confirm": "confirmed",
}  # fmt: skip


def submitted(ledger: Ledger, year: int) -> Iterator[Change]:
    """A claim that was submitted, beside the version before it."""
    before: dict[str, int] = {}
    for claim in sorted((s for s in ledger.submissions if s.year == year), key=lambda s: (s.entry, s.number)):
        cents = sum(share.cents for share in claim.shares if not share.is_spare)
        held: dict[str | None, int] = {claim.grant: before[claim.grant]} if claim.grant in before else {}
        yield Change(
            claim.entry, "submitted", held, {claim.grant: cents},
            told=(say("version {n} of the claim", n=claim.version),),
        )  # fmt: skip
        before[claim.grant] = cents


def settled(ledger: Ledger, year: int) -> Iterator[Change]:
    """Rulings on lines beside what held of them before; those of one entry that decide the same for the same reason
    are one change."""
    claims = {s.number: s for s in ledger.submissions if s.year == year}
    origin = origin_in(ledger)
    shares: dict[tuple[int, int], list[SubmittedShare]] = defaultdict(list)
    for claim in claims.values():
        for share in claim.shares:
            shares[claim.number, origin(share.line)].append(share)
    earlier: dict[tuple[str, int], list[Ruling]] = defaultdict(list)
    groups: dict[tuple[int, str, str, str, str], list[tuple[int, int, int]]] = defaultdict(list)
    for ruling in sorted((r for r in ledger.rulings if r.submission in claims), key=lambda r: r.entry):
        grant, cost = claims[ruling.submission].grant, origin(ruling.line)
        lines = settled_lines(shares[ruling.submission, cost], earlier[grant, cost], origin)
        held = next(line for line in lines if line.line == ruling.line)
        state = STATES[held.ruling.act] if held.ruling is not None else "open"
        key = ruling.entry, grant, state, ruling.act, ruling.reason
        groups[key].append((ruling.line, held.accepted, ruling.accepted))
        earlier[grant, cost].append(ruling)
    for (entry, grant, state, act, reason), ruled in groups.items():
        numbers = tuple(line for line, _, _ in ruled)
        yield Change(
            entry, "settled", {grant: sum(old for _, old, _ in ruled)}, {grant: sum(new for _, _, new in ruled)},
            numbers, numbers, decision=reason,
            told=(say("{before} -> {after}", before=in_words(state), after=in_words(STATES[act])),),
        )  # fmt: skip


def received(ledger: Ledger, year: int) -> Iterator[Change]:
    """What the State paid of a grant, before and after each receipt."""
    for grant in ledger.agreement.grants:
        so_far: list[Receipt] = []
        for receipt in sorted(ledger.receipts, key=lambda r: r.number):
            if (receipt.grant, receipt.year) != (grant.code, year):
                continue
            before = sum(r.cents for r in standing(so_far))
            so_far.append(receipt)
            after = sum(r.cents for r in standing(so_far))
            told = say("receipt {n}, {day}", n=receipt.number, day=receipt.received_on)
            if receipt.reverses is not None:
                told = say("receipt {n} taken back", n=receipt.reverses)
            yield Change(
                receipt.entry, "received", {grant.code: before}, {grant.code: after},
                decision=receipt.document, told=(told,),
            )  # fmt: skip


def decided(ledger: Ledger, year: int) -> Iterator[Change]:
    """Decisions on findings of the year, and on those of no year."""
    known: dict[str, str] = {}
    for decision in ledger.decisions:
        if decision.year in (year, None):
            told = say(
                "finding {id} ({check}, {amount}): {before} -> {after}",
                id=decision.finding, check=decision.check, amount=Euro(decision.cents),
                before=in_words(known.get(decision.finding, "open")), after=in_words(STATES[decision.act]),
            )  # fmt: skip
            known[decision.finding] = STATES[decision.act]
            lines = tuple(numbers_of(decision.lines))
            yield Change(decision.entry, "decided", {}, {}, lines, lines, told=(told,))


def stated(ledger: Ledger, year: int) -> Iterator[Change]:
    """What indicators of the year came to."""
    known: dict[tuple[str, int], str] = {}
    for value in sorted((v for v in ledger.indicators if v.year == year), key=lambda v: (v.entry, v.version)):
        change = say("{before} -> {after}", before=shown(known.get(value.place)), after=value.value)
        told = say("{code}, indicator {n}: {change}", code=value.objective, n=value.indicator, change=change)
        yield Change(value.entry, "indicator", {}, {}, decision=value.document, told=(told,))
        known[value.place] = value.value
