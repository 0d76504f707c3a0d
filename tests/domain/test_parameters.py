"""Parameters of the checks: what the agreement says, else the default, each marked as what it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from checks_builders import AGREEMENT
from subsidy_ledger.domain.agreement import Parameter, Severity, Texts
from subsidy_ledger.domain.parameters import PARAMETERS, asks_four_eyes, cents, file_due, in_force, whole


def test_the_agreements_value_goes_before_the_default() -> None:
    """Lost otherwise: a city would set a threshold and be judged by another."""
    ours = replace(
        AGREEMENT,
        parameters=(
            Parameter("procurement-threshold", "8500.50"),
            Parameter("near-duplicate-days", "3", Texts("het onze", "le nôtre", "our own")),
            Parameter("file-due-2019", "2020-09-15"),
        ),
    )
    assert (cents(AGREEMENT, "procurement-threshold"), cents(ours, "procurement-threshold")) == (30_000_00, 8_500_50)
    assert (whole(AGREEMENT, "near-duplicate-days"), whole(ours, "near-duplicate-days")) == (7, 3)
    assert (file_due(AGREEMENT, 2019), file_due(ours, 2019)) == (date(2020, 6, 30), date(2020, 9, 15))
    assert in_force(ours, "near-duplicate-days").assumption.fr == "le nôtre"


def test_a_default_is_an_assumption_with_its_ground() -> None:
    """Lost otherwise: a choice of the program would pass as a rule of the agreement."""
    for key, setting in PARAMETERS.items():
        found = in_force(AGREEMENT, key)
        assert (found.value, found.assumption.nl) == (setting.default, setting.ground)
        assert len(found.assumption.en) > 20
    assert "2015" in in_force(AGREEMENT, "file-due-2018").assumption.en


@pytest.mark.parametrize(
    ("value", "asked"),
    [
        ("never", []),
        ("error", ["error"]),
        ("warning", ["error", "warning"]),
        ("info", ["error", "warning", "info"]),
    ],
)
def test_four_eyes_are_asked_from_a_severity_on(value: str, asked: list[Severity]) -> None:
    """Lost otherwise: one person alone could accept what two must answer for."""
    ours = replace(AGREEMENT, parameters=(Parameter("four-eyes-from", value),))
    severities: tuple[Severity, ...] = ("error", "warning", "info")
    assert [s for s in severities if asks_four_eyes(ours, s)] == asked
