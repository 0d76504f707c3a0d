"""`ledger sample` from drawing to evaluation, with the auditor's workbook in between, on both databases."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from builders import import_file, session_of, write_workbook
from command import Result, ledger
from subsidy_ledger.domain.money import from_text, to_text
from subsidy_ledger.domain.projection import evaluate
from subsidy_ledger.domain.samples import Item
from subsidy_ledger.domain.sampling import draw, population_of

DOCS = Path(__file__).resolve().parents[2] / "docs" / "sampling.md"
# The lines of the example in docs/sampling.md, in its order.
EXAMPLE = (1200.0, 45.0, 980.0, -30.0, 360.0, 12.5, 2500.0, 640.0, 180.0, 412.5, 70.0, 300.0)
DRAW = ("sample", "--year", 2019, "--size", 5, "--seed", "2019-A")


def filled_ledger(url: str, folder: Path) -> None:
    rows = [
        (2019, f"B{n}", date(2019, 1, n), "Drukkerij De Zenne", "Folders", "G2.1", euros)
        for n, euros in enumerate(EXAMPLE, start=1)
    ]
    import_file(session_of(url), write_workbook(folder / "lines.xlsx", rows))


def rows_of(text: str, columns: int) -> list[list[str]]:
    """The rows of figures of a Markdown table with so many columns."""
    found = [[c.strip() for c in line.strip("|\n").split("|")] for line in text.splitlines() if line.startswith("| ")]
    return [row for row in found if len(row) == columns and row[0].isdigit()]


def test_the_example_of_the_docs_is_what_the_program_does(url: str, tmp_path: Path) -> None:
    """Lost otherwise: the page from which an auditor redoes the sample by hand tells her something else."""
    text = DOCS.read_text(encoding="utf-8")
    rows = rows_of(text, 5)
    population = tuple(
        Item(int(row[0]), from_text(row[1])) for row in rows if len(row) == 5 and row[2].endswith("%") is False
    )
    population = population[: len(EXAMPLE)]
    assert [item.cents for item in population] == [round(euros * 100) for euros in EXAMPLE]
    filled_ledger(url, tmp_path)
    drawn = ledger(url, *DRAW, "--format", "json").json
    words = {"exhaustive": "whole", "interval": "by interval", "negative": "credit note"}
    said = [(int(r[0]), r[4], r[3]) for r in rows[: len(EXAMPLE)] if r[4]]
    assert [(c["line"], words[c["stratum"]], c["hit"] or "") for c in drawn["lines"]] == said
    assert (drawn["interval"], drawn["start"]) == ("1000.00", "945.17")
    assert drawn["population"]["digest"] == population_of(population).digest
    assert f"`{drawn['population']['digest']}`" in text
    shown = ledger(url, "sample", "show", 1, "--population", "--format", "json").json
    assert [r["passed"] or "" for r in shown] == [row[2] for row in rows[: len(EXAMPLE)]]
    errors = rows[len(EXAMPLE) :]
    found = evaluate(draw(population, 5, "2019-A"), {int(r[0]): from_text(r[1]) for r in errors})
    assert [[str(e.chosen.line), to_text(e.projected), to_text(e.allowance)] for e in found.errors] == [
        [row[0], row[3], row[4]] for row in errors
    ]
    sums = (found.projected, found.basic, found.incremental, found.limit)
    said_sums = re.search(
        r"Projected ([\d.]+), basic allowance ([\d.]+), incremental allowance ([\d.]+): .* ([\d.]+)\.\n", text
    )
    assert said_sums is not None
    assert said_sums.groups() == tuple(to_text(cents) for cents in sums)


def test_it_is_recorded_once_and_stays_as_it_was(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a sample can be drawn until it suits, or changes under the auditor's hands."""
    filled_ledger(url, tmp_path)
    first = ledger(url, *DRAW, "--format", "json")
    again = ledger(url, *DRAW, "--format", "json")
    assert first.code == again.code == 0
    assert first.out == again.out
    assert "Recorded as sample 1" in first.err
    assert "nothing was written" in again.err
    assert ledger(url, *DRAW[:-1], "another", "--format", "json").json["number"] == 2
    assert ledger(url, "correct", 3, "--amount", "1.00", "--reason", "typing mistake").code == 0
    shown = ledger(url, "sample", "show", 1, "--format", "json")
    assert shown.json["lines"][0]["amount"] == first.json["lines"][0]["amount"]
    assert [c["amount"] for c in shown.json["lines"]] == [c["amount"] for c in first.json["lines"]]
    assert "have changed since" in shown.err
    old = ledger(url, "sample", "show", 1, "--population", "--format", "json").json
    assert [from_text(row["amount"]) for row in old] == [round(euros * 100) for euros in EXAMPLE]
    listed = ledger(url, "sample", "list", "--format", "json").json
    assert [(s["number"], s["seed"], s["size"]) for s in listed] == [(1, "2019-A", 5), (2, "another", 5)]


