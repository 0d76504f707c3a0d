"""Every entry after a claim stands on the sheet Changes: who, when, why, before, after, and what it did in euros."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from builders import import_file, session_of, write_workbook
from command import ledger
from subsidy_ledger.agreements import builtin
from subsidy_ledger.domain.acts import acts_since, claim_entry
from subsidy_ledger.operations.session import Session
from subsidy_ledger.storage.lookups import history_of

HEADER = ("Dienstjaar", "Boekstuknr", "Factuurdatum", "Leverancier", "Omschrijving", "Activiteitssector", "Bedrag",
          "Betaaldatum")  # fmt: skip


def rows(*paid: date | None) -> list[list[Any]]:
    return [
        [2019, f"D{n}", date(2019, n, 1), f"Firma {n}", "zaal", "G2.1" if n < 3 else "R1.1", n * 10.0, day]
        for n, day in enumerate(paid, 1)
    ]


@pytest.fixture
def claimed(url: str, tmp_path: Path) -> Session:
    session = session_of(url, by="An")
    import_file(session, write_workbook(tmp_path / "1.xlsx", rows(None, None, None), HEADER))
    done = ledger(url, "submit", "--year", "2019")
    assert done.code == 0, done.err
    return session


def act_on(url: str, tmp_path: Path) -> None:
    """One of everything that can be recorded after a claim."""
    later = write_workbook(tmp_path / "2.xlsx", rows(date(2020, 1, 5), None, None, None), HEADER)
    (tmp_path / "3.toml").write_text(builtin().replace("value = 7\n", "value = 9\n", 1), encoding="utf-8")
    for command in (
        ("receipt", "add", "--grant", "general", "--year", "2019", "--amount", "12.00", "--date", "2020-02-01",
         "--document", "uittreksel 7"),
        ("receipt", "reverse", "1", "--reason", "dubbel"),
        ("settle", "1", "2", "--accept"), ("settle", "1", "--reduce", "4.00", "--reason", "btw"),
        ("settle", "1", "--reopen", "--reason", "stuk gevonden"),
        ("indicator", "set", "G2.1", "1", "--year", "2019", "--value", "42"),
        ("import", later, "--yes"), ("tag", "3", "R1.3"), ("correct", "2", "--amount", "19.00", "--reason", "tikfout"),
        ("allocation", "revise", "--grant", "general", "--year", "2019", "--amount", "2000000.00",
         "--decision", "besluit 4", "--reason", "brief"),
        ("allocation", "revise", "--grant", "general", "--year", "2018", "--amount", "2000000.00",
         "--decision", "besluit 5", "--reason", "brief"),
        ("contribution", "set", "--year", "2019", "--amount", "1000.00", "--decision", "raad"),
        ("sector-plan", "set", "G2", "--year", "2019", "--amount", "50.00", "--decision", "raad"),
        ("sample", "--year", "2019", "--size", "2", "--seed", "5"),
        ("rules", "add", "G2.2", "--supplier", "Nieuw vzw", "--reason", "gewoonte", "--yes"),
        ("agreement", "load", tmp_path / "3.toml"),
        ("funding", "add", "eu", "--title", "Fonds", "--funder", "EU"),
        ("submit", "--year", "2019", "--grant", "radicalisation"),
    ):  # fmt: skip
        done = ledger(url, *command)
        assert done.code == 0, (command, done.err)


def test_every_entry_after_the_claim_is_told_with_its_money(claimed: Session, tmp_path: Path) -> None:
    """Lost otherwise: an auditor would compare two claims and not see what was ruled, paid or filled in between."""
    first = claim_entry(claimed.ledger(), 2019)
    assert first is not None
    act_on(claimed.url, tmp_path)
    # One grant was submitted again, and the other still stands as it was claimed then.
    assert claim_entry(claimed.ledger(), 2019) == first
    with claimed.reading() as (connection, tenancy, until):
        history = history_of(connection, tenancy, until)
    found = acts_since(claimed.ledger(), history, 2019, date(2019, 1, 1))
    assert {change.entry for change in found} == set(range(1, len(claimed.ledger().entries) + 1))
    held = {(c.act, next(iter(c.before), None)): (dict(c.before), dict(c.after)) for c in found if c.entry > first}
    assert held["received", "general"] == ({"general": 1200}, {"general": 0})
    assert held["settled", "general"] == ({"general": 400}, {"general": 0})
    assert held["posted", None] == ({}, {"R1.1": 4000})
    assert held["submitted", "radicalisation"][0] == {"radicalisation": 3000}
    told = {c.act: "; ".join([*(f"{k}: {v}" for k, v in c.facts.items()), *map(str, c.told)]) for c in found}
    assert told["supplemented"] == "payment_date: nothing -> 2020-01-05"
    assert told["agreement"].startswith("revision 2; parameters.near-duplicate-days.value: 7 -> 9")
    assert told["indicator"] == "G2.1, indicator 1: nothing -> 42"
    assert told["settled"] == "reduced -> open"
    assert told["other"] == "allocation: nothing of 2019"


def test_the_sheet_shows_what_came_after_the_claim_or_since_a_day(claimed: Session, tmp_path: Path) -> None:
    """Lost otherwise: an auditor who was here in June would read the whole history again in December."""
    ledger(claimed.url, "settle", "1", "--accept")
    out = tmp_path / "out.xlsx"

    def sheet(*since: object) -> list[tuple[Any, ...]]:
        done = ledger(claimed.url, "export", "reconciliation", "--year", "2019", *since, out)
        assert done.code == 0, done.err
        return list(openpyxl.load_workbook(out, data_only=True)["Changes"].iter_rows(values_only=True))

    lines = [row for row in sheet() if isinstance(row[0], int)]
    assert [(row[3], row[5], row[6], row[7], row[11]) for row in lines] == [
        ("claim submitted", "general", 0, 30, "no"),
        ("claim submitted", "radicalisation", 0, 30, "no"),
        ("ruling on lines", "general", 0, 10, "yes"),
    ]
    today = claimed.ledger().entries[-1].at.date()
    acts = [row[3] for row in sheet("--since", str(today - timedelta(days=1))) if isinstance(row[0], int)]
    assert acts[-1] == "ruling on lines"
    assert any("Nothing was recorded since" in str(row[0]) for row in sheet("--since", str(today + timedelta(days=2))))
