"""Recognising a list: wherever its table stands, whatever its columns' order, and never one that is another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subsidy_ledger.domain.cells import column_letter
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.dialect import Dialect
from subsidy_ledger.importing.finding.rows import read_rows
from subsidy_ledger.importing.finding.table import find_table
from subsidy_ledger.importing.intake import Cell, Merge, Reading, Sheet, Table, Workbook
from subsidy_ledger.importing.planning.file_plan import Intake
from subsidy_ledger.importing.profile import Profile, Profiles
from subsidy_ledger.importing.profiles.profiled import tables_by_profile
from subsidy_ledger.operations.profile_saving import profile_to_save
from subsidy_ledger.operations.request import ProfileWishes, Request
from table_builders import sheet, workbook

# Headings that mean something, and such as only the officer can say what they are.
KNOWN = ("Dienstjaar", "Boekstuknr", "Factuurdatum", "Leverancier", "Omschrijving", "Activiteitssector", "Bedrag")
ODD = ("Te betalen", "Wie", "Waarvoor", "Code 1", "Nota", "Сумма", "=A1", "F", "B", 'zegt "ja"', "a\nb")
CELLS: dict[str, Cell] = {
    "Dienstjaar": 2019, "Boekstuknr": "D1", "Factuurdatum": "31/03/2019", "Leverancier": "Zenne",
    "Omschrijving": "affiches", "Activiteitssector": "G2.1", "Bedrag": 12.5, "Te betalen": 99.25,
}  # fmt: skip


def profile_of(table: Table, mapping: Mapping[str, str] | None = None, name: str = "p") -> Profile:
    reading = read_rows(table, Dialect(), file="f.xlsx")
    request = Request(("f.xlsx",), mapping=mapping or {}, profiles=ProfileWishes(save=name))
    return profile_to_save([Intake("f.xlsx", "0" * 64, b"", reading)], request)


def by_profile(book: Workbook, *profiles: Profile, **said: Any) -> tuple[Table, ...]:
    wishes = {"sheets": (), "header_row": None, "mapping": {}, "dialect": Dialect(), **said}
    return tables_by_profile(book, Profiles(tuple(profiles)), **wishes).tables


def values(table: Table) -> list[dict[str, object]]:
    reading: Reading = read_rows(table, Dialect(), file="f.xlsx")
    return [dict(row.values) for row in reading.rows]


@settings(max_examples=80)
@given(
    st.permutations(KNOWN), st.lists(st.sampled_from(ODD), max_size=4, unique=True),
    st.integers(0, 12), st.integers(0, 5), st.randoms(use_true_random=False), st.booleans(),
)  # fmt: skip
def test_a_list_is_read_the_same_wherever_it_stands(
    known: Sequence[str], odd: Sequence[str], above: int, then: int, random: Any, is_amount_said: bool
) -> None:
    """Lost otherwise: a title row more, or a column elsewhere, would be another reading or none."""
    headers = [*known, *odd]
    random.shuffle(headers)
    mapping = {"amount": column_letter(headers.index("Te betalen"))} if is_amount_said and "Te betalen" in odd else {}
    titles: list[Sequence[Cell]] = [("Stad Brussel", *[""] * n) for n in range(then)]
    first = find_table(workbook(sheet(*titles, headers, [CELLS.get(h, "x") for h in headers])), mapping=mapping)
    profile = profile_of(first, mapping)
    random.shuffle(headers)
    titles = [("Uitgaven",)] * above
    later = workbook(sheet(*titles, headers, *[[CELLS.get(h, "x") for h in headers]] * 2, name="Blad9"))
    [table] = by_profile(later, profile)
    assert table.header_row == above + 1
    assert values(table) == values(first) * 2
    assert table.said == frozenset()
    assert table.by is not None
    assert table.by.new == ()
    # And what it is made into again says the same.
    again = profile_of(table)
    assert (again.columns, again.dialect, sorted(again.headers)) == (
        profile.columns, profile.dialect, sorted(profile.headers)
    )  # fmt: skip


GROUPED = (("Boekstuknr", "Leverancier", "Bedrag", "", ""), ("", "", "excl. btw", "btw", "incl. btw"))
BILINGUAL = (("Boekstuknr", "Leverancier", "Bedrag"), ("N° de pièce", "Fournisseur", "Montant"))
NUMBERED = (("Boekstuknr", "Leverancier", "Bedrag"), ("(1)", "(2)", "(3)"))


@pytest.mark.parametrize("heading", [GROUPED, BILINGUAL, NUMBERED], ids=["grouped", "bilingual", "numbered"])
@pytest.mark.parametrize("merges", [(), (Merge(0, 2, 0, 4),)], ids=["drawn", "merged"])
def test_headings_over_several_rows_are_recognised(heading: Sequence[Sequence[Cell]], merges: Sequence[Merge]) -> None:
    """Lost otherwise: the lists that are hardest to read would be those without a profile."""
    if heading is not GROUPED and merges:
        merges = ()
    lines = [("D1", "Zenne", 100.0, 21.0, 121.0)[: len(heading[0])]]
    first = find_table(workbook(Sheet("a", True, tuple(map(tuple, (*heading, *lines))), merges=tuple(merges))))
    moved = tuple(Merge(m.top + 3, m.left, m.bottom + 3, m.right) for m in merges)
    rows: tuple[Sequence[Cell], ...] = (("Titel",), (), (), *heading, *lines)
    later = workbook(Sheet("b", True, tuple(map(tuple, rows)), merges=moved))
    [table] = by_profile(later, profile_of(first))
    assert (table.header_row, values(table)) == (5, values(first))


def test_headings_that_come_again_on_every_page_are_one_table() -> None:
    """Lost otherwise: a printed list would be refused as several tables."""
    line = [CELLS[h] for h in KNOWN]
    profile = profile_of(find_table(workbook(sheet(KNOWN, line))))
    [table] = by_profile(workbook(sheet(KNOWN, line, KNOWN, line, (), KNOWN, line)), profile)
    assert (table.header_row, len(values(table))) == (1, 3)


def test_of_two_tables_with_these_headings_none_is_guessed() -> None:
    """Lost otherwise: one of two months would be left out, though the plan looks whole."""
    line = [CELLS[h] for h in KNOWN]
    profile = profile_of(find_table(workbook(sheet(KNOWN, line))))
    book = workbook(sheet(KNOWN, line, name="mrt"), sheet(KNOWN, line, line, name="apr"))
    with pytest.raises(Refused, match=r'"mrt" \(1\) and "apr" \(2\)'):
        by_profile(book, profile)
    assert [t.sheet.name for t in by_profile(book, profile, sheets=("apr", "mrt"))] == ["apr", "mrt"]
    bare = workbook(sheet(KNOWN, name="leeg"), sheet(KNOWN, line, name="apr"))
    assert [t.sheet.name for t in by_profile(bare, profile)] == ["apr"]


@settings(max_examples=60)
@given(st.lists(st.sampled_from((*KNOWN, *ODD)), min_size=2, max_size=8, unique=True), st.data())
def test_a_column_that_is_read_is_never_another_one(headers: list[str], data: st.DataObject) -> None:
    """Lost otherwise: after a column was renamed or put in, an amount could come from a neighbour."""
    headers = list(dict.fromkeys(("Bedrag", "Leverancier", *headers)))
    profile = profile_of(find_table(workbook(sheet(headers, [CELLS.get(h, "x") for h in headers]))))
    changed = [h for h in headers if data.draw(st.booleans()) or h == "Leverancier"]
    changed += data.draw(st.lists(st.sampled_from(("Prijs", "Totaalbedrag", "Montant", "Nieuw", "Bedrag")), max_size=3))
    data.draw(st.randoms(use_true_random=False)).shuffle(changed)
    later = workbook(sheet(changed, [f"{h} {i}" for i, h in enumerate(changed)]))
    tables: tuple[Table, ...] = ()
    code = "profile-changed"
    try:
        tables = by_profile(later, profile)
    except Refused as refused:
        code = refused.code
    assert code == "profile-changed"
    for table in tables:
        assert table.columns.keys() == profile.columns.keys()
        assert {name: table.headers[column] for name, column in table.columns.items()} == {
            name: place.heading for name, place in profile.columns.items()
        }
