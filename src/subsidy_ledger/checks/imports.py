"""Imports against themselves: a total row of a file and the lines it closes."""

from __future__ import annotations

from collections.abc import Iterator

from subsidy_ledger.checks.check import Found, check
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import ControlTotal, Import
from subsidy_ledger.domain.refused import at_stake, by_import, stake_text
from subsidy_ledger.domain.sentences import Euro, Phrase, Sentence, say


@check(
    "control-total",
    severity="error",
    title="A file's own total differs from its lines",
    ground="Practice: a total that a file states is its maker's own control of it.",
    remedy="Ask whoever made the file which of the two is right. A row that is missing is imported with a mended "
    "file; an import that is wrong is taken back with ledger undo.",
)
def control_total(ledger: Ledger) -> Iterator[Found]:
    """Finds the total and subtotal rows of imported files that disagree with the lines above them.

    Why: a row may be missing from the file, hidden, filtered out, or read with another amount than was meant.

    How: while a file is imported, its total rows are left out of the lines and kept as control sums; here they are
    compared. The euros are the difference. The lists of every entity are looked at, evidence too.

    Edge: one cent is a difference. Imports that were undone are left out.
    """
    imports = {batch.number: batch for batch in ledger.imports if batch.undone_by is None}
    for total in ledger.control_totals:
        batch = imports.get(total.import_number)
        if batch is not None and total.stated != total.computed:
            yield Found(
                f"{total.import_number}|{total.row}",
                total.year,
                abs(total.stated - total.computed),
                _sentence(total, batch),
            )


def _sentence(total: ControlTotal, batch: Import) -> Sentence:
    template: Phrase = (
        "{file}, sheet {sheet}, row {row}: the total ({label}) is {stated}, but its lines add up to {computed}, a "
        "difference of {difference}. Ask for a file that adds up, or undo import {number}."
        if batch.sheet
        else "{file}, row {row}: the total ({label}) is {stated}, but its lines add up to {computed}, a difference of "
        "{difference}. Ask for a file that adds up, or undo import {number}."
    )
    return say(
        template,
        file=batch.file, sheet=batch.sheet, row=total.row, label=total.label, stated=Euro(total.stated),
        computed=Euro(total.computed), difference=Euro(abs(total.stated - total.computed)), number=batch.number,
    )  # fmt: skip


@check(
    "rows-refused",
    severity="warning",
    title="Rows of a file were refused and are not in the books",
    ground="Practice: an expense that was handed in is claimed, or somebody says why it is not.",
    remedy="See the rows with ledger refused. Mend their cells in the workbook that the import marked and import that, "
    "or close what will not be claimed: ledger refused close NUMBER --reason.",
)
def rows_refused(ledger: Ledger) -> Iterator[Found]:
    """Finds the rows that an import with --accept-partial refused and kept, as long as they are open.

    Why: they are in no line and no balance. Costs that nobody mends are never claimed.

    How: one finding for each import. The euros are those of the rows whose amount could be read, credit notes counted
    as positive. The lists of every entity are looked at, evidence too. The finding is of a year where all its rows are
    of that year.

    Edge: a row is open until a row of a later import takes its place or a person closes it with a reason. The rows of
    an import that was undone have gone with it.
    """
    imports = {batch.number: batch for batch in ledger.imports}
    for number, rows in by_import(ledger.refusals().open()).items():
        years, batch = {row.year for row in rows}, imports[number]
        yield Found(
            str(number),
            years.pop() if len(years) == 1 else None,
            sum(abs(row.cents or 0) for row in rows),
            say(
                "{file} (import {number}): rows that were refused and are not in the books: {rows}. Mend or close "
                "them: ledger refused --import {number}",
                file=batch.file, number=number, rows=stake_text(at_stake(rows)),
            ),
        )  # fmt: skip
