"""What sheets and sections are called is told and never read; copies of a sheet are told; problems of a column once."""

from __future__ import annotations

from collections.abc import Sequence

from ledger_builders import brussels, ledger_of
from subsidy_ledger.domain.drafts import Head
from subsidy_ledger.importing.dialect import Dialect
from subsidy_ledger.importing.finding.rows import read_rows
from subsidy_ledger.importing.finding.table import find_table, find_tables
from subsidy_ledger.importing.intake import Cell, Sheet
from subsidy_ledger.importing.planning.file_plan import FilePlan, Intake
from subsidy_ledger.importing.planning.plan import plan
from subsidy_ledger.importing.planning.posting import Wishes
from subsidy_ledger.importing.planning.problem_groups import problem_lines
from table_builders import sheet, workbook

HEADER = ("Factuurdatum", "Factuurnr", "Leverancier", "Bedrag")
ROWS: Sequence[Sequence[Cell]] = (HEADER, ("25/03/2018", "F1", "Zenne", 5.0), ("26/03/2018", "F2", "Kaai", 7.0))


def planned(*sheets: Sheet, **wishes: object) -> tuple[FilePlan, ...]:
    tables = find_tables(workbook(*sheets), sheets=[each.name for each in sheets])
    intakes = [Intake("f.xlsx", "0" * 64, b"", read_rows(table, Dialect())) for table in tables]
    return plan(ledger_of([], brussels()), Head(), intakes, Wishes("city", **wishes)).files  # type: ignore[arg-type]


def notes(*sheets: Sheet, **wishes: object) -> str:
    return " / ".join(str(note) for part in planned(*sheets, **wishes) for note in part.notes)


def test_a_sheet_called_like_a_year_is_told_where_its_lines_fall_in_another() -> None:
    """Lost otherwise: the sheet "2019" would be claimed in 2018, because its invoices are of that year."""
    said = notes(sheet(*ROWS, name="Uitgaven 2019"))
    assert 'the sheet is called "Uitgaven 2019", and lines of it fall in 2018' in said
    assert "--year 2019" in said
    assert "is called" not in notes(sheet(*ROWS, name="Uitgaven 2018"))
    assert "is called" not in notes(sheet(*ROWS, name="Uitgaven 2019"), year=2018)


def test_a_sheet_called_like_a_code_is_told_where_lines_are_untagged() -> None:
    """Lost otherwise: a sheet for each objective would be posted without any objective, and nobody would see why."""
    assert 'called "G2.1", which means G2.1' in notes(sheet(*ROWS, name="G2.1"))
    assert "is called" not in notes(sheet(*ROWS, name="G2.1"), objective="G2.2")
    assert "is called" not in notes(sheet(*ROWS, name="Blad1"))


def test_sections_called_like_codes_are_told() -> None:
    """Lost otherwise: the codes above the lines would look as if they were read."""
    rows = (HEADER, ("G2.1",), ROWS[1], ("G2.2 reactie",), ROWS[2], ("Opgemaakt te Brussel",))
    said = notes(sheet(*rows))
    assert 'rows between the lines are called like codes (A2 "G2.1", A4 "G2.2 reactie")' in said


def test_two_sheets_with_the_same_lines_are_told() -> None:
    """Lost otherwise: a copy of a sheet that somebody made before changing it would be claimed a second time."""
    first, second = planned(sheet(*ROWS, name="Jan"), sheet(HEADER, *ROWS[:0:-1], name="Jan (2)"))
    assert first.problems == ()
    (told,) = second.problems
    assert (told.code, told.severity, told.sheet, told.cell) == ("sheet-copied", "warning", "Jan (2)", "A1")
    assert "the same 2 lines as those of Jan (12.00)" in str(told.message)
    assert all(part.problems == () for part in planned(sheet(*ROWS, name="Jan"), sheet(*ROWS[:2], name="Feb")))


def test_a_column_of_unknown_codes_is_said_once_and_kept_cell_by_cell() -> None:
    """Lost otherwise: three hundred sentences would hide that one column is simply about something else."""
    rows = [(*HEADER, "Sector"), *((*ROWS[1], f"Dienst {n}") for n in range(9)), (*ROWS[2], "G2.1")]
    (part,) = planned(sheet(*rows))
    assert [p.cell for p in part.problems] == [f"E{n}" for n in range(2, 11)]
    (line,) = map(str, problem_lines(part.problems))
    assert line.startswith('refused: Blad1!E2 (objective) "Dienst 0": "Dienst 0" is no code')
    assert line.endswith("The same in 8 more cells of the column (E3, E4, E5, E6, E7, …).")
    assert len(list(problem_lines(part.problems[:3]))) == 3


def test_where_only_the_amount_is_understood_the_plan_says_so() -> None:
    """Lost otherwise: lines without supplier, date or number could be claimed twice, and nobody would be told."""
    table = find_table(workbook(sheet(("Wie", "Wat", "Bedrag"), ("Zenne", "x", 5.0))))
    assert 'only the amount was understood (C "Bedrag")' in " ".join(map(str, table.notes))
    assert not find_table(workbook(sheet(*ROWS))).notes
