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


def test_the_same_cost_is_found_in_both_with_its_cells(url: str, tmp_path: Path) -> None:
    """Lost otherwise: one invoice would be paid by two subsidies because it is written in two ways."""
    ready(url, tmp_path)
    done = compare(url, theirs(tmp_path), "--format", "json")
    assert done.code == 3, done.err
    told = done.json
    assert [(s["line"], s["cell"], s["certainty"], s["verdict"], s["too_much"]) for s in told["same"]] == [
        (1, "F2", "certain", "over", "1000.00"),
        (2, "F3", "certain", "over", "200.00"),
        (3, "F4", "likely", "over", "3000.00"),
    ]
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
    found = {s["cell"]: s for s in compare(url, theirs(tmp_path), "--format", "json").json["same"]}
    assert (found["F3"]["line"], found["F3"]["verdict"], found["F3"]["recorded"]) == (6, "shared", "200.00")
    assert compare(url, theirs(tmp_path), "--fail-on", "none").code == 0


def test_a_list_that_cannot_be_read_is_refused_by_cell_and_one_of_no_subsidy_is_not_compared(
    url: str, tmp_path: Path
) -> None:
    """Lost otherwise: a cost whose amount cannot be read would be compared as nothing."""
    ready(url, tmp_path)
    bad = compare(url, theirs(tmp_path, ["f", "Z1", DAY, "Zenne", 5.0, "veel"]))
    assert (bad.code, "F7" in bad.err, "nothing was compared" in bad.err) == (4, True, True)
    assert ledger(url, "reconcile", "--against", tmp_path / "psp.xlsx", "--funding", "nope").code == 2
