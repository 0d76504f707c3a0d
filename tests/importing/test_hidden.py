"""Hidden rows: nobody claims what nobody sees, unless somebody says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest
from openpyxl import Workbook

from command import ledger
from conftest import CORPUS
from subsidy_ledger.importing.dialect import Dialect
from subsidy_ledger.importing.intake import Cell, Reading
from table_builders import amounts, read, refusals

HEADER = ("Dienstjaar", "Datum", "Leverancier", "Bedrag")
DAY = date(2019, 3, 31)


def line(amount: Cell, supplier: str = "Zenne") -> tuple[Cell, ...]:
    return (2019.0, DAY, supplier, amount)


def reading(*rows: tuple[Cell, ...], hidden: set[int], say: Literal["include", "skip"] | None = None) -> Reading:
    """The rows below the header; `hidden` as Excel counts."""
    return read(HEADER, *rows, hidden=frozenset(row - 1 for row in hidden), dialect=Dialect(hidden=say))


def test_a_hidden_row_is_refused_by_its_first_cell() -> None:
    """Lost otherwise: a row somebody hid on purpose would be claimed unseen."""
    found = reading(line(5.0), line(6.0), line(7.0), hidden={3})
    assert [(p.code, p.severity, p.cell) for p in found.problems] == [("hidden-row", "refused", "A3")]
    assert amounts(found) == [500, 700]
    assert [row.amount for row in found.refused] == [600]


def test_include_reads_hidden_rows_like_any_other_and_says_so_once() -> None:
    """Lost otherwise: an officer who filters while she works could not import her list."""
    found = reading(line(5.0), line(6.0), line(7.0), hidden={2, 3}, say="include")
    assert (amounts(found), found.problems, found.hidden) == ([500, 600, 700], (), ())
    assert [str(note) for note in found.dialects] == ["2 hidden rows are read like any other (rows 2, 3)"]


def test_skip_leaves_hidden_rows_out_with_their_amounts() -> None:
    """Lost otherwise: what was left out could not be listed or added up."""
    found = reading(line(5.0), line(6.0), line("abc"), hidden={3, 4}, say="skip")
    assert amounts(found) == [500]
    assert [(row.number, row.amount) for row in found.hidden] == [(3, 600), (4, 0)]
    assert (found.problems, found.refused) == ((), ())


def test_a_hidden_row_with_nothing_at_stake_asks_nothing() -> None:
    """Lost otherwise: a blank row that a filter hides would keep a whole file out."""
    rows = ((), HEADER, ("Sector 2",), line(0.0), line(4.0), ("", "", "Subtotaal", 4.0), line(5.0))
    found = reading(*rows, hidden={2, 3, 4, 5, 7})
    assert found.problems == ()
    assert (amounts(found), len(found.zero), len(found.notes), len(found.totals)) == ([400, 500], 1, 2, 1)


def test_a_hidden_row_that_could_be_a_total_is_left_out_like_any_other() -> None:
    """Lost otherwise: a row that nobody can tell from a total would vanish from the plan."""
    rows: tuple[tuple[Cell, ...], ...] = (("Zenne", 5.0), ("Totaal lonen", 4.0))
    wishes: tuple[Literal["skip"] | None, ...] = ("skip", None)
    found, unsettled = (
        read(("Leverancier", "Bedrag"), *rows, hidden=frozenset({2}), dialect=Dialect(hidden=wish)) for wish in wishes
    )
    assert refusals(unsettled) == [("hidden-row", "A3"), ("total-doubtful", "A3")]
    assert [row.number for row in found.hidden] == [3]
    assert found.problems == ()


@pytest.mark.parametrize(("total", "computed"), [(9.0, 900), (15.0, 1500), (14.0, 900)])
def test_a_total_may_count_hidden_rows_or_not(total: float, computed: int) -> None:
    """Lost otherwise: SUM and SUBTOTAL differ over hidden rows, and one of them would always be called wrong."""
    found = reading(line(4.0), line(6.0), line(5.0), ("", "", "Totaal", total), hidden={3}, say="skip")
    assert [(t.stated, t.computed) for t in found.totals] == [(round(total * 100), computed)]


def test_all_faults_of_a_hidden_row_are_named_with_it() -> None:
    """Lost otherwise: showing the row and importing again would bring up the next fault."""
    assert refusals(reading(line("abc"), hidden={2})) == [("number-unreadable", "D2"), ("hidden-row", "A2")]


def test_what_was_skipped_is_counted_listed_and_kept_on_record(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: an auditor could not see that the file held more than was claimed."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADER, line(5.0), line(6.5, "Dommel"), line(7.0)):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    path = tmp_path / "lines.xlsx"
    book.save(path)
    refused = ledger(sqlite_url, "import", path, "--yes")
    assert (refused.code, "--hidden include" in refused.out) == (4, True)
    shown = ledger(sqlite_url, "import", path, "--hidden", "skip", "--dry-run").out
    assert "1 hidden, left out as --hidden skip says, 6.50" in shown
    assert "row 3, hidden: Dommel 6.50" in shown
    posted: dict[str, Any] = ledger(
        sqlite_url, "import", path, "--hidden", "skip", "--yes", "--format", "json"
    ).json  # fmt: skip
    assert (posted["rows"]["hidden"], posted["amounts"]["hidden"], posted["rows"]["read"]) == (1, "6.50", 3)
    assert posted["left_out"] == [{"row": 3, "why": "hidden", "amount": "6.50"}]
    assert outcomes(sqlite_url) == {2: "new", 3: "hidden", 4: "new"}
    again = ledger(sqlite_url, "import", path, "--hidden", "include", "--yes", "--format", "json").json
    assert (again["rows"]["new"], again["rows"]["known"]) == (1, 2)


def outcomes(url: str) -> dict[int, str]:
    from sqlalchemy import create_engine, text

    engine = create_engine(url)
    with engine.connect() as connection:
        found = {row.row: row.outcome for row in connection.execute(text("SELECT row, outcome FROM source_row"))}
    engine.dispose()
    return found


@pytest.mark.corpus
def test_the_hidden_rows_of_a_real_filter_are_refused(sqlite_url: str) -> None:
    """Lost otherwise: 51 rows that a filter hides would be claimed as if they had been looked at."""
    path = CORPUS / "reader-torture" / "phpss__AutoFilter_Basic.xlsx"
    mapping = ("--map", "amount=Sales", "--map", "supplier=Country", "--dry-run", "--format", "json")
    found = ledger(sqlite_url, "import", path, *mapping).json
    assert (found["rows"]["refused"], found["rows"]["new"]) == (51, 5)
    skipped = ledger(sqlite_url, "import", path, *mapping, "--hidden", "skip").json
    assert (skipped["rows"]["hidden"], skipped["rows"]["new"]) == (51, 5)
    assert {problem["code"] for problem in skipped["problems"]} == {"year-outside"}
