"""Plans: several files are one plan, supplements add up in order, and what is asked in vain is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from builders import HEADER, import_file, session_of, write_workbook
from command import ledger
from subsidy_ledger.errors import NotReady, WrongUse
from subsidy_ledger.operations.importing import make_plan, post, read_files
from subsidy_ledger.operations.request import Request

ROW: list[object] = [2019, "D1", date(2019, 3, 1), "Zenne", "affiches", "G2.1", 100.0]
PAID = (*HEADER, "Betaaldatum", "Uittreksel")


def file(room: Path, name: str, *rows: list[object], header: tuple[str, ...] = HEADER) -> Path:
    return write_workbook(room / name, rows, header)


def test_later_files_of_one_plan_see_what_the_earlier_ones_add(url: str, tmp_path: Path) -> None:
    """Lost otherwise: the payment of a later file would overwrite that of an earlier one in silence."""
    files = (
        file(tmp_path, "1.xlsx", ROW),
        file(tmp_path, "2.xlsx", [*ROW, date(2019, 5, 13), "u1"], header=PAID),
        file(tmp_path, "3.xlsx", [*ROW, date(2019, 6, 28), "u9"], header=PAID),
        file(tmp_path, "4.xlsx", [*ROW, date(2019, 5, 13), "u1"], header=PAID),
    )
    done = ledger(url, "import", *files, "--yes", "--format", "json")
    assert done.code == 0, done.err
    assert [part["import"] for part in done.json] == [1, 2, None, None]
    assert [p["code"] for p in done.json[2]["problems"]] == ["payment-differs", "payment-differs"]
    (line,) = ledger(url, "expenses", "--format", "json").json
    assert line["payment_date"] == "2019-05-13"


def test_the_same_file_twice_in_one_command_is_posted_once(url: str, tmp_path: Path) -> None:
    """Lost otherwise: naming a file twice would claim it twice."""
    one = file(tmp_path, "1.xlsx", ROW)
    assert [p["rows"]["new"] for p in ledger(url, "import", one, one, "--yes", "--format", "json").json] == [1, 0]


def test_a_plan_somebody_overtook_is_refused(url: str, tmp_path: Path) -> None:
    """Lost otherwise: what is written would not be what was shown."""
    here, request = session_of(url), Request((str(file(tmp_path, "1.xlsx", ROW)),))
    planned = make_plan(here, request, read_files(request))
    import_file(session_of(url), file(tmp_path, "2.xlsx", [*ROW[:-1], 5.0]))
    with pytest.raises(NotReady, match="Somebody else wrote"):
        post(here, planned)
    assert len(here.ledger().expenses) == 1


def test_as_new_names_rows_that_hold_a_line(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a mistyped row number would be ignored, and the cost left out."""
    one = file(tmp_path, "1.xlsx", ROW)
    import_file(session_of(url), one)
    with pytest.raises(WrongUse, match="Row 99"):
        import_file(session_of(url), one, as_new=(99,))
    assert import_file(session_of(url), one, as_new=(2,)) is not None


