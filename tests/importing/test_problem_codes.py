"""Codes that machines and officers look problems up by: each is given where it is meant, and means one thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from builders import write_workbook
from command import ledger
from ledger_builders import brussels, ledger_of
from subsidy_ledger.domain.drafts import Head
from subsidy_ledger.errors import Refused, WrongUse
from subsidy_ledger.importing.finding.table import find_tables
from subsidy_ledger.importing.intake import Cell
from subsidy_ledger.importing.planning.file_plan import Intake
from subsidy_ledger.importing.planning.plan import plan
from subsidy_ledger.importing.planning.plan_id import hold_to
from subsidy_ledger.importing.planning.posting import Wishes
from table_builders import read, refusals, sheet, workbook

LIST: Sequence[Sequence[Cell]] = (("Leverancier", "Bedrag", "Bedrag"), ("Zenne", 5.0, 6.0))
PLAIN: Sequence[Sequence[Cell]] = (("Datum", "Leverancier", "Bedrag"), ("25/03/2019", "Zenne", 5.0))


@pytest.mark.parametrize(
    ("code", "wishes"),
    [
        ("area-unreadable", {"sheets": ("Blad1!C:A",)}), ("header-row-unknown", {"header_row": 99}),
        ("map-column", {"mapping": {"amount": "Z"}}), ("map-column-twice", {"mapping": {"amount": "Bedrag"}}),
        ("map-field", {"mapping": {"bedrag": "B"}}), ("no-headings", {"header_row": 0}),
        ("sheet-twice", {"sheets": ("Blad1", "Blad1!A:B")}), ("sheet-unknown", {"sheets": ("Blad7",)}),
    ],
)  # fmt: skip
def test_what_was_asked_for_and_is_not_there_has_a_code_of_its_own(code: str, wishes: Mapping[str, object]) -> None:
    """Lost otherwise: a program that calls the ledger could not tell a wrong option from a wrong workbook."""
    with pytest.raises(WrongUse) as wrong:
        find_tables(workbook(sheet(*LIST)), **wishes)  # type: ignore[arg-type]
    assert wrong.value.code == code


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        ("date-ambiguous", [("03/04/2019", "Zenne", 5.0)]),
        ("mostly-negative", [("25/03/2019", "Zenne", -5.0), ("26/03/2019", "Marolle", -6.0)]),
    ],
)
def test_what_nobody_can_tell_of_a_file_has_a_code(code: str, rows: Sequence[Sequence[Cell]]) -> None:
    """Lost otherwise: the list of problems would not lead to the option that settles it."""
    with pytest.raises(Refused) as refused:
        read(("Datum", "Leverancier", "Bedrag"), *rows)
    assert refused.value.code == code
    assert code == "mostly-negative" or "in row 2 of column A (Datum)" in str(refused.value)


def test_two_sheets_that_say_as_much_have_a_code() -> None:
    """Lost otherwise: the officer would not be asked which of two versions is meant."""
    other = sheet(PLAIN[0], ("25/03/2019", "Marolle", 7.0), name="Blad2")
    with pytest.raises(Refused) as refused:
        find_tables(workbook(sheet(*PLAIN), other))
    assert refused.value.code == "sheets-ambiguous"


def test_an_amount_alone_that_is_no_sum_is_refused() -> None:
    """Lost otherwise: a forgotten total would be a cost, or a cost a forgotten total."""
    reading = read(("Nr", "Leverancier", "Bedrag"), (1.0, "Zenne", 4.0), ("", "", 99.0))
    assert refusals(reading) == [("amount-alone", "C3")]


def test_a_year_that_contradicts_and_a_row_that_is_none_are_told() -> None:
    """Lost otherwise: --year would claim another year's rows for this one, or --as-new do nothing in silence."""
    reading = read(("Jaar", "Leverancier", "Bedrag"), (2018.0, "Zenne", 5.0))
    intake, books = Intake("f.xlsx", sha256(b"").hexdigest(), b"", reading), ledger_of([], brussels())
    (part,) = plan(books, Head(), [intake], Wishes("city", year=2019)).files
    assert [(p.code, p.cell) for p in part.problems] == [("year-contradicts", "A2")]
    with pytest.raises(WrongUse) as wrong:
        plan(books, Head(), [intake], Wishes("city", as_new=frozenset({9})))
    assert wrong.value.code == "as-new-row"
    with pytest.raises(WrongUse) as wrong:
        hold_to("plan 3", plan(books, Head(), [intake], Wishes("city")).id)
    assert wrong.value.code == "plan-unreadable"


def test_the_same_bytes_under_another_year_are_refused(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: a file that was posted under the wrong year would be claimed in both."""
    one = write_workbook(tmp_path / "1.xlsx", [["D1", 5.0]], ("Boekstuknr", "Bedrag"))
    assert ledger(sqlite_url, "import", one, "--year", 2018, "--yes").code == 0
    again = ledger(sqlite_url, "import", one, "--year", 2019, "--yes", "--format", "json")
    assert (again.code, again.json["error"]["code"]) == (4, "file-posted-otherwise")
