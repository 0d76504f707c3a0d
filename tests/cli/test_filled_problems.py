"""A filled-in workbook with wrong entries: given back with its cells marked, mended, and read again."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from auditor_builders import ROWS, Sheet, exported, here
from builders import import_file, session_of, write_workbook
from cli.test_sample_command import LOOKED_AT, fill_in
from cli.test_sample_command import exported as with_sample
from command import ledger
from subsidy_ledger.importing.marking.annotate_styles import COLOURS
from subsidy_ledger.importing.opening.problem_sheet import PROBLEM_SHEET
from subsidy_ledger.operations.session import Session
from subsidy_ledger.operations.submitting import submit

__all__ = ["here"]

# What is wrong, on which line and code, in which column it is told.
WRONG: list[tuple[tuple[int, str], dict[str, Any], str]] = [
    ((1, "G1.1"), {"accepted": 75, "number": 99}, "number"),
    ((1, "G2.1"), {"accepted": 25.01, "reason": "x"}, "accepted"),
    ((2, "G2.1"), {"accepted": "60,10", "share": 61.1}, "share"),
    ((3, "G1.1"), {"accepted": 0}, "reason"),
    ((6, "R1.1"), {"deducted": "=C6/3", "reason": "x"}, "deducted"),
]


def wrongly_filled(here: Session, folder: Path, language: str = "en") -> tuple[Sheet, list[str]]:
    """The workbook with all of it, and the cells that must be marked."""
    sheet = exported(here, folder, language)
    rows = {key: sheet.row(*key) for key, _, _ in WRONG}
    cells = []
    for key, values, told in WRONG:
        for name, value in values.items():
            sheet.sheet.cell(rows[key], sheet.columns[name]).value = value
        cells.append(str(sheet.sheet.cell(rows[key], sheet.columns[told]).coordinate))
    cells.append(str(sheet.sheet.cell(rows[2, "G2.1"], sheet.columns["accepted"]).coordinate))
    sheet.save()
    return sheet, sorted(cells)


def red(sheet: Any) -> list[str]:
    return sorted(
        str(cell.coordinate) for row in sheet.iter_rows() for cell in row
        if cell.fill.fgColor.rgb == COLOURS["refused"]
    )  # fmt: skip


def values(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every cell of every sheet but the list of problems, formulas as they are written."""
    book = openpyxl.load_workbook(path)
    return {s.title: list(s.iter_rows(values_only=True)) for s in book.worksheets if s.title != PROBLEM_SHEET}


def test_a_wrongly_filled_workbook_comes_back_marked_and_settles_once_mended(url: str, tmp_path: Path) -> None:
    """Lost otherwise: the auditor would look for her slips by cell names on paper, among thousands of rows."""
    here = session_of(url, by="An Peeters")
    import_file(here, write_workbook(tmp_path / "1.xlsx", ROWS))
    assert ledger(url, "tag", 1, "G2.1", "--share", "25%").code == 0
    submit(here, 2019, reserve=[4])
    sheet, cells = wrongly_filled(here, tmp_path)
    shown = ledger(url, "settle", "--from", sheet.path, "--dry-run")
    assert (shown.code, list(tmp_path.glob("*.problems.*"))) == (4, [])
    done = ledger(url, "settle", "--from", sheet.path, "--yes", "--format", "json")
    assert (done.code, done.json["problems_file"], here.ledger().rulings) == (4, "audit-en.problems.xlsx", ())
    assert sorted(problem["cell"] for problem in done.json["problems"]) == cells
    assert "mend them there, then: ledger settle --from audit-en.problems.xlsx" in done.err
    marked = tmp_path / "audit-en.problems.xlsx"
    book = openpyxl.load_workbook(marked)
    assert (red(book["Expenses"]), book.sheetnames[-1]) == (cells, PROBLEM_SHEET)
    remark = book["Expenses"][sheet.name(2, "share")].comment.text
    assert all(part in remark for part in ("it was edited", "Here stands: 61.1", "Expected: 60.10"))
    listed = [row for row in book[PROBLEM_SHEET].iter_rows(values_only=True) if row[1] == "Expenses"]
    assert sorted(str(row[2]) for row in listed) == cells
    assert {row[3] for row in listed} == {"Line", "Share", "Accepted", "Deducted", "Reason"}
    mended = Sheet(marked)
    mended.sheet["A5"], mended.sheet[mended.name(2, "share")] = 1, 60.1
    mended.put(1, "G2.1", accepted=25, reason=None)
    mended.put(2, accepted=60.1)
    mended.put(3, reason="private")
    mended.put(6, deducted=1.5)
    again = ledger(url, "settle", "--from", mended.save(), "--yes")
    assert again.code == 0, again.out + again.err
    assert [(r.line, r.accepted) for r in here.ledger().rulings] == [(1, 100_00), (2, 60_10), (3, 0), (6, 18_50)]


