"""Another subsidy's list beside the ledger: the same cost found however it is written, in money and by cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

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
    # Where a third one pays too, the finding is that of the document.
    assert ledger(url, "funding", "add", "EU", "--title", "EU", "--funder", "EU").code == 0
    assert ledger(url, "funding", "assign", 6, "EU", "--amount", "1", "--reason", "theirs").code == 0
    found = {ends(s): s for s in compare(url, theirs(tmp_path), "--format", "json").json["same"]}
    assert (found[6, "F3"]["verdict"], double_claims(url)[found[6, "F3"]["id"]]["amount"]) == ("shared", "1.00")


def test_a_list_that_cannot_be_read_is_refused_by_cell_and_one_of_no_subsidy_is_not_compared(
    url: str, tmp_path: Path
) -> None:
    """Lost otherwise: a cost whose amount cannot be read would be compared as nothing."""
    ready(url, tmp_path)
    bad = compare(url, theirs(tmp_path, ["f", "Z1", DAY, "Zenne", 5.0, "veel"]))
    assert (bad.code, "F7" in bad.err, "Nothing was compared" in bad.err) == (4, True, True)
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
    assert double_claims(url, "--known-on", "2020-01-06") == {}
    assert double_claims(url, "--known-on", "2199-01-01") == found
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
    assert ledger(url, "status", "--format", "json").json["funding_lists"] == lists
    assert "psp.xlsx" in ledger(url, "status").out
    yearless = write_workbook(tmp_path / "geen.xlsx", [["D1", "Zenne", 5.0]], ("Stuknr", "Leverancier", "Bedrag"))
    assert compare(url, yearless).code == 4
    assert compare(url, yearless, "--year", 2020, "--known-on", "2199-01-01").code == 0


def test_nothing_that_was_said_is_passed_over(url: str, tmp_path: Path) -> None:
    """Lost otherwise: whoever forgets --against would read the checks for the comparison that was asked for."""
    ready(url, tmp_path)
    file = theirs(tmp_path)
    cases: list[tuple[tuple[object, ...], str]] = [
        (("--funding", "PSP"), "--funding: that says"),
        (("--dry-run", "--row-limit", 9, "--sheet", "Blad1"), "--dry-run, --sheet, --row-limit: that says"),
        (("--against", file, "--check", "untagged"), "leave --check out"),
        (("--against", file, "--funding", "PSP", "--entity", "city"), "leave --entity out"),
    ]
    for words, told in cases:
        done = ledger(url, "reconcile", *words)
        assert (done.code, told in done.err) == (2, True), (words, done.err)
    assert compare(url, file, "--row-limit", 2).code == 4


def test_a_list_without_rows_is_of_the_year_that_is_said(url: str, tmp_path: Path) -> None:
    """Lost otherwise: an empty export would be kept of no year, or wipe out what was found without a word."""
    ready(url, tmp_path)
    compare(url, theirs(tmp_path))
    empty = write_workbook(tmp_path / "leeg.xlsx", [], THEIRS)
    none = compare(url, empty)
    assert (none.code, "--year" in none.err, len(double_claims(url))) == (4, True, 3)
    done = compare(url, empty, "--year", 2019)
    assert (done.code, "takes the place of list 1 of 2019: psp.xlsx, 5 rows" in done.out) == (0, True)
    assert double_claims(url) == {}
    assert "takes the place" not in compare(url, empty, "--year", 2019).out


def test_what_was_decided_of_a_double_claim_lasts_over_undo_and_redo(url: str, tmp_path: Path) -> None:
    """Lost otherwise: undoing an import by mistake would open again all that a person had settled."""
    ready(url, tmp_path)
    compare(url, theirs(tmp_path))
    found = double_claims(url)
    assert ledger(url, "finding", "accept", *found, "--reason", "seen").code == 0
    assert ledger(url, "undo", 1, "--reason", "by mistake").code == 0
    assert double_claims(url) == {}
    assert ledger(url, "redo", 1, "--reason", "it was right").code == 0
    again = double_claims(url)
    assert {i: (f["status"], f["amount"]) for i, f in again.items()} == {
        i: ("accepted", f["amount"]) for i, f in found.items()
    }


def test_a_compared_file_is_given_back_as_it_was_delivered(url: str, tmp_path: Path) -> None:
    """Lost otherwise: the cell that a finding names could be looked up nowhere once the file is gone."""
    ready(url, tmp_path)
    file = theirs(tmp_path)
    compare(url, file)
    ledger(url, "reconcile", "--against", file, "--map", "amount=F", "--year", 2019)
    for number, words in enumerate((("--list", 1), ("--tie-out", 1))):
        back = tmp_path / f"{number}.xlsx"
        done = ledger(url, "imports", "extract", *words, "--to", back)
        assert (done.code, back.read_bytes()) == (0, file.read_bytes()), done.err
    none: list[tuple[object, ...]] = [(), (1, "--list", 1), ("--list", 2), ("--tie-out", 2)]
    for wrong in none:
        assert ledger(url, "imports", "extract", *wrong).code == 2


def test_a_list_that_was_compared_in_error_is_taken_back(url: str, tmp_path: Path) -> None:
    """Lost otherwise: the wrong file under the wrong code would leave double claims that nothing could settle."""
    ready(url, tmp_path)
    compare(url, theirs(tmp_path))
    words = ("funding", "withdraw-list", "psp", "--year", 2019, "--reason", "another plan's")
    done = ledger(url, *words)
    assert (done.code, "list 1 of PSP, 2019" in done.out, "5 rows" in done.out) == (0, True, True)
    assert double_claims(url) == {}
    assert ledger(url, *words).code == 2
    assert compare(url, tmp_path / "psp.xlsx", "--format", "json").json["lists"] == [3]
    assert len(double_claims(url)) == 3


def test_the_sheet_changes_tells_lists_that_were_kept_and_withdrawn(url: str, tmp_path: Path) -> None:
    """Lost otherwise: an auditor would read of "other entry: nothing of 2019" where double claims came and went."""
    ready(url, tmp_path)
    ledger(url, "submit", "--year", 2019)
    compare(url, theirs(tmp_path))
    ledger(url, "funding", "withdraw-list", "psp", "--year", 2019, "--reason", "another plan's")
    ledger(
        url,
        "funding",
        "pay",
        "--person",
        "P-7",
        "--month",
        "2019-05",
        "--line",
        3,
        "--share",
        "60%",
        "--reason",
        "contract",
    )
    out = tmp_path / "w.xlsx"
    assert ledger(url, "export", "reconciliation", "--year", 2019, out).code == 0
    rows = list(openpyxl.load_workbook(out)["Changes"].iter_rows(values_only=True))
    told = [(row[3], row[9]) for row in rows if any(each in str(row[9]) for each in ("PSP for", "P-7"))]
    assert told == [
        ("list of another subsidy", "list of PSP for 2019 kept: psp.xlsx, 5 rows, 4\u00a0289.00"),
        ("list of another subsidy", "list of PSP for 2019 withdrawn: psp.xlsx, 5 rows, 4\u00a0289.00"),
        ("paid by another subsidy", "60\u00a0% of the pay of P-7 in 2019-05"),
    ]


def test_a_list_of_another_year_than_the_one_said_is_refused(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a list of 2018 would be kept as an empty one of 2019."""
    ready(url, tmp_path)
    rows: list[list[object]] = [[2018, "D1", "Zenne", 5.0]]
    old = write_workbook(tmp_path / "2018.xlsx", rows, ("Jaar", "Stuknr", "Leverancier", "Bedrag"))
    for words in (("--funding", "PSP"), ()):
        done = ledger(url, "reconcile", "--against", old, "--year", 2019, *words)
        assert (done.code, "2018" in done.err) == (4, True), done.err
    empty = write_workbook(tmp_path / "leeg.xlsx", [], ("Jaar", "Stuknr", "Leverancier", "Bedrag"))
    assert "no rows" in ledger(url, "reconcile", "--against", empty).err


