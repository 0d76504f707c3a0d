"""The auditor's workbook, filled in and read back: decisions kept, every cell that does not fit refused by name."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils import get_column_letter

from auditor_builders import ROWS, Sheet, exported, here
from builders import import_file, session_of, write_workbook
from command import ledger
from subsidy_ledger.domain.settlement import settlement
from subsidy_ledger.errors import Refused
from subsidy_ledger.i18n import LANGUAGES, words_of
from subsidy_ledger.operations.lines import correct, tag
from subsidy_ledger.operations.session import Session
from subsidy_ledger.operations.settling import settle
from subsidy_ledger.operations.settling_file import keep, read_audit
from subsidy_ledger.operations.submitting import submit
from subsidy_ledger.reports.reconciliation.lines import EXPENSES_COLUMNS


def filled(sheet: Sheet) -> Path:
    """Line 1 reduced on one of its shares, 2 rejected, 3 accepted, 6 only looked at."""
    sheet.put(1, "G1.1", document_seen="yes", payment_seen="yes", accepted=75)
    sheet.put(1, "G2.1", document_seen="yes", deducted=5.05, reason="no proof of payment")
    sheet.put(2, accepted=0, reason="private")
    sheet.put(3, deducted=0)
    sheet.put(6, document_seen="no")
    return sheet.save()


def test_a_filled_in_workbook_comes_back_as_decisions(url: str, tmp_path: Path) -> None:
    """Lost otherwise: hundreds of decisions would be typed over by hand, one of them wrong."""
    here = session_of(url, by="An Peeters")
    import_file(here, write_workbook(tmp_path / "1.xlsx", ROWS))
    tag(here, [1], "G2.1", Fraction(1, 4))
    submit(here, 2019, reserve=[4])
    path = filled(exported(here, tmp_path))
    shown = ledger(url, "settle", "--from", path, "--dry-run")
    assert (shown.code, here.ledger().rulings) == (0, ())
    assert "accepted 84.95, deducted 65.15; rows not decided: 3" in shown.out
    assert ledger(url, "settle", "--from", path).code == 2
    kept = ledger(url, "settle", "--from", path, "--yes", "--by", "Luc Maes", "--format", "json").json
    assert [(d["number"], d["status"], d["accepted"]) for d in kept["decisions"]] == [
        (1, "reduce", "94.95"), (2, "reject", "0.00"), (3, "accept", "-10.00"),
    ]  # fmt: skip
    first = here.ledger().rulings[0]
    assert (first.reason, first.document_seen, first.payment_seen) == ("no proof of payment", True, None)
    assert first.cell == "Expenses!P5"
    found = settlement(here.ledger(), 2019).grants[0].figures
    assert (found.accepted, found.rejected, found.open) == (84_95, 65_15, 0)
    again = ledger(url, "settle", "--from", path, "--yes")
    assert (again.code, len(here.ledger().rulings)) == (0, 3)
    assert "Nothing new" in again.err
    with here.reading() as (connection, tenancy, _):
        from subsidy_ledger.storage.lookups import file_content

        assert file_content(connection, tenancy, str(first.sha256)) == path.read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_is_read_in_the_language_it_was_made_in(here: Session, tmp_path: Path, language: str) -> None:
    """Lost otherwise: an auditor who works in French could not hand her workbook to an officer who works in Dutch."""
    titles = [words_of(language).text(column.title) for column in EXPENSES_COLUMNS]
    assert len(set(titles)) == len(titles)
    sheet = exported(here, tmp_path, language)
    assert set(sheet.columns) == {column.key for column in EXPENSES_COLUMNS}
    sheet.put(3, accepted=-10, document_seen=words_of(language).text("yes"))
    done = ledger(here.url, "settle", "--from", sheet.save(), "--yes")
    assert done.code == 0, done.out + done.err
    (ruling,) = here.ledger().rulings
    assert (ruling.act, ruling.accepted, ruling.document_seen) == ("accept", -10_00, True)


__all__ = ["here"]

WRONG: list[tuple[str, int, str, dict[str, Any]]] = [
    ("line-unknown", 2, "number", {"number": 99, "accepted": 1, "reason": "x"}),
    ("line-unknown", 2, "number", {"number": "two", "accepted": 1, "reason": "x"}),
    ("line-unknown", 2, "code", {"code": "G9.9", "accepted": 1, "reason": "x"}),
    ("above-claim", 2, "deducted", {"deducted": 60.11, "reason": "x"}),
    ("above-claim", 2, "accepted", {"accepted": 60.11}),
    ("above-claim", 2, "accepted", {"accepted": -1, "reason": "x"}),
    ("above-claim", 3, "accepted", {"accepted": 1, "reason": "x"}),
    ("not-the-claim", 2, "deducted", {"accepted": 50, "deducted": 10, "reason": "x"}),
    ("amount-unreadable", 2, "accepted", {"accepted": "60,10"}),
    ("amount-unreadable", 2, "accepted", {"accepted": "ok"}),
    ("amount-unreadable", 2, "accepted", {"accepted": 1.005, "reason": "x"}),
    ("amount-unreadable", 2, "accepted", {"accepted": "#REF!"}),
    ("amount-unreadable", 2, "deducted", {"deducted": True}),
    ("reason-missing", 2, "reason", {"accepted": 60.09}),
    ("reason-missing", 2, "reason", {"deducted": 0.01, "reason": "  "}),
    ("reason-unreadable", 2, "reason", {"accepted": 60.09, "reason": "=te veel"}),
    ("reason-unreadable", 2, "reason", {"accepted": 60.1, "reason": "=te veel"}),
    ("seen-unreadable", 2, "document_seen", {"document_seen": "maybe"}),
    ("ledger-cell-edited", 2, "share", {"share": 61.10}),
    ("ledger-cell-edited", 2, "amount", {"amount": 60}),
    ("ledger-cell-edited", 2, "supplier", {"supplier": "Marollen nv"}),
    ("ledger-cell-edited", 2, "document_no", {"document_no": 640}),
    ("ledger-cell-edited", 2, "date", {"date": date(2019, 4, 2)}),
    ("ledger-cell-edited", 6, "date", {"date": date(2019, 4, 2)}),
    ("ledger-cell-edited", 2, "row", {"row": None}),
    ("half-decided", 1, "accepted", {"deducted": 0}),
    ("line-spare", 4, "accepted", {"accepted": 45}),
    ("line-untagged", 5, "code", {"accepted": 25}),
]


@pytest.mark.parametrize(("code", "line", "key", "values"), WRONG, ids=[f"{c}-{i}" for i, (c, *_) in enumerate(WRONG)])
def test_a_wrong_entry_is_refused_by_cell_and_nothing_is_kept(
    here: Session, tmp_path: Path, code: str, line: int, key: str, values: dict[str, Any]
) -> None:
    """Lost otherwise: a slip of the auditor's pen would settle the wrong amount, or the wrong line."""
    sheet = exported(here, tmp_path)
    cells = {name: sheet.name(line, name) for name in sheet.columns}
    if code == "half-decided":
        cells[key] = f"{cells[key][0]}{sheet.row(1, 'G2.1')}"
    sheet.put(3, deducted=0)
    sheet.put(line, **values)
    done = ledger(here.url, "settle", "--from", sheet.save(), "--yes", "--format", "json")
    assert (done.code, here.ledger().rulings) == (4, ())
    assert [(p["code"], p["cell"]) for p in done.json["problems"]] == [(code, cells[key])]
    told = ledger(here.url, "settle", "--from", sheet.path, "--yes")
    assert (told.code, f"refused: Expenses!{cells[key]}" in told.out) == (4, True)
    assert "Nothing was kept" in told.err


