"""A second city, made up, lives in the same ledger by its TOML alone: through every command, and without a trace of
the first one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import pytest

from builders import write_workbook
from command import Result, ledger
from subsidy_ledger import open as open_books
from subsidy_ledger.cli.main import main

TOML = Path(__file__).resolve().parents[1] / "second_city.toml"
FIRST, SECOND = "brussels-2018-2019", "zonnebergen-2021-2023"
# What only the first city could say; a rule number or a sum of euros never looks like it.
FOREIGN = re.compile(
    r"(?<!Europe/)brussel|bruxelles|bravvo|radicalis|\b[GR][1-4]\.\d|\bgeneral\b|\b201[89]\b", re.IGNORECASE
)
HEADER = ("Jaar", "Stuknr", "Factuurdatum", "Leverancier", "Sector", "Bedrag", "Begrotingsartikel", "Betaaldatum")
ROWS = (
    (2022, "A1", date(2022, 2, 1), "Drukkerij Dijle", "10.1 Buurtwachters", 1200.0, "300/124-06", date(2022, 3, 1)),
    (2022, "A2", date(2022, 2, 5), "Drukkerij Dijle", "10.10 Straathoekwerk", 80.0, "300/124-06", date(2022, 3, 1)),
    (2022, "A3", date(2022, 3, 1), "PZ Dijlekant", "20.A", 30000.0, "3301/435-01", date(2022, 4, 1)),
    (2022, "A4", date(2022, 3, 2), "PZ Dijlekant", "20.B", 5000.0, "3301/435-01", date(2022, 4, 1)),
    (2022, "A5", date(2022, 5, 2), "Jeugdhuis De Zolder", "Jeugdhuis", 700.0, "761/332-02", date(2022, 6, 1)),
    (2022, "A6", date(2022, 6, 2), "Werkgroep Straat", None, 900.0, "300/124-06", None),
    (2021, "A7", date(2021, 9, 2), "Werkgroep Straat", "10 Buurtwerk", 60.0, "300/124-06", None),
    (2022, "A8", date(2022, 7, 2), "Drukkerij Dijle", "Buurtwachters", -50.0, "300/124-06", None),
)  # fmt: skip


class City:
    """Runs commands for the second city, remembers which, and looks for traces of the first in what they say."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.asked: set[str] = set()

    def run(self, *words: object, code: int = 0, formats: bool = False) -> Result:
        done = ledger(self.url, "--agreement", SECOND, *words)
        assert done.code == code, (words, done.out, done.err)
        for text in (done.out, done.err):
            trace = FOREIGN.search(text.replace(FIRST, ""))
            assert trace is None, (words, trace, text)
        self.asked.add(" ".join(str(word) for word in words))
        return done


