"""transfer-untagged, transfer-payee and deduction-exceeds-contribution: silent, speaking, on the edge."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checks_builders import AGREEMENT, ZONE_NAME, books, found, line
from subsidy_ledger.domain.agreement import Zone
from subsidy_ledger.domain.records import Contribution

PROOFS: list[dict[str, Any]] = [
    {"supplier": "POLITIEZONE ZEVENHOEK (ontvanger)"},
    {"supplier": "Zone de Police des Sept Coins, asbl"},
    {"supplier": "KBC", "iban": "be68539007547034"},
    {"supplier": "Zevenhoek", "supplier_no": "BE 566.988.259"},
    {"supplier": "Ontvanger", "budget_article": "33002/43501"},
]
NO_PROOFS: list[dict[str, Any]] = [
    {},
    {"supplier": "Politiezones Zevenhoek"},
    {"supplier": "Politie", "iban": "BE71096123456769", "supplier_no": "0207373429", "budget_article": "330/123-06"},
]


@pytest.mark.parametrize("proof", PROOFS)
def test_any_one_proof_shows_that_the_zone_is_paid(proof: dict[str, Any]) -> None:
    """Lost otherwise: a transfer would be doubted although its account or article proves it."""
    ledger = books(line(1, 500, "A1.1", **proof))
    assert found("transfer-payee", ledger) == ()
    assert found("transfer-untagged", ledger) == ()


@pytest.mark.parametrize("proof", PROOFS)
def test_paid_to_the_zone_and_tagged_to_something_else_is_found(proof: dict[str, Any]) -> None:
    """Lost otherwise: a transfer would be claimed as the city's own spending."""
    (finding,) = found("transfer-untagged", books(line(4, 500, "A2.1", **proof)))
    assert (finding.subject, finding.cents, finding.expenses) == ("4", 500, (4,))
    assert (finding.grant, finding.objective, finding.year) == ("alpha", "A2.1", 2019)
    shown = next(value for key, value in proof.items() if key != "supplier" or len(proof) == 1)
    assert shown in str(finding.sentence)


@pytest.mark.parametrize("proof", NO_PROOFS)
def test_tagged_as_a_transfer_and_paid_to_somebody_else_is_found(proof: dict[str, Any]) -> None:
    """Lost otherwise: an ordinary purchase would be proven by nothing at all."""
    ledger = books(line(4, 500, "A1.2", **proof))
    (finding,) = found("transfer-payee", ledger)
    assert (finding.subject, finding.cents, finding.objective) == ("4", 500, "A1.2")
    assert found("transfer-untagged", ledger) == ()
    assert ("no payee" in str(finding.sentence)) is (not proof)


def test_only_the_part_that_is_no_transfer_is_at_stake() -> None:
    """Lost otherwise: the euros of the finding would not be those to be mended."""
    shares = [("A1.1", 600), ("A2.1", 300), (None, 100)]
    (finding,) = found("transfer-untagged", books(line(1, 1000, shares, supplier=ZONE_NAME)))
    assert (finding.cents, finding.objective) == (400, None)
    (finding,) = found("transfer-payee", books(line(1, 1000, shares, supplier="KBC")))
    assert (finding.cents, finding.objective) == (600, "A1.1")
    nothing = [("A1.1", 1000), ("A2.1", 0)]
    assert found("transfer-untagged", books(line(1, 1000, nothing, supplier=ZONE_NAME))) == ()


def test_a_sector_of_transfers_is_a_transfer_and_the_grant_alone_is_not() -> None:
    """Lost otherwise: a line tagged to sector 1 would be sent back though it can be nothing else."""
    lines = [line(n, 5, code, supplier=ZONE_NAME) for n, code in enumerate(["A1", "A3", "A2", "alpha", None], 1)]
    assert [f.expenses for f in found("transfer-untagged", books(*lines))] == [(3,), (4,), (5,)]
    lines = [line(n, 5, code, supplier="KBC") for n, code in enumerate(["A1", "A3", "A2", "alpha", None], 1)]
    assert [f.expenses for f in found("transfer-payee", books(*lines))] == [(1,), (2,)]


def test_the_zones_own_list_is_not_asked_whom_it_pays() -> None:
    """Lost otherwise: every line of the zone's evidence would be an error."""
    ledger = books(line(1, 5, "A1.1", entity="zone", supplier="KBC"), line(2, 5, entity="zone", supplier=ZONE_NAME))
    assert found("transfer-payee", ledger) == found("transfer-untagged", ledger) == ()


def test_a_zone_that_is_not_described_recognises_nobody() -> None:
    """Lost otherwise: an empty name or account would match every line."""
    nobody = replace(AGREEMENT, zone=Zone(("",), ("",), ("-",), ("BE",)))
    blank: dict[str, Any] = {"supplier": "!", "iban": "-", "supplier_no": "BE", "budget_article": "330/435-01"}
    assert found("transfer-untagged", books(line(1, 5, **blank), agreement=nobody)) == ()
    assert len(found("transfer-payee", books(line(1, 5, "A1.1", **blank), agreement=nobody))) == 1


def test_deducted_up_to_the_contribution_is_quiet() -> None:
    """Lost otherwise: a deduction in full, as agreed, would be an error."""
    ledger = books(line(1, 300, "A1.2"), line(2, 200, "A1.2"), line(3, 900, "A1.1"), due={2019: 500})
    assert found("deduction-exceeds-contribution", ledger) == ()


def test_one_cent_above_the_contribution_is_found_with_all_its_lines() -> None:
    """Lost otherwise: more would be deducted than is owed."""
    ledger = books(line(1, 300, "A1.2"), line(2, 401, [("A1.2", 201), ("A2.1", 200)]), due={2019: 500})
    (finding,) = found("deduction-exceeds-contribution", ledger)
    assert (finding.subject, finding.year, finding.cents, finding.expenses) == ("2019", 2019, 1, (1, 2))
    assert (finding.grant, finding.objective) == ("alpha", "A1.2")
    assert "0.01 more than the 5.00 it owes (decision: council 7)" in str(finding.sentence)


def test_a_deduction_without_any_contribution_is_found_whole() -> None:
    """Lost otherwise: a deduction from an amount nobody knows would pass."""
    (finding,) = found("deduction-exceeds-contribution", books(line(1, 300, "A1.2"), due={2018: 999}))
    assert finding.cents == 300
    assert "is not recorded" in str(finding.sentence)


def test_nothing_deducted_in_the_end_needs_no_contribution() -> None:
    """Lost otherwise: a deduction that was credited in full would stay an error."""
    ledger = books(line(1, 300, "A1.2"), line(2, -300, "A1.2"), line(3, 50, "A1.2", entity="zone"))
    assert found("deduction-exceeds-contribution", ledger) == ()


def test_the_contribution_recorded_last_is_the_one_that_counts() -> None:
    """Lost otherwise: a contribution recorded anew would have no effect."""
    ledger = books(line(1, 300, "A1.2"), due={2019: 200})
    anew = Contribution(2019, 2, 300, "council 8", "", 9)
    assert found("deduction-exceeds-contribution", replace(ledger, contributions=(anew, *ledger.contributions))) == ()


def test_each_year_has_its_own_contribution() -> None:
    """Lost otherwise: what is owed for one year would cover another."""
    ledger = books(line(1, 300, "A1.2"), line(2, 100, "A1.2", year=2018), due={2018: 50, 2019: 300})
    assert [(f.year, f.cents) for f in found("deduction-exceeds-contribution", ledger)] == [(2018, 50)]
