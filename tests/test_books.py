"""The books in a notebook: the same figures as the command line, amounts as Decimal."""

from __future__ import annotations

from decimal import Decimal

import subsidy_ledger
from builders import session_of
from subsidy_ledger.domain.drafts import Draft, Head
from subsidy_ledger.domain.expenses import Details, Expense, Share
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.operations.session import Session


def post(here: Session) -> None:
    shares = (Share("G2.1", 6_000_001), Share("R1.1", 100), Share(None, 50))
    line = Expense(1, 0, Details("city", 2019, 6_000_151, supplier="Zenne"), shares)
    here.write(lambda _ledger, _head: Draft("correction", expenses=(line,)))


def test_frames_hold_the_ledgers_figures_as_decimals(url: str) -> None:
    """Lost otherwise: a notebook would compute with floats, or with other figures than the balance."""
    post(session_of(url))
    books = subsidy_ledger.open(url)
    frame = books.balance(2019).set_index("code")
    assert frame.loc["G2.1", "spent"] == Decimal("60000.01")
    assert frame.loc["general", "remaining"] == Decimal("1856982.33") - Decimal("60000.01")
    assert frame.loc["general", "allocated"] == Decimal("1856982.33")
    grants = frame[frame["level"] == "grant"]
    assert sum(grants["spent"]) == Decimal("60001.01")
    assert set(books.balance()["year"]) == {2018, 2019}


def test_expenses_are_one_row_a_share(url: str) -> None:
    """Lost otherwise: summing the frame would count a split line more than once."""
    post(session_of(url))
    books = subsidy_ledger.open(url)
    frame = books.expenses(2019)
    assert list(frame["objective"]) == ["G2.1", "R1.1", None]
    assert sum(frame["share"]) == Decimal("60001.51")
    assert set(frame["supplier"]) == {"Zenne"}
    assert len(books.expenses(2018)) == 0
    assert list(books.expenses(code="R1.1")["share"]) == [Decimal("1.00")]
    assert set(books.findings(2019)["check"]) == {"untagged", "document-missing", "payment-missing"}
    assert isinstance(books.ledger(), Ledger)


def test_a_head_names_the_next_free_numbers() -> None:
    """Lost otherwise: the first line of a ledger would not be line 1."""
    assert (Head().next_expense, Head().next_import, Head().entry) == (1, 1, 0)
