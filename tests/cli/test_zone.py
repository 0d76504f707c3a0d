"""The police zone from beginning to end: its list, the contribution with its history, and the transfers proven."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from builders import write_workbook
from command import ledger

CITY = ("Dienstjaar", "Boekstuknr", "Leverancier", "Betaaldatum", "Activiteitssector", "Bedrag")
ZONE = ("Exercice", "N° de pièce", "Fournisseur", "Commune payante", "Objectif", "Montant")
PZ = "Politiezone Brussel HOOFDSTAD Elsene"


def ready(url: str, room: Path, *shown: list[object]) -> None:
    """Two transfers of the city, one of them paid in the next year, and the zone's own list."""
    rows: list[list[object]] = [
        [2019, "D1", PZ, "20/12/2019", "G1.1", 900.0],
        [2019, "D2", PZ, "15/05/2020", "G1.2", 700.0],
    ]
    done = ledger(url, "import", write_workbook(room / "stad.xlsx", rows, CITY), "--yes")
    assert done.code == 0, done.out + done.err
    done = ledger(url, "import", write_workbook(room / "zone.xlsx", list(shown), ZONE), "--entity", "zone", "--yes")
    assert done.code == 0, done.out + done.err


def sides(url: str) -> dict[str, Any]:
    told = ledger(url, "transfers", "--year", 2019, "--format", "json").json
    return {side["objective"]: side for side in told["sides"]}


def test_only_what_the_zone_paid_for_the_city_proves_a_transfer(url: str, tmp_path: Path) -> None:
    """Lost otherwise: costs of the other municipality would prove our transfers."""
    ready(
        url,
        tmp_path,
        [2019, "Z1", "Garage Noord", "Ville de Bruxelles", "G1.1", 600.0],
        [2019, "Z2", "Garage Zuid", "1050 Ixelles", "G1.1", 300.0],
        [2019, "Z3", "Garage Oost", "Etterbeek", "G1.1", 20.0],
        [2019, "Z4", "Garage West", "Brussel", "G1.2", 5.0],
    )
    project = sides(url)["G1.1"]
    assert {k: project[k] for k in ("claimed", "paid", "shown", "proven", "open", "due")} == {
        "claimed": "900.00", "paid": "900.00", "shown": "600.00", "proven": "600.00", "open": "300.00", "due": None,
    }  # fmt: skip
    told = ledger(url, "transfers", "--year", 2019, "--format", "json").json
    assert told["zone_list"] == {
        "lines": 4, "amount": "925.00", "proves": "600.00", "on_other_codes": "5.00",
        "other_municipalities": "300.00", "unknown_municipalities": "20.00",
    }  # fmt: skip
    shown = ledger(url, "transfers", "--year", 2019).out
    assert "300.00 of the list was paid for other municipalities" in shown
    assert "ledger contribution set --year 2019" in shown
    found = ledger(url, "reconcile", "--check", "transfer-project-mismatch", "--format", "json").json["findings"]
    assert [(f["objective"], f["amount"]) for f in found] == [("G1.1", "300.00")]


def test_the_import_says_for_whom_the_zone_paid(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a misspelt municipality would leave a transfer unproven, and nobody would know why."""
    rows: list[list[object]] = [
        [2019, "Z1", "Garage Noord", "Bruxelles", "G1.1", 600.0],
        [2019, "Z2", "Garage Zuid", "Elsene", "G1.1", 300.0],
        [2019, "Z3", "Garage Oost", "Bruxels", "G1.1", 20.0],
        [2019, "Z4", "Garage Oost", "Bruxels", "G1.1", 30.0],
    ]
    file = write_workbook(tmp_path / "zone.xlsx", rows, ZONE)
    plan = ledger(url, "import", file, "--entity", "zone", "--dry-run", "--format", "json").json
    (problem,) = plan["problems"]
    assert (problem["code"], problem["cell"], problem["value"]) == ("payer-unknown", "D4", "Bruxels")
    assert "2 lines (50.00) prove no transfer" in problem["message"]
    assert problem["expected"] == "a municipality of the zone: Brussel or Elsene"
    shown = ledger(url, "import", file, "--entity", "zone", "--dry-run").out
    assert "paid for other municipalities: 1 line, 300.00; it proves none" in shown
    as_city = ledger(url, "import", file, "--dry-run")
    assert "import it with --entity zone" in as_city.out + as_city.err


def test_a_contribution_is_changed_with_a_reason_and_the_old_one_stays(url: str) -> None:
    """Lost otherwise: the bound for deductions could move without anybody saying why."""
    words = ("contribution", "set", "--year", 2019, "--decision", "council of 17 December", "--document", "2018/R/12")
    assert ledger(url, *words, "--amount", "500").code == 0
    refused = ledger(url, *words, "--amount", "800")
    assert (refused.code, "--reason" in refused.err) == (2, True)
    assert "nothing was written" in ledger(url, *words, "--amount", "500").out
    assert ledger(url, *words, "--amount", "800", "--reason", "budget change no. 1").code == 0
    listed = ledger(url, "contribution", "list", "--format", "json").json
    assert [(c["amount"], c["document"], c["reason"], c["status"]) for c in listed] == [
        ("500.00", "2018/R/12", "", "replaced"),
        ("800.00", "2018/R/12", "budget change no. 1", "counts"),
    ]


def test_a_payment_of_the_next_spring_is_a_transfer_like_any_other(url: str, tmp_path: Path) -> None:
    """Lost otherwise: the zone's usual payments of January to June would be doubted every year."""
    ready(url, tmp_path, [2019, "Z1", "Garage Noord", "Brussel", "G1.1", 900.0])
    assert ledger(url, "contribution", "set", "--year", 2019, "--amount", "700", "--decision", "council").code == 0
    found = ledger(url, "reconcile", "--year", 2019, "--format", "json").json["findings"]
    assert [f["check"] for f in found] == []
    assert {code: side["open"] for code, side in sides(url).items()} == {"G1.1": "0.00", "G1.2": "0.00"}


def test_a_column_of_codes_that_is_called_a_project_is_told_at_the_import(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: the list would name no project, and every transfer stand unproven, with the codes beside it."""
    heads = (*ZONE[:4], "Projet", "Montant")
    for code, is_told in (("G1.2", True), ("Garage", False)):
        rows: list[list[object]] = [
            [2019, "Z1", "Garage Noord", "Bruxelles", "G1.1", 600.0],
            [2019, "Z2", "Garage Zuid", "Bruxelles", None, 30.0],
            [2019, "Z3", "Garage Zuid", "Bruxelles", code, 300.0],
        ]
        file = write_workbook(tmp_path / "zone.xlsx", rows, heads)
        words = ("import", file, "--entity", "zone", "--dry-run")
        shown = " ".join(ledger(sqlite_url, *words).out.split())
        assert ('column E "Projet" holds codes of the agreement, such as G1.1' in shown) is is_told, shown
        if is_told:
            assert "say --map objective=E" in shown
            mapped = ledger(sqlite_url, *words, "--map", "objective=E")
            assert (mapped.code, "holds codes" in mapped.out) == (0, False), mapped.out
