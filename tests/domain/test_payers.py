"""For whom a line of the zone was paid: a municipality in any language, with or without what it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger_builders import brussels
from subsidy_ledger.domain.payers import Payers


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        (None, "city"), ("", "city"), ("-", "city"),
        ("Brussel", "city"), ("BRUXELLES", "city"), ("Brussels", "city"), ("Stad Brussel", "city"),
        ("Ville de Bruxelles", "city"), ("1000 Bruxelles", "city"), ("Bruxelles-Ville", "city"), ("Bxl", "city"),
        ("Gemeente Brussel", "city"), ("City of Brussels (1000)", "city"), ("Stad", "city"),
        ("Elsene", "other"), ("Commune d'Ixelles", "other"), ("Gemeente Elsene", "other"), ("1050 IXELLES", "other"),
        ("XL", "other"),
        ("Brussel en Elsene", "unknown"), ("Bruxelles/Ixelles", "unknown"), ("Etterbeek", "unknown"),
        ("1050", "unknown"), ("Bruselas", "unknown"), ("Brussel Hoofdstad", "unknown"),
    ],
)  # fmt: skip
def test_a_municipality_is_known_by_any_of_its_names(text: str | None, whom: str) -> None:
    """Lost otherwise: what the zone paid for its other municipality would prove our transfers, or the reverse."""
    assert Payers(brussels()).paid_for(text) == whom


def test_where_no_municipality_is_listed_all_but_the_city_are_others() -> None:
    """Lost otherwise: an agreement loaded before the list was thought of would refuse what it knew."""
    agreement = replace(brussels(), zone=replace(brussels().zone, municipalities=()))
    assert [Payers(agreement).paid_for(text) for text in ("Brussel", "Elsene", "Gent")] == ["city", "other", "other"]
