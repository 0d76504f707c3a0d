"""The years that a description names, and the numbers that only look like one."""

from __future__ import annotations

import pytest

from subsidy_ledger.checks.periods import years_named


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("schoonmaak december 2019", {2019}),
        ("Loyer Q4 2018", {2018}),
        ("abonnement 2018-2019", {2018, 2019}),
        ("schooljaar 2018/19", {2018, 2019}),
        ("du 01/12/2018 au 31/01/2019", {2018, 2019}),
        ("prestaties 2019-03", {2019}),
        ("12/2019", {2019}),
        ("(2019)", {2019}),
    ],
)
def test_a_period_is_read_however_it_is_written(text: str, years: set[int]) -> None:
    """Lost otherwise: an invoice of January for December would be doubted although it says what it is for."""
    assert years_named(text) == years


@pytest.mark.parametrize(
    "text",
    ["factuur 2019/0457", "F2019", "0457-2019", "2019,00 EUR", "2018 Antwerpen", "dossier 120190", "levering", ""],
)
def test_a_number_that_begins_or_ends_like_a_year_is_no_period(text: str) -> None:
    """Lost otherwise: the number of a document would put its cost in another year."""
    assert years_named(text) == frozenset()
