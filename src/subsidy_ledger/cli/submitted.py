"""What whoever changes a submitted line is told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from subsidy_ledger.cli.options import session
from subsidy_ledger.cli.show import tell
from subsidy_ledger.domain.sentences import say

if TYPE_CHECKING:
    from subsidy_ledger.domain.claimed_twice import ClaimedTwice
    from subsidy_ledger.domain.expenses import Share
    from subsidy_ledger.domain.ledger import Ledger
    from subsidy_ledger.domain.sentences import Sentence
    from subsidy_ledger.domain.submissions import MovedClaim


def warn_if_tagged(before: Mapping[int, tuple[Share, ...]]) -> None:
    """One sentence for each claim that tagging lines moved, which carried other shares before."""
    _warn(
        lambda ledger: replace(
            ledger,
            expenses=tuple(replace(e, shares=before[e.number]) if e.number in before else e for e in ledger.expenses),
        )
    )


def warn_if_posted(lines: Collection[int]) -> None:
    """The same where these lines are new in the books: reversals among them."""
    _warn(lambda ledger: replace(ledger, expenses=tuple(e for e in ledger.expenses if e.number not in lines)))


def warn_if_twice(found: Iterable[ClaimedTwice]) -> None:
    """One sentence for the costs that the same claims hold for more than they come to."""
    from subsidy_ledger.domain.claimed_twice import twice_sentence

    for one in found:
        tell(say("Warning: {message}", message=twice_sentence(one)))


def _warn(before_of: Callable[[Ledger], Ledger]) -> None:
    from subsidy_ledger.operations.submitting import moved_by

    for sentence in _sentences(moved_by(session(), before_of)):
        tell(sentence)


def warn_if_moved(before: Ledger, after: Ledger) -> None:
    """The same of the books before and after, for what is not written yet too."""
    for sentence in moved_sentences(before, after):
        tell(sentence)


def moved_sentences(before: Ledger, after: Ledger) -> list[Sentence]:
    from subsidy_ledger.domain.submissions import moved_claims

    return _sentences(moved_claims(before, after))


def _sentences(moved: Collection[MovedClaim]) -> list[Sentence]:
    from subsidy_ledger.reports.moved_claims import moved_sentence

    return [moved_sentence(each) for each in moved]


def submitted_json(before: Ledger, after: Ledger) -> list[dict[str, Any]]:
    """The same for machines."""
    from subsidy_ledger.domain.submissions import moved_claims
    from subsidy_ledger.reports.moved_claims import moved_json

    return [moved_json(each) for each in moved_claims(before, after)]
