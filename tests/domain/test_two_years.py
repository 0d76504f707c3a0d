"""A figure of two years: by code and by supplier it adds up to what each year has, and nothing is in two groups."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_builders import brussels, expense, ledger_of
from subsidy_ledger.domain.figures import figure_of
from subsidy_ledger.domain.two_years import two_years

YEARS = (2018, 2019)
LINES = st.lists(
    st.tuples(
        st.sampled_from(YEARS), st.integers(-900, 900).filter(bool), st.sampled_from(["G2.1", "G2.2", "G2", None]),
        st.sampled_from(["Zenne nv", "ZENNE", "Marollen", None]), st.sampled_from(["330/123-06", "330/12306", None]),
    ), max_size=12,
)  # fmt: skip


@settings(max_examples=60)
@given(LINES, st.sampled_from(["G2", "general", "G2.1", "untagged", "total"]))
def test_both_ways_to_add_up_come_to_the_figure_of_each_year(lines: list[tuple], code: str) -> None:  # type: ignore[type-arg]
    """Lost otherwise: what explains the difference would not be the difference."""
    ledger = ledger_of(
        expense(n, cents, of, year=year, supplier=supplier, budget_article=article)
        for n, (year, cents, of, supplier, article) in enumerate(lines, 1)
    )
    figure = figure_of(brussels(), code)
    found = two_years(ledger, figure, YEARS)
    sums = {(year, held): each.cents for (year, held), each in ledger.totals().items()}
    assert found.whole.cents == tuple(sum(sums.get((year, held), 0) for held in figure.codes) for year in YEARS)
    for sides in ([side for _, side in found.codes], [of.side for of in found.suppliers]):
        for place in (0, 1):
            assert sum(side.cents[place] for side in sides) == found.whole.cents[place]
            assert sorted(n for side in sides for n in side.lines[place]) == list(found.whole.lines[place])
        assert sum(side.difference for side in sides) == found.whole.difference


def test_a_supplier_is_one_however_it_and_its_article_are_written() -> None:
    """Lost otherwise: the same cleaning firm would be gone and new in one list."""
    ledger = ledger_of([
        expense(1, 100, "G2.1", year=2018, supplier="Zenne nv", budget_article="2018/330/123-06"),
        expense(2, 130, "G2.1", year=2019, supplier="N.V. ZENNE", budget_article="330/12306"),
        expense(3, 50, "G2.2", year=2018, supplier="Marollen"),
        expense(4, 40, "G2.1", year=2019, supplier="Atelier"),
        expense(5, 9, "G2.2", year=2018, supplier="Vast"), expense(6, 9, "G2.2", year=2019, supplier="Vast"),
    ])  # fmt: skip
    found = two_years(ledger, figure_of(brussels(), "G2"), YEARS)
    assert [(of.supplier, of.article, of.side.kind, of.side.difference) for of in found.suppliers] == [
        ("Marollen", None, "gone", -50), ("Atelier", None, "new", 40), ("N.V. ZENNE", "330/123-06", "larger", 30),
        ("Vast", None, "same", 0),
    ]  # fmt: skip
    assert [(target and target.code, side.kind) for target, side in found.codes] == [
        ("G2.1", "larger"), ("G2.2", "smaller"),
    ]  # fmt: skip


def test_a_cent_more_is_larger_and_equal_differences_come_by_name_and_article() -> None:
    """Lost otherwise: the same two years would be listed in another order, or a cent be no difference."""
    lines = [("Zenne", None), (None, None), ("Atelier", "B"), ("Atelier", "A"), ("Atelier", None)]
    ledger = ledger_of([
        expense(10 * n + year - 2018, 5 + year - 2018, "G2.1", year=year, supplier=supplier, budget_article=article)
        for n, (supplier, article) in enumerate(lines, 1)
        for year in (2020, *YEARS[::-1])
    ])  # fmt: skip
    found = two_years(ledger, figure_of(brussels(), "G2"), YEARS)
    assert [(of.supplier, of.article) for of in found.suppliers] == [
        (None, None), ("Atelier", None), ("Atelier", "A"), ("Atelier", "B"), ("Zenne", None),
    ]  # fmt: skip
    assert {(of.side.kind, of.side.difference) for of in found.suppliers} == {("larger", 1)}
    assert (found.whole.kind, found.whole.difference) == ("larger", 5)


def test_the_envelopes_of_both_years_stand_beside_a_figure_that_has_some() -> None:
    """Lost otherwise: an auditor would see that spending grew and not that the grant did."""
    ledger = ledger_of([expense(1, 5, "G2.1")])
    amounts = [sum(ledger.allocated(grant, year) or 0 for grant in ("general", "radicalisation")) for year in YEARS]
    assert two_years(ledger, figure_of(brussels(), "total"), YEARS).allocated == tuple(amounts)
    general = figure_of(brussels(), "general")
    assert two_years(ledger, general, (2017, 2019)).allocated == (0, ledger.allocated("general", 2019))
    assert two_years(ledger, figure_of(brussels(), "G2"), YEARS).allocated is None
