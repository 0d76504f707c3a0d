"""What takes the place of changed lines: every line's shares add up to it, and a divided document keeps its codes."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from subsidy_ledger.domain.expenses import Details, Expense, Share
from subsidy_ledger.domain.money import split
from subsidy_ledger.importing.planning.keys import Incoming
from subsidy_ledger.importing.planning.posting import Posting
from subsidy_ledger.importing.planning.replacing import Change
from subsidy_ledger.importing.planning.superseding import shares_of

CODES = ("G2.1", "G2.2", "R1.1", None)
cents = st.integers(1, 10**7)


def line(number: int, parts: list[tuple[str | None, int]]) -> Expense:
    by_code: Counter[str | None] = Counter()
    for code, part in parts:
        by_code[code] += part
    shares = tuple(Share(code, part) for code, part in by_code.items())
    return Expense(number, 1, Details("city", 2019, by_code.total()), shares)


lines = st.lists(
    st.lists(st.tuples(st.sampled_from(CODES), cents), min_size=1, max_size=3), min_size=1, max_size=3
).map(lambda found: tuple(line(n, parts) for n, parts in enumerate(found, 1)))


@settings(max_examples=60)
@given(lines, st.lists(st.integers(1, 50), min_size=1, max_size=4), st.sampled_from([0, 0, 1, -1, 977]))
def test_what_replaces_a_document_keeps_its_codes(old: tuple[Expense, ...], weights: list[int], more: int) -> None:
    """Lost otherwise: a document divided anew would move a cent from one objective to another."""
    total = sum(e.amount for e in old) + more
    amounts = [amount for amount in split(total, weights) if amount]
    rows = tuple(Incoming(n, Details("city", 2019, amount)) for n, amount in enumerate(amounts, 2))
    posting = Posting(codes=dict.fromkeys(range(2, 9), "G3.1"))
    parts = shares_of(Change(rows, old), posting)
    assert [sum(share.cents for share in shares) for shares in parts] == amounts
    was: Counter[str | None] = Counter()
    now: Counter[str | None] = Counter()
    for line in old:
        was.update({share.code: share.cents for share in line.shares})
    for shares in parts:
        assert all(share.cents >= 0 for share in shares)
        for share in shares:
            now[share.code] += share.cents
    if set(was) == {None}:
        assert set(now) <= {"G3.1"}
    elif more == 0:
        assert +now == +was
    else:
        assert set(now) <= set(was)
