"""untagged, outside-agreement and control-total: silent, speaking, on the edge."""

from __future__ import annotations

from dataclasses import replace

from checks_builders import books, found, line, reversal
from subsidy_ledger.domain.records import ControlTotal, Import

BATCH = Import(3, 1, "stad.xlsx", "00", "Blad1", 4, "city", ("amount",), ("bedrag",), 2, 2, 0, 0, 1, 300)
TOTAL = ControlTotal(3, 12, "Totaal", 301, 300, 2019)


def test_tagged_lines_are_quiet_also_when_only_grant_or_sector_is_known() -> None:
    """Lost otherwise: what counts in an envelope would be reported as in none."""
    assert found("untagged", books(line(1, 5), line(2, 5, "A2"), line(3, 5, "alpha"), line(4, 0, None))) == ()


def test_untagged_money_is_one_finding_a_year_with_its_lines() -> None:
    """Lost otherwise: money that could be claimed would be forgotten."""
    ledger = books(
        line(1, 500, None),
        line(2, 100, [("A2.1", 60), (None, 40)]),
        line(3, -30, None),
        line(4, 7, None, year=2018),
        line(5, 999, None, entity="zone"),
    )
    first, second = found("untagged", ledger)
    assert (first.subject, first.year, first.cents, first.expenses) == ("2018", 2018, 7, (4,))
    assert (second.subject, second.year, second.cents, second.expenses) == ("2019", 2019, 510, (1, 2, 3))
    assert str(second.sentence).startswith("5.10 of 2019 has no objective (lines: 3)")


def test_untagged_lines_taken_back_are_quiet() -> None:
    """Lost otherwise: an undone import would have to be tagged."""
    mistake = line(1, 500, None)
    assert found("untagged", books(mistake, reversal(2, mistake))) == ()


def test_the_first_and_last_year_of_the_agreement_are_inside() -> None:
    """Lost otherwise: a whole year of the claim would be refused."""
    assert found("outside-agreement", books(line(1, 5, year=2018), line(2, 5, year=2019))) == ()


def test_the_years_beside_the_agreement_are_outside_one_finding_each() -> None:
    """Lost otherwise: a cost of another year would be claimed."""
    ledger = books(line(1, 5, year=2017), line(2, 5, year=2020), line(3, 6, None, year=2020), line(4, 8, year=2019))
    first, second = found("outside-agreement", ledger)
    assert (first.subject, first.year, first.cents, first.expenses) == ("2017", 2017, 5, (1,))
    assert (second.subject, second.year, second.cents, second.expenses) == ("2020", 2020, 11, (2, 3))
    assert "2018, 2019" in str(second.sentence)


def test_evidence_outside_the_agreement_is_nobodys_claim() -> None:
    """Lost otherwise: the zone's own books would be held to the city's years."""
    assert found("outside-agreement", books(line(1, 5, year=2020, entity="zone"))) == ()


def test_a_total_that_agrees_is_quiet() -> None:
    """Lost otherwise: every file with a total would be an error."""
    assert found("control-total", books(imports=(BATCH,), control_totals=(replace(TOTAL, stated=300),))) == ()


def test_a_total_that_is_one_cent_off_is_found_with_its_row() -> None:
    """Lost otherwise: a row that never arrived would not be missed."""
    (finding,) = found("control-total", books(imports=(BATCH,), control_totals=(TOTAL,)))
    assert (finding.subject, finding.year, finding.cents, finding.expenses) == ("3|12", 2019, 1, ())
    assert str(finding.sentence).startswith(
        "stad.xlsx, sheet Blad1, row 12: the total (Totaal) is 3.01, but its lines add up to 3.00, a difference of 0.01"
    )


def test_each_total_row_is_a_finding_of_its_own_and_those_of_no_year_come_last() -> None:
    """Lost otherwise: accepting one subtotal would accept all."""
    other = replace(TOTAL, row=5, stated=290, year=None)
    first, second = found("control-total", books(imports=(BATCH,), control_totals=(other, TOTAL)))
    assert (first.subject, second.subject, second.cents) == ("3|12", "3|5", 10)
    assert first.id != second.id


def test_a_total_over_several_years_shows_with_every_year() -> None:
    """Lost otherwise: it would belong to no yearly file at all."""
    total = replace(TOTAL, year=None)
    assert len(found("control-total", books(imports=(BATCH,), control_totals=(total,)), year=2018)) == 1
    assert found("control-total", books(imports=(BATCH,), control_totals=(TOTAL,)), year=2018) == ()


def test_the_totals_of_an_undone_import_are_forgotten() -> None:
    """Lost otherwise: a bad file that was taken back would be an error for ever."""
    undone = replace(BATCH, undone_by=5)
    assert found("control-total", books(imports=(undone,), control_totals=(TOTAL,))) == ()


def test_a_file_without_sheets_is_named_without_one() -> None:
    """Lost otherwise: the sentence on a csv file would have a hole in it."""
    batch = replace(BATCH, sheet="", file="stad.csv")
    (finding,) = found("control-total", books(imports=(batch,), control_totals=(TOTAL,)))
    assert str(finding.sentence).startswith("stad.csv, row 12: the total")
