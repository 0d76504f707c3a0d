"""The general ledger beside the ledger: compared, kept, decided on, and moved when a line does."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from builders import import_file, session_of, write_workbook
from command import ledger

OURS = (
    "Dienstjaar", "Boekstuknr", "Factuurdatum", "Leverancier", "Omschrijving", "Begrotingsartikel",
    "Activiteitssector", "Bedrag",
)  # fmt: skip
THEIRS = ("Boekjaar", "Artikel", "Stuknr", "Boekdatum", "Derde", "Debet", "Credit")
DAY = date(2019, 3, 1)
ART = "330/123-06"


def ready(url: str, room: Path) -> None:
    rows: list[list[object]] = [
        [2019, "D0001", DAY, "Drukkerij De Zenne nv", "affiches", ART, "G2.1", 1000.0],
        [2019, "D0002", DAY, "Theater Zuid vzw", "voorstelling", ART, "G2.1", 500.0],
        [2019, "D0002", DAY, "Theater Zuid vzw", "herhaling", ART, "G2.1", 250.0],
        [2019, "D0003", DAY, "Eigen personeel", "wedde maart", "33002/111-01", "G2.1", 3000.0],
        [2019, "D0004", DAY, "Kantoor Noord", "papier", ART, "G2.2", 77.0],
    ]
    import_file(session_of(url), write_workbook(room / "stad.xlsx", rows, OURS))


def general_ledger(room: Path, *more: list[object], wage: float = 3100.0, name: str = "grootboek.xlsx") -> Path:
    rows: list[list[object]] = [
        [2019, "330/12306", "D1", DAY, "De Zenne", 1000.0, None],
        [2019, ART, "D0002", DAY, "Theater Zuid", 800.0, None],
        [2019, ART, "D0002", DAY, "Theater Zuid", None, 50.0],
        [2019, "33002/11101", "D0003", DAY, "Lonen", wage, None],
        [2019, ART, "D0009", DAY, "Iemand", 12.0, None],
        [2019, "104/123-02", "D0100", DAY, "Ander", 99.0, None],
        [2018, "104/123-02", "D0101", DAY, "Ander", 98.0, None],
        *more,
    ]
    return write_workbook(room / name, rows, THEIRS)


def compare(url: str, file: Path, *words: object) -> Any:
    return ledger(url, "reconcile", "--against", file, "--year", 2019, *words)


def findings(url: str) -> dict[str, Any]:
    found = ledger(url, "finding", "list", "--format", "json").json["findings"]
    return {f["id"]: f for f in found if f["check"] == "file-tie-out"}


def test_both_sides_add_up_by_article_and_every_difference_has_its_cells(url: str, tmp_path: Path) -> None:
    """Lost otherwise: an auditor could not tell which booking a line of the claim stands for."""
    ready(url, tmp_path)
    done = compare(url, general_ledger(tmp_path), "--format", "json")
    assert done.code == 3, done.err
    told = done.json
    total = {name: int(text.replace(".", "")) for name, text in told["total"].items()}
    assert total["here"] == total["matched"] + total["only_here"] + total["different_here"] == 482_700
    there = ("matched", "not_claimed", "only_there", "different_there")
    assert total["there"] == sum(total[name] for name in there) == 496_100
    assert (total["matched"], told["other_years"]) == (175_000, {"rows": 1, "amount": "98.00"})
    assert [
        (d["article"], d["document"], d["state"], d["difference"], d["lines"], [b["cell"] for b in d["bookings"]])
        for d in told["differences"]
    ] == [
        ("104/123-02", "D0100", "only_there", "-99.00", [], ["F7"]),
        (ART, "D0004", "only_here", "77.00", [5], []),
        (ART, "D0009", "only_there", "-12.00", [], ["F6"]),
        ("33002/111-01", "D0003", "different", "-100.00", [4], ["F5"]),
    ]
    assert "G4" in compare(url, tmp_path / "grootboek.xlsx", "--format", "csv").out
    assert len(ledger(url, "expenses", "--format", "json").json) == 5


def test_a_difference_is_decided_on_and_opens_again_when_it_moves(url: str, tmp_path: Path) -> None:
    """Lost otherwise: an accepted difference of 100 euros would hide one of 200."""
    ready(url, tmp_path)
    told = compare(url, general_ledger(tmp_path), "--format", "json").json
    assert told["tie_out"] == compare(url, tmp_path / "grootboek.xlsx", "--format", "json").json["tie_out"] == 1
    ids = {d["document"]: d["id"] for d in told["differences"]}
    assert set(findings(url)) == set(ids.values())
    assert ledger(url, "finding", "accept", *ids.values(), "--reason", "seen").code == 0
    assert compare(url, tmp_path / "grootboek.xlsx").code == 0
    moved = compare(url, general_ledger(tmp_path, wage=3200.0, name="later.xlsx"), "--format", "json")
    assert (moved.code, moved.json["tie_out"]) == (3, 2)
    found = findings(url)
    assert {i: (f["status"], f["reopened"]) for i, f in found.items()} == {
        i: ("open", True) if name == "D0003" else ("accepted", False) for name, i in ids.items()
    }
    assert found[ids["D0003"]]["amount"] == "200.00"
    assert ledger(url, "correct", 4, "--amount", "3200", "--reason", "as booked").code == 0
    assert ids["D0003"] not in findings(url)


def test_the_last_tie_out_of_a_year_shows_where_the_ledger_stands(url: str, tmp_path: Path) -> None:
    """Lost otherwise: nobody would know whether the accounts were ever looked at, nor which export of them."""
    ready(url, tmp_path)
    assert compare(url, general_ledger(tmp_path), "--dry-run").code == 3
    assert ledger(url, "reconcile", "--year", 2019, "--format", "json").json["tie_outs"] == []
    compare(url, tmp_path / "grootboek.xlsx")
    (shown,) = ledger(url, "reconcile", "--year", 2019, "--format", "json").json["tie_outs"]
    assert (shown["file"], shown["here"], shown["there"], shown["year"]) == (
        "grootboek.xlsx",
        "4827.00",
        "4961.00",
        2019,
    )
    assert ledger(url, "reconcile", "--year", 2018, "--format", "json").json["tie_outs"] == []
    assert "grootboek.xlsx" in ledger(url, "status").out
    before = ledger(url, "reconcile", "--known-on", "2020-01-05", "--format", "json")
    assert before.code == 2


def test_what_is_wrong_with_the_file_is_told(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a booking that cannot be read would look like one that is not there."""
    ready(url, tmp_path)
    bad = compare(url, general_ledger(tmp_path, [2019, ART, "D7", DAY, "X", "veel", None]))
    assert (bad.code, "F9" in bad.err) == (4, True)
    years = ledger(url, "reconcile", "--against", general_ledger(tmp_path))
    assert (years.code, "2018" in years.err) == (2, True)
    yearless = write_workbook(tmp_path / "geen.xlsx", [["330/123-06", "D1", 5.0]], ("Artikel", "Stuknr", "Bedrag"))
    assert ledger(url, "reconcile", "--against", yearless).code == 4
    assert ledger(url, "reconcile", "--against", yearless, "--year", 2019, "--entity", "nobody").code == 2
    assert ledger(url, "status", "--format", "json").json["tie_outs"] == []