def test_by_materiality_and_of_one_grant(url: str, tmp_path: Path) -> None:
    """Lost otherwise: an auditor who plans by the error that matters cannot use it."""
    filled_ledger(url, tmp_path)
    asked = ("sample", "--year", 2019, "--grant", "Algemeen", "--materiality", "1.500,00", "--seed", "7")
    drawn = ledger(url, *asked, "--format", "json").json
    assert (drawn["grant"], drawn["materiality"]) == ("general", "1500.00")
    assert from_text(drawn["interval"]) * 3 <= 150_000
    nothing = ledger(url, "sample", "--year", 2019, "--grant", "radicalisation", "--size", 5, "--seed", "7")
    assert nothing.code == 2
    assert "nothing to draw from" in nothing.err


@pytest.mark.parametrize(
    "words",
    [
        ("--year", 2019, "--size", 5), ("--size", 5, "--seed", "x"), ("--year", 2019, "--seed", "x"),
        ("--year", 2019, "--size", 5, "--materiality", "9", "--seed", "x"),
        ("--year", 2019, "--size", 5, "--seed", " "),
        ("--year", 2019, "--materiality", "-9", "--seed", "x"),
        ("show", 9), ("evaluate",), ("evaluate", "--errors", "x"),
    ],
)  # fmt: skip
def test_what_makes_no_sample_is_wrong_use(sqlite_url: str, words: tuple[object, ...]) -> None:
    """Lost otherwise: a question that has no answer ends in a traceback, or in a sample nobody asked for."""
    done = ledger(sqlite_url, "sample", *words)
    assert done.code in (2, 4)
    assert done.err.startswith(("Error: ", "Usage"))
    assert ledger(sqlite_url, "sample", "list", "--format", "json").json == []


def exported(url: str, folder: Path, language: str = "en") -> Path:
    filled_ledger(url, folder)
    assert ledger(url, *DRAW).code == 0
    book = folder / "book.xlsx"
    done = ledger(url, "--lang", language, "export", "reconciliation", "--year", 2019, "--sample", 1, book)
    assert done.code == 0
    return book


def fill_in(book: Path, changes: dict[tuple[int, str], Any], sheet: str = "Sample") -> None:
    """Writes values beside lines of the sample, by the heading of the column."""
    workbook = openpyxl.load_workbook(book)
    page = workbook[sheet]
    first = next(r for r in range(1, 60) if page.cell(r, 4).value is not None and page.cell(r, 9).value is not None)
    columns = {page.cell(first, c).value: c for c in range(1, page.max_column + 1)}
    lines = {page.cell(r, 1).value: r for r in range(first + 1, page.max_row + 1)}
    for (line, heading), value in changes.items():
        page.cell(lines[line], columns[heading]).value = value
    workbook.save(book)


LOOKED_AT = {(line, "Document seen"): "yes" for line in (1, 3, 4, 7, 8, 12)}


