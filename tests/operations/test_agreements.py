"""Agreements in one ledger: each with its own money, and a revision never pulls the ground from under a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import other_agreement as other
from builders import session_of, write_workbook
from command import ledger
from subsidy_ledger.agreements import builtin
from subsidy_ledger.errors import Refused, WrongUse
from subsidy_ledger.operations.setup import load_agreement

ROW = [2019, "D1", None, "Zenne", "x", "G2.1", 60.0]


def test_two_cities_share_a_ledger_and_nothing_else(url: str, tmp_path: Path) -> None:
    """Lost otherwise: one city's spending would use up another's grant."""
    file = write_workbook(tmp_path / "e.xlsx", [ROW])
    toml = tmp_path / "ghent.toml"
    toml.write_text(other(), encoding="utf-8")
    assert ledger(url, "agreement", "load", toml).code == 0
    assert (unsaid := ledger(url, "balance")).code == 2
    assert "brussels-2018-2019, ghent-2018-2019" in unsaid.err
    assert ledger(url, "import", file, "--yes", "--agreement", "ghent-2018-2019").code == 0
    for code, spent, entries in (("ghent-2018-2019", "60.00", 2), ("brussels-2018-2019", "0.00", 1)):
        found = ledger(url, "--agreement", code, "balance", "--year", 2019, "--format", "json").json
        assert (found["agreement"], found["total"]["spent"]) == (code, spent)
        assert ledger(url, "status", "--agreement", code, "--format", "json").json["entries"] == entries
    assert ledger(url, "balance", "--agreement", "antwerp").code == 2


def test_two_agreements_of_one_city_number_their_lines_together(url: str, tmp_path: Path) -> None:
    """Lost otherwise: line 1 could mean two lines of the same city."""
    file = write_workbook(tmp_path / "e.xlsx", [ROW])
    load_agreement(session_of(url), other("brussels-extra", "brussels"))
    for code in ("brussels-extra", "brussels-2018-2019"):
        assert ledger(url, "import", file, "--yes", "--agreement", code).code == 0
    numbers = [
        line["number"]
        for code in ("brussels-extra", "brussels-2018-2019")
        for line in ledger(url, "expenses", "--agreement", code, "--format", "json").json
    ]
    assert numbers == [1, 2]


def test_a_code_is_one_agreement(url: str) -> None:
    """Lost otherwise: --agreement would mean one of two cities, and nobody could tell which."""
    with pytest.raises(Refused, match="another code"):
        load_agreement(session_of(url), other("brussels-2018-2019", "ghent"))


def test_a_revision_may_add_and_reword_but_not_pull_the_ground_away(url: str, tmp_path: Path) -> None:
    """Lost otherwise: tagged money would hang on a code that no longer exists."""
    here = session_of(url)
    ledger(url, "import", write_workbook(tmp_path / "e.xlsx", [ROW]), "--yes")
    assert load_agreement(here, builtin()).entry is None
    assert load_agreement(here, builtin() + "\n# a remark\n").revision == 2
    with pytest.raises(Refused, match=r"tagged to G2\.1"):
        load_agreement(here, builtin().replace('code = "G2.1"', 'code = "G2.9"'))
    with pytest.raises(Refused, match="allocation revise"):
        load_agreement(here, builtin().replace('"1856982.33"', '"1856982.34"'))
    moved = builtin().replace('code = "R1.1"', 'code = "R1.9"')
    assert load_agreement(here, moved).revision == 3
    assert "R1.9" in here.ledger().agreement.targets
    assert here.ledger().allocated("general", 2019) == 185_698_233


def test_an_environment_that_names_an_agreement_is_no_file_for_init(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lost otherwise: `ledger init` would look for a file of that name."""
    monkeypatch.setenv("LEDGER_AGREEMENT", "ghent-2018-2019")
    assert ledger(empty_url, "init").code == 0
    here = session_of(empty_url)
    here.agreement = "ghent-2018-2019"
    with pytest.raises(WrongUse, match="ghent"):
        here.ledger()


def test_a_revision_keeps_the_entities_whose_lines_count(url: str, tmp_path: Path) -> None:
    """Lost otherwise: the money of a non-profit would leave the balance without a word."""
    here = session_of(url)
    ledger(url, "import", write_workbook(tmp_path / "e.xlsx", [ROW]), "--yes", "--entity", "nonprofit")
    with pytest.raises(Refused, match="entity nonprofit"):
        load_agreement(here, builtin().replace('code = "nonprofit"', 'code = "other"'))
    text = builtin()
    start = text.index('code = "nonprofit"')
    evidence = text[:start] + text[start:].replace('role = "claiming"', 'role = "evidence"', 1)
    toml = tmp_path / "evidence.toml"
    toml.write_text(evidence, encoding="utf-8")
    loaded = ledger(url, "agreement", "load", toml)
    assert "nonprofit was claiming and is evidence now: 60.00 of its lines leave the balance" in loaded.err
    assert ledger(url, "balance", "--year", 2019, "--format", "json").json["total"]["spent"] == "0.00"
    ledger(url, "undo", 1, "--reason", "moved")
    assert load_agreement(here, builtin().replace('code = "nonprofit"', 'code = "other"')).revision == 3


def test_a_code_that_was_dropped_can_come_back(url: str) -> None:
    """Lost otherwise: the original agreement could never be loaded again."""
    here = session_of(url)
    assert load_agreement(here, builtin().replace('code = "G2.3"', 'code = "G2.7"')).revision == 2
    assert load_agreement(here, builtin()).revision == 3
    assert "G2.3" in here.ledger().agreement.targets


def test_the_catalogue_is_shown_in_the_language_spoken(url: str) -> None:
    """Lost otherwise: an auditor who reads French would get Dutch lists and English notes."""
    told = ledger(url, "--lang", "fr", "agreement", "show", "--full").out.replace("\u00a0", " ")
    assert "objectif opérationnel : Tendre vers une police de proximité plus efficace" in told
    assert "note : La convention dont nous disposons est le texte néerlandais" in told
    assert "Pratique générale de contrôle" in told
    assert "Aantal opleidingen" not in told
    page = ledger(url, "--lang", "nl", "reconcile", "--explain", "near-duplicate").out
    assert "Algemene controlepraktijk, niet uit de overeenkomst" in " ".join(page.split())


def test_json_keeps_the_documents_words_and_has_the_others_beside_them(url: str) -> None:
    """Lost otherwise: whoever reads the lists by program would find another shape."""
    grants = ledger(url, "--lang", "fr", "agreement", "show", "--format", "json").json["grants"]
    found = grants[0]["sectors"][3]["objectives"][2]
    assert found["expected_results"][0] == "Aantal vergaderingen met de partners inzake de informatie-uitwisseling"
    assert found["note"].startswith("The document gives no indicators")
    assert found["texts"]["expected_results"][1]["fr"].startswith("Nombre de réunions avec des « returnees »")
    assert found["texts"]["note"]["nl"].startswith("Het document geeft")
    assert grants[0]["sectors"][1]["texts"] == {"note": None}
