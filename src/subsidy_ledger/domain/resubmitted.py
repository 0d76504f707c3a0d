"""What a new version of a claim leaves of the decisions on the last one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.settlement import SettledLine, grant_settlement
from subsidy_ledger.domain.submissions import origin_in
from subsidy_ledger.domain.submitted import Submission


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Lines as they were decided in the last version: those the new one has no more, and those that are open in it,
    which have the numbers `reopened` there. `spare_before` and `spare_after` are what spare lines replace in each."""

    dropped: tuple[SettledLine, ...] = ()
    opened: tuple[SettledLine, ...] = ()
    reopened: tuple[int, ...] = ()
    spare_lines: tuple[int, ...] = ()
    spare_before: int = 0
    spare_after: int = 0


NOTHING = Unsettled()


def unsettled(ledger: Ledger, new: Submission) -> Unsettled:
    """What holds no more of the decisions once `new` counts."""
    origin = origin_in(ledger)
    last = grant_settlement(ledger, new.grant, new.year)
    next_ = grant_settlement(replace(ledger, submissions=(*ledger.submissions, new)), new.grant, new.year)
    ruled = {origin(line.line): line for line in last.lines if line.ruling is not None}
    kept = {origin(line.line) for line in next_.lines}
    again = [line.line for line in next_.lines if line.moved is not None and origin(line.line) in ruled]
    return Unsettled(
        tuple(line for cost, line in ruled.items() if cost not in kept),
        tuple(ruled[cost] for cost in dict.fromkeys(map(origin, again))),
        tuple(again),
        tuple(line.line for line in last.lines if line.is_spare and line.accepted),
        last.figures.spare_used,
        next_.figures.spare_used,
    )