def test_the_workbook_comes_back_filled_in(url: str, tmp_path: Path) -> None:
    """Lost otherwise: the auditor's work has to be typed again, or does not come to the docs' figures."""
    book = exported(url, tmp_path)
    early = ledger(url, "sample", "evaluate", "--from", book)
    assert early.code == 3
    assert "6 lines of the sample are not looked at yet, and count as right: 1, 3, 4, 7, 8, 12" in early.err
    deductions = {(1, "Deduction"): 50, (3, "Deduction"): 98.0, (12, "Deduction"): "300,00"}
    reasons = {(line, "Reason"): "not eligible" for line in (1, 3, 12)}
    fill_in(book, {**LOOKED_AT, **deductions, **reasons})
    done = ledger(url, "sample", "evaluate", "--from", book, "--format", "json")
    assert done.code == 0
    found = done.json
    assert (found["sample"], found["projected"], found["basic"], found["incremental"], found["upper_limit"]) == (
        1, "1150.00", "3000.00", "805.00", "4955.00",
    )  # fmt: skip
    assert [e["line"] for e in found["errors"]] == [12, 3, 1]
    assert found["factors"] == ["3.00", "4.75", "6.30"]
    assert (
        "Upper limit at 95 %: 4 955.00, that is 73.96 % of 6 700.00"
        in ledger(url, "sample", "evaluate", "--from", book).out
    )


@pytest.mark.parametrize(("language", "sheet"), [("nl", "Steekproef"), ("fr", "Échantillon")])
def test_in_the_auditors_language(sqlite_url: str, tmp_path: Path, language: str, sheet: str) -> None:
    """Lost otherwise: a workbook written in Dutch or French is not recognised when it comes back."""
    book = exported(sqlite_url, tmp_path, language)
    seen, deducted, why = {
        "nl": ("Stuk gezien", "In mindering", "Reden"), "fr": ("Pièce vue", "Déduction", "Motif"),
    }[language]  # fmt: skip
    yes = {"nl": "ja", "fr": "oui"}[language]
    marks = {(line, seen): yes for line, _ in LOOKED_AT}
    fill_in(book, {**marks, (12, deducted): 300, (12, why): "x"}, sheet)
    found = ledger(sqlite_url, "sample", "evaluate", "--from", book, "--format", "json")
    assert (found.code, found.json["projected"]) == (0, "1000.00")


def refused(url: str, book: Path) -> Result:
    done = ledger(url, "sample", "evaluate", "--from", book)
    assert done.code == 4
    assert "was not evaluated" in done.err
    return done


@pytest.mark.parametrize(
    ("changes", "column", "said"),
    [
        ({(3, "Line"): 999}, "A", '"999", expected the number of a line of this sample'),
        ({(3, "Line"): 1}, "A", "line 1 stands on row 23 too"),
        ({(3, "Amount drawn"): 979.99}, "C", '"979.99", expected 980.00: this is the amount that was drawn'),
        ({(3, "Correct amount"): 880}, "G", "the correct amount follows from the deduction"),
        ({(3, "Deduction"): 980.01, (3, "Reason"): "x"}, "F", "980.01 is more than the 980.00 of the line"),
        ({(4, "Deduction"): 30.01, (4, "Reason"): "x"}, "F", "30.01 is more than the 30.00 of the line"),
        ({(4, "Deduction"): -10, (4, "Reason"): "x"}, "F", "how much too little was credited; type it so"),
        ({(3, "Deduction"): 98}, "H", "98.00 is deducted and no reason is given"),
        ({(3, "Deduction"): -1, (3, "Reason"): "x"}, "F", "expected an amount from 0.00 up"),
        ({(3, "Deduction"): 0.005, (3, "Reason"): "x"}, "F", "expected an amount from 0.00 up"),
        ({(3, "Deduction"): 1e300, (3, "Reason"): "x"}, "F", "expected an amount from 0.00 up"),
        ({(3, "Deduction"): "much", (3, "Reason"): "x"}, "F", '"much", expected an amount'),
        ({(3, "Document seen"): "perhaps"}, "D", "say yes or no"),
        ({(3, "Deduction"): "=1/0", (3, "Reason"): "x"}, "F", "an error, or a formula never calculated"),
    ],
)
def test_wrong_entries_are_refused_by_cell(
    sqlite_url: str, tmp_path: Path, changes: dict[tuple[int, str], Any], column: str, said: str
) -> None:
    """Lost otherwise: a slip of the pen becomes part of the projected error."""
    book = exported(sqlite_url, tmp_path)
    fill_in(book, {**LOOKED_AT, **changes})
    told = refused(sqlite_url, book).out
    place = re.search(r"Sample!([A-Z]+)\d+: ", told)
    assert place is not None
    assert place[1] == column
    assert said in told


