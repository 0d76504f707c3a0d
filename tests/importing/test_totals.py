"""Total rows: what they close, what is no total, and what nobody can tell."""

from __future__ import annotations

from datetime import date

import pytest

from subsidy_ledger.importing.intake import Reading
from table_builders import amounts, read, refusals

LIST = ("Nr", "Leverancier", "Bedrag")
DAY = date(2019, 3, 31)


def totals(reading: Reading) -> list[tuple[str, int, int]]:
    return [(t.label, t.stated, t.computed) for t in reading.totals]


@pytest.mark.parametrize(
    "word",
    ["Totaal", "TOTAAL :", "Algemeen totaal", "Eindtotaal", "Total", "Total général", "Total TVAC", "Somme", "Sum",
     "Grand total", "Totaal 2019", "Totaal uitgaven in EUR", "Totaux", "Sous-total", "Subtotaal", "Tussentotaal",
     "Totaal sector 2", "2019 Totaal", "Zenne Total"],
)  # fmt: skip
@pytest.mark.parametrize("column", [0, 1])
def test_a_total_in_any_words_is_no_line(word: str, column: int) -> None:
    """Lost otherwise: the whole list would be claimed twice."""
    label = ("", word) if column else (word, "")
    reading = read(LIST, (1.0, "Zenne", 4.0), (2.0, "Marolle", 6.0), (*label, 10.0))
    assert (amounts(reading), totals(reading)) == ([400, 600], [(word.strip(), 1000, 1000)])


def test_subtotals_close_their_section_and_a_grand_total_everything() -> None:
    """Lost otherwise: a wrong total would look right because some part of the list adds up to it."""
    lines = ((1.0, "a", 4.0), (2.0, "b", 6.0))
    reading = read(LIST, *lines, ("", "Subtotaal", 10.0), (3.0, "c", 5.0), ("", "Algemeen totaal", 5.0))
    assert totals(reading) == [("Subtotaal", 1000, 1000), ("Algemeen totaal", 500, 1500)]


def test_a_plain_word_closes_what_agrees_and_else_everything() -> None:
    """Lost otherwise: lists that call every subtotal "total" would be full of false findings."""
    rows = ((1.0, "a", 4.0), ("", "Total", 4.0), (2.0, "b", 6.0), ("", "Total", 6.0), ("", "Total", 10.0))
    assert totals(read(LIST, *rows)) == [("Total", 400, 400), ("Total", 600, 600), ("Total", 1000, 1000)]
    assert totals(read(LIST, *rows, ("", "Total", 11.0)))[-1] == ("Total", 1100, 1000)


@pytest.mark.parametrize("filled", [("D7", ""), ("", DAY), ("D7", DAY)])
def test_a_supplier_called_total_with_a_document_or_a_date_is_a_line(filled: tuple[object, object]) -> None:
    """Lost otherwise: fuel would never be claimed."""
    document, day = filled
    reading = read(("Boekstuknr", "Datum", "Leverancier", "Bedrag"), (document, day, "TOTAL BELGIUM", 60.0))  # type: ignore[arg-type]
    assert (amounts(reading), totals(reading)) == ([6000], [])


def test_in_a_list_without_documents_the_rest_of_the_row_tells() -> None:
    """Lost otherwise: a list without document numbers would lose its fuel, its sums of training, and its lump sums."""
    header = ("Jaar", "Leverancier", "Omschrijving", "Bedrag")
    rows = (
        (2019.0, "TOTAL BELGIUM", "brandstof", 60.0), (2019.0, "Q8", "Totaal onderhoud", 5.0),
        (2019.0, "Z", "Total cost of training", 7.0), ("", "Totaal", "", 72.0),
    )  # fmt: skip
    reading = read(header, *rows)
    assert amounts(reading) == [6000, 500, 700]
    assert totals(reading) == [("Totaal", 7200, 7200)]


def test_what_can_be_a_total_or_a_cost_is_refused_unless_it_agrees() -> None:
    """Lost otherwise: a fuel bill would vanish, or a mistyped total be claimed."""
    two = (("Zenne", 4.0), ("Marolle", 6.0))
    doubtful = read(("Leverancier", "Bedrag"), *two, ("Total Belgium", 7.0), ("Totaal", 10.0))
    assert refusals(doubtful) == [("total-doubtful", "A4")]
    assert totals(doubtful) == [("Totaal", 1000, 1000)]
    assert totals(read(("Leverancier", "Bedrag"), *two, ("Total Belgium", 10.0))) == [("Total Belgium", 1000, 1000)]


