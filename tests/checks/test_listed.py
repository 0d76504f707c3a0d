"""What stands in the list of another subsidy too: what counts, what is only a doubt, and how it is told by cell."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from checks_builders import books, found, line
from subsidy_ledger.checks.listed import CELLS_SHOWN_MAX, costs_on_lists, doubts
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.findings import Finding
from subsidy_ledger.domain.funding import paid_elsewhere
from subsidy_ledger.domain.funding_lists import FundingList, ListRow
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Funding, FundingShare, PayClaim, PayShare

DAY = date(2019, 3, 4)
PRESS: dict[str, Any] = {"supplier": "De Pers nv", "invoice_date": DAY}


def row(cell: str, cents: int, invoice: str | None = "F1", whole: int | None = None) -> ListRow:
    return ListRow("", cell, cents, "De Pers", None, invoice, DAY, whole)


def lists(*expenses: Expense, rows: tuple[ListRow, ...], shares: tuple[FundingShare, ...] = ()) -> Ledger:
    """Lines of ours beside the list of the subsidy PSP; ERDF is another one, of which no list is known."""
    sources = (
        Funding("PSP", 1, "plan", "State", None, None, True, 1),
        Funding("ERDF", 1, "e", "EU", None, None, True, 1),
    )
    of = FundingList(1, "PSP", 1, 2019, "psp.xlsx", "0" * 64, "", rows, 1)
    return books(*expenses, fundings=sources, funding_lists=(of,), funding_shares=shares)


def told(ledger: Ledger) -> list[tuple[int, int | None, tuple[int, ...]]]:
    found_there = costs_on_lists(ledger, paid_elsewhere(ledger))
    return [(one.cents, one.year, tuple(one.expenses)) for one in doubts(ledger, found_there)]


def financed(ledger: Ledger) -> list[Finding]:
    return list(found("double-financing", ledger))


def test_a_cost_that_only_looks_the_same_is_a_doubt_and_one_that_is_the_same_is_a_finding() -> None:
    """Lost otherwise: a cost without a number in the list would pass, or one that is sure be told twice."""
    likely = lists(line(1, 500, **PRESS), rows=(row("C2", 500, None),))
    assert told(likely) == [(500, 2019, (1,))]
    numbered = lists(line(1, 500, invoice_no="F1", **PRESS), rows=(row("C2", 500, None),))
    assert [(one.cents, one.severity) for one in financed(numbered)] == [(500, "warning")]
    cent = lists(line(1, 1, invoice_no="F1", **PRESS), rows=(row("C2", 1, None),))
    assert told(cent) == [(1, 2019, (1,))]
    sure = lists(line(1, 500, invoice_no="F1", **PRESS), rows=(row("C2", 500),))
    assert told(sure) == []
    assert [(one.cents, one.severity) for one in financed(sure)] == [(500, "error")]
    assert [(one.cents, one.severity) for one in financed(likely)] == [(500, "warning")]


def test_what_is_shared_or_a_credit_note_is_no_doubt() -> None:
    """Lost otherwise: an officer would look up documents that are shared within what they come to."""
    shared = lists(line(1, 500, **PRESS, document_amount=1000), rows=(row("C2", 500, None),))
    assert told(shared) == []
    credit = lists(line(1, -500, **PRESS), rows=(row("C2", -500, None),))
    assert (told(credit), len(costs_on_lists(credit, {}))) == ([], 1)
    look = lists(line(1, -500, invoice_no="F1", **PRESS), rows=(row("C2", -300),))
    assert financed(look) == []


@pytest.mark.parametrize(("recorded", "off"), [(500, []), (400, [100]), (600, [100])])
def test_a_recorded_share_is_held_against_the_list(recorded: int, off: list[int]) -> None:
    """Lost otherwise: a share of 40 would be believed where the other subsidy's own list says 60."""
    shares = (FundingShare(1, "PSP", 1, recorded, 1), FundingShare(1, "ERDF", 1, 7, 1))
    ledger = lists(line(1, 600, invoice_no="F1", document_amount=9000, **PRESS), rows=(row("C2", 500),), shares=shares)
    assert [cents for cents, *_ in told(ledger)] == off
    (one,) = costs_on_lists(ledger, paid_elsewhere(ledger))
    assert (one.recorded, one.counts) == (recorded, False)


