"""The sheet Sample of the reconciliation workbook: the lines an auditor looks at, with room for what she finds."""

from __future__ import annotations

from collections.abc import Iterator

from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.sample_changes import SampleChanges, changes_of
from subsidy_ledger.domain.sample_sheet import COLUMNS, NO, YES
from subsidy_ledger.domain.samples import Sample
from subsidy_ledger.domain.sentences import say
from subsidy_ledger.domain.vocabulary import in_words
from subsidy_ledger.reports.reconciliation.book import Block, Choice, Sheet
from subsidy_ledger.reports.reconciliation.formulas import minus, total
from subsidy_ledger.reports.reconciliation.labels import column, label
from subsidy_ledger.reports.reconciliation.rows import Rows
from subsidy_ledger.reports.samples import facts_of, moved_on, now_of, what_to_do
from subsidy_ledger.reports.tables import Column, Kind, Value


def _asked(key: str, kind: Kind = "text") -> Column:
    return Column(key, COLUMNS[key], kind)


LINES = (
    _asked("number", "integer"), column("stratum", "code"), _asked("amount", "money"),
    _asked("document_seen", "code"), _asked("payment_seen", "code"), _asked("deduction", "money"),
    _asked("correct_amount", "money"), _asked("reason"), column("date", "date"), column("supplier"),
    column("document_no", "code"), column("invoice_no", "code"), column("payment_date", "date"),
    column("statement_no", "code"), column("file"), column("sheet"), column("row", "integer"),
)  # fmt: skip
SUMMED = LINES[1:7]
CHANGED = (*LINES[:1], Column("now", "Is now", "code"), LINES[2], Column("counts", "Counts now", "money"))
INPUTS = {
    "document_seen": Choice((YES, NO)),
    "payment_seen": Choice((YES, NO)),
    "deduction": Choice(
        up_to="amount",
        advice=say(
            "Type it without a minus, of a credit note too: from 0.00 up to the amount drawn, whatever its sign. Of a "
            "credit note it says how much too little was credited."
        ),
    ),
    "reason": Choice(),
}


def sample_sheet(ledger: Ledger, sample: Sample) -> Sheet:
    """How it was drawn, what is deducted so far, and every line drawn."""
    changes = changes_of(ledger, sample)
    return Sheet(
        "sample",
        label("sheet.sample"),
        label("heading.sample", n=sample.number, year=str(sample.year)),
        label("lead.sample"),
        (_facts(sample, changes), *_changed(sample, changes), _result(sample), _lines(ledger, sample)),
        main="sample",
    )


def _facts(sample: Sample, changes: SampleChanges) -> Block:
    rows = Rows((column("what", title="drawn"), column("value")))
    for what, value in facts_of(sample):
        if value is not None:
            rows.add({"what": what, "value": value})
    return rows.block("sample_facts", notes=[moved_on(sample)] if changes.has_moved else [])


def _changed(sample: Sample, changes: SampleChanges) -> Iterator[Block]:
    """Nothing where every line of the sample still counts as it was drawn."""
    if not changes.lines:
        return
    rows = Rows(CHANGED)
    for moved in changes.lines:
        rows.add(
            {"number": moved.chosen.line, "now": now_of(moved), "amount": moved.chosen.cents, "counts": moved.cents}
        )
    yield rows.block("sample_changed", say("Changed since the sample was drawn"), notes=[what_to_do(sample)])


def _result(sample: Sample) -> Block:
    drawn = sum(c.cents for c in sample.drawn.chosen)
    # In the columns of the list below, so that each sum stands above what it adds up.
    rows = Rows((column("what"), *SUMMED))
    sums = {key: total(f"{{sample.{key}}}") for key in ("amount", "deduction", "correct_amount")}
    rows.add(
        {"what": label("total"), "amount": drawn, "deduction": 0, "correct_amount": drawn}, sums, "total",
    )  # fmt: skip
    return rows.block("sample_result")


def _lines(ledger: Ledger, sample: Sample) -> Block:
    rows = Rows(LINES)
    for chosen in sample.drawn.chosen:
        values: dict[str, Value] = {
            "number": chosen.line, "stratum": in_words(chosen.stratum), "amount": chosen.cents,
            "correct_amount": chosen.cents,
        }  # fmt: skip
        if (line := ledger.expense(chosen.line)) is not None:
            values |= {
                key: getattr(line.details, key)
                for key in ("date", "supplier", "document_no", "invoice_no", "payment_date", "statement_no")
            }
            if (source := line.source) is not None:
                values |= {"file": source.file, "sheet": source.sheet, "row": source.row}
        rows.add(values, {"correct_amount": minus("{.amount}", "{.deduction}")})
    return rows.block("sample", inputs=INPUTS)
