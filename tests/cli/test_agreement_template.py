"""The agreement file to fill in: its blanks are all it lacks, in each language."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from command import ledger
from subsidy_ledger.domain.agreement import Municipality
from subsidy_ledger.domain.agreement_file import CHECK_IDS, AgreementFaults, agreement_of, parse
from subsidy_ledger.domain.categories import GENERAL
from subsidy_ledger.domain.parameters import PARAMETERS

LANGUAGES = ("nl", "fr", "en")
YEARS = ("--year", 2031, "--year", 2033)


def printed(url: str, language: str = "en") -> str:
    done = ledger(url, "--lang", language, "agreement", "template", *YEARS)
    assert done.code == 0
    return done.out


def filled(text: str) -> str:
    """Every blank filled in, with an amount where a year has one and a word anywhere else."""
    numbers = itertools.count(1)
    text = re.sub(r'^(\d{4}) = ""', r'\1 = "1000.00"', text, flags=re.MULTILINE)
    return re.sub(r'^([^#\n]*)""', lambda found: f'{found[1]}"word-{next(numbers)}"', text, flags=re.MULTILINE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_filled_in_it_loads_as_it_is(sqlite_url: str, tmp_path: Path, language: str) -> None:
    """Lost otherwise: a city fills in what we gave it and is refused for something it never wrote."""
    file = tmp_path / "ours.toml"
    file.write_text(filled(printed(sqlite_url, language)), encoding="utf-8")
    done = ledger(sqlite_url, "agreement", "load", file)
    assert (done.code, done.out) == (0, "loaded word-1, revision 1\n")
    balance = ledger(sqlite_url, "--agreement", "word-1", "balance", "--format", "json").json
    assert [y["total"]["allocated"] for y in balance["years"]] == ["1000.00"] * 3


def test_every_blank_is_named_and_nothing_else(sqlite_url: str) -> None:
    """Lost otherwise: a blank slips through, or the officer hunts for a mistake that is ours."""
    text = printed(sqlite_url)
    blanks = re.findall(r'^[^#\n]*""', text, flags=re.MULTILINE)
    with pytest.raises(AgreementFaults) as refused:
        agreement_of(parse(text))
    assert len(refused.value.faults) == len(blanks) > 20
    assert all('""' in str(fault) or "empty" in str(fault) for _, fault in refused.value.faults)


def test_every_language_is_the_same_file(sqlite_url: str) -> None:
    """Lost otherwise: one language's file lacks a part; and its remarks are in that language."""
    texts = [printed(sqlite_url, language) for language in LANGUAGES]
    assert len({repr(parse(text)) for text in texts}) == 1
    remarks = [set(re.findall(r"^# ([A-Z][a-z].*)$", text, flags=re.MULTILINE)) for text in texts]
    assert all(remarks)
    assert remarks[0].isdisjoint(remarks[1] | remarks[2])


def test_every_parameter_may_be_uncommented(sqlite_url: str) -> None:
    """Lost otherwise: a parameter that checks read cannot be found in the file, or its example is refused."""
    text = filled(printed(sqlite_url))
    opened = re.sub(r"^# (\[parameters|value|document-missing)", r"\1", text, flags=re.MULTILINE)
    agreement = agreement_of(parse(opened))
    assert {p.key for p in agreement.parameters} == {*PARAMETERS, *(f"file-due-{y}" for y in (2031, 2032, 2033))}
    assert set(agreement.severities) <= set(CHECK_IDS)


def test_the_cost_categories_may_be_uncommented(sqlite_url: str) -> None:
    """Lost otherwise: a city that wants one other category would have to write all of them from a page of docs."""
    text = filled(printed(sqlite_url))
    opened = re.sub(r"^# (\[\[zone|\[\[categories|code|title|economic_groups|names)", r"\1", text, flags=re.MULTILINE)
    assert opened.count("[[categories]]") == len(GENERAL)
    assert agreement_of(parse(opened)).categories == agreement_of(parse(text)).categories == GENERAL


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_municipalities_of_the_zone_may_be_uncommented(sqlite_url: str, language: str) -> None:
    """Lost otherwise: a second city cannot find where its zone's municipalities belong, and what the zone paid for
    others proves its transfers."""
    text = filled(printed(sqlite_url, language))
    opened = re.sub(r"^# (\[\[zone.*\n)# ", r"\1", text, flags=re.MULTILINE)
    found = agreement_of(parse(opened)).zone.municipalities
    assert found == (Municipality(("Elsene", "Ixelles", "XL")),)


def test_it_is_written_to_a_file_and_keeps_what_stood_there(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: a file that was half filled in is overwritten, or needs a console that writes UTF-8."""
    file = tmp_path / "ours.toml"
    file.write_text("half filled in", encoding="utf-8")
    done = ledger(sqlite_url, "agreement", "template", file, *YEARS)
    assert (done.code, done.out) == (0, f"wrote {file}\n")
    assert file.read_text(encoding="utf-8") == printed(sqlite_url)
    assert "is kept as" in done.err
