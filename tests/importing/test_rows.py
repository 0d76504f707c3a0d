"""Rows: each is a line, zero, a total, a remark, refused or empty, and none is lost on the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import CORPUS
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.dialect import Dialect
from subsidy_ledger.importing.finding.rows import read_rows
from subsidy_ledger.importing.finding.table import find_table
from subsidy_ledger.importing.intake import Cell, Flaw, Reading, Sheet, Workbook
from subsidy_ledger.importing.opening.workbook import read_workbook

HEADER = ("Dienstjaar", "Boekstuknr", "Datum", "Leverancier", "Bedrag")
DAY = date(2019, 3, 31)


def read(
    rows: Sequence[Sequence[Cell]],
    header: Sequence[str] = HEADER,
    flaws: dict[tuple[int, int], Flaw] | None = None,
    hidden: frozenset[int] = frozenset(),
    **dialect: str,
) -> Reading:
    sheet = Sheet("Blad1", True, (tuple(header), *map(tuple, rows)), flaws or {}, hidden)
    table = find_table(Workbook("f.xlsx", "0" * 64, 1, "xlsx", (sheet,)))
    return read_rows(table, Dialect(**dialect), file="f.xlsx")  # type: ignore[arg-type]


def line(amount: Cell = 5.0, doc: Cell = "D1") -> tuple[Cell, ...]:
    return (2019.0, doc, DAY, "Zenne", amount)


def amounts(reading: Reading) -> list[int]:
    return [row.amount for row in reading.rows]


cells = st.one_of(
    st.sampled_from(["", None, "Totaal", "Subtotaal", "abc", "12,50", "-3", "(4,00)", "G2.1", 0.0, 2019.0, True]),
    st.floats(-1e6, 1e6).map(lambda x: round(x, 2)),
    st.dates(date(2018, 1, 1), date(2020, 1, 1)),
)


@given(st.lists(st.lists(cells, min_size=0, max_size=6), max_size=25))
def test_every_row_is_accounted_for_once(rows: list[list[Cell]]) -> None:
    """Lost otherwise: a row could vanish between the file and the ledger."""
    reading = read(rows, sign="keep", decimal="comma", dates="dmy")
    groups = (reading.rows, reading.zero, reading.totals, reading.notes, reading.refused)
    taken = [row.number for group in groups for row in group]
    filled = [n for n, row in enumerate(rows, 2) if any(c not in ("", None) for c in row)]
    assert sorted(taken) == filled
    assert {p.cell[1:] for p in reading.problems if p.severity == "refused"} == {str(r.number) for r in reading.refused}


def test_what_is_claimed_wins_over_what_the_document_says() -> None:
    """Lost otherwise: the whole invoice would be claimed where only a part is."""
    reading = read([("a", 100.0, 40.0), ("b", 9.0, 0.0)], ("Leverancier", "Bedrag", "Ten laste van toelage"))
    assert [(row.amount, row.values["document_amount"]) for row in reading.rows] == [(4000, 10000)]
    assert [row.values["document_amount"] for row in reading.zero] == [900]
    blank = read([("a", 100.0, None)], ("Leverancier", "Bedrag", "Ten laste van toelage"))
    assert [(p.code, p.cell) for p in blank.problems] == [("claimed-missing", "C2")]


@pytest.mark.parametrize(
    ("header", "row", "cents", "warning"),
    [
        (("Leverancier", "Bedrag excl. btw", "BTW"), ("a", 100.0, 21.0), 12100, False),
        (("Leverancier", "Netto"), ("a", 100.0), 10000, True),
        (("Leverancier", "Netto", "BTW", "Bruto"), ("a", 100.0, 21.0, 121.5), 12150, False),
        (("Leverancier", "Debet", "Credit"), ("a", 100.0, None), 10000, False),
        (("Leverancier", "Debet", "Credit"), ("a", 30.0, 100.0), -7000, False),
        (("Leverancier", "Débit", "Crédit"), ("a", "", "5,5"), -550, False),
        (("Leverancier", "Bedrag", "D/C"), ("a", 8.0, "C"), -800, False),
        (("Leverancier", "Bedrag", "D/C"), ("a", 8.0, "Debet"), 800, False),
        (("Fournisseur", "Montant", "Sens"), ("a", 8.0, "crédit"), -800, False),
    ],
)
def test_the_amount_is_found_whatever_the_layout(
    header: tuple[str, ...], row: tuple[Cell, ...], cents: int, warning: bool
) -> None:
    """Lost otherwise: VAT, or the sign of a credit note, would be lost."""
    reading = read([row], header, sign="keep")
    assert amounts(reading) == [cents]
    assert [p.code for p in reading.problems] == (["net-only"] if warning else [])


def test_flaws_are_refused_by_cell_and_never_read_as_blank() -> None:
    """Lost otherwise: a #REF! would be a line of nothing, or a line left out."""
    flaws = {(1, 4): Flaw("error", "#REF!"), (2, 4): Flaw("uncalculated", "=SUM(A1)"), (3, 3): Flaw("error", "#N/A")}
    reading = read([line(""), line(""), (2019.0, "D", DAY, "", 5.0), line()], flaws=flaws)
    assert [(p.code, p.cell, p.value) for p in reading.problems] == [
        ("error-cell", "E2", "#REF!"), ("formula-uncalculated", "E3", "=SUM(A1)"), ("error-cell", "D4", "#N/A"),
    ]  # fmt: skip
    assert amounts(reading) == [500]
    assert len(reading.refused) == 3


