"""What a file comes to by budget year and code: new, known, changed (as it was and as it is now) and gone, in cents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from subsidy_ledger.domain.expenses import Expense, Share
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.importing.planning.file_plan import FilePlan
from subsidy_ledger.importing.planning.superseding import shares_of

COLUMNS = ("new", "known", "changed_from", "changed_to", "gone")
Place = tuple[int, str | None]  # budget year and code, None where nothing is tagged
Moved = Mapping[str, int]


def movement_of(parts: Iterable[FilePlan], ledger: Ledger) -> list[tuple[Place, Moved]]:
    """In order of year and code, untagged last; `ledger` as it will be.

    Known money is as the ledger has it by now. Changed rows come under the tags of their lines, whether they are posted
    or not; of lines that a person took back nothing is known or changed.
    """
    found: dict[Place, dict[str, int]] = defaultdict(lambda: dict.fromkeys(COLUMNS, 0))

    def add(name: str, year: int, shares: Iterable[Share]) -> None:
        for share in shares:
            found[year, share.code][name] += share.cents

    def add_line(name: str, line: Expense) -> None:
        add(name, line.details.year, line.shares)

    for part in parts:
        for line in part.new_lines:
            add_line("new", line)
        for pair in part.matches.known:
            if (known := ledger.expense(pair.line)) is not None and ledger.is_live(known):
                add_line("known", known)
        for change in part.changes:
            if change.doubt == "taken-back":
                continue
            for line in change.lines:
                add_line("changed_from", line)
            for incoming, shares in zip(change.rows, shares_of(change, part.posting), strict=True):
                add("changed_to", incoming.details.year, shares)
        for line in part.gone:
            add_line("gone", line)
    return sorted(found.items(), key=lambda each: (each[0][0], each[0][1] is None, each[0][1] or ""))