def test_a_finding_of_several_lines_is_the_same_whichever_is_corrected_first(url: str, tmp_path: Path) -> None:
    """Lost otherwise: correcting the second line before the first would make another finding of it, undecided."""
    rows: list[list[object]] = [[2019, "D1", DAY, "Zenne", "affiches", "G2.1", cents, "F1"] for cents in (600.0, 400.0)]
    import_file(session_of(url), write_workbook(tmp_path / "stad.xlsx", rows, INVOICE))
    assert ledger(url, "funding", "add", "PSP", "--title", "Prevention plan", "--funder", "the State").code == 0
    compare(url, write_workbook(tmp_path / "psp.xlsx", [["a", "F1", DAY, "Zenne", 1000.0, 900.0]], THEIRS))
    (before,) = double_claims(url)
    for line in (2, 1):
        words = ("--amount", "300", "--document-amount", "1000", "--reason", "our part")
        assert ledger(url, "correct", line, *words).code == 0
        (after,) = double_claims(url)
        assert after == before


def test_dates_alone_do_not_part_a_list_into_years(url: str, tmp_path: Path) -> None:
    """Lost otherwise: one invoice of December would take the place of the whole list of the year before."""
    ready(url, tmp_path)
    late: list[object] = ["z", "Q1", date(2018, 12, 30), "Iemand", 9.0, 9.0]
    unsaid = compare(url, theirs(tmp_path, late))
    assert (unsaid.code, "--year 2019" in unsaid.err) == (2, True)
    told = compare(url, tmp_path / "psp.xlsx", "--year", 2019, "--format", "json").json
    assert (told["years"], told["rows"]) == ([2019], 6)
    rows: list[list[object]] = [[year, f"D{year}", "Zenne", 5.0] for year in (2018, 2019)]
    both = write_workbook(tmp_path / "both.xlsx", rows, ("Jaar", "Stuknr", "Leverancier", "Bedrag"))
    assert compare(url, both, "--format", "json").json["years"] == [2018, 2019]