def test_changed_rows_are_listed_in_money_and_nothing_is_said_to_be_known(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a corrected figure would drown among the known rows."""
    rows = [[*ROW[:1], f"D{n}", *ROW[2:]] for n in range(40)]
    import_file(session_of(url), file(tmp_path, "1.xlsx", *rows))
    changed = file(tmp_path, "2.xlsx", *rows[:-1], [*rows[-1][:-1], 999.0])
    done = ledger(url, "import", changed, "--yes")
    assert "row 41: Zenne 999.00 is line 40 shown otherwise (amount: 100.00 -> 999.00)" in done.out
    assert "1 row shows other figures than its line" in done.err
    told = ledger(url, "import", changed, "--yes", "--format", "json").json
    assert told["changed"] == [
        {"row": 41, "line": 40, "differs": {"amount": ["100.00", "999.00"]}, "replaced_by": None, "doubt": None}
    ]
    assert told["amounts"]["changed"] == "999.00"


def test_a_known_line_keeps_its_tags_and_the_officer_is_told(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a plan would promise tags that are never written."""
    import_file(session_of(url), file(tmp_path, "1.xlsx", [*ROW[:5], None, 100.0]))
    done = ledger(url, "import", file(tmp_path, "2.xlsx", ROW), "--yes")
    assert "1 known line carries another code in the file" in done.out
    assert "from its column" not in done.out


def test_payment_facts_go_with_the_import_that_supplied_them(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a line would keep a payment that was taken back, and --as-of would count a reversed line."""
    undated = [2019, "D1", None, "Zenne", "affiches", "G2.1", 100.0]
    import_file(session_of(url), file(tmp_path, "1.xlsx", undated))
    import_file(session_of(url), file(tmp_path, "2.xlsx", [*undated, date(2019, 5, 15), "u1"], header=PAID))
    assert ledger(url, "correct", 1, "--amount", 90, "--reason", "credit").code == 0
    lines = ledger(url, "expenses", "--format", "json").json
    assert [line["payment_date"] for line in lines] == ["2019-05-15"] * 3
    in_may = ("balance", "--as-of", "2019-05-01", "--year", 2019, "--format", "json")
    assert ledger(url, *in_may).json["total"]["spent"] == "0.00"
    told = ledger(url, "explain", 3).out
    assert "posted in place of line 1 (amount 100.00 -> 90.00)" in told
    assert "supplemented from row 2 of import 2: payment date 2019-05-15" in told
    assert ledger(url, "undo", 2, "--reason", "wrong statement").code == 0
    assert "import 2 was undone, and with it payment date, statement no" in ledger(url, "explain", 3).out
    lines = ledger(url, "expenses", "--format", "json").json
    assert [line["payment_date"] for line in lines] == [None] * 3
    assert ledger(url, *in_may).json["total"]["spent"] == "90.00"


def test_what_an_undo_takes_from_other_lines_is_told(url: str, tmp_path: Path) -> None:
    """Lost otherwise: payment facts would vanish from lines that nobody meant to touch."""
    import_file(session_of(url), file(tmp_path, "1.xlsx", ROW))
    paid = [*ROW, date(2019, 5, 13), "u1"]
    more = [*paid[:1], "D2", *paid[2:]]
    import_file(session_of(url), file(tmp_path, "2.xlsx", paid, header=PAID))
    import_file(session_of(url), file(tmp_path, "3.xlsx", paid, more, header=PAID))
    done = ledger(url, "undo", 2, "--reason", "wrong statement")
    assert "from lines: 1" in done.err
    assert "import 3 states some of this too" in done.err
    again = ledger(url, "import", tmp_path / "3.xlsx", "--yes", "--format", "json").json
    assert (again["rows"]["known"], again["import"]) == (2, 4)
    assert [line["payment_date"] for line in ledger(url, "expenses", "--format", "json").json] == ["2019-05-13"] * 2


def test_a_line_claimed_in_error_is_not_posted_again(url: str, tmp_path: Path) -> None:
    """Lost otherwise: the duplicate an officer took back would return with the next export."""
    one = file(tmp_path, "1.xlsx", ROW)
    import_file(session_of(url), one)
    assert ledger(url, "correct", 1, "--take-back", "--reason", "claimed twice").code == 0
    done = ledger(url, "import", one, "--yes")
    assert "taken back as claimed in error" in done.out
    assert ledger(url, "balance", "--year", 2019, "--format", "json").json["total"]["spent"] == "0.00"
    assert import_file(session_of(url), one, as_new=(2,)) is not None


def test_the_same_file_under_another_year_is_refused(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a list without dates, imported once with the wrong year, would be claimed in both."""
    bare = write_workbook(tmp_path / "b.xlsx", [["Zenne", "huur", 5.0]], ("Leverancier", "Omschrijving", "Bedrag"))
    assert ledger(url, "import", bare, "--year", 2018, "--yes").code == 0
    done = ledger(url, "import", bare, "--year", 2019, "--yes")
    assert done.code == 4
    assert "ledger undo 1" in done.err
    assert ledger(url, "undo", 1, "--reason", "wrong year").code == 0
    assert ledger(url, "import", bare, "--year", 2019, "--yes").code == 0


def test_every_row_left_out_is_named(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a cost taken for a total would be missing from the claim, and nobody would see which."""
    rows: list[list[object]] = [ROW, [*ROW[:1], "D2", *ROW[2:6], 0.0], [None, None, None, None, "Totaal", None, 100.0]]
    done = ledger(url, "import", file(tmp_path, "1.xlsx", *rows), "--yes")
    assert 'row 4, total: "Totaal" 100.00' in done.out
    assert "row 3, zero: Zenne 0.00" in done.out
    told = ledger(url, "import", tmp_path / "1.xlsx", "--dry-run", "--format", "json").json["left_out"]
    assert told == [{"row": 4, "why": "total", "amount": "100.00"}, {"row": 3, "why": "zero", "amount": "0.00"}]


def test_lines_that_a_changed_document_no_longer_has_are_named(url: str, tmp_path: Path) -> None:
    """Lost otherwise: correcting one line of a merged invoice would leave the other claimed."""
    two = [[*ROW[:6], 120.0], [*ROW[:6], 80.0]]
    import_file(session_of(url), file(tmp_path, "1.xlsx", *two))
    merged = file(tmp_path, "2.xlsx", [*ROW[:6], 200.0])
    assert (
        "line 2 (80.00) is of a changed document and no row of the file" in ledger(url, "import", merged, "--yes").out
    )


def test_a_changed_row_of_a_line_taken_back_says_so(url: str, tmp_path: Path) -> None:
    """Lost otherwise: the officer would be sent to correct a line that cannot be corrected."""
    import_file(session_of(url), file(tmp_path, "1.xlsx", ROW))
    ledger(url, "correct", 1, "--take-back", "--reason", "claimed twice")
    done = ledger(url, "import", file(tmp_path, "2.xlsx", [*ROW[:6], 110.0]), "--yes")
    assert "that line was taken back as claimed in error; --as-new 2 posts this one" in done.out


def test_a_cost_that_looks_like_a_total_can_be_posted(url: str, tmp_path: Path) -> None:
    """Lost otherwise: wages called "Totaal lonen" that equal the lines above could never be claimed."""
    rows = [["Stad", "lonen a", 1000.0], ["Stad", "lonen b", 1000.0], ["Stad", "Totaal lonen januari", 2000.0]]
    one = write_workbook(tmp_path / "t.xlsx", rows, ("Leverancier", "Omschrijving", "Bedrag"))
    plain = ledger(url, "import", one, "--year", 2019, "--dry-run")
    assert 'row 4, total: "Totaal lonen januari" 2 000.00' in plain.out
    done = ledger(url, "import", one, "--year", 2019, "--as-new", 4, "--yes", "--format", "json").json
    assert (done["rows"]["new"], done["amounts"]["new"]) == (3, "4000.00")


def test_a_row_that_cannot_be_read_still_has_its_code_and_year_looked_at(url: str, tmp_path: Path) -> None:
    """Lost otherwise: the officer mends a date, and only then hears that the code is wrong as well."""
    faulty: list[object] = [None, "D1", "31/02/2019", "Zenne", "affiches", "G2.9", 100.0]
    one = file(tmp_path, "1.xlsx", ROW, faulty, [None, "D2", None, "Zenne", "affiches", "G2.1", "abc"])
    done = ledger(url, "import", one, "--dry-run", "--format", "json")
    assert done.code == 4
    found = [(p["code"], p["cell"]) for p in done.json["problems"]]
    # The date that could not be read would have given the year: that is one fault and not two.
    assert found == [
        ("not-a-date", "C3"), ("number-unreadable", "G4"), ("code-unknown", "F3"), ("year-missing", "A4"),
    ]  # fmt: skip


def test_a_year_outside_the_agreement_is_told_by_its_cell(url: str, tmp_path: Path) -> None:
    """Lost otherwise: 2091 for 2019 would only show when the ledger is reconciled, far from the workbook."""
    one = file(tmp_path, "1.xlsx", ROW, [2091, *ROW[1:]], [None, "D3", date(2017, 3, 1), *ROW[3:]])
    told = ledger(url, "import", one, "--yes", "--format", "json").json
    assert told["rows"]["new"] == 3
    found = [(p["code"], p["severity"], p["cell"], p["value"]) for p in told["problems"]]
    assert found == [("year-outside", "warning", "A3", "2091"), ("year-outside", "warning", "C4", "2017-03-01")]
    said = file(tmp_path, "2.xlsx", [None, *ROW[1:]])
    assert ledger(url, "import", said, "--year", 2021, "--yes", "--format", "json").json["problems"] == []
