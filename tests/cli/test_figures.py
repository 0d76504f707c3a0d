"""Figures agree wherever they are shown: lists, csv, json and explanations come to what the balance says."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from builders import write_workbook
from command import ledger

DAY = date(2019, 3, 1)


@pytest.fixture
def books(url: str, tmp_path: Path) -> str:
    """Lines of every kind: split, untagged, on a sector, on a grant, a transfer, evidence, corrected, taken back."""
    codes = ["G2.1", None, "G2", "general", "R1.1", "G1.1", "G2.2", "G2.1"]
    rows = [[2019, f"D{n}", DAY, f"Firma {n}", "x", code, 10.0 * n] for n, code in enumerate(codes, 1)]
    ledger(url, "import", write_workbook(tmp_path / "city.xlsx", rows), "--yes")
    zone = [[2019, "Z1", DAY, "Drukkerij", "x", "G1.1", 45.5], [2019, "Z2", DAY, "Drukkerij", "x", None, 7.0]]
    ledger(url, "import", write_workbook(tmp_path / "zone.xlsx", zone), "--yes", "--entity", "zone")
    assert ledger(url, "tag", 1, "R1.1", "--share", "25%").code == 0
    assert ledger(url, "correct", 7, "--amount", "71.5", "--reason", "typo").code == 0
    assert ledger(url, "correct", 8, "--take-back", "--reason", "claimed twice").code == 0
    return url


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_every_figure_of_the_balance_is_the_sum_of_its_lines(books: str) -> None:
    """Lost otherwise: an auditor who adds up the lines would get another figure than the balance."""
    balance = ledger(books, "balance", "--year", 2019, "--format", "json").json
    figures = {
        part["code"]: part["spent"]
        for g in balance["grants"]
        for part in (g, *g["sectors"], *(o for s in g["sectors"] for o in s["objectives"]))
    }
    assert figures["general"] == "209.00"
    for code, spent in figures.items():
        told = ledger(books, "explain", code, "--year", 2019, "--format", "json").json
        assert told["amount"] == spent
        assert sum(Decimal(line["share"]) for line in told["lines"]) == Decimal(spent)
        listed = rows_of(ledger(books, "expenses", "--year", 2019, "--code", code, "--format", "csv").out)
        claimed = [Decimal(line["share"]) for line in listed if line["role"] == "claiming"]
        assert sum(claimed, Decimal(0)) == Decimal(spent)


def test_the_balance_as_csv_adds_up(books: str) -> None:
    """Lost otherwise: money tagged to a sector alone would be missing from a spreadsheet made of it."""
    lines = rows_of(ledger(books, "balance", "--year", 2019, "--format", "csv").out)
    spent: dict[str, Decimal] = {}
    for line in lines:
        spent[line["level"]] = spent.get(line["level"], Decimal(0)) + Decimal(line["spent"])
    assert spent["grant"] == spent["sector"] + spent["grant without sector"]
    assert spent["sector"] == spent["objective"] + spent["sector without objective"]


def test_machine_csv_holds_no_totals(books: str) -> None:
    """Lost otherwise: whoever sums the column would count everything twice."""
    for words in (("transfers", "--year", 2019), ("tag", "--untagged"), ("expenses",)):
        assert "Total" not in ledger(books, *words, "--format", "csv").out


def test_evidence_is_shown_and_not_counted(books: str) -> None:
    """Lost otherwise: the zone's own list would look like spending of the city."""
    shown = ledger(books, "expenses", "--year", 2019, "--code", "G1.1").out
    assert "1 line of evidence (45.50)" in shown
    assert [line["number"] for line in ledger(books, "expenses", "--untagged", "--format", "json").json] == [2]
    assert [line["number"] for line in ledger(books, "tag", "--untagged", "--format", "json").json] == [2]


def test_one_grant_is_shown_alone(books: str) -> None:
    """Lost otherwise: the total under one grant would be that of both."""
    one = ledger(books, "balance", "--year", 2019, "--grant", "Radicalisering", "--format", "json").json
    assert ([g["code"] for g in one["grants"]], one["total"]["spent"]) == (["radicalisation"], "52.50")
    assert ledger(books, "explain", "Radicalisering", "--year", 2019, "--format", "json").json["amount"] == "52.50"


def test_a_line_taken_back_is_gone_from_every_figure_and_stays_to_be_seen(books: str) -> None:
    """Lost otherwise: a duplicate could not be taken out, or would vanish without a trace."""
    story = ledger(books, "explain", 8).out
    assert "taken back by line 13" in story
    assert "claimed twice" in story
    assert ledger(books, "correct", 8, "--amount", 1, "--reason", "r").code == 2
    live = ledger(books, "expenses", "--live", "--format", "json").json
    assert 8 not in [line["number"] for line in live]


def test_a_year_that_only_later_lines_have_is_known(books: str, tmp_path: Path) -> None:
    """Lost otherwise: asking for a year as of an earlier day would be told that the year does not exist."""
    row = [2020, "L", date(2020, 1, 5), "x", "x", "G2.1", 5.0]
    ledger(books, "import", write_workbook(tmp_path / "late.xlsx", [row]), "--yes")
    early = ledger(books, "balance", "--year", 2020, "--as-of", "2019-02-15", "--format", "json")
    assert (early.code, early.json["total"]["spent"]) == (0, "0.00")


def test_a_total_of_a_file_that_disagrees_is_a_warning_for_machines_too(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a script would not notice that a file lacks a line."""
    rows = [[2019, "D1", DAY, "a", "x", "G2.1", 5.0], [2019, "D2", DAY, "b", "x", "G2.1", 6.0]]
    file = write_workbook(tmp_path / "f.xlsx", [*rows, [None, None, None, None, "Totaal", None, 12.0]])
    done = ledger(url, "import", file, "--yes", "--format", "json")
    assert done.code == 0
    assert [(p["code"], p["severity"], p["cell"]) for p in done.json["problems"]] == [
        ("control-total", "warning", "G4")
    ]
    assert ledger(url, "reconcile", "--check", "control-total").code == 3
