"""What is claimed, and the difference between two claims: it adds up, and says what happened to each line."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_builders import YEAR, expense, ledger_of, mixed_ledger, reversal
from subsidy_ledger.domain.expenses import Expense, Share
from subsidy_ledger.domain.position import position
from subsidy_ledger.domain.submissions import claim_digest, claim_of, claimed, differences, moved_claims, spare
from subsidy_ledger.domain.submitted import Submission, SubmittedShare


def test_a_claim_is_what_the_balance_calls_spent() -> None:
    """Lost otherwise: the State would be asked for another amount than the one the officer sees."""
    ledger = mixed_ledger()
    held = position(ledger.agreement, {}, ledger.totals(), YEAR)
    for grant in held.grants:
        assert claimed(claim_of(ledger, grant.grant.code, YEAR)) == grant.spent
        assert grant.spent


def test_what_is_taken_back_untagged_evidence_or_of_another_year_is_not_claimed() -> None:
    """Lost otherwise: the claim would hold money that counts nowhere."""
    split = replace(expense(1, 100, None), shares=(Share("G1.1", 60), Share(None, 30), Share("R1.1", 10)))
    lines = [
        split,
        expense(2, 5, "G1.1", entity="zone"),
        expense(3, 7, "G1.1", year=YEAR - 1),
        expense(4, 9, "G1.1"),
    ]
    ledger = ledger_of([*lines, reversal(lines[3], 5)])
    assert claim_of(ledger, "general", YEAR) == (SubmittedShare(1, "G1.1", 60),)
    assert claim_of(ledger, "radicalisation", YEAR) == (SubmittedShare(1, "R1.1", 10),)


def test_a_claim_stands_in_the_order_of_its_lines_and_codes() -> None:
    """Lost otherwise: the same claim, tagged in another order, would have another digest."""
    mixed = replace(expense(2, 10, None), shares=(Share("G2.1", 5), Share("G1.1", 4), Share("G2.1", 1)))
    ledger = ledger_of([mixed, expense(1, 7, "G1.1")])
    expected = [(1, "G1.1", 7), (2, "G1.1", 4), (2, "G2.1", 6)]
    assert [(s.line, s.code, s.cents) for s in claim_of(ledger, "general", YEAR)] == expected


def test_what_becomes_of_a_submitted_claim_is_told_by_grant_and_year() -> None:
    """Lost otherwise: a correction would change what was claimed of another year or grant, and nobody be told."""
    lines = [expense(1, 60, "G1.1"), expense(2, 5, "R1.1"), expense(3, 8, "G1.1", year=YEAR - 1)]
    claims = (("radicalisation", YEAR), ("general", YEAR), ("general", YEAR - 1))
    books = ledger_of(lines)
    submitted = tuple(Submission(n, *of, 1, "", claim_of(books, *of)) for n, of in enumerate(claims, 1))
    before = replace(books, submissions=submitted)

    def moved(*after: Expense) -> list[tuple[int, int, bool, list[tuple[str, int]]]]:
        found = moved_claims(before, replace(before, expenses=after))
        return [(m.submission.number, m.difference, m.is_back, [(c.kind, c.line) for c in m.changes]) for m in found]

    assert moved(*lines) == []
    gone = [reversal(line, line.number + 10) for line in lines]
    assert moved(*lines, *gone) == [
        (3, -8, False, [("taken-back", 3)]), (2, -60, False, [("taken-back", 1)]), (1, -5, False, [("taken-back", 2)]),
    ]  # fmt: skip
    again = replace(lines[0], number=21, replaces=1)
    assert moved(*lines, gone[0], again) == [(2, 0, True, [("corrected", 21)])]
    more = replace(expense(21, 61, "G1.1"), replaces=1)
    assert moved(*lines, gone[0], more) == [(2, 1, False, [("changed", 21)])]
    # One cost corrected, another gone: not as it was submitted.
    both = replace(before, expenses=(*lines, expense(4, 9, "G1.1"), gone[0], again))
    (held,) = moved_claims(before, both)
    assert (held.difference, held.is_back) == (9, False)


SHARES = st.lists(
    st.builds(SubmittedShare, st.integers(1, 8), st.sampled_from(["G1.1", "G2.1"]), st.integers(-99, 99).filter(bool)),
    unique_by=lambda s: (s.line, s.code),
)


def marked(shares: list[SubmittedShare], spares: set[int]) -> list[SubmittedShare]:
    """A cost is spare as a whole."""
    return [replace(share, is_spare=(share.line % 5) in spares) for share in shares]


@settings(max_examples=80)
@given(SHARES, SHARES, st.sets(st.integers(0, 4)), st.sets(st.integers(0, 4)))
def test_the_lines_of_a_difference_add_up_to_it(
    before: list[SubmittedShare], after: list[SubmittedShare], spare_before: set[int], spare_after: set[int]
) -> None:
    """Lost otherwise: a new version would claim more, and no line would say why."""
    before, after = marked(before, spare_before), marked(after, spare_after)
    changes = differences(lambda n: n % 5, before, after)
    assert sum(change.difference for change in changes) == claimed(after) - claimed(before)
    back = differences(lambda n: n % 5, after, before)
    assert sum(change.difference for change in back) == claimed(before) - claimed(after)
    assert not differences(lambda n: n % 5, before, list(reversed(before)))


def test_each_change_is_called_what_it_is() -> None:
    """Lost otherwise: whoever reads the difference could not tell a correction from a line nobody ever saw."""
    before = [
        SubmittedShare(1, "G1.1", 10), SubmittedShare(2, "G1.1", 20), SubmittedShare(3, "G1.1", 30),
        SubmittedShare(4, "G1.1", 40), SubmittedShare(5, "G1.1", 50), SubmittedShare(6, "G1.1", 60, True),
        SubmittedShare(9, "G1.1", 90),
    ]  # fmt: skip
    after = [
        SubmittedShare(12, "G1.1", 25), SubmittedShare(3, "G2.1", 30), SubmittedShare(14, "G1.1", 40),
        SubmittedShare(5, "G1.1", 50, True), SubmittedShare(6, "G1.1", 60), SubmittedShare(7, "G1.1", 70),
        SubmittedShare(9, "G1.1", 90),
    ]  # fmt: skip
    found = {c.line: (c.kind, c.difference) for c in differences(lambda n: n - 10 if n > 10 else n, before, after)}
    assert found == {
        1: ("taken-back", -10), 12: ("changed", 5), 3: ("retagged", 0), 14: ("corrected", 0),
        5: ("made-spare", -50), 6: ("made-claimed", 60), 7: ("new", 70),
    }  # fmt: skip


def test_the_digest_is_of_everything_claimed() -> None:
    """Lost otherwise: a claim could be changed under its digest."""
    shares = (SubmittedShare(1, "G1.1", 10), SubmittedShare(2, "G1.1", 20))
    digests = {
        claim_digest("a", "general", YEAR, shares),
        claim_digest("b", "general", YEAR, shares),
        claim_digest("a", "radicalisation", YEAR, shares),
        claim_digest("a", "general", YEAR - 1, shares),
        claim_digest("a", "general", YEAR, shares[:1]),
        claim_digest("a", "general", YEAR, (shares[0], replace(shares[1], cents=21))),
        claim_digest("a", "general", YEAR, (shares[0], replace(shares[1], is_spare=True))),
    }
    assert len(digests) == 7
    assert spare((replace(shares[0], is_spare=True), shares[1])) == 10
