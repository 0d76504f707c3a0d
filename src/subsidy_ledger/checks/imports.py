"""Imports against themselves: a total row of a file and the lines it closes."""

from __future__ import annotations

from collections.abc import Iterator

from subsidy_ledger.checks.check import Found, check
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import ControlTotal, Import
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