def test_what_was_decided_lasts_over_undo_and_redo_of_an_import(url: str, tmp_path: Path) -> None:
    """Lost otherwise: undoing an import by mistake would open again all that a person had settled."""
    ready(url, tmp_path)
    ids = {
        d["document"]: d["id"] for d in compare(url, general_ledger(tmp_path), "--format", "json").json["differences"]
    }
    assert ledger(url, "finding", "accept", *ids.values(), "--reason", "seen").code == 0
    before = findings(url)
    assert {f["status"] for f in before.values()} == {"accepted"}
    assert ledger(url, "undo", 1, "--reason", "by mistake").code == 0
    gone = findings(url)
    assert gone[ids["D0100"]]["status"] == "accepted"
    assert {f["status"] for i, f in gone.items() if i not in before} == {"open"}
    assert ledger(url, "redo", 1, "--reason", "it was right").code == 0
    after = findings(url)
    assert {i: (f["status"], f["reason"], f["amount"]) for i, f in after.items()} == {
        i: (f["status"], f["reason"], f["amount"]) for i, f in before.items()
    }
    # The same file by another name is the same comparison of it; one that says less moves what it says.
    again = compare(url, general_ledger(tmp_path, name="copy.xlsx"), "--format", "json")
    assert (again.code, again.json["tie_out"]) == (0, 2)
    assert {f["status"] for f in findings(url).values()} == {"accepted"}
    # A line that is corrected is no longer what was decided on, though it comes to the same.
    line = next(f["expenses"][0] for i, f in after.items() if i == ids["D0004"])
    assert ledger(url, "correct", line, "--supplier", "Kantoor Zuid", "--reason", "typed wrongly").code == 0
    assert findings(url)[ids["D0004"]]["status"] == "open"


