"""Real lists of strangers come in whole: lines and cents as counted by hand, and alike from every format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from command import Result, ledger
from conftest import CORPUS
from subsidy_ledger.importing.dialect import Dialect
from subsidy_ledger.importing.finding.rows import read_rows
from subsidy_ledger.importing.finding.table import find_table
from subsidy_ledger.importing.opening.workbook import read_workbook

SPENDING = CORPUS / "spending"
SUBSIDIES = SPENDING / "montpellier__VilleMTP_MTP_AttribSub_2014.ods"
YEAR = ("--year", 2018, "--year-overrides", "--objective", "G2.1")
pytestmark = pytest.mark.corpus


def imported(url: str, name: str, *wishes: object) -> Result:
    done = ledger(url, "import", SPENDING / name, *YEAR, *wishes, "--yes", "--format", "json")
    assert done.code == 0, done.err or done.out
    return done


def lines(url: str) -> list[tuple[Any, ...]]:
    return [
        (x["source"]["row"], x["date"], x["supplier"], x["description"], x["document_no"], x["amount"])
        for x in ledger(url, "expenses", "--format", "json").json
    ]


def test_subsidies_with_repeated_headings_and_totals_between(url: str) -> None:
    """Lost otherwise: a list as cities publish them would have to be cleaned by hand before it can be claimed."""
    plan = imported(url, SUBSIDIES.name, "--sheet", "Subventions").json
    assert plan["rows"] == {
        "read": 1206, "new": 744, "known": 0, "changed": 0, "refused": 0, "zero": 438, "totals": 24, "hidden": 0,
        "gone": 0,
    }  # fmt: skip
    assert plan["amounts"]["new"] == "4633104.00"
    left_out: dict[str, list[int]] = {}
    for each in plan["left_out"]:
        left_out.setdefault(each["why"], []).append(each["row"])
    assert {why: len(rows) for why, rows in left_out.items()} == {"total": 24, "zero": 438, "heading": 23, "remark": 9}
    assert left_out["heading"][:5] == [37, 48, 54, 78, 525]
    assert left_out["total"][0] == 35
    # The amount that was already paid stands in another column of these nine.
    told = [problem["cell"] for problem in plan["problems"] if problem["code"] == "amount-missing"]
    assert told == [f"E{row}" for row in left_out["remark"]]
    assert sum(Decimal(amount) for *_, amount in lines(url)) == Decimal("4633104.00")


def test_the_plan_of_the_subsidies_names_what_was_left_aside(sqlite_url: str) -> None:
    """Lost otherwise: nobody would know that the workbook holds more than was read."""
    shown = ledger(sqlite_url, "import", SUBSIDIES, *YEAR, "--dry-run").out
    assert '"Détail culture" looks like a table too (188 lines, 1 975 800.00) and is not read' in shown
    assert '"Par thématique" (28), "Détail Sport" (122)' in shown
    assert "23 rows say the headings again (rows 37, 48, 54, 78, 525," in shown


def alike(template: Path, room: Path, wishes: Mapping[str, Sequence[object]]) -> list[tuple[Any, ...]]:
    """What each file comes to in a ledger of its own: counts, money, columns and lines."""
    found = []
    for name, said in wishes.items():
        file = room / f"{name}.db"
        file.write_bytes(template.read_bytes())
        plan = imported(f"sqlite:///{file}", name, *said).json
        found.append((plan["rows"], plan["amounts"]["new"], plan["columns"], lines(f"sqlite:///{file}")))
    return found


def test_a_budget_is_the_same_from_three_formats(sqlite_template: Path, tmp_path: Path) -> None:
    """Lost otherwise: the format somebody happened to save in would change what is claimed."""
    name = "montpellier__VilleMTP_MTP_BudgetPri_2014"
    mapped = ("--map", "amount=BP", "--map", "description=Libellé fonction")
    wishes = {f"{name}.{kind}": ("--sheet", "OpenDataBP", *mapped) for kind in ("xls", "ods")}
    xls, ods, csv = alike(sqlite_template, tmp_path, {**wishes, f"{name}.csv": mapped})
    assert xls == ods == csv
    assert (xls[0]["read"], xls[1]) == (1448, "957983320.00")


def test_contracts_under_merged_headings_are_the_same_from_two_formats(sqlite_url: str) -> None:
    """Lost otherwise: merged headings would be understood in one format and not in the other."""
    plans = []
    for kind in ("xls", "ods"):
        file = SPENDING / f"montpellier__VilleMTP_MTP_MarchesConclus_2012.{kind}"
        mapped = ("--map", "amount=I", "--map", "document_no=C", "--dry-run", "--format", "json")
        done = ledger(sqlite_url, "import", file, *YEAR, *mapped)
        # Lots have their amounts in other columns, and two amounts are merged over several lots (I426 2 085 350.55,
        # I429 1 800 000.00): each such row is refused, in both formats.
        assert done.code == 4
        told = {key: told for key, told in done.json.items() if key not in ("file", "sha256", "plan", "problems")}
        # The formats differ in the noise of a float: 2085350.5500000003 and 2085350.55.
        problems = [(p["code"], p["cell"], p["field"]) for p in done.json["problems"]]
        plans.append({**told, "problems": problems})
    assert plans[0] == plans[1]
    assert plans[0]["columns"] == {
        "document_no": "C", "description": "D", "amount": "I", "supplier": "M", "invoice_date": "O"
    }  # fmt: skip
    assert (plans[0]["header_row"], plans[0]["rows"]["new"], plans[0]["amounts"]["new"]) == (5, 128, "24392975.71")


def test_contracts_whose_amount_is_a_text_are_lines_too() -> None:
    """Lost otherwise: six contracts with their supplier and day would be left out, 1 517 008.45 in all.

    Counted by hand in the file: 124 amounts are numbers, two of them merged over several rows (3 885 350.55) and
    refused, and six are written as "438 454 € HT" in the same column.
    """
    book = read_workbook(SPENDING / "montpellier__VilleMTP_MTP_MarchesConclus_2012.xls")
    table = find_table(book, mapping={"amount": "I", "document_no": "C"})
    reading = read_rows(table, Dialect(), epoch_1904=book.epoch_1904)
    written = {row.number: row for row in reading.rows if "HT" in row.cells[8]}
    assert {number: (row.cells[8], row.amount) for number, row in written.items()} == {
        157: ("80 360,50 € HT", 80_360_50),
        177: ("148193,95 € HT", 148_193_95),
        274: ("75 000 HT", 75_000_00),
        498: ("438 454 € HT", 438_454_00),
        500: ("700 000 € HT", 700_000_00),
        524: ("75 000 HT", 75_000_00),
    }
    for row in written.values():
        assert {"supplier", "document_no", "invoice_date"} <= row.values.keys()
    numbers = [row.amount for row in reading.rows if row.number not in written]
    assert (len(numbers), sum(numbers)) == (122, 22_875_967_26)
