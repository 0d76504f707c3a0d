"""What closes a refused row: over any history of a list nothing is closed twice by one line, nor by another cost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from subsidy_ledger.agreements import builtin
from subsidy_ledger.domain.agreement_file import agreement_of, parse
from subsidy_ledger.domain.cells import cell_name
from subsidy_ledger.domain.drafts import Head
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.sentences import say
from subsidy_ledger.importing.intake import Problem, Reading, Row, Sheet, Table
from subsidy_ledger.importing.planning.file_plan import Intake
from subsidy_ledger.importing.planning.heirs import telling
from subsidy_ledger.importing.planning.keys import compared
from subsidy_ledger.importing.planning.plan import Plan, plan
from subsidy_ledger.importing.planning.posting import Wishes

EMPTY = Ledger(agreement_of(parse(builtin())))
COLUMNS = {"document_no": 0, "invoice_date": 1, "supplier": 2, "amount": 3}
TABLE = Table(Sheet("Blad1", visible=True, rows=()), 1, COLUMNS, tuple(COLUMNS), ())
# A row of the officer's list: what it says, and the field that is spoiled in it at the moment.
Line = tuple[dict[str, Any], str | None]


def reading(lines: list[Line]) -> Reading:
    good: list[Row] = []
    bad: list[Row] = []
    problems: list[Problem] = []
    for number, (values, fault) in enumerate(lines, 2):
        shown = {**values, fault: "?"} if fault else values
        read = {name: value for name, value in values.items() if name != fault and value is not None}
        row = Row(number, read, tuple(str(shown[name] or "") for name in COLUMNS))
        (bad if fault else good).append(row)
        if fault:
            cell = cell_name(number - 1, COLUMNS[fault])
            problems.append(Problem("bad", "refused", "Blad1", cell, fault, "?", say("a value"), say("no value")))
    return Reading(TABLE, tuple(good), (), (), (), tuple(problems), tuple(bad), tuple(sorted(COLUMNS)))


def imported(ledger: Ledger, lines: list[Line], entry: int) -> Plan:
    head = Head(entry, str(entry), len(ledger.expenses) + 1, len(ledger.imports) + 1, len(ledger.refused) + 1)
    intake = Intake("stad.xlsx", f"{entry:064d}", b"", reading(lines))
    return plan(ledger, head, [intake], Wishes("city", 2019, accept_partial=True))


values = st.fixed_dictionaries(
    {
        "document_no": st.sampled_from(["D1", "D2", None]),
        "invoice_date": st.sampled_from([date(2019, 3, 1), None]),
        "supplier": st.sampled_from(["Zenne", "Kaai"]),
        "amount": st.sampled_from([100, 200]),
    }
)
faults = st.sampled_from([None, None, "amount", "document_no", "supplier"])


@settings(max_examples=150)
@given(st.data())
def test_over_any_history_a_line_closes_one_row_that_it_can_be(data: st.DataObject) -> None:
    """Lost otherwise: of two refused costs one would be claimed, and both be taken for settled."""
    ledger, lines = EMPTY, data.draw(st.lists(st.tuples(values, faults), max_size=5))
    for entry in range(1, 5):
        done = imported(ledger, lines, entry)
        ledger = done.after
        (part,) = done.files
        assert len(part.kept.rows) + len(part.kept.before) == len(part.refused)
        kept, expenses = {r.number: r for r in ledger.refused}, {e.number: e for e in ledger.expenses}
        closings = [c for c in ledger.refused_closings if c.line is not None]
        assert len({c.line for c in closings}) == len({c.refused for c in ledger.refused_closings}) - len(
            [c for c in ledger.refused_closings if c.successor is not None]
        )
        for closing in closings:
            line, row = expenses[closing.line or 0], kept[closing.refused]
            assert line.entry > row.entry
            for name, text in telling(row).items():
                assert compared(name, str(getattr(line.details, name))) == text
        # The officer mends, spoils, leaves out, adds and sorts.
        lines = [
            (said, data.draw(faults)) for said, _ in lines if data.draw(st.sampled_from([True, True, True, False]))
        ]
        lines = data.draw(st.permutations(lines + data.draw(st.lists(st.tuples(values, faults), max_size=2))))


@settings(max_examples=60)
@given(st.lists(st.tuples(values, faults), max_size=8), st.randoms(use_true_random=False))
def test_the_mended_list_in_any_order_is_posted_once_and_closes_all(lines: list[Line], chance: Any) -> None:
    """Lost otherwise: sorting the workbook while mending it would leave rows open, or claim the others twice."""
    lines = [
        ({**said, "document_no": f"D{n}"}, fault if fault != "document_no" else "amount")
        for n, (said, fault) in enumerate(lines)
    ]
    first = imported(EMPTY, lines, 1)
    mended: list[Line] = [(said, None) for said, _ in lines]
    chance.shuffle(mended)
    done = imported(first.after, mended, 2)
    assert done.after.refusals().open() == ()
    posted = Counter((e.details.document_no, e.amount) for e in done.after.live())
    assert posted == Counter((said["document_no"], said["amount"]) for said, _ in lines)
    again = imported(replace(done.after), mended, 3)
    assert again.draft is None
