"""overspent-envelope and spending-without-allocation: silent, speaking, on the edge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given

from checks_builders import ALLOCATED, books, found, ledgers, line, reversal
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.position import known_years, position
from subsidy_ledger.domain.records import Allocation
from subsidy_ledger.domain.sentences import Euro

MARCH, APRIL, MAY, JUNE = (date(2019, month, 1) for month in (3, 4, 5, 6))


def test_spent_to_the_cent_is_no_finding() -> None:
    """Lost otherwise: a grant used in full, as it should be, would be reported."""
    assert found("overspent-envelope", books(line(1, 100_000))) == ()


def test_one_cent_above_names_the_line_its_date_and_its_amount() -> None:
    """Lost otherwise: an envelope would be overspent without anybody knowing by what."""
    ledger = books(line(1, 100_000, invoice_date=MARCH), line(2, 1, "A2.2", invoice_date=APRIL))
    (finding,) = found("overspent-envelope", ledger)
    assert (finding.subject, finding.year, finding.grant, finding.cents) == ("alpha|2019", 2019, "alpha", 1)
    assert finding.expenses == (2,)
    facts = finding.sentence.facts
    assert (facts["line"], facts["date"], facts["amount"]) == (2, APRIL, Euro(1))
    assert (facts["allocated"], facts["spent"], facts["excess"]) == (Euro(100_000), Euro(100_001), Euro(1))
    assert "Line 2 of 2019-04-01 broke it with 0.01" in str(finding.sentence)


def test_grant_sector_objective_and_transfers_all_count_and_untagged_money_does_not() -> None:
    """Lost otherwise: a line that is tagged to its sector only would be free of charge."""
    parts = [line(n, 25_000, code, invoice_date=date(2019, n, 1)) for n, code in enumerate(["alpha", "A2", "A2.1"], 1)]
    ledger = books(*parts, line(4, 25_000, "A1.2", invoice_date=MAY), line(5, 99_999, None))
    assert found("overspent-envelope", ledger) == ()
    (finding,) = found("overspent-envelope", books(*ledger.expenses, line(6, 1, "A3", invoice_date=JUNE)))
    assert finding.expenses == (6,)


def test_a_credit_note_that_brings_it_back_ends_the_finding() -> None:
    """Lost otherwise: what was mended would stay an error."""
    ledger = books(line(1, 100_001, invoice_date=MARCH), line(2, -1, invoice_date=APRIL))
    assert found("overspent-envelope", ledger) == ()


def test_of_several_crossings_the_last_one_is_named() -> None:
    """Lost otherwise: the line named would be one that a credit note has made good since."""
    ledger = books(
        line(1, 100_001, invoice_date=MARCH),
        line(2, -50_000, invoice_date=APRIL),
        line(3, 60_000, invoice_date=MAY),
        line(4, 500, invoice_date=JUNE),
    )
    (finding,) = found("overspent-envelope", ledger)
    assert (finding.expenses, finding.cents) == ((3,), 10_501)


def test_lines_count_by_date_then_number_and_undated_ones_first() -> None:
    """Lost otherwise: two people would name two different lines."""
    dated = [line(9, 40_000, invoice_date=MARCH), line(4, 40_000, booking_date=APRIL)]
    (finding,) = found("overspent-envelope", books(*dated, line(7, 40_000, payment_date=APRIL)))
    assert finding.expenses == (7,)
    (finding,) = found("overspent-envelope", books(*dated, line(7, 40_000)))
    assert finding.expenses == (4,)


def test_a_line_without_date_can_be_the_one_and_the_sentence_says_so() -> None:
    """Lost otherwise: the sentence would show a date that is none."""
    (finding,) = found("overspent-envelope", books(line(1, 100_001)))
    assert "Line 1, which has no date, broke it with 1 000.01" in str(finding.sentence)


def test_only_the_part_on_the_grant_counts_of_a_divided_line() -> None:
    """Lost otherwise: one grant would pay for what stands on the other."""
    ledger = books(line(1, 160_000, [("A2.1", 100_000), ("B1.1", 50_001), (None, 9_999)]))
    (finding,) = found("overspent-envelope", ledger)
    assert (finding.grant, finding.cents, finding.sentence.facts["amount"]) == ("beta", 1, Euro(50_001))


def test_the_allocation_recorded_last_is_the_one_that_counts() -> None:
    """Lost otherwise: a revision of the grant would have no effect."""
    ledger = books(line(1, 100_001))
    revised = Allocation("alpha", 2019, 2, 100_001, "decision 2", 9)
    assert found("overspent-envelope", replace(ledger, allocations=(revised, *ledger.allocations))) == ()


def test_evidence_and_reversed_lines_are_not_spending() -> None:
    """Lost otherwise: the zone's own list would be claimed on top of the transfer that paid for it."""
    mistake = line(2, 100_000)
    ledger = books(line(1, 100_000), mistake, reversal(3, mistake), line(4, 100_000, "A1.1", entity="zone"))
    assert found("overspent-envelope", ledger) == ()


@given(ledgers())
def test_overspent_is_what_the_balance_calls_overspent(ledger: Ledger) -> None:
    """Lost otherwise: balance and reconcile would contradict each other."""
    allocated = {(a.grant, a.year): a.cents for a in ledger.allocations}
    totals = ledger.totals()
    expected = {
        (g.grant.code, year): -g.remaining
        for year in known_years(ledger.agreement, totals)
        for g in position(ledger.agreement, allocated, totals, year).grants
        if g.allocated is not None and g.overspent
    }
    assert {(f.grant, f.year): f.cents for f in found("overspent-envelope", ledger)} == expected


def test_no_allocation_and_no_spending_is_quiet() -> None:
    """Lost otherwise: a grant that nobody uses would be an error."""
    ledger = books(line(1, 5), allocated={("alpha", 2019): 100})
    assert found("spending-without-allocation", ledger) == ()


def test_spending_without_an_amount_is_found_for_its_grant_and_year() -> None:
    """Lost otherwise: money without any limit would look well within it."""
    some = {key: cents for key, cents in ALLOCATED.items() if key != ("beta", 2018)}
    ledger = books(
        line(1, 500, "B1.1", year=2018), line(2, 70, "beta", year=2018), line(3, 9, None, year=2018), allocated=some
    )
    (finding,) = found("spending-without-allocation", ledger)
    assert (finding.subject, finding.cents, finding.expenses) == ("beta|2018", 570, (1, 2))
    assert found("overspent-envelope", ledger) == ()


def test_an_amount_of_zero_is_an_amount() -> None:
    """Lost otherwise: a grant set to nothing would be reported as forgotten."""
    ledger = books(line(1, 1), allocated={("alpha", 2019): 0})
    assert found("spending-without-allocation", ledger) == ()
    assert [f.cents for f in found("overspent-envelope", ledger)] == [1]


def test_lines_that_cancel_out_are_still_spending() -> None:
    """Lost otherwise: the missing amount would come to light only with the next line."""
    (finding,) = found("spending-without-allocation", books(line(1, 50), line(2, -50), allocated={}))
    assert (finding.cents, finding.expenses) == (0, (1, 2))


def test_a_year_outside_the_agreement_is_not_also_without_allocation() -> None:
    """Lost otherwise: one mistake in a year would be two errors."""
    assert found("spending-without-allocation", books(line(1, 50, year=2020))) == ()
