"""How a sample was drawn stands on its sheet in real amounts, and `ledger explain` says what each of them is."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from cli.test_sample_command import LOOKED_AT, exported, fill_in
from command import ledger

AMOUNTS = {"B11": 6700.0, "B13": -30.0, "B14": 1000.0, "B15": 945.17}


@pytest.mark.parametrize(("language", "sheet", "country"), [("en", "Sample", ""), ("nl", "Steekproef", "[$-813]")])
def test_sums_interval_and_start_are_numbers(
    sqlite_url: str, tmp_path: Path, language: str, sheet: str, country: str
) -> None:
    """Lost otherwise: an auditor who draws the sample again cannot reckon with what stands there."""
    page = openpyxl.load_workbook(exported(sqlite_url, tmp_path, language))[sheet]
    assert {name: page[name].value for name in AMOUNTS} == AMOUNTS
    assert {page[name].number_format for name in AMOUNTS} == {f"{country}#,##0.00"}


def test_they_are_explained_as_recorded(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: the ledger says that there is no amount where one stands."""
    book = exported(sqlite_url, tmp_path)
    for cell, euros in AMOUNTS.items():
        found = ledger(sqlite_url, "explain", f"Sample!{cell}", "--workbook", book, "--format", "json").json
        assert (found["kind"], float(found["amount"]), float(found["shown"])) == ("recorded", euros, euros)
    shown = ledger(sqlite_url, "explain", "Sample!B11", "--workbook", book).out
    assert "Sample!B11: 6 700.00   Sum of the lines above zero" in shown
    assert "`ledger sample show 1 --population` leads on" in shown


@pytest.mark.parametrize(
    ("language", "sheet", "text"),
    [("nl", "Steekproef", "€\u00a06.700,00"), ("fr", "Échantillon", "6\u202f700,00\u00a0€")],
)
def test_texts_of_an_older_workbook_are_no_changes(
    sqlite_url: str, tmp_path: Path, language: str, sheet: str, text: str
) -> None:
    """Lost otherwise: a workbook handed out before looks tampered with, or is not read back."""
    book = exported(sqlite_url, tmp_path, language)
    workbook = openpyxl.load_workbook(book)
    workbook[sheet]["B11"] = text
    workbook.save(book)
    found = ledger(sqlite_url, "explain", f"{sheet}!B11", "--workbook", book)
    assert "6 700.00" in found.out
    assert "written over" not in found.out
    assert ledger(sqlite_url, "sample", "evaluate", "--from", book).code == 3


def test_an_edited_amount_is_told_in_euros(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: a population made larger afterwards goes unseen."""
    book = exported(sqlite_url, tmp_path)
    fill_in(book, LOOKED_AT)
    assert ledger(sqlite_url, "verify-workbook", book).code == 0
    workbook = openpyxl.load_workbook(book)
    workbook["Sample"]["B11"] = 7000
    workbook.save(book)
    done = ledger(sqlite_url, "verify-workbook", book)
    assert done.code == 3
    assert "7 000.00" in done.out + done.err
    assert "6 700.00" in done.out + done.err
