"""What indicators came to: recorded with history, refused where the agreement has no such place, shown by objective."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from builders import Clock, session_of
from command import ledger
from storage.test_ledger_store import one, post
from subsidy_ledger.domain.tagging import whole
from subsidy_ledger.operations.indicators import set_indicator
from subsidy_ledger.operations.verifying import verify


def test_a_value_is_recorded_with_its_history_and_sealed(url: str) -> None:
    """Lost otherwise: the evaluation sent last year could not be shown again, nor who changed a value since."""
    here = session_of(url)
    first = set_indicator(here, "g2.1", 1, 2019, " 42 ", document="report, p. 12")
    assert (first.entry, first.before, first.value.value) == (2, None, "42")
    assert set_indicator(here, "G2.1", 1, 2019, "42", document="report, p. 12").entry is None
    here.now = Clock(here.now().replace(day=8))
    again = set_indicator(here, "G2.1", 1, 2019, "45", note="counted late")
    assert again.before == replace(first.value, entry=2)
    assert [(v.version, v.value) for v in here.ledger().indicators] == [(1, "42"), (2, "45")]
    shown = ledger(url, "evaluation", "--year", 2019, "--known-on", "2020-01-06", "--format", "json").json
    stated = next(o for o in shown["objectives"] if o["code"] == "G2.1")["indicators"][0]
    assert (stated["value"], stated["document"]) == ("42", "report, p. 12")
    listed = ledger(url, "indicator", "list", "--format", "json").json
    assert [(r["value"], r["status"]) for r in listed] == [("42", "replaced"), ("45", "counts")]
    assert verify(here).ok
    assert date(2020, 1, 8) == here.ledger().entries[-1].at.date()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("G2.1", 5), ("lists 4, counted from 1", "1. ", "4. ")),
        (("G2.1", 0), ("lists 4, counted from 1",)),
        (("G4.3", 1), ("gives G4.3 no indicators",)),
        (("G2", 1), ("is no objective", "G2.1")),
        (("G9", 1), ("G9",)),
    ],
)
def test_a_place_the_agreement_does_not_have_is_refused(
    sqlite_url: str, words: tuple[object, ...], said: tuple[str, ...]
) -> None:
    """Lost otherwise: a value would be recorded for another indicator than the one that was meant."""
    done = ledger(sqlite_url, "indicator", "set", *words, "--year", 2019, "--value", "1")
    assert done.code == 2
    assert [text for text in said if text not in done.err] == []
    assert session_of(sqlite_url).ledger().indicators == ()


def test_a_year_and_a_value_that_say_nothing_are_refused(sqlite_url: str) -> None:
    """Lost otherwise: an evaluation would show a blank, or a year that no evaluation asks for."""
    assert ledger(sqlite_url, "indicator", "set", "G2.1", 1, "--year", 2017, "--value", "1").code == 2
    assert ledger(sqlite_url, "indicator", "set", "G2.1", 1, "--year", 2019, "--value", " ").code == 2


def test_the_evaluation_adds_up_to_the_balance_and_names_what_is_missing(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: the evaluation would show other money than the claim, or pass over an indicator in silence."""
    here = session_of(sqlite_url)
    codes = ("G2.1", "G1.1", "G2", "general", "R2.3", None)
    post(here, *(replace(one(), number=n, shares=whole(one().amount, code)) for n, code in enumerate(codes, 1)))
    set_indicator(here, "G2.1", 2, 2019, "12 %", document="D1")
    year = one().details.year
    shown = ledger(sqlite_url, "evaluation", "--year", year, "--format", "json").json
    total = ledger(sqlite_url, "balance", "--year", year, "--format", "json").json["total"]
    assert shown["total"] == {name: total[name] for name in ("spent", "transferred")}
    parts = [*shown["objectives"], *shown["no_objective"]]
    cents = sum(int(part["spent"].replace(".", "")) for part in parts)
    assert cents == int(total["spent"].replace(".", "")) == 5 * one().amount
    assert [p["code"] for p in shown["no_objective"]] == ["general", "G2"]
    assert len(shown["missing"]) == (21 if year == 2019 else 22)
    assert "no value" in ledger(sqlite_url, "evaluation", "--year", year).out
    out = tmp_path / "evaluation.xlsx"
    assert ledger(sqlite_url, "export", "evaluation", "--year", 2019, out).code == 0
    texts = [cell.value for row in load_workbook(out).worksheets[0].iter_rows() for cell in row]
    assert "12 %" in texts
    assert "D1" in texts


def test_the_evaluation_workbook_says_whose_it_is(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: a printed evaluation names no city, no agreement and no state of the books."""
    here, files = session_of(sqlite_url), [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    set_indicator(here, "G2.1", 2, 2019, "12 %", document="D1")
    for out in files:
        assert ledger(sqlite_url, "--lang", "fr", "export", "evaluation", "--year", 2019, out).code == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    sheet, last = load_workbook(files[0]).worksheets[0], here.ledger().entries[-1]
    assert "2019" in sheet["A1"].value
    assert [
        part for part in ("Ville de Bruxelles", "brussels-2018-2019", last.digest) if part not in sheet["A2"].value
    ] == []
    header: Any = sheet.oddHeader
    footer: Any = sheet.oddFooter
    edges = header.left.text, header.center.text, header.right.text, footer.left.text
    assert edges == ("brussels-2018-2019", "Évaluation", "2019", last.digest[:16])
