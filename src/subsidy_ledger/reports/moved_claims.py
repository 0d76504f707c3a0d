"""What somebody who changes the books should know of claims that were submitted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from subsidy_ledger.domain.claimed_twice import ClaimedTwice, twice_sentence
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.sentences import Euro, Sentence, say, say_n
from subsidy_ledger.domain.settlement import GrantSettlement, Settlement
from subsidy_ledger.domain.submissions import MovedClaim, Shares, claim_of, differences, origin_in, spare_origins


def moved_sentence(moved: MovedClaim) -> Sentence:
    """Which version stands, by how much the claim moves away from what it would be else, and what to do next."""
    last = moved.submission
    if moved.is_back:
        return say_n(
            "Note: {grant} {year} was submitted as version {version}. This changes {n} line, and {claim}: each line "
            "claims again what it was submitted for.",
            "Note: {grant} {year} was submitted as version {version}. This changes {n} lines, and {claim}: each line "
            "claims again what it was submitted for.",
            n=len(moved.changes), grant=last.grant, year=str(last.year), version=last.version,
            claim=claim_sentence(moved.difference),
        )  # fmt: skip
    return say_n(
        "Note: {grant} {year} was submitted as version {version}, which stays as it is. This changes {n} line, and "
        "{claim}: ledger submissions diff {number}. To claim it so, submit again: ledger submit --year {year} --grant "
        "{grant}",
        "Note: {grant} {year} was submitted as version {version}, which stays as it is. This changes {n} lines, and "
        "{claim}: ledger submissions diff {number}. To claim it so, submit again: ledger submit --year {year} --grant "
        "{grant}",
        n=len(moved.changes), grant=last.grant, year=str(last.year), version=last.version, number=last.number,
        claim=claim_sentence(moved.difference),
    )  # fmt: skip


def ledger_claims(ledger: Ledger, held: GrantSettlement, year: int) -> Shares:
    """What the ledger as it is would claim of the grant, were it submitted now."""
    return claim_of(ledger, held.grant.code, year, spare_origins(ledger, held.submission))


def parted_sentences(ledger: Ledger, found: Settlement) -> Iterator[Sentence]:
    """Of each grant that the books have otherwise by now than what is settled."""
    for held in found.grants:
        last = held.submission
        if last is None:
            continue
        changes = differences(origin_in(ledger), last.shares, ledger_claims(ledger, held, found.year))
        parted = [change for change in changes if change.kind not in ("corrected", "retagged")]
        if parted:
            yield say_n(
                "{grant}: version {version} is settled as it was submitted. The books have {n} line otherwise by now, "
                "and {claim}: ledger submissions diff {number}",
                "{grant}: version {version} is settled as it was submitted. The books have {n} lines otherwise by now, "
                "and {claim}: ledger submissions diff {number}",
                n=len(parted), grant=held.grant.code, version=last.version, number=last.number,
                claim=claim_sentence(sum(change.difference for change in parted)),
            )  # fmt: skip


def claim_sentence(cents: int) -> Sentence:
    """How much more or less is claimed."""
    if cents > 0:
        return say("{euros} more is claimed", euros=Euro(cents))
    if cents < 0:
        return say("{euros} less is claimed", euros=Euro(-cents))
    return say("the claimed amount stays the same")


def moved_json(moved: MovedClaim) -> dict[str, Any]:
    last = moved.submission
    return {
        "submission": last.number, "version": last.version, "grant": last.grant, "year": last.year,
        "lines": [change.line for change in moved.changes], "difference": to_text(moved.difference),
    }  # fmt: skip


def twice_json(found: Iterable[ClaimedTwice], year: int, grant: str | None = None) -> list[dict[str, Any]]:
    """What a year, or one grant of it, holds together with other claims for more than it comes to."""
    return [
        {
            "lines": list(one.lines), "amount": to_text(one.cents), "claimed": to_text(one.claimed),
            "claims": [
                {
                    "submission": c.submission.number, "version": c.submission.version, "grant": c.place.grant,
                    "year": c.place.year, "lines": list(c.lines), "claimed": to_text(c.cents), "past": c.is_past,
                }
                for c in one.claims
            ],
            "message": str(twice_sentence(one)),
        }
        for one in found
        if one.is_of(year, grant)
    ]  # fmt: skip
