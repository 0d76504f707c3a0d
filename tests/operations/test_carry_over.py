"""Carrying over what is left of a year, on both databases and in every place that shows an allocation."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from builders import import_file, session_of, write_workbook
from command import ledger
from subsidy_ledger.domain.carry_over import CarryOver, carry_overs
from subsidy_ledger.domain.records import Allocation
from subsidy_ledger.operations.balance import balance
from subsidy_ledger.operations.decisions import revise_allocation

CARRY = ("allocation", "carry-over", "--grant", "general")
WHY = ("--decision", "decree of 3 May 2019", "--reason", "works finished in 2019")


def spent_2018(here_url: str, folder: Path, euros: float) -> None:
    rows = [(2018, "B1", None, "Drukkerij", "Folders", "G2.1", euros)]
    import_file(session_of(here_url), write_workbook(folder / "lines.xlsx", rows))


def test_one_entry_moves_the_money_and_every_place_shows_it(url: str, tmp_path: Path) -> None:
    """Lost otherwise: one year loses what the other never gets, or nobody sees why an allocation grew."""
    spent_2018(url, tmp_path, 1_856_439.60)
    done = ledger(url, *CARRY, "--from", 2018, "--to", 2019, "--amount", "40000.00", *WHY)
    assert (done.code, done.out) == (
        0, "general: 40 000.00 carried over from 2018 (now 1 856 439.60) to 2019 (now 1 896 982.33)\n",
    )  # fmt: skip
    now = {
        y["year"]: next(g for g in y["grants"] if g["code"] == "general")
        for y in ledger(url, "balance", "--format", "json").json["years"]
    }
    assert (now[2018]["allocated"], now[2018]["carried_over"], now[2018]["remaining"]) == (
        "1856439.60", "-40000.00", "0.00",
    )  # fmt: skip
    assert (now[2019]["allocated"], now[2019]["carried_over"]) == ("1896982.33", "40000.00")
    assert "40 000.00 was carried over from 2018 (decision: decree of 3 May 2019)" in ledger(
        url, "balance", "--year", 2019
    ).out.replace("\n", " ")
    explained = ledger(url, "explain", "general", "--year", 2018).out
    assert "general 2018: 40 000.00 was carried over to 2019 (decision: decree of 3 May 2019)." in explained
    listed = ledger(url, "allocation", "list", "--format", "json").json
    moved = [(a["year"], a["carried_over"]) for a in listed if a["carried_over"]]
    assert moved == [("2018", "-40000.00"), ("2019", "40000.00")]
    book = tmp_path / "book.xlsx"
    assert ledger(url, "export", "reconciliation", "--year", 2019, book).code == 0
    cells = list(openpyxl.load_workbook(io.BytesIO(book.read_bytes()))["Position"].iter_rows(values_only=True))
    assert ("general", "decree of 3 May 2019", 40000, 2018) in [row[:4] for row in cells]


def test_never_above_what_is_left_and_never_twice(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a euro that was spent in 2018 is granted again in 2019."""
    spent_2018(url, tmp_path, 1_856_439.60)
    above = ledger(url, *CARRY, "--from", 2018, "--to", 2019, "--amount", "40000.01", *WHY)
    assert above.code == 2
    assert "Of general 2018 40 000.00 is left" in above.err
    assert ledger(url, *CARRY, "--from", 2018, "--to", 2019, "--amount", "40000.00", *WHY).code == 0
    again = ledger(url, *CARRY, "--from", 2018, "--to", 2019, "--amount", "40000.00", *WHY)
    assert again.code == 0
    assert "nothing was written" in again.out
    other = (*WHY[:1], "another decree", *WHY[2:])
    nothing = ledger(url, *CARRY, "--from", 2018, "--to", 2019, "--amount", "0.01", *other)
    assert nothing.code == 2
    assert "Of general 2018 nothing is left" in nothing.err
    for amount in ("0", "-5"):
        assert ledger(url, *CARRY, "--from", 2018, "--to", 2019, f"--amount={amount}", *WHY).code == 2


def test_what_was_carried_over_in_error_goes_back_and_no_more(url: str) -> None:
    """Lost otherwise: a mistake stays for ever, or money travels into the past."""
    back = (*CARRY, "--from", 2019, "--to", 2018, "--amount")
    refused = ledger(url, *back, "1.00", *WHY)
    assert refused.code == 2
    assert "Money is carried over to a later year" in refused.err
    same = ledger(url, *CARRY, "--from", 2018, "--to", 2018, "--amount", "1.00", *WHY)
    assert same.code == 2
    assert ledger(url, *CARRY, "--from", 2018, "--to", 2019, "--amount", "5000.00", *WHY).code == 0
    assert ledger(url, *back, "5000.01", *WHY).code == 2
    assert ledger(url, *back, "5000.00", *WHY).code == 0
    held = [p.grants[0] for p in balance(session_of(url)).positions]
    assert [(g.allocated, g.carried_over) for g in held] == [(189_643_960, 0), (185_698_233, 0)]