def test_a_mended_cell_is_yellow_again_in_the_next_round(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: after two rounds nobody would see any more which cells are the auditor's."""
    sheet, _ = wrongly_filled(here, tmp_path)
    assert ledger(here.url, "settle", "--from", sheet.path).code == 4
    mended = Sheet(tmp_path / "audit-en.problems.xlsx")
    mended.put(6, deducted=1.5)
    assert ledger(here.url, "settle", "--from", mended.save()).code == 4
    first, again = (
        openpyxl.load_workbook(path)["Expenses"] for path in (sheet.path, tmp_path / "audit-en.problems-2.xlsx")
    )
    for cell in (sheet.name(6, "deducted"), sheet.name(6, "accepted"), sheet.name(6, "supplier")):
        assert again[cell].fill.fgColor.rgb == first[cell].fill.fgColor.rgb
    assert again[sheet.name(6, "deducted")].fill.fill_type == "solid"
    assert again[sheet.name(3, "reason")].fill.fgColor.rgb == COLOURS["refused"]


def test_the_rest_of_the_workbook_stays_as_it_was(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: the copy that settles a year would differ from the one that the auditor signed."""
    sheet, _ = wrongly_filled(here, tmp_path, "nl")
    assert ledger(here.url, "settle", "--from", sheet.path).code == 4
    marked = tmp_path / "audit-nl.problems.xlsx"
    assert values(marked) == values(sheet.path)
    parts = [{i.filename: z.read(i) for i in z.infolist()} for z in map(zipfile.ZipFile, (sheet.path, marked))]
    changed = {name for name, content in parts[0].items() if parts[1][name] != content}
    wrote = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
    assert {name for name in changed - wrote if "sheet" not in name} == set()
    rules = [str(r.sqref) for b in (sheet.path, marked) for r in
             openpyxl.load_workbook(b)["Uitgaven"].data_validations.dataValidation]  # fmt: skip
    assert rules[: len(rules) // 2] == rules[len(rules) // 2 :] != []
    remark = openpyxl.load_workbook(marked)["Uitgaven"][sheet.name(3, "reason")].comment.text
    assert "Verwacht: " in remark


def test_what_cannot_be_written_is_told_and_the_place_can_be_named(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: a folder without rights would hide which cells are wrong, or somebody's work be written over."""
    sheet, _ = wrongly_filled(here, tmp_path)
    (tmp_path / "out").mkdir()
    for where, made in (("out", "out/audit-en.problems.xlsx"), ("x.xlsx", "x.xlsx"), ("no/x.xlsx", None)):
        done = ledger(here.url, "settle", "--from", sheet.path, "--problems", where, "--format", "json")
        assert (done.code, done.json["problems_file"]) == (4, made and str(Path(made)))
    assert "--problems" in done.err
    assert ledger(here.url, "settle", "3", "--accept", "--problems", "x.xlsx").code == 2


def test_a_row_that_lost_its_line_or_its_other_half_is_told(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: a decision would vanish with the number of its line, or be taken for the whole line's."""
    sheet = exported(here, tmp_path)
    sheet.put(1, "G1.1", accepted=75)
    last = sheet.sheet.max_row + 1
    sheet.sheet.cell(last, sheet.columns["accepted"]).value = 5
    sheet.put(6, accepted=19, reason="#REF!")
    sheet.sheet.delete_rows(sheet.row(1, "G2.1"))
    done = ledger(here.url, "settle", "--from", sheet.save(), "--yes", "--format", "json")
    assert [(p["code"], p["cell"]) for p in done.json["problems"]] == [
        ("reason-unreadable", sheet.name(6, "reason")), ("line-unknown", f"A{last - 1}"),
    ]  # fmt: skip
    sheet.put(6, reason="x")
    sheet.sheet.delete_rows(last - 1)
    done = ledger(here.url, "settle", "--from", sheet.save(), "--yes", "--format", "json")
    assert [(p["code"], p["cell"]) for p in done.json["problems"]] == [("row-missing", sheet.name(1, "number"))]
    assert "has a share on G2.1 too" in done.json["problems"][0]["message"]


def test_a_sample_comes_back_marked_and_is_evaluated_once_mended(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: of a sample of hundreds of lines the auditor would have to find the slip by its cell's name."""
    book = with_sample(sqlite_url, tmp_path, "fr")
    heads = {"Document seen": "Pièce vue", "Deduction": "Déduction", "Reason": "Motif", "Line": "Ligne"}
    yes = {(line, heads[name]): "oui" for line, name in LOOKED_AT}
    fill_in(book, {**yes, (12, "Déduction"): 300, (3, "Déduction"): "veel", (8, "Déduction"): 641,
                   (8, "Motif"): "x"}, "Échantillon")  # fmt: skip
    done = ledger(sqlite_url, "--lang", "nl", "sample", "evaluate", "--from", book, "--format", "json")
    assert (done.code, done.json["problems_file"]) == (4, "book.problems.xlsx")
    assert [p["code"] for p in done.json["problems"]] == ["amount-unreadable", "above-claim", "reason-missing"]
    marked = tmp_path / "book.problems.xlsx"
    sheet = openpyxl.load_workbook(marked)["Échantillon"]
    assert red(sheet) == sorted(p["cell"] for p in done.json["problems"])
    assert "Attendu" in sheet[done.json["problems"][0]["cell"]].comment.text
    fill_in(marked, {(12, "Motif"): "x", (3, "Déduction"): 98, (3, "Motif"): "x", (8, "Déduction"): None},
            "Échantillon")  # fmt: skip
    again = ledger(sqlite_url, "sample", "evaluate", "--from", marked, "--format", "json")
    assert (again.code, again.json["projected"]) == (0, "1100.00")
    fill_in(book, {(3, "Déduction"): -5}, "Échantillon")
    done = ledger(sqlite_url, "sample", "evaluate", "--from", book, "--format", "json")
    assert "a deduction is not below 0.00" in done.json["problems"][0]["message"]


def test_a_list_of_errors_comes_back_as_a_workbook(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: the marks would be there for workbooks only, and a list of errors be searched by hand."""
    with_sample(sqlite_url, tmp_path)
    (tmp_path / "errors.csv").write_text("number;deduction;reason\n12;300,00;\n77;1;x\n", encoding="utf-8")
    done = ledger(sqlite_url, "sample", "evaluate", "--errors", "errors.csv", "--format", "json")
    assert (done.code, done.json["problems_file"]) == (4, "errors.problems.xlsx")
    shown = ledger(sqlite_url, "sample", "evaluate", "--errors", "errors.csv", "--format", "csv")
    assert (shown.code, shown.out, "refused: " in shown.err) == (4, "", True)
    book = openpyxl.load_workbook(tmp_path / "errors.problems.xlsx")
    book.worksheets[0]["C2"], book.worksheets[0]["A3"] = "no proof", 4
    book.save(tmp_path / "errors.problems.xlsx")
    again = ledger(sqlite_url, "sample", "evaluate", "--errors", "errors.problems.xlsx", "--format", "json")
    assert (again.code, again.json["projected"]) == (0, "1001.00")


@pytest.mark.libreoffice
def test_an_ods_comes_back_as_a_new_workbook_that_settles(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: who works in LibreOffice would get no marks, or a copy that does not settle."""
    sheet, cells = wrongly_filled(here, tmp_path)
    soffice = shutil.which("soffice")
    assert soffice
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "ods",
         "--outdir", str(tmp_path), str(sheet.path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    done = ledger(here.url, "settle", "--from", tmp_path / "audit-en.ods", "--format", "json")
    assert (done.code, done.json["problems_file"]) == (4, "audit-en.problems.xlsx")
    marked = tmp_path / "audit-en.problems.xlsx"
    assert red(openpyxl.load_workbook(marked)["Expenses"]) == sorted(p["cell"] for p in done.json["problems"])
    assert set(cells) - {p["cell"] for p in done.json["problems"]} <= {sheet.name(6, "deducted")}
    again = ledger(here.url, "settle", "--from", marked, "--format", "json")
    assert [p["cell"] for p in again.json["problems"]] == [p["cell"] for p in done.json["problems"]]
