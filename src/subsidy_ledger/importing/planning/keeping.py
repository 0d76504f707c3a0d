"""The rows an import refuses, as they go on record; those that are on record already are not written again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import PurePath

from subsidy_ledger.domain.cells import row_of
from subsidy_ledger.domain.drafts import Head
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Import
from subsidy_ledger.domain.refused import Fault, RefusedRow
from subsidy_ledger.importing.intake import Problem, Row
from subsidy_ledger.importing.planning.file_plan import FilePlan, Kept
from subsidy_ledger.importing.planning.heirs import closings, texts
from subsidy_ledger.importing.planning.posting import Wishes, year_of


def kept_of(part: FilePlan, ledger: Ledger, head: Head, wishes: Wishes) -> Kept:
    """What of a file is kept as refused, what is on record as refused already, and what its rows close."""
    earlier = _of_the_list(part, ledger, wishes)
    faults = _faults(part.problems)
    same = _seen_before(part.refused, earlier, ledger) if wishes.accept_partial else {}
    fresh = [row for row in part.refused if row.number not in same] if wishes.accept_partial else []
    rows = tuple(
        RefusedRow(
            number, head.entry + 1, head.next_import, row.number, year_of(row, wishes),
            row.amount if "amount" in row.values else None, texts(row.values), row.cells,
            tuple(faults.get(row.number, ())),
        )
        for number, row in enumerate(fresh, head.next_refused)
    )  # fmt: skip
    others = {row.number for row in earlier} - set(same.values())
    waiting = [row for row in ledger.refusals().open() if row.number in others]
    return Kept(rows, same, closings(waiting, rows, part, ledger, head) if waiting else ())


def _of_the_list(part: FilePlan, ledger: Ledger, wishes: Wishes) -> list[RefusedRow]:
    """What was kept of the same list, also what is closed; not what was taken back with its import. The sheet of a text
    file is called as the file, which says nothing of the list."""
    if not ledger.refused:
        return []
    table, state = part.intake.reading.table, ledger.refusals().state

    def is_same(batch: Import) -> bool:
        named = {batch.sheet, table.sheet.name} - {PurePath(batch.file).stem, PurePath(part.intake.name).stem}
        is_sheet = batch.sheet == table.sheet.name or len(named) < 2
        return batch.entity == wishes.entity and batch.headers == table.headers and is_sheet

    lists = {batch.number for batch in ledger.imports if is_same(batch)}
    return [row for row in ledger.refused if row.import_number in lists and state(row) != "withdrawn"]


def _faults(problems: Iterable[Problem]) -> Mapping[int, list[Fault]]:
    """What refuses each row."""
    found: dict[int, list[Fault]] = defaultdict(list)
    for p in problems:
        if p.severity == "refused":
            found[row_of(p.cell)].append(Fault(p.code, p.cell, p.field, p.value, p.expected, p.message))
    return found


def _seen_before(refused: Sequence[Row], earlier: Sequence[RefusedRow], ledger: Ledger) -> dict[int, int]:
    """Rows that are on record as refused, cell for cell, one to one: open ones first, those at the same row first."""
    state = ledger.refusals().state
    left: dict[Hashable, list[RefusedRow]] = defaultdict(list)
    for kept in sorted(earlier, key=lambda kept: (state(kept) != "open", kept.number)):
        left[kept.cells].append(kept)
    found: dict[int, int] = {}
    for is_in_place in (True, False):
        for row in (row for row in refused if row.number not in found):
            there = [k for k in left[row.cells] if k.row == row.number] if is_in_place else left[row.cells]
            if there:
                found[row.number] = there[0].number
                left[row.cells].remove(there[0])
    return found