def test_it_is_seen_from_the_day_it_was_recorded(url: str) -> None:
    """Lost otherwise: the books of an earlier day would show a decision that was not taken yet."""
    before = balance(session_of(url)).positions[1].grants[0]
    assert ledger(url, *CARRY, "--from", 2018, "--to", 2019, "--amount", "10.00", *WHY).code == 0
    known = ledger(url, "balance", "--year", 2019, "--known-on", "2020-01-06", "--format", "json").json
    assert known["grants"][0]["carried_over"] == "0.00"
    assert before.carried_over == 0


def test_the_agreement_can_be_revised_after_it(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a new text of the agreement is refused because a decision changed an amount."""
    from subsidy_ledger.agreements import builtin

    assert ledger(url, *CARRY, "--from", 2018, "--to", 2019, "--amount", "10.00", *WHY).code == 0
    revise_allocation(session_of(url), "general", 2019, 5, decision="d", reason="r")
    text = tmp_path / "again.toml"
    text.write_text(builtin() + "\n# a remark\n", encoding="utf-8")
    assert ledger(url, "agreement", "load", text).code == 0


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 50)), max_size=12))
def test_carry_overs_are_told_from_revisions(acts: list[tuple[bool, int]]) -> None:
    """Lost otherwise: a revision is shown as money from another year, or the other way round."""
    amounts, versions, made, expected = {2018: 1000, 2019: 1000}, {2018: 1, 2019: 1}, [], []
    made = [Allocation("g", year, 1, cents, "agreed", 1) for year, cents in amounts.items()]

    def state(year: int, cents: int, entry: int) -> None:
        amounts[year], versions[year] = cents, versions[year] + 1
        made.append(Allocation("g", year, versions[year], cents, "d", entry))

    for entry, (is_carried, cents) in enumerate(acts, start=2):
        if is_carried:
            state(2018, amounts[2018] - cents, entry)
            state(2019, amounts[2019] + cents, entry)
            expected.append(CarryOver("g", 2018, 2019, cents, "d", entry))
        else:
            state(2019, amounts[2019] + cents, entry)
    assert list(carry_overs(reversed(made))) == expected


def test_an_agreement_with_years_of_nothing_carries_nothing_over() -> None:
    """Lost otherwise: two years that begin at 0.00 are told as money carried from one to the other."""
    made = [Allocation("g", year, 1, 0, "agreed", 1) for year in (2018, 2019)]
    assert carry_overs(made) == ()


def test_a_year_without_an_amount_can_be_given_one() -> None:
    """Lost otherwise: what is carried over to a year that had nothing is not recognised."""
    made = [
        Allocation("g", 2018, 1, 500, "agreed", 1), Allocation("g", 2018, 2, 400, "d", 2),
        Allocation("g", 2019, 1, 100, "d", 2),
    ]  # fmt: skip
    (found,) = carry_overs(made)
    assert found == CarryOver("g", 2018, 2019, 100, "d", 2)
    assert [found.into(year) for year in (2017, 2018, 2019)] == [0, -100, 100]


def test_a_grant_that_falls_below_what_was_received_is_told(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: money that has to go back would only be seen at the settlement."""
    spent_2018(sqlite_url, tmp_path, 100.0)
    paid = ("receipt", "add", "--grant", "general", "--year", 2018, "--amount", "1890000", "--date", "2018-12-20")
    assert ledger(sqlite_url, *paid, "--document", "12").code == 0
    # 1 896 439.60 is granted by the agreement.
    exact = ledger(sqlite_url, *CARRY, "--from", 2018, "--to", 2019, "--amount", "6439.60", *WHY)
    assert (exact.code, exact.err) == (0, "")
    more = ledger(sqlite_url, *CARRY, "--from", 2018, "--to", 2019, "--amount", "0.01", *WHY)
    assert "1 890 000.00 was received for general 2018, 0.01 more than the 1 889 999.99 that is granted now" in more.err
    revise = ("allocation", "revise", "--grant", "general", "--year", 2018, *WHY, "--amount")
    assert "8 000.00 more than the 1 882 000.00" in ledger(sqlite_url, *revise, "1882000").err
    assert ledger(sqlite_url, *revise, "1890000").err == ""
