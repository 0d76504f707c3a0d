"""The main job at the command line, on both databases: from a spreadsheet to a balance and back to a cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from builders import HEADER, write_workbook
from command import ledger
from conftest import CORPUS, ROOT

OXFORD = CORPUS / "spending" / "oxford__expenditure-over-500-jan-mar-2018.csv"
IMPORTS = ROOT / "imports"


def row(n: int, amount: float = 100.0, code: str | None = "G2.1", **more: object) -> list[object]:
    facts = {"day": date(2019, 3, 1), "supplier": "Drukkerij Zennekaai", "what": f"affiches {n}", "doc": f"D{n}"} | more
    return [2019, facts["doc"], facts["day"], facts["supplier"], facts["what"], code, amount]


def ten_rows() -> list[list[object]]:
    """Ten rows of which three are identical twins."""
    return [row(n) for n in range(1, 8)] + [row(0, 28.0, doc="T1", what="tram")] * 3


@pytest.mark.corpus
def test_1220_real_payments_import_to_the_cent(url: str) -> None:
    """Lost otherwise: real spending would not add up in the ledger."""
    done = ledger(url, "import", OXFORD, "--year", 2018, "--objective", "G2.1", "--yes", "--format", "json")
    assert done.code == 0, done.err
    assert done.json["rows"] == {
        "read": 1220, "new": 1220, "known": 0, "changed": 0, "refused": 0, "zero": 0, "totals": 0, "hidden": 0,
        "gone": 0,
    }  # fmt: skip
    assert done.json["amounts"]["new"] == "4339765.85"
    balance = ledger(url, "balance", "--year", 2018, "--format", "json").json
    general = balance["grants"][0]
    assert (general["spent"], general["remaining"], general["overspent"]) == ("4339765.85", "-2443326.25", True)
    findings = ledger(url, "reconcile", "--year", 2018, "--check", "overspent-envelope", "--format", "json")
    assert findings.code == 3
    (found,) = findings.json["findings"]
    assert found["amount"] == "2443326.25"
    assert len(found["expenses"]) == 1
    assert str(found["expenses"][0]) in found["message"]
    again = ledger(url, "import", OXFORD, "--year", 2018, "--objective", "G2.1", "--yes", "--format", "json")
    assert (again.code, again.json["rows"]["known"], again.json["import"]) == (0, 1220, None)


def test_twins_late_rows_and_payment_dates(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a cumulative export would double or lose lines, the fault officers fear most."""
    file = tmp_path / "export.xlsx"

    def post(rows: list[list[object]], header: tuple[str, ...] = HEADER) -> dict[str, int]:
        write_workbook(file, rows, header)
        done = ledger(url, "import", file, "--yes", "--format", "json")
        assert done.code == 0, done.err
        counts: dict[str, int] = done.json["rows"]
        return counts

    assert post(ten_rows())["new"] == 10
    later = [*ten_rows(), *[row(0, 28.0, doc="T1", what="tram")] * 2, row(99, 55.5, day=date(2019, 1, 2))]
    assert (counts := post(later))["new"] == 3
    assert counts["known"] == 10
    entries = ledger(url, "status", "--format", "json").json["entries"]
    assert post(later)["new"] == 0
    assert ledger(url, "status", "--format", "json").json["entries"] == entries
    paid = [[*r, date(2019, 4, n)] for n, r in enumerate(later, 1)]
    assert post(paid, (*HEADER, "Betaaldatum"))["new"] == 0
    lines = ledger(url, "expenses", "--format", "json").json
    assert len(lines) == 13
    assert sorted(line["payment_date"] for line in lines) == [f"2019-04-{n:02}" for n in range(1, 14)]
    entries = ledger(url, "status", "--format", "json").json["entries"]
    assert post(paid, (*HEADER, "Betaaldatum"))["known"] == 13
    assert ledger(url, "status", "--format", "json").json["entries"] == entries


def test_one_refused_row_and_nothing_is_posted(url: str, tmp_path: Path) -> None:
    """Lost otherwise: half a file would be claimed, and nobody would know which half."""
    file = write_workbook(
        tmp_path / "faulty.xlsx", [row(1), row(2, code="G9.9"), ["abcd", *row(3)[1:]], [*row(4)[:-1], "veel"]]
    )
    done = ledger(url, "import", file, "--yes", "--format", "json")
    assert done.code == 4
    problems = {problem["cell"]: problem for problem in done.json["problems"]}
    assert set(problems) == {"F3", "A4", "G5"}
    assert problems["F3"]["code"] == "code-unknown"
    assert "G" in problems["F3"]["message"]
    assert (done.json["rows"]["refused"], done.json["import"]) == (3, None)
    assert ledger(url, "expenses", "--format", "json").json == []
    spoken = ledger(url, "import", file, "--yes")
    assert spoken.code == 4
    assert "Blad1!G5" in spoken.out
    assert "Nothing was posted" in spoken.err


