"""Two years in three acts, from import to carry-over: every figure worked out here by hand, none by the program."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from builders import write_workbook
from command import ledger

HEADER = (
    "Dienstjaar", "Boekstuknr", "Factuurdatum", "Leverancier", "Omschrijving", "Activiteitssector", "Bedrag",
)  # fmt: skip
FIRST = [
    [2018, "A1", date(2018, 2, 1), "Zenne", "zaal", "G2.1", 600_000.00],
    [2018, "A2", date(2018, 3, 1), "Marollen", "drukwerk", "G2.2", 500_000.25],
    [2018, "A3", date(2018, 4, 1), "Zenne", "creditnota", "G2.1", -0.25],
    [2018, "A4", date(2018, 5, 1), "Politiezone", "storting projecten", "G1.1", 400_000.00],
    [2018, "A5", date(2018, 6, 1), "Atelier", "vorming", None, 10_000.00],
]
SECOND = [
    [2019, "B1", date(2019, 2, 1), "Zenne", "zaal", "G2.1", 1_800_000.00],
    [2019, "B2", date(2019, 3, 1), "Marollen", "drukwerk", "G2.2", 100_000.00],
    [2019, "B3", date(2019, 4, 1), "Atelier", "netwerken", "R1.1", 70_000.00],
    [2019, "B4", date(2019, 5, 1), "Atelier", "analyse", "R1.3", 12_345.67],
]
# The agreement grants 1 896 439.60 for 2018 and 1 856 982.33 for 2019; radicalisation 60 000.00 a year.
GENERAL = {2018: 189_643_960, 2019: 185_698_233}


def euros(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}" if cents >= 0 else f"-{euros(-cents)}"


def figures(url: str, year: int, grant: int = 0, *more: object) -> dict[str, Any]:
    found = ledger(url, "settlement", "--year", year, *more, "--format", "json").json
    for held in found["grants"]:
        parts = [int(held[key].replace(".", "")) for key in ("accepted", "rejected", "open", "claimed")]
        assert sum(parts[:3]) == parts[3]
    chosen: dict[str, Any] = found["grants"][grant]
    return chosen


def said(url: str, *words: object) -> str:
    done = ledger(url, *words)
    assert done.code == 0, done.out + done.err
    return done.out + done.err


def test_two_years_in_three_acts(url: str, tmp_path: Path) -> None:
    """Lost otherwise: each command would be right, and the euros of a dossier from first invoice to last cent wrong."""
    first_year_is_claimed(url, tmp_path)
    first_year_is_settled(url, tmp_path)
    second_year_has_what_was_left(url, tmp_path)


def first_year_is_claimed(url: str, tmp_path: Path) -> None:
    granted = said(url, "allocation", "list", "--format", "csv")
    assert all(euros(cents) in granted for cents in GENERAL.values())
    said(url, "import", write_workbook(tmp_path / "2018.xlsx", FIRST, HEADER), "--yes")
    said(url, "receipt", "add", "--grant", "general", "--year", 2018, "--amount", "948219.80", "--date", "2018-12-20",
         "--document", "first half")  # fmt: skip
    assert "10 000.00 of 2018 is not tagged" in said(url, "submit", "--year", 2018)
    held = figures(url, 2018)
    # 600 000.00 + 500 000.25 - 0.25 + 400 000.00
    assert (held["claimed"], held["open"], held["version"]) == ("1500000.00", "1500000.00", 1)
    assert "10 000.00 more is claimed" in said(url, "tag", 5, "G2.3")
    assert "1 line differs" in said(url, "submit", "--year", 2018, "--reserve", 5)
    held = figures(url, 2018)
    assert (held["claimed"], held["spare"], held["version"]) == ("1500000.00", "10000.00", 2)


def first_year_is_settled(url: str, tmp_path: Path) -> None:
    out = tmp_path / "audit-2018.xlsx"
    said(url, "export", "reconciliation", "--year", 2018, out)
    book = openpyxl.load_workbook(out)
    sheet = book["Expenses"]
    places = {sheet.cell(4, column).value: column for column in range(1, sheet.max_column + 1)}
    for row in range(5, sheet.max_row):
        line = sheet.cell(row, places["Line"]).value
        if line == 2:
            sheet.cell(row, places["Deducted"]).value = 20_000.25
            sheet.cell(row, places["Reason"]).value = "no proof of payment"
        elif line in (1, 3, 4):
            sheet.cell(row, places["Accepted"]).value = sheet.cell(row, places["Share"]).value
    book.save(out)
    said(url, "settle", "--from", out, "--yes", "--by", "Luc Maes")
    held = figures(url, 2018)
    # 1 500 000.00 - 20 000.25; received 948 219.80
    assert (held["accepted"], held["rejected"], held["open"]) == ("1479999.75", "20000.25", "0.00")
    assert (held["balance"], held["recovery"], held["spare_left"]) == ("531779.95", "0.00", "10000.00")
    said(url, "settle", 5, "--use-spare", "--reason", "replaces part of line 2")
    held = figures(url, 2018)
    assert (held["spare_used"], held["accepted_in_all"], held["balance"]) == ("10000.00", "1489999.75", "541779.95")
    said(url, "receipt", "add", "--grant", "general", "--year", 2018, "--amount", "600000", "--date", "2019-11-04",
         "--document", "too much")  # fmt: skip
    held = figures(url, 2018)
    # 948 219.80 + 600 000.00 - 1 489 999.75
    assert (held["received"], held["balance"], held["recovery"]) == ("1548219.80", "0.00", "58220.05")
    said(url, "receipt", "add", "--grant", "general", "--year", 2018, "--amount", "-58220.05", "--date", "2020-01-15",
         "--document", "paid back")  # fmt: skip
    held = figures(url, 2018)
    assert (held["received"], held["balance"], held["recovery"]) == ("1489999.75", "0.00", "0.00")


def second_year_has_what_was_left(url: str, tmp_path: Path) -> None:
    # 1 896 439.60 - 1 510 000.00 spent is left; 43 017.67 of it makes the next year a round 1 900 000.00.
    said(url, "allocation", "carry-over", "--grant", "general", "--from", 2018, "--to", 2019, "--amount", "43017.67",
         "--decision", "ministerial letter", "--reason", "later start")  # fmt: skip
    said(url, "import", write_workbook(tmp_path / "2019.xlsx", SECOND, HEADER), "--yes")
    assert "claims 22 345.67 more than the 60 000.00 granted" in said(url, "submit", "--year", 2019)
    numbers = {e["document_no"]: e["number"] for e in ledger(url, "expenses", "--format", "json").json}
    said(url, "submit", "--year", 2019, "--reserve", numbers["B4"])
    held = figures(url, 2019)
    assert (held["granted"], held["claimed"]) == ("1900000.00", "1900000.00")
    assert figures(url, 2018)["granted"] == euros(GENERAL[2018] - 4_301_767)
    said(url, "settle", "--all-open", "--year", 2019, "--accept")
    assert figures(url, 2019)["balance"] == "1900000.00"
    said(url, "settle", numbers["B3"], "--reduce", "55000", "--reason", "salaries of 2020")
    said(url, "settle", numbers["B4"], "--use-spare", "--reason", "replaces line B3")
    held = figures(url, 2019, 1)
    # 60 000.00 granted, 55 000.00 accepted: 5 000.00 of the 12 345.67 has room.
    assert (held["rejected"], held["spare_used"], held["balance"]) == ("15000.00", "5000.00", "60000.00")
    before = figures(url, 2019, 1, "--known-on", "2100-01-01")
    assert before == held
    total = ledger(url, "settlement", "--year", 2019, "--format", "json").json["total"]
    assert (total["granted"], total["accepted_in_all"], total["balance"]) == ("1960000.00",) * 3
    told = said(url, "explain", numbers["B3"])
    assert "submitted for 70 000.00 in version 1 of radicalisation 2019" in told
    assert 'reduced to 55 000.00 of 70 000.00 "salaries of 2020"' in told
