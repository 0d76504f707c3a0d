"""The figures of imports and settlements are led to rows, lines, rulings and receipts that add up to them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from builders import write_workbook
from command import ledger

PARTS = {"new": ["new"], "posted": ["new", "replaced", "taken-back"], "known": ["known", "supplemented"]}
DAY = date(2019, 3, 1)


def rows(*amounts: object) -> list[list[object]]:
    """Documents D1, D2 and so on, each with its amount."""
    return [[2019, f"D{n}", DAY, f"Firma {n}", "x", "G2.1", amount] for n, amount in enumerate(amounts, 1)]


def told(url: str, *words: object) -> Any:
    found = ledger(url, "explain", *words, "--format", "json")
    assert found.code == 0, found.err
    return found.json


def total(amounts: list[str | None]) -> Decimal:
    return sum((Decimal(amount) for amount in amounts if amount is not None), Decimal(0))


@pytest.fixture
def books(url: str, tmp_path: Path) -> str:
    """Three imports: one whole; one with rows known, changed, new, of nothing and refused; one that takes back."""
    first = write_workbook(tmp_path / "1.xlsx", rows(10.0, 20.0, 30.0))
    ledger(url, "import", first, "--yes")
    mixed = rows(10.0, 25.0, 30.0, 40.0, 0, "4O,5")
    ledger(url, "import", write_workbook(tmp_path / "2.xlsx", mixed), "--yes", "--accept-partial")
    replacing = write_workbook(tmp_path / "3.xlsx", rows(10.0, 25.0, 30.0, 41.0))
    ledger(url, "import", replacing, "--yes", "--replace-changed")
    return url


def test_every_figure_that_imports_shows_is_counted_in_its_rows(books: str) -> None:
    """Lost otherwise: "posted" and "known" would be numbers that nobody can lead to the rows of the file."""
    shown = ledger(books, "imports", "--format", "json").json
    assert [batch["rows"]["refused"] for batch in shown] == [0, 1, 0]
    for batch in shown:
        story = told(books, "import", batch["number"])
        figures, held = story["figures"], story["rows"]
        counts = {name: figures[name]["rows"] for name in ("read", "new", "known", "zero", "totals", "refused")}
        assert counts == batch["rows"]
        assert figures["new"]["amount"] == batch["amount"]
        assert figures["posted"]["amount"] == batch["posted"]
        assert figures["taken-back"]["rows"] == batch["taken_back"]
        for name, what in PARTS.items():
            part = told(books, "import", batch["number"], name)["rows"]
            assert part == [row for row in held if row["what"] in what]
            assert total([row["amount"] for row in part]) == Decimal(figures[name]["amount"])
    last = told(books, "import", 3)
    assert {(row["what"], row["row"], row["amount"]) for row in last["rows"] if row["what"] != "known"} == {
        ("replaced", 3, "25.00"), ("replaced", 5, "41.00"), ("taken-back", 3, "-20.00"), ("taken-back", 5, "-40.00"),
    }  # fmt: skip
    assert "posted in all, less what was taken back" in ledger(books, "explain", "import", 3).out
    assert "4O,5" in ledger(books, "explain", "import", 2, "refused").out


def test_what_an_import_found_gone_and_a_redo_are_told_as_first_posted(books: str, tmp_path: Path) -> None:
    """Lost otherwise: after an undo and a redo "posted" would be led to other lines than it was reckoned from."""
    gone = ("--yes", "--replace-changed", "--reverse-gone", "--reason", "corrected list")
    assert ledger(books, "import", write_workbook(tmp_path / "4.xlsx", rows(10.0, 26.0)), *gone).code == 0
    before = told(books, "import", 4)
    assert [row["row"] for row in before["rows"] if row["what"] == "taken-back"].count(None) == 2
    assert before["figures"]["posted"]["amount"] == "-70.00"
    for act in ("undo", "redo"):
        assert ledger(books, act, 4, "--reason", "r").code == 0
    assert told(books, "import", 4)["figures"] == before["figures"]
    assert "undone, and posted again by entry" in ledger(books, "explain", "import", 4).out
    posted = ledger(books, "imports", "--format", "json").json[-1]["posted"]
    assert posted == before["figures"]["posted"]["amount"]


def test_every_figure_that_a_settlement_shows_is_the_sum_of_its_parts(books: str) -> None:
    """Lost otherwise: the balance to receive, on which the city is paid, would rest on nothing that can be shown."""
    live = [line["number"] for line in ledger(books, "expenses", "--live", "--format", "json").json]
    ledger(books, "tag", live[3], "R1.1")
    ledger(books, "submit", "--year", 2019, "--reserve", live[2])
    ledger(books, "settle", live[0], "--reduce", "4", "--reason", "private part")
    ledger(books, "settle", live[3], "--reject", "--reason", "no document")
    for grant, amount in (("general", "50"), ("radicalisation", "7.5")):
        paid = ("--year", 2019, "--grant", grant, "--amount", amount, "--date", "2020-05-01", "--document", "B1")
        assert ledger(books, "receipt", "add", *paid).code == 0
    shown = ledger(books, "settlement", "--year", 2019, "--format", "json").json
    assert Decimal(shown["total"]["recovery"]) > 0
    for figure, amount in shown["total"].items():
        story = told(books, "settlement", figure, "--year", 2019)
        assert (story["amount"], [g["amount"] for g in story["grants"]]) == (
            amount,
            [g[figure] for g in shown["grants"]],
        )
        for grant in story["grants"]:
            assert total([part["amount"] for part in grant["parts"]]) == Decimal(grant["amount"])
    for figure in ("spare_left", "above_grant"):
        story = told(books, "settlement", figure, "--year", 2019)
        assert [g["amount"] for g in story["grants"]] == [g[figure] for g in shown["grants"]]
    (part,) = told(books, "settlement", "reduced", "--year", 2019, "--grant", "general")["grants"][0]["parts"]
    assert (part["number"], part["amount"], part["status"], part["reason"]) == (
        live[0], "6.00", "reduce", "private part",
    )  # fmt: skip
    text = ledger(books, "explain", "settlement", "recovery", "--year", 2019).out
    assert "received, less accepted in all" in text
    assert "B1" in text


def test_every_figure_that_transfers_shows_is_the_sum_of_its_parts(books: str, tmp_path: Path) -> None:
    """Lost otherwise: "proven" and "open" would be amounts that no line of the city or the zone stands behind."""
    live = [line["number"] for line in ledger(books, "expenses", "--live", "--format", "json").json]
    for line, code in zip(live, ("G1.1", "G1.2", "G4.3", "G1.1"), strict=True):
        ledger(books, "tag", line, code)
    zone = [[2019, "Z1", DAY, "Drukkerij", "x", "G1.1", 60.0], [2019, "Z2", DAY, "Drukkerij", "x", "G4.3", 5.0]]
    ledger(books, "import", write_workbook(tmp_path / "zone.xlsx", zone), "--entity", "zone", "--yes")
    assert told(books, "transfers", "due", "--year", 2019)["amount"] is None
    assert "ledger contribution set --year 2019" in ledger(books, "explain", "transfers due", "--year", 2019).out
    ledger(books, "contribution", "set", "--year", 2019, "--amount", "20", "--decision", "council")
    shown = ledger(books, "transfers", "--year", 2019, "--format", "json").json["sides"]
    assert {side["mode"] for side in shown} == {"project", "deduction"}
    for figure in ("due", "claimed", "paid", "shown", "proven", "open"):
        story = told(books, "transfers", figure, "--year", 2019)
        assert [side["amount"] for side in story["sides"]] == [side[figure] or "0.00" for side in shown]
        assert total([side["amount"] for side in story["sides"]]) == Decimal(story["amount"])
        for side in story["sides"]:
            assert total([part["amount"] for part in side["parts"]]) == Decimal(side["amount"])
    assert "claimed, less proven" in ledger(books, "explain", "transfers", "open", "--year", 2019).out
    balance = ledger(books, "balance", "--year", 2019, "--format", "json").json
    for part in (balance["grants"][0], *balance["grants"][0]["sectors"]):
        assert told(books, part["code"], "transfers", "--year", 2019)["amount"] == part["transferred"]


def test_a_recorded_figure_may_be_asked_for_in_quotes(books: str) -> None:
    """Lost otherwise: "import 1" leads in a circle: say the year, and then that the year says nothing."""
    assert told(books, "import 1") == told(books, "import", 1)


def test_two_years_are_told_apart_by_code_and_supplier(books: str, tmp_path: Path) -> None:
    """Lost otherwise: "why is it more than last year" would be answered by two lists, to be compared by hand."""
    earlier = [[2018, "E1", date(2018, 3, 1), "Firma 1", "x", "G2.1", 12.0]]
    ledger(books, "import", write_workbook(tmp_path / "2018.xlsx", earlier), "--yes")
    story = told(books, "general", "--year", 2018, "--and-year", 2019)
    spent = [ledger(books, "balance", "--year", y, "--format", "json").json["total"]["spent"] for y in (2018, 2019)]
    assert story["amounts"] == spent == ["12.00", "106.00"]
    assert story["allocated"] == ["1896439.60", "1856982.33"]
    by_supplier = {of["supplier"]: (of["what"], of["difference"]) for of in story["suppliers"]}
    assert by_supplier["Firma 1"] == ("smaller", "-2.00")
    assert by_supplier["Firma 2"] == ("new", "25.00")
    shown = ledger(books, "explain", "general", "--year", 2018, "--and-year", 2019)
    assert "general: 12.00 in 2018, 106.00 in 2019; difference 94.00" in shown.out


@pytest.mark.parametrize(("words", "said"), [
    (("import",), "ledger explain import 3"), (("import", "x"), "ledger explain import 3"),
    (("import", 9), "import 9"), (("import", 1, "nix"), "new, replaced, taken-back"),
    (("import", 1, "--year", 2019), "--year"), (("settlement",), "settlement balance --year 2019"),
    (("settlement", "nix", "--year", 2019), "granted, claimed, accepted"),
    (("transfers", "nix", "--year", 2019), "due, claimed, paid"), (("transfers", "open"), "Say which figure"),
    ((12, 13), "ledger explain 12"),
    (("G2.1", "--year", 2019, "--and-year", 2019), "two years"), (("G9 transfers", "--year", 2019), '"g9"'),
    (("G2.1", "--year", 2019, "--grant", "general"), "--grant"),
    (("G2.1", "--year", 2019, "--and-year", 2018, "--as-of", "2019-01-01"), "--as-of"),
])  # fmt: skip
def test_what_is_asked_wrongly_names_what_can_be_asked(sqlite_url: str, words: tuple[object, ...], said: str) -> None:
    """Lost otherwise: a slip of the pen would end in a list of codes."""
    found = ledger(sqlite_url, "explain", *words)
    assert (found.code, said in found.err) == (2, True), found.err