def test_a_share_recorded_of_a_cost_that_only_looks_the_same_is_not_held_against_the_list() -> None:
    """Lost otherwise: an officer would be told that her record differs from a row that may be another cost."""
    ledger = lists(line(1, 500, **PRESS), rows=(row("C2", 500, None),), shares=(FundingShare(1, "PSP", 1, 40, 1),))
    assert told(ledger) == []


@pytest.mark.parametrize("more", [0, 1, 2])
def test_the_first_cells_are_named_and_the_rest_counted(more: int) -> None:
    """Lost otherwise: a document over a hundred rows would fill the screen, or its cells not be told at all."""
    assert CELLS_SHOWN_MAX == 5
    rows = tuple(row(f"C{n}", 10) for n in range(2, 7 + more))
    ledger = lists(line(1, 900, invoice_no="F1", **PRESS), line(2, 100, invoice_no="F1", year=2018, **PRESS), rows=rows)
    (one,) = costs_on_lists(ledger, {})
    shown = "psp.xlsx: C2, C3, C4, C5, C6"
    assert str(one.cells) == (f"{shown} and {more} more" if more else shown)
    (look,) = financed(ledger)
    assert "(C2, C3, C4, C5, C6)" in str(look.sentence)
    assert (look.year, look.cents) == (2019, 10 * len(rows))


def test_rows_of_two_years_name_both_files() -> None:
    """Lost otherwise: of a document in two lists one file would not be named, or both names run together."""
    ledger = books(
        line(1, 600, invoice_no="F1", **PRESS),
        fundings=(Funding("PSP", 1, "plan", "State", None, None, True, 1),),
        funding_lists=tuple(
            FundingList(n, "PSP", n, 2017 + n, f"{2017 + n}.xlsx", f"{n:064d}", "", (row("C2", 300),), 1)
            for n in (1, 2)
        ),
    )
    (one,) = costs_on_lists(ledger, {})
    assert (one.files, one.there) == ("2018.xlsx, 2019.xlsx", 600)


def test_pay_above_the_whole_names_every_line_and_subsidy_and_is_worked_out_from_the_largest_line() -> None:
    """Lost otherwise: what another agreement of the city carries of a person's pay would be above 100 % unseen."""
    own = (PayShare("P1", "2019-03", 1, None, None, 6000, 1), PayShare("P1", "2019-03", None, "PSP", 1, 1000, 1))
    other = (
        PayClaim("next", "P1", "2019-03", 4, None, 200_000, 5000),
        PayClaim("next", "P1", "2019-03", None, "ERDF", 0, 2500),
    )
    (one,) = financed(books(line(1, 60_000), pay_shares=own, pay_elsewhere=other))
    # 200 000 is half the pay: 45 % too much of 400 000.
    assert (one.cents, tuple(one.expenses)) == (180_000, (1,))
    assert "145 % (line 1: 60 %, PSP: 10 %, line 4 of next: 50 %, ERDF in next: 25 %)" in str(one.sentence)
    less = PayClaim("next", "P1", "2019-03", None, "ERDF", 0, 9000)
    (two,) = financed(books(line(1, 60_000), pay_shares=own, pay_elsewhere=(less,)))
    assert two.cents == 60_000


def test_a_line_without_supplier_or_number_is_no_document() -> None:
    """Lost otherwise: lines that nobody can compare would be told as documents of which too much is claimed."""
    assert financed(books(line(1, 600, document_amount=500))) == []
    assert [one.cents for one in financed(books(line(1, 600, document_amount=500, invoice_no="F1", **PRESS)))] == [100]
