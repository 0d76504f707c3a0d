"""What was rejected of a cost in the claim of another grant or year: told where the cost is open, deciding nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from subsidy_ledger.domain.claim_flows import Place
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.submissions import origin_in
from subsidy_ledger.domain.submitted import Ruling


@dataclass(frozen=True, slots=True)
class Cut:
    """The last ruling on a cost in a claim, where it accepted less than was claimed."""

    place: Place
    ruling: Ruling


class Cuts:
    """What was rejected or reduced of each cost, in whatever version; a later decision there takes its place."""

    def __init__(self, ledger: Ledger) -> None:
        self._origin = origin_in(ledger)
        places = {s.number: Place(s.grant, s.year) for s in ledger.submissions}
        last: dict[int, dict[Place, Ruling]] = defaultdict(dict)
        for ruling in sorted(ledger.rulings, key=lambda r: r.entry):
            last[self._origin(ruling.line)][places[ruling.submission]] = ruling
        self._found = {
            cost: [Cut(place, r) for place, r in ruled.items() if r.act in ("reject", "reduce")]
            for cost, ruled in last.items()
        }

    def elsewhere(self, line: int, here: Place) -> tuple[Cut, ...]:
        """In every claim but this one, in order of their entries."""
        found = (cut for cut in self._found.get(self._origin(line), ()) if cut.place != here)
        return tuple(sorted(found, key=lambda cut: cut.ruling.entry))