def test_a_recorded_share_hides_no_double_claim_of_the_comparison(url: str, tmp_path: Path) -> None:
    """Lost otherwise: whoever records a smaller share than the list says is told that nothing asks for attention."""
    ready(url, tmp_path)
    assert ledger(url, "funding", "assign", 1, "PSP", "--share", "40%", "--reason", "their settlement").code == 0
    done = compare(url, theirs(tmp_path), "--format", "json")
    assert done.code == 3
    (cost,) = (same for same in done.json["same"] if ends(same) == (1, "F2"))
    assert [f["severity"] for f in cost["findings"]] == ["error", "warning"]
    found = double_claims(url)
    assert [(found[f["id"]]["amount"], f["status"]) for f in cost["findings"]] == [
        ("400.00", "open"),
        ("600.00", "open"),
    ]
    assert (cost["id"], cost["status"]) == (cost["findings"][0]["id"], "open")
    shown = compare(url, tmp_path / "psp.xlsx").out
    assert all(f"{f['id']}: {found[f['id']]['message']}" in shown for f in cost["findings"])
    # What asks for attention is the error: the two others of the list are settled, and so is the warning.
    assert ledger(url, "finding", "accept", *(i for i in found if i != cost["id"]), "--reason", "seen").code == 0
    assert compare(url, tmp_path / "psp.xlsx").code == 3


def test_a_retired_subsidy_takes_no_new_list(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a subsidy that was named in error would go on finding double claims."""
    ready(url, tmp_path)
    assert ledger(url, "funding", "retire", "PSP", "--reason", "named in error").code == 0
    done = compare(url, theirs(tmp_path))
    assert (done.code, "PSP is retired" in done.err, double_claims(url)) == (2, True, {})


def test_a_withdrawn_list_is_named_no_more(url: str, tmp_path: Path) -> None:
    """Lost otherwise: an auditor would look for a list of no rows that nobody ever compared."""
    ready(url, tmp_path)
    compare(url, theirs(tmp_path))
    words = ("funding", "withdraw-list", "psp", "--year", 2019, "--reason", "another plan's")
    assert ledger(url, *words).code == 0
    for command in ("status", "reconcile"):
        assert "psp.xlsx" not in ledger(url, command).out
        assert ledger(url, command, "--format", "json").json["funding_lists"] == []
    # One that has no rows of the year says so and counts.
    compare(url, write_workbook(tmp_path / "leeg.xlsx", [], THEIRS), "--year", 2019)
    assert "leeg.xlsx" in ledger(url, "status").out