def test_a_flawed_cell_in_a_column_that_is_not_read_is_told() -> None:
    """Lost otherwise: an officer would believe the file was whole."""
    reading = read([(*line(), "")], (*HEADER, "Opmerking"), {(1, 5): Flaw("error", "#DIV/0!")})
    assert [(p.severity, p.cell) for p in reading.problems] == [("warning", "F2")]
    assert amounts(reading) == [500]


def test_a_row_that_is_only_a_flaw_is_refused() -> None:
    """Lost otherwise: a row whose every cell is broken would count as empty."""
    reading = read([("", "", "", "", ""), line()], flaws={(1, 4): Flaw("error", "#REF!")})
    assert [row.number for row in reading.refused] == [2]


def test_all_faults_of_a_row_are_named_at_once() -> None:
    """Lost otherwise: the officer would import, mend and import again, once a fault."""
    reading = read([("abcd", "7,17E+13", "31/02/2019", "Zenne", "veel"), line()])
    assert [(p.cell, p.code) for p in reading.problems] == [
        ("A2", "not-a-year"), ("B2", "identifier-destroyed"), ("C2", "not-a-date"), ("E2", "number-unreadable"),
    ]  # fmt: skip


def test_totals_are_left_out_and_compared_with_their_lines() -> None:
    """Lost otherwise: a total would be claimed as a line, or a missing line not be noticed."""
    total = ("", "", "", "Subtotaal", 10.0)
    reading = read([line(4.0), line(6.0), total, line(5.0), ("", "", "", "Totaal", 15.5), line(1.0)])
    assert [(t.number, t.stated, t.computed) for t in reading.totals] == [(4, 1000, 1000), (6, 1550, 1500)]
    assert amounts(reading) == [400, 600, 500, 100]


def test_a_total_may_stand_in_any_column_and_a_supplier_may_be_called_total() -> None:
    """Lost otherwise: a fuel invoice of Total would be taken for a control sum, or a total for a line."""
    reading = read([line(4.0), (2019.0, "D9", DAY, "Total Belgium", 60.0), ("TOTAL GÉNÉRAL", "", "", "", 64.0)])
    assert amounts(reading) == [400, 6000]
    assert [(t.label, t.stated, t.computed) for t in reading.totals] == [("TOTAL GÉNÉRAL", 6400, 6400)]


def test_headings_remarks_and_repeated_headers_are_no_lines() -> None:
    """Lost otherwise: a printed list would be refused for its page breaks."""
    reading = read([("Activiteitssector 2",), line(), (), HEADER, line(), ("gezien op 3 mei",)])
    assert [row.number for row in reading.notes] == [2, 5, 7]
    assert len(reading.rows) == 2


def test_zero_is_counted_and_a_missing_amount_refused() -> None:
    """Lost otherwise: a forgotten amount would look like an amount of nothing."""
    reading = read([line(0.0), line("0,00"), line(None)])
    assert (len(reading.zero), [p.code for p in reading.problems]) == (2, ["amount-missing"])


def test_a_file_that_is_mostly_negative_asks_what_is_meant() -> None:
    """Lost otherwise: a whole year would be claimed as credit notes."""
    rows = [line(-5.0), line(-6.0), line(2.0), ("", "", "", "Totaal", -9.0)]
    with pytest.raises(Refused, match="--sign flip"):
        read(rows)
    flipped = read(rows, sign="flip")
    assert amounts(flipped) == [500, 600, -200]
    assert [(t.stated, t.computed) for t in flipped.totals] == [(900, 900)]
    assert amounts(read(rows, sign="keep")) == [-500, -600, 200]
    assert amounts(read([line(-5.0), line(5.0)])) == [-500, 500]


def test_identifiers_keep_what_they_are() -> None:
    """Lost otherwise: an enterprise number would become 448056361.0, an article a date."""
    header = ("KBO", "Begrotingsartikel", "Leverancier", "Bedrag")
    reading = read(
        [(448056361.0, "330/123-06", " Zenne ", 5.0), ("0448.056.361", date(2019, 12, 6), "Zenne", 5.0)], header
    )
    assert reading.rows[0].values["supplier_no"] == "0448056361"
    assert reading.rows[0].values["supplier"] == "Zenne"
    assert [p.code for p in reading.problems] == ["article-is-date"]


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "rows", "cents"),
    [
        ("oxford__expenditure-over-500-jan-mar-2018.csv", 1220, 433976585),
        ("montpellier__VilleMTP_MTP_AttribSub_2014.ods", 744, 463310400),
        ("scdl__exemple_valide.csv", 29, 282139350),
        ("betagouv__SCDL_WITH_EXERCICE_ALT.xlsx", 3, 1750000),
    ],
)
def test_real_files_add_up(name: str, rows: int, cents: int) -> None:
    """Lost otherwise: what works on our own examples would fail on a stranger's file."""
    workbook = read_workbook(CORPUS / "spending" / name)
    sheet = "Subventions" if name.endswith(".ods") else None
    reading = read_rows(find_table(workbook, sheet=sheet), Dialect(), file=name)
    assert (len(reading.rows), sum(amounts(reading))) == (rows, cents)
