"""Several sheets: one is read unless more are named, what is left aside is told in money, and nothing comes twice."""

from __future__ import annotations

from pathlib import Path

from builders import write_sheets
from command import ledger

HEADER = ("Dienstjaar", "Leverancier", "Omschrijving", "Bedrag")
RENT = (2019, "Immo Zenne", "huur", 950.0)


def months(path: Path) -> Path:
    return write_sheets(
        path / "maanden.xlsx",
        {"januari": [HEADER, RENT, (2019, "Marolle", "lonen", 12.5)], "februari": [HEADER, RENT], "Nota": [("hallo",)]},
    )


def test_sheets_that_are_named_are_one_plan_and_one_entry(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a workbook of one sheet a month would have to be cut up before it can be imported."""
    file = months(tmp_path)
    done = ledger(url, "import", file, "--sheet", "januari", "--sheet", "Februari", "--yes", "--format", "json")
    assert done.code == 0, done.err
    assert [(part["sheet"], part["rows"]["new"], part["import"]) for part in done.json] == [
        ("januari", 2, 1),
        ("februari", 1, 2),
    ]
    lines = ledger(url, "expenses", "--format", "json").json
    assert [(line["source"]["sheet"], line["source"]["row"]) for line in lines] == [
        ("januari", 2),
        ("januari", 3),
        ("februari", 2),
    ]
    assert ledger(url, "status", "--format", "json").json["lines"] == 3


def test_the_same_cost_on_two_sheets_is_two_costs_and_is_recognised_again(url: str, tmp_path: Path) -> None:
    """Lost otherwise: the rent of February would be taken for that of January, or claimed anew at every import."""
    file = months(tmp_path)
    both = ("import", file, "--sheet", "januari", "--sheet", "februari", "--yes", "--format", "json")
    assert [part["rows"]["new"] for part in ledger(url, *both).json] == [2, 1]
    assert [(p["rows"]["new"], p["rows"]["known"]) for p in ledger(url, *both).json] == [(0, 2), (0, 1)]
    twice = ledger(url, "import", file, *both[1:]).json
    assert [(p["rows"]["new"], p["rows"]["known"]) for p in twice] == [(0, 2), (0, 1)] * 2


def test_sheets_with_the_same_headings_are_refused_with_the_way_to_read_both(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: half of the year would be left out."""
    done = ledger(sqlite_url, "import", months(tmp_path), "--dry-run")
    assert done.code == 4
    assert '--sheet "januari" --sheet "februari"' in done.err


def test_what_a_sheet_left_aside_would_come_to_is_told(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: an officer who reads one month would believe that she has read the year."""
    done = ledger(sqlite_url, "import", months(tmp_path), "--sheet", "februari", "--dry-run")
    assert '"januari" seems to go on with this list (2 lines, 962.50) and is not read' in done.out
    assert 'sheets without a table, with their filled rows: "Nota" (1)' in done.out


def test_a_sheet_named_twice_is_wrong_use(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: a slip of the hand would claim a month twice."""
    done = ledger(sqlite_url, "import", months(tmp_path), "--sheet", "januari", "--sheet", "JANUARI ", "--dry-run")
    assert (done.code, "claimed twice" in done.err) == (2, True)