def leaves(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[str]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from leaves(command, (*path, name))
            if not command.invoke_without_command:
                continue
        yield " ".join((*path, name))


@pytest.fixture
def city(url: str) -> City:
    assert ledger(url, "agreement", "load", TOML).code == 0
    return City(url)


def test_it_goes_through_every_command(city: City, tmp_path: Path) -> None:
    """Lost otherwise: a code, a year, an entity or a name of the first city hides in some command."""
    before = ledger(city.url, "--agreement", FIRST, "status", "--format", "json").json
    file, zone = write_workbook(tmp_path / "gemeente.xlsx", ROWS, HEADER), tmp_path / "zone.xlsx"
    write_workbook(zone, [(2022, "Z1", date(2022, 3, 9), "Wedden", "20.A", 29000.0, None, None)], HEADER)
    setting_up(city, file)
    importing(city, file, zone, tmp_path)
    deciding(city)
    looking(city, tmp_path)
    settling(city)
    sampling(city, tmp_path)
    funding(city, file)
    proving(city, file)
    every = set(leaves(main)) - NOT_OF_A_CITY
    missed = {leaf for leaf in every if not any(asked.startswith(leaf) for asked in city.asked)}
    assert 5 * len(missed) < len(every), missed
    after = ledger(city.url, "--agreement", FIRST, "status", "--format", "json").json
    assert after == before


# Set-up is of the database; a template is of no agreement yet.
NOT_OF_A_CITY = {"init", "agreement load", "agreement template"}


def setting_up(city: City, file: Path) -> None:
    shown = city.run("agreement", "show", "--format", "json").json
    assert [g["code"] for g in shown["grants"]] == ["basis", "jeugd-plus"]
    assert "20.B" in city.run("agreement", "show", "--full").out
    for empty in ("imports", "contribution list", "receipt list", "sample list", "rules list", "balance"):
        city.run(*empty.split())
    for empty in ("expenses", "sector-plan list", "finding list", "submissions", "reconcile"):
        city.run(*empty.split())
    assert "10.10, 10.1" in city.run("import", file, "--objective", "10.100", code=2).err
    assert "2021, 2022, 2023" in city.run("balance", "--year", 2025, code=2).err
    assert "GEM" in city.run("import", file, "--entity", "gemeente", code=2).err


def importing(city: City, file: Path, zone: Path, folder: Path) -> None:
    plan = city.run("import", file, "--dry-run", "--format", "json").json
    assert (plan["rows"]["new"], plan["rows"]["refused"]) == (8, 0)
    assert city.run("import", file, "--yes", "--format", "json").json["import"] == 1
    assert city.run("import", file, "--yes").code == 0
    city.run("import", zone, "--entity", "pz", "--yes")
    lines = city.run("expenses", "--format", "json").json
    codes = [share["objective"] for line in lines for share in line["shares"]]
    assert codes == ["10.1", "10.10", "20.A", "20.B", "j-1", None, "10", "10.1", "20.A"]
    assert {line["entity"] for line in lines} == {"GEM", "PZ"}
    assert len(city.run("expenses", "--entity", "gem", "--format", "json").json) == 8
    city.run("imports", "extract", 1, "--to", folder / "as-delivered.xlsx")
    assert (folder / "as-delivered.xlsx").read_bytes() == file.read_bytes()
    bad = write_workbook(folder / "bad.xlsx", [(*ROWS[0][:4], "10.7", *ROWS[0][5:])], HEADER)
    refused = city.run("import", bad, "--dry-run", code=4)
    assert "nearest: 10.1" in refused.out + refused.err
    city.run("refused")
    city.run("profiles")
    city.run("undo", 2, "--reason", "wrong list")
    city.run("redo", 2, "--reason", "the right one after all")


def deciding(city: City) -> None:
    city.run("tag", 6, "10.10", "--share", "40%")
    city.run("rules", "add", "j-1", "--supplier", "Werkgroep Straat", "--reason", "always", "--yes")
    city.run("rules", "test", 1)
    city.run("rules", "apply", "--yes")
    city.run("rules", "list")
    city.run("rules", "retire", 1, "--reason", "no longer")
    city.run("correct", 2, "--amount", "81.00", "--reason", "typing mistake")
    city.run(
        "allocation",
        "revise",
        "--grant",
        "Base",
        "--year",
        2023,
        "--amount",
        "90000",
        "--decision",
        "d",
        "--reason",
        "r",
    )
    carry = ("allocation", "carry-over", "--grant", "basis", "--from", 2021, "--to", 2022, "--amount", "49940")
    city.run(*carry, "--decision", "d", "--reason", "r")
    city.run("allocation", "list")
    city.run("contribution", "set", "--year", 2022, "--amount", "400000", "--decision", "council")
    city.run("contribution", "list")
    city.run("sector-plan", "set", "10", "--year", 2022, "--amount", "500", "--decision", "college")
    city.run("sector-plan", "list")


def looking(city: City, folder: Path) -> None:
    balance = city.run("balance", "--year", 2022, "--format", "json").json
    basis, youth = balance["grants"]
    assert (basis["allocated"], basis["carried_over"], basis["transferred"]) == ("149940.00", "49940.00", "35000.00")
    assert (basis["spent"], youth["spent"]) == ("36591.00", "700.00")
    for language in ("nl", "fr"):
        city.run("--lang", language, "balance", "--year", 2022)
        city.run("--lang", language, "reconcile", "--year", 2022, "--fail-on", "none")
    transfers = city.run("transfers", "--year", 2022, "--format", "json").json
    assert transfers["modes"] == {"project": "30000.00", "deduction": "5000.00"}
    found = city.run("reconcile", "--year", 2022, "--fail-on", "none", "--format", "json").json["findings"]
    checks = {f["check"]: f for f in found}
    assert checks["overspent-sector"]["objective"] == "10"
    assert checks["transfer-project-mismatch"]["amount"] == "1000.00"
    assert "transfer-payee" not in checks
    finding = checks["overspent-sector"]["id"]
    city.run("finding", "list")
    city.run("finding", "show", finding)
    city.run("finding", "dispute", finding, "--reason", "the plan is old")
    city.run("finding", "reopen", finding, "--reason", "it is not")
    city.run("finding", "accept", finding, "--reason", "known", "--by", "one")
    city.run("finding", "confirm", finding, "--by", "two")
    city.run("explain", "10.1", "--year", 2022)
    city.run("explain", "basis", "--year", 2022)
    city.run("explain", 2)
    assert "Neighbourhood work" in city.run("explain", 10, "--year", 2022).out
    assert "A line has one year" in city.run("explain", 2, "--year", 2022, code=2).err
    city.run("status")
    for name in ("lines.csv", "lines.xlsx", "lines.json"):
        city.run("export", "expenses", "--year", 2022, folder / name)
    books = open_books(city.url, agreement=SECOND)
    assert set(books.balance(2022)["grant"].dropna()) == {"basis", "jeugd-plus"}


def settling(city: City) -> None:
    city.run(
        "receipt",
        "add",
        "--grant",
        "basis",
        "--year",
        2022,
        "--amount",
        "1000",
        "--date",
        "2022-05-01",
        "--document",
        "letter",
    )
    city.run("receipt", "list")
    city.run("receipt", "reverse", 1, "--reason", "returned")
    city.run("submit", "--year", 2022)
    city.run("submissions", "show", 1)
    city.run("submissions", "diff", 1)
    city.run("settle", "--year", 2022)
    city.run("settle", 1, 3, "--accept")
    city.run("settle", 4, "--reject", "--reason", "no proof of payment")
    city.run("settlement", "--year", 2022)


def funding(city: City, file: Path) -> None:
    name = ("--title", "Plan", "--funder", "State", "--from", "2022-01-01", "--to", "2022-12-31")
    city.run("funding", "add", "PLAN", *name)
    city.run("funding", "list")
    city.run("funding", "assign", 1, "PLAN", "--share", "40%", "--reason", "agreed")
    city.run(
        "funding",
        "pay",
        "--person",
        "P-1",
        "--month",
        "2022-03",
        "--share",
        "40%",
        "--funding",
        "PLAN",
        "--reason",
        "r",
    )
    city.run("funding", "shares")
    city.run("funding", "assign", 1, "PLAN", "--share", "0%", "--reason", "not agreed")
    city.run("reconcile", "--against", file, "--funding", "PLAN", "--fail-on", "none")
    city.run("funding", "withdraw-list", "PLAN", "--year", 2022, "--reason", "of another plan")
    city.run("reconcile", "--against", file, "--year", 2022, "--fail-on", "none")
    city.run("funding", "add", "OTHER", *name)
    city.run("funding", "retire", "OTHER", "--reason", "named in error")


def proving(city: City, file: Path) -> None:
    kept = city.run("digest").out.split()[-1]
    city.run("verify", "--digest", kept)
    city.run("profiles", "list")
    city.run("profiles", "check", file)


def sampling(city: City, folder: Path) -> None:
    import openpyxl

    city.run("sample", "--year", 2022, "--grant", "basis", "--size", 4, "--seed", "s")
    city.run("sample", "list")
    city.run("sample", "show", 1)
    book = folder / "book.xlsx"
    city.run("export", "reconciliation", "--year", 2022, "--sample", 1, book)
    city.run("sample", "evaluate", "--from", book, code=3)
    cells = [str(c) for sheet in openpyxl.load_workbook(book) for row in sheet.iter_rows(values_only=True) for c in row]
    assert not [cell for cell in cells if FOREIGN.search(cell)]


def test_which_city_must_be_said_once_there_are_two(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lost otherwise: a command acts on one of two cities, and nobody knows which."""
    for leaf in sorted(set(leaves(main)) - NOT_OF_A_CITY):
        if leaf in ("status", "balance", "imports", "expenses", "reconcile", "contribution list"):
            unsaid = ledger(city.url, *leaf.split())
            assert unsaid.code == 2
            assert f"{FIRST}, {SECOND}. Say which with --agreement or LEDGER_AGREEMENT." in unsaid.err
    monkeypatch.setenv("LEDGER_AGREEMENT", SECOND)
    assert "zonnebergen" in ledger(city.url, "status").out


def test_it_can_be_the_only_one(empty_url: str) -> None:
    """Lost otherwise: every city's ledger would hold the first one's agreement too."""
    done = ledger(empty_url, "init", "--agreement", TOML)
    assert (done.code, FOREIGN.search(done.out)) == (0, None)
    assert ledger(empty_url, "balance", "--format", "json").json["agreement"] == SECOND
    assert ledger(empty_url, "init").code == 0
    assert ledger(empty_url, "status", "--format", "json").json["agreement"] == SECOND


def test_nothing_is_asked_that_its_agreement_does_not_name(empty_url: str, tmp_path: Path) -> None:
    """Lost otherwise: an officer would be told to record a contribution, or that all indicators have a value."""
    file = tmp_path / "plain.toml"
    text = TOML.read_text(encoding="utf-8").replace('transfer = "deduction"\n', "")
    file.write_text(text, encoding="utf-8")
    assert ledger(empty_url, "init", "--agreement", file).code == 0
    assert "The agreement names no indicators." in ledger(empty_url, "evaluation", "--year", 2022).out
    plain = ledger(empty_url, "transfers", "--year", 2022).out
    assert ("contribution" in plain, "deduction" in plain, "project" in plain) == (False, False, True)
    whole = ledger(empty_url, "agreement", "load", TOML)
    assert whole.code == 0, whole.err
    assert "ledger contribution set --year 2022" in ledger(empty_url, "transfers", "--year", 2022).out
