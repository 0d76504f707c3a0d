"""One rule and one line: on the edge of likeness, and what a star stands for."""

from __future__ import annotations

from typing import Any

import pytest

from subsidy_ledger.domain.expenses import Details
from subsidy_ledger.domain.rules import NEARLY, Asking, Conditions, Fit, Rule, is_near


def fit(score: int = 100, likeness_min: int | None = 90, **asked: Any) -> Any:
    """What a rule says of a line; a supplier is alike by `score` of 100."""
    facts = {name[1:]: asked.pop(name) for name in list(asked) if name.startswith("_")}
    rule = Rule(1, 1, "G2.1", Conditions(likeness_min=likeness_min, **asked), True, 1)
    return Asking(rule, lambda _one, _other: score).fit(Details("city", 2019, 100, **facts), is_claiming=True)


@pytest.mark.parametrize(
    ("score", "fits", "near"), [(90, True, False), (89, True, True), (80, True, True), (79, False, False)]
)
def test_a_supplier_fits_from_its_threshold_on_and_is_shown_from_ten_below(score: int, fits: bool, near: bool) -> None:
    """Lost otherwise: on the edge a line would be tagged that is not alike enough, or not be shown to a person."""
    assert NEARLY == 10
    found: Fit | None = fit(score, supplier="Zenne", _supplier="Zenna")
    assert (found is not None, found is not None and is_near(found)) == (fits, near)


def test_a_rule_without_a_supplier_fits_whoever_it_is() -> None:
    """Lost otherwise: a rule on an article alone would never be sure."""
    found = fit(0, None, account="61*", _account="612")
    assert (found.likeness, is_near(found)) == (None, False)
    assert fit(100, supplier="Zenne") is None


@pytest.mark.parametrize(
    ("asked", "facts", "fits"),
    [
        ({"description": "cam*"}, {"_description": "camera"}, True),
        ({"description": "cam*"}, {"_description": "cable"}, False),
        ({"description": "cam*"}, {"_description": "ca"}, False),
        ({"description": "cam"}, {"_description": "camera"}, False),
        ({"account": "612"}, {"_account": "6123"}, False),
        ({"account": "612*"}, {"_account": "6123"}, True),
        ({"account": "612*"}, {"_account": "61"}, False),
        ({"account": "612*"}, {}, False),
        ({"budget_article": "330/124"}, {"_budget_article": "330/124-06"}, False),
        ({"budget_article": "330/124-0*"}, {"_budget_article": "330/124-06"}, True),
    ],
)
def test_a_star_stands_for_every_ending_and_nothing_else_does(
    asked: dict[str, Any], facts: dict[str, Any], fits: bool
) -> None:
    """Lost otherwise: a rule on one account would move the money of a hundred others."""
    assert (fit(**asked, **facts) is not None) == fits
