"""Another subsidy's list beside the ledger: the same cost found however it is written, in money and by cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from builders import HEADER, import_file, session_of, write_workbook
from command import ledger

INVOICE = (*HEADER, "Factuurnr")
THEIRS = ("Facture", "N° facture", "Date facture", "Fournisseur", "Montant total", "À charge du subside")
DAY = date(2019, 3, 1)


def ready(url: str, room: Path) -> None:
    rows: list[list[object]] = [
        [2019, "D1", DAY, "Drukkerij De Zenne nv", "affiches", "G2.1", 1000.0, "F2019/0457"],
        [2019, "D2", DAY, "Theater Zuid vzw", "voorstelling", "G2.1", 500.0, "T-1"],
        [2019, "D3", DAY, "Eigen personeel", "wedde maart", "G2.1", 3000.0, None],
        [2019, "D4", DAY, "Kantoor Noord", "papier", "G2.1", 77.0, "K1"],
    ]
    import_file(session_of(url), write_workbook(room / "stad.xlsx", rows, INVOICE))
    assert ledger(url, "funding", "add", "PSP", "--title", "Prevention plan", "--funder", "the State").code == 0


def theirs(room: Path, *more: list[object]) -> Path:
    rows: list[list[object]] = [
        ["a", "f 2019-0457", DAY, "DRUKKERIJ DE ZENNE", 1000.0, 1000.0],
        ["b", "T1", DAY, "Theatre Zuid asbl", 500.0, 200.0],
        ["c", None, date(2019, 3, 4), "Eigen personeel", 3000.0, 3000.0],
        ["d", "K2", DAY, "Kantoor Noord", 77.0, 77.0],
        ["e", "X9", DAY, "Iemand anders", 12.0, 12.0],
        *more,
    ]
    return write_workbook(room / "psp.xlsx", rows, THEIRS)


def compare(url: str, file: Path, *words: object) -> Any:
    return ledger(url, "reconcile", "--against", file, "--funding", "psp", *words)


def ends(same: dict[str, Any]) -> tuple[int, str]:
    """The first line and the first cell of what stands in both."""
    return same["lines"][0]["line"], same["rows"][0]["cell"]


def double_claims(url: str, *words: object) -> dict[str, Any]:
    found = ledger(url, "reconcile", "--check", "double-financing", "--format", "json", *words).json["findings"]
    return {f["id"]: f for f in found}


def test_the_same_cost_is_found_in_both_with_its_cells(url: str, tmp_path: Path) -> None:
    """Lost otherwise: one invoice would be paid by two subsidies because it is written in two ways."""
    ready(url, tmp_path)
    done = compare(url, theirs(tmp_path), "--format", "json")
    assert done.code == 3, done.err
    told = done.json
    assert [(*ends(s), s["certainty"], s["verdict"], s["too_much"]) for s in told["same"]] == [
        (1, "F2", "certain", "over", "1000.00"),
        (2, "F3", "certain", "over", "200.00"),
        (3, "F4", "likely", "over", "3000.00"),
    ]
    assert [s["lines"][0]["row"] for s in told["same"]] == [2, 3, 4]
    assert (told["rows"], told["amount"], told["in_both"], told["only_there"]) == (5, "4289.00", "4200.00", "89.00")
    assert told["too_much"] == "1200.00"
    shown = compare(url, tmp_path / "psp.xlsx").out
    assert "above 100 %" in shown
    assert "ledger funding assign LINE PSP" in shown
    assert len(ledger(url, "expenses", "--format", "json").json) == 4


def test_what_both_pay_of_one_document_is_in_order_up_to_its_amount(url: str, tmp_path: Path) -> None:
    """Lost otherwise: every rightly shared invoice would be told as paid twice."""
    ready(url, tmp_path)
    words = ("--amount", "300", "--document-amount", "500", "--reason", "our part")
    assert ledger(url, "correct", 2, *words).code == 0
    assert ledger(url, "funding", "assign", 6, "PSP", "--amount", "200", "--reason", "theirs").code == 0
    found = {ends(s): s for s in compare(url, theirs(tmp_path), "--format", "json").json["same"]}
    shared = found[6, "F3"]
    assert (shared["verdict"], shared["recorded"], shared["id"]) == ("shared", "200.00", None)
    assert compare(url, theirs(tmp_path), "--fail-on", "none").code == 0


def test_a_list_that_cannot_be_read_is_refused_by_cell_and_one_of_no_subsidy_is_not_compared(
    url: str, tmp_path: Path
) -> None:
    """Lost otherwise: a cost whose amount cannot be read would be compared as nothing."""
    ready(url, tmp_path)
    bad = compare(url, theirs(tmp_path, ["f", "Z1", DAY, "Zenne", 5.0, "veel"]))
    assert (bad.code, "F7" in bad.err, "nothing was compared" in bad.err) == (4, True, True)
    assert ledger(url, "reconcile", "--against", tmp_path / "psp.xlsx", "--funding", "nope").code == 2


def test_what_is_paid_twice_is_a_finding_until_it_is_settled(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a double claim would be forgotten once the screen is closed."""
    ready(url, tmp_path)
    assert compare(url, theirs(tmp_path), "--dry-run").code == 3
    assert double_claims(url) == {}
    told = compare(url, tmp_path / "psp.xlsx", "--format", "json").json
    assert told["lists"] == compare(url, tmp_path / "psp.xlsx", "--format", "json").json["lists"] == [1]
    found = double_claims(url)
    assert [(f["severity"], f["amount"], f["expenses"]) for f in found.values()] == [
        ("error", "1000.00", [1]),
        ("error", "200.00", [2]),
        ("warning", "3000.00", [3]),
    ]
    assert list(found) == [s["id"] for s in told["same"]]
    assert "psp.xlsx: Blad1!F2" in next(iter(found.values()))["message"]
    # Accepted, it asks no more; the list of a later day under another name keeps what was decided of what stays.
    assert ledger(url, "finding", "accept", *found, "--reason", "seen").code == 0
    assert compare(url, tmp_path / "psp.xlsx").code == 0
    later = write_workbook(tmp_path / "later.xlsx", [["b", "T1", DAY, "Theatre Zuid asbl", 500.0, 300.0]], THEIRS)
    assert compare(url, later, "--format", "json").json["lists"] == [2]
    again = double_claims(url)
    (moved,) = (f for f in again.values() if f["status"] == "open")
    assert (moved["id"], moved["amount"], moved["reopened"]) == (list(found)[1], "300.00", True)
    assert len(again) == 1
    # Said who pays what, it is gone; said otherwise than the list, it is a warning.
    words = ("--amount", "200", "--document-amount", "500", "--reason", "our part")
    assert ledger(url, "correct", 2, *words).code == 0
    assert double_claims(url) == {}
    assert ledger(url, "funding", "assign", 6, "PSP", "--amount", "250", "--reason", "theirs").code == 0
    (over,) = (f for f in double_claims(url).values())
    assert (over["severity"], over["amount"]) == ("warning", "50.00")


def test_a_list_of_another_year_stays_beside_that_of_this_one(url: str, tmp_path: Path) -> None:
    """Lost otherwise: comparing the list of 2018 would wipe out what that of 2019 showed."""
    ready(url, tmp_path)
    compare(url, theirs(tmp_path))
    before = double_claims(url)
    old = write_workbook(tmp_path / "2018.xlsx", [["z", "Q1", date(2018, 5, 1), "Iemand", 9.0, 9.0]], THEIRS)
    assert compare(url, old).code == 0
    assert double_claims(url) == before
    lists = ledger(url, "reconcile", "--format", "json").json["funding_lists"]
    assert [(one["year"], one["file"], one["rows"]) for one in lists] == [(2018, "2018.xlsx", 1), (2019, "psp.xlsx", 5)]
    assert "2018.xlsx" in ledger(url, "reconcile").out
    yearless = write_workbook(tmp_path / "geen.xlsx", [["D1", "Zenne", 5.0]], ("Stuknr", "Leverancier", "Bedrag"))
    assert compare(url, yearless).code == 4
    assert compare(url, yearless, "--year", 2020, "--known-on", "2199-01-01").code == 0