def test_every_wrong_cell_is_named_at_once_and_missing_lines_too(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: the auditor mends and sends again for each mistake, or a line vanishes unseen."""
    book = exported(sqlite_url, tmp_path)
    fill_in(book, {(3, "Deduction"): 1, (8, "Deduction"): 641, (8, "Reason"): "x"})
    assert refused(sqlite_url, book).out.count("refused: Sample!") == 2
    fill_in(book, {(3, "Deduction"): None, (8, "Deduction"): None, (8, "Reason"): None, (3, "Line"): None})
    assert "line 3 of the sample is not there; put it back" in refused(sqlite_url, book).out


def test_the_sheet_of_another_sample_is_not_taken_for_this_one(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: errors are projected by another interval than the one they were drawn with."""
    book = exported(sqlite_url, tmp_path)
    assert ledger(sqlite_url, *DRAW[:-1], "another").code == 0
    assert ledger(sqlite_url, "sample", "evaluate", "--from", book, "--format", "json").json["sample"] == 1
    other = ledger(sqlite_url, "sample", "evaluate", "--sample", 2, "--from", book)
    assert other.code == 4
    assert "is the sheet of sample 1, not of sample 2" in other.err
    plain = ledger(sqlite_url, "export", "reconciliation", "--year", 2019, tmp_path / "plain.xlsx")
    assert plain.code == 0
    nothing = ledger(sqlite_url, "sample", "evaluate", "--sample", 1, "--from", tmp_path / "plain.xlsx")
    assert nothing.code == 4
    assert "no row has the headings" in nothing.err
    wrong_year = ledger(sqlite_url, "export", "reconciliation", "--year", 2018, "--sample", 1, tmp_path / "x.xlsx")
    assert wrong_year.code == 2


def test_a_list_of_errors_is_enough(url: str, tmp_path: Path) -> None:
    """Lost otherwise: who keeps her own notes must fill in our workbook as well."""
    filled_ledger(url, tmp_path)
    assert ledger(url, *DRAW).code == 0
    errors = tmp_path / "errors.csv"
    errors.write_text("number;deduction;reason\n12;300,00;no proof\n4;10.00;credited twice\n", encoding="utf-8")
    done = ledger(url, "sample", "evaluate", "--errors", errors, "--format", "json")
    assert done.code == 0
    assert (done.json["projected"], done.json["not_looked_at"]) == ("1010.00", [])


def test_the_same_ledger_gives_the_same_sheet(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: two exports of one sample differ, and nobody can say why."""
    book = exported(sqlite_url, tmp_path)
    again = tmp_path / "again.xlsx"
    assert ledger(sqlite_url, "export", "reconciliation", "--year", 2019, "--sample", 1, again).code == 0
    assert book.read_bytes() == again.read_bytes()
    page = openpyxl.load_workbook(book)["Sample"]
    rules = {v.type for v in page.data_validations.dataValidation}
    assert rules == {"list", "decimal"}
    (rule,) = (v for v in page.data_validations.dataValidation if v.type == "decimal")
    first = int(str(rule.sqref).removeprefix("F").split(":", maxsplit=1)[0])
    assert (rule.formula1, rule.formula2) == ("0", f"ABS($C{first})")
    assert "without a minus" in str(rule.error)


def test_all_of_a_credit_note_may_be_deducted(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: an error in a credit note that is all of it could not be written down."""
    book = exported(sqlite_url, tmp_path)
    fill_in(book, {**LOOKED_AT, (4, "Deduction"): 30, (4, "Correct amount"): -60, (4, "Reason"): "credited too little"})
    found = ledger(sqlite_url, "sample", "evaluate", "--from", book, "--format", "json").json
    assert [(e["line"], e["deduction"], e["tainting"]) for e in found["errors"]] == [(4, "30.00", "1")]


def test_the_cover_says_what_the_sheet_is_for(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: who opens the workbook at its cover does not learn that she is asked for something."""
    book = exported(sqlite_url, tmp_path)
    cover = {row[0]: row[1] for row in openpyxl.load_workbook(book)["Cover"].iter_rows(values_only=True)}
    assert str(cover["Sample"]).startswith("Fill in the yellow cells")