def test_a_total_without_an_amount_is_a_remark() -> None:
    """Lost otherwise: the word alone would be refused as a line without an amount."""
    reading = read(LIST, (1.0, "a", 4.0), ("", "Totaal", ""))
    assert [row.number for row in reading.notes] == [3]
    assert refusals(reading) == []


def test_a_total_counts_the_refused_rows_it_closes() -> None:
    """Lost otherwise: one refused date would also make the control sum disagree."""
    reading = read(("Datum", "Bedrag"), (DAY, 4.0), ("31/02/2019", 6.0), ("Totaal", 10.0))
    assert totals(reading) == [("Totaal", 1000, 1000)]
    assert refusals(reading) == [("not-a-date", "A3")]


def test_words_that_only_begin_alike_are_no_total() -> None:
    """Lost otherwise: Somers nv and a total package would be left out."""
    reading = read(LIST, ("", "Somers nv", 4.0), ("", "Totaalpakket", 5.0), ("", "Summit", 6.0))
    assert amounts(reading) == [400, 500, 600]


def test_totals_of_several_levels_close_the_groups_below_them() -> None:
    """Lost otherwise: a printed report with sectors and subtotals would be full of false control totals."""
    rows = [
        ("a", 10.0), ("b", 20.0), ("Subtotaal A", 30.0), ("c", 5.0), ("Subtotaal B", 5.0), ("Totaal sector 1", 35.0),
        ("d", 7.0), ("Subtotaal C", 7.0), ("e", 8.0), ("Subtotaal D", 8.0), ("Totaal sector 2", 15.0),
        ("Algemeen totaal", 50.0),
    ]  # fmt: skip
    header = ("Dienstjaar", "Boekstuknr", "Leverancier", "Bedrag")
    lines = [(2019.0, f"D{n}" if len(name) == 1 else "", name, cents) for n, (name, cents) in enumerate(rows)]
    assert [stated == computed for _, stated, computed in totals(read(header, *lines))] == [True] * 7
    wrong = read(header, (2019.0, "D1", "a", 10.0), ("", "", "Subtotaal", 10.0), ("", "", "Totaal", 12.0))
    assert [(stated, computed) for _, stated, computed in totals(wrong)] == [(1000, 1000), (1200, 1000)]


def test_the_word_may_stand_among_the_numbers_beside_the_amount() -> None:
    """Lost otherwise: a label in the column of document numbers would double the list."""
    header = ("Datum", "Leverancier", "Documentnummer", "Bedrag")
    found = read(
        header, (date(2019, 3, 1), "a", "D1", 10.0), (date(2019, 3, 1), "b", "D2", 20.0), ("", "", "Totaal:", 30.0)
    )
    assert (amounts(found), totals(found)) == ([1000, 2000], [("Totaal:", 3000, 3000)])


def test_a_wrong_total_is_compared_with_the_lines_nearest_to_it() -> None:
    """Lost otherwise: a small slip would look like a large one."""
    rows = (
        (1.0, "a", 10.0),
        (2.0, "b", 20.0),
        ("", "Totaal", 30.0),
        (3.0, "c", 5.0),
        (4.0, "d", 6.0),
        ("", "Totaal", 12.0),
    )
    assert totals(read(LIST, *rows)) == [("Totaal", 3000, 3000), ("Totaal", 1200, 1100)]
    above = read(LIST, ("", "Totaal", 30.0), (1.0, "a", 10.0), (2.0, "b", 20.0))
    assert totals(above) == [("Totaal", 3000, 3000)]


@pytest.mark.parametrize("word", ["Sous-total secteur", "Subtotaal sector 2", "Totaal preventie"])
def test_the_words_for_a_total_may_stand_among_the_document_numbers(word: str) -> None:
    """Lost otherwise: the subtotals of a list would be posted as costs with a strange number."""
    header = ("Boekstuknr", "Datum", "Bedrag")
    reading = read(header, ("D1", DAY, 4.0), ("D2", DAY, 6.0), (word, "", 10.0))
    assert (amounts(reading), totals(reading)) == ([400, 600], [(word, 1000, 1000)])


def test_a_number_that_begins_like_a_total_is_a_number() -> None:
    """Lost otherwise: an invoice numbered TOT would be left out of the books."""
    reading = read(("Boekstuknr", "Leverancier", "Bedrag"), ("D1", "a", 4.0), ("TOT1A", "b", 6.0))
    assert amounts(reading) == [400, 600]
