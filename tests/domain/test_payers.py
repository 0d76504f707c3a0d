"""For whom a line of the zone was paid: a municipality in any language, with or without what it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks_builders import AGREEMENT, ZONE_NAME
from ledger_builders import brussels
from subsidy_ledger.domain.agreement import Entity
from subsidy_ledger.domain.payers import Payers, zone_entities


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


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("1000 Brussel", "city"), ("Stad Brussel", "city"), ("Stad", "city"), ("City of Brussels", "city"),
        ("brussels", "city"), ("Bruxelles-Ville 1000", "city"), ("Ville de Gand", "other"), ("1050", "other"),
    ],
)  # fmt: skip
def test_without_a_list_the_city_is_known_by_its_own_names(text: str, whom: str) -> None:
    """Lost otherwise: what the zone paid for the city would prove nothing in a file that lists no municipalities."""
    agreement = replace(brussels(), zone=replace(brussels().zone, municipalities=()))
    assert Payers(agreement).paid_for(text) == whom


def test_the_beneficiary_alone_names_the_city_where_no_entity_is_it() -> None:
    """Lost otherwise: a city whose lists are kept by an agency would be another municipality."""
    agency = replace(AGREEMENT, entities=(Entity("agency", "Agentschap", "claiming", ("Bureau",)),))
    assert [Payers(agency).paid_for(text) for text in ("Town", "Bureau")] == ["city", "other"]
    named = replace(AGREEMENT, entities=(Entity("town", "Zevenhoek", "claiming", ("Sept-Coins",)),))
    assert [Payers(named).paid_for(text) for text in ("Zevenhoek", "Sept-Coins")] == ["city", "city"]


def test_the_zones_lists_are_those_of_evidence_that_has_its_name_else_all_evidence() -> None:
    """Lost otherwise: an auditor's own list would prove transfers, or the zone's would prove none."""
    zone = Entity("pz", "Lokale politie", "evidence", (f"{ZONE_NAME} - boekhouding", "PZ"))
    audit, city = Entity("audit", "Rekenhof", "evidence"), Entity("city", ZONE_NAME, "claiming")
    assert zone_entities(replace(AGREEMENT, entities=(city, audit, zone))) == {"pz"}
    assert zone_entities(replace(AGREEMENT, entities=(city, audit))) == {"audit"}
    assert zone_entities(replace(AGREEMENT, entities=(city,))) == frozenset()