def test_a_line_whose_claim_changed_since_is_refused(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: the auditor's euros would be kept for a line that claims others by now."""
    sheet = exported(here, tmp_path)
    sheet.put(2, accepted=60.1)
    sheet.put(6, accepted=20)
    path = sheet.save()
    correct(here, 2, {"amount": 61_00}, reason="x")
    tag(here, [6], "R1.1", Fraction(1, 2))
    assert ledger(here.url, "settle", "--from", path, "--dry-run").code == 0
    submit(here, 2019)
    problems = ledger(here.url, "settle", "--from", path, "--yes", "--format", "json").json["problems"]
    assert [p["code"] for p in problems] == ["line-not-submitted", "claim-differs"]


def test_what_moved_between_showing_and_keeping_is_not_kept(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: a colleague's decision of a minute ago would be overruled by a plan that never saw it."""
    audit = read_audit(here, filled(exported(here, tmp_path)))
    assert len(audit.news) == 3
    settle(here, [2], "accept", reason="")
    with pytest.raises(Refused, match="line 2 stands otherwise now"):
        keep(here, audit)
    assert len(here.ledger().rulings) == 1
    again = read_audit(here, tmp_path / "audit-en.xlsx", overturn=True)
    keep(here, again)
    assert keep(here, replace(again, ruled=())) is None
    assert settlement(here.ledger(), 2019).grants[0].figures.rejected == 65_15


def test_rows_may_be_sorted_hidden_or_left_out(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: an auditor who sorts by supplier would find every row edited."""
    sheet = exported(here, tmp_path)
    sheet.put(2, accepted=60.1)
    first, second = sheet.row(2), sheet.row(3)
    for column in range(1, sheet.sheet.max_column + 1):
        one, other = sheet.sheet.cell(first, column), sheet.sheet.cell(second, column)
        one.value, other.value = other.value, one.value
    sheet.sheet.row_dimensions[second].hidden = True
    sheet.sheet.delete_rows(sheet.row(6))
    done = ledger(here.url, "settle", "--from", sheet.save(), "--yes")
    assert done.code == 0
    # What is not there any more is told: it may have been deleted by a slip.
    assert "rows of the export are not in this workbook, and nothing is decided of them: line 6" in done.out
    assert [(r.line, r.accepted) for r in here.ledger().rulings] == [(2, 60_10)]


def test_a_workbook_of_another_version_may_have_other_words(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: a better translation would refuse every workbook that is still with the auditor."""
    sheet = exported(here, tmp_path)
    sheet.put(2, status="alive", accepted=60.1)
    assert ledger(here.url, "settle", "--from", sheet.save(), "--dry-run").code == 4
    cover = sheet.book["Cover"]
    row = next(r for r in range(1, 60) if cover.cell(r, 1).value == "Version of subsidy-ledger")
    cover.cell(row, 2).value = "0.0.1"
    assert ledger(here.url, "settle", "--from", sheet.save(), "--dry-run").code == 0
    sheet.put(2, supplier="Marollen nv")
    assert ledger(here.url, "settle", "--from", sheet.save(), "--dry-run").code == 4


def test_the_same_row_twice_is_refused(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: of two decisions on one line nobody could say which was meant."""
    sheet = exported(here, tmp_path)
    row = sheet.sheet.max_row + 2
    for column in range(1, sheet.sheet.max_column + 1):
        sheet.sheet.cell(row, column).value = sheet.sheet.cell(sheet.row(2), column).value
    done = ledger(here.url, "settle", "--from", sheet.save(), "--yes", "--format", "json")
    assert [(p["code"], p["cell"]) for p in done.json["problems"]] == [("row-twice", f"A{row}")]


def test_another_workbook_is_refused_as_a_whole(here: Session, sqlite_template: Path, tmp_path: Path) -> None:
    """Lost otherwise: the workbook of another year, city or ledger would be taken for this one."""
    (tmp_path / "other").mkdir()
    books = tmp_path / "other" / "o.db"
    books.write_bytes(sqlite_template.read_bytes())
    other = session_of(f"sqlite:///{books}")
    import_file(other, write_workbook(tmp_path / "2.xlsx", ROWS[:2]))
    foreign = exported(other, tmp_path / "other")
    foreign.put(1, accepted=100)
    for path, code in (
        (foreign.save(), "other-ledger"),
        (tmp_path / "1.xlsx", "no-auditor-workbook"),
        (tmp_path / "none.xlsx", "file-missing"),
    ):
        done = ledger(here.url, "settle", "--from", path, "--yes", "--format", "json")
        assert (done.code, done.json["error"]["code"]) == (4, code)
    for words in (["--from", "x.xlsx", "--accept"], ["--from", "x.xlsx", "3"], ["--dry-run"], ["--yes", "3"]):
        assert ledger(here.url, "settle", *words).code == 2


def test_every_cell_to_fill_in_is_validated_and_totals_up(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: what cannot be right could be typed, and would only be refused weeks later."""
    sheet = exported(here, tmp_path)
    rules = sheet.sheet.data_validations.dataValidation
    covered = {key for key, place in sheet.columns.items() for rule in rules
               if f"{get_column_letter(place)}{sheet.header + 1}" in rule.sqref}  # fmt: skip
    assert covered == {"document_seen", "payment_seen", "accepted", "deducted"}
    assert any(rule.formula1 == '"yes,no"' for rule in rules)
    total = sheet.sheet.cell(sheet.row(6) + 1, sheet.columns["share"]).value
    assert str(total).startswith("=ROUND(SUBTOTAL(109,")


@pytest.mark.libreoffice
def test_a_workbook_saved_by_libreoffice_is_read(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: an auditor without Excel could not hand her decisions in."""
    path = filled(exported(here, tmp_path))
    soffice = shutil.which("soffice")
    assert soffice
    for kind in ("xlsx", "ods"):
        out = tmp_path / kind
        subprocess.run(
            [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", kind,
             "--outdir", str(out), str(path)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        done = ledger(here.url, "settle", "--from", out / f"{path.stem}.{kind}", "--dry-run")
        assert (done.code, "accepted 84.95, deducted 65.15" in done.out) == (0, True), done.out
