"""What other subsidies pay: the latest word of each line and source counts, and only while the line does."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from checks_builders import books, line, reversal
from subsidy_ledger.domain.funding import paid_elsewhere, pay_shares, percent
from subsidy_ledger.domain.records import FundingShare, PayShare

# Line 1 stays; line 2 was corrected by line 4; line 5 was taken back.
OLD, GONE = line(2, 500), line(5, 70)
LINES = (line(1, 900), OLD, reversal(3, OLD), replace(line(4, 450), replaces=2), GONE, reversal(6, GONE))
NOW = {1: 1, 2: 4, 4: 4}  # the live line of each cost

said = st.lists(st.tuples(st.sampled_from([1, 2, 4, 5]), st.sampled_from(["A", "B"]), st.integers(0, 900)), max_size=8)


@settings(max_examples=80)
@given(said)
def test_the_latest_word_counts_and_goes_with_a_correction(words: list[tuple[int, str, int]]) -> None:
    """Lost otherwise: a share that was changed would count twice, or one would be lost when its line is corrected."""
    shares = tuple(FundingShare(n, source, 1, cents, entry) for entry, (n, source, cents) in enumerate(words, 1))
    expected: dict[tuple[int, str], int] = {}
    for number, source, cents in words:
        if number in NOW:
            expected[NOW[number], source] = cents
    found = paid_elsewhere(books(*LINES, funding_shares=shares[::-1]))
    assert {(n, s.funding): s.cents for n, paid in found.items() for s in paid.shares} == {
        key: cents for key, cents in expected.items() if cents
    }


@settings(max_examples=60)
@given(said)
def test_pay_is_counted_once_a_line_or_source(words: list[tuple[int, str, int]]) -> None:
    """Lost otherwise: a correction of a line would carry one person's pay twice."""
    shares = tuple(
        PayShare("P", "2019-03", n, None, None, basis, entry) for entry, (n, _, basis) in enumerate(words, 1)
    )
    expected = {NOW[n]: basis for n, _, basis in words if n in NOW}
    found = pay_shares(books(*LINES, pay_shares=shares)).get(("P", "2019-03"), ())
    assert {each.number: share.basis for share, each in found if each} == {n: b for n, b in expected.items() if b}


def test_percentages_are_written_as_people_do() -> None:
    """Lost otherwise: a third of a pay would be shown as 33 %, and three of them would not be the whole."""
    assert [str(percent(basis)) for basis in (0, 5, 3333, 6000, 11000)] == ["0 %", "0.05 %", "33.33 %", "60 %", "110 %"]
