"""Tables as text: amounts are never cut, and what is wide wraps only where a terminal asks for it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from subsidy_ledger.domain.money import to_grouped
from subsidy_ledger.domain.sentences import Euro, say
from subsidy_ledger.i18n import words_of
from subsidy_ledger.render.text import cell_text, to_text
from subsidy_ledger.render.widths import wrapped
from subsidy_ledger.reports.tables import Column, Table

COLUMNS = (Column("supplier", "Supplier"), Column("amount", "Amount", "money"), Column("day", "Day", "date"))


def table(*rows: tuple[str, int, date | None]) -> Table:
    return Table("t", "Lines", COLUMNS, rows, (), (say("{e} in all", e=Euro(123456)),))


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=300),
    st.integers(-(10**13), 10**13),
)
def test_nothing_is_cut_when_the_output_is_no_terminal(supplier: str, cents: int) -> None:
    """Lost otherwise: a figure or a supplier would be incomplete in a file or a mail."""
    line = to_text(table((supplier, cents, None))).splitlines()[4]
    assert line.startswith(supplier)
    assert line.endswith(to_grouped(cents))


@given(st.integers(-(10**13), 10**13), st.integers(20, 200))
def test_amounts_stay_whole_on_a_narrow_terminal(cents: int, width: int) -> None:
    """Lost otherwise: a balance on a small screen would show another amount."""
    shown = to_text(table(("a supplier with a rather long name " * 3, cents, date(2019, 3, 1))), width=width)
    assert to_grouped(cents) in shown
    assert "2019-03-01" in shown


def test_a_long_text_wraps_to_the_width() -> None:
    """Lost otherwise: a table on a terminal would be broken by the terminal instead."""
    shown = to_text(table(("word " * 40, 100, None)), width=60)
    assert max(len(line) for line in shown.splitlines()) <= 60
    assert shown.count("word") == 40


def test_what_has_no_room_stands_beneath_its_row_on_a_narrow_terminal() -> None:
    """Lost otherwise: what is wrong, and what to do, would be read in a column of one word a line."""
    columns = (Column("check", "Check", "code"), Column("amount", "Euros", "money"), Column("what", "What"))
    sentence = "The line pays the zone and is on no objective of it. Tag it anew, or correct its payee."
    found = Table("t", "", columns, (("deduction-exceeds-contribution", 123456, sentence),))
    assert to_text(found, width=60).splitlines()[2:] == [
        f"deduction-exceeds-contribution  {to_grouped(123456)}",
        "    What: The line pays the zone and is on no objective of",
        "    it. Tag it anew, or correct its payee.",
    ]
    assert len(to_text(found).splitlines()) == 3
    assert to_text(found, width=34).splitlines()[2:4] == [
        f"deduction-exceeds-        {to_grouped(123456)}",
        "contribution",
    ]


def test_headings_totals_and_notes_are_shown() -> None:
    """Lost otherwise: a total would look like one more line."""
    rows = (("a", 1, None), ("Total", 1, None))
    marked = Table("t", "", COLUMNS, rows, ("line", "total"), (say("note {n}", n=3),))
    lines = to_text(marked, bold=True).splitlines()
    assert lines[3].startswith("---")
    assert lines[4].startswith("\033[1mTotal")
    assert lines[-1] == "note 3"
    assert "\033" not in to_text(marked)


def test_moments_are_shown_on_a_clock_in_brussels() -> None:
    """Lost otherwise: an entry of the evening would seem to be of another hour."""
    at = datetime(2020, 7, 1, 22, 30, tzinfo=UTC)
    assert "2020-07-02 00:30" in to_text(Table("t", "", (Column("at", "When", "moment"),), ((at,),)))


@given(st.integers(-(10**11), 10**11), st.integers(20, 60))
def test_an_amount_within_a_sentence_is_never_broken(cents: int, width: int) -> None:
    """Lost otherwise: an officer would read 9 euros on one line, and 846.25 on the next."""
    amount = to_grouped(cents)
    said = f"For G3.2 the list shows {amount}: {amount} less than claimed, 100 % of it in 2019 246 times."
    lines = wrapped(said, width)
    assert sum(line.count(amount) for line in lines) == 2
    assert any("100 %" in line for line in lines)
    assert max(map(len, lines)) <= width
    assert " ".join(lines) == said


def test_an_amount_among_texts_is_written_as_one() -> None:
    """Lost otherwise: a reader of Dutch sees one amount of a table written the English way."""
    assert cell_text(Euro(-123456), "text", words_of("nl")) == "-1.234,56"
