"""Codes from what spreadsheets write: codes, names, numbers with their grant; nothing is guessed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from subsidy_ledger.agreements import builtin
from subsidy_ledger.domain.agreement_file import agreement_of, parse
from subsidy_ledger.importing.cells.targets import Misread, Targets

BRUSSELS = agreement_of(parse(builtin()))
TARGETS = Targets(BRUSSELS)


@pytest.mark.parametrize("code", list(BRUSSELS.targets))
def test_every_code_is_itself_in_any_case(code: str) -> None:
    """Lost otherwise: a code of the agreement could not be used in a spreadsheet."""
    assert TARGETS.code_of(code, None) == code
    assert TARGETS.code_of(f" {code.lower()} ", None) == code


@pytest.mark.parametrize(
    ("objective", "grant", "code"),
    [
        ("Activiteitssector 2", "Algemeen", "G2"),
        ("activiteitssector 2", "Algemene toelage", "G2"),
        ("Secteur 1", "Radicalisation", "R1"),
        ("Secteur d'activité 2", "Allocation générale", "G2"),
        ("Sector 2", "Radicalisering", "R2"),
        ("Activiteitssector 2, doelstelling 1", "Algemeen", "G2.1"),
        ("Activiteitssector 2 - Strategische doelstelling 3", "Général", "G2.3"),
        ("sector 3 SD 4", "general", "G3.4"),
        ("2.1", "Algemeen", "G2.1"),
        ("sector 2 doelstellingen 1 en 2", "Radicalisering", "R2.1-2"),
        ("G2.1 - Preventie", None, "G2.1"),
        ("G2.1: prévention", "Général", "G2.1"),
        ("Radicalisering", None, "radicalisation"),
        (None, "Algemeen", "general"),
        ("Bijdragen aan de opsporing en inlichting", "Radicalisering", "R2.3"),
        ("Bijdragen aan de opsporing en inlichting", "Algemeen", "G4.3"),
        (None, None, None),
        ("", "", None),
    ],
)
def test_names_and_numbers_are_understood(objective: str | None, grant: str | None, code: str | None) -> None:
    """Lost otherwise: an officer would have to rewrite her column before importing it."""
    assert TARGETS.code_of(objective, grant) == code


@pytest.mark.parametrize(
    ("objective", "grant", "fault"),
    [
        ("G9.9", None, "code-unknown"),
        ("kinderopvang", None, "code-unknown"),
        ("Activiteitssector 2", None, "code-ambiguous"),
        ("Bijdragen aan de opsporing en inlichting", None, "code-ambiguous"),
        ("R1.1", "Algemeen", "code-contradicts-grant"),
        ("Radicalisering", "Algemeen", "code-contradicts-grant"),
        ("G2.1", "Sport", "grant-unknown"),
        ("Activiteitssector 9", "Algemeen", "code-unknown"),
        ("G2.2.1", None, "code-unknown"),
        ("1.3", None, "code-ambiguous"),
        ("Activiteitssector 3", None, "code-ambiguous"),
        ("General prevention", None, "code-unknown"),
    ],
)
def test_what_cannot_be_settled_is_refused(objective: str, grant: str | None, fault: str) -> None:
    """Lost otherwise: money would land on a code nobody meant."""
    found = TARGETS.code_of(objective, grant)
    assert isinstance(found, Misread)
    assert found.code == fault


def test_an_unknown_code_comes_with_the_nearest() -> None:
    """Lost otherwise: the officer would not know what to write instead."""
    found = TARGETS.code_of("G2.4", None)
    assert isinstance(found, Misread)
    assert "G2." in str(found.message)


SECOND_CITY = agreement_of(
    parse((Path(__file__).resolve().parents[1] / "second_city.toml").read_text(encoding="utf-8"))
)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("10.1 Buurtwachters", "10.1"),
        ("10.10: straat", "10.10"),
        ("10", "10"),
        ("20.a", "20.A"),
        ("10 Buurtwerk", "10"),
        ("J-1: jeugd", "j-1"),
    ],
)
def test_codes_that_are_numbers_are_codes(written: str, code: str) -> None:
    """Lost otherwise: a city whose codes are numbers cannot import its own list."""
    assert Targets(SECOND_CITY).code_of(written, None) == code


def test_numbers_count_within_a_grant_also_where_a_sectors_code_is_its_number() -> None:
    """Lost otherwise: "10 1" lands on sector 10 instead of its first objective."""
    assert Targets(SECOND_CITY).code_of("10 1", "Basis") == "10.1"
    assert isinstance(Targets(SECOND_CITY).code_of("Sector 10", None), Misread)
    alone = replace(SECOND_CITY, grants=SECOND_CITY.grants[:1])
    assert Targets(alone).code_of("Sector 10", None) == "10"
    assert Targets(alone).code_of("10 1", None) == "10.1"


@pytest.mark.parametrize("written", ["10.1", "10.10", "10.100"])
def test_codes_that_are_one_number_are_refused_without_their_name(written: str) -> None:
    """Lost otherwise: a spreadsheet makes 10.1 of 10.10, and the money lands on another objective without a word."""
    found = Targets(SECOND_CITY).code_of(written, "Basis")
    assert isinstance(found, Misread)
    assert "10.1, 10.10" in str(found.message)
    alone = replace(SECOND_CITY, grants=SECOND_CITY.grants[1:])
    assert "nearest" in str(Targets(alone).code_of(written, None))