def test_the_tie_out_of_an_earlier_day_is_the_one_of_that_day(url: str, tmp_path: Path) -> None:
    """Lost otherwise: nobody could show what an auditor saw in March, once the books or the accounts moved on."""
    here = session_of(url)
    ready(url, tmp_path)
    told = compare(url, general_ledger(tmp_path), "--format", "json").json
    (day,) = {e.at.date() for e in here.ledger().entries if e.kind == "tie-out"}
    early, late = "2020-01-06", (day + timedelta(days=1)).isoformat()

    def known(on: str) -> Any:
        return ledger(url, "reconcile", "--year", 2019, "--known-on", on, "--format", "json").json

    assert known(early)["tie_outs"] == []
    assert [f for f in known(early)["findings"] if f["check"] == "file-tie-out"] == []
    assert known(late)["tie_outs"][0]["matched"] == told["total"]["matched"]
    # A file beside the books of that day is compared, and not kept.
    asked = compare(url, tmp_path / "grootboek.xlsx", "--known-on", early, "--format", "json").json
    assert (asked["tie_out"], asked["total"]["here"]) == (None, "4827.00")
    assert compare(url, tmp_path / "grootboek.xlsx", "--known-on", "2020-01-05").code == 2


def test_a_total_of_the_accounts_that_does_not_add_up_is_found_by_its_cell(url: str, tmp_path: Path) -> None:
    """Lost otherwise: an export that lost a booking would tie out, though its own total says that it is not whole."""
    ready(url, tmp_path)
    total: list[object] = [None, None, None, None, "Totaal", 5060.0, None]
    told = compare(url, general_ledger(tmp_path, total), "--format", "json").json
    (wrong,) = told["false_totals"]
    # 1000 + 800 - 50 + 3100 + 12 + 99 + 98
    assert (wrong["cell"], wrong["stated"], wrong["computed"]) == ("F9", "5060.00", "5059.00")
    assert [p["cell"] for p in told["problems"]] == ["F9"]
    finding = findings(url)[wrong["id"]]
    assert (finding["amount"], finding["year"], "Blad1!F9" in finding["message"]) == ("1.00", 2019, True)
    assert "F9" in compare(url, tmp_path / "grootboek.xlsx").err
    assert ledger(url, "finding", "accept", wrong["id"], "--reason", "rounded").code == 0
    total[5] = 5059.0
    assert (
        compare(url, general_ledger(tmp_path, total, name="later.xlsx"), "--format", "json").json["false_totals"] == []
    )
    assert wrong["id"] not in findings(url)


def test_what_was_not_read_is_told(url: str, tmp_path: Path) -> None:
    """Lost otherwise: bookings that somebody hid would be left out of both sides without a word."""
    ready(url, tmp_path)
    book = load_workbook(general_ledger(tmp_path))
    book["Blad1"].row_dimensions[4].hidden = True
    book.save(tmp_path / "hidden.xlsx")
    assert compare(url, tmp_path / "hidden.xlsx").code == 4
    told = compare(url, tmp_path / "hidden.xlsx", "--hidden", "skip", "--format", "json").json
    assert told["hidden"] == {"rows": 1, "amount": "-50.00"}
    assert "hidden" in compare(url, tmp_path / "hidden.xlsx", "--hidden", "skip").err


def test_the_file_is_read_as_an_import_of_it_is(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lost otherwise: what is said or remembered of a list for an import would have to be said otherwise here."""
    monkeypatch.chdir(tmp_path)
    ready(url, tmp_path)
    rows = [["a", 2019, 1000.0, ART, "D0001"], ["b", 2019, 5.0, ART, "D0009"]]
    odd = write_workbook(tmp_path / "odd.xlsx", rows, ("?", "Boekjaar", "Te betalen", "Artikel", "Stuknr"))
    assert compare(url, odd).code == 4
    kept = ("--map", "amount=Te betalen", "--save-profile", "grootboek", "--dry-run")
    assert ledger(url, "import", odd, *kept).code == 0
    done = compare(url, odd)
    assert "profile grootboek" in done.err
    assert "amount C" in done.err
    assert compare(url, odd, "--no-profile").code == 4
    assert (
        compare(url, odd, "--no-profile", "--map", "amount=C", "--format", "json").json["total"]["there"] == "1005.00"
    )
    assert compare(url, odd, "--row-limit", 1).code == 4


def test_the_cell_that_is_named_holds_the_amount(url: str, tmp_path: Path) -> None:
    """Lost otherwise: an amount made of two cells, or a credit, would be looked for in an empty one."""
    ready(url, tmp_path)
    rows = [[2019, ART, "D8", None, 100.0, 21.0], [2019, ART, "D9", 7.0, None, None]]
    file = write_workbook(tmp_path / "net.xlsx", rows, ("Boekjaar", "Artikel", "Stuknr", "Bedrag", "Netto", "BTW"))
    told = compare(url, file, "--format", "json").json["differences"]
    assert {b["cell"]: b["amount"] for d in told for b in d["bookings"]} == {"E2": "121.00", "D3": "7.00"}
