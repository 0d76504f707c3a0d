"""What somebody who changes the books should know of claims that were submitted."""

from __future__ import annotations

from typing import Any

from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.sentences import Euro, Sentence, say, say_n
from subsidy_ledger.domain.submissions import MovedClaim


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
            claim=_claim(moved.difference),
        )  # fmt: skip
    return say_n(
        "Note: {grant} {year} was submitted as version {version}, which stays as it is. This changes {n} line, and "
        "{claim}: ledger submissions diff {number}. To claim it so, submit again: ledger submit --year {year} --grant "
        "{grant}",
        "Note: {grant} {year} was submitted as version {version}, which stays as it is. This changes {n} lines, and "
        "{claim}: ledger submissions diff {number}. To claim it so, submit again: ledger submit --year {year} --grant "
        "{grant}",
        n=len(moved.changes), grant=last.grant, year=str(last.year), version=last.version, number=last.number,
        claim=_claim(moved.difference),
    )  # fmt: skip


def _claim(cents: int) -> Sentence:
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