def test_a_plan_needs_a_yes_and_a_dry_run_writes_nothing(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a script would post what nobody looked at."""
    file = write_workbook(tmp_path / "export.xlsx", ten_rows())
    assert (asked := ledger(url, "import", file)).code == 2
    assert "--yes" in asked.err
    assert ledger(url, "import", file, "--dry-run").code == 0
    assert ledger(url, "expenses", "--format", "json").json == []


def test_explain_leads_to_the_cells_and_tells_the_history(url: str, tmp_path: Path) -> None:
    """Lost otherwise: an auditor could not follow a euro back to its document."""
    file = write_workbook(tmp_path / "export.xlsx", ten_rows())
    ledger(url, "import", file, "--yes", "--by", "an officer")
    ledger(url, "tag", 2, "G2.2", "--share", "40%", "--reason", "shared room")
    done = ledger(url, "correct", 3, "--amount", "90,00", "--reason", "typing mistake")
    assert "line 12" in done.out
    story = ledger(url, "explain", 2, "--format", "json").json
    assert story["shares"] == [{"objective": "G2.1", "amount": "60.00"}, {"objective": "G2.2", "amount": "40.00"}]
    assert (story["source"]["file"], story["source"]["sheet"], story["source"]["row"]) == ("export.xlsx", "Blad1", 3)
    assert {"column": "G", "header": "Bedrag", "value": "100"} in story["cells"]
    assert [(e["what"], e["reason"]) for e in story["history"]] == [("posted", ""), ("tagged", "shared room")]
    text = ledger(url, "explain", 3).out
    assert "corrected; line 12 takes its place" in text
    assert "typing mistake" in text
    figure = ledger(url, "explain", "G2", "--year", 2019, "--format", "json").json
    assert figure["amount"] == "774.00"
    assert sum(round(float(line["share"]) * 100) for line in figure["lines"]) == 77400


def test_undo_takes_back_everything_and_the_file_can_come_again(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a wrong file could not be taken out of the claim, or not be brought back in."""
    file = write_workbook(tmp_path / "export.xlsx", ten_rows())
    ledger(url, "import", file, "--yes")
    ledger(url, "correct", 1, "--amount", "10", "--reason", "r")
    done = ledger(url, "undo", 1, "--reason", "wrong file")
    assert (done.code, "10 lines reversed" in done.out) == (0, True)
    balance = ledger(url, "balance", "--year", 2019, "--format", "json").json
    assert balance["total"]["spent"] == "0.00"
    assert ledger(url, "expenses", "--live", "--format", "json").json == []
    assert ledger(url, "undo", 1, "--reason", "again").code == 2
    assert ledger(url, "import", file, "--yes", "--format", "json").json["rows"]["new"] == 10


def test_an_imported_file_comes_back_byte_for_byte(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lost otherwise: the document behind the figures could be lost or changed on the officer's disk."""
    file = write_workbook(tmp_path / "export.xlsx", ten_rows())
    ledger(url, "import", file, "--yes")
    original = file.read_bytes()
    file.unlink()
    monkeypatch.chdir(tmp_path)
    assert ledger(url, "imports", "extract", 1).code == 0
    assert file.read_bytes() == original
    file.write_bytes(b"another file")
    assert ledger(url, "imports", "extract", 1).code == 2
    assert file.read_bytes() == b"another file"


def test_as_of_and_known_on_look_back(url: str, tmp_path: Path) -> None:
    """Lost otherwise: nobody could say what the position was on the day of a decision."""
    rows = [row(1, day=date(2019, 2, 1)), row(2, day=date(2019, 8, 1)), row(3, day=None)]
    ledger(url, "import", write_workbook(tmp_path / "e.xlsx", rows), "--yes")
    half = ledger(url, "balance", "--year", 2019, "--as-of", "2019-06-30", "--format", "json")
    assert half.json["total"]["spent"] == "200.00"
    assert "3" in half.err
    past = ledger(url, "balance", "--year", 2019, "--known-on", "2020-02-01", "--format", "json").json
    assert (past["known_on"], past["total"]["spent"]) == ("2020-02-01", "0.00")
    assert past["grants"][0]["allocated"] == "1856982.33"
    assert ledger(url, "balance", "--known-on", "2019-01-01").code == 2


def test_untagged_is_listed_most_money_first(url: str, tmp_path: Path) -> None:
    """Lost otherwise: the officer would tag cents while thousands wait."""
    rows = [row(1, 5.0, None), row(2, -900.0, None), row(3, 70.0, None), row(4), row(5)]
    ledger(url, "import", write_workbook(tmp_path / "e.xlsx", rows), "--yes")
    found = ledger(url, "tag", "--untagged", "--format", "json").json
    assert [line["number"] for line in found] == [2, 3, 1]
    assert ledger(url, "balance", "--year", 2019, "--format", "json").json["untagged"] == {
        "expenses": 3, "amount": "-825.00",
    }  # fmt: skip
    assert ledger(url, "tag", "1-3", "g2.3").code == 0
    assert "Everything is tagged" in ledger(url, "tag", "--untagged").out


def test_revisions_and_contributions_keep_their_history(url: str) -> None:
    """Lost otherwise: an amount could change without the decision that changed it."""
    words = ("--grant", "Algemeen", "--year", 2019, "--decision", "decree of 1 March", "--reason", "credits reduced")
    assert ledger(url, "allocation", "revise", "--amount", "1.800.000,00", *words).code == 0
    assert ledger(url, "allocation", "revise", "--amount", "1800000.00", *words).code == 0
    table = ledger(url, "allocation", "list").out
    assert "1 800 000.00" in table
    assert "1 856 982.33" in table
    assert "credits reduced" in table
    told = ledger(url, "allocation", "list", "--format", "json").json
    assert [a["amount"] for a in told if a["status"] == "counts" and a["grant"] == "general"] == [
        "1896439.60",
        "1800000.00",
    ]
    assert ledger(url, "balance", "--year", 2019, "--format", "json").json["grants"][0]["allocated"] == "1800000.00"
    assert ledger(url, "contribution", "set", "--year", 2019, "--amount", "5", "--decision", "council").code == 0
    assert ledger(url, "transfers", "--year", 2019, "--format", "json").json["contribution_due"] == "5.00"


def demonstrate(url: str) -> str:
    """The demonstration's imports; gives balance, findings and one explanation as text, without the moments."""
    import re

    city = [IMPORTS / name for name in ("stad-2018.xlsx", "stad-2019.xlsx", "ville-2019-radicalisation.xlsx")]
    for words in (
        (*city, "--yes"),
        (IMPORTS / "bravvo-2019.csv", "--entity", "nonprofit", "--yes"),
        (IMPORTS / "zone-2019.xlsx", "--entity", "zone", "--yes"),
    ):
        done = ledger(url, "import", *words)
        assert done.code == 0, done.out + done.err
    shown = [
        ledger(url, "balance", "--year", 2019).out,
        ledger(url, "balance", "--format", "json").out,
        ledger(url, "reconcile", "--format", "json").out,
        ledger(url, "transfers", "--year", 2019).out,
        ledger(url, "explain", "radicalisation", "--year", 2019).out,
        ledger(url, "explain", 240).out,
    ]
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "", "\n".join(shown))


def test_both_databases_tell_the_same(sqlite_url: str, request: pytest.FixtureRequest) -> None:
    """Lost otherwise: the figure would depend on where it is kept."""
    from conftest import _create

    request.getfixturevalue("postgres_template")
    other = _create(request.getfixturevalue("postgres"), "same_demo", "ledger_template")
    assert demonstrate(sqlite_url) == demonstrate(other)


def test_the_example_figures_are_those_of_their_readme(sqlite_url: str) -> None:
    """Lost otherwise: the demonstration would show other figures than its own page."""
    demonstrate(sqlite_url)
    years = {y["year"]: y for y in ledger(sqlite_url, "balance", "--format", "json").json["years"]}
    spent = {(year, g["code"]): g["spent"] for year, found in years.items() for g in found["grants"]}
    assert spent == {
        (2018, "general"): "1864201.27",
        (2018, "radicalisation"): "57203.85",
        (2019, "general"): "1749378.06",
        (2019, "radicalisation"): "61486.20",
    }
    assert [years[y]["untagged"]["amount"] for y in (2018, 2019)] == ["3599.75", "15131.65"]
    found = ledger(sqlite_url, "reconcile", "--year", 2019, "--format", "json").json["findings"]
    assert sorted({f["check"] for f in found}) == [
        "below-procurement-threshold", "deduction-exceeds-contribution", "duplicate-invoice", "near-duplicate",
        "overspent-envelope", "transfer-counted-twice", "transfer-payee", "transfer-project-mismatch",
        "transfer-untagged", "untagged",
    ]  # fmt: skip
    differences = {f["objective"]: f["amount"] for f in found if f["check"] == "transfer-project-mismatch"}
    assert differences == {"G1.1": "9846.25", "G4.3": "3872.00"}
    assert [f["amount"] for f in found if f["check"] in ("near-duplicate", "below-procurement-threshold")] == [
        "28.00", "45738.00",
    ]  # fmt: skip
