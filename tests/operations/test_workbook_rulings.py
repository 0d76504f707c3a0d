"""The workbook shows what is ruled: its sums are those of the settlement, and handed back untouched it says nothing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl

from auditor_builders import exported
from builders import import_file, session_of, write_workbook
from command import ledger
from reconciliation_reading import cents, rows_of
from subsidy_ledger.domain.settlement import settlement
from subsidy_ledger.operations.lines import correct, tag
from subsidy_ledger.operations.session import Session
from subsidy_ledger.operations.settling import settle
from subsidy_ledger.operations.submitting import submit
from subsidy_ledger.operations.workbook import reconciliation_of
from subsidy_ledger.reports.reconciliation.lines import EXPENSES_COLUMNS
from subsidy_ledger.reports.reconciliation.trace import Trace

DAY = date(2019, 3, 1)
ROWS = [
    [2019, "D1", DAY, "Zenne", "zaal", "G1.1", 100.0],
    [2019, "D2", DAY, "Marollen", "drukwerk", "G2.1", 60.1],
    [2019, "D3", DAY, "Zenne", "creditnota", "G1.1", -10.0],
    [2019, "D4", DAY, "Atelier", "reserve", "G2.1", 45.0],
    [2019, "D5", DAY, "Atelier", "vorming", None, 25.0],
    [2019, "D6", DAY, "Atelier", None, "R1.1", 20.0],
    [2019, "D7", DAY, "Atelier", "lokaal", "G2.1", 30.0],
]
PLACES = {column.key: place for place, column in enumerate(EXPENSES_COLUMNS, 1)}


def submitted(url: str, folder: Path) -> Session:
    """Line 1 on two codes, 4 spare, 5 untagged."""
    here = session_of(url, by="An Peeters")
    import_file(here, write_workbook(folder / "1.xlsx", ROWS))
    tag(here, [1], "G2.1", Fraction(1, 3))
    submit(here, 2019, reserve=[4])
    return here


def ruled(here: Session) -> None:
    """Of every kind of ruling one, and line 7 left open."""
    settle(here, [1], "reduce", amount=74_99, reason="half of the  hall")
    settle(here, [2], "reject", reason="private")
    settle(here, [3, 6], "accept", reason="")
    settle(here, [4], "use-spare", reason="for line 2")


def sums(here: Session) -> list[tuple[int, ...]]:
    """By grant, and in all: what the sheet Position says is accepted, deducted and not decided; as the rows say too."""
    book = reconciliation_of(here, 2019)
    trace, rows = Trace(book), range(len(book.block("position").table.rows))
    spots = [[("position", row, key) for key in ("accepted_sum", "deducted_sum", "undecided")] for row in rows]
    found = [(*(trace.added(spot).cents for spot in row),) for row in spots]
    assert found == [(*(trace.value(spot) for spot in row),) for row in spots]
    return found


def settled(here: Session) -> list[tuple[int, ...]]:
    found = [(g.figures.accepted, g.figures.rejected, g.figures.open) for g in settlement(here.ledger(), 2019).grants]
    return [*found, tuple(sum(each) for each in zip(*found, strict=True))]


def test_a_fresh_workbook_says_what_the_settlement_says(url: str, tmp_path: Path) -> None:
    """Lost otherwise: after every line was decided the auditor's workbook still said that nothing was."""
    here = submitted(url, tmp_path)
    assert sums(here) == settled(here)
    assert sums(here)[0] == (0, 0, 180_10)
    ruled(here)
    assert sums(here) == settled(here)
    assert sums(here)[0] == (64_99, 85_11, 30_00)
    # The sheet of the lines adds up neither: a deduction that follows from what is accepted stands in no cell there.
    last = reconciliation_of(here, 2019).block("expenses").table.rows[-1]
    assert [last[PLACES[key] - 1] for key in ("accepted", "deducted")] == [None, None]
    settle(here, [2], "reopen", reason="a mistake")
    assert sums(here) == settled(here)
    correct(here, 7, {"amount": 31_00}, reason="misread")
    assert sums(here) == settled(here)
    submit(here, 2019)
    assert sums(here) == settled(here)


