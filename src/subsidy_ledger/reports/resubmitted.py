"""What whoever submits a claim again is told of decisions: those that hold no longer, and those of other claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from subsidy_ledger.domain.claim_flows import Place
from subsidy_ledger.domain.cut_elsewhere import Cut, Cuts
from subsidy_ledger.domain.findings import ranges
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.resubmitted import Unsettled
from subsidy_ledger.domain.sentences import Euro, Sentence, say, say_n
from subsidy_ledger.domain.settlement import SettledLine, grant_settlement
from subsidy_ledger.domain.submitted import Ruling
from subsidy_ledger.reports.settled_lines import cut_sentence


def unsettled_sentences(lost: Unsettled, year: int) -> Iterator[Sentence]:
    """Which lines with how many euros are dropped or open again, and what spare lines replace no longer."""
    if lost.dropped:
        yield say_n(
            "  claimed no more, and what was decided of it counts no more: line {lines} ({accepted} accepted, "
            "{rejected} rejected)",
            "  claimed no more, and what was decided of them counts no more: lines {lines} ({accepted} accepted, "
            "{rejected} rejected)",
            n=len(lost.dropped), lines=ranges(line.line for line in lost.dropped), **_euros(lost.dropped),
        )  # fmt: skip
    if lost.reopened:
        yield say_n(
            "  open again, because it claims otherwise than what was decided on: line {lines} ({accepted} accepted and "
            "{rejected} rejected until now; ledger settle --year {year})",
            "  open again, because they claim otherwise than what was decided on: lines {lines} ({accepted} accepted "
            "and {rejected} rejected until now; ledger settle --year {year})",
            n=len(lost.reopened), lines=ranges(lost.reopened), year=str(year), **_euros(lost.opened),
        )  # fmt: skip
    if lost.spare_after < lost.spare_before:
        yield say_n(
            "  spare line {lines} replaces {after} of what was rejected by now, and {before} until now: ledger "
            "settlement --year {year} --lines",
            "  spare lines {lines} replace {after} of what was rejected by now, and {before} until now: ledger "
            "settlement --year {year} --lines",
            n=len(lost.spare_lines), lines=ranges(lost.spare_lines), before=Euro(lost.spare_before),
            after=Euro(lost.spare_after), year=str(year),
        )  # fmt: skip


def _euros(lines: Iterable[SettledLine]) -> dict[str, Euro]:
    found = tuple(lines)
    rejected = sum(line.rejected for line in found if not line.is_spare)
    return {"accepted": Euro(sum(line.accepted for line in found)), "rejected": Euro(rejected)}


def elsewhere_sentences(ledger: Ledger, grant: str, year: int) -> Iterator[Sentence]:
    """Of open lines of the claim that were rejected in another one: where, how many, why and by whom."""
    here = Place(grant, year)
    held = grant_settlement(ledger, grant, year)
    for said, lines in _by_cut(ledger, ((line.line, here) for line in held.lines if line.ruling is None)):
        yield say_n(
            "Line {lines} is open in {grant} {year}, and was {cut}",
            "Lines {lines} are open in {grant} {year}, and were {cut}",
            n=len(lines), lines=ranges(lines), grant=grant, year=str(year), cut=said,
        )  # fmt: skip


def accepted_elsewhere_sentences(ledger: Ledger, rulings: Iterable[Ruling]) -> Iterator[Sentence]:
    """The same of lines that are accepted now, or about to be."""
    places = {s.number: Place(s.grant, s.year) for s in ledger.submissions}
    accepted = ((ruling.line, places[ruling.submission]) for ruling in rulings if ruling.accepted)
    for said, lines in _by_cut(ledger, accepted):
        yield say_n(
            "Note: line {lines} is accepted here, and was {cut}",
            "Note: lines {lines} are accepted here, and were {cut}",
            n=len(lines), lines=ranges(lines), cut=said,
        )  # fmt: skip


def _by_cut(ledger: Ledger, lines: Iterable[tuple[int, Place]]) -> Iterable[tuple[Sentence, list[int]]]:
    cuts, people = Cuts(ledger), {entry.number: entry.by for entry in ledger.entries}
    groups: dict[Sentence, list[int]] = defaultdict(list)
    for line, here in lines:
        for cut in cuts.elsewhere(line, here):
            groups[_said(cut, people[cut.ruling.entry])].append(line)
    return groups.items()


def _said(cut: Cut, by: str) -> Sentence:
    return say('{cut}: "{reason}" ({by})', cut=cut_sentence(cut), reason=cut.ruling.reason, by=by)


def unsettled_json(lost: Unsettled) -> dict[str, Any]:
    return {
        "reopened": list(lost.reopened),
        "no_longer_decided": [
            {
                "number": line.line, "accepted": to_text(line.accepted), "rejected": to_text(line.rejected),
                "dropped": line in lost.dropped,
            }
            for line in (*lost.dropped, *lost.opened)
        ],
        "spare_used": {"before": to_text(lost.spare_before), "after": to_text(lost.spare_after)},
    }  # fmt: skip