def test_what_moved_to_another_grant_since_the_claim_is_said(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: rows that stand otherwise than they were claimed would make other sums than the settlement,
    without a word."""
    here = submitted(sqlite_url, tmp_path)
    ruled(here)
    tag(here, [2], "R1.1")
    notes = [str(note) for note in reconciliation_of(here, 2019).block("position").table.notes]
    assert [note for note in notes if "60.10" in note or "85.11" in note]


def test_what_was_corrected_since_the_ruling_is_said(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: accepted, deducted and not decided would add up to more than what is spent, without a word."""
    here = submitted(sqlite_url, tmp_path)
    ruled(here)
    assert reconciliation_of(here, 2019).block("position").table.notes[1:] == ()
    correct(here, 1, {"amount": 90_00}, reason="misread")
    block = reconciliation_of(here, 2019).block("position")
    assert cents(rows_of(block)[0]["spent"]) + 10_00 == sum(sums(here)[0]) + 45_00
    assert "line otherwise by now, and 10.00 less is claimed" in str(block.table.notes[0])


def test_an_untouched_workbook_decides_nothing(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: rulings would be recorded twice, or a later one overruled by cells that nobody touched."""
    here = submitted(sqlite_url, tmp_path)
    ruled(here)
    before, out = here.ledger().rulings, tmp_path / "w.xlsx"
    assert ledger(sqlite_url, "--lang", "nl", "export", "reconciliation", "--year", "2019", out).code == 0
    done = ledger(sqlite_url, "settle", "--from", out, "--yes")
    assert (done.code, here.ledger().rulings) == (0, before), done.out + done.err
    assert "Nothing new" in done.err
    settle(here, [3], "reject", reason="no credit")
    settle(here, [6], "reopen", reason="too early")
    done = ledger(sqlite_url, "settle", "--from", out, "--yes")
    assert (done.code, len(here.ledger().rulings)) == (0, len(before) + 2), done.out + done.err


def test_a_ruling_may_be_changed_in_the_workbook(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: what is filled in already could not be mended where it stands."""
    here = submitted(sqlite_url, tmp_path)
    ruled(here)
    before, out = here.ledger().rulings, tmp_path / "w.xlsx"
    assert ledger(sqlite_url, "export", "reconciliation", "--year", "2019", out).code == 0
    book = openpyxl.load_workbook(out)
    sheet = book["Expenses"]
    row = next(r for r in range(4, 20) if sheet.cell(r, 1).value == 2)
    assert [sheet.cell(row, PLACES[key]).value for key in ("accepted", "deducted", "reason")] == [0, None, "private"]
    sheet.cell(row, PLACES["accepted"]).value = 60.1
    book.save(out)
    assert ledger(sqlite_url, "settle", "--from", out, "--yes").code == 0
    new = [r for r in here.ledger().rulings if r not in before]
    assert [(r.line, r.act, r.accepted) for r in new] == [(2, "accept", 60_10)]


def test_an_emptied_cell_is_explained_as_it_stands(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: a figure of a workbook that came back would be explained by a ruling that is gone there."""
    here = submitted(sqlite_url, tmp_path)
    ruled(here)
    out = tmp_path / "w.xlsx"
    assert ledger(sqlite_url, "export", "reconciliation", "--year", "2019", out).code == 0
    words = ("explain", "Position!L5", "--workbook", out, "--format", "json")
    assert ledger(sqlite_url, *words).json["amount"] == "64.99"
    book = openpyxl.load_workbook(out)
    sheet = book["Expenses"]
    row = next(r for r in range(4, 20) if sheet.cell(r, 1).value == 3)
    sheet.cell(row, PLACES["accepted"]).value = None
    book.save(out)
    assert ledger(sqlite_url, *words).json["amount"] == "74.99"


def test_a_credit_note_deducted_in_the_workbook_is_warned_of(url: str, tmp_path: Path) -> None:
    """Lost otherwise: more would be accepted than was claimed, by a cell that reads as a deduction."""
    here = session_of(url)
    import_file(here, write_workbook(tmp_path / "1.xlsx", ROWS))
    submit(here, 2019)
    sheet = exported(here, tmp_path)
    sheet.put(3, accepted=0, reason="private")
    warned = ledger(url, "settle", "--from", sheet.save(), "--yes").err
    assert "line 3 is a credit note (-10.00). Not accepting it raises what is accepted of general by 10.00" in warned
    again = ledger(url, "settle", "--from", sheet.path, "--dry-run", "--format", "json").json
    assert [d["raises_accepted"] for d in again["decisions"]] == ["10.00"]
